"""Nobody approves a run that pays their kin, what they granted themselves, or an account that they proposed."""

from typing import Any

import pytest

from janua.payments.actions.run import Conflict, approve
from janua.payments.models import AccountChange, Run
from janua.registers.models import AccountLink, Person, Relationship
from tests.payments import factories as paid
from tests.payments.desks import Office
from tests.payments.factories import TODAY
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def refusal(desks: Office) -> str:
    """Why the second officer may not approve what is due."""
    prepared = desks.prepare().run
    with pytest.raises(Conflict) as refused, desks.at(desks.second):
        approve(run=prepared.id, on=TODAY)
    assert Run.objects.get(id=prepared.id).state == "prepared"
    other = paid.approver()
    with desks.at(other):
        assert approve(run=prepared.id, on=TODAY).approved, "somebody else approves it"
    return refused.value.reason


def is_(account: Any, person: Person) -> None:
    AccountLink.objects.create(
        account=account, account_kind="staff", person=person, confirmed_by="papers", known_from=people.LONG_AGO
    )


def test_run_that_pays_the_approver_is_anothers_to_approve(desks: Office) -> None:
    is_(desks.second, paid.entitled(100).person)
    assert refusal(desks) == "kin"


def test_run_that_pays_a_relative_of_the_approver_is_anothers_to_approve(desks: Office) -> None:
    own, grandmother = people.person(area_id=1), people.person(area_id=1)
    is_(desks.second, own)
    for one, other in ((own, grandmother), (grandmother, paid.entitled(100).person)):
        Relationship.objects.create(
            of_person=one, to_person=other, kind="guardian", source="civil", known_from=people.LONG_AGO
        )
    assert refusal(desks) == "kin"


def test_run_that_pays_somebody_of_the_approvers_home_is_anothers_to_approve(desks: Office) -> None:
    own, home = people.person(area_id=1), people.dwelling()
    is_(desks.second, own)
    for one in (own, paid.entitled(100).person):
        people.residence(one, home)
    assert refusal(desks) == "kin"


def test_who_granted_in_an_earlier_role_does_not_approve_the_payment(desks: Office) -> None:
    decision = paid.entitled(100).entitlement.decision
    decision.decided_by, decision.decided_by_system = desks.second, ""
    decision.save(update_fields=["decided_by", "decided_by_system"])
    assert refusal(desks) == "decided"


def test_who_proposed_an_account_in_an_earlier_role_does_not_approve_the_payment(desks: Office) -> None:
    of = paid.entitled(100)
    AccountChange.objects.filter(account=of.account).update(proposed_by=desks.second)
    assert refusal(desks) == "proposed"


def test_stranger_to_everybody_in_it_approves_a_run(desks: Office) -> None:
    is_(desks.second, people.person(area_id=1))
    paid.entitled(100)
    assert desks.approve(desks.prepare().run).approved
