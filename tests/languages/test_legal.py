"""Words with legal weight show the English beside them until somebody has reviewed the translation."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation
from django.utils.translation import trans_real

from janua.ui.legal import LegalText, legal, legal_plural

SENTENCE = "You have %(days)s days."
WORDS = {SENTENCE: "Għandek %(days)s jum.", "Silence is no yes.": "Is-skiet mhux iva."}


@pytest.fixture
def maltese() -> Iterator[dict[str, Any]]:
    """Maltese with two sentences more, of which the second has been reviewed."""
    catalog = trans_real.translation("mt")._catalog  # type: ignore[attr-defined]  # no public way in
    added = dict(WORDS) | {"is reviewed\x04Silence is no yes.": "yes"}
    catalog._catalogs[0].update(added)
    with translation.override("mt"):
        yield added
    for key in added:
        del catalog._catalogs[0][key]


def test_unreviewed_sentence_has_its_english(maltese: dict[str, Any]) -> None:
    assert legal(SENTENCE, days=14) == LegalText("Għandek 14 jum.", "You have 14 days.")


def test_reviewed_sentence_stands_alone(maltese: dict[str, Any]) -> None:
    assert legal("Silence is no yes.") == LegalText("Is-skiet mhux iva.")


def test_english_and_untranslated_sentences_stand_alone(maltese: dict[str, Any]) -> None:
    assert legal("Not in any catalogue.") == LegalText("Not in any catalogue.")
    with translation.override("en"):
        assert legal(SENTENCE, days=14) == LegalText("You have 14 days.")


def test_plural_has_its_english_in_the_right_form() -> None:
    with translation.override("mt"):
        one, many = "%(num)d day", "%(num)d days"
        assert [legal_plural(one, many, count, num=count) for count in (1, 11)] == [
            LegalText("1 jum", "1 day"),
            LegalText("11-il jum", "11 days"),
        ]


def test_tag_draws_both_languages(maltese: dict[str, Any]) -> None:
    page = Engine.get_default().from_string('{% load legal %}{% legal _("You have %(days)s days.") days=number %}')
    assert page.render(Context({"number": 14})).strip() == (
        '<p class="govuk-body">Għandek 14 jum.<span class="ui-note" lang="en" dir="ltr">You have 14 days.</span></p>'
    )


def test_tag_takes_a_sentence_of_the_catalogues_only() -> None:
    with pytest.raises(TemplateSyntaxError, match="a sentence of its own"):
        Engine.get_default().from_string("{% load legal %}{% legal words %}")
