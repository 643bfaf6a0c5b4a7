"""Open, raise, change and end sessions. All of it is the door's work."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from janua.base import audit, clock
from janua.base.accounts.models import Account, AccountKind, Session
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import current_actor, system_actor

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionLimits:
    """How long a session lives: without a request, and at all."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True)
class Opened:
    """A session just opened, and the secret that its browser gets; it is shown nowhere else and never again."""

    session: Session
    secret: str


def limits_of(kind: str) -> SessionLimits:
    """Give the limits for citizens or staff, from the settings, in seconds there."""
    idle, absolute = settings.JANUA_SESSION_SECONDS[kind]
    return SessionLimits(idle=timedelta(seconds=idle), absolute=timedelta(seconds=absolute))


def digest_of(secret: str) -> bytes:
    """Give what is stored of a secret that only a browser or a letter holds."""
    return sha256(secret.encode()).digest()


def open_session(
    *, account: Account, at: datetime | None = None, second_factor: bool = False, device: str = ""
) -> Opened:
    """Open a session for an account that has just shown who it is.

    second_factor   whether the code was given as well; without it a member of staff is nobody yet. Of a citizen,
                    whether the identity provider says that they showed just now who they are
    device          what kind of device it is on; empty where that is not known
    Raises   NotPermitted
    """
    require_door()
    at = at or clock.now()
    if account.closed_at is not None:
        raise NotPermitted("This account is closed.")
    code_at = at if second_factor else None
    opened = _open(account=account, kind=str(account.kind), acts_for=None, at=at, code_at=code_at, device=device)
    account.last_login = at
    account.save(update_fields=["last_login"])
    audit.record("session.open", object_type="account", object_id=account.id, details={"session": opened.session.id})
    return opened


def confirm_code(*, session: Session, at: datetime | None = None) -> Opened:
    """Replace a session by one in which the code was given at this instant.

    Raises   NotPermitted
    """
    require_door()
    at = at or clock.now()
    opened = _replace(session, acts_for=session.acts_for, at=at, code_at=at)
    audit.record("session.code", object_type="account", object_id=session.account_id)
    return opened


def act_for(*, session: Session, person: UUID | None, at: datetime | None = None) -> Opened:
    """Replace a session by one that acts for another person, or for oneself with None.

    Whether there is a mandate is asked before, of the registers, and again at each page.
    Raises   NotPermitted
    """
    require_door()
    at = at or clock.now()
    opened = _replace(session, acts_for=person, at=at, code_at=session.second_factor_at)
    audit.record(
        "session.act_for",
        subject=person,
        object_type="account",
        object_id=session.account_id,
        details={"session": opened.session.id},
    )
    return opened


def end_session(*, session: Session, why: Session.Why, at: datetime | None = None) -> None:
    """End a session; ending it again changes nothing.

    Raises   NotPermitted
    """
    require_door()
    ended = Session.objects.filter(id=session.id, ended_at__isnull=True).update(
        ended_at=at or clock.now(), ended_why=why.value
    )
    if ended and why != Session.Why.REPLACED:
        audit.record(
            "session.end",
            object_type="account",
            object_id=session.account_id,
            details={"session": session.id, "why": why.value},
        )


def see_session(*, session: Session, at: datetime) -> None:
    """Note that a session is in use, at most once a minute."""
    require_door()
    if at - session.seen_at >= SEEN_EVERY:
        Session.objects.filter(id=session.id, ended_at__isnull=True).update(seen_at=at)


def require_door() -> None:
    """Make sure that the door acts.

    Raises   NotPermitted
    """
    if current_actor() != system_actor("door"):
        raise NotPermitted("Sessions are opened, changed and ended by the system actor door.")


def _replace(session: Session, *, acts_for: UUID | None, at: datetime, code_at: datetime | None) -> Opened:
    account = Account.objects.get(id=session.account_id)
    if account.closed_at is not None:
        raise NotPermitted("This account is closed.")
    end_session(session=session, why=Session.Why.REPLACED, at=at)
    # The absolute limit counts from signing in: a session cannot be kept alive by replacing it.
    return _open(
        account=account,
        kind=session.kind,
        acts_for=acts_for,
        at=at,
        code_at=code_at,
        ends_at=session.ends_at,
        device=session.device,
    )


def _open(
    *,
    account: Account,
    kind: str,
    acts_for: UUID | None,
    at: datetime,
    code_at: datetime | None,
    ends_at: datetime | None = None,
    device: str = "",
) -> Opened:
    secret = secrets.token_urlsafe(32)
    session = Session(
        account=account,
        kind=AccountKind(kind).value,
        digest=digest_of(secret),
        acts_for=acts_for,
        second_factor_at=code_at,
        device=device,
        opened_at=at,
        seen_at=at,
        ends_at=ends_at or at + limits_of(kind).absolute,
    )
    session.save(force_insert=True)
    return Opened(session=session, secret=secret)
