"""From the right to the bank: an account confirmed by two, a run prepared by one officer and approved by another."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from demo.walkthrough.people import Citizen
from demo.walkthrough.signing_in import signed_in
from demo.walkthrough.stage import Stage
from demo.walkthrough.telling import Telling, written
from janua.base.actors import system_actor
from janua.values import Money


class NotApproved(RuntimeError):
    """Orders were taken out before the approval, though nothing had happened; the message names the reasons."""


@dataclass(frozen=True)
class Paid:
    """What a run came to."""

    run: UUID
    reference: str
    orders: int
    control_sum: Money


def confirm_account(stage: Stage, citizen: Citizen, telling: Telling) -> None:
    """Have one officer enter the account that the department knows, and another confirm it."""
    from janua.payments.actions.account import confirm, propose
    from janua.payments.queries import account_on_record

    with telling.step("Account, confirmed by a second", stop="account.confirm") as step:
        with signed_in(stage.installation, "workbench", stage.officers["prepares"], purpose="payee account"):
            number, holder = account_on_record(payee=citizen.person, on=stage.today)
            account = propose(
                payee=citizen.person, number=number, holder_name=holder, reason="as on record", on=stage.today
            )
        with signed_in(stage.installation, "workbench", stage.officers["approves"], purpose="payee account"):
            confirm(account=account.id, on=stage.today)
        step.result = f"{holder}, {number[:4]} … {number[-4:]}"


def pay(stage: Stage, telling: Telling) -> Paid:
    """Prepare, approve, send and reconcile a run of all that is due."""
    run, total = prepare_run(stage, telling)
    _approve(stage, run, total, telling)
    with telling.step("The bank is given the file", stop="run.send") as step:
        stage.rows.wait(
            "the bank's receipt of the file",
            "SELECT 1 FROM payments_run WHERE id = %s AND sent_at IS NOT NULL",
            run,
            instead="SELECT state FROM payments_run WHERE id = %s",
            about=[run],
        )
        step.result = "a pain.001 file over HTTPS"
    with telling.step("The bank's answers are taken", stop="run.reconcile") as step:
        found = stage.rows.wait(
            "the bank's last word on every order",
            "SELECT reference, order_count, control_sum, currency FROM payments_run"
            " WHERE id = %s AND state = 'reconciled'",
            run,
            instead="SELECT state, count(*) FROM payments_order WHERE run_id = %s GROUP BY state",
            about=[run],
        )[0]
        step.result = _bank_says(stage, run)
    return Paid(run, found["reference"], found["order_count"], Money(found["control_sum"], found["currency"]))


def write_payment_file(stage: Stage, paid: Paid, to: Path) -> None:
    """Keep the very bytes that went to the bank."""
    from janua.base.documents.actions import read_large_document
    from janua.payments.models import SentFile

    with signed_in(stage.installation, "payments", system_actor("paymaster"), purpose="the file of a run"):
        sent = SentFile.objects.select_related("document").get(run_id=paid.run)
        (to / "pain.001.xml").write_bytes(b"".join(read_large_document(document=sent.document)))


def prepare_run(stage: Stage, telling: Telling) -> tuple[UUID, Money]:
    from janua.payments.actions.run import prepare

    with (
        telling.step("One officer prepares a run", stop="run.prepare") as step,
        signed_in(stage.installation, "workbench", stage.officers["prepares"], purpose="payment run"),
    ):
        run = prepare(execute_on=stage.today, on=stage.today).id
        step.result = "everything that is due today"
    with telling.step("The payments worker fills it") as step:
        found = stage.rows.wait(
            "the run that was prepared",
            "SELECT order_count, control_sum, currency FROM payments_run WHERE id = %s AND state = 'prepared'",
            run,
            instead="SELECT state, fault, persons_done, persons_due FROM payments_run WHERE id = %s",
            about=[run],
        )[0]
        orders = "1 order" if found["order_count"] == 1 else f"{found['order_count']} orders"
        step.result = f"{orders}, {written(found['control_sum'], found['currency'])}"
    return run, Money(found["control_sum"], found["currency"])


def _approve(stage: Stage, run: UUID, total: Money, telling: Telling) -> None:
    from janua.payments.actions.run import approve

    with (
        telling.step("Another officer approves it", stop="run.approve") as step,
        signed_in(stage.installation, "workbench", stage.officers["approves"], purpose="payment run"),
    ):
        approval = approve(run=run, on=stage.today, seen=total)
        if not approval.approved:
            raise NotApproved(f"The run was not approved: {[one.reason for one in approval.taken_out]}")
        step.result = "never the one who prepared it"


def _bank_says(stage: Stage, run: UUID) -> str:
    rows = stage.rows.all(
        "SELECT d.outcome, d.amount, o.currency FROM payments_disbursement d JOIN payments_order o ON o.id = d.order_id"
        " WHERE o.run_id = %s",
        run,
    )
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["outcome"]] += row["amount"]
    return ", ".join(f"{outcome} {written(amount, rows[0]['currency'])}" for outcome, amount in sorted(sums.items()))
