"""A fictional population whose registers have answered, for the benchmarks of the journey."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection

from bench.database import BenchDatabase
from janua.values import uuid7

TODAY = date(2026, 3, 2)
SERVICE = "childrens-allowance"
# About one household in two has children under 16, a little over two persons a household.
PERSONS_A_CLAIMANT = 8
_CHILD_BORN_AFTER = date(2010, 4, 2)


@dataclass(frozen=True)
class Claimant:
    """A parent with an account of their own, and whom the registers were asked about."""

    person: UUID
    account: UUID
    children: tuple[UUID, ...]
    partners: tuple[UUID, ...]


def furnish(database: BenchDatabase, *, claimants: int, seed: int = 7) -> list[Claimant]:
    """Fill an empty database: people with what every register knows of them, the catalogue, accounts, answers.

    Gives parents of children under 16, one a family, each with an account and with every check of the children's
    allowance answered yesterday, so that a claim waits for nobody.
    """
    from demo.population.load import load_population
    from demo.population.mt.facts import ALL, MALTA
    from demo.population.mt.population import draw_families

    with database.connect("janua_owner") as owner:
        people = claimants * PERSONS_A_CLAIMANT
        load_population(owner, draw_families(seed=seed, people=people), country=MALTA, sources=ALL, today=TODAY)
    with database.as_django("janua_owner"):
        publish_catalogue()
    with database.connect("postgres") as superuser, superuser.transaction():
        found = parents(superuser, claimants)
        open_accounts(superuser, found)
        answer_checks(superuser, found)
    with database.connect("postgres") as superuser:
        superuser.execute("VACUUM ANALYZE")
    return found


def publish_catalogue() -> None:
    """Put the pack's programmes and services on offer."""
    from janua.base.actors import acting_as, system_actor
    from janua.catalogue.actions import ProgrammeOnOffer, publish
    from janua.pack.installed import country

    pack = country()
    with acting_as(system_actor("loader")):
        publish(
            programmes=[
                ProgrammeOnOffer(
                    code,
                    dict.fromkeys(pack.languages, programme.title),
                    programme.citation,
                    pack.budget_lines.get(code, ""),
                )
                for code, programme in pack.law.programmes.items()
            ],
            blueprints=pack.services,
            attributes=pack.attributes_by_name,
            languages=pack.languages,
            grounds={
                register.code: {kind: asked.legal_grounds for kind, asked in register.questions.items()}
                for register in pack.registers
            },
            on=date(2026, 1, 1),
        )


def parents(superuser: Connection[Any], wanted: int) -> list[Claimant]:
    """One parent a family: the first by key of those who have children under 16; with all their children."""
    rows = superuser.execute(
        """
        SELECT parent, ARRAY(
            SELECT DISTINCT to_person_id FROM registers_relationship WHERE of_person_id = parent
            AND kind NOT IN ('spouse', 'civil_partner', 'cohabitant')), coalesce((
            SELECT array_agg(CASE WHEN of_person_id = parent THEN to_person_id ELSE of_person_id END)
            FROM registers_relationship WHERE kind IN ('spouse', 'civil_partner', 'cohabitant')
            AND parent IN (of_person_id, to_person_id) AND (true_to IS NULL OR true_to >= %(today)s)), '{}')
        FROM (SELECT r.to_person_id AS child, min(r.of_person_id::text)::uuid AS parent
              FROM registers_relationship r JOIN registers_person p ON p.id = r.to_person_id
              WHERE r.kind = 'parent' AND p.born_on >= %(after)s AND p.died_on IS NULL
              AND (r.true_to IS NULL OR r.true_to >= %(today)s) GROUP BY 1) AS family
        JOIN registers_person adult ON adult.id = parent AND adult.died_on IS NULL AND adult.area_id IS NOT NULL
        GROUP BY parent ORDER BY parent LIMIT %(wanted)s
        """,
        {"today": TODAY, "after": _CHILD_BORN_AFTER, "wanted": wanted},
    ).fetchall()
    return [Claimant(parent, uuid7(), tuple(children), tuple(partners)) for parent, children, partners in rows]


def open_accounts(superuser: Connection[Any], claimants: Sequence[Claimant]) -> None:
    """An account for each, linked with the person as a first sign-in does."""
    opened = datetime(2026, 1, 1, tzinfo=UTC)
    with superuser.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO accounts_account (id, password, kind, issuer, subject, language, opened_at)"
            " VALUES (%s, '', 'citizen', 'eid', %s, 'mt', %s)",
            [(one.account, str(one.account), opened) for one in claimants],
        )
        cursor.executemany(
            "INSERT INTO registers_accountlink (id, account_id, account_kind, person_id, confirmed_by, known_from)"
            " VALUES (%s, %s, 'citizen', %s, 'eid', %s)",
            [(uuid7(), one.account, one.person, opened) for one in claimants],
        )


def answer_checks(superuser: Connection[Any], claimants: Sequence[Claimant]) -> None:
    """The registers' answers, whose facts stand already: fresh, so that nobody is asked again."""
    from janua.pack.installed import country

    registers = {register.code: register for register in country().registers}
    asked: dict[tuple[UUID, str], str] = {}
    for one in claimants:
        asked |= dict.fromkeys([(child, "civil") for child in one.children], "person")
        asked |= dict.fromkeys([(adult, "revenue") for adult in (one.person, *one.partners)], "income_of_year")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    columns = "id, subject_id, register, kind, parameters, ground, asked_for, state, attempts, next_attempt_at,"
    with superuser.cursor().copy(
        f"COPY checks_check ({columns} deadline_on, message_id, answered_at, facts, last_trouble) FROM STDIN"
    ) as copy:
        for (subject, register), kind in asked.items():
            parameters = json.dumps(registers[register].parameters(kind, about_on=TODAY))
            ground = next(iter(registers[register].questions[kind].legal_grounds))
            start = (uuid7(), subject, register, kind, parameters, ground, "system:assessor", "answered", 1)
            copy.write_row((*start, yesterday, TODAY, "", yesterday, "{}", ""))
