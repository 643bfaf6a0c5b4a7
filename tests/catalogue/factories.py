"""Officers who write and publish, and announcements in every state."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from janua.base import clock
from janua.base.accounts.actions.role import load_roles
from janua.base.accounts.models import Account
from janua.base.accounts.roles import FORBIDDEN, ROLES
from janua.base.actors import acting_as, system_actor
from janua.base.areas.models import Area
from janua.catalogue.actions.announcement import Words
from janua.catalogue.models import Announcement
from tests.base.accounts.people import an_area, an_office, an_officer

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Newsroom:
    """Who writes, who publishes, who does both, and somebody of another area."""

    area: Area
    writer: Account
    publisher: Account
    both: Account
    stranger: Account


def a_newsroom() -> Newsroom:
    """An office with its communications officers."""
    with acting_as(system_actor("loader")):
        load_roles(roles=ROLES, forbidden=FORBIDDEN)
    top = an_area(901)
    here, there = an_area(902, top), an_area(903, top)
    office, other = an_office(here), an_office(there)
    roles = ("communications_writer", "communications_publisher")
    return Newsroom(
        here,
        an_officer(office, roles[0]),
        an_officer(office, roles[1]),
        an_officer(office, *roles),
        an_officer(other, *roles),
    )


def words(**more: Any) -> Words:
    """An announcement in both languages of the country."""
    given: dict[str, Any] = {
        "kind": "closure",
        "titles": {"en": "The hub is closed", "mt": "Il-hub magħluq"},
        "texts": {"en": "Come on Monday.\nOr call us.", "mt": "Ejja t-Tnejn.\nJew ċempel."},
        "shows_from": DAY,
        "shows_until": None,
    } | more
    return Words(**given)


def announced(room: Newsroom, *, published: bool = True, withdrawn: bool = False, **more: Any) -> Announcement:
    """A row as the actions would have left it."""
    at = clock.now()
    state: dict[str, Any] = {}
    if published:
        state |= {"published_by": room.publisher, "published_at": at}
    if withdrawn:
        state |= {"withdrawn_by": room.writer, "withdrawn_at": at}
    given = vars(words(**more))
    return Announcement.objects.create(area=room.area, written_by=room.writer, written_at=at, **given, **state)
