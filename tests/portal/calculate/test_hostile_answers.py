"""Answers that nobody could have given: refused with words, never with an error, and told to nobody."""

import json
import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.faces import FaceClient, portal_client
from tests.portal.calculate.conftest import ANSWERS, BORN, answer, begin, fields_of, finish, text_of

pytestmark = pytest.mark.usefixtures("open_today")
_HOUSE = {"step": "births", **BORN, "partner": "none", "children": "1"}


def _said(*answers: list[Any], members: list[list[str]] | None = None) -> str:
    begun: dict[str, Any] = {"janua": 1, "country": "mt"}
    return json.dumps(begun | {"members": members or [["you", "1990-05-03", ""]], "answers": list(answers)})


def _post(client: FaceClient, said: str, **more: str) -> Any:
    return client.post(client.at("calculator"), {"said": said, **more})


def test_child_older_than_its_parent_is_asked_again() -> None:
    client = portal_client()
    born = {"born-child-1_day": "1", "born-child-1_month": "1", "born-child-1_year": "1980"}

    page = client.post(client.at("calculator"), {**_HOUSE, **born})

    assert page.status_code == 422
    assert "By these days of birth a child is older than a parent. Check the day." in text_of(page)


def test_child_older_than_a_partner_is_the_child_of_one() -> None:
    """A grown-up child of the first marriage lives with a young second partner: nothing is wrong with that."""
    client = portal_client()
    members = [["you", "1960-05-03", ""], ["partner", "1995-02-01", "spouse"], ["child-1", "1990-05-05", ""]]

    page = finish(client, _post(client, _said(members=members)), answers={})

    assert page.status_code == 200
    assert "What you may get" in text_of(page)


def test_number_beyond_the_laws_limits_is_asked_again() -> None:
    client = portal_client()
    address = client.at("calculator-of", programme="MT-UA")
    page = begin(client, at=address)
    while fields_of(page)["question"] != "weekly_income":
        page = answer(client, page, at=address, **{**ANSWERS, "capital": {"a-you": "0"}, "work": {"a-you": "neither"},
            "register": {"a-you": "part_1"}, "rent": {"a-you": "no"}}.get(fields_of(page)["question"], {}))  # fmt: skip

    refused = answer(client, page, at=address, **{"a-you": "9,999,999,999.99"})

    assert refused.status_code == 422
    assert "This number cannot be right." in text_of(refused)
    assert 'value="9,999,999,999.99"' in refused.content.decode()


@pytest.mark.parametrize(
    "said",
    [
        _said(["earned", "you", "9999999.99"], ["weekly_income", "you", "9999999.99"]),
        _said(["earned", "you", "1e9"]),
        _said(["earned", "you", 9]),
        _said(["years_here", "you", True]),
        _said(["years_here", "you", 10**30]),
        _said(["citizenship", "you", "<script>"]),
        _said(members=[["you", "1889-12-31", ""]]),
        _said(members=[["you", "2026-03-03", ""]]),
        _said(members=[["you", "1990-05-03", ""], ["child-1", "1980-01-01", ""]]),
        _said(members=[["you", "1990-05-03", ""], ["you", "1990-05-03", ""]]),
        _said(members=[["you", "1990-05-03", ""], *([f"child-{number}", "2020-01-01", ""] for number in range(1, 14))]),
        _said() + " " * 60_000,
    ],
)
def test_what_cannot_have_been_said_begins_again_and_is_logged_nowhere(
    said: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = portal_client()

    with caplog.at_level(logging.DEBUG):
        page = _post(client, said)
        kept = client.post(client.at("calculator-open"), {"file": SimpleUploadedFile("x.json", said.encode())})

    assert (page.status_code, kept.status_code) == (422, 422)
    assert not [line for line in caplog.messages if "1990" in line or "9999999" in line]


@pytest.mark.parametrize(
    "born", ["1890-01-01", "1904-02-29", "2008-02-29", "2024-02-29", "2026-03-02"]
)  # the earliest, leap days, today
def test_every_day_of_birth_has_an_answer(born: str) -> None:
    client = portal_client()

    page = finish(client, _post(client, _said(members=[["you", born, ""]])))

    assert page.status_code == 200


def test_large_family_has_an_answer_and_a_picture() -> None:
    client = portal_client()
    children = [[f"child-{number}", f"{2012 + number}-02-28", ""] for number in range(1, 13)]
    members = [["you", "1980-02-29", ""], ["partner", "1985-02-11", "spouse"], *children]

    page = finish(client, _post(client, _said(members=members)), answers={})
    picture = _post(client, fields_of(page)["said"], picture="MT-CA")

    assert (page.status_code, picture.status_code) == (200, 200)


def test_signs_of_a_page_within_an_answer_stay_words() -> None:
    client = portal_client()

    page = client.post(client.at("calculator"), {**_HOUSE, "children": '"><script>alert(1)</script>'})
    answered = _post(client, _said(["citizenship", "you", "MT"]), step="answer", question="<img src=x>", change="<b>")

    assert "<script>alert" not in page.content.decode()
    assert "<img" not in answered.content.decode()


def test_page_with_answers_is_kept_by_nobody() -> None:
    client = portal_client()
    first, question = client.get(client.at("calculator")), begin(client)
    results = finish(client, question)
    said = {"said": fields_of(results)["said"]}
    file = client.post(client.at("calculator-save"), said)
    wrong = client.post(client.at("calculator"), {"said": "{"})

    assert "no-store" not in first.headers.get("Cache-Control", "")
    for page in (question, results, file, wrong):
        assert {"no-store", "private"} <= set(page.headers["Cache-Control"].replace(" ", "").split(","))


def test_no_page_writes_a_row_or_a_cookie() -> None:
    client = portal_client()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        before = cursor.fetchone()
        finish(client, begin(client, children=("2019-07-04",)))
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        after = cursor.fetchone()

    assert before == after
    assert set(client.cookies) <= {"janua_token"}


def test_answer_that_another_one_made_idle_counts_no_more() -> None:
    client = portal_client()
    children = ("2019-07-04",)
    given = {**ANSWERS, "disability": {"a-child-1": "no"}, "separated": {"a-you": "no"}}
    results = finish(client, begin(client, children=children), answers=given)
    again = client.post(client.at("calculator"), {"said": fields_of(results)["said"], "change": "citizenship"})

    stateless = {**given, "permit": {"a-you": "none"}}
    changed = finish(client, answer(client, again, **{"a-you": "NG"}), answers=stateless)
    anew = finish(client, begin(client, children=children), answers={**stateless, "citizenship": {"a-you": "NG"}})

    before, kept, fresh = (json.loads(fields_of(page)["said"])["answers"] for page in (results, changed, anew))
    assert sorted(map(str, kept)) == sorted(map(str, fresh))
    assert {"disability"} <= {code for code, *_ in before} - {code for code, *_ in kept}


def test_pressing_twice_asks_the_same_next_question() -> None:
    client = portal_client()
    first = begin(client)

    once, twice = (answer(client, first, **{"a-you": "IT"}) for _ in range(2))

    assert [fields_of(page)["question"] for page in (once, twice)] == ["register"] * 2
    assert fields_of(once)["said"] == fields_of(twice)["said"]


def test_every_programme_has_a_calculator_of_its_own() -> None:
    from janua.pack.installed import country

    client = portal_client()
    listed = client.get(client.at("calculator")).content.decode()

    for programme in country().law.programmes:
        address = client.at("calculator-of", programme=programme)
        assert f'href="{address}"' in listed
        assert finish(client, begin(client, at=address), at=address).status_code == 200
