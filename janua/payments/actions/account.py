"""Propose an account for a payee, and confirm it by a second person."""

import unicodedata
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError

from janua.base.audit import record
from janua.base.clock import now
from janua.base.notices.actions import send_notice
from janua.base.notices.models import Channel
from janua.exchange.iso20022 import CharacterNotMapped
from janua.pack.installed import country
from janua.payments.models import AccountChange, PayeeAccount
from janua.payments.models.account import normalised
from janua.payments.permissions import (
    ReasonMissing,
    SecondPersonNeeded,
    account_of,
    require,
    require_may_propose,
    require_may_take_back,
    require_no_kin,
)
from janua.payments.queries import account_in_force, bank_characters, last_open_execution, old_contacts
from janua.payments.states import AccountState, WrongState
from janua.registers.models import Person, PersonContact, PersonName

_DAY = timedelta(days=1)
# A change asked for in the portal is used no sooner: whoever did not ask for it has read our message by then.
COOLING_OFF = timedelta(days=3)
# The reason where no officer wrote one.
ASKED_BY_PAYEE = "asked_by_payee"
_CHANNELS = {
    PersonContact.Kind.EMAIL: Channel.EMAIL,
    PersonContact.Kind.TELEPHONE: Channel.SMS,
    PersonContact.Kind.POST: Channel.POST,
}


class AccountRefused(ValueError):
    """The account cannot be paid into: the number is wrong, or the bank cannot write the holder's name.

    fault   a message key
    """

    def __init__(self, fault: str, advice: str) -> None:
        super().__init__(advice)
        self.fault = fault


class AlreadyProposed(WrongState):
    """Another account waits for its second person; confirm or refuse that one first."""


def propose(*, payee: UUID, number: str, holder_name: str, reason: str, on: date) -> PayeeAccount:
    """Name an account for a payee. Nothing is paid into it before a second person has confirmed it.

    The payee is told at once by the contact that was known before, so that nobody diverts their money unseen. A name
    that is not the payee's is pointed out to whoever confirms it.
    holder_name   as the bank has it; for a restricted person the alias
    Raises        NotPermitted, AccountRefused, AlreadyProposed
    """
    person = Person.objects.filter(id=payee).first()
    actor = require_may_propose(payee=payee, area_id=person.kept_in if person else None, on=on)
    assert person is not None
    _require_payable(number, holder_name)
    account = PayeeAccount(
        payee_id=payee,
        area_id=person.kept_in,
        holder_name=holder_name.strip(),
        sealed_number=normalised(number),
        state=AccountState.PROPOSED,
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        if "payments_account_one_proposed" not in str(error):
            raise
        raise AlreadyProposed("An account of this payee waits for its second person: confirm or refuse it.") from error
    AccountChange.objects.create(
        account=account,
        proposed_by_id=account_of(actor),
        proposed_at=now(),
        reason=reason.strip(),
        holder_differs=not is_name_of(person=person, holder_name=holder_name),
    )
    record("account.propose", subject=payee, object_type="payee_account", object_id=account.id)
    _tell(person, account, "account_proposed", number)
    return account


def confirm(*, account: UUID, on: date) -> PayeeAccount:
    """Confirm a proposed account as the second person.

    A first account is usable at once. A change waits until the runs that are under way are over, at least a day, and
    longer where it was asked for in the portal: until then the earlier one is paid, and the payee has time to object.
    Raises   NotPermitted, SecondPersonNeeded, WrongState
    """
    row, change = _proposed(account)
    actor = require("confirm_account", area_id=row.area_id or 0, on=on)
    if change.proposed_by_id == actor.account_id:
        raise SecondPersonNeeded("Who proposed an account may not confirm it: ask another officer.")
    require_no_kin(actor, person=row.payee_id, on=on)
    earlier = account_in_force(payee=row.payee_id)
    row.usable_from_on = on
    if earlier is not None:
        row.usable_from_on = max(last_open_execution() or on, on) + _DAY
        if change.reason == ASKED_BY_PAYEE:
            row.usable_from_on = max(row.usable_from_on, min(change.proposed_at.date(), on) + COOLING_OFF)
        _end(earlier, before=row.usable_from_on)
        # One whose last day was set by a change that this one overtakes.
        PayeeAccount.objects.filter(
            payee=row.payee_id, state=AccountState.CONFIRMED, ended_on__gte=row.usable_from_on
        ).update(ended_on=row.usable_from_on - _DAY)
    row.state = AccountState.CONFIRMED
    row.save(update_fields=["state", "usable_from_on"])
    AccountChange.objects.filter(id=change.id).update(confirmed_by_id=actor.account_id, confirmed_at=now())
    record(
        "account.confirm",
        subject=row.payee_id,
        object_type="payee_account",
        object_id=row.id,
        details={"usable_from": row.usable_from_on},
    )
    _tell(Person.objects.get(id=row.payee_id), row, "account_confirmed", row.sealed_number)
    return row


def refuse(*, account: UUID, reason: str, on: date) -> PayeeAccount:
    """Refuse a proposed account; payments go on as before.

    reason   in words, kept with the proposal
    Raises   NotPermitted, SecondPersonNeeded, ReasonMissing, WrongState
    """
    row, change = _proposed(account)
    actor = require("confirm_account", area_id=row.area_id or 0, on=on)
    if change.proposed_by_id == actor.account_id:
        raise SecondPersonNeeded("Who proposed an account takes it back instead of refusing it.")
    if not reason.strip():
        raise ReasonMissing("Say why: the payee asks, and so may an auditor.")
    row.state = AccountState.REFUSED
    row.save(update_fields=["state"])
    AccountChange.objects.filter(id=change.id).update(
        refused_by_id=actor.account_id, refused_at=now(), refused_for=reason.strip()
    )
    record("account.refuse", subject=row.payee_id, object_type="payee_account", object_id=row.id)
    _tell(Person.objects.get(id=row.payee_id), row, "account_refused", row.sealed_number)
    return row


def take_back(*, account: UUID, on: date) -> PayeeAccount:
    """Take a proposed account back, or stop a confirmed one before its first day; payments go on as before.

    For the payee, or whoever may change their account, and whoever proposed it: this is how they say that they did
    not ask for it. The payee is told by every contact that was known before, and an office looks into it.
    Raises   NotPermitted, WrongState
    """
    # An earlier state cannot be locked for change by a citizen: the condition on the row itself decides.
    row = PayeeAccount.objects.filter(id=account).first()
    actor = require_may_take_back(payee=row.payee_id if row else None, on=on)
    assert row is not None
    taken = PayeeAccount.objects.filter(id=account, state=AccountState.PROPOSED).update(state=AccountState.WITHDRAWN)
    if not taken and not _undone(account, on):
        raise WrongState(f"This account is {row.state} and in use: call us if you did not ask for it.")
    row.state = AccountState.WITHDRAWN
    stopped = AccountChange.objects.filter(account=row, stopped_at__isnull=True)
    if taken:
        # Who takes back what they proposed themselves has changed their mind, and there is nothing to look into.
        stopped = stopped.exclude(proposed_by=actor.account_id)
    stopped.update(stopped_at=now())
    record(
        "account.take_back" if taken else "account.undo",
        subject=row.payee_id,
        object_type="payee_account",
        object_id=row.id,
    )
    _tell(Person.objects.get(id=row.payee_id), row, "account_taken_back", row.sealed_number)
    return row


def _undone(account: UUID, on: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payments_undo_account(%s, %s)", [account, on])
        return bool(cursor.fetchone()[0])


def is_name_of(*, person: Person, holder_name: str) -> bool:
    """Whether a holder's name is the person's: every word of it is one of theirs, and the family name is among them."""
    names = PersonName.objects.known().filter(person=person)
    known = {word for name in names for part in (name.given, name.other, name.family) for word in _words(part)}
    families = [set(_words(name.family)) for name in names]
    written = set(_words(holder_name))
    return bool(written) and written <= known and any(family <= written for family in families if family)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ħ", "h"))
    return "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)).split()


def _require_payable(number: str, holder_name: str) -> None:
    fault = country().bank.account_fault(number)
    if fault is not None:
        raise AccountRefused(fault, "This account number is wrong: compare it with the bank's letter, digit by digit.")
    if not holder_name.strip():
        raise AccountRefused("holder_missing", "Write the holder's name as the bank has it.")
    characters = bank_characters()
    try:
        if characters is not None and not characters.write(holder_name).strip():
            raise AccountRefused("holder_not_writable", "The bank can write nothing of this name.")
    except CharacterNotMapped as error:
        raise AccountRefused("holder_not_writable", "The bank cannot write this name: use Latin letters.") from error


def _proposed(account: UUID) -> tuple[PayeeAccount, AccountChange]:
    row = PayeeAccount.objects.select_for_update(of=("self",)).get(id=account)
    if row.state != AccountState.PROPOSED:
        raise WrongState(f"This account is {row.state}: it waits for no second person any more.")
    # Two changes for one payee are confirmed one after the other.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"payee {row.payee_id}"])
    return row, AccountChange.objects.get(account=row)


def _end(earlier: PayeeAccount, *, before: date) -> None:
    """End an account on the day before another takes its place; one that was not usable yet never will be."""
    if earlier.usable_from_on is not None and earlier.usable_from_on >= before:
        earlier.state = AccountState.REFUSED
    else:
        earlier.ended_on = before - _DAY
    earlier.save(update_fields=["state", "ended_on"])


def _tell(person: Person, account: PayeeAccount, template: str, number: str) -> None:
    contacts = old_contacts(person=person.id)
    values: dict[str, Any] = {
        # Enough to know the account by, too little to pay into it.
        "ends_in": normalised(number)[-4:],
        "usable_from": account.usable_from_on.isoformat() if account.usable_from_on else None,
        "contacts": [str(contact.id) for contact in contacts],
    }
    channels = [_CHANNELS[PersonContact.Kind(contact.kind)] for contact in contacts] or [Channel.POST]
    send_notice(
        person_id=person.id,
        area_id=person.kept_in,
        template=template,
        values=values,
        language=person.language or country().languages[0],
        channels=channels,
        about_type="payee_account",
        about_id=account.id,
    )
