"""The search forgives spelling, accents and everyday words, in every language at once."""

from html import escape

import pytest

from janua.pack.installed import country
from janua.portal.journeys.searching import entry_of, find, fold
from tests.catalogue.factories import Newsroom
from tests.faces import portal_client
from tests.portal.find.test_pages import _text

ENTRIES = [entry_of(service, country().guidance.topics) for service in country().services]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("children's allowance", "childrens-allowance"),
        ("childrens alowance", "childrens-allowance"),
        ("CHILD ALLOWANCE", "childrens-allowance"),
        ("kids money", "childrens-allowance"),
        ("how do I get money for my kids", "childrens-allowance"),
        ("allowance tat tfal", "childrens-allowance"),
        ("kustodja", "childrens-allowance"),
        ("إعانه الاطفال", "childrens-allowance"),
        ("дитячи гроши", "childrens-allowance"),
        ("baby bonus", "birth-bonus"),
        ("bithr bonus", "birth-bonus"),
        ("newborn", "birth-bonus"),
        ("tarbija gdida", "birth-bonus"),
        ("adoption", "birth-bonus"),
        ("منحة ولادة", "birth-bonus"),
        ("dole", "unemployment-benefit"),
        ("unemploiment benifit", "unemployment-benefit"),
        ("i lost my job", "unemployment-benefit"),
        ("dizimpjieg", "unemployment-benefit"),
        ("tlift ix-xoghol", "unemployment-benefit"),
        ("بطاله", "unemployment-benefit"),
        ("безробитя", "unemployment-benefit"),
    ],
)
def test_find_puts_the_right_service_first(question: str, first: str) -> None:
    assert find(question, ENTRIES)[:1] == [first]


@pytest.mark.parametrize("question", ["", "   ", "the of my", "passport", "zzzz", "🙂", "%_';--", "x" * 5000])
def test_find_gives_nothing_for_nothing(question: str) -> None:
    assert find(question, ENTRIES) == []


def test_fold_leaves_letters_alone_and_takes_accents() -> None:
    assert [fold(text) for text in ("Ħaż-Żebbuġ", "Éva", "إعانة", "Їжак", "children’s")] == [
        "haz-zebbug",
        "eva",
        "اعانه",
        "іжак",
        "childrens",
    ]


def test_page_shows_answers_and_keeps_the_question(portal: Newsroom) -> None:
    question = 'kids mony "<b>'
    client = portal_client()
    html = client.get(client.at("search"), {"q": question}).content.decode()

    assert f'value="{escape(question)}"' in html
    assert f'href="{client.at("service", "childrens-allowance")}"' in html
    assert "1 answer" in _text(client, "search", query="?q=kids+mony")


def test_page_finds_pages_of_the_portal_too(portal: Newsroom) -> None:
    client = portal_client()
    assert "Offices, phone numbers and paper forms" in _text(client, "search", query="?q=phone+number")


def test_empty_answer_says_what_to_do(portal: Newsroom) -> None:
    text = _text(portal_client(), "search", query="?q=zzzz")
    assert "We found nothing for these words" in text
    assert "Having or adopting a child" in text
    assert "Or ask a person By phone 153" in text


def test_page_without_a_question_offers_the_topics(portal: Newsroom) -> None:
    text = _text(portal_client(), "search")
    assert ("We found nothing" in text, "Losing your job" in text) == (False, True)
