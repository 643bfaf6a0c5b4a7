"""Forms of what auditors look into: the filter of signals, what was found out, and which decisions are drawn."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.analytics.integrity.actions.sample import MOST, SampleWanted
from janua.analytics.integrity.models import Finding
from janua.ui.fields import AreaField, ChoiceField, DayField, TextField
from janua.ui.widgets import Checkboxes

LONG = 2_000
_ANY = ("", _("Any"))


class SignalsForm(forms.Form):
    """Which signals are shown."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("What was seen"), required=False)

    def __init__(
        self, *args: Any, states: Sequence[tuple[str, Any]], kinds: Sequence[tuple[str, Any]], **more: Any
    ) -> None:
        """Take the states and the kinds of signals."""
        super().__init__(*args, **more)
        self.fields["state"].choices = [_ANY, *states]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [_ANY, *kinds]  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    """What an auditor found out."""

    state = ChoiceField(
        label=_("How far are you?"),
        choices=[
            (Finding.State.LOOKED_INTO.value, _("I am looking into it")),
            (Finding.State.EXPLAINED.value, _("It is explained: there is an innocent reason")),
            (Finding.State.PASSED_ON.value, _("I passed it on to whoever inquires")),
        ],
        error_messages={"required": _("Choose how far you are.")},
    )
    words = AreaField(
        label=_("What did you find out?"),
        help_text=_("Whoever looks next begins here. It is kept locked, and only auditors read it."),
        max_length=LONG,
        error_messages={"required": _("Say in a sentence what you found out.")},
    )


class SampleForm(forms.Form):
    """Which decisions are drawn, and how many."""

    purpose = TextField(
        label=_("What is this sample for?"),
        help_text=_("For example: yearly audit, first quarter. It is kept with the sample."),
        max_length=300,
    )
    size = forms.IntegerField(
        label=_("How many decisions"),
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": _("Write a number from 1 to 1,000."),
            "invalid": _("Write a number from 1 to 1,000."),
            "min_value": _("Write a number from 1 to 1,000."),
            "max_value": _("Write a number from 1 to 1,000."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    office = forms.TypedChoiceField(label=_("Office"), required=False, coerce=int, empty_value=None)
    officer = forms.TypedChoiceField(label=_("Officer"), required=False, coerce=UUID, empty_value=None)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    by = forms.ChoiceField(label=_("Decided by"), required=False)
    since = DayField(label=_("Decided from"), required=False)
    until = DayField(label=_("Decided up to"), required=False)
    strata = forms.MultipleChoiceField(
        label=_("Draw apart by"),
        help_text=_("Each group then gives its share, and at least one. Choose nothing to draw from all together."),
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, *args: Any, choices: Mapping[str, Sequence[tuple[str, Any]]], **more: Any) -> None:
        """Take what there is to choose from in the auditor's areas: field → its choices."""
        super().__init__(*args, **more)
        for name, listed in choices.items():
            any_of_them = [] if name == "strata" else [_ANY]
            self.fields[name].choices = [*any_of_them, *listed]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> SampleWanted:
        """What a valid form asks for."""
        return SampleWanted(**self.cleaned_data)
