"""The page of who was sent away: when to come back, and everything that was typed; the database is not asked."""

import json
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base.counters import forget_counts, recent
from janua.config.waiting import COME_BACK_IN
from tests.casework import factories as f
from tests.faces import FaceClient, portal_client, workbench_client

pytestmark = pytest.mark.django_db
OURS = {"sec-fetch-site": "same-origin"}
TYPED = {"value": '12.34 "ħ" <b>', "choice": ["a", "b"], "password": "never shown again"}


def _sent_away(client: FaceClient, method: str = "get", path: str = "/", **more: Any) -> Any:
    return getattr(client, method)(path, **more, **{COME_BACK_IN: 37})


def test_page_says_when_to_come_back_and_asks_nothing() -> None:
    client = portal_client(f.family().account)
    forget_counts()

    with CaptureQueriesContext(connection) as asked:
        page = _sent_away(client, path="/mine/?of=me")

    text = page.content.decode()
    # The role of the process is taken by the test's own client.
    assert [one["sql"].split()[0] for one in asked] == ["SAVEPOINT", "SET", "SET", "RELEASE"]
    assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (429, "37", "no-store, private")
    assert "in about 37 seconds" in text
    assert 'href="/mine/?of=me"' in text
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert recent() == {"shed": 1.0, "answers": 1.0}


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("mt", "ltr"), ("ar", "rtl"), ("uk", "ltr")])
def test_page_is_in_the_browsers_language_and_its_direction(language: str, direction: str) -> None:
    for client in (portal_client(language=language), workbench_client(language=language)):
        page = _sent_away(client)

        head = page.content.decode().partition("<head")[0]
        assert (page.status_code, page["Content-Language"]) == (429, language)
        assert f'lang="{language}"' in head
        assert ('dir="rtl"' in head) == (direction == "rtl")


def test_page_is_in_the_accounts_language_after_one_page_of_it() -> None:
    account = f.family().account
    account.language = "ar"
    account.save()
    client = portal_client(account, language="uk")
    assert _sent_away(client)["Content-Language"] == "uk"

    assert client.get("/").cookies["janua_language"].value == "ar"

    assert _sent_away(client)["Content-Language"] == "ar"
    # It is there by now, and not set again.
    assert "janua_language" not in client.get("/").cookies


def test_form_is_there_to_be_sent_again_without_what_is_secret() -> None:
    client = portal_client()
    client.cookies["janua_token"] = "t" * 32

    page = _sent_away(client, "post", "/apply/x/step/y/?from=check", data=TYPED, headers=OURS)

    text = page.content.decode()
    form = text[text.index('<form method="post" action="/apply/x/step/y/?from=check">') :].partition("</form>")[0]
    fields = [part.partition('"')[0] for part in form.split('type="hidden" name="')[1:]]
    values = [unescape(part.partition('"')[0]) for part in form.split(' value="')[1:]]
    assert (page.status_code, fields) == (429, ["csrfmiddlewaretoken", "value", "choice", "choice"])
    assert values[1:] == ['12.34 "ħ" <b>', "a", "b"]
    assert "What you sent was not taken yet" in text
    # The token of the form is that of the browser, which gets no other.
    assert "janua_token" not in page.cookies
    assert "never shown again" not in text


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {}])
def test_form_of_another_site_is_not_shown(headers: dict[str, str]) -> None:
    page = _sent_away(portal_client(), "post", "/apply/x/", data=TYPED, headers=headers)

    assert (page.status_code, "12.34" in page.content.decode()) == (429, False)


def test_body_that_is_too_long_is_not_read() -> None:
    page = _sent_away(portal_client(), "post", data=TYPED, headers=OURS, CONTENT_LENGTH=str(10**9))

    assert (page.status_code, "12.34" in page.content.decode()) == (429, False)


@pytest.mark.parametrize("client", [portal_client, workbench_client])
def test_other_systems_are_answered_in_their_shape(client: Any) -> None:
    for method in ("get", "post"):
        answer = _sent_away(client(), method, "/api/v1/anything")

        assert (answer.status_code, answer["Retry-After"]) == (429, "37")
        assert answer["Content-Type"] == "application/problem+json"
        assert json.loads(answer.content) == {
            "type": "urn:janua:problem:too-many-requests",
            "title": "Too Many Requests",
            "status": 429,
            "detail": "There are too many requests at the moment."
            " Nothing was done: send the same again after 37 seconds.",
            "errors": [],
        }


def test_header_of_a_request_sends_nobody_away() -> None:
    told = {"waiting-room.come-back-in": "5", "waiting-room-come-back-in": "5"}
    assert portal_client().get("/offices/", headers=told).status_code == 200
