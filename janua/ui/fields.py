"""The fields of forms: what people type becomes money, days and choices, with errors that say what to write."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from janua.pack.installed import country
from janua.ui.on_page import amount_text, day_text, money_text
from janua.ui.reading import NotAnAmount, read_amount
from janua.ui.widgets import PARTS, Checkboxes, DayInput, MoneyInput, Radios, Upload
from janua.values import Money

Words = str | Promise
Choices = Iterable[tuple[str, Words]]
UPLOAD_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf")
# Digits of a year; a day and a month have fewer.
LONGEST_NUMBER = 4


class TextField(forms.CharField):
    """One line of text.

    width          how many characters the box shows: 2, 3, 4, 5, 10, 20; the whole line without it
    autocomplete   what a browser may fill in: given-name, tel, one-time-code …
    """

    default_error_messages = {"required": _("Write an answer.")}

    def __init__(self, *, width: int | None = None, autocomplete: str = "", inputmode: str = "", **kwargs: Any) -> None:
        """Take how the box looks beside what every field takes."""
        super().__init__(**kwargs)
        given = {"autocomplete": autocomplete, "inputmode": inputmode}
        given["class"] = f"govuk-input--width-{width}" if width else ""
        self.widget.attrs.update({name: value for name, value in given.items() if value})


class AreaField(forms.CharField):
    """Text of several lines; with `max_length` the page says how much may still be written.

    People may write past the limit and are then told by how much: a browser would cut off without a word.
    """

    default_error_messages = {"required": _("Write an answer.")}

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        """Take how many lines the box shows."""
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        limit = kwargs.pop("max_length", None)
        super().__init__(**kwargs)
        self.max_length: int | None = limit
        if limit is not None:
            self.validators.append(
                MaxLengthValidator(limit, _("Write at most %(limit_value)d characters; these are %(show_value)d."))
            )


class MoneyField(forms.Field):
    """An amount, written "1,234.50" or "1234,50"; gives Money in the country's currency.

    least, most   the smallest and largest amount that make sense; none below nothing unless said
    """

    default_error_messages = {
        "required": _("Write an amount. Write 0 if there is none."),
        "invalid": _("Write the amount in digits, like %(example)s."),
        "least": _("The amount must be %(limit)s or more."),
        "most": _("The amount must be %(limit)s or less."),
    }

    def __init__(
        self, *, currency: str = "", least: Money | None = None, most: Money | None = None, **kwargs: Any
    ) -> None:
        """Take the currency where it is not the country's."""
        self._currency, self.least, self.most = currency, least, most
        kwargs.setdefault("widget", MoneyInput(self.currency, attrs={"class": "govuk-input--width-10"}))
        super().__init__(**kwargs)

    @property
    def currency(self) -> str:
        """The currency of what is typed."""
        return self._currency or country().currency

    def prepare_value(self, value: Any) -> Any:
        """The amount as the language writes it; what was typed stays as it was typed."""
        return amount_text(value) if isinstance(value, Money) else value

    def to_python(self, value: Any) -> Money | None:
        """Read what was typed."""
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return read_amount(str(value), self.currency)
        except NotAnAmount as error:
            example = amount_text(Money.of("1234.50", self.currency))
            raise ValidationError(self.error_messages["invalid"], "invalid", {"example": example}) from error

    def validate(self, value: Any) -> None:
        """Say which limit an amount passes."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], "required")
        if isinstance(value, Money) and self.least is not None and value < self.least:
            raise ValidationError(self.error_messages["least"], "least", {"limit": money_text(self.least)})
        if isinstance(value, Money) and self.most is not None and value > self.most:
            raise ValidationError(self.error_messages["most"], "most", {"limit": money_text(self.most)})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Was another amount typed?"""
        try:
            return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))
        except ValidationError:
            return True


class DayField(forms.Field):
    """A day in three boxes; gives a date, and says which box is wrong.

    earliest, latest   the first and last day that make sense
    birthday           lets a browser fill in a date of birth
    """

    default_error_messages = {
        "required": _("Write a day, a month and a year."),
        "missing_day": _("Write the day too."),
        "missing_month": _("Write the month too."),
        "missing_year": _("Write the year too."),
        "wrong_day": _("Write the day as a number from 1 to 31."),
        "wrong_month": _("Write the month as a number from 1 to 12."),
        "wrong_year": _("Write the year with four digits, like 2026."),
        "no_such_day": _("There is no such day in this month. Look at the day again."),
        "earliest": _("The day must be %(limit)s or later."),
        "latest": _("The day must be %(limit)s or earlier."),
    }

    def __init__(
        self, *, earliest: date | None = None, latest: date | None = None, birthday: bool = False, **kwargs: Any
    ) -> None:
        """Take the limits."""
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("widget", DayInput(attrs={"birthday": "1"} if birthday else None))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Make a date of the three texts."""
        if value is None or isinstance(value, date):
            return value
        texts = dict(zip(PARTS, (str(text).strip() for text in value), strict=True))
        if not any(texts.values()):
            return None
        for part, text in texts.items():
            if not text:
                raise self._wrong(f"missing_{part}", part)
        numbers = {part: _number(part, text) for part, text in texts.items()}
        limits = {"day": (1, 31), "month": (1, 12), "year": (1000, 9999)}
        for part, number in numbers.items():
            if number is None or not limits[part][0] <= number <= limits[part][1]:
                raise self._wrong(f"wrong_{part}", part)
        try:
            return date(numbers["year"] or 0, numbers["month"] or 0, numbers["day"] or 0)
        except ValueError as error:
            raise self._wrong("no_such_day", "day") from error

    def validate(self, value: Any) -> None:
        """Say which limit a day passes."""
        if value is None and self.required:
            raise self._wrong("required", *PARTS)
        if isinstance(value, date) and self.earliest is not None and value < self.earliest:
            raise self._wrong("earliest", *PARTS, limit=day_text(self.earliest))
        if isinstance(value, date) and self.latest is not None and value > self.latest:
            raise self._wrong("latest", *PARTS, limit=day_text(self.latest))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Was another day typed?"""
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True

    def _wrong(self, code: str, *parts: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code, {"parts": parts, **params})


class ChoiceField(forms.ChoiceField):
    """One of several choices, each on its line.

    hints   a line beneath a choice, by its value
    """

    default_error_messages = {
        "required": _("Choose one of the answers."),
        "invalid_choice": _("Choose one of the answers."),
    }

    def __init__(
        self, *, choices: Choices = (), hints: Mapping[str, Words] | None = None, inline: bool = False, **kwargs: Any
    ) -> None:
        """Take the choices as (value, words)."""
        kwargs.setdefault("widget", Radios({"inline": True} if inline else None, hints=hints))
        super().__init__(choices=list(choices), **kwargs)


class YesNoField(forms.TypedChoiceField):
    """Yes or no; gives a bool, and None where nothing was chosen and nothing had to be."""

    default_error_messages = {
        "required": _("Choose yes or no."),
        "invalid_choice": _("Choose yes or no."),
    }

    def __init__(self, *, hints: Mapping[str, Words] | None = None, **kwargs: Any) -> None:
        """Take what every field takes."""
        kwargs.setdefault("widget", Radios({"inline": True}, hints=hints))
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda text: text == "yes", empty_value=None, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """A known answer as the choice that stands for it."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class TickField(forms.BooleanField):
    """One box to tick, such as a declaration."""

    default_error_messages = {"required": _("Tick the box to go on.")}


class ManyField(forms.MultipleChoiceField):
    """Any number of several choices.

    hints   a line beneath a choice, by its value
    """

    default_error_messages = {
        "required": _("Choose at least one answer."),
        "invalid_choice": _("Choose from the answers on this page."),
    }

    def __init__(self, *, choices: Choices = (), hints: Mapping[str, Words] | None = None, **kwargs: Any) -> None:
        """Take the choices as (value, words)."""
        kwargs.setdefault("widget", Checkboxes(hints=hints))
        super().__init__(choices=list(choices), **kwargs)


class UploadField(forms.FileField):
    """A photograph or a file; a telephone offers its camera. What is inside is checked by whoever keeps it."""

    default_error_messages = {
        "required": _("Choose a file, or take a photo."),
        "missing": _("Choose a file, or take a photo."),
        "empty": _("This file is empty. Choose another one."),
        "too_large": _("This file is too large. It may have up to %(limit)s MB."),
    }

    def __init__(self, *, accept: Iterable[str] = UPLOAD_TYPES, most_megabytes: int = 10, **kwargs: Any) -> None:
        """Take the kinds of file that are offered, and the largest."""
        self.most_megabytes = most_megabytes
        kwargs.setdefault("widget", Upload(attrs={"accept": ",".join(accept)}))
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        """Take the file, unless it is too large."""
        found = super().to_python(data)
        if found is not None and (found.size or 0) > self.most_megabytes * 1_000_000:
            raise ValidationError(self.error_messages["too_large"], "too_large", {"limit": self.most_megabytes})
        return found


def _number(part: str, text: str) -> int | None:
    """The number in a box: digits of any script, or the name of a month."""
    if text.isdecimal():
        # More digits than a year has are no part of a day; thousands of them Python refuses to read.
        return int(text) if len(text) <= LONGEST_NUMBER else None
    if part == "month" and len(text) >= 3:
        names = {str(name).casefold(): number for number, name in MONTHS.items()}
        found = [number for name, number in names.items() if name.startswith(text.casefold())]
        return found[0] if len(found) == 1 else None
    return None
