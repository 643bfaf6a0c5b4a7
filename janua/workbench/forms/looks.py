"""Forms of the pages about looks: an answer to an alert, and a look-up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.registers.models import LookAlert
from janua.ui.fields import AreaField, ChoiceField, DayField, TextField

LONG = 1_000


class AlertForm(forms.Form):
    """What was found about an officer's looks."""

    finding = ChoiceField(
        label=_("What did you find?"),
        choices=[
            (LookAlert.Finding.EXPLAINED.value, _("They were part of the work")),
            (LookAlert.Finding.FOLLOWED_UP.value, _("They were not, or I am not sure: I follow it up")),
        ],
        error_messages={"required": _("Choose what you found.")},
    )
    words = AreaField(
        label=_("In a sentence"),
        help_text=_("What you asked, and what you learned. It is kept locked."),
        max_length=LONG,
        rows=3,
        error_messages={"required": _("Say in a sentence what you found.")},
    )


class LookUpForm(forms.Form):
    """Who somebody is said to be: a number, or a name with the day of birth."""

    number = TextField(
        label=_("Identity number"),
        help_text=_("The whole number, as on the card."),
        max_length=80,
        width=20,
        required=False,
    )
    name = TextField(
        label=_("Name"), help_text=_("In any script. Small slips are found."), max_length=200, required=False
    )
    born_on = DayField(label=_("Day of birth"), required=False)
