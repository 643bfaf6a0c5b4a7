"""Physical designs of the fact table, each as plain SQL, measured side by side.

    python -m bench fact-designs --rows 1200000

Kept beside the measurement of the design in use (`bench/facts.py`): whoever doubts docs/decisions/0025-facts.md runs
both again. Nothing of the product reads this module.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from bench.database import bench_database
from bench.facts import FACTS_A_PERSON, fact_fields
from bench.results import Options, Result, median_ms, times_of
from janua.values import uuid7

SMALL = 120_000
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Design:
    """One way to store facts; the fields are the questions of the decision."""

    name: str
    codes: bool = True
    "attribute and source as small numbers of two side tables, or as text in every row"
    typed: bool = True
    "four typed value columns, or one jsonb"
    key: str = "uuid"
    "primary key: uuid or bigint"
    guard: str = "trigger"
    "against self-contradiction: none, trigger (per statement), exclusion (partial GiST)"
    partitions: int = 0
    "hash partitions by subject; 0 is one table"
    foreign_key: bool = False
    "foreign key of the subject, or none"
    index: str = "subject_id, attribute"
    "columns of the one index beside the key; the subject alone lets B-tree store each subject once"


DESIGNS = (
    Design("bare: typed, codes, no guard", guard="none"),
    Design("jsonb value, text codes, trigger", codes=False, typed=False),
    Design("typed value, text codes, trigger", codes=False),
    Design("typed value, small codes, trigger"),
    Design("… with foreign key of the subject", foreign_key=True),
    Design("… with bigint key", key="bigint"),
    Design("… 16 hash partitions", partitions=16),
    Design("… exclusion instead of trigger", guard="exclusion"),
    Design("small codes, trigger, index on the subject alone", index="subject_id"),
    Design("text codes, trigger, index on the subject alone", codes=False, index="subject_id"),
)

PERSONS = """
create table person (id uuid primary key, area_id int not null, restricted boolean not null default false,
    born_on date, given text, family text);
create index on person (area_id);
"""

CHECK_FUNCTION = """
create function fact_consistent() returns trigger language plpgsql as $$
begin
    perform 1 from person where id in (select subject_id from stated) order by id for no key update;
    if exists (
        with beside as materialized (
            select f.* from (select distinct subject_id from stated) s join fact f using (subject_id)
            where f.known_to is null)
        select 1 from stated n join beside f
            on f.subject_id = n.subject_id and f.attribute = n.attribute and f.source = n.source
            and f.item = n.item and f.id <> n.id
            and daterange(f.true_from, f.true_to, '[]') && daterange(n.true_from, n.true_to, '[]')
        where n.known_to is null)
    then raise exclusion_violation using message = 'one source contradicts itself'; end if;
    return null;
end $$;
create trigger fact_consistent after insert on fact referencing new table as stated
    for each statement execute function fact_consistent();
"""

EXCLUSION = """
alter table fact add constraint fact_consistent exclude using gist (
    subject_id with =, attribute with =, source with =, item with =, daterange(true_from, true_to, '[]') with &&)
    where (known_to is null);
"""


def create(design: Design) -> str:
    """The statements that create the tables of one design in an empty schema."""
    code = "smallint" if design.codes else "text"
    value = "number bigint, day date, truth boolean, words text" if design.typed else "value jsonb"
    key = "uuid" if design.key == "uuid" else "bigint generated always as identity"
    primary = "primary key (id, subject_id)" if design.partitions else "primary key (id)"
    reference = " references person" if design.foreign_key else ""
    partition = " partition by hash (subject_id)" if design.partitions else ""
    parts = [
        PERSONS,
        f"create table fact (id {key}, subject_id uuid not null{reference}, known_from timestamptz not null,"
        f" known_to timestamptz, evidence uuid, true_from date, true_to date, subject_kind smallint not null,"
        f" attribute {code} not null, source {code} not null, assurance smallint not null, status smallint not null,"
        f" {value}, item text not null default '', {primary}){partition};",
    ]
    parts += [
        f"create table fact_{number} partition of fact for values with (modulus {design.partitions},"
        f" remainder {number});"
        for number in range(design.partitions)
    ]
    parts.append(f"create index fact_subject on fact ({design.index});")
    if design.guard == "trigger":
        parts.append(CHECK_FUNCTION)
    if design.guard == "exclusion":
        parts.append(EXCLUSION)
    return "\n".join(parts)


def run(options: Options) -> list[Result]:
    """Load, correct and read with each design; the first one is the limit of the others."""
    persons = max((options.rows or SMALL) // FACTS_A_PERSON, BATCH)
    results: list[Result] = []
    with bench_database() as database:
        connection = database.connect("postgres")
        for design in DESIGNS:
            print(design.name, file=sys.stderr)
            figures = _measure(connection, design, [uuid7() for _ in range(persons)])
            for place, (what, ours, unit, runs) in enumerate(figures):
                limit = results[place].ours if results[len(figures) - 1 :] else ours
                higher = unit == "facts/s"
                results.append(
                    Result(
                        name=f"{what}: {design.name}",
                        ours=ours,
                        limit=limit,
                        # Compared, not judged: every design keeps to the bar.
                        bar=0 if higher else 1_000,
                        unit=unit,
                        runs=runs,
                        better="higher" if higher else "lower",
                    )
                )
    return results


def _measure(connection: Connection[Any], design: Design, people: list[UUID]) -> list[tuple[str, float, str, int]]:
    connection.execute("DROP SCHEMA IF EXISTS designs CASCADE; CREATE SCHEMA designs")
    connection.execute("SET search_path = designs, public")
    connection.execute(create(design).encode())
    with connection.cursor().copy("COPY person (id, area_id) FROM STDIN") as copy:
        for number, person in enumerate(people):
            copy.write_row((person, number % 68))
    connection.execute("ANALYZE person")
    seconds = 0.0
    for first in range(0, len(people), BATCH):
        text = "".join(
            _line(design, person, place) for person in people[first : first + BATCH] for place in range(FACTS_A_PERSON)
        ).encode()
        began = time.perf_counter()
        with connection.cursor().copy(f"COPY fact ({', '.join(_columns(design))}) FROM STDIN") as copy:
            copy.write(text)
        seconds += time.perf_counter() - began
    connection.execute("VACUUM ANALYZE fact")
    facts = len(people) * FACTS_A_PERSON
    draw = random.Random(3)
    one = times_of(lambda: connection.execute(READ, [[draw.choice(people)]]).fetchall(), runs=300)
    many = times_of(lambda: connection.execute(READ, [draw.sample(people, BATCH)]).fetchall(), runs=5)
    corrected = times_of(_correction(connection, design, people, draw), runs=300)
    return [
        ("load", facts / seconds, "facts/s", len(people) // BATCH),
        ("bytes", _bytes(connection) / facts, "bytes/fact", facts),
        ("read one", median_ms(one), "ms", len(one)),
        ("read 1000", median_ms(many), "ms", len(many)),
        ("correct 12", median_ms(corrected), "ms", len(corrected)),
    ]


READ = """
SELECT * FROM fact WHERE subject_id = ANY(%s) AND known_from <= '2026-01-01'
AND (known_to IS NULL OR known_to > '2026-01-01') AND true_from <= '2025-06-01'
AND (true_to IS NULL OR true_to >= '2025-06-01')
"""


def _columns(design: Design) -> list[str]:
    value = ["number", "words", "day", "truth"] if design.typed else ["value"]
    key = ["id"] if design.key == "uuid" else []
    rest = ["subject_id", "subject_kind", "attribute", "source", "item"]
    return [*key, *rest, *value, "status", "assurance", "true_from", "true_to", "known_from", "known_to"]


def _line(design: Design, person: UUID, place: int) -> str:
    """The same fact as in bench/facts.py, as this design writes it."""
    kind = place % 40
    attribute, source, item, value, *rest = fact_fields(place)
    if design.codes:
        attribute, source = str(kind), str(kind % 5)
    if not design.typed:
        (text,) = [part for part in value if part != "\\N"]
        value = [text if text.isdigit() else "true" if text == "t" else f'"{text}"']
    key = [str(uuid7())] if design.key == "uuid" else []
    return "\t".join([*key, str(person), "1", attribute, source, item, *value, *rest]) + "\n"


def _correction(
    connection: Connection[Any], design: Design, people: list[UUID], draw: random.Random
) -> Callable[[], None]:
    """One source's twelve facts of one person end and are stated anew."""
    kept = [column for column in _columns(design) if column not in ("id", "known_from", "known_to")]
    key = ("id, ", "gen_random_uuid(), ") if design.key == "uuid" else ("", "")
    statement = (
        "WITH ended AS (UPDATE fact SET known_to = now() WHERE subject_id = %s AND source = %s AND known_to IS NULL"
        f" RETURNING *) INSERT INTO fact ({key[0]}{', '.join(kept)}, known_from)"
        f" SELECT {key[1]}{', '.join(kept)}, now() FROM ended"
    )

    def correct() -> None:
        connection.execute(statement.encode(), [draw.choice(people), 1 if design.codes else "revenue"])

    return correct


def _bytes(connection: Connection[Any]) -> int:
    row = connection.execute(
        "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'designs' AND relname LIKE 'fact%' AND relkind = 'r'"
    ).fetchone()
    return int(row[0]) if row else 0
