"""The calculator's forms: who lives together, and one question at a time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janua.pack.country_codes import COUNTRY_CODES
from janua.pack.questionnaire import CalculatorQuestion, Member, Questionnaire
from janua.portal.journeys.calculate.carried import MOST_CHILDREN, MOST_OTHERS
from janua.portal.journeys.calculate.words import said_text, who
from janua.ui.countries import country_name
from janua.ui.fields import ChoiceField, DayField, ManyField, MoneyField, UploadField, YesNoField
from janua.values import Money

ALONE = "none"
_EARLIEST = date(1890, 1, 1)


class CountField(forms.IntegerField):
    """A whole number, in a short box."""

    default_error_messages = {
        "required": _("Write a number. Write 0 if there is none."),
        "invalid": _("Write the number in digits."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Take the limits."""
        attrs = {"class": "govuk-input govuk-input--width-3", "inputmode": "numeric"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)


class HouseholdForm(forms.Form):
    """Who lives with you: you, a partner, how many children, how many others."""

    def __init__(self, questionnaire: Questionnaire, on: date, data: Any = None, initial: Any = None) -> None:
        """Take the kinds of partner that the country's law knows."""
        super().__init__(data, initial=initial or {})
        household = questionnaire.household
        self.fields["born"] = DayField(label=_("When were you born?"), birthday=True, earliest=_EARLIEST, latest=on)
        self.fields["partner"] = ChoiceField(
            label=_("Do you live with a partner?"),
            choices=[
                (ALONE, gettext("No")),
                *((kind, said_text(words)) for kind, words in household.partners.items()),
            ],
        )
        self.fields["children"] = CountField(
            label=_("How many children do you have in your care?"),
            min_value=0,
            max_value=MOST_CHILDREN,
            help_text=_("Yours, your partner's and adopted ones, of any age."),
        )
        if household.others:
            self.fields["others"] = CountField(
                label=_("How many other people live with you?"),
                min_value=0,
                max_value=MOST_OTHERS,
                help_text=_("Parents, brothers and sisters, or others at your home."),
            )

    def keys(self) -> tuple[str, ...]:
        """Those of whom the next page asks the day of birth."""
        given = self.cleaned_data
        return (
            *(("partner",) if given["partner"] != ALONE else ()),
            *(f"child-{number}" for number in range(1, given["children"] + 1)),
            *(f"other-{number}" for number in range(1, given.get("others", 0) + 1)),
        )


class BirthsForm(forms.Form):
    """When each of the others was born; of those who are neither partner nor child, who they are to you."""

    def __init__(
        self, questionnaire: Questionnaire, keys: Sequence[str], on: date, data: Any = None, initial: Any = None
    ) -> None:
        """Take of whom to ask."""
        super().__init__(data, initial=initial or {})
        self.keys = tuple(keys)
        others = [(kind, said_text(words)) for kind, words in questionnaire.household.others.items()]
        for key in keys:
            if key.startswith("other"):
                self.fields[f"kind-{key}"] = ChoiceField(
                    label=gettext("Who is the %(number)s. other person?") % {"number": key.partition("-")[2]},
                    choices=others,
                )
            self.fields[f"born-{key}"] = DayField(label=_label(key), earliest=_EARLIEST, latest=on)

    def members(self, you: date, partner: str) -> tuple[Member, ...]:
        """The household."""
        given = self.cleaned_data
        kinds = {"partner": partner}
        return (
            Member("you", "you", you),
            *(
                Member(key, _role(key), given[f"born-{key}"], kinds.get(key) or given.get(f"kind-{key}", ""))
                for key in self.keys
            ),
        )


def _role(key: str) -> Any:
    return key.partition("-")[0]


def _label(key: str) -> str:
    role, _dash, number = key.partition("-")
    if role == "partner":
        return gettext("When was your partner born?")
    if role == "child":
        return gettext("When was child %(number)s born?") % {"number": number}
    return gettext("When was this person born?")


class AnswerForm(forms.Form):
    """One question, a field for each person whom it is about."""

    def __init__(
        self,
        question: CalculatorQuestion,
        subjects: Sequence[str],
        members: Mapping[str, Member],
        on: date,
        data: Any = None,
        initial: Any = None,
    ) -> None:
        """Take the question, and about whom it is put."""
        super().__init__(data, initial=initial or {})
        self.question, self.subjects = question, tuple(subjects)
        for subject in subjects:
            alone = len(self.subjects) == 1
            label = said_text(question.texts) if alone else who(members[subject])
            self.fields[f"a-{subject}"] = _field(question, label, said_text(question.hints) if alone else "", on)

    def answers(self) -> dict[tuple[str, str], Any]:
        """What was answered, as the questionnaire takes it."""
        return {
            (self.question.code, subject): _taken(self.cleaned_data[f"a-{subject}"], self.question)
            for subject in self.subjects
        }


def _field(question: CalculatorQuestion, label: str, hint: str, on: date) -> forms.Field:
    words: dict[str, Any] = {"label": label, "help_text": hint}
    match question.kind:
        case "yes_no":
            return YesNoField(**words)
        case "choice":
            return ChoiceField(choices=[(key, said_text(text)) for key, text in question.choices.items()], **words)
        case "ticks":
            choices = [(key, said_text(text)) for key, text in question.choices.items()]
            return ManyField(choices=choices, required=False, **words)
        case "country":
            names = sorted(((code, country_name(code)) for code in COUNTRY_CODES), key=lambda one: one[1])
            select = forms.Select(attrs={"class": "govuk-select"})
            return forms.ChoiceField(choices=[("", ""), *names], widget=select, **words)
        case "money":
            return MoneyField(least=_money(question.least), most=_money(question.most), **words)
        case "count":
            return CountField(min_value=question.least, max_value=question.most, **words)
        case _:
            return DayField(earliest=_EARLIEST, latest=on, **words)


def _money(whole: int | None) -> Money | None:
    from janua.pack.installed import country

    return None if whole is None else Money.of(str(whole), country().currency)


def _taken(value: Any, question: CalculatorQuestion) -> Any:
    if isinstance(value, Money):
        return str(value.amount)
    return tuple(key for key in question.choices if key in value) if question.kind == "ticks" else value


class ReopenForm(forms.Form):
    """A file of answers that somebody kept."""

    file = UploadField(
        label=_("Your file of answers"), accept=("application/json", ".json"), most_megabytes=1,
        help_text=_("Its name ends in .json. We read it and keep nothing."),
    )  # fmt: skip
