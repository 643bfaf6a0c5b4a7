"""The reads of payments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from janua.base.clock import now
from janua.exchange.iso20022 import SEPA_CHARACTERS, Characters
from janua.pack.installed import country
from janua.payments.models import LedgerEntry, LeftOut, Order, OrderLine, PayeeAccount, Run
from janua.payments.states import AccountState, LedgerAccount, OrderState, RunState
from janua.registers.models import PersonContact
from janua.registers.queries import facts_known, trust_order
from janua.values import Period

# A contact younger than this may have been changed by who now changes the account.
SETTLED_AFTER = timedelta(days=30)
_OPEN = (RunState.PREPARING, RunState.PREPARED, RunState.APPROVED, RunState.SENDING)


def account_in_force(*, payee: UUID) -> PayeeAccount | None:
    """The payee's confirmed account that no other has taken the place of."""
    return PayeeAccount.objects.filter(payee=payee, state=AccountState.CONFIRMED, ended_on__isnull=True).first()


@dataclass(frozen=True)
class OnRecord:
    """The account that a register has of a person; source and day are of its number."""

    number: str
    holder: str
    source: str
    known_at: datetime


def account_on_record(*, payee: UUID, on: date) -> tuple[str, str]:
    """The number and the holder of the account that a register has of a person; empty where none says so."""
    found = record_of_account(payee=payee, on=on)
    return ("", "") if found is None else (found.number, found.holder)


def record_of_account(*, payee: UUID, on: date) -> OnRecord | None:
    """The account that a register has of a person, or None.

    On record is not confirmed: nothing is paid into it before two people have made it the payee's account.
    """
    pack = country()
    if pack.account_facts is None:
        return None
    facts = facts_known(
        subjects=[payee],
        on=on,
        known_at=now(),
        trust=trust_order(pack.records),
        names=pack.account_facts,
    )
    accepted = {fact.attribute: fact for fact in facts if fact.is_accepted and fact.value is not None}
    number, holder = (accepted.get(name) for name in pack.account_facts)
    if number is None:
        return None
    return OnRecord(str(number.value), str(holder.value) if holder else "", number.source, number.known_from)


def last_open_execution() -> date | None:
    """The latest day on which a run pays that was not handed to the bank yet."""
    latest: date | None = Run.objects.filter(state__in=_OPEN).aggregate(latest=Max("execute_on"))["latest"]
    return latest


def old_contacts(*, person: UUID) -> list[PersonContact]:
    """Where the person could be reached a month ago, also where it has changed since; else what is known now."""
    then = now() - SETTLED_AFTER
    rows = PersonContact.objects.filter(person=person).order_by("kind", "known_from")
    settled = list(rows.filter(Q(known_to__isnull=True) | Q(known_to__gt=then), known_from__lte=then))
    return settled or list(rows.filter(known_to__isnull=True))


def bank_characters() -> Characters | None:
    """What the country's bank can write, or None where it takes every script."""
    replacements = country().bank.replacements
    return Characters(SEPA_CHARACTERS, replacements) if replacements else None


def left_out_of(*, run: UUID) -> QuerySet[LeftOut]:
    """Lines that were due and are not in the run, with their reasons."""
    return LeftOut.objects.filter(run=run).order_by("id")


def totals_of(*, run: UUID) -> list[tuple[str, int, int]]:
    """Each programme of a run, with how many lines are in its orders and what they come to, in minor units."""
    lines = OrderLine.objects.filter(order__run=run, holds=True).values_list("programme").order_by("programme")
    return list(lines.annotate(lines=Count("id"), amount=Sum("amount")))


def balances_of(*, person: UUID) -> dict[tuple[str, str], int]:
    """A person's balance on each ledger account, programme by programme, in minor units; what is even is left out.

    Returns   (programme, account) → debit positive, credit negative
    """
    rows = LedgerEntry.objects.filter(person=person).values_list("programme", "account").order_by("programme")
    found = rows.annotate(balance=Sum("amount"))
    return {(programme, account): balance for programme, account, balance in found if balance}


def cost_of(*, programme: str, booked: Period) -> int:
    """What a programme cost in a stretch of days, in minor units: each line once, when its first order was approved."""
    entries = LedgerEntry.objects.filter(
        programme=programme, account=LedgerAccount.EXPENSE, booked_on__gte=booked.starts_on
    )
    if booked.ends_on is not None:
        entries = entries.filter(booked_on__lte=booked.ends_on)
    total: int = entries.aggregate(total=Sum("amount"))["total"] or 0
    return total


def outstanding_of(*, run: UUID) -> QuerySet[Order]:
    """Orders of a run of which the bank has said nothing yet."""
    return Order.objects.filter(run=run, state=OrderState.SENT)


def run_to_prepare() -> UUID | None:
    """The run that was asked for first and is not prepared yet; one that a fault stopped waits for an officer."""
    waiting = Run.objects.filter(state=RunState.PREPARING, fault="").order_by("id")
    return waiting.values_list("id", flat=True).first()


def runs_to_send() -> list[UUID]:
    """Approved runs, and those of which we do not know whether the bank has them; oldest first."""
    waiting = Run.objects.filter(state__in=[RunState.APPROVED, RunState.SENDING])
    return list(waiting.order_by("approved_at").values_list("id", flat=True))
