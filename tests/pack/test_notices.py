"""What a message says, from the pack's words."""

import re
from typing import Any

import pytest

from janua.pack.installed import country
from janua.pack.messages import Messages
from janua.pack.notices import ToldNotice, told_notice

WORDS = Messages(
    {
        "en": {
            "decision.subject": "{programme}: decided",
            "decision.text": "Claim {claim}.",
            "decision.grant.subject": "{programme}: granted",
            "decision.grant.text": "Claim {claim} is granted.",
        }
    },
    frozenset({"en"}),
)


def told(**more: Any) -> ToldNotice | None:
    values = {"template": "decision", "values": {"programme": "Bonus", "claim": "K1"}, "language": "en"} | more
    return told_notice(WORDS, **values)


def test_a_message_has_its_values_filled_in() -> None:
    assert told() == ToldNotice("Bonus: decided", "Claim K1.", unreviewed=True)


def test_a_variant_is_told_where_there_is_one() -> None:
    assert told(variant="grant") == ToldNotice("Bonus: granted", "Claim K1 is granted.", unreviewed=True)
    assert told(variant="refuse") == told()


def test_a_value_that_is_not_there_is_left_empty() -> None:
    assert told(values={}) == ToldNotice(": decided", "Claim .", unreviewed=True)


def test_a_template_without_words_is_not_told() -> None:
    assert told(template="unheard_of") is None


def test_a_value_is_text_and_never_a_place_to_fill() -> None:
    found = told(values={"programme": "{claim}", "claim": "K1"})

    assert found is not None
    assert found.subject == "{claim}: decided"


@pytest.mark.parametrize("language", ["mt", "en"])
def test_the_pack_says_the_same_messages_with_the_same_values_in_every_language(language: str) -> None:
    words = country().notices
    assert words is not None
    places = re.compile(r"\{\w+\}")
    english = {key: sorted(places.findall(text)) for key, text in words.texts["en"].items()}

    assert {key: sorted(places.findall(text)) for key, text in words.texts[language].items()} == english


@pytest.mark.parametrize(
    "template",
    [
        *("decision", "intended_refusal", "intended_decrease", "question", "offer"),
        *("account_proposed", "account_confirmed", "account_refused", "account_taken_back"),
    ],
)
def test_the_pack_has_words_for_every_message_that_we_send(template: str) -> None:
    words = country().notices
    assert words is not None

    assert told_notice(words, template=template, values={}, language="en", variant="grant") is not None
