"""The forms that the gallery shows: every kind of field, as it comes and with everything wrong."""

from collections.abc import Callable

from django import forms

from janua.ui.fields import (
    AreaField,
    ChoiceField,
    DayField,
    ManyField,
    MoneyField,
    TextField,
    TickField,
    UploadField,
    YesNoField,
)

Words = Callable[[str], str]
WRONG = {
    "name": "", "income": "12.345,678", "born_day": "31", "born_month": "2", "born_year": "2020", "tell": "x" * 320,
    "who": "none",
}  # fmt: skip


class ExampleForm(forms.Form):
    """One field of each kind, labelled in the page's language."""

    def __init__(self, words: Words, data: dict[str, str] | None = None, *, prefix: str = "") -> None:
        """Make the fields, since their labels depend on the words."""
        super().__init__(data, prefix=prefix or None)
        self.fields["name"] = TextField(label=words("name"), autocomplete="name")
        self.fields["income"] = MoneyField(label=words("income"), help_text=words("income_hint"))
        self.fields["born"] = DayField(label=words("born"), birthday=True)
        self.fields["rented"] = YesNoField(label=words("rented"))
        self.fields["who"] = ChoiceField(
            label=words("who"),
            choices=[("me", words("with_me")), ("both", words("with_both"))],
            hints={"both": words("with_both_hint")},
        )
        self.fields["which"] = ManyField(
            label=words("which"),
            choices=[("contract", words("contract")), ("certificate", words("certificate"))],
            hints={"certificate": words("income_hint")},
        )
        self.fields["photo"] = UploadField(label=words("photo"), help_text=words("long"))
        self.fields["tell"] = AreaField(label=words("tell"), max_length=300, required=False)
        self.fields["state"] = forms.ChoiceField(
            label=words("state"),
            initial="granted",
            required=False,
            choices=[("granted", words("granted")), ("waiting", words("waiting"))],
        )
        self.fields["declare"] = TickField(label=words("declare"))


class FilterForm(forms.Form):
    """What a list may be narrowed by."""

    def __init__(self, words: Words) -> None:
        """Make the fields, since their labels depend on the words."""
        super().__init__(prefix="filter")
        self.fields["q"] = TextField(label=words("name"), required=False)
        self.fields["state"] = forms.ChoiceField(
            label=words("state"), choices=[("", "–"), ("granted", words("granted"))], required=False
        )


def example_form(words: Words, *, wrong: bool) -> ExampleForm:
    """The form as it comes, or sent with everything wrong."""
    if not wrong:
        return ExampleForm(words)
    return ExampleForm(words, {f"wrong-{name}": text for name, text in WRONG.items()}, prefix="wrong")
