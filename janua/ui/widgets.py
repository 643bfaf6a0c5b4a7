"""The boxes that look or read differently from Django's own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from janua.ui.on_page import language
from janua.ui.written import hand_of, sign_of

PARTS = ("day", "month", "year")


class MoneyInput(forms.TextInput):
    """A box for an amount with the currency's sign beside it."""

    template_name = "ui/field/money.html"

    def __init__(self, currency: str, attrs: dict[str, Any] | None = None) -> None:
        """Take the currency whose sign stands beside the box."""
        super().__init__({"inputmode": "decimal", "spellcheck": "false", "dir": "ltr", **(attrs or {})})
        self.currency = currency

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say which sign stands on which side."""
        context = super().get_context(name, value, attrs)
        context["widget"]["sign"] = sign_of(self.currency)
        context["widget"]["sign_first"] = hand_of(language()).sign_first
        return context


class DayInput(forms.Widget):
    """Three boxes: day, month, year. Gives what was typed, as a tuple of three texts."""

    template_name = "ui/field/day.html"
    use_fieldset = True

    def id_for_label(self, id_: str) -> str:
        """The first box, for a link that leads to the whole."""
        return f"{id_}_day" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Spread what is known over the boxes; those that are wrong are marked so."""
        context = super().get_context(name, value, attrs)
        built = context["widget"]["attrs"]
        wrong = str(built.pop("data-wrong", "")).split()
        invalid = bool(built.pop("aria-invalid", None))
        birthday = bool(built.pop("birthday", None))
        context["widget"]["boxes"] = [
            {
                "part": part,
                "name": f"{name}_{part}",
                "id": f"{built.get('id', name)}_{part}",
                "value": text,
                "width": 4 if part == "year" else 2,
                "error": invalid and (part in wrong or not wrong),
                "autocomplete": f"bday-{part}" if birthday else "",
            }
            for part, text in zip(PARTS, _spread(value), strict=True)
        ]
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> tuple[str, str, str] | None:
        """What was typed, or None where the three boxes were not sent; one text 2026-03-01 is taken apart."""
        if name in data:
            return _spread(data[name])
        if not any(f"{name}_{part}" in data for part in PARTS):
            return None
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        """Were all three boxes missing from what was sent?"""
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)


def _spread(value: Any) -> tuple[str, str, str]:
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    if isinstance(value, str):
        year, month, day = (*value.split("-"), "", "", "")[:3]
        return day, month, year
    return tuple(value) if value else ("", "", "")


class _Hints:
    """What every option of a list may say beneath its label, by value."""

    hints: Mapping[str, Any]

    def hinted(self, option: dict[str, Any]) -> dict[str, Any]:
        """The option with its hint."""
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option


class Radios(_Hints, forms.RadioSelect):
    """Choices of which one is taken."""

    template_name = "ui/field/radios.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hints: Mapping[str, Any] | None = None) -> None:
        """Take the hints, by value."""
        super().__init__(attrs)
        self.hints = hints or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One choice with its hint."""
        return self.hinted(super().create_option(*args, **kwargs))


class Checkboxes(_Hints, forms.CheckboxSelectMultiple):
    """Choices of which any number is taken."""

    template_name = "ui/field/checkboxes.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, hints: Mapping[str, Any] | None = None) -> None:
        """Take the hints, by value."""
        super().__init__(attrs)
        self.hints = hints or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One choice with its hint."""
        return self.hinted(super().create_option(*args, **kwargs))


class Upload(forms.FileInput):
    """A file or a photograph; the script shows a small picture of what was chosen."""

    template_name = "ui/field/upload.html"
