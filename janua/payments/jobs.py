"""Background entry points of the payments worker, which alone holds the bank's key."""

from janua.base.actors import acting_as, system_actor
from janua.base.clock import today
from janua.base.jobs import every
from janua.base.keys.envelope import KeysError
from janua.exchange.outbound import OutboundFailed
from janua.payments.actions import file, recheck, report
from janua.payments.queries import runs_to_send
from janua.payments.wire import BankNotReady, has_bank


@every(seconds=1, actor="paymaster", queue="payments", transaction=False, lease=5)
def send_approved_runs() -> None:
    """Give the bank the files of approved runs, and again those of which it is in doubt whether it has them."""
    if not has_bank():
        return
    with acting_as(system_actor("paymaster"), purpose="send payment runs"):
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
def recheck_hidden_persons() -> None:
    """Ask the law again about persons whom the officers of a run may not see."""
    recheck.recheck_hidden(on=today())
