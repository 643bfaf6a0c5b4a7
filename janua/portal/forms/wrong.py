"""What is right instead of something known: one field of the attribute's own type."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.pack.attributes import Attribute
from janua.pack.installed import country
from janua.ui.fields import ChoiceField, DayField, MoneyField, TextField, UploadField, YesNoField
from janua.ui.on_page import in_order

# More than these are a list to choose from, not buttons.
BUTTONS_MOST = 7
Choices = Sequence[tuple[str, str]]


class RightForm(forms.Form):
    """The right value, and a paper that shows it."""

    def __init__(self, *args: Any, attribute: str, choices: Choices, **kwargs: Any) -> None:
        """Draw the field that fits what is known.

        choices   of a choice, with their words
        """
        super().__init__(*args, **kwargs)
        self.fields["right"] = _field(country().attributes_by_name[attribute], choices)
        self.fields["paper"] = UploadField(
            label=_("Add a photo or a file"),
            help_text=_("A payslip, a certificate, a letter: whatever shows it. You may also send none."),
            required=False,
        )

    def value(self) -> Any:
        """What was given, as the register takes it; after `is_valid`."""
        given = self.cleaned_data["right"]
        return given == "yes" if given in ("yes", "no") else given


def _field(attribute: Attribute, choices: Choices) -> forms.Field:
    label = _("What is right?")
    if attribute.type == "money":
        return MoneyField(label=label, currency=attribute.unit.partition(" ")[0])
    if attribute.type == "date":
        return DayField(label=label)
    if attribute.type == "bool":
        return YesNoField(label=label)
    if attribute.type == "choice":
        if len(choices) <= BUTTONS_MOST:
            return ChoiceField(label=label, choices=choices)
        ordered = in_order(choices, by=itemgetter(1))
        return forms.ChoiceField(
            label=label, choices=[("", ""), *ordered], widget=forms.Select(attrs={"class": "govuk-select"})
        )
    if attribute.type == "count":
        return forms.IntegerField(label=label, min_value=0)
    return TextField(label=label, max_length=200)
