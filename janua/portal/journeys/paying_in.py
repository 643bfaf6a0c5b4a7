"""Where a person is paid: the account in use, the one that comes, the one that waits for an officer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms

from janua.payments.actions.account import ASKED_BY_PAYEE, COOLING_OFF, AccountRefused, is_name_of, propose
from janua.payments.models import AccountChange, PayeeAccount
from janua.payments.states import AccountState
from janua.portal.journeys.paid import what_is_wrong_with_account
from janua.registers.models import Person


@dataclass(frozen=True)
class AccountRow:
    """An account as its owner sees it: enough to know it by."""

    id: UUID
    holder: str
    ends_in: str
    since: date | None
    proposed_at: datetime | None = None
    mine: bool = False
    holder_differs: bool = False


@dataclass(frozen=True)
class Accounts:
    """The whole page; `days` is how long a change waits at least, `wrong` why money came back from the current one."""

    current: AccountRow | None
    coming: AccountRow | None
    proposed: AccountRow | None
    days: int
    wrong: str


def accounts_of(*, person: UUID, account: UUID, on: date) -> Accounts:
    """The accounts of a person; `account` is the visitor's own account at the door, to tell their proposals apart."""
    rows = list(
        PayeeAccount.objects.filter(
            payee_id=person, state__in=[AccountState.CONFIRMED, AccountState.PROPOSED]
        ).order_by("id")
    )
    changes = {one.account_id: one for one in AccountChange.objects.filter(account__in=rows)}
    confirmed = [row for row in rows if row.state == AccountState.CONFIRMED]
    coming = [row for row in confirmed if row.usable_from_on is not None and row.usable_from_on > on]
    current = [row for row in confirmed if row not in coming and (row.ended_on is None or row.ended_on >= on)]
    proposed = [row for row in rows if row.state == AccountState.PROPOSED]
    return Accounts(
        _row(current, changes, account),
        _row(coming, changes, account),
        _row(proposed, changes, account),
        COOLING_OFF.days,
        "" if coming else what_is_wrong_with_account(person=person),
    )


def _row(rows: list[PayeeAccount], changes: dict[UUID, AccountChange], account: UUID) -> AccountRow | None:
    if not rows:
        return None
    row, change = rows[-1], changes.get(rows[-1].id)
    return AccountRow(
        row.id,
        row.holder_name,
        row.sealed_number[-4:],
        row.usable_from_on,
        None if change is None else change.proposed_at,
        change is not None and change.proposed_by_id == account,
        change is not None and change.holder_differs,
    )


def checked_account(*, person: UUID, form: forms.Form) -> dict[str, Any]:
    """What the page says of a typed account before it is sent."""
    holder = form.cleaned_data["holder"]
    fits = is_name_of(person=Person.objects.get(id=person), holder_name=holder)
    return {"ends_in": form.cleaned_data["number"][-4:], "holder": holder, "holder_differs": not fits}


def ask_for_account(*, person: UUID, form: forms.Form, on: date) -> bool:
    """Propose the typed account; false where it is refused, and the form then says why."""
    number, holder = form.cleaned_data["number"], form.cleaned_data["holder"]
    wrong = what_is_wrong_with_account(person=person)
    if wrong and number in _numbers_of(person):
        form.add_error("number", wrong)
        return False
    try:
        propose(payee=person, number=number, holder_name=holder, reason=ASKED_BY_PAYEE, on=on)
    except AccountRefused as refused:
        form.add_error("number" if refused.fault.startswith("account") else "holder", str(refused))
        return False
    return True


def _numbers_of(person: UUID) -> set[str]:
    rows = PayeeAccount.objects.filter(payee_id=person, state=AccountState.CONFIRMED)
    return {row.sealed_number for row in rows}
