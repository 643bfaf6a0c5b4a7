"""Have a payment run prepared, approve it as the second person, or cancel it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from janua.base.areas.models import Area
from janua.base.audit import Trace, record, record_all
from janua.base.clock import now
from janua.base.seals.actions import sign_act
from janua.catalogue.models import Programme
from janua.pack.installed import country
from janua.payments.models import Run
from janua.payments.permissions import ReasonMissing, SecondPersonNeeded, account_of, require, require_any
from janua.payments.queries.conflicts import conflict_of
from janua.payments.queries.signed import digest_of_orders
from janua.payments.states import RunState, WrongState, require_run_may_become
from janua.values import Money, new_reference


class NotAPaymentDay(ValueError):
    """The bank does not pay on this day: choose a working day from today on."""


class UnknownProgramme(ValueError):
    """A programme that is not in the catalogue was named: choose from those that are."""


class AreaNotNamed(ValueError):
    """The country has no one area that everything lies in; name one."""


class Conflict(SecondPersonNeeded):
    """This officer may not approve this run, another may; `reason` is kin, decided or proposed.

    kin        somebody in it is a relative of theirs, lives with them, or is themselves
    decided    they decided, in an earlier role, on what is paid
    proposed   they proposed an account that is paid into
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"Another officer approves this run ({reason}).")
        self.reason = reason


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


def prepare(*, execute_on: date, on: date, area_id: int | None = None, programmes: Collection[str] = ()) -> Run:
    """Have everything that is due by a day put into orders, one for each person, payee and account.

    The payments worker does it at once, step by step: it freezes what is known, asks the law again where something
    has changed since the assessment, and fills the run. Nothing is sent: another person approves first.
    area_id      whose entitlements: of this area and those within; the whole country where None
    programmes   codes of those that are paid; all where none is named
    Raises       NotPermitted, NotAPaymentDay, AreaNotNamed, UnknownProgramme
    """
    area_id = area_id if area_id is not None else _country()
    # 1. Who may
    actor = require("prepare_run", area_id=area_id, on=on)
    # 2. A day on which the bank pays, and programmes that there are
    if execute_on < on or not country().calendar.is_working_day(execute_on):
        raise NotAPaymentDay(f"The bank does not pay on {execute_on.isoformat()}: choose a working day from today on.")
    limited = sorted(set(programmes))
    if Programme.objects.filter(code__in=limited).count() != len(limited):
        raise UnknownProgramme(f"Not every one of {', '.join(limited)} is a programme here: look at the catalogue.")
    # 3. The run, for the worker to take up
    run = Run.objects.create(
        reference=new_reference("R"),
        area_id=area_id,
        state=RunState.PREPARING,
        execute_on=execute_on,
        programmes=limited,
        prepared_by_id=account_of(actor),
        frozen_at=now(),
        currency=country().bank.currency,
    )
    # 4. The trace
    details = {"execute_on": execute_on, "programmes": limited}
    record("run.prepare", object_type="run", object_id=run.id, details=details)
    return run


def try_again(*, run: UUID, on: date) -> Run:
    """Have the preparation of a run that was stopped by a fault tried again, from where it stood.

    Raises   NotPermitted, WrongState
    """
    row = Run.objects.get(id=run)
    require("prepare_run", area_id=row.area_id, on=on)
    if not Run.objects.filter(id=run, state=RunState.PREPARING).exclude(fault="").update(fault=""):
        raise WrongState("This run was not stopped: open it again to see where it stands.")
    row.refresh_from_db()
    record("run.try_again", object_type="run", object_id=row.id)
    return row


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
    conflict = conflict_of(run=row.id, account=account_of(actor), on=on)
    if conflict:
        raise Conflict(conflict)
    # 2. In which state
    require_run_may_become(row.state, RunState.APPROVED)
    if row.execute_on < on:
        raise WrongState("The day on which this run pays is over: cancel it, and prepare another.")
    # 3. What has moved since it was frozen
    taken_out = _take_out(row)
    row.refresh_from_db()
    if row.order_count == 0 and not taken_out:
        raise WrongState("There is no order in this run: cancel it, and prepare another when something is due.")
    if taken_out or (seen is not None and seen != Money(row.control_sum, row.currency)):
        return Approval(row, approved=False, taken_out=taken_out)
    # 4. The yes
    with connection.cursor() as cursor:
        cursor.execute("SELECT payments_approve_run(%s, %s, %s)", [row.id, on, now()])
    row.refresh_from_db()
    sign_act(
        act="approve_run",
        object_type="run",
        object_id=row.id,
        area_id=row.area_id,
        statement={
            "reference": row.reference,
            "orders": row.order_count,
            "control_sum": row.control_sum,
            "currency": row.currency,
            "execute_on": row.execute_on.isoformat(),
            "prepared_by": str(row.prepared_by_id),
            "digest": digest_of_orders(run=row.id),
        },
    )
    record(
        "run.approve",
        object_type="run",
        object_id=row.id,
        details={"orders": row.order_count, "control_sum": row.control_sum},
    )
    return Approval(row, approved=True, taken_out=())


def cancel(*, run: UUID, reason: str, on: date) -> Run:
    """Give a run up before it is approved, or send it back as the second person; its lines are paid by a later one.

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


def _take_out(run: Run) -> tuple[TakenOut, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT taken, person, reason FROM payments_take_out(%s)", [run.id])
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
