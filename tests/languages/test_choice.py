"""A page answers in the visitor's language, and a choice is kept without losing anything."""

from typing import Any

import pytest
from django.http import HttpRequest

from janua.base.accounts.actions.account import choose_language
from janua.base.accounts.language import language_of
from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from tests.base.accounts.people import a_citizen, an_area, an_office, an_officer
from tests.faces import portal_client, workbench_client

pytestmark = pytest.mark.django_db
COOKIE = "janua_language"


def test_page_answers_in_what_the_browser_asks_for() -> None:
    page = portal_client(language="ar;q=0.9, mt;q=0.8").get("/privacy/")

    begins = b'<!doctype html>\n<html lang="ar" dir="rtl"'
    assert (page.headers["Content-Language"], page.content.startswith(begins)) == ("ar", True)
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in page.headers["Vary"].split(",")}


def test_a_language_that_is_not_ours_gives_english() -> None:
    assert portal_client(language="fr, de").get("/privacy/").headers["Content-Language"] == "en"


def test_cookie_goes_before_the_browser_and_the_account_before_both() -> None:
    account = a_citizen("someone")
    client = portal_client(account, language="uk")
    client.cookies[COOKIE] = "mt"
    assert client.get("/privacy/").headers["Content-Language"] == "mt"

    Account.objects.filter(id=account.id).update(language="ar")
    assert client.get("/privacy/").headers["Content-Language"] == "ar"


def test_choice_goes_back_to_the_very_page_and_is_kept() -> None:
    client = portal_client()
    answer = client.post("/language/", {"language": "mt", "next": "/search/?q=baby%20money"})

    assert (answer.status_code, answer.headers["Location"], answer.cookies[COOKIE].value) == (
        303,
        "/search/?q=baby%20money",
        "mt",
    )
    assert {name: answer.cookies[COOKIE][name] for name in ("httponly", "samesite", "max-age")} == {
        "httponly": True,
        "samesite": "Lax",
        "max-age": 31536000,
    }
    assert client.get("/search/?q=baby%20money").headers["Content-Language"] == "mt"


def test_choice_of_a_signed_in_citizen_is_kept_with_the_account() -> None:
    account = a_citizen("someone")
    portal_client(account).post("/language/", {"language": "uk", "next": "/"})

    account.refresh_from_db()
    assert account.language == "uk"
    assert portal_client(account).get("/privacy/").headers["Content-Language"] == "uk"


def test_choice_of_an_officer_is_kept_with_the_account(roles: None) -> None:
    officer = an_officer(an_office(an_area(1)), "communications_writer")
    answer = workbench_client(officer).post("/language/", {"language": "mt", "next": "/announcements/"})

    officer.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], officer.language) == (303, "/announcements/", "mt")


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_choice_never_leads_to_another_site(back: str) -> None:
    assert portal_client().post("/language/", {"language": "mt", "next": back}).headers["Location"] == "/"


def test_choice_of_a_language_that_is_not_ours_changes_nothing() -> None:
    account = a_citizen("someone")
    answer = portal_client(account).post("/language/", {"language": "xx", "next": "/news/"})

    account.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], COOKIE in answer.cookies, account.language) == (
        303,
        "/news/",
        False,
        "",
    )


def test_choice_needs_a_press() -> None:
    assert portal_client().get("/language/").status_code == 405


def test_choose_language_by_anybody_but_the_door_is_refused(as_process: Any) -> None:
    account = a_citizen("someone")
    with as_process("janua_portal", account.actor), pytest.raises(NotPermitted):
        choose_language(account=account, language="mt")


def test_a_process_without_a_door_listens_to_the_browser(settings: Any) -> None:
    settings.JANUA_PROCESS = "api"
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = "mt"
    assert language_of(request) == "mt"
