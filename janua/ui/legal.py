"""Words with legal weight: where nobody who speaks the language has read them, the English stands beside them."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import get_language, gettext, ngettext, pgettext

# What a compiled catalogue answers for a reviewed message: tools/catalogues.py.
REVIEW_CONTEXT, REVIEWED = "is reviewed", "yes"


@dataclass(frozen=True)
class LegalText:
    """A sentence in the page's language; `english` is empty where it may stand alone."""

    text: str
    english: str = ""


def is_reviewed(message: str) -> bool:
    """Whether a speaker of the page's language has read this message; English is the source itself."""
    return (get_language() or "en").startswith("en") or pgettext(REVIEW_CONTEXT, message) == REVIEWED


def legal(message: str, **values: Any) -> LegalText:
    """A sentence; the catalogues gather it from the call itself."""
    return _beside(message, gettext(message) % values, message % values)


def legal_plural(one: str, many: str, count: int, **values: Any) -> LegalText:
    """A sentence with a number in it: `%(count)s`."""
    values["count"] = count
    with translation.override("en"):
        english = ngettext(one, many, count) % values
    return _beside(one, ngettext(one, many, count) % values, english)


def _beside(message: str, text: str, english: str) -> LegalText:
    return LegalText(text, "" if text == english or is_reviewed(message) else english)
