"""Approve: by the second person, on what was seen, without what moved since the freeze."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from janua.base.clock import now
from janua.payments.actions import run
from janua.payments.models import LedgerEntry, OrderLine, Run
from janua.payments.permissions import NotPermitted, SecondPersonNeeded
from janua.payments.states import WrongState
from janua.registers.models import Event, Person
from janua.values import Money, uuid7
from tests.payments import factories as paid
from tests.payments.desks import Office, orders, prepared_by
from tests.payments.factories import EXECUTE_ON, TODAY
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


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
    prepared = prepared_by(both, desks.as_process)
    with desks.at(both):
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


def test_approve_takes_out_whose_recipient_has_died_since(desks: Office) -> None:
    guardian = people.person(area_id=paid.AREA)
    paid.account_of(guardian)
    ward = paid.entitled(100, number=None)
    people.mandate(ward.person, guardian, scope=["receive_payment"])
    prepared = desks.prepare().run
    Person.objects.filter(id=guardian.id).update(died_on=TODAY)

    assert [(one.person, one.reason) for one in desks.approve(prepared).taken_out] == [(ward.person.id, "mandate")]


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
