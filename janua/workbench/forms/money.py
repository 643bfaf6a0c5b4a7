"""Forms of the payments pages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.payments.models import AccountChange
from janua.ui.fields import AreaField, ChoiceField, DayField, ManyField, TextField

REASON_LENGTH = AccountChange._meta.get_field("reason").max_length or 200


class NewRunForm(forms.Form):
    """Which area a run pays, on which day, and of which programmes."""

    area = forms.TypedChoiceField(label=_("Whose payments"), coerce=int)
    execute_on = DayField(
        label=_("Payment day"),
        help_text=_("The day on which the bank pays. Everything that is due by then goes in."),
    )

    programmes = ManyField(
        label=_("Only these programmes"),
        help_text=_("Tick one or several to pay nothing else. Tick none to pay everything that is due."),
        required=False,
    )

    def __init__(
        self,
        *args: object,
        areas: Sequence[tuple[int, str]],
        programmes: Sequence[tuple[str, str]],
        first_day: date,
        **kwargs: object,
    ) -> None:
        """Take the areas that the officer may pay, the programmes, and the first day that makes sense."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["area"].choices = list(areas)  # type: ignore[attr-defined]
        self.fields["programmes"].choices = list(programmes)  # type: ignore[attr-defined]
        self.fields["execute_on"].earliest = first_day  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was asked for, by the words of the action."""
        cleaned = self.cleaned_data
        return {
            "execute_on": cleaned["execute_on"],
            "area_id": cleaned["area"],
            "programmes": cleaned["programmes"],
        }


class ApproveForm(forms.Form):
    """The total that the second person was shown when they pressed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class GiveUpForm(forms.Form):
    """Why a run is given up or sent back."""

    reason = AreaField(
        label=_("Why?"),
        help_text=_("Whoever prepares the next run reads it. Write no names of persons."),
        max_length=REASON_LENGTH,
        rows=3,
    )


class RefuseAccountForm(forms.Form):
    """Why an account is refused."""

    reason = AreaField(
        label=_("Why do you refuse it?"),
        help_text=_("It is kept with the proposal. The person is told that the account was refused."),
        max_length=REASON_LENGTH,
        rows=3,
    )


class MendForm(forms.Form):
    """Another account for a payee whose money came back."""

    number = TextField(
        label=_("Account number"),
        help_text=_("As on the paper of the bank. Spaces do not matter."),
        max_length=60,
        autocomplete="off",
    )
    holder_name = TextField(
        label=_("Name of the holder"), help_text=_("Exactly as the bank has it."), max_length=140, autocomplete="off"
    )
    reason = TextField(
        label=_("How do you know?"),
        help_text=_("For example: the person showed a paper of the bank. A colleague reads it before they confirm."),
        max_length=REASON_LENGTH,
    )


class AccountListForm(forms.Form):
    """Which proposals to list."""

    whose = ChoiceField(
        label=_("Proposed by"),
        required=False,
        choices=[("", _("Anybody")), ("payee", _("The person themselves")), ("officer", _("An officer"))],
    )
