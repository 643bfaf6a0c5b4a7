"""A new account for payments, as its owner types it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janua.pack.installed import country
from janua.payments.models.account import normalised
from janua.ui.fields import TextField
from janua.ui.on_page import language


class AccountForm(forms.Form):
    """Number and holder, checked as far as a number can be checked."""

    number = TextField(
        label=_("Account number (IBAN)"),
        help_text=_("It is on your bank card, your bank statement or in your bank's app. Spaces do not matter."),
        max_length=60,
        autocomplete="off",
        error_messages={"required": _("Write the account number (IBAN).")},
    )
    holder = TextField(
        label=_("Name of the account holder"),
        help_text=_("As your bank writes it. It should be your own account."),
        max_length=140,
        autocomplete="name",
        error_messages={"required": _("Write the name as your bank has it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the number as people type it: from left to right in every language."""
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs.update({"dir": "ltr", "spellcheck": "false"})

    def clean_number(self) -> str:
        """The number as files carry it."""
        number = normalised(self.cleaned_data["number"])
        fault = country().bank.account_fault(number)
        if fault is not None:
            raise ValidationError(_fault_words(fault))
        return number


def _fault_words(fault: str) -> str:
    words = country().notices
    texts = {} if words is None else words.texts.get(language()) or words.texts.get("en", {})
    return texts.get(fault, "") or gettext(
        "This account number is wrong. Compare it with your bank's letter, digit by digit."
    )
