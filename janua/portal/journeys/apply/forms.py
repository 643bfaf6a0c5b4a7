"""Forms of an application, made from what is asked: a field of the attribute's type, days where it has some."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.portal.journeys.apply.asking import Asked
from janua.portal.journeys.apply.typed import Answered, Entry, answered_now
from janua.portal.journeys.apply.wording import choice_text, question_text
from janua.ui.fields import AreaField, ChoiceField, DayField, MoneyField, TextField, YesNoField
from janua.values import Money

NOT_KNOWN = "not_known"
NONE = ""
REASON_LENGTH = 1000
_UNKNOWN = (NOT_KNOWN, _("I do not know"))


class StepForm(forms.Form):
    """A step's form: beside its fields it remembers which answer stood when the page was drawn."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    @abstractmethod
    def answered(self) -> Answered:
        """What was answered; after `is_valid`. Each kind of step says how."""

    def is_late(self, standing: Answered | None) -> bool:
        """Whether another window has changed the answer since this page was drawn, and said something else."""
        now_stands = "" if standing is None else standing.digest()
        return self.cleaned_data["was"] != now_stands and now_stands != self.answered().digest()


class AnswerForm(StepForm):
    """One value: money, a number, a day, a choice, yes or no."""

    def __init__(self, data: Any = None, *, asked: Asked, standing: Answered | None = None) -> None:
        """Draw the field of the attribute's type, filled with the answer that stands."""
        entry = standing.entries[0] if standing and standing.entries else None
        first: Any = None if standing is None else NOT_KNOWN if standing.status == "not_known" else None
        if entry is not None:
            first = value_shown(asked, entry)
        elif standing is not None and standing.status == "none":
            first = "none"
        initial = {"value": first, "was": "" if standing is None else standing.digest()}
        initial["unknown"] = bool(standing and standing.status == "not_known")
        super().__init__(data, initial=initial)
        self.asked = asked
        self.fields["value"] = value_field(asked, label=question_text(asked), with_unknown=True)
        if not _has_choices(asked):
            self.fields["unknown"] = forms.BooleanField(label=_("I do not know"), required=False)
            self.fields["value"].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for an answer, unless they do not know."""
        cleaned = super().clean() or {}
        missing = cleaned.get("value") in (None, "") and "value" not in self.errors
        if missing and not cleaned.get("unknown") and not _has_choices(self.asked):
            self.add_error("value", self.fields["value"].error_messages["required"])
        return cleaned

    def answered(self) -> Answered:
        """The value as plain JSON."""
        value = self.cleaned_data.get("value")
        if value == NOT_KNOWN or self.cleaned_data.get("unknown"):
            return answered_now("not_known")
        if value == "none":
            return answered_now("none")
        return answered_now("known", entry_of(self.asked, value))


class AnyForm(StepForm):
    """Is there anything of the kind to list?"""

    def __init__(self, data: Any = None, *, asked: Asked, standing: Answered | None = None) -> None:
        """Ask yes or no."""
        stands = {"none": "no", "not_known": NOT_KNOWN, "begun": "yes", "known": "yes"}
        initial = {
            "any": stands[standing.status] if standing else None,
            "was": "" if standing is None else standing.digest(),
        }
        super().__init__(data, initial=initial)
        self.standing = standing
        self.fields["any"] = ChoiceField(
            label=question_text(asked), choices=[("yes", _("Yes")), ("no", _("No")), _UNKNOWN]
        )

    def answered(self) -> Answered:
        """Yes begins a list."""
        said = self.cleaned_data["any"]
        if said == "yes":
            entries = self.standing.entries if self.standing else ()
            return answered_now("known", *entries) if entries else answered_now("begun")
        return answered_now("none" if said == "no" else "not_known")


class EntryForm(StepForm):
    """One entry of a list, with its days; adds to the list or changes it."""

    def __init__(
        self, data: Any = None, *, asked: Asked, standing: Answered | None = None, number: int | None = None
    ) -> None:
        """Draw value and days of a new entry, or of one that stands."""
        entries = standing.entries if standing else ()
        entry = entries[number] if number is not None and number < len(entries) else Entry()
        initial = {
            "value": value_shown(asked, entry) if entry.value is not None else None,
            "first": _day(entry.true_from),
            "last": _day(entry.true_to),
            "was": "" if standing is None else standing.digest(),
        }
        super().__init__(data, initial=initial)
        self.asked, self.entries, self.number = asked, entries, number if entry.value is not None else None
        self.fields |= day_fields(asked)
        if not entries and asked.question.required:
            # Whoever is asked on this page first must be able to say that they do not know.
            self.fields["unknown"] = forms.BooleanField(label=_("I do not know"), required=False)
            for name in {"value", "first"} & self.fields.keys():
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and silence."""
        cleaned = super().clean() or {}
        _require_order(self, cleaned)
        for name in {"value", "first"} & self.fields.keys():
            if cleaned.get(name) in (None, "") and not cleaned.get("unknown") and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def answered(self) -> Answered:
        """The whole list with this entry in its place."""
        if self.cleaned_data.get("unknown"):
            return answered_now("not_known")
        entry = entry_of(self.asked, self.cleaned_data.get("value", True), self.cleaned_data)
        entries = list(self.entries)
        if self.number is None:
            entries.append(entry)
        else:
            entries[self.number] = entry
        return answered_now("known", *entries)


class MoreForm(forms.Form):
    """Is there another entry to add?"""

    more = YesNoField(label=_("Is there another one to add?"))


class WrongForm(StepForm):
    """What is right instead of something known, and why; the value may stay open."""

    def __init__(
        self, data: Any = None, *, asked: Asked, contests: tuple[str, ...], standing: Answered | None = None
    ) -> None:
        """Draw the value's field, with its days where it has some."""
        entry = standing.entries[0] if standing and standing.entries else Entry()
        initial = {
            "value": value_shown(asked, entry) if entry.value is not None else None,
            "first": _day(entry.true_from),
            "last": _day(entry.true_to),
            "reason": standing.reason if standing else "",
            "was": "" if standing is None else standing.digest(),
        }
        super().__init__(data, initial=initial)
        self.asked, self.contests = asked, contests
        if len(contests) == 1:
            self.fields |= (
                day_fields(asked) if asked.is_list else {"value": value_field(asked, label=_("What is right?"))}
            )
            for field in self.fields.values():
                field.required = False
        self.fields["reason"] = AreaField(
            label=_("How do you know?"),
            help_text=_("For example: “I changed jobs in May. My new contract says so.” You can add a paper next."),
            max_length=REASON_LENGTH,
            rows=4,
            error_messages={"required": _("Write in a few words what is wrong and how you know.")},
        )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and a value without the day on which it began."""
        cleaned = super().clean() or {}
        _require_order(self, cleaned)
        return cleaned

    def answered(self) -> Answered:
        """Their own statement, where they made one."""
        reason, given = self.cleaned_data["reason"], self.cleaned_data
        has_days = given.get("first") is not None or given.get("last") is not None
        if given.get("value") in (None, "") and not (has_days and "value" not in self.fields):
            return answered_now("not_known", reason=reason, contests=self.contests)
        entry = entry_of(self.asked, given.get("value", True), given)
        return answered_now("known", entry, reason=reason, contests=self.contests)


class FamilyForm(forms.Form):
    """What is wrong or missing in the list of the family, in their own words."""

    text = AreaField(
        label=_("What is wrong or missing?"),
        help_text=_(
            "Write names and dates of birth as far as you know them. For example: “My daughter Ana, born on 3 May 2025,"
            " is not in the list.”"
        ),
        max_length=REASON_LENGTH,
        required=False,
    )


def value_field(asked: Asked, *, label: Any, with_unknown: bool = False) -> forms.Field:
    """The field of an attribute's type, within its declared limits."""
    attribute = asked.attribute
    lowest, highest = attribute.domain if attribute.type != "text" else (0, 0)
    hint = ""
    match attribute.type:
        case "money":
            currency, _of, period = attribute.unit.partition(" ")
            least, most = Money(lowest, currency), Money(highest, currency)
            return MoneyField(
                label=label, currency=currency, least=least, most=most, help_text=_period_hint(period, asked)
            )
        case "bool" if with_unknown:
            return ChoiceField(label=label, choices=[("yes", _("Yes")), ("no", _("No")), _UNKNOWN])
        case "bool":
            return YesNoField(label=label)
        case "date":
            first, last = date.fromordinal(max(lowest, 1)), date.fromordinal(highest)
            return DayField(label=label, earliest=first, latest=last, help_text=_("For example: 27 3 2025"))
        case "choice" if len(attribute.choices) <= _RADIOS:
            offered = [(choice, choice_text(asked, choice)) for choice in attribute.choices]
            return ChoiceField(label=label, choices=[*offered, _UNKNOWN] if with_unknown else offered)
        case "choice":
            offered = sorted(
                ((choice, choice_text(asked, choice)) for choice in attribute.choices), key=lambda one: one[1]
            )
            return forms.ChoiceField(label=label, choices=[(NONE, ""), *offered])
        case "count":
            return forms.IntegerField(
                label=label, min_value=lowest, max_value=highest, help_text=hint,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
                error_messages={"invalid": _("Write a whole number, like 12."), "required": _("Write a number.")},
            )  # fmt: skip
    return TextField(label=label)


_RADIOS = 12


def day_fields(asked: Asked) -> dict[str, forms.Field]:
    """Value, first and last day of one entry."""
    fields: dict[str, forms.Field] = {}
    if asked.attribute.type != "bool":
        fields["value"] = value_field(asked, label=_("Which of these?"))
    fields["first"] = DayField(label=_("From which day?"), latest=None, help_text=_("For example: 27 3 2025"))
    fields["last"] = DayField(
        label=_("Until which day?"), required=False, help_text=_("Leave this empty if it goes on.")
    )
    return fields


def value_shown(asked: Asked, entry: Entry) -> Any:
    """A kept value as its field shows it."""
    kind = asked.attribute.type
    if kind == "money":
        return Money(entry.value, asked.attribute.unit.partition(" ")[0])
    if kind == "date":
        return _day(entry.value)
    if kind == "bool":
        return "yes" if entry.value else "no"
    return entry.value


def entry_of(asked: Asked, value: Any, days: Mapping[str, Any] | None = None) -> Entry:
    """A field's value as it is kept, with its days: those typed, or the year asked about."""
    plain: Any = value
    if isinstance(value, Money):
        plain = value.minor
    elif isinstance(value, date):
        plain = value.isoformat()
    elif asked.attribute.type == "bool" and value in ("yes", "no"):
        plain = value == "yes"
    first = days.get("first") if days else None
    last = days.get("last") if days else None
    if asked.year is not None:
        first, last = date(asked.year, 1, 1), date(asked.year, 12, 31)
    return Entry(plain, first and first.isoformat(), last and last.isoformat())


def _period_hint(period: str, asked: Asked) -> Any:
    if asked.year is not None:
        return _("All of %(year)s, from 1 January to 31 December. Write 0 if there was none.") % {"year": asked.year}
    hints = {
        "per week": _("The amount for one week."),
        "per month": _("The amount for one month."),
        "per year": _("The amount for one year."),
    }
    return hints.get(period, "")


def _has_choices(asked: Asked) -> bool:
    kind = asked.attribute.type
    return kind == "bool" or (kind == "choice" and len(asked.attribute.choices) <= _RADIOS)


def _require_order(form: forms.Form, cleaned: Mapping[str, Any]) -> None:
    first, last = cleaned.get("first"), cleaned.get("last")
    if first and last and last < first:
        form.add_error("last", _("The last day is before the first day. Look at both again."))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
