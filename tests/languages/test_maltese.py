"""Maltese is a language of Django's: by name, by plural forms, by formats, and in what Django itself says."""

from datetime import date
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django import forms
from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import get_language_info, ngettext

OURS = Path(settings.LOCALE_PATHS[0]) / "mt" / "LC_MESSAGES" / "django.po"
# Where Django keeps the words that a person may meet on our pages.
MET = (
    *("utils/dates.py", "utils/timesince.py", "utils/dateformat.py", "utils/text.py", "template/defaultfilters.py"),
    *("core/validators.py", "forms/fields.py", "forms/widgets.py", "contrib/auth/password_validation.py"),
)


def test_maltese_is_known_by_name() -> None:
    assert {name: get_language_info("mt")[name] for name in ("code", "name", "name_local", "bidi")} == {
        "code": "mt",
        "name": "Maltese",
        "name_local": "Malti",
        "bidi": False,
    }
    assert translation.check_for_language("mt")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 jum"),
        (2, "2 ijiem"),
        (0, "0 ijiem"),
        (3, "3 ijiem"),
        (10, "10 ijiem"),
        (103, "103 ijiem"),
        (11, "11-il jum"),
        (19, "19-il jum"),
        (111, "111-il jum"),
        (20, "20 jum"),
        (102, "102 jum"),
        (1000, "1000 jum"),
    ],
)
def test_maltese_counts_in_five_forms(count: int, said: str) -> None:
    with translation.override("mt"):
        assert ngettext("%(num)d day", "%(num)d days", count) % {"num": count} == said


def test_maltese_writes_days_and_numbers() -> None:
    with translation.override("mt"):
        assert formats.date_format(date(2026, 3, 2)) == "2 ta' Marzu 2026"
        assert formats.date_format(date(2026, 3, 2), "SHORT_DATE_FORMAT") == "02/03/2026"
        assert formats.number_format(1234567.5, force_grouping=True) == "1,234,567.5"


def test_a_form_speaks_maltese() -> None:
    with translation.override("mt"):
        field = forms.CharField(max_length=3)
        with pytest.raises(forms.ValidationError) as refused:
            field.clean("abcd")
        assert refused.value.messages == ["Ikteb l-aktar 3 karattri (bħalissa hawn 4)."]


def test_every_word_of_django_that_people_meet_is_in_maltese() -> None:
    with OURS.open("rb") as file:
        ours = read_po(file)
    missing = []
    for part in ("conf", "contrib/auth"):
        source = Path(django.__file__).parent / part / "locale" / "en" / "LC_MESSAGES" / "django.po"
        with source.open("rb") as file:
            for message in read_po(file):
                met = any(place.startswith(MET) for place, _ in message.locations)
                there = ours.get(message.id, message.context) if message.id else None
                if message.id and met and (there is None or not there.string):
                    missing.append(message.id)
    assert missing == []
