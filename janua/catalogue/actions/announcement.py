"""Write an announcement, publish it as a second person, take it down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from janua.base import audit, clock
from janua.base.accounts.permissions import NotPermitted, require
from janua.base.actors import Actor
from janua.catalogue.models import Announcement
from janua.pack.installed import country


class WrongState(ValueError):
    """The announcement is not where this can be done to it any more; look at it again."""


class SecondPersonNeeded(PermissionError):
    """An announcement is published by somebody who did not write it."""


class WordsMissing(ValueError):
    """The announcement lacks words in a language of the country."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        super().__init__(f"Write title and text in every language of the country; missing: {', '.join(languages)}.")


@dataclass(frozen=True)
class Words:
    """What an announcement says, and on which days the portal shows it; titles and texts are language → words."""

    kind: str
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    shows_from: date
    shows_until: date | None = None


def propose(*, words: Words, area_id: int, on: date) -> Announcement:
    """Write an announcement for a second person to publish; nobody outside sees it yet.

    area_id  of the writer's office
    Raises   NotPermitted, WordsMissing
    """
    actor = require("write_announcement", area_id=area_id, on=on)
    _require_words(words)
    assert actor.account_id is not None  # a permission is held by an account alone
    row = Announcement(area_id=area_id, written_by_id=actor.account_id, written_at=clock.now(), **vars(words))
    row.save(force_insert=True)
    _record("announcement.propose", row)
    return row


def change(*, announcement: UUID, words: Words, on: date) -> Announcement:
    """Write a proposal anew; only who wrote it may, so that the second person stays a second one.

    Raises   NotPermitted, WordsMissing, WrongState
    """
    row = _locked(announcement)
    actor = require("write_announcement", area_id=row.area_id, on=on)
    if actor.account_id != row.written_by_id:
        raise NotPermitted("Only who wrote an announcement may change it: write another one and withdraw this.")
    _require_state(row, "proposed")
    _require_words(words)
    for name, value in vars(words).items():
        setattr(row, name, value)
    row.edition, row.written_at = row.edition + 1, clock.now()
    row.save(update_fields=[*vars(words), "edition", "written_at"])
    _record("announcement.change", row)
    return row


def publish_announcement(*, announcement: UUID, edition: int, on: date) -> Announcement:
    """Put an announcement before everybody, in the edition that was read, as somebody who did not write it.

    Raises   NotPermitted, SecondPersonNeeded, WrongState
    """
    row = _locked(announcement)
    actor = require("publish_announcement", area_id=row.area_id, on=on)
    if actor.account_id == row.written_by_id:
        raise SecondPersonNeeded(_("You wrote this announcement: a colleague has to publish it."))
    _require_state(row, "proposed")
    if row.edition != edition:
        raise WrongState(_("The announcement was changed since you opened it: read it again before you publish it."))
    row.published_by_id, row.published_at = actor.account_id, clock.now()
    row.save(update_fields=["published_by_id", "published_at"])
    _record("announcement.publish", row)
    return row


def withdraw(*, announcement: UUID, on: date) -> Announcement:
    """Take an announcement down, or give up a proposal. One person may: what is gone harms nobody.

    Raises   NotPermitted, WrongState
    """
    row = _locked(announcement)
    actor = _require_either(row, on)
    if row.state == "withdrawn":
        raise WrongState(_("The announcement is withdrawn already."))
    row.withdrawn_by_id, row.withdrawn_at = actor.account_id, clock.now()
    row.save(update_fields=["withdrawn_by_id", "withdrawn_at"])
    _record("announcement.withdraw", row)
    return row


def _locked(announcement: UUID) -> Announcement:
    return Announcement.objects.select_for_update(of=("self",)).get(id=announcement)


def _require_either(row: Announcement, on: date) -> Actor:
    try:
        return require("write_announcement", area_id=row.area_id, on=on)
    except NotPermitted:
        return require("publish_announcement", area_id=row.area_id, on=on)


def _require_state(row: Announcement, state: str) -> None:
    if row.state != state:
        raise WrongState(_("The announcement has moved on meanwhile: open it again."))


def _require_words(words: Words) -> None:
    missing = tuple(
        language
        for language in country().languages
        if not words.titles.get(language, "").strip() or not words.texts.get(language, "").strip()
    )
    if missing:
        raise WordsMissing(missing)


def _record(action: str, row: Announcement) -> None:
    audit.record(action, object_type="announcement", object_id=row.id, details={"edition": row.edition})
