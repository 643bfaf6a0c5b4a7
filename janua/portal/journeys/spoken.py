"""The pack's words on a citizen's page: in the page's language where the pack has it, else in English."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from janua.pack.installed import country
from janua.pack.telling import Words
from janua.ui.countries import country_name
from janua.ui.on_page import day_text, language, money_text
from janua.values import Money

ENGLISH = "en"
# Choices of two capital letters are countries, as ISO 3166-1 writes them.
COUNTRY_LETTERS = 2
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def pack_language() -> str:
    """The language in which the pack speaks on this page."""
    spoken, languages = language(), country().languages
    return spoken if spoken in languages else ENGLISH if ENGLISH in languages else languages[0]


def lang_mark() -> str:
    """What `lang` marks the pack's words where they are in another language than the page; empty where not."""
    spoken = pack_language()
    return "" if spoken == language() else spoken


def pack_words() -> Words:
    """The pack's words and articles for this page."""
    spoken, pack = pack_language(), country()
    return Words(pack.messages, spoken, pack.citations(spoken))


def programme_name(code: str) -> str:
    """What people call a programme; its code where the pack has no word."""
    return word(code)


def word(key: str) -> str:
    """The pack's word for a key; the key itself where it has none."""
    words = pack_words()
    return words.text(key) if words.has(key) else key


def source_name(code: str) -> str:
    """Who states a fact, as people call them."""
    called: Mapping[str, str] = country().sources(pack_language())
    return called.get(code, code)


def value_text(attribute: str, value: Any, unit: str = "") -> str:
    """A known value in words: money, a day, yes or no, a choice.

    value   as a row states it (money in minor units), or typed JSON of a calculation
    """
    if value is None:
        return gettext("Nothing is recorded")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, Mapping):
        return money_text(Money.from_json(value))
    declared = country().attributes_by_name.get(attribute)
    kind = "" if declared is None else declared.type
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, str) and (kind == "date" or _DAY.fullmatch(value)):
        return day_text(date.fromisoformat(value))
    if kind == "money" and isinstance(value, int) and declared is not None:
        return money_text(Money(value, declared.unit.partition(" ")[0]))
    return _choice(attribute, str(value), unit)


def _choice(attribute: str, value: str, unit: str) -> str:
    words = pack_words()
    key = f"{attribute}.{value}"
    if len(value) == COUNTRY_LETTERS and value.isupper() and not words.has(key):
        return country_name(value)
    if words.has(key):
        return words.text(key)
    return value if not unit or " " in unit else counted_text(value, unit)


def counted_text(value: str, unit: str) -> str:
    """A count with its unit, as the language says it after this number; a number alone where it has no unit."""
    # A part of a whole takes the form of large numbers: the dual would say two.
    number = int(value) if value.isdecimal() else 100
    counted = {
        "days": ngettext("%(number)s day", "%(number)s days", number),
        "weeks": ngettext("%(number)s week", "%(number)s weeks", number),
        "months": ngettext("%(number)s month", "%(number)s months", number),
        "years": ngettext("%(number)s year", "%(number)s years", number),
        "contributions": ngettext("%(number)s contribution", "%(number)s contributions", number),
    }
    return counted.get(unit, "%(number)s") % {"number": value}
