"""Announcements as the workbench shows them: the list, and one with what may be done to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext, pgettext

from janua.base.accounts.queries import names_of_staff
from janua.catalogue.models import Announcement
from janua.catalogue.queries import PAGE, announcement_written, announcements_written
from janua.pack.installed import country
from janua.ui.on_page import language
from janua.ui.templatetags.janua import language_name

WRITES, PUBLISHES = "write_announcement", "publish_announcement"
_COLOURS = {"proposed": "yellow", "published": "green", "withdrawn": "grey", "ended": "grey", "waits": "blue"}


@dataclass(frozen=True)
class Row:
    """One announcement of the list."""

    id: UUID
    title: str
    kind: str
    state: str
    colour: str
    written_by: str
    written_at: datetime
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Version:
    """What it says in one language."""

    language: str
    name: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One announcement and what this officer may do to it."""

    row: Row
    versions: tuple[Version, ...]
    edition: int
    published_by: str
    published_at: datetime | None
    may_change: bool
    may_publish: bool
    may_withdraw: bool
    is_own: bool


def listed(*, after: UUID | None, on: date) -> tuple[list[Row], UUID | None]:
    """A page of announcements, newest first, and after which one the next page begins."""
    rows = announcements_written(after=after)
    names = names_of_staff(row.written_by_id for row in rows)
    return [_row(row, names, on) for row in rows[:PAGE]], rows[PAGE - 1].id if len(rows) > PAGE else None


def page_of(*, announcement: UUID, officer: UUID, permissions: frozenset[str], on: date) -> Page | None:
    """One announcement; None where there is none that this officer may handle."""
    row = announcement_written(announcement=announcement)
    if row is None:
        return None
    own, proposed = row.written_by_id == officer, row.state == "proposed"
    names = names_of_staff((row.written_by_id, row.published_by_id))
    return Page(
        row=_row(row, names, on),
        versions=tuple(_version(row, language) for language in country().languages),
        edition=row.edition,
        published_by=names.get(row.published_by_id, "") if row.published_by_id else "",
        published_at=row.published_at,
        may_change=proposed and own and WRITES in permissions,
        may_publish=proposed and not own and PUBLISHES in permissions,
        may_withdraw=row.state != "withdrawn" and bool({WRITES, PUBLISHES} & permissions),
        is_own=own,
    )


def state_name(state: str) -> str:
    """Where it stands, in words."""
    names = {
        "proposed": gettext("Waits for a second person"),
        "published": pgettext("state of an announcement", "On the portal"),
        "waits": gettext("Published, shows later"),
        "ended": pgettext("state of an announcement", "Over"),
        "withdrawn": pgettext("state of an announcement", "Withdrawn"),
    }
    return names[state]


def _row(row: Announcement, names: Mapping[UUID, str], on: date) -> Row:
    state = row.state
    if state == "published" and row.shows_from > on:
        state = "waits"
    elif state == "published" and row.shows_until is not None and row.shows_until < on:
        state = "ended"
    kinds = {
        "news": pgettext("kind of announcement", "News"),
        "closure": gettext("An office is closed"),
        "outage": gettext("Something does not work"),
    }
    return Row(
        id=row.id,
        title=row.titles.get(language()) or row.titles.get("en") or next(iter(row.titles.values())),
        kind=kinds[row.kind],
        state=state_name(state),
        colour=_COLOURS[state],
        written_by=names.get(row.written_by_id, ""),
        written_at=row.written_at,
        starts_on=row.shows_from,
        ends_on=row.shows_until,
    )


def _version(row: Announcement, spoken: str) -> Version:
    text: str = row.texts.get(spoken, "")
    paragraphs = tuple(part.strip() for part in text.splitlines() if part.strip())
    return Version(spoken, language_name(spoken), row.titles.get(spoken, ""), paragraphs)
