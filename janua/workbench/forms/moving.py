"""Forms about a whole case that goes to an office of another area."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.ui.fields import AreaField, ChoiceField, YesNoField

LONG = 2000
Choices = Sequence[tuple[Any, Any]]


class TransferForm(forms.Form):
    """Where a case goes, and why."""

    office = forms.TypedChoiceField(
        label=_("Which office?"), coerce=int, error_messages={"required": _("Choose the office that is to get it.")}
    )
    reason = ChoiceField(label=_("Why?"), choices=())
    words = AreaField(
        label=_("What does the other office need to know?"),
        help_text=_("Why the case goes there, and what is urgent. Only the two offices read this."),
        max_length=LONG,
        rows=4,
        error_messages={"required": _("Say in a sentence why the case goes there and what is urgent.")},
    )

    def __init__(self, *args: Any, offices: Choices, reasons: Choices, **kwargs: Any) -> None:
        """Take the offices, in the order of their names, and why a case may go there."""
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [("", ""), *offices]  # type: ignore[attr-defined]
        hints = {"safety": _("The person is told that the case has gone to another office, and not to which.")}
        self.fields["reason"] = ChoiceField(
            label=_("Why?"),
            choices=reasons,
            hints=hints,
            error_messages={"required": _("Choose why the case goes there.")},
        )
        self.order_fields(["office", "reason", "words"])


class TransferAnswerForm(forms.Form):
    """Whether the office takes the case."""

    is_accepted = YesNoField(
        label=_("Does your office take this case?"),
        error_messages={"required": _("Say whether your office takes the case.")},
    )
    words = AreaField(label=_("If not: why, and which office is right?"), required=False, max_length=LONG, rows=3)
