"""A run prepared step by step: begun, asked, filled; killed, stopped, given up, limited to programmes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError, ProgrammingError

from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.base.clock import now
from janua.catalogue.models import Programme
from janua.payments import jobs
from janua.payments.actions import preparing, run
from janua.payments.models import Order, OrderLine, Recheck, Run
from janua.payments.permissions import NotPermitted
from janua.payments.queries import run_to_prepare
from janua.payments.states import WrongState
from tests.payments import factories as paid
from tests.payments.broken import broken
from tests.payments.desks import AsProcess, Office, orders
from tests.payments.factories import TODAY
from tests.payments.scene import Scene
from tests.registers import factories as people

OpenScene = Callable[..., Scene]
PAYMASTER = system_actor("paymaster")

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step takes one person, so that a run of few takes many."""
    monkeypatch.setattr(preparing, "_PERSONS_AT_ONCE", 1)


def step(as_process: AsProcess, of: Run) -> bool:
    with as_process("janua_payments", PAYMASTER):
        return preparing.advance(run=of.id, on=TODAY)


def test_run_is_filled_step_by_step(desks: Office, one_at_a_time: None) -> None:
    for amount in (100, 200, 300):
        paid.entitled(amount)
    asked = desks.ask()
    stood, again = [], True
    while again:
        again = step(desks.as_process, asked)
        asked.refresh_from_db()
        stood.append((asked.state, asked.persons_done, asked.persons_due, asked.order_count, asked.control_sum))
    first, second, _third = Order.objects.order_by("id").values_list("amount", flat=True)
    assert stood == [
        ("preparing", 0, 3, 0, 0),
        ("preparing", 1, 3, 1, first),
        ("preparing", 2, 3, 2, first + second),
        ("preparing", 3, 3, 3, 600),
        ("prepared", 3, 3, 3, 600),
    ]
    assert len({order_id.hex[:24] for order_id in Order.objects.values_list("id", flat=True)}) == 1
    assert asked.prepared_at is not None
    assert list(Entry.objects.filter(object_id=str(asked.id)).order_by("seq").values_list("action", flat=True)) == [
        "run.prepare",
        "run.fill",
    ]


def test_run_in_which_nothing_is_due_ends_there(desks: Office) -> None:
    paid.entitled(100, number=None)
    prepared = desks.prepare()
    assert (prepared.run.state, len(prepared.left_out)) == ("empty", 1)
    with pytest.raises(WrongState):
        desks.approve(prepared.run)
    with desks.at(desks.first), pytest.raises(WrongState):
        run.cancel(run=prepared.run.id, reason="nothing in it", on=TODAY)


def test_run_that_is_not_prepared_is_not_approved(desks: Office) -> None:
    paid.entitled(100)
    asked = desks.ask()
    step(desks.as_process, asked)
    step(desks.as_process, asked)
    with pytest.raises(WrongState):
        desks.approve(asked)
    assert orders()[0][2] == "prepared"


def test_run_given_up_while_it_is_prepared_goes_no_further(desks: Office, one_at_a_time: None) -> None:
    for amount in (100, 200):
        paid.entitled(amount)
    asked = desks.ask()
    step(desks.as_process, asked)
    step(desks.as_process, asked)
    with desks.at(desks.first):
        run.cancel(run=asked.id, reason="the wrong day", on=TODAY)
    assert step(desks.as_process, asked) is False
    assert [state for _, _, state, _ in orders()] == ["taken_out"]
    assert (OrderLine.objects.filter(holds=True).count(), broken()) == (0, [])
    assert desks.prepare().run.order_count == 2


def test_run_limited_to_programmes_leaves_the_others_for_the_next(desks: Office) -> None:
    for code in ("MT-CA", "MT-CAS", "MT-BB"):
        Programme.objects.get_or_create(code=code, defaults={"names": {}, "legal_basis": ""})
    family = paid.entitled(100)
    paid.entitled(20, person=family.person, programme="MT-CAS")
    paid.entitled(3, person=family.person, programme="MT-BB")
    paid.entitled(7, number=None, programme="MT-BB")

    limited = desks.prepare(programmes=["MT-CAS", "MT-CA", "MT-CA"])

    assert (limited.run.programmes, limited.run.control_sum, limited.left_out) == (["MT-CA", "MT-CAS"], 120, ())
    rest = desks.prepare()
    assert (rest.run.control_sum, [one.reason for one in rest.left_out]) == (3, ["no_account"])


def test_programme_that_there_is_not_is_refused(desks: Office) -> None:
    with pytest.raises(run.UnknownProgramme):
        desks.ask(programmes=["MT-NO"])
    assert Run.objects.count() == 0


def test_law_is_asked_again_in_batches(desks: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from janua.payments.actions import recheck

    monkeypatch.setattr(recheck, "_CLAIMS_AT_ONCE", 1)
    for _ in range(2):
        changed = paid.entitled(100)
        people.fact(changed.person.id, attribute="employment_income", known_from=now() - timedelta(hours=1))
    asked = desks.ask()
    waits = []
    while step(desks.as_process, asked):
        waits.append(Recheck.objects.filter(reason=None).count())
    assert waits == [2, 1, 0, 0]
    assert set(Recheck.objects.values_list("reason", flat=True)) == {"not_eligible_now"}


def test_fault_stops_the_run_and_keeps_no_other(desks: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    paid.entitled(100)
    first, second = desks.ask(), desks.ask()
    taken = preparing.advance

    def advance(*, run: Any, on: Any) -> bool:
        if run == first.id:
            raise ArithmeticError("the law of a pack")
        return taken(run=run, on=on)

    monkeypatch.setattr(preparing, "advance", advance)
    with desks.as_process("janua_payments", PAYMASTER):
        with pytest.raises(ArithmeticError):
            jobs.prepare_runs()
        assert run_to_prepare() == second.id
        while jobs.prepare_runs():
            pass
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.fault, second.state) == ("preparing", "ArithmeticError", "prepared")

    monkeypatch.setattr(preparing, "advance", taken)
    with desks.at(desks.second), pytest.raises(NotPermitted):
        run.try_again(run=first.id, on=TODAY)
    with desks.at(desks.first):
        assert run.try_again(run=first.id, on=TODAY).fault == ""
        with pytest.raises(WrongState):
            run.try_again(run=first.id, on=TODAY)
    with desks.as_process("janua_payments", PAYMASTER):
        while jobs.prepare_runs():
            pass
    first.refresh_from_db()
    assert (first.state, first.fault) == ("empty", "")


def test_database_that_goes_away_stops_no_run(desks: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    paid.entitled(100)
    asked = desks.ask()

    def away(**_: Any) -> bool:
        raise OperationalError("the server is away")

    monkeypatch.setattr(preparing, "advance", away)
    with desks.as_process("janua_payments", PAYMASTER), pytest.raises(OperationalError):
        jobs.prepare_runs()
    asked.refresh_from_db()
    assert (asked.state, asked.fault) == ("preparing", "")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT payments_begin_run('{run}', 'x', now())",
        "SELECT payments_fill_run('{run}', 10, now())",
        "UPDATE payments_run SET state = 'prepared' WHERE id = '{run}'",
        "UPDATE payments_recheck SET reason = ''",
    ],
)
def test_officer_fills_no_run_by_hand(desks: Office, statement: str) -> None:
    paid.entitled(100)
    asked = desks.ask()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        desks.at(desks.first),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(run=asked.id))


def test_run_is_not_filled_before_the_law_was_asked(desks: Office) -> None:
    paid.entitled(100)
    asked = desks.ask()
    with (
        pytest.raises(ProgrammingError, match="once the law was asked again"),
        desks.as_process("janua_payments", PAYMASTER),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT payments_fill_run(%s, 10, now())", [asked.id])
