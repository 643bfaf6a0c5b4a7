"""Forms about legal holds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.ui.fields import AreaField, ChoiceField, DayField, TextField, YesNoField


class LegalHoldForm(forms.Form):
    """Why, by which law and until when a person's data are kept beyond their time."""

    ground = ChoiceField(
        label=_("What are the data needed for?"),
        choices=(),
        error_messages={"required": _("Choose what the data are needed for.")},
    )
    law = TextField(
        label=_("Which law wants it?"),
        help_text=_("The law and its article."),
        max_length=200,
        error_messages={"required": _("Name the law and its article.")},
    )
    reason = AreaField(
        label=_("In a sentence"),
        help_text=_("The second person reads this. It is kept locked with the file."),
        max_length=2000,
        rows=4,
        error_messages={"required": _("Say what the data are needed for.")},
    )
    ends_on = DayField(label=_("Last day"), help_text=_("Within five years. Ask anew when it ends."))

    def __init__(self, *args: Any, grounds: Sequence[tuple[str, Any]], first_day: date, **kwargs: Any) -> None:
        """Take the grounds, and the first day on which it may end."""
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]
        self.fields["ends_on"].earliest = first_day  # type: ignore[attr-defined]


class LegalHoldAnswerForm(forms.Form):
    """What the second person says."""

    is_confirmed = YesNoField(
        label=_("Are these data kept?"), error_messages={"required": _("Say whether these data are kept.")}
    )
