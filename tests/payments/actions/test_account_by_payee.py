"""A payee names their own account in the portal: it waits for an officer, a name that differs is pointed out."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from demo.population.mt.numbers import iban
from janua.base.actors import acting_as, system_actor
from janua.base.notices.models import Delivery, Notice
from janua.casework.models import Task
from janua.payments.actions import account, stopped
from janua.payments.models import AccountChange, PayeeAccount
from janua.payments.permissions import NotPermitted
from janua.payments.states import WrongState
from janua.registers.models import Person, PersonContact
from tests.payments import factories as paid
from tests.payments.factories import TODAY
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
PAYMASTER = system_actor("paymaster")
FIRST, SECOND = iban("0012384M"), iban("0045690M")


@pytest.fixture
def payee(db: None) -> Person:
    paid.office()
    return people.person(given="Ġuża", family="Ċaruana", area_id=paid.AREA, language="mt")


def propose(as_process: Any, by: Person, payee: Person, **more: Any) -> PayeeAccount:
    values: dict[str, Any] = {
        "number": SECOND,
        "holder_name": "Guza Caruana",
        "reason": account.ASKED_BY_PAYEE,
        "on": TODAY,
    } | more
    with as_process("janua_portal", citizen(by).actor):
        return account.propose(payee=payee.id, **values)


def citizen(person: Person) -> Any:
    found = person.account_links.filter(known_to__isnull=True).first()
    return found.account if found is not None else people.citizen(person)


def confirm(as_process: Any, row: PayeeAccount) -> PayeeAccount:
    with as_process("janua_workbench", paid.actor(paid.approver())):
        return account.confirm(account=row.id, on=TODAY)


def templates(payee: Person) -> list[str]:
    return list(Notice.objects.filter(person_id=payee.id).order_by("sent_at").values_list("template", flat=True))


def test_payee_proposes_and_an_officer_confirms_after_a_time_to_object(as_process: Any, payee: Person) -> None:
    first = paid.account_of(payee, FIRST)
    proposed = propose(as_process, payee, payee)
    AccountChange.objects.filter(account=proposed).update(proposed_at=paid.KNOWN_AT.replace(year=2026, month=3, day=2))

    confirmed = confirm(as_process, proposed)

    first.refresh_from_db()
    usable = TODAY + account.COOLING_OFF
    assert (confirmed.state, confirmed.usable_from_on) == ("confirmed", usable)
    assert (first.state, first.ended_on) == ("confirmed", usable - timedelta(days=1))
    assert templates(payee) == ["account_proposed", "account_confirmed"]


def test_payee_is_told_by_every_way_that_we_know(as_process: Any, payee: Person) -> None:
    with acting_as(system_actor("keeper")):
        for kind, value in (("email", "guza@example.org"), ("telephone", "+35620000000")):
            PersonContact.objects.create(
                person=payee, kind=kind, value=value, source="declared", known_from=people.LONG_AGO
            )

    propose(as_process, payee, payee)

    assert sorted(Delivery.objects.values_list("channel", flat=True)) == ["email", "portal", "sms"]


@pytest.mark.parametrize(
    ("holder", "differs"),
    [
        ("Ġuża Ċaruana", False),
        ("CARUANA GUZA", False),
        ("Guza Caruana", False),
        ("Joe Caruana", True),
        ("Guza", True),
        ("Guza Caruana and Joe Borg", True),
    ],
)
def test_a_holder_of_another_name_is_pointed_out(as_process: Any, payee: Person, holder: str, differs: bool) -> None:
    propose(as_process, payee, payee, holder_name=holder)

    assert AccountChange.objects.get().holder_differs is differs


@pytest.mark.parametrize("scope", [["all"], ["receive_payment"], ["see", "apply"]])
def test_a_mandate_without_that_scope_changes_no_account(as_process: Any, payee: Person, scope: list[str]) -> None:
    friend = people.person(given="Friend", area_id=paid.AREA)
    people.mandate(payee, friend, scope=scope)

    with pytest.raises(NotPermitted):
        propose(as_process, friend, payee)
    assert not PayeeAccount.objects.exists()


def test_a_mandate_for_exactly_that_changes_the_account(as_process: Any, payee: Person) -> None:
    friend = people.person(given="Friend", area_id=paid.AREA)
    people.mandate(payee, friend, scope=["change_account"])

    assert propose(as_process, friend, payee).state == "proposed"


def test_a_proposal_may_be_taken_back_by_the_payee(as_process: Any, payee: Person) -> None:
    row = propose(as_process, payee, payee)

    with as_process("janua_portal", citizen(payee).actor):
        account.take_back(account=row.id, on=TODAY)

    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert templates(payee) == ["account_proposed", "account_taken_back"]
    # Another may then be named.
    assert propose(as_process, payee, payee).state == "proposed"


def test_what_an_officer_has_confirmed_is_not_taken_back(as_process: Any, payee: Person) -> None:
    row = confirm(as_process, propose(as_process, payee, payee))

    with pytest.raises(WrongState, match="confirmed"), as_process("janua_portal", citizen(payee).actor):
        account.take_back(account=row.id, on=TODAY)


def test_a_stranger_and_an_absent_account_are_refused_alike(as_process: Any, payee: Person) -> None:
    row = propose(as_process, payee, payee)
    stranger = people.citizen(people.person(area_id=paid.AREA))
    refusals = []
    for id_ in (row.id, payee.id):
        with pytest.raises(NotPermitted) as refused, as_process("janua_portal", stranger.actor):
            account.take_back(account=id_, on=TODAY)
        refusals.append(str(refused.value))

    assert len(set(refusals)) == 1


def test_the_database_lets_a_citizen_change_nothing_else_of_an_account(as_process: Any, payee: Person) -> None:
    row = paid.account_of(payee, FIRST)
    with as_process("janua_portal", citizen(payee).actor), connection.cursor() as cursor:
        cursor.execute("UPDATE payments_payeeaccount SET state = 'withdrawn' WHERE id = %s", [row.id])
        assert cursor.rowcount == 0


def test_what_a_payee_did_not_ask_for_becomes_work_once(as_process: Any, payee: Person) -> None:
    with as_process("janua_workbench", paid.actor(paid.preparer())):
        row = account.propose(payee=payee.id, number=SECOND, holder_name="Maria Vella", reason="letter", on=TODAY)
    with as_process("janua_portal", citizen(payee).actor):
        account.take_back(account=row.id, on=TODAY)

    counts = []
    for _ in range(2):
        with as_process("janua_payments", PAYMASTER):
            counts.append(stopped.leave_work(on=TODAY))

    assert counts == [1, 0]
    work = Task.objects.get()
    assert (work.kind, work.object_type, work.object_id, work.person_id, work.deadline_on) == (
        "account_stopped",
        "payee_account",
        row.id,
        payee.id,
        TODAY + timedelta(days=1),
    )


def test_a_change_of_mind_is_no_work(as_process: Any, payee: Person) -> None:
    row = propose(as_process, payee, payee)
    with as_process("janua_portal", citizen(payee).actor):
        account.take_back(account=row.id, on=TODAY)

    with as_process("janua_payments", PAYMASTER):
        assert stopped.leave_work(on=TODAY) == 0
