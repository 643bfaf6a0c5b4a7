"""What the fields of forms make of what people send, and what they say where they cannot."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from janua.ui.fields import (
    AreaField,
    ChoiceField,
    DayField,
    ManyField,
    MoneyField,
    TextField,
    TickField,
    UploadField,
    YesNoField,
)
from janua.values import Money


class Answers(forms.Form):
    """One field of each kind."""

    income = MoneyField(least=Money(100, "EUR"), most=Money(1_000_000, "EUR"))
    born = DayField(earliest=date(1900, 1, 1), latest=date(2026, 3, 1), birthday=True)
    rented = YesNoField()
    lives = ChoiceField(choices=[("me", "With me"), ("both", "With both")], hints={"both": "By turns"})
    has = ManyField(choices=[("a", "A"), ("b", "B")])
    name = TextField(width=20, autocomplete="name")
    more = AreaField(max_length=5, required=False)
    true = TickField()


GOOD = {
    "income": "1,234.50", "born_day": "3", "born_month": "Mar", "born_year": "1988", "rented": "no", "lives": "both",
    "has": ["a", "b"], "name": "Ġorġ", "more": "abc", "true": "on",
}  # fmt: skip


def errors_of(**changed: Any) -> dict[str, list[str]]:
    """What is wrong when the good answers are changed so."""
    form = Answers({**GOOD, **changed})
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def test_gives_values_of_good_answers() -> None:
    """Money, a date, truth values and texts."""
    form = Answers(GOOD)
    assert form.is_valid()
    assert form.cleaned_data == {
        "income": Money(123450, "EUR"), "born": date(1988, 3, 3), "rented": False, "lives": "both",
        "has": ["a", "b"], "name": "Ġorġ", "more": "abc", "true": True,
    }  # fmt: skip


def test_says_of_every_field_what_is_missing() -> None:
    """Nothing sent at all."""
    form = Answers({})
    assert {name: [str(text) for text in texts] for name, texts in form.errors.items()} == {
        "income": ["Write an amount. Write 0 if there is none."],
        "born": ["Write a day, a month and a year."],
        "rented": ["Choose yes or no."],
        "lives": ["Choose one of the answers."],
        "has": ["Choose at least one answer."],
        "name": ["Write an answer."],
        "true": ["Tick the box to go on."],
    }


@pytest.mark.parametrize(
    ("parts", "wrong", "told"),
    [
        ({"born_year": ""}, "year", "Write the year too."),
        ({"born_day": "32"}, "day", "Write the day as a number from 1 to 31."),
        ({"born_month": "M"}, "month", "Write the month as a number from 1 to 12."),
        ({"born_year": "88"}, "year", "Write the year with four digits, like 2026."),
        ({"born_day": "30", "born_month": "2"}, "day", "There is no such day in this month. Look at the day again."),
        ({"born_day": "0"}, "day", "Write the day as a number from 1 to 31."),
    ],
)
def test_names_the_part_of_a_day_that_is_wrong(parts: dict[str, str], wrong: str, told: str) -> None:
    """The message, and the box that the summary of errors leads to."""
    form = Answers({**GOOD, **parts})
    assert ([str(text) for text in form.errors["born"]], form["born"].error_target) == ([told], f"id_born_{wrong}")  # type: ignore[attr-defined]


def test_says_which_limit_is_passed() -> None:
    """Amounts and days outside what makes sense, texts that are too long, choices that are not offered."""
    assert errors_of(income="0.50", born_year="2030", more="abcdef", lives="nobody", has=["z"]) == {
        "income": ["The amount must be €1.00 or more."],
        "born": ["The day must be 1 March 2026 or earlier."],
        "more": ["Write at most 5 characters; these are 6."],
        "lives": ["Choose one of the answers."],
        "has": ["Choose from the answers on this page."],
    }
    assert errors_of(income="10,000.01", born_year="1899") == {
        "income": ["The amount must be €10,000.00 or less."],
        "born": ["The day must be 1 January 1900 or later."],
    }


def test_says_how_to_write_an_amount_in_the_language() -> None:
    """The example is written as the language writes it."""
    with translation.override("uk"):
        form = Answers({**GOOD, "income": "багато"})
        assert "1\u00a0234,50" in str(form.errors["income"][0])


def test_reads_digits_of_other_scripts_in_a_day() -> None:
    """A telephone set to Arabic types these."""
    assert Answers({**GOOD, "born_day": "٣", "born_month": "٣", "born_year": "١٩٨٨"}).is_valid()


def test_shows_known_values_as_the_language_writes_them() -> None:
    """What is known stands in the boxes."""
    with translation.override("uk"):
        form = Answers(initial={"income": Money(123450, "EUR"), "born": date(1988, 3, 3), "rented": True})
        drawn = str(form["income"]), str(form["born"]), str(form["rented"])
    assert 'value="1\u00a0234,50"' in drawn[0]
    assert [f'value="{part}"' in drawn[1] for part in ("3", "1988")] == [True, True]
    assert 'value="yes" checked' in drawn[2]


def test_sees_whether_an_answer_changed() -> None:
    """Also where the same value is written differently."""
    same = Answers(GOOD, initial={"income": Money(123450, "EUR"), "born": date(1988, 3, 3), "rented": False})
    assert not {"income", "born"} & set(same.changed_data)
    other = Answers({**GOOD, "income": "5", "born_day": "x"}, initial={"income": Money(123450, "EUR")})
    assert {"income", "born"} <= set(other.changed_data)


def test_takes_a_photo_and_refuses_what_is_too_large() -> None:
    """The limit is the page's own; what is inside is checked elsewhere."""

    class Papers(forms.Form):
        photo = UploadField(most_megabytes=1)

    def sent(size: int) -> Papers:
        return Papers({}, MultiValueDict({"photo": [SimpleUploadedFile("a.jpg", b"x" * size)]}))

    small, large, empty = sent(10), sent(1_000_001), Papers({}, MultiValueDict())
    assert small.is_valid()
    assert large.errors["photo"] == ["This file is too large. It may have up to 1 MB."]
    assert empty.errors["photo"] == ["Choose a file, or take a photo."]
    assert 'accept="image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"' in str(empty["photo"])
