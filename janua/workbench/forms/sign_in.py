"""What staff type to sign in, to give a code, and to set both up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_WIDE = "govuk-input--width-20"


class SignInForm(forms.Form):
    """Name and password."""

    login = forms.CharField(
        label=_("Name for signing in"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "class": _WIDE}
        ),
        error_messages={"required": _("Enter your name for signing in.")},
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": _WIDE}),
        error_messages={"required": _("Enter your password.")},
    )


class CodeForm(forms.Form):
    """The code of this moment."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six figures, from the authenticator app on your phone."),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Enter the six figures that your authenticator shows now.")},
    )


class NewPasswordForm(forms.Form):
    """A password of one's own, twice."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Three or four words that only you would put together are good."),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": _WIDE}),
        error_messages={"required": _("Choose a password.")},
    )
    password_again = forms.CharField(
        label=_("The same password again"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": _WIDE}),
        error_messages={"required": _("Enter the same password again.")},
    )

    def clean_password_again(self) -> str:
        """Make sure that both are the same."""
        again = str(self.cleaned_data["password_again"])
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("The two passwords are not the same."))
        return again


class PasswordForm(NewPasswordForm):
    """The password of now, and another twice."""

    current = forms.CharField(
        label=_("Current password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": _WIDE}),
        error_messages={"required": _("Enter your password.")},
    )
    field_order = ("current", "password", "password_again")

    def clean_password(self) -> str:
        """Make sure that it is another."""
        password = str(self.cleaned_data["password"])
        if password == self.cleaned_data.get("current"):
            raise forms.ValidationError(_("This is the password that you have now. Choose another."))
        return password


class SetUpForm(NewPasswordForm, CodeForm):
    """A password of one's own, twice, the first code, and the code that the second administrator was shown."""

    confirmation = forms.CharField(
        label=_("Code from the second administrator"),
        help_text=_("Sixteen letters and figures. They are not on the link: another administrator gives them to you."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
                "class": _WIDE,
            }
        ),
        error_messages={"required": _("Enter the code that the second administrator gives you.")},
    )
    field_order = ("confirmation", "password", "password_again", "code")

    def __init__(self, *args: Any, confirmed: bool, **more: Any) -> None:
        """Ask for the second administrator's code where one was shown it: a link of the operator has none."""
        super().__init__(*args, **more)
        self.fields["confirmation"].required = confirmed
        self.asks_confirmation = confirmed
