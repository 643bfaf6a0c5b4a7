"""What a second person looks at before an account for payment is confirmed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from janua.base.clock import now
from janua.payments.models import AccountChange, Order, PayeeAccount
from janua.payments.models.account import normalised
from janua.payments.queries import SETTLED_AFTER, account_in_force, account_on_record, last_open_execution
from janua.payments.states import AccountState, OrderState
from janua.registers.models import PersonContact
from janua.values import Money

_YEAR = timedelta(days=365)
# Older than this a proposal keeps somebody waiting for their money.
OLD_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Signals:
    """What to look at twice before money goes to an account.

    others          how many other payees are paid to the same number, or wait to be
    changes         how often this payee's account was proposed within a year, this time included
    contact_at      when a telephone, e-mail or postal address was changed within the last month
    on_record       the number is the one that a register has of the payee; None where none says so
    pays_until      the payment day of a run under way, which still pays the earlier account
    """

    others: int
    changes: int
    contact_at: datetime | None
    on_record: bool | None
    holder_differs: bool
    is_old: bool
    pays_until: date | None


@dataclass(frozen=True)
class Proposal:
    """A proposed account with its change, the one in force before it, and what to look at.

    on_its_way   payments into it that the bank may have, by their days, where its payee has stopped it
    """

    account: PayeeAccount
    change: AccountChange
    earlier: PayeeAccount | None
    signals: Signals
    on_its_way: tuple[tuple[date, Money], ...] = ()


def proposals(*, areas: Collection[int], after: UUID | None = None, highest: int = 50) -> list[PayeeAccount]:
    """Accounts of some areas that wait for their second person, the longest waiting first; from behind one on."""
    waiting = PayeeAccount.objects.filter(state=AccountState.PROPOSED, area__in=areas)
    rows = waiting.select_related("change").order_by("id")
    return list((rows.filter(id__gt=after) if after else rows)[:highest])


def proposal(*, account: UUID, areas: Collection[int], on: date) -> Proposal | None:
    """One account of these areas that was proposed, answered or not, with what to look at."""
    row = PayeeAccount.objects.filter(id=account, area__in=areas).select_related("change").first()
    if row is None or not hasattr(row, "change"):
        return None
    earlier = account_in_force(payee=row.payee_id)
    before = earlier if earlier and earlier.id != row.id else None
    return Proposal(row, row.change, before, _signals(row, on), _on_its_way(row) if row.change.stopped_at else ())


def _on_its_way(row: PayeeAccount) -> tuple[tuple[date, Money], ...]:
    orders = Order.objects.filter(account=row, state__in=[OrderState.APPROVED, OrderState.SENT]).order_by("id")
    return tuple((one.run.execute_on, Money(one.amount, one.currency)) for one in orders.select_related("run"))


def masked(number: str) -> str:
    """Enough of an account number to know it by, too little to pay into it."""
    plain = normalised(number)
    return f"{plain[:4]} … {plain[-4:]}" if len(plain) > 10 else f"… {plain[-3:]}"


def _signals(row: PayeeAccount, on: date) -> Signals:
    at = now()
    same = PayeeAccount.objects.filter(
        number_index=row.number_index, state__in=[AccountState.PROPOSED, AccountState.CONFIRMED], ended_on__isnull=True
    )
    contact = PersonContact.objects.filter(person=row.payee_id, known_from__gt=at - SETTLED_AFTER)
    number, _holder = account_on_record(payee=row.payee_id, on=on)
    changes = AccountChange.objects.filter(account__payee=row.payee_id, proposed_at__gt=row.change.proposed_at - _YEAR)
    return Signals(
        others=same.exclude(payee=row.payee_id).values("payee").distinct().count(),
        changes=changes.count(),
        contact_at=contact.order_by("-known_from").values_list("known_from", flat=True).first(),
        on_record=normalised(number) == normalised(row.sealed_number) if number else None,
        holder_differs=row.change.holder_differs,
        is_old=row.state == AccountState.PROPOSED and at - row.change.proposed_at > OLD_AFTER,
        pays_until=last_open_execution(),
    )
