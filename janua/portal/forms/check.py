"""The code on a letter."""

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from janua.base.seals.queries import tidy_code
from janua.ui.fields import TextField


class CodeForm(forms.Form):
    """One field: the code as somebody copies it from paper."""

    code = TextField(
        label=_("The code on the letter"),
        help_text=_("It stands beside the square picture: four groups of four letters and digits."),
        max_length=40,
        error_messages={"required": _("Type the code that stands beside the square picture.")},
    )

    def clean_code(self) -> str:
        """The code as it stands on paper."""
        tidy = tidy_code(cast("str", self.cleaned_data["code"]))
        if tidy is None:
            raise ValidationError(_("A code of ours has sixteen letters and digits. Compare them one by one."))
        return tidy
