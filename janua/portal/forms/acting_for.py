"""For whom do you act?"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

MYSELF = "myself"


class ActingForForm(forms.Form):
    """Choose oneself, or somebody who gave a mandate."""

    who = forms.ChoiceField(
        label=_("Choose one"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yourself or one of the people who asked you to act for them.")},
    )

    def __init__(self, *arguments: Any, choices: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["who"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> UUID | None:
        """The person chosen; None for oneself."""
        who = str(self.cleaned_data["who"])
        return None if who == MYSELF else UUID(who)
