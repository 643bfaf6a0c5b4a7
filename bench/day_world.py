"""What stands on the morning of the day: persons, officers, citizens with accounts, claims, decisions, payments."""

import time
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection

from bench.day_bulk import load_bulk, open_bank_accounts, pay_all
from bench.day_database import TODAY, told
from bench.day_people import copy_people, draw_people
from bench.journey_world import Claimant, answer_checks, open_accounts, parents
from demo.installation import DATABASE, Installation
from demo.processes import Processes
from demo.product import worker_program
from demo.walkthrough.people import Officer, engage_officers
from demo.walkthrough.signing_in import signed_in, start_face
from demo.walkthrough.stage import publish_catalogue
from janua.base.row_security.roles import OWNER

SERVICE = "childrens-allowance"
# Of those who visit this share has applied before; the others apply on the day.
CLAIMED = 0.3
# Role → how many of fifty officers hold it, and where; no area is the whole country.
STAFF: tuple[tuple[str, int, str], ...] = (
    ("case_officer", 18, "malta"),
    ("case_officer", 4, "gozo"),
    ("decision_officer", 14, "malta"),
    ("payments_preparer", 4, ""),
    ("payments_approver", 3, ""),
    ("supervisor", 2, ""),
    ("steward", 2, ""),
    ("auditor", 3, ""),
)
_LONGEST = 1_800.0
_DAY_BEGINS = (
    "SELECT count(*) FROM casework_claim WHERE state IN ('submitted', 'checking') AND application_id IS NOT NULL"
)
_LETTERS_WAIT = (
    "SELECT count(*) FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id"
    " WHERE c.application_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM casework_letter l WHERE l.decision_id = d.id)"
)
_DECISIONS = (
    "SELECT c.claimant_id::text, array_agg(d.id::text ORDER BY d.id) FROM casework_decision d"
    " JOIN casework_claim c ON c.id = d.claim_id"
)
_LETTERS = (
    "SELECT c.claimant_id::text, array_agg(l.id::text ORDER BY l.id) FROM casework_letter l"
    " JOIN casework_decision d ON d.id = l.decision_id JOIN casework_claim c ON c.id = d.claim_id"
)
_CLAIMS = (
    "SELECT c.id::text, c.case_id::text, c.state, a.path[2], coalesce(d.id::text, '') FROM casework_claim c"
    " JOIN areas_area a ON a.id = c.area_id LEFT JOIN casework_decision d ON d.claim_id = c.id"
    " WHERE c.application_id IS NOT NULL ORDER BY c.id"
)
_NAMES = (
    "SELECT given_names || ' ' || family_name, identifier FROM registers_person"
    " TABLESAMPLE SYSTEM (1) REPEATABLE (7) WHERE script = 'Latn' LIMIT 2000"
)


def fill(installation: Installation, *, persons: int) -> dict[str, Any]:
    """Fill an empty database; gives what the day needs to know of it."""
    start_face(installation)
    visitors = max(200, persons // 500)
    with (
        installation.cluster.connect(database=DATABASE) as superuser,
        installation.cluster.connect(OWNER, DATABASE) as owner,
    ):
        with told(f"people, {persons:,}"):
            draw_people(owner, superuser, persons=persons, today=TODAY)
            found = parents(superuser, visitors)
            copy_people(superuser, persons=persons)
        with told("services, officers, accounts"):
            publish_catalogue(installation)
            officers = engage_officers(installation, staff())
            with superuser.transaction():
                open_accounts(superuser, found)
                answer_checks(superuser, found)
                open_bank_accounts(superuser, installation, [one.person for one in found], on=TODAY)
        with told(f"{int(len(found) * CLAIMED):,} applications through our own worker"):
            _apply(installation, superuser, found[: int(len(found) * CLAIMED)])
        with told("claims, decisions, tasks of others"):
            load_bulk(superuser, installation, payees=persons // 10, apart_from=[one.person for one in found], on=TODAY)
        with told("a run that pays all"):
            pay_all(superuser, officers, on=TODAY)
            superuser.execute("VACUUM ANALYZE")
        return _told(superuser, found, {login: actor.account_id for login, actor in officers.items()})


def staff() -> list[Officer]:
    """Fifty officers; login → ROLE-AREA-NUMBER."""
    offices = {"malta": "hub-malta", "gozo": "hub-gozo", "": "dss"}
    return [
        Officer(f"{role}-{area or 'all'}-{number}", f"{role} {area} {number}", role, offices[area], area)
        for role, count, area in STAFF
        for number in range(count)
    ]


def _apply(installation: Installation, superuser: Connection[Any], claimants: Sequence[Claimant]) -> None:
    """Each submits as on the portal; the worker decides and writes the letters."""
    from janua.base.actors import Actor
    from janua.casework.actions.application import Answer, Submission, submit

    with Processes(installation.folder / "processes") as processes:
        processes.start(worker_program(installation))
        for one in claimants:
            answer = Answer(one.person, "maintenance_income", 0, "", date(2024, 1, 1), date(2024, 12, 31))
            actor = Actor(kind="citizen", account_id=one.account, name="citizen")
            with signed_in(installation, "portal", actor, purpose="apply"):
                submission = Submission(service=SERVICE, applicant=one.person, language="mt", answers=(answer,))
                submit(submission=submission, key=f"day-{one.account}", on=TODAY)
        for waiting in (_DAY_BEGINS, _LETTERS_WAIT):
            _wait_gone(superuser, waiting)


def _wait_gone(superuser: Connection[Any], waiting: str) -> None:
    began = time.monotonic()
    while (row := superuser.execute(waiting.encode()).fetchone()) != (0,):
        if time.monotonic() - began > _LONGEST:
            raise TimeoutError(f"the worker left {row} undone: {waiting}")
        time.sleep(0.5)


def _told(superuser: Connection[Any], found: Sequence[Claimant], officers: dict[str, UUID | None]) -> dict[str, Any]:
    """What the day needs to know: who visits, with whose decisions and letters, and what officers open."""
    ids = [one.person for one in found]
    decisions, letters = (
        superuser.execute(f"{query} WHERE c.claimant_id = ANY(%s) GROUP BY 1".encode(), [ids]).fetchall()
        for query in (_DECISIONS, _LETTERS)
    )
    of = {"decisions": dict(decisions), "letters": dict(letters)}
    return {
        "citizens": [
            {"account": str(one.account), "person": str(one.person)}
            | {name: rows.get(str(one.person), []) for name, rows in of.items()}
            for one in found
        ],
        "claimed": int(len(found) * CLAIMED),
        "officers": {login: str(account) for login, account in officers.items()},
        "claims": [
            dict(zip(("claim", "case", "state", "island", "decision"), row, strict=True))
            for row in superuser.execute(_CLAIMS).fetchall()
        ],
        "names": [list(row) for row in superuser.execute(_NAMES).fetchall()],
        "runs": [run for (run,) in superuser.execute("SELECT id::text FROM payments_run").fetchall()],
    }
