"""Where a person is paid: the account in use, the one that comes, the one that waits for an officer, one on record."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils import timezone

from janua.payments.actions.account import ASKED_BY_PAYEE, COOLING_OFF, AccountRefused, is_name_of, propose
from janua.payments.models import AccountChange, PayeeAccount
from janua.payments.models.account import normalised
from janua.payments.queries import OnRecord, record_of_account
from janua.payments.states import AccountState
from janua.portal.journeys.paid import what_is_wrong_with_account
from janua.portal.journeys.spoken import source_name
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
class KnownAccount:
    """An account that a register has of the person, and that we do not pay into."""

    holder: str
    ends_in: str
    source: str
    since: date


@dataclass(frozen=True)
class Accounts:
    """The whole page; `days` is how long a change waits at least, `wrong` why money came back from the current one."""

    current: AccountRow | None
    coming: AccountRow | None
    proposed: AccountRow | None
    days: int
    wrong: str

    @property
    def waiting(self) -> AccountRow | None:
        """The account that is to take the place of the current one; no other is named meanwhile."""
        return self.proposed or self.coming


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


def known_account(*, person: UUID, on: date) -> KnownAccount | None:
    """The account that a register has of a person; None where that is the one in use, or no register has one."""
    found = _on_record(person, on)
    if found is None or found.number in _numbers_of(person, in_use_on=on):
        return None
    since = timezone.localtime(found.known_at).date()
    return KnownAccount(found.holder, found.number[-4:], source_name(found.source), since)


def typed_from_record(*, person: UUID, on: date) -> dict[str, str]:
    """What the form is filled with where the account on record is chosen: its number never leaves us."""
    found = _on_record(person, on)
    return {} if found is None else {"number": found.number, "holder": found.holder}


def _on_record(person: UUID, on: date) -> OnRecord | None:
    found = record_of_account(payee=person, on=on)
    return found and replace(found, number=normalised(found.number))


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


def _numbers_of(person: UUID, *, in_use_on: date | None = None) -> set[str]:
    rows = PayeeAccount.objects.filter(payee_id=person, state=AccountState.CONFIRMED)
    if in_use_on is not None:
        rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=in_use_on))
    return {row.sealed_number for row in rows}
