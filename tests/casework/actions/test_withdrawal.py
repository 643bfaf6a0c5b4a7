"""A claim is withdrawn at the person's wish: its work goes, nothing is decided."""

from typing import Any

import pytest

from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.casework.actions.claim import begin_claims
from janua.casework.actions.withdrawal import close_withdrawn, withdraw
from janua.casework.models import Claim, Decision, Task
from janua.casework.states import WrongState
from janua.registers.models import AccountLink
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(as_process: Any) -> Any:
    f.publish_catalogue()
    f.submit_as(as_process, f.family())
    with as_process("janua_work", system_actor("assessor")):
        begin_claims(on=f.TODAY)
    return Claim.objects.get(programme="MT-CA")


def close(as_process: Any, claim: Any, officer: Any) -> Any:
    with as_process("janua_workbench", officer.actor):
        return withdraw(claim=claim.id, on=f.TODAY)


def test_withdraw_ends_the_claim_and_its_work(as_process: Any, claim: Any) -> None:
    close(as_process, claim, people.officer("submit_application"))

    with as_process("janua_work", system_actor("assessor")):
        close_withdrawn()
    claim.refresh_from_db()
    assert (claim.state, Decision.objects.count()) == ("withdrawn", 0)
    assert not Task.objects.filter(object_id=claim.id, state="open").exists()


def test_withdraw_what_is_decided_is_refused(as_process: Any, claim: Any) -> None:
    Claim.objects.filter(id=claim.id).update(state="decided")

    with pytest.raises(WrongState):
        close(as_process, claim, people.officer("submit_application"))


def test_withdraw_without_the_permission_is_refused(as_process: Any, claim: Any) -> None:
    with pytest.raises(NotPermitted):
        close(as_process, claim, people.officer("read_case"))


def test_withdraw_for_a_relative_is_refused(as_process: Any, claim: Any) -> None:
    officer = people.officer("submit_application")
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=claim.claimant, confirmed_by="papers", known_from=people.LONG_AGO
    )

    with pytest.raises(NotPermitted, match="relative"):
        close(as_process, claim, officer)


def test_withdraw_from_another_area_is_refused(as_process: Any, claim: Any) -> None:
    with pytest.raises(NotPermitted):
        close(as_process, claim, people.officer("submit_application", area_id=2))
