"""What is somebody else's and what there is not at all: the same answer, after the same questions to the database."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base.accounts.models import Account
from janua.base.audit.models import Access
from janua.casework.models import Case, Claim, Decision, Task
from janua.registers.models import Fact, LookHold
from tests.faces import FaceClient, portal_client, workbench_client
from tests.portal.follow import scene
from tests.registers import factories as people
from tests.walks.pages import PORTAL, WORKBENCH, Page

pytestmark = pytest.mark.django_db
ABSENT = UUID(int=7)
DUTIES = (
    *("read_case", "do_task", "decide_claim", "prepare_decision", "reconsider_claim", "rule_on_fact", "write_note"),
    *("transfer_case", "accept_transfer", "hold_looks", "confirm_look_hold", "submit_application", "keep_register"),
    *("prepare_run", "approve_run", "propose_account", "confirm_account", "confirm_hand_over"),
)
# As a page, as a form, and as a fragment that a script asks for.
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("get", {}), ("post", {}), ("get", {"hx-request": "true"}), ("post", {"hx-request": "true"}),
)  # fmt: skip
CHANGING = re.compile(r'(csrfmiddlewaretoken" value="|name="key" value=")[^"]*"')


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    settings.JANUA_TODAY = scene.ON


def answered(client: FaceClient, page: Page, id_: UUID, method: str, headers: dict[str, str]) -> tuple[int, str, int]:
    """Status, words and how many statements, of a page about a record."""
    named = {name: id_ if value.startswith("@") else value for name, value in page.arguments.items()}
    address = client.at(page.name, **named)
    with CaptureQueriesContext(connection) as asked:
        typed = {"text": "x", "is_confirmed": "yes"} if method == "post" else {}
        answer = getattr(client, method)(address, typed, headers=headers)
    words = CHANGING.sub("", answer.content.decode(errors="replace")).replace(str(id_), "")
    return answer.status_code, words, len(asked)


def differing(client: FaceClient, pages: tuple[Page, ...], foreign: dict[str, UUID]) -> list[tuple[str, ...]]:
    found = []
    for page in pages:
        kinds = {value[1:] for value in page.arguments.values() if value.startswith("@")}
        known = [foreign[kind] for kind in kinds if kind in foreign]
        if not known or "news" in kinds:
            continue
        for method, headers in ASKED:
            answered(client, page, ABSENT, method, headers)
            there, absent = (answered(client, page, id_, method, headers) for id_ in (known[0], ABSENT))
            if there != absent:
                found.append((page.name, method, *(str((one[0], one[2])) for one in (there, absent))))
    return found


def records(of: scene.Scene) -> dict[str, UUID]:
    claim, case = Claim.objects.order_by("id")[0], Case.objects.get()
    officer: Account = people.officer("hold_looks")
    hold = LookHold.objects.create(
        person=of.mother, area_id=1, ground="violence", law="x", reason="y", since=scene.ON, ends_on=scene.ON,
        asked_by=officer, asked_at=people.NOW, provisional_until=people.NOW,
    )  # fmt: skip
    task = Task.objects.order_by("id").first()
    found = {
        "application": of.application.id, "open-application": of.application.id, "decision": of.decision().id,
        "open-claim": claim.id, "refusable-claim": claim.id, "claim": claim.id, "case": case.id, "person": of.mother.id,
        "fact": Fact.objects.filter(subject_id=of.mother.id).order_by("id")[0].id, "look-hold": hold.id,
        "letter": Decision.objects.order_by("id")[0].letters.order_by("id")[0].id,
    }  # fmt: skip
    return found | ({"task": task.id} if task else {})


def test_a_stranger_cannot_tell_what_is_anothers_from_what_there_is_not(as_process: Any) -> None:
    of = scene.granted(as_process, letters=True)
    client = portal_client(people.citizen(people.person(area_id=1)))
    mine = records(of)
    assert differing(client, PORTAL, mine) == []
    # Whose they are is answered otherwise: the comparison has something to find.
    owner = {name for name, *_ in differing(portal_client(of.account), PORTAL, mine)}
    assert {"application", "decision", "letter"} <= owner


def test_an_officer_elsewhere_cannot_tell_what_is_there_from_what_is_not(as_process: Any) -> None:
    of = scene.granted(as_process, letters=True)
    client = workbench_client(people.officer(*DUTIES, area_id=2))
    theirs = records(of)
    assert differing(client, WORKBENCH, theirs) == []
    assert not Access.objects.filter(persons__contains=[of.mother.id], purpose="casework").exists()
    here = {name for name, *_ in differing(workbench_client(people.officer(*DUTIES)), WORKBENCH, theirs)}
    assert {"case", "person", "claim", "look-hold", "transfer"} <= here
