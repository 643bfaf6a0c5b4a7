"""A nation's persons for the day: a drawn population, and copies of it under other keys, names and numbers.

Drawing a million persons one by one takes longer than the day itself. A hundred thousand are drawn and loaded as the
population is everywhere; the rest are copies made by the database, whole families each, with keys of another hour.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from psycopg import Connection

from demo.population.load import load_population
from demo.population.mt.facts import ALL, MALTA
from demo.population.mt.population import draw_families
from demo.population.people import Person
from demo.population.rows import COLUMNS, Country, Stated
from janua.values import WrittenName, uuid7

DRAWN = 100_000
FACTS = 12
# The first so many know everything that registers know, since those who visit on the day come from among them.
WHOLE = 25_000
# A fifth of all are children and others with half a dozen facts: so many at most give the others twelve on average.
MOST_FACTS = 14
_SYLLABLES = (
    "Ma Ri Jo Bor Vel La Zam Mit Ca Mil Le Far Ru Gia Gal Pa Ce Sam Mut At Tard Ben Na Do Mi Nic Spi Te".split()
)
# The columns that hold keys: a copy's are those of the original, so many hours earlier.
_KEYS = {"id", "person_id", "of_person_id", "to_person_id", "dwelling_id", "household_id", "subject_id"}
# Keys of copies lie at least one hour before those of the originals, which are all younger than the mark.
_ORIGINAL = "o.id >= (SELECT first FROM day_mark)"
_SHIFT = """
CREATE FUNCTION pg_temp.hours_before(key uuid, hours int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
SELECT (lpad(to_hex(('x' || translate(left(key::text, 13), '-', ''))::bit(48)::bigint - hours * 3600000), 12, '0')
        || right(key::text, 23))::uuid $$
"""


def draw_people(owner: Connection[Any], superuser: Connection[Any], *, persons: int, today: date) -> None:
    """Fill empty registers with the persons who are drawn."""
    superuser.execute("CREATE TEMP TABLE day_mark (first uuid)")
    superuser.execute("INSERT INTO day_mark VALUES (%s)", [uuid7()])
    load_population(
        owner,
        draw_families(seed=7, people=min(persons, DRAWN)),
        country=_with_fewer_facts(MALTA),
        sources=ALL,
        today=today,
        # Known before the keys of the copies were made.
        known_from=datetime.now(UTC) - timedelta(days=30),
    )
    superuser.execute("ANALYZE")


def copy_people(superuser: Connection[Any], *, persons: int) -> None:
    """Copy those who were drawn until there are as many as wanted."""
    superuser.execute(_SHIFT)
    _fewer_for_copies(superuser)
    for number in range(1, -(-persons // DRAWN)):
        with superuser.transaction():
            # The originals went through policies, triggers and constraints; their copies are as good.
            superuser.execute("SET LOCAL session_replication_role = replica")
            superuser.execute("SET LOCAL synchronous_commit = off")
            _name(superuser, number)
            for table in COLUMNS:
                superuser.execute(_copied(table, number).encode())
    superuser.execute("DROP TABLE original_fact, new_name, day_mark")
    superuser.execute("VACUUM ANALYZE")


def _with_fewer_facts(country: Country) -> Country:
    seen: Counter[str] = Counter()

    def stated(person: Person, sources: frozenset[str]) -> Iterator[Stated]:
        seen["persons"] += 1
        said = country.stated(person, sources)
        if seen["persons"] <= WHOLE:
            yield from said
            return
        for number, one in enumerate(said):
            if number < MOST_FACTS:
                yield one

    return replace(country, stated=stated)


def _fewer_for_copies(superuser: Connection[Any]) -> None:
    columns = ", ".join(COLUMNS["registers_fact"])
    superuser.execute(
        f"CREATE TEMP TABLE original_fact AS SELECT {columns} FROM (SELECT *, row_number() OVER"
        f" (PARTITION BY subject_id ORDER BY id) AS place FROM registers_fact) AS one"
        f" WHERE place <= {MOST_FACTS} ORDER BY id".encode()
    )
    superuser.execute(
        "CREATE TEMP TABLE new_name (given text, family text, named text, sort_by bytea, PRIMARY KEY (given, family))"
    )


def _name(superuser: Connection[Any], number: int) -> None:
    """Another family name for each, the same for all of that name: a nation has more than a hundred and fifty."""
    draw = Random(number)
    superuser.execute("TRUNCATE new_name")
    named: dict[str, str] = {}
    with superuser.cursor() as cursor:
        rows = cursor.execute("SELECT DISTINCT given, family FROM registers_personname WHERE script = 'Latn'")
        pairs = [(str(given), str(family)) for given, family in rows.fetchall()]
        with cursor.copy("COPY new_name (given, family, named, sort_by) FROM STDIN") as copy:
            for given, family in pairs:
                if family not in named:
                    named[family] = "".join(draw.choices(_SYLLABLES, k=3)).capitalize()
                other = named[family]
                copy.write_row((given, family, other, WrittenName(given, other).sort_key("mt", script="Latn")))


def _copied(table: str, number: int) -> str:
    """The statement that copies a table's originals; of persons drawn here all keys lie in the newest hour."""
    columns = COLUMNS[table]
    values = {name: f"pg_temp.hours_before(o.{name}, {number})" if name in _KEYS else f"o.{name}" for name in columns}
    source = f"{table} AS o"
    if table == "registers_fact":
        source = "original_fact AS o"
    if table in ("registers_person", "registers_personname"):
        given = "given_names" if table == "registers_person" else "given"
        family = "family_name" if table == "registers_person" else "family"
        source += f" LEFT JOIN new_name n ON n.given = o.{given} AND n.family = o.{family} AND o.script = 'Latn'"
        values[family] = f"coalesce(n.named, o.{family})"
        values["sort_by"] = "coalesce(n.sort_by, o.sort_by)"
    if table == "registers_person":
        values["identifier"] = f"'{number}' || o.identifier"
        values["found_by"] = (
            "CASE WHEN n.named IS NULL THEN o.found_by ELSE lower(unaccent(o.given_names || ' ' || n.named)) END"
        )
    if table == "registers_personidentifier":
        values["value"] = f"'{number}' || o.value"
    if table == "registers_dwelling":
        values["reference"] = f"'{number}-' || o.reference"
    chosen = ", ".join(values[name] for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {source} WHERE {_ORIGINAL}"
