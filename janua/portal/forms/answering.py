"""What a person writes back: an answer to a notice or question, and why they do not agree."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from janua.ui.fields import AreaField

LONGEST = 2000


class AnswerForm(forms.Form):
    """An answer in the person's own words."""

    answer = AreaField(
        label=_("Your answer"),
        help_text=_("Say what is wrong or what we do not know. Write in any language that you like."),
        max_length=LONGEST,
        error_messages={"required": _("Write your answer. If you have nothing to say, you need not send anything.")},
    )


class GroundsForm(forms.Form):
    """Why a decision should be looked at again."""

    grounds = AreaField(
        label=_("What is wrong with our decision?"),
        help_text=_("Use your own words. You need not know the law. You need not send papers now."),
        max_length=LONGEST,
        error_messages={"required": _("Write what is wrong, in a few words.")},
    )

    def clean_grounds(self) -> str:
        """Leave no empty lines around it."""
        grounds: str = self.cleaned_data["grounds"].strip()
        return grounds


class PaperAnswerForm(AnswerForm):
    """An answer that may be a paper alone."""

    paper = forms.FileField(
        label=_("Add a photo or a file"),
        help_text=_("A photo from your phone is enough. JPEG, PNG, HEIC or PDF, 10 MB at most."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A paper says enough by itself."""
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = False

    def clean(self) -> dict[str, Any]:
        """Something must be sent."""
        given = super().clean() or {}
        if not str(given.get("answer") or "").strip() and not given.get("paper"):
            raise ValidationError({"answer": _("Write an answer or add a paper.")})
        return given
