"""What a signal finds and what it leaves alone: rows of officers, payees and looks, and what the watcher finds."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from demo.population.mt.numbers import iban
from janua.analytics.integrity.actions.watch import Found, keep, rows_behind
from janua.analytics.integrity.queries import SIGNALS
from janua.analytics.integrity.queries.kinds import SignalKind
from janua.base.accounts.models import Account
from janua.base.actors import acting_as, system_actor
from janua.base.audit.models import Access, Entry
from janua.casework.models import HandOver, Task
from janua.payments.models import AccountChange, Order, OrderLine, PayeeAccount, Run
from janua.registers.models import Person
from janua.values import new_reference, uuid7
from tests.payments import factories as paid
from tests.registers import factories as people

WATCHER = system_actor("watcher")
TODAY = date(2026, 3, 2)
# A Monday at noon in Valletta.
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
ONE_ACCOUNT = iban("4711001M")


def kind(code: str) -> SignalKind:
    """A signal by its code."""
    return next(one for one in SIGNALS if one.code == code)


def behind(as_process: Any, code: str) -> list[Found]:
    """The rows of a signal, as its own actor finds them."""
    with as_process("janua_work", WATCHER):
        return rows_behind(kind=kind(code), on=TODAY)


def kept(as_process: Any, code: str) -> int:
    """Have a signal looked for and kept; how many are new or have new rows."""
    with as_process("janua_work", WATCHER):
        return keep(kind=kind(code), rows=rows_behind(kind=kind(code), on=TODAY))


def payee(number: str = ONE_ACCOUNT, **more: Any) -> PayeeAccount:
    """Somebody who is paid into an account."""
    paid.office()
    return paid.account_of(people.person(area_id=1), number, **more)


def did(action: str, by: Account | str, *, at: datetime = NOON, subject: UUID | None = None, **more: Any) -> Entry:
    """A row of the trail."""
    values = {"purpose": "", "object_type": "", "details": {}} | more
    return Entry.objects.create(
        at=at, actor=by if isinstance(by, str) else str(by.id), action=action, subject=subject, **values
    )


def looked(by: Account, *at_whom: Person, at: datetime = NOON, page: str = "person") -> None:
    """Rows of the access log, one a person."""
    for one in at_whom:
        Access.objects.create(at=at, actor=str(by.id), purpose="casework", page=page, persons=[one.id])


def order(of: paid.Entitled, *, approver: Account, execute_on: date = TODAY) -> Order:
    """A payment of what somebody is entitled to, in a run that somebody approved."""
    run = Run.objects.create(
        reference=new_reference("R"), area_id=1, state="sent", execute_on=execute_on, prepared_by=people.officer(),
        frozen_at=NOON, approved_by=approver, approved_at=NOON, currency="EUR", order_count=1, control_sum=of.amount,
    )  # fmt: skip
    assert of.account is not None
    made = Order.objects.create(
        run=run, person=of.person, payee=of.person, account=of.account, amount=of.amount, currency="EUR", state="sent"
    )
    for line in of.lines:
        OrderLine.objects.create(order=made, line=line, programme=line.programme, amount=line.amount)
    return made


def granted_by(officer: Account, number: str = ONE_ACCOUNT) -> paid.Entitled:
    """Somebody whom an officer granted a benefit that is paid into an account."""
    of = paid.entitled(1_000, number=number)
    decision = of.entitlement.decision
    decision.decided_by, decision.decided_by_system = officer, ""
    decision.save(update_fields=["decided_by", "decided_by_system"])
    return of


def changed_account(of: Person, *, by: Account, at: datetime) -> PayeeAccount:
    """Another account than before, confirmed by an officer."""
    earlier = PayeeAccount.objects.get(payee=of)
    earlier.ended_on = at.date() - timedelta(days=1)
    earlier.save(update_fields=["ended_on"])
    with acting_as(system_actor("keeper")):
        made = PayeeAccount.objects.create(
            payee=of, area=of.area, sealed_number=iban(f"{uuid7().int % 9_000_000 + 1_000_000}M"), state="confirmed",
            holder_name=of.name, usable_from_on=at.date(),
        )  # fmt: skip
    AccountChange.objects.create(
        account=made, proposed_by=people.officer(), confirmed_by=by, proposed_at=at, confirmed_at=at, reason="new bank"
    )
    return made


def handed(by: Account, to: Account, *, named: bool = False, at: datetime = NOON) -> HandOver:
    """A task that one officer let go of, and that came to another."""
    office = paid.office()
    task = Task.objects.create(
        kind="decide", office=office, area_id=1, object_type="claim", object_id=uuid7(), deadline_on=TODAY,
        state="open", opened_at=at, owner=to,
    )  # fmt: skip
    did("task.deal", by, at=at + timedelta(minutes=1), object_id=task.id, details={"owner": str(to.id)})
    return HandOver.objects.create(
        task=task, area_id=1, reason="workload", by=by, at=at, to_owner=to if named else None
    )
