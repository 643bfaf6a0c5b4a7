"""What people do in the fault tests, and the workers; each runs in a process that can be killed at a named moment."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from demo.installation import Installation
from demo.walkthrough.people import Known, engage_officers, sign_up
from demo.walkthrough.signing_in import signed_in
from demo.walkthrough.stage import TODAY, fill, population_of, publish_catalogue
from tests.faults.striking import arm


def ready(installation: Installation, people: str, wanted: str) -> dict[str, Any]:
    """Fill the installation; give the claimants with their accounts at the bank."""
    fill(installation, int(people))
    publish_catalogue(installation)
    engage_officers(installation)
    known = Known(population_of(installation))
    return {card: known.account_of(card)[0] for card in _mothers(known, int(wanted))}


def submit(installation: Installation, card: str, key: str) -> dict[str, Any]:
    """Apply for children's allowance; pressed again with the same key after a kill."""
    from janua.casework.actions.application import Submission
    from janua.casework.actions.application import submit as take

    citizen = sign_up(installation, card, on=TODAY)
    with signed_in(installation, "portal", citizen.actor, purpose="apply"):
        submission = Submission(service="childrens-allowance", applicant=citizen.person, language="en")
        application = take(submission=submission, key=key, on=TODAY)
    return answer(application=str(application.id), person=str(citizen.person))


def answer(**told: Any) -> dict[str, Any]:
    """What the page says after the press."""
    return told


def _mothers(known: Known, wanted: int) -> list[str]:
    """Women with a child under 16 and an account, the named families first."""
    with (known.folder / "civil.jsonl").open(encoding="utf-8") as lines:
        births = [person["birth"] for line in lines if (person := json.loads(line))["birth"] and not person["death"]]
    with (known.folder / "department.jsonl").open(encoding="utf-8") as lines:
        holders = {entry["id_card"] for line in lines if (entry := json.loads(line))["iban"]}
    found = dict.fromkeys(
        birth["mother"] for birth in births if birth["born_on"] > "2011-01-01" and birth["mother"] in holders
    )
    return list(found)[:wanted]


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {"ready": ready, "submit": submit}


def serve(process: str, orders: Path) -> None:
    """Be the product's worker, with leases short enough for a test that kills it."""
    from janua.config.start import start

    start("payments" if process == "payments" else "work")
    from janua.base.jobs.registry import LOOPS
    from janua.checks.actions import sending

    arm(process, orders)
    for name, loop in list(LOOPS.items()):
        LOOPS[name] = replace(loop, lease=3.0, seconds=min(loop.seconds, 30.0))
    sending.IN_HAND = timedelta(seconds=3)

    from janua.base.jobs.worker import work

    work("payments" if process == "payments" else "work")
