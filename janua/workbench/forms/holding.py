"""Forms about looks that are shown to a person later."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.ui.fields import AreaField, ChoiceField, DayField, TextField, YesNoField

Choices = Sequence[tuple[Any, Any]]


class LookHoldForm(forms.Form):
    """Why, by which law, and until when looks at a person are left out of what the person is shown."""

    ground = ChoiceField(
        label=_("Who would be in danger?"),
        choices=(),
        error_messages={"required": _("Choose who would be in danger.")},
    )
    law = TextField(
        label=_("Which law allows it?"),
        help_text=_("The law and its article."),
        max_length=200,
        error_messages={"required": _("Name the law and its article.")},
    )
    reason = AreaField(
        label=_("What could happen?"),
        help_text=_("The second person reads this. It is kept locked with the file."),
        max_length=2000,
        rows=4,
        error_messages={"required": _("Say what could happen if the person saw it now.")},
    )
    office = forms.TypedChoiceField(
        label=_("Whose looks?"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Leave out as few as you can."),
    )
    since = DayField(label=_("First day that is left out"), help_text=_("It may lie in the past."))
    ends_on = DayField(label=_("Last day"), help_text=_("Within a year. On the day after, the person sees all looks."))

    def __init__(self, *args: Any, offices: Choices, grounds: Choices, first_day: date, **kwargs: Any) -> None:
        """Take the offices, in the order of their names, and who may be in danger."""
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", _("Looks from all offices")), *offices]  # type: ignore[attr-defined]
        self.fields["ends_on"].earliest = first_day  # type: ignore[attr-defined]


class HoldAnswerForm(forms.Form):
    """What the second person says."""

    is_confirmed = YesNoField(
        label=_("Are these looks shown later?"),
        error_messages={"required": _("Say whether these looks are shown later.")},
    )
