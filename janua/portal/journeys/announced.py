"""News, closures and outages as the portal shows them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from janua.catalogue.models import Announcement
from janua.catalogue.queries import announcements_shown
from janua.portal.journeys.finding import marked
from janua.portal.journeys.spoken import pack_language

_COLOURS = {"news": "blue", "closure": "yellow", "outage": "red"}


@dataclass(frozen=True)
class Told:
    """One announcement in the page's language; `ended` when its last day has passed."""

    id: str
    kind: str
    kind_name: str
    colour: str
    title: SafeString
    paragraphs: tuple[SafeString, ...]
    starts_on: date
    ends_on: date | None
    ended: bool
    href: str


def told(row: Announcement, *, on: date) -> Told:
    """One announcement in words."""
    spoken = pack_language()
    text: str = row.texts.get(spoken) or row.texts.get("en", "")
    return Told(
        id=f"news-{row.id}",
        kind=row.kind,
        kind_name=kind_name(row.kind),
        colour=_COLOURS[row.kind],
        title=marked(row.titles.get(spoken) or row.titles.get("en", "")),
        paragraphs=tuple(marked(part.strip()) for part in text.split("\n") if part.strip()),
        starts_on=row.shows_from,
        ends_on=row.shows_until,
        ended=row.shows_until is not None and row.shows_until < on,
        href=reverse("portal:announcement", args=[row.id]),
    )


def kind_name(kind: str) -> str:
    """What kind of announcement it is, in a word or two."""
    names = {
        "news": pgettext("kind of announcement", "News"),
        "closure": gettext("Office closed"),
        "outage": gettext("Not working"),
    }
    return names[kind]


def shown(*, on: date, limit: int = 50) -> list[Told]:
    """Everything that is announced on a day, closures and outages first."""
    return [told(row, on=on) for row in announcements_shown(on=on, limit=limit)]


@dataclass(frozen=True)
class Board:
    """What the front page shows: what is closed or out of order, and the newest news."""

    disruptions: tuple[Told, ...]
    news: tuple[Told, ...]


def board(*, on: date) -> Board:
    """The front page's board on a day."""
    items = shown(on=on)
    return Board(
        tuple(item for item in items if item.kind != "news"), tuple(item for item in items if item.kind == "news")[:3]
    )


def closures(*, on: date) -> list[Told]:
    """What is closed on a day."""
    return [item for item in shown(on=on) if item.kind == "closure"]
