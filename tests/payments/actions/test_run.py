"""Prepare, approve, cancel: what is in a run, what is not, and who may."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from janua.base.clock import now
from janua.casework.models import Task
from janua.payments.actions import account, hold, run
from janua.payments.actions.account import ASKED_BY_PAYEE
from janua.payments.models import AccountChange, LeftOut, Order, OrderLine, PayeeAccount, Run
from janua.payments.permissions import NotPermitted
from janua.payments.states import WrongState
from tests.payments import factories as paid
from tests.payments.desks import Office, orders, reasons
from tests.payments.factories import EXECUTE_ON, TODAY
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def test_prepare_pays_one_order_for_all_lines_of_a_person(desks: Office) -> None:
    family = paid.entitled(30888)
    paid.entitled(45500, person=family.person, programme="MT-CAS")
    other = paid.entitled(150000, programme="MT-BB")
    paid.entitled(700, due_on=EXECUTE_ON + timedelta(days=1))

    prepared = desks.prepare()

    assert orders() == [(family.person.id, 76388, "prepared", ""), (other.person.id, 150000, "prepared", "")]
    assert (prepared.run.order_count, prepared.run.control_sum, prepared.left_out) == (2, 226388, ())
    assert OrderLine.objects.filter(holds=True).count() == 3
    order = Order.objects.get(person=family.person)
    assert (order.end_to_end_id, order.id.version) == (order.id.hex, 7)


def test_prepare_again_finds_nothing_that_is_in_a_run(desks: Office) -> None:
    paid.entitled(100)
    desks.prepare()
    assert desks.prepare().run.order_count == 0


def test_prepare_names_each_line_it_leaves_out(desks: Office) -> None:
    no_account = paid.entitled(100, number=None)
    waits = paid.entitled(100, number=None)
    paid.account_of(waits.person, usable_from_on=EXECUTE_ON + timedelta(days=1))
    proposed = paid.entitled(100, number=None)
    paid.account_of(proposed.person, state="proposed", usable_from_on=None)
    held = paid.entitled(100)
    with desks.at(desks.first):
        hold.open_hold(person=held.person.id, reason="under_inquiry", on=TODAY)
    suspended = paid.entitled(100, entitlement_state="suspended")
    foreign = paid.entitled(100, currency="USD")
    dead = paid.entitled(100, person=people.person(area_id=paid.AREA, died_on=date(2025, 12, 1)))
    pays = paid.entitled(100)

    prepared = desks.prepare()

    assert reasons(prepared) == sorted(
        [
            (no_account.person.id, "no_account"),
            (waits.person.id, "account_waits"),
            (proposed.person.id, "account_proposed"),
            (held.person.id, "held"),
            (suspended.person.id, "entitlement_suspended"),
            (foreign.person.id, "other_currency"),
            (dead.person.id, "person_died"),
        ]
    )
    assert orders() == [(pays.person.id, 100, "prepared", "")]
    until = {one.person_id: one.until_on for one in prepared.left_out if one.until_on is not None}
    assert until == {waits.person.id: EXECUTE_ON + timedelta(days=1)}


def test_prepare_pays_to_the_account_in_force_on_the_payment_day(desks: Office) -> None:
    changes = paid.entitled(100)
    before = changes.account
    assert before is not None
    PayeeAccount.objects.filter(id=before.id).update(ended_on=EXECUTE_ON - timedelta(days=1))
    new = paid.account_of(changes.person, usable_from_on=EXECUTE_ON)
    later = paid.entitled(200)
    assert later.account is not None
    PayeeAccount.objects.filter(id=later.account.id).update(ended_on=EXECUTE_ON)
    paid.account_of(later.person, usable_from_on=EXECUTE_ON + timedelta(days=1))

    prepared = desks.prepare()

    assert prepared.left_out == ()
    assert list(Order.objects.order_by("amount").values_list("amount", "account_id")) == [
        (100, new.id),
        (200, later.account.id),
    ]
    assert desks.approve(prepared.run).approved


def test_prepare_leaves_a_change_out_that_its_payee_may_still_stop(
    desks: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "JANUA_TODAY", TODAY)
    changes = paid.entitled(100)
    assert changes.account is not None
    PayeeAccount.objects.filter(id=changes.account.id).update(ended_on=TODAY)
    new = paid.account_of(changes.person, usable_from_on=TODAY + timedelta(days=1))
    AccountChange.objects.filter(account=new).update(reason=ASKED_BY_PAYEE)

    prepared = desks.prepare()
    with desks.as_process("janua_portal", people.citizen(changes.person).actor):
        account.take_back(account=new.id, on=TODAY)

    # Before, an approved run had sent it off by then, and the payee was told that it was stopped.
    assert reasons(prepared) == [(changes.person.id, "account_waits")]
    assert [one.until_on for one in prepared.left_out] == [new.usable_from_on]
    desks.prepare()
    assert list(Order.objects.values_list("amount", "account_id")) == [(100, changes.account.id)]


def test_prepare_pays_who_receives_on_the_payment_day(desks: Office) -> None:
    guardian = people.person(area_id=paid.AREA)
    paid.account_of(guardian)
    ward = paid.entitled(100)
    people.mandate(ward.person, guardian, scope=["receive_payment"], true_to=EXECUTE_ON - timedelta(days=1))
    desks.prepare()
    assert list(Order.objects.values_list("payee_id", flat=True)) == [ward.person.id]


def test_prepare_pays_restricted_persons_whom_the_officer_cannot_see(desks: Office) -> None:
    hidden = paid.entitled(100, person=people.person(area_id=paid.AREA, restricted=True))
    assert (desks.prepare().left_out, orders()) == ((), [(hidden.person.id, 100, "prepared", "")])


def test_prepare_pays_to_who_receives_for_the_person(desks: Office) -> None:
    guardian = people.person(area_id=paid.AREA)
    account = paid.account_of(guardian)
    ward = paid.entitled(100, number=None)
    people.mandate(ward.person, guardian, scope=["receive_payment"])
    desks.prepare()
    assert list(Order.objects.values_list("person_id", "payee_id", "account_id")) == [
        (ward.person.id, guardian.id, account.id)
    ]


def test_prepare_pays_nobody_who_received_for_the_person_and_has_died(desks: Office) -> None:
    guardian = people.person(area_id=paid.AREA, died_on=EXECUTE_ON - timedelta(days=20))
    paid.account_of(guardian)
    ward, child = paid.entitled(100), paid.entitled(200, number=None)
    for one in (ward, child):
        people.mandate(one.person, guardian, scope=["receive_payment"])

    # Before, both went to the account of the dead.
    assert reasons(desks.prepare()) == [(child.person.id, "no_account")]
    assert list(Order.objects.values_list("person_id", "payee_id")) == [(ward.person.id, ward.person.id)]


def test_prepare_of_one_area_leaves_the_others_alone(desks: Office) -> None:
    country = people.area(paid.AREA)
    people.area(2, under=country)
    gozo = paid.entitled(100, person=people.person(area_id=2))
    paid.entitled(200)
    desks.prepare(area_id=2)
    assert orders() == [(gozo.person.id, 100, "prepared", "")]


def test_prepare_asks_the_law_again_where_something_changed(desks: Office) -> None:
    changed = paid.entitled(100)
    people.fact(changed.person.id, attribute="employment_income", known_from=now() - timedelta(hours=1))
    untouched = paid.entitled(200)

    prepared = desks.prepare()

    # The facts of the first give no right: the law says so, and an officer is asked.
    assert reasons(prepared) == [(changed.person.id, "not_eligible_now")]
    assert orders() == [(untouched.person.id, 200, "prepared", "")]
    assert list(Task.objects.values_list("kind", "object_id")) == [("review_before_payment", changed.lines[0].id)]


def test_prepare_asks_the_law_again_about_persons_whom_the_officer_may_not_see(desks: Office) -> None:
    hidden = paid.entitled(100, person=people.person(area_id=paid.AREA, restricted=True))
    people.fact(hidden.person.id, attribute="employment_income", known_from=now() - timedelta(hours=1))
    # The facts give no right: what the law now says is not what the line says.
    assert reasons(desks.prepare()) == [(hidden.person.id, "not_eligible_now")]
    assert list(Task.objects.values_list("kind", "object_id")) == [("review_before_payment", hidden.lines[0].id)]


def test_prepare_takes_no_heed_of_what_the_assessment_had_read(desks: Office) -> None:
    known = paid.entitled(100)
    fact = people.fact(known.person.id, attribute="employment_income", known_from=paid.KNOWN_AT - timedelta(seconds=5))
    known.lines[0].assessment.inputs = [fact.id]
    known.lines[0].assessment.save()
    assert (desks.prepare().left_out, len(orders())) == ((), 1)


@pytest.mark.parametrize("execute_on", [date(2026, 3, 1), date(2026, 3, 7), date(2026, 3, 19)])
def test_prepare_is_refused_for_a_day_without_payments(desks: Office, execute_on: date) -> None:
    with pytest.raises(run.NotAPaymentDay):
        desks.prepare(execute_on=execute_on)


def test_prepare_is_refused_to_who_may_not(desks: Office) -> None:
    paid.entitled(100)
    with desks.at(desks.second), pytest.raises(NotPermitted):
        run.prepare(execute_on=EXECUTE_ON, on=TODAY)
    assert Run.objects.count() == 0


def test_cancel_frees_the_lines_for_the_next_run(desks: Office) -> None:
    person = paid.entitled(100).person
    prepared = desks.prepare().run
    with desks.at(desks.first):
        assert run.cancel(run=prepared.id, reason="the wrong day", on=TODAY).state == "cancelled"
    assert desks.prepare().run.order_count == 1
    assert orders() == [(person.id, 100, "taken_out", "run_cancelled"), (person.id, 100, "prepared", "")]


def test_cancel_of_an_approved_run_is_refused(desks: Office) -> None:
    paid.entitled(100)
    prepared = desks.prepare().run
    desks.approve(prepared)
    with desks.at(desks.first), pytest.raises(WrongState):
        run.cancel(run=prepared.id, reason="the wrong day", on=TODAY)


def test_runs_of_another_area_are_not_seen(desks: Office) -> None:
    people.area(2, under=people.area(paid.AREA))
    paid.entitled(100)
    desks.prepare()
    elsewhere = people.officer("approve_run", area_id=2)
    with desks.at(elsewhere):
        assert (Run.objects.count(), Order.objects.count(), OrderLine.objects.count(), LeftOut.objects.count()) == (
            0,
            0,
            0,
            0,
        )


def test_prepare_three_persons_costs_as_many_queries_as_one(desks: Office) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 3):
        for _ in range(number):
            paid.entitled(100)
        with CaptureQueriesContext(connection) as queries:
            desks.prepare()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_frozen_at_is_the_instant_of_preparation(desks: Office) -> None:
    paid.entitled(100)
    before = datetime.now(UTC)
    assert before <= desks.prepare().run.frozen_at <= datetime.now(UTC)
