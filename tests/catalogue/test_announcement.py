"""One officer writes, a second publishes the very words they read; the portal shows nothing else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from janua.base.audit.models import Entry
from janua.catalogue.actions.announcement import (
    SecondPersonNeeded,
    WordsMissing,
    WrongState,
    change,
    propose,
    publish_announcement,
    withdraw,
)
from janua.catalogue.models import Announcement
from janua.catalogue.queries import (
    announcement_shown,
    announcement_written,
    announcements_shown,
    announcements_written,
)
from tests.catalogue.factories import DAY, Newsroom, a_newsroom, announced, words

As = Callable[..., AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    """Communications officers of one office, and one of another."""
    return a_newsroom()


def _by(as_process: As, account: Account, act: Callable[[], Any]) -> Any:
    with as_process("janua_workbench", account.actor):
        return act()


def test_propose_leaves_a_proposal_that_nobody_outside_sees(as_process: As, room: Newsroom) -> None:
    row = _by(as_process, room.writer, lambda: propose(words=words(), area_id=room.area.id, on=DAY))

    kept = Announcement.objects.get()
    assert (kept.id, kept.state, kept.edition, kept.titles, kept.written_by_id, kept.area_id) == (
        row.id,
        "proposed",
        1,
        {"en": "The hub is closed", "mt": "Il-hub magħluq"},
        room.writer.id,
        room.area.id,
    )
    assert [(entry.action, entry.object_id) for entry in Entry.objects.filter(object_type="announcement")] == [
        ("announcement.propose", row.id)
    ]
    with as_process("janua_portal"):
        assert announcements_shown(on=DAY) == []


def test_propose_without_the_permission_is_refused(as_process: As, room: Newsroom) -> None:
    with pytest.raises(NotPermitted):
        _by(as_process, room.publisher, lambda: propose(words=words(), area_id=room.area.id, on=DAY))
    with pytest.raises(NotPermitted):
        _by(as_process, room.stranger, lambda: propose(words=words(), area_id=room.area.id, on=DAY))


@pytest.mark.parametrize("lacking", [{"titles": {"en": "Only English"}}, {"texts": {"en": "Text", "mt": "  "}}])
def test_propose_in_one_language_only_is_refused(as_process: As, room: Newsroom, lacking: dict[str, Any]) -> None:
    with pytest.raises(WordsMissing) as refused:
        _by(as_process, room.writer, lambda: propose(words=words(**lacking), area_id=room.area.id, on=DAY))
    assert refused.value.languages == ("mt",)


def test_change_raises_the_edition(as_process: As, room: Newsroom) -> None:
    row = announced(room, published=False)
    new = words(kind="news", titles={"en": "Open again", "mt": "Miftuħ"}, shows_until=date(2026, 4, 1))
    _by(as_process, room.writer, lambda: change(announcement=row.id, words=new, on=DAY))

    row.refresh_from_db()
    assert (row.edition, row.kind, row.titles["en"], row.shows_until) == (2, "news", "Open again", date(2026, 4, 1))


def test_change_by_anybody_else_or_after_publishing_is_refused(as_process: As, room: Newsroom) -> None:
    row = announced(room, published=False)
    with pytest.raises(NotPermitted):
        _by(as_process, room.both, lambda: change(announcement=row.id, words=words(), on=DAY))
    live = announced(room)
    with pytest.raises(WrongState):
        _by(as_process, room.writer, lambda: change(announcement=live.id, words=words(), on=DAY))


def test_publish_by_a_second_person_shows_it_to_everybody(as_process: As, room: Newsroom) -> None:
    row = announced(room, published=False)
    _by(as_process, room.publisher, lambda: publish_announcement(announcement=row.id, edition=1, on=DAY))

    with as_process("janua_portal"):
        shown = announcements_shown(on=DAY)
    assert [(one.id, one.state, one.published_by_id) for one in shown] == [(row.id, "published", room.publisher.id)]
    assert list(Entry.objects.filter(object_type="announcement").values_list("action", "details")) == [
        ("announcement.publish", {"edition": 1})
    ]


def test_publish_by_the_writer_is_refused(as_process: As, room: Newsroom) -> None:
    row = _by(as_process, room.both, lambda: propose(words=words(), area_id=room.area.id, on=DAY))
    with pytest.raises(SecondPersonNeeded):
        _by(as_process, room.both, lambda: publish_announcement(announcement=row.id, edition=1, on=DAY))

    with pytest.raises(IntegrityError, match="catalogue_news_by_a_second"), transaction.atomic():
        Announcement.objects.filter(id=row.id).update(published_by=room.both, published_at=row.written_at)


def test_publish_without_the_permission_is_refused(as_process: As, room: Newsroom) -> None:
    row = announced(room, published=False)
    with pytest.raises(NotPermitted):
        _by(as_process, room.writer, lambda: publish_announcement(announcement=row.id, edition=1, on=DAY))
    with pytest.raises(Announcement.DoesNotExist):
        _by(as_process, room.stranger, lambda: publish_announcement(announcement=row.id, edition=1, on=DAY))


def test_publish_of_other_words_than_were_read_is_refused(as_process: As, room: Newsroom) -> None:
    row = announced(room, published=False)
    _by(as_process, room.writer, lambda: change(announcement=row.id, words=words(), on=DAY))
    with pytest.raises(WrongState, match="changed since you opened it"):
        _by(as_process, room.publisher, lambda: publish_announcement(announcement=row.id, edition=1, on=DAY))


@pytest.mark.parametrize("state", [{"published": True}, {"published": False, "withdrawn": True}])
def test_publish_again_or_after_withdrawal_is_refused(as_process: As, room: Newsroom, state: dict[str, bool]) -> None:
    row = announced(room, **state)
    with pytest.raises(WrongState):
        _by(as_process, room.publisher, lambda: publish_announcement(announcement=row.id, edition=1, on=DAY))


@pytest.mark.parametrize("who", ["writer", "publisher"])
def test_withdraw_takes_it_from_the_portal(as_process: As, room: Newsroom, who: str) -> None:
    row = announced(room)
    _by(as_process, getattr(room, who), lambda: withdraw(announcement=row.id, on=DAY))

    with as_process("janua_portal"):
        assert (announcements_shown(on=DAY), announcement_shown(announcement=row.id, on=DAY)) == ([], None)
    row.refresh_from_db()
    assert (row.state, row.withdrawn_by_id) == ("withdrawn", getattr(room, who).id)


def test_withdraw_twice_or_by_a_stranger_is_refused(as_process: As, room: Newsroom) -> None:
    with pytest.raises(WrongState):
        _by(as_process, room.writer, lambda: withdraw(announcement=announced(room, withdrawn=True).id, on=DAY))
    live = announced(room)
    with pytest.raises(Announcement.DoesNotExist):
        _by(as_process, room.stranger, lambda: withdraw(announcement=live.id, on=DAY))


def test_portal_shows_only_what_has_begun_and_not_ended_closures_first(as_process: As, room: Newsroom) -> None:
    old = announced(room, kind="news", shows_from=date(2026, 1, 1))
    new = announced(room, kind="news", shows_from=date(2026, 3, 1))
    closed = announced(room, kind="closure", shows_from=date(2026, 2, 1), shows_until=DAY)
    ended = announced(room, shows_from=date(2026, 2, 1), shows_until=date(2026, 3, 1))
    later = announced(room, shows_from=date(2026, 3, 3))
    announced(room, published=False)

    with as_process("janua_portal"):
        assert [row.id for row in announcements_shown(on=DAY)] == [closed.id, new.id, old.id]
        assert announcement_shown(announcement=ended.id, on=DAY) == ended
        assert announcement_shown(announcement=later.id, on=DAY) is None


def test_portal_can_write_nothing(as_process: As, room: Newsroom) -> None:
    row = announced(room)
    with as_process("janua_portal"), pytest.raises(ProgrammingError), transaction.atomic():
        Announcement.objects.filter(id=row.id).update(kind="news")


def test_officers_see_what_belongs_to_their_area_newest_first(as_process: As, room: Newsroom) -> None:
    rows = [announced(room, published=place == 1) for place in range(3)]
    newest = [row.id for row in reversed(rows)]

    def read() -> tuple[list[Any], list[Any]]:
        first = announcements_written(limit=2)
        return [row.id for row in first], [row.id for row in announcements_written(after=first[1].id, limit=2)]

    assert _by(as_process, room.publisher, read) == (newest, newest[2:])
    assert _by(as_process, room.stranger, announcements_written) == []
    assert _by(as_process, room.stranger, lambda: announcement_written(announcement=rows[0].id)) is None
