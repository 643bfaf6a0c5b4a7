"""Prepare a payment run, approve it as the second person, or cancel it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from janua.base.areas.models import Area
from janua.base.audit import Trace, record, record_all
from janua.base.clock import now
from janua.pack.installed import country
from janua.payments.actions.recheck import recheck
from janua.payments.models import LeftOut, Run
from janua.payments.permissions import ReasonMissing, SecondPersonNeeded, account_of, require, require_any
from janua.payments.queries import left_out_of
from janua.payments.states import RunState, WrongState, require_run_may_become
from janua.values import Money, new_reference

# Two officers who prepare at one moment would each find the same lines due.
_ONE_AT_A_TIME = "payments prepare"


class NotAPaymentDay(ValueError):
    """The bank does not pay on this day: choose a working day from today on."""


class AreaNotNamed(ValueError):
    """The country has no one area that everything lies in; name one."""


@dataclass(frozen=True)
class Prepared:
    """A prepared run, and every line that was due and is not in it, with its reason."""

    run: Run
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class TakenOut:
    """An order that was taken out before the approval: whose, and why, as a message key."""

    order: UUID
    person: UUID
    reason: str


@dataclass(frozen=True)
class Approval:
    """What came of an approval: approved, or orders taken out that the approver has to see first."""

    run: Run
    approved: bool
    taken_out: tuple[TakenOut, ...]


def prepare(*, execute_on: date, on: date, area_id: int | None = None) -> Prepared:
    """Put everything that is due by a day into orders, one for each person, payee and account; freeze it.

    Eligibility is checked again where something has changed since the assessment. Nothing is sent: another person
    approves first.
    area_id   whose entitlements: of this area and those within; the whole country where None
    Raises    NotPermitted, NotAPaymentDay, AreaNotNamed
    """
    area_id = area_id if area_id is not None else _country()
    # 1. Who may
    actor = require("prepare_run", area_id=area_id, on=on)
    # 2. A day on which the bank pays
    if execute_on < on or not country().calendar.is_working_day(execute_on):
        raise NotAPaymentDay(f"The bank does not pay on {execute_on.isoformat()}: choose a working day from today on.")
    # 3. The run, and what is in it
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_ONE_AT_A_TIME])
    run = Run.objects.create(
        reference=new_reference("R"),
        area_id=area_id,
        state=RunState.PREPARED,
        execute_on=execute_on,
        prepared_by_id=account_of(actor),
        frozen_at=now(),
        currency=country().bank.currency,
    )
    outdated = recheck(run=run, on=on)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payments_fill_run(%s, %s, %s::uuid[], %s::text[])",
            [run.id, on, list(outdated), list(outdated.values())],
        )
    run.refresh_from_db()
    left_out = tuple(left_out_of(run=run.id))
    # 4. The trace
    details = {"orders": run.order_count, "control_sum": run.control_sum, "left_out": len(left_out)}
    record("run.prepare", object_type="run", object_id=run.id, details=details)
    return Prepared(run, left_out)


def approve(*, run: UUID, on: date, seen: Money | None = None) -> Approval:
    """Approve a prepared run as the second person; the payments worker then sends it.

    Orders of persons with an event, a hold, a ruling or a changed fact since the run was frozen are taken out first.
    Where that happens nothing is approved yet: the approver sees their names and the new total, and presses again.
    seen     the total that the approver was shown; another total approves nothing either
    Raises   NotPermitted, SecondPersonNeeded, WrongState
    """
    # 1. Who may
    row = Run.objects.get(id=run)
    actor = require("approve_run", area_id=row.area_id, on=on)
    if row.prepared_by_id == actor.account_id:
        raise SecondPersonNeeded("Who prepared a run may not approve it: ask another officer.")
    # 2. In which state
    require_run_may_become(row.state, RunState.APPROVED)
    if row.execute_on < on:
        raise WrongState("The day on which this run pays is over: cancel it, and prepare another.")
    # 3. What has moved since it was frozen
    taken_out = _take_out(row, on)
    row.refresh_from_db()
    if row.order_count == 0 and not taken_out:
        raise WrongState("There is no order in this run: cancel it, and prepare another when something is due.")
    if taken_out or (seen is not None and seen != Money(row.control_sum, row.currency)):
        return Approval(row, approved=False, taken_out=taken_out)
    # 4. The yes
    with connection.cursor() as cursor:
        cursor.execute("SELECT payments_approve_run(%s, %s, %s)", [row.id, on, now()])
    row.refresh_from_db()
    record(
        "run.approve",
        object_type="run",
        object_id=row.id,
        details={"orders": row.order_count, "control_sum": row.control_sum},
    )
    return Approval(row, approved=True, taken_out=())


def cancel(*, run: UUID, reason: str, on: date) -> Run:
    """Give a prepared run up, or send it back as the second person; its lines are paid by a later one.

    reason   in words, for whoever prepares the next
    Raises   NotPermitted, ReasonMissing, WrongState
    """
    row = Run.objects.get(id=run)
    require_any("prepare_run", "approve_run", area_id=row.area_id, on=on)
    require_run_may_become(row.state, RunState.CANCELLED)
    if not reason.strip():
        raise ReasonMissing("Say why: whoever prepares the next run reads it.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT payments_cancel_run(%s, %s, %s)", [row.id, now(), reason.strip()])
    row.refresh_from_db()
    record("run.cancel", object_type="run", object_id=row.id)
    return row


def _country() -> int:
    """The area that everything lies in."""
    roots = list(Area.objects.filter(parent__isnull=True).values_list("id", flat=True))
    if len(roots) != 1:
        raise AreaNotNamed("No one area holds the whole country: name the area that the run pays for.")
    return roots[0]


def _take_out(run: Run, on: date) -> tuple[TakenOut, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT taken, person, reason FROM payments_take_out(%s, %s)", [run.id, on])
        taken_out: Sequence[TakenOut] = [TakenOut(*row) for row in cursor.fetchall()]
    record_all(
        Trace(
            action="order.take_out",
            subject=one.person,
            object_type="order",
            object_id=one.order,
            details={"reason": one.reason},
        )
        for one in taken_out
    )
    return tuple(taken_out)
