"""Prepare, approve, cancel: what is in a run, what is not, and who may."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from janua.base.accounts.models import Account
from janua.base.actors import system_actor
from janua.base.clock import now
from janua.casework.models import Assessment, Task
from janua.payments.actions import hold, recheck, run
from janua.payments.models import LedgerEntry, LeftOut, Order, OrderLine, Run
from janua.payments.permissions import NotPermitted, SecondPersonNeeded
from janua.payments.states import WrongState
from janua.registers.models import Event
from janua.values import Money, uuid7
from tests.payments import factories as paid
from tests.payments.factories import EXECUTE_ON, TODAY
from tests.registers import factories as people

AsProcess = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


class Office:
    """Two officers at their desks."""

    def __init__(self, as_process: AsProcess) -> None:
        self.as_process = as_process
        paid.office()
        self.first, self.second = paid.preparer(), paid.approver()

    def at(self, account: Account) -> AbstractContextManager[None]:
        return self.as_process("janua_workbench", paid.actor(account))

    def prepare(self, **more: Any) -> run.Prepared:
        with self.at(self.first):
            return run.prepare(**{"execute_on": EXECUTE_ON, "on": TODAY} | more)

    def approve(self, of: Run, **more: Any) -> run.Approval:
        with self.at(self.second):
            return run.approve(run=of.id, on=TODAY, **more)


@pytest.fixture
def desks(as_process: AsProcess) -> Office:
    return Office(as_process)


def orders() -> list[tuple[Any, ...]]:
    return list(Order.objects.order_by("amount").values_list("person_id", "amount", "state", "taken_out_for"))


def reasons(prepared: run.Prepared) -> list[tuple[Any, str]]:
    return sorted((one.person_id, one.reason) for one in prepared.left_out)


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
    paid.account_of(waits.person, usable_from_on=TODAY + timedelta(days=1))
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
            (held.person.id, "held"),
            (suspended.person.id, "entitlement_suspended"),
            (foreign.person.id, "other_currency"),
            (dead.person.id, "person_died"),
        ]
    )
    assert orders() == [(pays.person.id, 100, "prepared", "")]


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


def test_prepare_waits_with_changed_facts_that_the_officer_may_not_see(desks: Office) -> None:
    hidden = paid.entitled(100, person=people.person(area_id=paid.AREA, restricted=True))
    people.fact(hidden.person.id, attribute="employment_income", known_from=now() - timedelta(hours=1))
    assert reasons(desks.prepare()) == [(hidden.person.id, "recheck_waits")]


def test_restricted_person_is_paid_once_the_paymaster_has_asked_the_law_again(desks: Office) -> None:
    hidden = paid.entitled(100, person=people.person(area_id=paid.AREA, restricted=True))
    people.fact(hidden.person.id, attribute="employment_income", known_from=now() - timedelta(hours=1))
    desks.prepare()
    with desks.as_process("janua_payments", system_actor("paymaster")):
        assert (recheck.recheck_hidden(on=TODAY), recheck.recheck_hidden(on=TODAY)) == (1, 0)
    # The facts give no right: what the law now says is not what the line says.
    assert reasons(desks.prepare()) == [(hidden.person.id, "recheck_waits")]
    assert list(Task.objects.values_list("kind", "object_id")) == [("review_before_payment", hidden.lines[0].id)]
    again = Assessment.objects.latest("known_at")
    Assessment.objects.filter(claim=again.claim, known_at=again.known_at).update(
        outcome="eligible", amount_kind="exact", amount=100
    )
    assert (desks.prepare().left_out, [state for _, _, state, _ in orders()]) == ((), ["prepared"])


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
    assert orders() == []


def test_approve_sends_on_what_stands_and_books_what_is_owed(desks: Office) -> None:
    family = paid.entitled(30888)
    paid.entitled(45500, person=family.person, programme="MT-CAS")
    prepared = desks.prepare().run

    approval = desks.approve(prepared, seen=Money(76388, "EUR"))

    assert (approval.approved, approval.taken_out, approval.run.state) == (True, (), "approved")
    assert (approval.run.approved_by_id, orders()) == (desks.second.id, [(family.person.id, 76388, "approved", "")])
    assert list(
        LedgerEntry.objects.order_by("programme", "account").values_list("journal", "programme", "account", "amount")
    ) == [
        ("due", "MT-CA", "expense", 30888),
        ("due", "MT-CA", "owed", -30888),
        ("due", "MT-CAS", "expense", 45500),
        ("due", "MT-CAS", "owed", -45500),
    ]


def test_approve_by_who_prepared_is_refused(desks: Office) -> None:
    both = people.officer("prepare_run", "approve_run")
    paid.entitled(100)
    with desks.at(both):
        prepared = run.prepare(execute_on=EXECUTE_ON, on=TODAY).run
        with pytest.raises(SecondPersonNeeded):
            run.approve(run=prepared.id, on=TODAY)
        # The database says no as well, should the action ever forget.
        with (
            pytest.raises(ProgrammingError, match="another person than who prepared it"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT payments_approve_run(%s, %s, %s)", [prepared.id, TODAY, now()])
    assert Run.objects.get().state == "prepared"


def test_approve_is_refused_to_who_may_not(desks: Office) -> None:
    paid.entitled(100)
    prepared = desks.prepare().run
    with desks.at(paid.preparer()), pytest.raises(NotPermitted):
        run.approve(run=prepared.id, on=TODAY)


def test_approve_twice_is_refused(desks: Office) -> None:
    paid.entitled(100)
    prepared = desks.prepare().run
    desks.approve(prepared)
    with pytest.raises(WrongState):
        desks.approve(prepared)


def test_approve_of_an_empty_run_is_refused(desks: Office) -> None:
    prepared = desks.prepare().run
    with pytest.raises(WrongState):
        desks.approve(prepared)


def test_approve_after_the_day_of_payment_is_refused(desks: Office) -> None:
    paid.entitled(100)
    prepared = desks.prepare().run
    with desks.at(desks.second), pytest.raises(WrongState, match="is over"):
        run.approve(run=prepared.id, on=EXECUTE_ON + timedelta(days=1))


def test_approve_of_another_total_than_was_seen_approves_nothing(desks: Office) -> None:
    paid.entitled(100)
    prepared = desks.prepare().run
    assert desks.approve(prepared, seen=Money(99, "EUR")).approved is False
    assert Run.objects.get().state == "prepared"


def _event(of: paid.Entitled) -> None:
    Event.objects.create(
        kind="moved",
        person=of.person,
        about=of.person,
        source="identita",
        reference=str(uuid7()),
        happened_on=TODAY,
        known_from=now(),
    )


def _hold(of: paid.Entitled) -> None:
    from janua.payments.models import Hold

    Hold.objects.create(person=of.person, reason="under_inquiry", opened_at=now(), opened_by="x")


def _fact(of: paid.Entitled) -> None:
    people.fact(of.person.id, attribute="employment_income", known_from=now())


def _relationship(of: paid.Entitled) -> None:
    from janua.registers.models import Relationship

    Relationship.objects.create(
        of_person=of.person, to_person=people.person(), kind="parent", source="civil", known_from=now()
    )


def _mandate(of: paid.Entitled) -> None:
    people.mandate(of.person, people.person(area_id=paid.AREA), scope=["receive_payment"], known_from=now())


def _suspend(of: paid.Entitled) -> None:
    of.entitlement.state = "suspended"
    of.entitlement.save()


def _hold_line(of: paid.Entitled) -> None:
    of.lines[0].state = "held"
    of.lines[0].save()


def _end_account(of: paid.Entitled) -> None:
    assert of.account is not None
    of.account.ended_on = TODAY - timedelta(days=1)
    of.account.save()


@pytest.mark.parametrize(
    ("happen", "reason"),
    [
        (_event, "event"),
        (_hold, "hold"),
        (_fact, "changed_fact"),
        (_relationship, "changed_fact"),
        (_mandate, "mandate"),
        (_suspend, "entitlement_suspended"),
        (_hold_line, "line_held"),
        (_end_account, "account_changed"),
    ],
)
def test_approve_takes_out_and_names_what_moved_since_the_freeze(
    desks: Office, happen: Callable[[paid.Entitled], None], reason: str
) -> None:
    moved, stays = paid.entitled(100), paid.entitled(200)
    prepared = desks.prepare().run
    happen(moved)

    first = desks.approve(prepared)

    assert [(one.person, one.reason) for one in first.taken_out] == [(moved.person.id, reason)]
    assert (first.approved, first.run.state, first.run.order_count, first.run.control_sum) == (
        False,
        "prepared",
        1,
        200,
    )
    second = desks.approve(prepared)
    assert (second.approved, second.taken_out) == (True, ())
    assert orders() == [(moved.person.id, 100, "taken_out", reason), (stays.person.id, 200, "approved", "")]
    assert list(OrderLine.objects.filter(holds=True).values_list("line_id", flat=True)) == [stays.lines[0].id]
    assert set(LedgerEntry.objects.values_list("person_id", flat=True)) == {stays.person.id}


def test_approve_takes_out_a_ruling_and_what_ceased_to_hold(desks: Office) -> None:
    from janua.registers.models import Fact, Ruling

    ruled, ended = paid.entitled(100), paid.entitled(200)
    facts = [
        people.fact(one.person.id, attribute="employment_income", known_from=people.LONG_AGO) for one in (ruled, ended)
    ]
    for one, fact in zip((ruled, ended), facts, strict=True):
        one.lines[0].assessment.inputs = [fact.id]
        one.lines[0].assessment.save()
    prepared = desks.prepare()
    assert prepared.left_out == ()
    Ruling.objects.create(
        subject_id=ruled.person.id,
        subject_kind=1,
        attribute="employment_income",
        fact=facts[0],
        reason="seen",
        ruled_by=uuid7(),
        ruled_by_name="Ċetta",
        known_from=now(),
    )
    Fact.objects.filter(id=facts[1].id).update(known_to=now())
    taken = desks.approve(prepared.run).taken_out
    assert sorted((one.person, one.reason) for one in taken) == sorted(
        [(ruled.person.id, "ruling"), (ended.person.id, "changed_fact")]
    )


def test_cancel_frees_the_lines_for_the_next_run(desks: Office) -> None:
    person = paid.entitled(100).person
    prepared = desks.prepare().run
    with desks.at(desks.first):
        assert run.cancel(run=prepared.id, on=TODAY).state == "cancelled"
    assert desks.prepare().run.order_count == 1
    assert orders() == [(person.id, 100, "taken_out", "run_cancelled"), (person.id, 100, "prepared", "")]


def test_cancel_of_an_approved_run_is_refused(desks: Office) -> None:
    paid.entitled(100)
    prepared = desks.prepare().run
    desks.approve(prepared)
    with desks.at(desks.first), pytest.raises(WrongState):
        run.cancel(run=prepared.id, on=TODAY)


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
    before = datetime.now(UTC)
    paid.entitled(100)
    assert before <= desks.prepare().run.frozen_at <= datetime.now(UTC)
