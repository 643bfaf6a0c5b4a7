"""Announcements in the workbench: written by one, published by another, nothing typed is lost."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.catalogue.models import Announcement
from tests.catalogue.factories import DAY, Newsroom, a_newsroom, announced
from tests.faces import workbench_client

TYPED = {
    "kind": "closure",
    "shows_from_0": "2",
    "shows_from_1": "3",
    "shows_from_2": "2026",
    "shows_until_0": "6",
    "shows_until_1": "3",
    "shows_until_2": "2026",
    "title_en": "The hub is closed",
    "text_en": "Come on Monday.",
    "title_mt": "Il-hub magħluq",
    "text_mt": "Ejja t-Tnejn.",
}


@pytest.fixture
def room(db: None, settings: Any) -> Newsroom:
    """Communications officers of one office, and one of another."""
    settings.JANUA_TODAY = DAY
    return a_newsroom()


def _names_of_day(html: str) -> list[str]:
    return re.findall(r'name="(shows_(?:from|until)[^"]*)"', html)


def _typed(html: str) -> dict[str, str]:
    """What a person types, under the names that the form gives its boxes."""
    boxes = _names_of_day(html)
    return {**TYPED, **dict(zip(boxes, ("2", "3", "2026", "6", "3", "2026"), strict=True))}


def test_write_preview_publish_and_take_down(room: Newsroom) -> None:
    writer, publisher = workbench_client(room.writer), workbench_client(room.publisher)
    form = writer.get(writer.at("announcement-new")).content.decode()
    answer = writer.post(writer.at("announcement-new"), _typed(form))
    row = Announcement.objects.get()
    page = writer.at("announcement", row.id)

    assert (answer.status_code, answer.headers["Location"], row.titles, row.state) == (
        302,
        page,
        {"en": "The hub is closed", "mt": "Il-hub magħluq"},
        "proposed",
    )
    preview = writer.get(page).content.decode()
    assert ["Ejja t-Tnejn." in preview, ">Publish<" in preview, "a colleague has to publish it" in preview] == [
        True,
        False,
        True,
    ]
    read = publisher.get(page).content.decode()
    assert (">Publish<" in read, 'name="edition" value="1"' in read) == (True, True)

    assert publisher.post(publisher.at("announcement-publish", row.id), {"edition": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.published_by_id) == ("published", room.publisher.id)

    assert publisher.post(publisher.at("announcement-withdraw", row.id)).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_form_that_lacks_something_says_so_and_keeps_what_was_typed(room: Newsroom) -> None:
    client = workbench_client(room.writer)
    form = client.get(client.at("announcement-new")).content.decode()
    typed = _typed(form) | {"title_mt": ""}
    page = client.post(client.at("announcement-new"), typed)
    html = page.content.decode()

    assert (page.status_code, Announcement.objects.count()) == (422, 0)
    assert ["Error:" in html, "Ejja t-Tnejn." in html, "Write the title: Malti." in html] == [True, True, True]


def test_form_refuses_a_last_day_before_the_first(room: Newsroom) -> None:
    client = workbench_client(room.writer)
    form = client.get(client.at("announcement-new")).content.decode()
    boxes = _names_of_day(form)
    page = client.post(client.at("announcement-new"), _typed(form) | {boxes[3]: "1"})
    assert (page.status_code, "The last day is before the first." in page.content.decode()) == (422, True)


def test_change_shows_what_stands_and_raises_the_edition(room: Newsroom) -> None:
    row = announced(room, published=False)
    client = workbench_client(room.writer)
    form = client.get(client.at("announcement-change", row.id)).content.decode()
    assert 'value="Il-hub magħluq"' in form

    answer = client.post(client.at("announcement-change", row.id), _typed(form) | {"title_en": "Closed on Friday"})
    row.refresh_from_db()
    assert (answer.status_code, row.titles["en"], row.edition) == (302, "Closed on Friday", 2)


def test_publishing_what_was_changed_meanwhile_shows_it_again(room: Newsroom) -> None:
    row = announced(room, published=False)
    Announcement.objects.filter(id=row.id).update(edition=2)
    client = workbench_client(room.publisher)
    page = client.post(client.at("announcement-publish", row.id), {"edition": "1"})

    row.refresh_from_db()
    assert (page.status_code, row.state, "was changed while you had it open" in page.content.decode()) == (
        409,
        "proposed",
        True,
    )


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("publisher", "announcement-new"),
        ("publisher", "announcement-change"),
        ("stranger", "announcement"),
        ("stranger", "announcement-change"),
    ],
)
def test_pages_are_not_there_for_whom_they_are_not(room: Newsroom, who: str, name: str) -> None:
    row = announced(room, published=False)
    client = workbench_client(getattr(room, who))
    arguments = () if name == "announcement-new" else (row.id,)
    assert client.get(client.at(name, *arguments)).status_code == 404


def test_an_announcement_that_never_was_is_not_there(room: Newsroom) -> None:
    client = workbench_client(room.writer)
    assert client.get(client.at("announcement", uuid4())).status_code == 404


def test_pressing_twice_does_it_once(room: Newsroom) -> None:
    row = announced(room, published=False)
    client = workbench_client(room.publisher)
    for name in ("announcement-publish", "announcement-publish", "announcement-withdraw", "announcement-withdraw"):
        answer = client.post(client.at(name, row.id), {"edition": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (302, client.at("announcement", row.id))


def test_own_words_are_not_published_by_oneself(room: Newsroom) -> None:
    row = announced(room, published=False)
    Announcement.objects.filter(id=row.id).update(written_by=room.both)
    client = workbench_client(room.both, raise_request_exception=False)
    assert client.post(client.at("announcement-publish", row.id), {"edition": "1"}).status_code >= 400
    row.refresh_from_db()
    assert row.state == "proposed"


def test_nothing_changes_without_a_press(room: Newsroom) -> None:
    row = announced(room, published=False)
    client = workbench_client(room.both)
    assert [
        client.get(client.at(name, row.id)).status_code for name in ("announcement-publish", "announcement-withdraw")
    ] == [405, 405]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_a_fixed_number_of_questions(room: Newsroom, rows: int) -> None:
    for _ in range(rows):
        announced(room)
    client = workbench_client(room.publisher)
    with CaptureQueriesContext(connection) as asked:
        html = client.get(client.at("announcements")).content.decode()
    mine = [query["sql"] for query in asked if "catalogue_announcement" in query["sql"]]
    assert (html.count("The hub is closed"), len(mine)) == (rows, 1)


def test_list_is_paged_and_says_what_to_do_when_empty(room: Newsroom) -> None:
    client = workbench_client(room.publisher)
    assert "Nothing waits for you" in client.get(client.at("announcements")).content.decode()
    rows = [announced(room, titles={"en": f"Number {place:02}", "mt": "x"}) for place in range(22)]

    first = client.get(client.at("announcements")).content.decode()
    older = re.search(r'href="(/announcements/\?after=[^"]+)"', first)
    assert older is not None
    second = client.get(older[1]).content.decode()
    assert [f"Number {place:02}" in first for place in (21, 2, 1, 0)] == [True, True, False, False]
    assert [f"Number {place:02}" in second for place in (21, 2, 1, 0)] == [False, False, True, True]
    assert client.get(client.at("announcements") + "?after=nonsense").status_code == 200
    assert len(rows) == 22
