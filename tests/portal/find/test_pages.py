"""What a person reads before applying, in every language, from the law in force."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.base.accounts.people import a_citizen
from tests.catalogue.factories import Newsroom, announced
from tests.faces import FaceClient, portal_client

LANGUAGES = ("en", "mt", "ar", "uk")
PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("home", ()),
    ("find", ("child",)),
    ("search", ()),
    ("service", ("childrens-allowance",)),
    ("service", ("birth-bonus",)),
    ("service", ("unemployment-benefit",)),
    ("news", ()),
    ("offices", ()),
    ("accessibility", ()),
    ("privacy", ()),
    ("easy", ()),
    ("easy-service", ("unemployment-benefit",)),
    ("easy-page", ("apply",)),
    ("easy-page", ("rights",)),
)


def _text(client: FaceClient, name: str, *arguments: Any, query: str = "") -> str:
    """The words of a page between its tags, with single spaces."""
    page = client.get(client.at(name, *arguments) + query)
    assert page.status_code == 200
    main = page.content.decode().partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main))).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_one_heading_and_its_language(portal: Newsroom, language: str) -> None:
    client = portal_client(language=language)
    direction = "rtl" if language == "ar" else "ltr"
    for name, arguments in PAGES:
        html = client.get(client.at(name, *arguments)).content.decode()
        assert (name, html.count("<h1"), f'<html lang="{language}" dir="{direction}"' in html) == (name, 1, True)
        assert not re.search(r"[{}]", html.partition("<main")[2].partition("</main>")[0])


def test_front_page_leads_to_an_application_in_three_choices(portal: Newsroom) -> None:
    client = portal_client()
    topic = client.at("find", "child")
    service = client.at("service", "childrens-allowance")
    apply = client.at("apply", "childrens-allowance")

    steps = [(client.at("home"), topic), (topic, service), (service, apply)]
    assert [f'href="{there}"' in client.get(here).content.decode() for here, there in steps] == [True, True, True]


def test_service_says_how_much_by_the_law_of_the_day(portal: Newsroom, settings: Any) -> None:
    text = _text(portal_client(), "service", "childrens-allowance")
    assert "Up to €27.29 a week for each child, if your income is low. Not confirmed yet" in text
    assert "You look after a child under 16 who lives with you." in text
    assert "You then have 14 days to answer." in text
    assert "within 30 days of hearing about it" in text

    settings.JANUA_TODAY = date(2026, 1, 1)
    bonus = _text(portal_client(), "service", "birth-bonus")
    assert "€1,000 for your first child." in bonus
    assert "€2,000 for your third child and each one after." in bonus


def test_service_names_the_source_of_each_number(portal: Newsroom) -> None:
    text = _text(portal_client(), "service", "unemployment-benefit")
    assert "60% of your last weekly wage in the first six weeks." in text
    assert "60% of your last weekly wage in the first six weeks. Not confirmed yet" not in text
    assert "socialsecurity.gov.mt, unemployment benefit from 2024" in text


def test_unreviewed_guide_has_its_english_and_only_there(portal: Newsroom) -> None:
    maltese = portal_client(language="mt")
    text = _text(maltese, "service", "childrens-allowance")
    assert "Sa €27.29 fil-ġimgħa għal kull wild" in text
    assert "Up to €27.29 a week for each child" in text
    assert "You can appeal to the Umpire" in text
    assert "Sa €27.29" not in _text(portal_client(), "service", "childrens-allowance")


def test_words_of_the_pack_are_marked_where_they_are_in_another_language(portal: Newsroom) -> None:
    client = portal_client(language="ar")
    html = client.get(client.at("service", "childrens-allowance")).content.decode()
    assert '<span lang="en" dir="ltr">Children&#x27;s allowance</span>' in html
    assert "27.29\xa0€" in html


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("find", ("nothing",)),
        ("service", ("nothing",)),
        ("easy-service", ("nothing",)),
        ("announcement", (uuid4(),)),
    ],
)
def test_what_is_not_there_is_not_found(portal: Newsroom, name: str, arguments: tuple[Any, ...]) -> None:
    client = portal_client()
    assert client.get(client.at(name, *arguments)).status_code == 404


def test_service_that_is_not_offered_yet_is_not_found(portal: Newsroom, settings: Any) -> None:
    settings.JANUA_TODAY = date(2025, 12, 31)
    client = portal_client()
    assert client.get(client.at("service", "birth-bonus")).status_code == 404
    assert "There is nothing here to apply for just now" in _text(client, "find", "child")


@pytest.mark.parametrize(("rows", "queries"), [(1, 2), (3, 2)])
def test_front_page_asks_two_questions_of_the_database(portal: Newsroom, rows: int, queries: int) -> None:
    for _ in range(rows):
        announced(portal, kind="news")
    client = portal_client()
    with CaptureQueriesContext(connection) as asked:
        client.get(client.at("home"))
    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT") and "set_config" not in query["sql"]]
    assert len(read) == queries


def test_front_page_shows_what_is_closed_and_what_is_new(portal: Newsroom) -> None:
    announced(portal, kind="news", titles={"en": "More for children", "mt": "Aktar għat-tfal"})
    announced(portal, kind="closure", titles={"en": "Hub closed", "mt": "Hub magħluq"})
    announced(portal, published=False, titles={"en": "Secret", "mt": "Sigriet"})
    announced(portal, withdrawn=True, titles={"en": "Gone", "mt": "Marret"})

    text = _text(portal_client(), "home")
    shown = ("Office closed Hub closed", "What is new More for children", "Secret", "Gone")
    assert [words in text for words in shown] == [True, True, False, False]
    assert "Aktar għat-tfal" in _text(portal_client(language="mt"), "home")


def test_news_that_is_over_can_still_be_read(portal: Newsroom) -> None:
    row = announced(portal, shows_from=date(2026, 1, 1), shows_until=date(2026, 1, 31))
    client = portal_client()

    assert "There is no news just now" in _text(client, "news")
    assert "This is over." in _text(client, "announcement", row.id)
    assert "1 January 2026 to 31 January 2026" in _text(client, "announcement", row.id)


def test_news_of_another_day_is_not_there_yet(portal: Newsroom) -> None:
    row = announced(portal, shows_from=date(2026, 3, 3))
    client = portal_client()
    assert client.get(client.at("announcement", row.id)).status_code == 404


def test_offices_stand_in_the_order_of_the_alphabet(portal: Newsroom) -> None:
    text = _text(portal_client(language="mt"), "offices")
    assert text.index("Ħ'Attard") < text.index("Ħaż-Żebbuġ")
    assert "Gone" not in text
    assert "153 Not confirmed yet" in _text(portal_client(), "offices")


def test_offices_show_what_is_closed(portal: Newsroom) -> None:
    announced(portal, kind="closure", titles={"en": "Gozo hub closed", "mt": "Magħluq"})
    announced(portal, kind="outage", titles={"en": "Upload broken", "mt": "Ma jaħdimx"})
    text = _text(portal_client(), "offices")
    assert ("Gozo hub closed" in text, "Upload broken" in text) == (True, False)


def test_easy_words_have_a_picture_each(portal: Newsroom) -> None:
    client = portal_client()
    html = client.get(client.at("easy-service", "unemployment-benefit")).content.decode()
    assert html.count('class="ui-easy__row"') == html.count('<li class="ui-easy__row"><svg class="ui-picture"') == 5
    assert "You get it for at most 156 days." in html


def test_pages_change_nothing_and_need_no_account(portal: Newsroom) -> None:
    client = portal_client()
    assert [client.post(client.at(name, *arguments)).status_code for name, arguments in PAGES] == [405] * len(PAGES)


def test_front_page_leads_a_signed_in_visitor_to_their_own(portal: Newsroom) -> None:
    guest, visitor = portal_client(), portal_client(a_citizen("someone"))
    mine = f'href="{guest.at("mine")}"'

    found = [
        ("Have you already applied?" in _text(client, "home"), mine in client.get("/").content.decode())
        for client in (guest, visitor)
    ]
    assert found == [(True, False), (False, True)]
