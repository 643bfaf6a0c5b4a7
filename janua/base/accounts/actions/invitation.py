"""Invite staff to set password and second factor, and take the invitation up: the only way to a first one.

An administrator asks for a link and alone sees its secret. Another confirms it and alone sees a code. The link opens
with the code, so neither of them can take it up for the colleague: it takes both, or the one to whom both were handed.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext_lazy as _

from janua.base import audit, clock
from janua.base.accounts.actions.role import SecondPersonNeeded
from janua.base.accounts.actions.second_factor import set_second_factor
from janua.base.accounts.actions.session import digest_of, require_door
from janua.base.accounts.models import Account, AccountKind, Invitation, Session, StaffProfile
from janua.base.accounts.permissions import NotPermitted, require
from janua.base.actors import Actor, current_actor, system_actor

GOOD_FOR = timedelta(days=3)
ADMINISTRATES = "open_staff_account"
# 78 bits; without letters and figures that are read for one another.
_SIGNS, _LENGTH = "23456789ABCDEFGHJKMNPQRSTVWXYZ", 16


class InvitationOver(ValueError):
    """The link was used, is too old, or never was: ask an administrator for another."""


class InvitationWaits(ValueError):
    """No second administrator has confirmed the link yet."""


class WrongConfirmation(ValueError):
    """The code is not the one that the second administrator was shown."""


@dataclass(frozen=True)
class Invited:
    """An invitation just made, and the secret of its link; it is shown nowhere else and never again."""

    invitation: Invitation
    secret: str


@dataclass(frozen=True)
class Confirmed:
    """An invitation just confirmed, and the code that its link asks for; it is shown nowhere else and never again."""

    invitation: Invitation
    code: str


def invite(*, staff: StaffProfile, on: date, at: datetime | None = None) -> Invited:
    """Ask for the link by which a colleague sets password and second factor, also after losing them.

    It opens nothing before another administrator has confirmed it; the loader's opens at once. It changes nothing
    until it is used.
    Raises   NotPermitted, also for oneself
    """
    at, actor = at or clock.now(), current_actor()
    if actor != system_actor("loader"):
        require(ADMINISTRATES, area_id=staff.office.area_id, on=on)
        if actor.account_id == staff.account_id:
            raise NotPermitted("Nobody invites themselves: ask another administrator.")
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        account_id=staff.account_id,
        digest=digest_of(secret),
        made_by_id=actor.account_id,
        made_at=at,
        ends_at=at + GOOD_FOR,
    )
    invitation.save(force_insert=True)
    _record("account.invite", invitation)
    return Invited(invitation=invitation, secret=secret)


def confirm_invitation(*, invitation: Invitation, on: date, at: datetime | None = None) -> Confirmed:
    """Confirm a colleague's link as the second administrator, and get the code that it asks for.

    Raises   NotPermitted, SecondPersonNeeded, InvitationOver
    """
    at = at or clock.now()
    actor, now = _answering(invitation, on=on)
    if not now.is_open_at(at) or not now.waits:
        raise InvitationOver(_("This link is over, or was confirmed already."))
    if actor.account_id in {now.made_by_id, now.account_id}:
        raise SecondPersonNeeded(_("A link is confirmed by somebody who neither asked for it nor gets it."))
    code = "".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH))
    now.confirmed_by_id, now.confirmed_at, now.code_digest = actor.account_id, at, _digest_of_code(now, code)
    try:
        with transaction.atomic():
            now.save(update_fields=["confirmed_by", "confirmed_at", "code_digest"])
    except IntegrityError as error:
        # The others' links cannot be seen: only the database knows whose hand set up whose sign-in.
        words = _("One of you set up the other's sign-in alone: ask a third administrator.")
        raise SecondPersonNeeded(words) from error
    _record("account.confirm_invite", now)
    return Confirmed(invitation=now, code="-".join(code[part : part + 4] for part in range(0, _LENGTH, 4)))


def withdraw_invitation(*, invitation: Invitation, on: date, at: datetime | None = None) -> None:
    """Refuse a colleague's link, or take one's own back. One person is enough, also after it was confirmed.

    Raises   NotPermitted, InvitationOver
    """
    at = at or clock.now()
    actor, now = _answering(invitation, on=on)
    if not now.is_open_at(at):
        raise InvitationOver(_("This link is over already."))
    now.withdrawn_by_id, now.withdrawn_at = actor.account_id, at
    now.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _record("account.withdraw_invite", now)


def invitation_of(*, secret: str, at: datetime) -> Invitation:
    """Give the invitation of a link that opens.

    Raises   NotPermitted, InvitationOver, InvitationWaits
    """
    require_door()
    found = Invitation.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if found is None or not found.is_open_at(at) or found.account.closed_at is not None:
        raise InvitationOver(_("This link is no longer good: ask an administrator for another."))
    if found.waits:
        raise InvitationWaits(_("No second administrator has confirmed this link yet."))
    return found


def accept_invitation(
    *, secret: str, password: str, factor: str, code: str, confirmation: str = "", at: datetime | None = None
) -> Account:
    """Set password and second factor by a link, and end every session that the account has.

    factor         the secret that the authenticator was given
    code           what it shows now
    confirmation   the code that the second administrator was shown; none for a link of the loader
    Raises   NotPermitted, InvitationOver, InvitationWaits, WrongConfirmation, WrongCode, and ValidationError for a
             password that is too easy
    """
    at = at or clock.now()
    invitation = invitation_of(secret=secret, at=at)
    _require_confirmation(invitation, confirmation)
    account = invitation.account
    password_validation.validate_password(password, account)
    set_second_factor(account=account, secret=factor, code=code, at=at)
    account.password, account.password_set_at = make_password(password), at
    account.save(update_fields=["password", "password_set_at"])
    Invitation.objects.filter(id=invitation.id).update(used_at=at)
    others = Invitation.objects.filter(account=account, used_at__isnull=True, withdrawn_at__isnull=True)
    others.update(withdrawn_at=at)
    Session.objects.filter(account=account, kind=AccountKind.STAFF, ended_at__isnull=True).update(
        ended_at=at, ended_why=Session.Why.CLOSED
    )
    audit.record("account.set_up", object_type="account", object_id=account.id)
    return account


def _answering(invitation: Invitation, *, on: date) -> tuple[Actor, Invitation]:
    """Who answers for a link, and its row as it is now, locked: two people may answer at one time."""
    staff = StaffProfile.objects.select_related("office").get(account_id=invitation.account_id)
    actor = require(ADMINISTRATES, area_id=staff.office.area_id, on=on)
    return actor, Invitation.objects.select_for_update(of=("self",)).get(id=invitation.id)


def _require_confirmation(invitation: Invitation, typed: str) -> None:
    if invitation.code_digest is None:
        return
    code = "".join(sign for sign in typed.upper() if sign in _SIGNS)
    if not hmac.compare_digest(_digest_of_code(invitation, code), bytes(invitation.code_digest)):
        raise WrongConfirmation(_("This is not the code that the second administrator was shown."))


def _digest_of_code(invitation: Invitation, code: str) -> bytes:
    return digest_of(f"{invitation.id} {code}")


def _record(action: str, invitation: Invitation) -> None:
    audit.record(action, object_type="account", object_id=invitation.account_id, details={"invitation": invitation.id})
