"""Invite staff to set password and second factor, and take the invitation up: the only way to either."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from janua.base import audit, clock
from janua.base.accounts.actions.second_factor import set_second_factor
from janua.base.accounts.actions.session import digest_of, require_door
from janua.base.accounts.models import Account, AccountKind, Invitation, Session, StaffProfile
from janua.base.accounts.permissions import NotPermitted, require
from janua.base.actors import current_actor, system_actor

GOOD_FOR = timedelta(days=3)


class InvitationOver(ValueError):
    """The link was used, is too old, or never was: ask an administrator for another."""


@dataclass(frozen=True)
class Invited:
    """An invitation just made, and the secret of its link; it is shown nowhere else and never again."""

    invitation: Invitation
    secret: str


def invite(*, staff: StaffProfile, on: date, at: datetime | None = None) -> Invited:
    """Make the link by which a colleague sets password and second factor, also after losing them.

    Hand it over in person or by a way that is known to be theirs. It changes nothing until it is used.
    Raises   NotPermitted, also for oneself
    """
    at, actor = at or clock.now(), current_actor()
    if actor != system_actor("loader"):
        require("open_staff_account", area_id=staff.office.area_id, on=on)
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
    audit.record("account.invite", object_type="account", object_id=staff.account_id)
    return Invited(invitation=invitation, secret=secret)


def invitation_of(*, secret: str, at: datetime) -> Invitation:
    """Give the invitation of a link.

    Raises   NotPermitted, InvitationOver
    """
    require_door()
    found = Invitation.objects.select_related("account").filter(digest=digest_of(secret)).first()
    if found is None or found.used_at is not None or at >= found.ends_at or found.account.closed_at is not None:
        raise InvitationOver(_("This link is no longer good: ask an administrator for another."))
    return found


def accept_invitation(*, secret: str, password: str, factor: str, code: str, at: datetime | None = None) -> Account:
    """Set password and second factor by a link, and end every session that the account has.

    factor   the secret that the authenticator was given
    code     what it shows now
    Raises   NotPermitted, InvitationOver, WrongCode, and ValidationError for a password that is too easy
    """
    at = at or clock.now()
    invitation = invitation_of(secret=secret, at=at)
    account = invitation.account
    password_validation.validate_password(password, account)
    set_second_factor(account=account, secret=factor, code=code, at=at)
    account.password = make_password(password)
    account.save(update_fields=["password"])
    Invitation.objects.filter(account=account, used_at__isnull=True).update(used_at=at)
    Session.objects.filter(account=account, kind=AccountKind.STAFF, ended_at__isnull=True).update(
        ended_at=at, ended_why=Session.Why.CLOSED
    )
    audit.record("account.set_up", object_type="account", object_id=account.id)
    return account
