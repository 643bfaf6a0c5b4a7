"""Accounts and holds go with their person, to where they live or where their case is."""

from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.payments.actions import account
from janua.payments.models import Hold, PayeeAccount
from janua.payments.permissions import NotPermitted
from janua.registers.actions.persons import entrust
from janua.registers.models import Person
from tests.payments import factories as paid
from tests.payments.factories import KNOWN_AT, TODAY
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
OTHER = 2


@pytest.fixture
def person(db: None) -> Person:
    paid.office()
    people.area(OTHER)
    found = people.person(area_id=paid.AREA)
    paid.account_of(found)
    for lifted in (None, KNOWN_AT):
        Hold.objects.create(person=found, area_id=paid.AREA, reason="x", opened_at=KNOWN_AT, lifted_at=lifted)
    return found


def areas() -> tuple[list[int | None], list[int | None]]:
    """Areas of accounts, and of holds: those that hold, then those that were lifted."""
    holds = Hold.objects.order_by("lifted_at").values_list("area_id", "lifted_at")
    return (
        list(PayeeAccount.objects.values_list("area_id", flat=True)),
        [area for area, lifted in sorted(holds, key=lambda one: one[1] is not None)],
    )


def hand_over(as_process: Any, person: Person, area_id: int) -> None:
    with as_process("janua_work", system_actor("keeper")):
        entrust(persons={person.id}, area_id=area_id)


def test_accounts_and_open_holds_go_where_the_case_is_and_come_home(as_process: Any, person: Person) -> None:
    hand_over(as_process, person, OTHER)
    away = areas()
    hand_over(as_process, person, paid.AREA)

    assert (away, areas()) == (([OTHER], [OTHER, paid.AREA]), ([paid.AREA], [paid.AREA, paid.AREA]))


def test_accounts_go_where_the_person_moves(person: Person) -> None:
    Person.objects.filter(id=person.id).update(area_id=OTHER)

    assert areas() == ([OTHER], [OTHER, paid.AREA])


def test_the_office_that_has_the_case_proposes_an_account_and_the_former_one_does_not(
    as_process: Any, person: Person
) -> None:
    hand_over(as_process, person, OTHER)
    asked: dict[str, Any] = {
        "payee": person.id,
        "number": "",
        "holder_name": "Maria Borg",
        "reason": "letter",
        "on": TODAY,
    }
    there = people.officer("propose_account", area_id=OTHER)

    with pytest.raises(account.AccountRefused), as_process("janua_workbench", there.actor):
        account.propose(**asked)
    with pytest.raises(NotPermitted), as_process("janua_workbench", paid.actor(paid.preparer())):
        account.propose(**asked)
