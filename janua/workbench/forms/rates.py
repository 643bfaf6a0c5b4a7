"""The form of new rates: a box for each number of one file of the law, or the numbers as they stand in a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from janua.catalogue.actions.rates import NewRates
from janua.pack.written import as_text
from janua.rules import Law
from janua.rules.parameters import Parameter
from janua.ui.fields import AreaField, ChoiceField, DayField, TextField

# Numbers that one box holds; tables and lists are written as they stand in a file.
_IN_A_BOX = ("money", "rate", "count")
_NUMBER = "number-"
MARKS = (
    ("S", pgettext_lazy("mark of a number", "Read on an official page")),
    ("N", pgettext_lazy("mark of a number", "Read in the news only")),
    ("D", pgettext_lazy("mark of a number", "Worked out from official numbers")),
    ("A", pgettext_lazy("mark of a number", "Assumed")),
)


class RatesForm(forms.Form):
    """What changes in one file of the law, from which day, and on what ground."""

    title = TextField(label=_("Title"), max_length=200, error_messages={"required": _("Write the title.")})
    reason = AreaField(
        label=_("Why do they change?"), max_length=2000, rows=3, error_messages={"required": _("Write the reason.")}
    )
    source = TextField(
        label=_("Legal notice or act"), max_length=300, error_messages={"required": _("Write the legal notice.")}
    )
    mark = ChoiceField(label=_("How well is it known?"), choices=MARKS, initial="S")
    first_day = DayField(
        label=_("First day of the new numbers"),
        help_text=_("A day in the past corrects what was decided since, and pays what is owed."),
        required=False,
    )
    written = AreaField(
        label=_("Numbers as they stand in a file"),
        help_text=_("For tables, or several days at once: name, values, from, value, citation, mark, as in the law."),
        required=False,
        rows=8,
    )

    def __init__(self, *args: Any, law: Law, file: str, on: date, **kwargs: Any) -> None:
        """Take the law whose numbers change, the file of it, and the day whose numbers are shown."""
        super().__init__(*args, **kwargs)
        self.file = file
        self.numbers = [
            parameter
            for key, parameter in sorted(law.parameters.items())
            if key.startswith(f"{file}.") and parameter.type.kind in _IN_A_BOX
        ]
        for parameter in self.numbers:
            self.fields[_box(parameter)] = TextField(
                label=parameter.meaning, help_text=_now(parameter, on), required=False, width=10, max_length=40
            )
        self.order_fields(["title", "reason", "source", "mark", "first_day", *map(_box, self.numbers), "written"])

    def clean(self) -> dict[str, Any]:
        """Ask for a day where a number is given, and for a number at all."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = [parameter for parameter in self.numbers if cleaned.get(_box(parameter))]
        if given and not cleaned.get("first_day") and "first_day" not in self.errors:
            self.add_error("first_day", _("Write the first day of the new numbers."))
        if not given and not cleaned.get("written"):
            self.add_error("written", _("Write at least one new number."))
        return cleaned

    def refused(self, faults: tuple[str, ...]) -> None:
        """Say what the law does not take, line by line."""
        for fault in faults:
            self.add_error("written" if self.cleaned_data.get("written") else None, fault)

    @property
    def rates(self) -> NewRates:
        """What was typed, for the action."""
        given = self.cleaned_data
        return NewRates(given["title"], given["reason"], given["source"], {self.file: self._text()})

    def _text(self) -> str:
        given = self.cleaned_data
        rows: dict[str, Any] = {
            parameter.key.partition(".")[2]: {"values": [self._value(parameter, given)]}
            for parameter in self.numbers
            if given[_box(parameter)]
        }
        text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120) if rows else ""
        return f"{text}{given['written']}\n"

    @staticmethod
    def _value(parameter: Parameter, given: Mapping[str, Any]) -> dict[str, Any]:
        text = given[_box(parameter)].replace(",", "") if parameter.type.kind == "money" else given[_box(parameter)]
        value = int(text) if parameter.type.kind == "count" and text.isdecimal() else text
        return {"from": given["first_day"], "value": value, "citation": given["source"], "mark": given["mark"]}


def _box(parameter: Parameter) -> str:
    return f"{_NUMBER}{parameter.key.partition('.')[2]}"


def _now(parameter: Parameter, on: date) -> str:
    standing = parameter.on(on.toordinal())
    if standing is None:
        return gettext("Nothing is in force today. Leave it empty to change nothing.")
    return gettext("Today: %(value)s (%(citation)s). Leave it empty to change nothing.") % {
        "value": as_text(parameter, standing),
        "citation": standing.citation,
    }
