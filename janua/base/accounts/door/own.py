"""Where somebody is signed in, as they see it themselves on either face; and how they end it there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from janua.base import clock
from janua.base.accounts.actions.open_sessions import end_elsewhere
from janua.base.accounts.actions.session import limits_of
from janua.base.accounts.door.sessions import DOOR, Kind, at_the_door
from janua.base.accounts.models import Session
from janua.base.actors import acting_as

_WORDS = {
    Session.Device.PHONE.value: _("A phone"),
    Session.Device.TABLET.value: _("A tablet"),
    Session.Device.COMPUTER.value: _("A computer"),
}
_COMPUTERS = ("Windows", "Macintosh", "X11", "CrOS")


@dataclass(frozen=True)
class Place:
    """One browser in which somebody is signed in.

    since    when they signed in there, however often the session was replaced meanwhile
    is_here  whether it is the browser that asks
    """

    id: UUID
    device: str
    since: datetime
    seen_at: datetime
    is_here: bool


def device_of(request: HttpRequest) -> str:
    """What kind of device a browser says it is on, and nothing finer; empty where it says none that we know."""
    told = request.headers.get("user-agent", "")
    if "iPad" in told or "Tablet" in told or ("Android" in told and "Mobile" not in told):
        return Session.Device.TABLET.value
    if "Mobi" in told or "iPhone" in told:
        return Session.Device.PHONE.value
    return Session.Device.COMPUTER.value if any(word in told for word in _COMPUTERS) else ""


def places(request: HttpRequest, kind: Kind) -> list[Place]:
    """Every browser in which who asks is signed in, this one first and then the one seen last."""
    here, now, limits = at_the_door(request, kind).live, clock.now(), limits_of(kind)
    if here is None:
        return []
    with acting_as(DOOR):
        own = Session.objects.filter(account_id=here.account_id, kind=kind, ended_at__isnull=True, ends_at__gt=now)
        rows = list(own.filter(seen_at__gt=now - limits.idle).order_by("-seen_at")[:100])
    shown = [_place(row, since=row.ends_at - limits.absolute, is_here=row == here) for row in rows]
    return sorted(shown, key=lambda place: not place.is_here)


def _place(row: Session, *, since: datetime, is_here: bool) -> Place:
    return Place(row.id, str(_WORDS.get(row.device, _("A device"))), since, row.seen_at, is_here)


def end_places(request: HttpRequest, kind: Kind) -> int:
    """End what a form names: one of one's own sessions, or all but this one; gives how many ended."""
    here, named = at_the_door(request, kind).live, request.POST.get("session", "")
    try:
        other = UUID(named) if named else None
    except ValueError:
        return 0
    if here is None or (other is None and "others" not in request.POST):
        return 0
    with acting_as(DOOR):
        return end_elsewhere(session=here, other=other)
