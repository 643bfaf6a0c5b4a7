"""The public calculator: asks little, keeps nothing, says what the law says."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from janua.pack.installed import country
from tests.faces import portal_client
from tests.portal.calculate.conftest import ANSWERS, BORN, answer, begin, fields_of, finish, text_of

pytestmark = pytest.mark.usefixtures("open_today")
_CHILDREN = ("2019-07-04", "2023-07-04")


def _of_the_law(programme: str) -> str:
    """What the law pays this family, from the facts written out rather than from the calculator's pages."""
    document = {
        "persons": {
            "you": {
                "date_of_birth": "1990-05-03",
                "citizenship": [{"value": "MT"}],
                "resident_in_malta": [{"value": True, "starts_on": "2006-03-02"}],
                "employment_income": [{"value": "9000", "starts_on": "2024-01-01", "ends_on": "2024-12-31"}],
            },
            "a": {"date_of_birth": _CHILDREN[0]},
            "b": {"date_of_birth": _CHILDREN[1]},
        },
        "relationships": [{"of": "you", "to": child, "kind": "parent"} for child in "ab"],
        "claimant": "you",
    }
    found = country().assess(country().situation(document), programme, date(2026, 3, 2))
    assert found.money is not None
    return f"€{found.money.amount}"


def test_says_what_the_law_pays() -> None:
    client = portal_client()

    page = finish(client, begin(client, children=_CHILDREN))

    assert page.status_code == 200
    told = text_of(page)
    assert f"{_of_the_law('MT-CA')} every three months" in told
    assert "You can get" in told


def test_keeps_nothing() -> None:
    visitor = portal_client()
    finish(visitor, begin(visitor, children=_CHILDREN))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_draft")
        drafts = cursor.fetchone()
    assert drafts == (0,)
    assert "1990" not in str(visitor.cookies)


def test_answers_stand_in_no_address() -> None:
    client = portal_client()

    page = finish(client, begin(client, children=_CHILDREN))

    html = page.content.decode()
    assert "1990" not in "".join(part.split('"')[0] for part in html.split('href="')[1:])
    assert "1990" not in "".join(part.split('"')[0] for part in html.split('action="')[1:])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"born_day": "31", "born_month": "2"}, "There is no such day in this month."),
        ({"born_year": "2030"}, "The day must be 2 March 2026 or earlier."),
        ({"children": "13"}, "less than or equal to 12"),
        ({"children": "many"}, "Write the number in digits."),
        ({"partner": ""}, "Choose one of the answers."),
    ],
)
def test_asks_again_what_cannot_be_and_keeps_the_rest(wrong: dict[str, str], told: str) -> None:
    client = portal_client()

    page = client.post(
        client.at("calculator"), {"step": "household", **BORN, "partner": "none", "children": "2", **wrong}
    )

    assert page.status_code == 422
    assert told in text_of(page)
    assert 'value="3"' in page.content.decode() or "born_day" in wrong


@pytest.mark.parametrize("said", ["", "{", '{"janua":1}', "[" * 5_000, '{"janua":2,"country":"mt"}', "null"])
def test_begins_again_where_the_answers_cannot_be_read(said: str) -> None:
    client = portal_client()

    page = client.post(client.at("calculator"), {"step": "answer", "question": "earned", "said": said})

    assert page.status_code == 422
    assert "We could not read your answers." in text_of(page)


def test_goes_back_to_the_last_answer_as_it_was() -> None:
    client = portal_client()
    first = begin(client, children=_CHILDREN)
    code = fields_of(first)["question"]
    second = answer(client, first, **{"a-you": "IT"})

    back = client.post(client.at("calculator"), {**fields_of(second), "back": "1"})

    assert fields_of(back)["question"] == code
    assert '<option value="IT" selected>' in back.content.decode()


def test_changes_one_answer_and_comes_back() -> None:
    client = portal_client()
    results = finish(client, begin(client, children=_CHILDREN))

    again = client.post(client.at("calculator"), {"said": fields_of(results)["said"], "change": "earned"})
    changed = finish(client, answer(client, again, **{"a-you": "80,000"}))

    assert 'value="9,000' in again.content.decode()
    assert f"{_of_the_law('MT-CA')} every three months" not in text_of(changed)


def test_a_file_of_answers_opens_where_it_was_closed() -> None:
    client = portal_client()
    results = finish(client, begin(client, children=_CHILDREN))
    kept = client.post(client.at("calculator-save"), {"said": fields_of(results)["said"]})
    file = SimpleUploadedFile("my-answers.json", kept.content, "application/json")
    opened = client.post(client.at("calculator-open"), {"file": file})

    assert kept.headers["Content-Disposition"] == 'attachment; filename="my-answers.json"'
    assert json.loads(kept.content)["country"] == "mt"
    assert text_of(opened) == text_of(results)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"GIF89a"])
def test_a_file_of_something_else_is_refused(content: bytes) -> None:
    client = portal_client()

    page = client.post(client.at("calculator-open"), {"file": SimpleUploadedFile("x.json", content)})

    assert page.status_code == 422


def test_one_programme_asks_for_no_other() -> None:
    client = portal_client()
    address = client.at("calculator-of", programme="MT-CA")

    page = finish(client, begin(client, children=_CHILDREN, at=address), at=address)

    assert "Children's Allowance" in text_of(page)
    assert "Unemployment" not in text_of(page)
    assert client.get(client.at("calculator-of", programme="MT-XX")).status_code == 404


def test_picture_shows_where_one_stands() -> None:
    client = portal_client()
    results = finish(client, begin(client, children=_CHILDREN))

    page = client.post(client.at("calculator"), {"said": fields_of(results)["said"], "picture": "MT-CA"})

    told = text_of(page)
    assert f"You are here: {_of_the_law('MT-CA')}" in told
    assert "The same as a table" in told
    assert page.content.decode().count("<svg viewBox") >= 2


def test_only_named_sites_may_show_it_within_theirs(settings: Any) -> None:
    client = portal_client()

    own, framed = client.get(client.at("calculator")), client.get(client.at("calculator-embedded"))

    assert own.headers["X-Frame-Options"] == "DENY"
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors 'none'" in framed.headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", ["mt", "ar", "uk"])
def test_pages_have_one_heading_in_every_language(language: str) -> None:
    client = portal_client(language=language)

    pages = [client.get(client.at("calculator")), begin(client, children=_CHILDREN)]
    pages.append(finish(client, pages[1]))

    assert [page.content.decode().count("<h1") for page in pages] == [1, 1, 1]


def test_another_language_loses_no_answer() -> None:
    client = portal_client()
    page = begin(client, children=_CHILDREN)
    code = fields_of(page)["question"]

    turned = client.post(client.at("calculator"), {"said": fields_of(page)["said"], "language": "mt"})
    following = answer(client, turned, **ANSWERS[code])

    assert fields_of(turned)["question"] == code
    assert [one.headers["Content-Language"] for one in (page, turned, following)] == ["en", "mt", "mt"]
    assert 'name="spoken" value="mt"' in turned.content.decode()
