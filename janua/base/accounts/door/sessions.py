"""From the cookie of a request to its session: what both faces do before anything else.

The face asks here who is at the door, in a short transaction of the system actor `door`; everything after that
happens as the account itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from janua.base import clock
from janua.base.accounts.actions.session import Opened, digest_of, end_session, limits_of, see_session
from janua.base.accounts.models import Session
from janua.base.actors import acting_as, system_actor
from janua.base.prepared import Given, prepared

Kind = Literal["citizen", "staff"]
DOOR = system_actor("door")


@dataclass(frozen=True)
class AtTheDoor:
    """Who a request comes from, as its cookie says.

    live    the session in force; None where there is none
    ended   a session that this browser had and that ended by itself: what was typed in it may be kept
    """

    live: Session | None = None
    ended: Session | None = None


def cookie_name(kind: Kind) -> str:
    """Give the name of the session's cookie; `__Host-` has the browser refuse it from anywhere else, with TLS only."""
    name = {"citizen": "janua_citizen", "staff": "janua_staff"}[kind]
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def at_the_door(request: HttpRequest, kind: Kind) -> AtTheDoor:
    """Find the session of a request, once; ends it where it was idle or open too long."""
    known: AtTheDoor | None = getattr(request, "janua_at_the_door", None)
    if known is None:
        known = _look_up(request.COOKIES.get(cookie_name(kind), ""), kind, clock.now())
        request.janua_at_the_door = known  # type: ignore[attr-defined]
        # For the page that says so before the session ends.
        request.idle_seconds = int(limits_of(kind).idle.total_seconds())  # type: ignore[attr-defined]
    return known


def set_cookie(response: HttpResponseBase, opened: Opened) -> None:
    """Give the browser its secret; it forgets it when it is closed."""
    kind: Kind = "staff" if opened.session.kind == "staff" else "citizen"
    response.set_cookie(
        cookie_name(kind),
        opened.secret,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        # Strict would lose the session at the way back from the identity provider's site.
        samesite="Lax",
    )


def drop_cookie(response: HttpResponseBase, kind: Kind) -> None:
    """Have the browser forget its secret."""
    response.set_cookie(
        cookie_name(kind), "", max_age=0, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


@prepared
def _session(digest: Given, kind: Given) -> QuerySet[Session]:
    return Session.objects.select_related("account").filter(digest=digest, kind=kind)


def _look_up(secret: str, kind: Kind, at: datetime) -> AtTheDoor:
    if not secret:
        return AtTheDoor()
    with acting_as(DOOR):
        session = _session.first(digest=digest_of(secret), kind=kind)
        if session is None:
            return AtTheDoor()
        if session.ended_at is not None:
            by_itself = session.ended_why in (Session.Why.IDLE, Session.Why.LIMIT)
            return AtTheDoor(ended=session if by_itself else None)
        why = _over(session, kind, at)
        if why is not None:
            end_session(session=session, why=why, at=at)
            return AtTheDoor(ended=None if why == Session.Why.CLOSED else session)
        see_session(session=session, at=at)
        return AtTheDoor(live=session)


def _over(session: Session, kind: Kind, at: datetime) -> Session.Why | None:
    if session.account.closed_at is not None:
        return Session.Why.CLOSED
    if at >= session.ends_at:
        return Session.Why.LIMIT
    return Session.Why.IDLE if at - session.seen_at >= limits_of(kind).idle else None
