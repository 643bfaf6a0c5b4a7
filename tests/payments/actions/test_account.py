"""Where a payee is paid: named by one, confirmed by another, told by the contact known before."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import IntegrityError, ProgrammingError

from demo.population.mt.numbers import iban
from janua.base.actors import acting_as, system_actor
from janua.base.audit.models import Entry
from janua.base.clock import now
from janua.base.notices.models import Delivery, Notice
from janua.base.notices.queries import values_of
from janua.payments.actions import account, run
from janua.payments.actions.account import AccountRefused, AlreadyProposed
from janua.payments.models import AccountChange, Order, PayeeAccount
from janua.payments.permissions import NotPermitted, SecondPersonNeeded
from janua.payments.states import WrongState
from janua.registers.models import Person, PersonContact, Relationship
from tests.payments import factories as paid
from tests.payments.desks import prepared_by
from tests.payments.factories import EXECUTE_ON, TODAY
from tests.registers import factories as people

AsProcess = Callable[..., AbstractContextManager[None]]
FIRST, SECOND = iban("0012384M"), iban("0045690M")

pytestmark = pytest.mark.django_db


@pytest.fixture
def payee(db: None) -> Person:
    paid.office()
    return people.person(given="Ġuża", family="Ċaruana", area_id=paid.AREA, language="mt")


@pytest.fixture
def desks(as_process: AsProcess) -> "Desks":
    return Desks(as_process)


class Desks:
    """Two officers at their desks."""

    def __init__(self, as_process: AsProcess) -> None:
        self.as_process = as_process
        self.first, self.second = paid.preparer(), paid.approver()

    def propose(self, payee: Person, number: str = FIRST, **more: Any) -> PayeeAccount:
        values: dict[str, Any] = {"holder_name": "Ġuża Ċaruana", "reason": "bank's letter", "on": TODAY} | more
        with self.as_process("janua_workbench", paid.actor(self.first)):
            return account.propose(payee=payee.id, number=number, **values)

    def confirm(self, proposed: PayeeAccount, on: date = TODAY) -> PayeeAccount:
        with self.as_process("janua_workbench", paid.actor(self.second)):
            return account.confirm(account=proposed.id, on=on)


def accounts() -> list[tuple[Any, ...]]:
    return list(PayeeAccount.objects.order_by("id").values_list("state", "usable_from_on", "ended_on"))


def told(payee: UUID) -> list[tuple[str, Any]]:
    with acting_as(system_actor("keeper")):
        rows = Notice.objects.filter(person_id=payee).order_by("id")
        return [(row.template, values_of(notice=row)["ends_in"]) for row in rows]


def test_first_account_is_usable_once_a_second_person_confirmed_it(desks: Desks, payee: Person) -> None:
    proposed = desks.propose(payee, " mt" + FIRST[2:8] + " " + FIRST[8:])
    assert accounts() == [("proposed", None, None)]
    confirmed = desks.confirm(proposed)
    assert accounts() == [("confirmed", TODAY, None)]
    change = AccountChange.objects.get()
    assert (change.proposed_by_id, change.confirmed_by_id) == (desks.first.id, desks.second.id)
    with acting_as(system_actor("keeper")):
        assert PayeeAccount.objects.get(number_index=FIRST).sealed_number == FIRST
    assert told(payee.id) == [("account_proposed", FIRST[-4:]), ("account_confirmed", FIRST[-4:])]
    traces = Entry.objects.filter(object_id=confirmed.id).order_by("seq")
    assert list(traces.values_list("action", flat=True)) == ["account.propose", "account.confirm"]


def test_number_lies_sealed(desks: Desks, payee: Person) -> None:
    from django.db import connection

    proposed = desks.propose(payee)
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM payments_payeeaccount a WHERE id = %s", [proposed.id])
        assert FIRST not in cursor.fetchone()[0]


def test_change_waits_for_the_next_run_and_the_one_under_way_pays_the_earlier(desks: Desks, payee: Person) -> None:
    earlier = desks.confirm(desks.propose(payee))
    paid.entitled(100, person=payee)
    prepared = prepared_by(desks.first, desks.as_process)

    later = desks.confirm(desks.propose(payee, SECOND))

    assert accounts() == [("confirmed", TODAY, EXECUTE_ON), ("confirmed", EXECUTE_ON + timedelta(days=1), None)]
    with desks.as_process("janua_workbench", paid.actor(desks.second)):
        assert run.approve(run=prepared.id, on=TODAY).approved
    paid.entitled(200, person=payee, programme="MT-CAS")
    prepared_by(desks.first, desks.as_process)
    assert list(Order.objects.order_by("amount").values_list("amount", "account_id")) == [
        (100, earlier.id),
        (200, earlier.id),
    ]
    paid.entitled(300, person=payee, programme="MT-BB", due_on=date(2026, 3, 5))
    # Prepared before its first day, for a payment day that is.
    prepared_by(desks.first, desks.as_process, execute_on=date(2026, 3, 6))
    assert Order.objects.get(amount=300).account_id == later.id


def test_change_of_a_change_on_one_day_leaves_the_last(desks: Desks, payee: Person) -> None:
    for number in (FIRST, SECOND, iban("0078991M")):
        desks.confirm(desks.propose(payee, number))
    tomorrow = TODAY + timedelta(days=1)
    assert accounts() == [("confirmed", TODAY, TODAY), ("refused", tomorrow, None), ("confirmed", tomorrow, None)]


def test_payee_is_told_by_the_contact_that_was_known_before(desks: Desks, payee: Person) -> None:
    with acting_as(system_actor("keeper")):
        old = PersonContact.objects.create(
            person=payee, kind="email", value="old@example.org", source="declared", known_from=people.LONG_AGO,
            known_to=now() - timedelta(hours=1),
        )  # fmt: skip
        PersonContact.objects.create(
            person=payee, kind="email", value="thief@example.org", source="declared", known_from=now()
        )
    desks.propose(payee)
    with acting_as(system_actor("keeper")):
        notice = Notice.objects.get()
        assert values_of(notice=notice)["contacts"] == [str(old.id)]
    assert sorted(Delivery.objects.values_list("channel", "state")) == [("email", "waiting"), ("portal", "sent")]
    assert notice.language == "mt"


def test_payee_without_contacts_is_told_by_post(desks: Desks, payee: Person) -> None:
    desks.propose(payee)
    assert sorted(Delivery.objects.values_list("channel", flat=True)) == ["portal", "post"]


def test_citizen_names_their_own_account_and_an_officer_confirms(desks: Desks, payee: Person) -> None:
    citizen = people.citizen(payee)
    with desks.as_process("janua_portal", citizen.actor):
        proposed = account.propose(
            payee=payee.id, number=FIRST, holder_name="Ġuża Ċaruana", reason="first account", on=TODAY
        )
        assert PayeeAccount.objects.count() == 1
    desks.confirm(proposed)
    assert accounts() == [("confirmed", TODAY, None)]


def test_citizen_may_not_name_an_account_for_somebody_else(desks: Desks, payee: Person) -> None:
    other = people.person(area_id=paid.AREA)
    citizen = people.citizen(other)
    people.mandate(payee, other)
    with desks.as_process("janua_portal", citizen.actor), pytest.raises(NotPermitted):
        account.propose(payee=payee.id, number=FIRST, holder_name="X", reason="", on=TODAY)


def test_citizen_sees_no_account_of_somebody_else(desks: Desks, payee: Person) -> None:
    desks.propose(payee)
    with desks.as_process("janua_portal", people.citizen(people.person(area_id=paid.AREA)).actor):
        assert (PayeeAccount.objects.count(), AccountChange.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("number", "holder", "fault"),
    [
        (FIRST[:-1] + ("0" if FIRST[-1] != "0" else "1"), "Ġuża", "account_wrong_check_digits"),
        ("DE89370400440532013000", "Ġuża", "account_not_maltese"),
        (FIRST, "  ", "holder_missing"),
        (FIRST, "Марія", "holder_not_writable"),
    ],
)
def test_propose_is_refused_for_what_cannot_be_paid(
    desks: Desks, payee: Person, number: str, holder: str, fault: str
) -> None:
    with pytest.raises(AccountRefused) as refused:
        desks.propose(payee, number, holder_name=holder)
    assert (refused.value.fault, accounts(), told(payee.id)) == (fault, [], [])


def test_propose_is_refused_while_another_waits(desks: Desks, payee: Person) -> None:
    desks.propose(payee)
    with pytest.raises(AlreadyProposed):
        desks.propose(payee, SECOND)
    assert len(accounts()) == 1


def test_propose_is_refused_to_who_may_not(desks: Desks, payee: Person) -> None:
    with desks.as_process("janua_workbench", paid.actor(desks.second)), pytest.raises(NotPermitted):
        account.propose(payee=payee.id, number=FIRST, holder_name="X", reason="", on=TODAY)


def test_propose_is_refused_for_a_person_out_of_sight(desks: Desks, payee: Person) -> None:
    hidden = people.person(area_id=paid.AREA, restricted=True)
    with pytest.raises(NotPermitted):
        desks.propose(hidden)


def test_propose_for_kin_is_refused(desks: Desks, payee: Person) -> None:
    parent = people.person(area_id=paid.AREA)
    Relationship.objects.create(
        of_person=parent, to_person=payee, kind="parent", source="civil", known_from=people.LONG_AGO
    )
    from janua.registers.models import AccountLink

    AccountLink.objects.create(
        account=desks.first, account_kind="staff", person=parent, confirmed_by="papers", known_from=people.LONG_AGO
    )
    with pytest.raises(NotPermitted, match="kin"):
        desks.propose(payee)


def test_confirm_by_who_proposed_is_refused(desks: Desks, payee: Person) -> None:
    both = people.officer("propose_account", "confirm_account")
    with desks.as_process("janua_workbench", paid.actor(both)):
        proposed = account.propose(payee=payee.id, number=FIRST, holder_name="Ġuża", reason="", on=TODAY)
        with pytest.raises(SecondPersonNeeded):
            account.confirm(account=proposed.id, on=TODAY)
        # Row security and a constraint say no as well, should the action ever forget.
        assert AccountChange.objects.filter(account=proposed).update(confirmed_by_id=both.id) == 0
    with pytest.raises(IntegrityError, match="payments_account_second_person"), transaction.atomic():
        AccountChange.objects.filter(account=proposed).update(confirmed_by_id=both.id)


def test_confirm_is_refused_to_who_may_not_and_twice(desks: Desks, payee: Person) -> None:
    proposed = desks.propose(payee)
    with desks.as_process("janua_workbench", paid.actor(paid.preparer())), pytest.raises(NotPermitted):
        account.confirm(account=proposed.id, on=TODAY)
    desks.confirm(proposed)
    with pytest.raises(WrongState):
        desks.confirm(proposed)


def test_refused_account_is_never_paid(desks: Desks, payee: Person) -> None:
    proposed = desks.propose(payee)
    with desks.as_process("janua_workbench", paid.actor(desks.second)):
        account.refuse(account=proposed.id, reason="not their name", on=TODAY)
    assert accounts() == [("refused", None, None)]
    with pytest.raises(WrongState):
        desks.confirm(proposed)
    assert [template for template, _ in told(payee.id)] == ["account_proposed", "account_refused"]


def test_number_of_an_account_cannot_be_changed(desks: Desks, payee: Person) -> None:
    proposed = desks.propose(payee)
    with (
        desks.as_process("janua_workbench", paid.actor(desks.first)),
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        PayeeAccount.objects.filter(id=proposed.id).update(holder_name="Somebody Else")


def test_change_by_an_officer_overtakes_one_that_the_payee_waits_for(desks: Desks, payee: Person) -> None:
    desks.confirm(desks.propose(payee))
    asked = desks.confirm(desks.propose(payee, SECOND, reason=account.ASKED_BY_PAYEE))
    overtakes = desks.confirm(desks.propose(payee, iban("0078991M")))
    tomorrow = TODAY + timedelta(days=1)
    asked.refresh_from_db()
    assert asked.state == "refused"
    assert overtakes.usable_from_on == tomorrow
    assert accounts()[0] == ("confirmed", TODAY, TODAY)
