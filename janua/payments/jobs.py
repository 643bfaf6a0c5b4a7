"""Background entry points of the payments worker, which alone holds the bank's key."""

from django.db import InterfaceError, OperationalError

from janua.base.actors import acting_as, system_actor
from janua.base.clock import today
from janua.base.jobs import every
from janua.base.keys.envelope import KeysError
from janua.exchange.outbound import OutboundFailed
from janua.payments.actions import file, preparing, report, stopped
from janua.payments.queries import run_to_prepare, runs_to_send
from janua.payments.wire import BankNotReady, has_bank

PAYMASTER = system_actor("paymaster")


@every(seconds=1, actor="paymaster", queue="payments", transaction=False, lease=5)
def send_approved_runs() -> None:
    """Give the bank the files of approved runs, and again those of which it is in doubt whether it has them."""
    if not has_bank():
        return
    with acting_as(PAYMASTER, purpose="send payment runs"):
        waiting = runs_to_send()
    faults: list[Exception] = []
    for run in waiting:
        # A run that cannot be sent does not keep the others; the loop tells of the first fault and tries all again.
        try:
            file.send(run=run, on=today())
        except (OutboundFailed, BankNotReady, ValueError, KeysError) as fault:
            faults.append(fault)
    if faults:
        raise faults[0]


@every(seconds=1, actor="paymaster", queue="payments", transaction=False, lease=5)
def take_bank_reports() -> bool:
    """Fetch what the bank says and take its words; says whether there may be more."""
    if not has_bank():
        return False
    try:
        fetched = report.fetch()
    finally:
        # What was fetched before is taken though the bank is away now.
        taken = report.take_waiting(on=today())
    return bool(taken or fetched)


@every(seconds=5, actor="paymaster", queue="payments")
def follow_stopped_accounts() -> bool:
    """Leave accounts that their payees did not ask for with an office; says whether there were any."""
    return bool(stopped.leave_work(on=today()))


@every(seconds=1, actor="paymaster", queue="payments", transaction=False, lease=5)
def prepare_runs() -> bool:
    """Take the run that was asked for first one step on; says whether there is another to take.

    What the next try may get over, such as a database that went away, is tried again by the loop. Anything else stops
    the run, so that it keeps no other waiting and the officer reads what to do.
    """
    with acting_as(PAYMASTER, purpose="prepare payment runs"):
        run = run_to_prepare()
    if run is None:
        return False
    try:
        with acting_as(PAYMASTER, purpose="prepare a payment run"):
            preparing.advance(run=run, on=today())
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        with acting_as(PAYMASTER, purpose="prepare a payment run"):
            preparing.stop(run=run, fault=type(fault).__name__)
        raise
    return True
