"""A claim that waits for an officer, and browsers of officers who may do something about it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base.actors import acting_as, system_actor
from janua.base.audit.models import Access
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.models import Claim
from tests.casework import factories as f
from tests.faces import FaceClient, workbench_client
from tests.registers import factories as people

ASSESSOR = system_actor("assessor")
CASE_OFFICER = (
    *("read_case", "submit_application", "prepare_decision", "answer_discrepancy", "keep_register", "rule_on_fact"),
    *("write_note", "do_task"),
)
EVERYTHING = (*CASE_OFFICER, "decide_claim", "reconsider_claim")
DECISION_OFFICER = ("read_case", "decide_claim", "rule_on_fact", "write_note", "do_task")


@pytest.fixture(autouse=True)
def go_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """The day of the factories, for views and actions alike; gives the way to another day."""

    def go(day: date) -> None:
        monkeypatch.setattr(settings, "JANUA_TODAY", day)

    go(f.TODAY)
    return go


@pytest.fixture
def refused(as_process: Any) -> Any:
    """A family whose only child is in foster care: the law says no, and the claims wait for an officer."""
    return assessed(as_process, in_care=True)


def assessed(as_process: Any, *, number: int = 1, in_care: bool, income: str = "1.00", children: int = 1) -> Any:
    """A family that applied, whose registers answered, and whose claims went as far as a machine may take them."""
    f.publish_catalogue()
    of = f.family(born=tuple(date(2015 + place, 5, 4) for place in range(children)), number=number)
    for child in of.children if in_care else ():
        people.fact(child.id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    f.submit_as(as_process, of, key=f"k{number}")
    # Where Revenue knows nothing of the father, an officer is asked: what the law gives is then not exact.
    known = (of.mother,) if in_care else (of.mother, of.father)
    carry_on(as_process, {one.id: f.income_record(one.identifiers.get().value, gross=income) for one in known})
    return of


def carry_on(as_process: Any, incomes: Any = None) -> None:
    """Let the worker ask, the registers answer, and the law speak."""
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    f.answer_checks(as_process, incomes or {})
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=f.TODAY)


def browser(*permissions: str, area_id: int = 1, account: Any = None) -> FaceClient:
    """A browser of an officer with these permissions."""
    return workbench_client(account or people.officer(*permissions, area_id=area_id))


def claim_of(of: Any, programme: str = "MT-CA") -> Claim:
    """A family's claim."""
    return Claim.objects.get(claimant=of.mother, programme=programme)


def text(page: Any) -> str:
    """What a page says, without its markup's white space."""
    return " ".join(page.content.decode().split())


def looks(page: str) -> list[tuple[str, list[UUID]]]:
    """Who was shown on a page, look by look: the actor and the persons."""
    rows = Access.objects.filter(page=page).order_by("seq")
    return [(row.actor, sorted(row.persons)) for row in rows]


def counted(officer: Any, read: Callable[[], Any]) -> int:
    """How many queries a read costs, as the officer and in the workbench's process."""
    with FaceClient("workbench").running(), acting_as(officer.actor), CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


def page_queries(client: FaceClient, address: str) -> int:
    """How many queries a whole page costs, sign-in and template included, after a first look."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
