"""Forms of consents and mandates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.ui.fields import DayField, ManyField, TextField


class MandateForm(forms.Form):
    """To whom a mandate is given, for what and until when."""

    number = TextField(
        label=_("Their identity card number"),
        width=20,
        error_messages={"required": _("Write the number of their identity card.")},
    )
    family_name = TextField(label=_("Their family name"), error_messages={"required": _("Write their family name.")})
    born_on = DayField(label=_("Their date of birth"), help_text=_("For example: 27 3 1985"))
    scope = ManyField(label=_("What may they do?"))
    ends_on = DayField(
        label=_("Until which day?"),
        required=False,
        help_text=_("Leave this empty if there is no last day. You can end it at any time."),
    )

    def __init__(self, *given: Any, scopes: Iterable[tuple[str, Any]], on: date, **more: Any) -> None:
        """Take what a mandate may be for, and the day of today."""
        super().__init__(*given, **more)
        self.fields["scope"] = ManyField(label=_("What may they do?"), choices=scopes)
        self.on = on

    def clean_ends_on(self) -> date | None:
        """Refuse a last day that is over."""
        day: date | None = self.cleaned_data["ends_on"]
        if day is not None and day < self.on:
            raise forms.ValidationError(_("This day is over. Choose a later one."))
        return day
