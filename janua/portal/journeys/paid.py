"""What a person was paid, what is on its way and what comes next, programme by programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext

from janua.base.prepared import Given, fetch, prepared
from janua.casework.models import EntitlementLine
from janua.casework.states import LineState
from janua.payments.definers import ACCOUNT_AT_FAULT
from janua.payments.models import Disbursement, OrderLine, PayeeAccount
from janua.payments.states import AccountState, OrderState
from janua.portal.journeys.spoken import programme_name
from janua.values import Money

ON_A_PAGE = 40
# Behind every key.
_LAST = 2**62
_SHOWN = (OrderState.APPROVED, OrderState.SENT, OrderState.PAID, OrderState.RETURNED, OrderState.REJECTED)


@dataclass(frozen=True)
class PaymentRow:
    """One payment of one programme.

    on        when it was paid or came back; when it is to be paid where it is on its way
    ends_in   of the account; empty where it is somebody else's
    advice    what to do, where something is wrong
    """

    on: date | None
    starts_on: date
    ends_on: date
    amount: Money
    status: str
    colour: str
    ends_in: str
    advice: str


@dataclass(frozen=True)
class DueRow:
    """One payment that is still to come."""

    line: UUID
    on: date
    starts_on: date
    ends_on: date
    amount: Money
    note: str


@dataclass(frozen=True)
class ProgrammePayments:
    """All of one programme; `total` is what was paid so far, on all pages."""

    programme: str
    made: tuple[PaymentRow, ...]
    due: tuple[DueRow, ...]
    total: Money | None


@dataclass(frozen=True)
class Payments:
    """The whole page.

    ends_in   of the account that is paid into now; waits_in of the one that is to take its place
    """

    programmes: tuple[ProgrammePayments, ...]
    came_back: bool
    ends_in: str
    waits_in: str
    older: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was paid and nothing is to come."""
        return not self.programmes


@dataclass(frozen=True)
class _Endings:
    """The last four signs of a person's accounts: of each, of the one in use, and of the one that waits."""

    of: Mapping[UUID, str]
    now_in: str
    waits_in: str

    @property
    def waits(self) -> str:
        """What is said where money came back, or cannot be paid, and another account was named already."""
        return gettext("The account ending in %(four)s was named. Once it is in use, we pay.") % {"four": self.waits_in}


def payments_of(*, person: UUID, on: date, before: int | None = None) -> Payments:
    """What a person is entitled to, as it was paid; as many queries whatever there is."""
    found = _lines(person=person, before=_LAST if before is None else before)
    shown = found[:ON_A_PAGE]
    accounts = _endings(person, on)
    made = _made(shown, accounts)
    stuck = accounts.waits if accounts.waits_in else what_is_wrong_with_account(person=person)
    due = _due(person, on, has_account=bool(accounts.now_in), stuck=stuck) if before is None else {}
    totals = _totals(person)
    codes = sorted({*made, *due})
    unpaid = {row.line for rows in due.values() for row in rows}
    bounced = (OrderState.RETURNED, OrderState.REJECTED)
    return Payments(
        tuple(
            ProgrammePayments(
                programme_name(code), tuple(made.get(code, ())), tuple(due.get(code, ())), totals.get(code)
            )
            for code in codes
        ),
        came_back=any(line.line_id in unpaid and line.order.state in bounced for line in shown),
        ends_in=accounts.now_in,
        waits_in=accounts.waits_in,
        older=str(shown[-1].id) if len(found) > ON_A_PAGE else "",
    )


@prepared
def _lines(person: Given, before: Given) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(order__person_id=person, order__state__in=_SHOWN, id__lt=before)
    return lines.select_related("order", "line").order_by("-id")[: ON_A_PAGE + 1]


def what_is_wrong_with_account(*, person: UUID) -> str:
    """Why the bank sent money back from the account in use, and what to do; empty where nothing came back from it."""
    reason = _reasons.first(person=person)
    return "" if reason is None else bounced_advice(reason)


@prepared
def _reasons(person: Given) -> QuerySet[Disbursement, str]:
    account = PayeeAccount.objects.filter(payee_id=person, state=AccountState.CONFIRMED).order_by("-usable_from_on")
    return (
        Disbursement.objects.exclude(outcome="paid")
        .filter(order__account_id=account.values("id")[:1], reason__in=ACCOUNT_AT_FAULT)
        .filter(order__state__in=[OrderState.RETURNED, OrderState.REJECTED])
        .order_by("-id")
        .values_list("reason", flat=True)[:1]
    )


def bounced_advice(reason: str) -> str:
    """Why a bank sent money back, and what to do."""
    if reason in ("AC04", "AC06"):
        return gettext("Your bank says that the account is closed or blocked. Tell us another account.")
    if reason == "BE01":
        return gettext("Your bank says that the name and the account do not belong together. Check your account.")
    if reason in ACCOUNT_AT_FAULT:
        return gettext("Your bank could not take the money into this account. Check the account number.")
    return gettext("The bank could not pay it. We look at it and pay again. You do not lose the money.")


def _endings(person: UUID, on: date) -> _Endings:
    """The last four signs of the person's accounts; one query."""
    found, now_in, waits_in = {}, "", ""
    for row in _accounts(person=person):
        found[row.id] = ending = row.sealed_number[-4:]
        is_confirmed, first = row.state == AccountState.CONFIRMED, row.usable_from_on
        if row.state == AccountState.PROPOSED or (is_confirmed and first is not None and first > on):
            waits_in = ending
        elif is_confirmed and (row.ended_on is None or row.ended_on >= on):
            now_in = ending
    return _Endings(found, now_in, waits_in)


@prepared
def _accounts(person: Given) -> QuerySet[PayeeAccount]:
    return PayeeAccount.objects.filter(payee_id=person).order_by("id")


def _made(lines: Sequence[OrderLine], accounts: _Endings) -> dict[str, list[PaymentRow]]:
    orders = {line.order_id for line in lines}
    words: dict[tuple[UUID, str], Disbursement] = {}
    for said in _said(orders=list(orders)):
        words[(said.order_id, said.outcome)] = said
    days = _execution_days(orders)
    made: dict[str, list[PaymentRow]] = {}
    for line in lines:
        made.setdefault(line.programme, []).append(_row(line, words, days, accounts))
    return made


@prepared
def _said(orders: Given) -> QuerySet[Disbursement]:
    return Disbursement.objects.filter(order_id__among=orders)


def _row(
    line: OrderLine,
    words: Mapping[tuple[UUID, str], Disbursement],
    days: Mapping[UUID, date],
    accounts: _Endings,
) -> PaymentRow:
    order = line.order
    status, colour = _status(OrderState(order.state))
    said = words.get((order.id, order.state))
    on = said.booked_on if said is not None and said.booked_on is not None else days.get(order.id)
    advice = ""
    if order.state in (OrderState.RETURNED, OrderState.REJECTED):
        reason = said.reason if said is not None else ""
        advice = accounts.waits if accounts.waits_in and reason in ACCOUNT_AT_FAULT else bounced_advice(reason)
    return PaymentRow(
        on,
        line.line.starts_on,
        line.line.ends_on,
        Money(line.amount, order.currency),
        status,
        colour,
        accounts.of.get(order.account_id, ""),
        advice,
    )


def _status(state: OrderState) -> tuple[str, str]:
    return {
        OrderState.PAID: (gettext("Paid"), "green"),
        OrderState.SENT: (gettext("On its way to your bank"), "blue"),
        OrderState.APPROVED: (gettext("Will be sent to your bank"), "blue"),
    }.get(state, (gettext("Came back"), "red"))


def _execution_days(orders: Iterable[UUID]) -> dict[UUID, date]:
    days = fetch("SELECT order_id, execute_on FROM payments_execution_days(%s)", [list(orders)])
    return dict(days)


@prepared
def _unpaid(person: Given) -> QuerySet[EntitlementLine]:
    held = OrderLine.objects.filter(line=OuterRef("id"), holds=True, order__state__in=_SHOWN)
    return (
        EntitlementLine.objects.filter(~Exists(held), person_id=person, entitlement__state="in_force")
        .exclude(state=LineState.ENDED)
        .filter(amount__gt=0)
        .order_by("due_on", "id")
    )


def _due(person: UUID, on: date, *, has_account: bool, stuck: str) -> dict[str, list[DueRow]]:
    due: dict[str, list[DueRow]] = {}
    for row in _unpaid(person=person):
        note = _note(row, on, has_account=has_account, stuck=stuck)
        one = DueRow(row.id, row.due_on, row.starts_on, row.ends_on, Money(row.amount, row.currency), note)
        due.setdefault(row.programme, []).append(one)
    return due


def _note(line: EntitlementLine, on: date, *, has_account: bool, stuck: str) -> str:
    if line.state == LineState.HELD:
        return gettext("Held back for now. We wrote to you why.")
    if line.state == LineState.SUSPENDED:
        return gettext("Stopped for now. We wrote to you why.")
    if not has_account and stuck:
        return stuck
    if not has_account:
        return gettext("We have no account to pay it into. Tell us your account.")
    if line.due_on > on:
        return ""
    return stuck or gettext("In our next payment run.")


def _totals(person: UUID) -> dict[str, Money]:
    return {programme: Money(total, currency) for programme, currency, total in _paid(person=person)}


@prepared
def _paid(person: Given) -> QuerySet[OrderLine, tuple[str, str, int]]:
    return (
        OrderLine.objects.filter(order__person_id=person, order__state=OrderState.PAID)
        .values_list("programme", "order__currency")
        .annotate(total=Sum("amount"))
        .order_by("programme")
    )
