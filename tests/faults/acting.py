"""What people do in the fault tests, and the workers; each runs in a process that can be killed at a named moment."""

import json
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from demo.installation import Installation
from demo.walkthrough.people import Known, engage_officers, sign_up
from demo.walkthrough.signing_in import signed_in
from demo.walkthrough.stage import TODAY, fill, population_of, publish_catalogue
from tests.faults.striking import arm

FILLED_WITHIN = 10.0


def ready(installation: Installation, people: str, wanted: str) -> dict[str, Any]:
    """Fill the installation, give each claimant a confirmed account; gives the claimants with their accounts."""
    fill(installation, int(people))
    publish_catalogue(installation)
    engage_officers(installation)
    known = Known(population_of(installation))
    claimants = {card: _account_of(known, card)[0] for card in _mothers(known, int(wanted))}
    _confirm_accounts(installation, known, list(claimants))
    return claimants


def submit(installation: Installation, card: str, key: str) -> dict[str, Any]:
    """Apply for children's allowance; pressed again with the same key after a kill."""
    from janua.casework.actions.application import Submission
    from janua.casework.actions.application import submit as take

    citizen = sign_up(installation, card, on=TODAY)
    with signed_in(installation, "portal", citizen.actor, purpose="apply"):
        submission = Submission(service="childrens-allowance", applicant=citizen.person, language="en")
        application = take(submission=submission, key=key, on=TODAY)
    return applied(reference=application.reference)


def submit_all(installation: Installation, *cards: str) -> dict[str, Any]:
    """Have many people apply, one after the other."""
    return {"applications": [submit(installation, card, f"key of {card}") for card in cards]}


def prepare(installation: Installation) -> dict[str, Any]:
    """Prepare a run of what is due, unless one is there already, and wait for the payments worker to fill it."""
    from django.db.models import Q

    from janua.payments.actions.run import prepare as put_together
    from janua.payments.models import Run

    with _as(installation, "prepares"):
        run = Run.objects.filter(Q(state="preparing") | Q(state="prepared", order_count__gt=0)).first()
        run = run or put_together(execute_on=TODAY, on=TODAY)
    deadline = time.monotonic() + FILLED_WITHIN
    while run.state == "preparing":
        # A worker that was killed is started again by whoever presses again.
        assert time.monotonic() < deadline, f"nobody fills run {run.id}: {run.fault}"
        time.sleep(0.1)
        with _as(installation, "prepares"):
            run = Run.objects.get(id=run.id)
    return prepared(run=str(run.id), orders=run.order_count)


def approve(installation: Installation, run: str) -> dict[str, Any]:
    """Approve a run as the second person, unless that was done; pressed again where orders were taken out."""
    from janua.payments.actions.run import approve as say_yes
    from janua.payments.models import Run

    with _as(installation, "approves"):
        if Run.objects.get(id=run).state == "prepared" and not say_yes(run=UUID(run), on=TODAY).approved:
            say_yes(run=UUID(run), on=TODAY)
    return approved(run=run)


def applied(**told: Any) -> dict[str, Any]:
    """What the citizen's page says after the press."""
    return told


def prepared(**told: Any) -> dict[str, Any]:
    """What the officer's page says after the press."""
    return told


def approved(**told: Any) -> dict[str, Any]:
    """What the other officer's page says after the press."""
    return told


def _as(installation: Installation, login: str) -> AbstractContextManager[None]:
    return signed_in(installation, "workbench", engage_officers(installation)[login], purpose="payment run")


def _confirm_accounts(installation: Installation, known: Known, cards: list[str]) -> None:
    from janua.payments.actions.account import confirm, propose

    officers = engage_officers(installation)
    for card in cards:
        citizen = sign_up(installation, card, on=TODAY)
        number, holder = _account_of(known, card)
        with signed_in(installation, "workbench", officers["prepares"], purpose="payee account"):
            account = propose(payee=citizen.person, number=number, holder_name=holder, reason="known", on=TODAY)
        with signed_in(installation, "workbench", officers["approves"], purpose="payee account"):
            confirm(account=account.id, on=TODAY)


def _account_of(known: Known, card: str) -> tuple[str, str]:
    """The account that the population gives a person, and its holder."""
    wanted = f'"id_card": "{card}"'
    with (known.folder / "department.jsonl").open(encoding="utf-8") as lines:
        found = next(json.loads(line) for line in lines if wanted in line)
    return str(found["iban"]), str(found["account_holder"])


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


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "ready": ready,
    "submit": submit,
    "submit_all": submit_all,
    "prepare": prepare,
    "approve": approve,
}


def serve_api(port: int) -> None:
    """Be the product's face for other systems: one worker, which the moments of `wsgi.py` may kill."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian("tests.faults.wsgi:application", port=port, interface=Interfaces.WSGI, workers=1, websockets=False).serve()


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

    # Nothing is killed under a worker that is still starting: that it then says so and ends is right.
    (orders / f"{process}-{os.getpid()}").touch()
    work("payments" if process == "payments" else "work")
