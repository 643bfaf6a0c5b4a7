"""A form made of what a register would have answered: one field an attribute, none of them required alone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from janua.pack.attributes import Attribute
from janua.ui.fields import ChoiceField, DayField, MoneyField, UploadField, YesNoField
from janua.values import Money


class ByHandForm(forms.Form):
    """What an officer read on papers."""

    def __init__(self, *args: Any, attributes: Sequence[tuple[Attribute, str]], dated: bool, **kwargs: Any) -> None:
        """Take what the register supplies, with what each is called; `dated` asks from when it holds."""
        super().__init__(*args, **kwargs)
        self.attributes = tuple(attribute for attribute, _label in attributes)
        for attribute, label in attributes:
            self.fields[attribute.name] = _field(attribute, label)
        if dated:
            self.fields["since"] = DayField(
                label=_("From which day does this hold?"), help_text=_("Leave empty for: always."), required=False
            )
        self.fields["paper"] = UploadField(
            label=_("The paper that you saw"),
            help_text=_("A photo or a PDF. It is kept in the person’s file."),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one value."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and all(cleaned.get(one.name) in (None, "") for one in self.attributes):
            raise forms.ValidationError(_("Write at least one value that you read on the papers."))
        return cleaned


def _field(attribute: Attribute, label: str) -> forms.Field:
    words: dict[str, Any] = {"label": label, "required": False}
    match attribute.type:
        case "bool":
            return YesNoField(**words)
        case "money":
            words["help_text"] = _("The total of all payers.") if attribute.repeats else ""
            currency = attribute.unit.partition(" ")[0]
            return MoneyField(currency=currency, least=Money(attribute.domain[0], currency), **words)
        case "date":
            return DayField(**words)
        case "choice" if len(attribute.choices) <= 12:
            return ChoiceField(choices=[(one, one.replace("_", " ")) for one in attribute.choices], **words)
        case "choice":
            choices = [("", "–"), *((one, one.replace("_", " ")) for one in attribute.choices)]
            return forms.ChoiceField(choices=choices, **words)
        case "count":
            return forms.IntegerField(min_value=attribute.domain[0], max_value=attribute.domain[1], **words)
    return forms.CharField(max_length=100, **words)
