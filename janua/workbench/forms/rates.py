"""Forms of numbers: a box for each number of one file of the law, or the numbers as they stand in a file."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from janua.analytics.actions.simulation import Reform
from janua.catalogue.actions.rates import LONGEST, NewRates
from janua.pack.written import as_text
from janua.rules import Law
from janua.rules.parameters import Parameter
from janua.ui.fields import AreaField, ChoiceField, DayField, TextField, UploadField

# Numbers that one box holds; tables and lists are written as they stand in a file.
_IN_A_BOX = ("money", "rate", "count")
_NUMBER = "number-"
MARKS = (
    ("S", pgettext_lazy("mark of a number", "Read on an official page")),
    ("N", pgettext_lazy("mark of a number", "Read in the news only")),
    ("D", pgettext_lazy("mark of a number", "Worked out from official numbers")),
    ("A", pgettext_lazy("mark of a number", "Assumed")),
)


class NumbersForm(forms.Form):
    """Numbers of one file of the law: in boxes, in a file, or written as they stand in one. Nothing typed is lost."""

    first_day = DayField(
        label=_("First day of the new numbers"),
        help_text=_("A day in the past corrects what was decided since, and pays what is owed."),
        required=False,
    )
    upload = UploadField(
        label=_("A file with the numbers"),
        help_text=_(
            "A text file like the law's own, ending in .yaml. What it holds is put below, beside what you write."
        ),
        accept=(".yaml", ".yml"),
        most_megabytes=1,
        required=False,
    )
    written = AreaField(
        label=_("Numbers as they stand in a file"),
        help_text=_("For tables, or several days at once: name, values, from, value, citation, mark, as in the law."),
        required=False,
        rows=8,
    )
    first_fields: tuple[str, ...] = ()

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
        self.order_fields([*self.first_fields, "first_day", *map(_box, self.numbers), "upload", "written"])

    def clean(self) -> dict[str, Any]:
        """Ask for a day where a number is given, and for a number at all; put a file below what is written."""
        cleaned: dict[str, Any] = super().clean() or {}
        if (uploaded := cleaned.get("upload")) is not None:
            self._take(uploaded.read(), cleaned)
        given = [parameter for parameter in self.numbers if cleaned.get(_box(parameter))]
        if given and not cleaned.get("first_day") and "first_day" not in self.errors:
            self.add_error("first_day", _("Write the first day of the new numbers."))
        if not given and not cleaned.get("written") and not self.errors.keys() & {"upload", "written"}:
            self.add_error("written", _("Write at least one new number."))
        return cleaned

    def refused(self, faults: tuple[str, ...]) -> None:
        """Say what the law does not take, line by line."""
        for fault in faults:
            self.add_error("written" if self.cleaned_data.get("written") else None, fault)

    @abstractmethod
    def ground(self) -> tuple[str, str]:
        """Citation and mark of numbers in boxes."""

    def texts(self) -> dict[str, str]:
        """File of the law → YAML."""
        given, ground = self.cleaned_data, self.ground()
        rows: dict[str, Any] = {
            parameter.key.partition(".")[2]: {"values": [self._value(parameter, given, ground)]}
            for parameter in self.numbers
            if given[_box(parameter)]
        }
        text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120) if rows else ""
        # What was written comes first: its lines are those that a fault names.
        return {self.file: f"{given['written']}\n{text}" if given["written"] else text}

    def _take(self, content: bytes, cleaned: dict[str, Any]) -> None:
        """Put a file's text into the box, where it is seen again should something be wrong."""
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            self.add_error("upload", _("This is no text file. Choose one like the law's own, ending in .yaml."))
            return
        written = f"{cleaned.get('written') or ''}\n{text}".strip("\n")
        if len(written) > LONGEST:
            self.add_error("upload", _("This file is too long for numbers of law."))
            return
        cleaned["written"] = written
        assert isinstance(self.data, QueryDict)  # a file comes with what was typed
        data = self.data.copy()
        data[self.add_prefix("written")] = written
        self.data = data

    @staticmethod
    def _value(parameter: Parameter, given: Mapping[str, Any], ground: tuple[str, str]) -> dict[str, Any]:
        text = given[_box(parameter)].replace(",", "") if parameter.type.kind == "money" else given[_box(parameter)]
        value = int(text) if parameter.type.kind == "count" and text.isdecimal() else text
        return {"from": given["first_day"], "value": value, "citation": ground[0], "mark": ground[1]}


class RatesForm(NumbersForm):
    """What changes in one file of the law, from which day, and on what ground."""

    title = TextField(label=_("Title"), max_length=200, error_messages={"required": _("Write the title.")})
    reason = AreaField(
        label=_("Why do they change?"), max_length=2000, rows=3, error_messages={"required": _("Write the reason.")}
    )
    source = TextField(
        label=_("Legal notice or act"), max_length=300, error_messages={"required": _("Write the legal notice.")}
    )
    mark = ChoiceField(label=_("How well is it known?"), choices=MARKS, initial="S")
    first_fields = ("title", "reason", "source", "mark")

    def ground(self) -> tuple[str, str]:
        """As it is named."""
        return self.cleaned_data["source"], self.cleaned_data["mark"]

    @property
    def rates(self) -> NewRates:
        """What was typed, for the action."""
        given = self.cleaned_data
        return NewRates(given["title"], given["reason"], given["source"], self.texts())


class SimulationForm(NumbersForm):
    """Other numbers of one file of the law, to be tried over the population."""

    title = TextField(label=_("Title"), max_length=200, error_messages={"required": _("Write the title.")})
    asked_on = DayField(
        label=_("For which day are both laws asked?"),
        help_text=_("Leave it empty for the first day of the new numbers, or today if that is over."),
        required=False,
    )
    first_fields = ("title", "asked_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As for new rates, without a promise to pay."""
        super().__init__(*args, **kwargs)
        self.fields["first_day"].help_text = ""

    def ground(self) -> tuple[str, str]:
        """Nobody's law: assumed."""
        return self.cleaned_data["title"], "A"

    @property
    def reform(self) -> Reform:
        """What was typed, for the action."""
        return Reform(self.cleaned_data["title"], self.texts(), self.cleaned_data["asked_on"])


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
