"""Prepare a run for the officer who asked for it: the paymaster's work, in steps that each stand by themselves."""

from datetime import date
from uuid import UUID

from django.db import connection

from janua.base.audit import record
from janua.base.clock import now
from janua.catalogue.queries import law_in_force
from janua.payments.actions.recheck import recheck_next
from janua.payments.models import LeftOut, Run
from janua.payments.states import RunState

# Two runs that are filled at one moment would each find the same lines due.
_ONE_AT_A_TIME = "payments prepare"
_PERSONS_AT_ONCE = 10_000


def advance(*, run: UUID, on: date) -> bool:
    """Take a run that is being prepared one step on: freeze it, ask the law again, or fill in the next persons.

    For the paymaster, in a transaction of its own: killed in the middle, the step has not been taken and is taken
    again. A run that was given up meanwhile is left alone.
    Returns   whether another step is to be taken
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_ONE_AT_A_TIME])
    row = Run.objects.select_for_update(of=("self",)).filter(id=run, state=RunState.PREPARING).first()
    if row is None:
        return False
    if row.begun_at is None:
        _begin(row)
        return True
    return recheck_next(run=row, on=on) or _fill(row)


def stop(*, run: UUID, fault: str) -> None:
    """Note that a run cannot be prepared, for somebody to look at; what is in it stays, and other runs go on."""
    noted = Run.objects.filter(id=run, state=RunState.PREPARING).update(fault=fault)
    if noted:
        record("run.stop", object_type="run", object_id=run, details={"fault": fault})


def _begin(run: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payments_begin_run(%s, %s, %s)", [run.id, law_in_force().hash, now()])


def _fill(run: Run) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payments_fill_run(%s, %s, %s)", [run.id, _PERSONS_AT_ONCE, now()])
        if cursor.fetchone()[0]:
            return True
    run.refresh_from_db()
    left_out = LeftOut.objects.filter(run=run).count()
    details = {"orders": run.order_count, "control_sum": run.control_sum, "left_out": left_out}
    record("run.fill", object_type="run", object_id=run.id, details=details)
    return False
