"""Facts at scale: bytes a fact, loading, recording, and reading what was known, through our own code and roles.

    python -m bench facts --rows 10000000

Persons have 60 facts each of five sources, an eighth of them no longer held for right.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from psycopg import Connection

from bench.database import BenchDatabase, bench_database
from bench.results import Options, Result, highest_ms, median_ms, times_of
from janua.rules import Attribute
from janua.values import uuid7

SMALL = 120_000
FACTS_A_PERSON = 60
BATCH = 1_000
SOURCES = ("civil", "revenue", "jobsplus", "identita", "department")
AREAS = 68
OFFICER = UUID(int=7)
KNOWN_AT = datetime(2026, 1, 1, tzinfo=UTC)
_COLUMNS = (
    "id, subject_id, subject_kind, attribute, source, item, number, words, day, truth, status, assurance, evidence_id,"
    " true_from, true_to, known_from, known_to"
)
_READ = """
SELECT * FROM registers_fact WHERE subject_id = ANY(%s) AND known_from <= %s AND (known_to IS NULL OR known_to > %s)
"""
_BY_HAND = """
WITH ended AS (
    UPDATE registers_fact SET known_to = now() WHERE subject_id = %(person)s AND attribute = ANY(%(names)s)
    AND source = 'revenue' AND known_to IS NULL RETURNING *)
INSERT INTO registers_fact (id, subject_id, subject_kind, attribute, source, item, number, words, day, truth, status,
    assurance, true_from, true_to, known_from)
SELECT gen_random_uuid(), subject_id, subject_kind, attribute, source, item, number, words, day, truth, status,
    assurance, true_from, true_to, now() FROM ended
"""


def run(options: Options) -> list[Result]:
    """Load, record and read; one result a figure."""
    persons = max((options.rows or SMALL) // FACTS_A_PERSON, 1_000)
    with bench_database() as database:
        people = [uuid7() for _ in range(persons)]
        owner = database.connect("janua_owner")
        load_persons(database, people)
        results = [_loading(database, owner, people)]
        with database.connect("postgres") as superuser:
            superuser.execute("VACUUM ANALYZE registers_fact, registers_person")
        results.append(_size(owner, persons))
        results += _reading(database, people)
        results += _recording(database, people)
        return results


def _become(connection: Connection[Any], actor: str) -> None:
    connection.execute("SELECT set_config('janua.actor', %s, true)", [actor])


def load_persons(database: BenchDatabase, people: list[UUID]) -> None:
    """Persons spread over areas, and an officer in charge of one of them."""
    with database.connect("postgres") as superuser, superuser.transaction():
        superuser.execute(
            "INSERT INTO areas_area (id, code, kind, names, path)"
            f" SELECT n, 'area-' || n, 'district', '{{}}', array[n] FROM generate_series(1, {AREAS}) n"
        )
        superuser.execute(
            "INSERT INTO areas_office (id, code, names, area_id, opens_on) VALUES (1, 'office', '{}', 1, '2000-01-01');"
            "INSERT INTO accounts_role (code, names) VALUES ('keeper', '{}')"
        )
        superuser.execute(
            "INSERT INTO accounts_account (id, password, kind, issuer, subject, language, opened_at)"
            " VALUES (%s, '', 'staff', '', '', '', now())",
            [OFFICER],
        )
        superuser.execute(
            "INSERT INTO accounts_staffprofile (account_id, display_name, staff_number, office_id)"
            " VALUES (%s, 'Officer', '1', 1)",
            [OFFICER],
        )
        superuser.execute(
            "INSERT INTO accounts_roleassignment (id, account_id, role_id, area_id, starts_on, proposed_at,"
            " confirmed_at)"
            " VALUES (gen_random_uuid(), %s, 'keeper', 1, '2000-01-01', now(), now())",
            [OFFICER],
        )
        with superuser.cursor().copy(
            "COPY registers_person (id, given_names, other_names, family_name, script, found_by, identifier, language,"
            " restricted, area_id, registered_at) FROM STDIN"
        ) as copy:
            for number, person in enumerate(people):
                copy.write_row(
                    (person, "Maria", "", "Borg", "Latn", "maria borg", "", "mt", False, number % AREAS + 1, KNOWN_AT)
                )
        superuser.execute("ANALYZE registers_person")


def _loading(database: BenchDatabase, owner: Connection[Any], people: list[UUID]) -> Result:
    """COPY, then one INSERT a thousand persons, under policies and triggers; against COPY into the bare table."""
    # A loader copies into a table of its own session, since COPY does not write where row security holds.
    owner.execute(f"CREATE TEMP TABLE loading AS SELECT {_COLUMNS} FROM registers_fact WITH NO DATA")
    with database.connect("postgres") as superuser:
        # The measure: the same table and indexes, without policies, triggers and constraints.
        superuser.execute("CREATE TABLE bare (LIKE registers_fact INCLUDING INDEXES INCLUDING DEFAULTS)")
    ours = bare = 0.0
    bare_persons = min(len(people), 20_000)
    superuser = database.connect("postgres")
    for number, batch in enumerate(_batches(people)):
        text = "".join(_line(person, place) for person in batch for place in range(FACTS_A_PERSON)).encode()
        began = time.perf_counter()
        with owner.transaction():
            _become(owner, "system:loader")
            with owner.cursor().copy(f"COPY loading ({_COLUMNS}) FROM STDIN") as copy:
                copy.write(text)
            owner.execute(f"INSERT INTO registers_fact ({_COLUMNS}) SELECT {_COLUMNS} FROM loading")
            owner.execute("TRUNCATE loading")
        ours += time.perf_counter() - began
        if number * BATCH < bare_persons:
            began = time.perf_counter()
            with superuser.cursor().copy(f"COPY bare ({_COLUMNS}) FROM STDIN") as copy:
                copy.write(text)
            bare += time.perf_counter() - began
        print(f"\r{(number + 1) * BATCH * FACTS_A_PERSON:,} facts", end="", file=sys.stderr)
    print(file=sys.stderr)
    superuser.execute("DROP TABLE bare")
    return Result(
        name="facts-load",
        ours=len(people) * FACTS_A_PERSON / ours,
        limit=bare_persons * FACTS_A_PERSON / bare,
        bar=0.3,
        unit="facts/s",
        runs=-(-len(people) // BATCH),
        better="higher",
    )


def _size(owner: Connection[Any], persons: int) -> Result:
    row = owner.execute(
        "SELECT pg_total_relation_size('registers_fact'), pg_relation_size('registers_fact')"
    ).fetchone()
    assert row is not None
    facts = persons * FACTS_A_PERSON
    return Result(name="facts-bytes", ours=row[0] / facts, limit=row[1] / facts, bar=1.5, unit="bytes/fact", runs=facts)


def _reading(database: BenchDatabase, people: list[UUID]) -> list[Result]:
    """`facts_known` as a machine step and as an officer, against the bare rows read by the superuser."""
    draw = random.Random(1)
    superuser = database.connect("postgres")
    of_office = people[::AREAS]

    def raw(chosen: list[UUID]) -> object:
        return superuser.execute(_READ, [chosen, KNOWN_AT, KNOWN_AT]).fetchall()

    results = []
    for name, role, actor, among, size, runs, bar in (
        ("facts-read-one", "janua_work", "assessor", people, 1, 500, 8),
        ("facts-read-one-officer", "janua_workbench", "", of_office, 1, 500, 8),
        ("facts-read-1000", "janua_work", "assessor", people, 1_000, 7, 3),
        ("facts-read-1000-officer", "janua_workbench", "", of_office, 1_000, 7, 3),
    ):
        size = min(size, len(among))
        taken: list[float] = []
        limit = times_of(lambda size=size, among=among: raw(draw.sample(among, size)), runs=runs)  # type: ignore[misc]
        for _ in range(3):
            taken += _timed_reads(database, role, actor, [draw.sample(among, size) for _ in range(runs)])[:runs]
        results.append(
            Result(
                name=name, ours=median_ms(taken), limit=median_ms(limit), bar=bar, unit="ms (median)", runs=len(taken)
            )
        )
        print(f"{name}: p99 {highest_ms(taken):.2f} ms", file=sys.stderr)
    return results


def _timed_reads(database: BenchDatabase, role: str, actor: str, asked: list[list[UUID]]) -> list[float]:
    from janua.base.actors import Actor, acting_as, system_actor
    from janua.registers.queries import facts_known

    trust = {f"income_{number}_of_the_year": SOURCES for number in range(40)}
    who = system_actor(actor) if actor else Actor(kind="staff", account_id=OFFICER, name="officer")
    taken = []
    with database.as_django(role):
        for chosen in asked:
            with acting_as(who):
                began = time.perf_counter()
                found = facts_known(subjects=chosen, on=date(2025, 6, 1), known_at=KNOWN_AT, trust=trust)
                taken.append(time.perf_counter() - began)
            if len({fact.subject for fact in found}) != len(chosen):
                raise RuntimeError("the benchmark asks for what it may not see")
    return taken


def _recording(database: BenchDatabase, people: list[UUID]) -> list[Result]:
    """`record_facts` of twelve facts of one person, and of a thousand persons at once, replacing earlier ones."""
    names = [f"income_{number}_of_the_year" for number in range(1, 36, 5) for _ in (0, 1)][:12]
    attributes = {name: Attribute(name=name, entity="person", type="money", unit="EUR", repeats=True) for name in names}
    draw = random.Random(2)

    def state(persons: list[UUID]) -> Callable[[], object]:
        return _statement(persons, names, attributes)

    superuser = database.connect("postgres")

    def by_hand() -> None:
        with superuser.transaction():
            superuser.execute(_BY_HAND, {"person": draw.choice(people), "names": names})

    with database.as_django("janua_work"):
        one = [seconds for _ in range(200) for seconds in times_of(state([draw.choice(people)]), runs=1)]
        limit = times_of(by_hand, runs=200)
        many = [seconds for _ in range(5) for seconds in times_of(state(draw.sample(people, 1_000)), runs=1)]
    print(f"facts-record-12: p99 {highest_ms(one):.2f} ms", file=sys.stderr)
    each = median_ms(many) / 1_000
    return [
        Result(
            name="facts-record-12",
            ours=median_ms(one),
            limit=median_ms(limit),
            bar=8,
            unit="ms (median)",
            runs=len(one),
        ),
        Result(name="facts-record-12-of-1000", ours=each, limit=median_ms(one), bar=0.8, unit="ms a person", runs=5),
    ]


def _statement(persons: list[UUID], names: list[str], attributes: Mapping[str, Attribute]) -> Callable[[], object]:
    from janua.base.actors import acting_as, system_actor
    from janua.registers.actions import StatedFact, record_facts
    from janua.registers.models import Assurance

    facts = [
        StatedFact(subject=person, attribute=name, value=5, item=f"payer-{place % 2}", true_from=date(2022, 1, 1))
        for person in persons
        for place, name in enumerate(names)
    ]

    def record() -> None:
        with acting_as(system_actor("checker")):
            record_facts(
                source="revenue",
                facts=facts,
                attributes=attributes,
                assurance=Assurance.CONFIRMED,
                on=date(2026, 1, 1),
            )

    return record


def _batches(people: list[UUID]) -> Iterator[list[UUID]]:
    rest = iter(people)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _line(person: UUID, place: int) -> str:
    """One fact as COPY reads it."""
    attribute, source, item, value, status, assurance, *days = fact_fields(place)
    fields = [str(uuid7()), str(person), "1", attribute, source, item, *value, status, assurance, "\\N", *days]
    return "\t".join(fields) + "\n"


def fact_fields(place: int) -> tuple[str, str, str, list[str], str, str, str, str, str, str]:
    """A person's fact number `place`, as COPY writes its fields: of 40 attributes 20 repeat, an eighth has ended.

    Returns   attribute, source, item, [number, words, day, truth], status, assurance, true_from, true_to,
              known_from, known_to
    """
    kind, repeat = place % 40, place // 40
    value = ["\\N"] * 4
    match kind % 10:
        case 5 | 6:
            value[1] = "employed_full_time"
        case 7 | 8:
            value[2] = "2001-02-03"
        case 9:
            value[3] = "t"
        case _:
            value[0] = str(100_000 + place * 7_919)
    true_from, true_to = f"{2022 + repeat}-01-01", "\\N"
    if place % 2:
        true_to = f"{2022 + repeat}-12-31"
    elif kind >= 20:
        true_from = f"{2010 + kind - 20}-05-05"
    known_to = "2025-03-01 10:00:00+00" if place % 8 == 7 else "\\N"
    item = f"payer-{repeat}" if kind < 20 else ""
    attribute, source = f"income_{kind}_of_the_year", SOURCES[kind % 5]
    return attribute, source, item, value, "0", "3", true_from, true_to, "2024-03-01 10:00:00+00", known_to
