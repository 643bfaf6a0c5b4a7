"""Forms of the oversight pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.ui.fields import AreaField, ChoiceField, DayField, TextField, YesNoField

LONG = 1_000
# By what an action begins with: what an auditor may look for.
KINDS = {
    "": _("Anything"),
    "run.": _("Payment runs"),
    "order.": _("Payment orders"),
    "account.": _("Accounts"),
    "hold.": _("Held payments"),
    "role.": _("Roles"),
    "decision.": _("Decisions"),
    "fact.": _("Facts"),
    "task.": _("Tasks"),
    "urgent.": _("Files opened in urgency"),
    "session.": _("Signing in"),
}


class TrailForm(forms.Form):
    """What an auditor looks for in the trail; all of it together."""

    person = TextField(
        label=_("About the person with number"), required=False, max_length=80, help_text=_("Identity number or id.")
    )
    officer = TextField(
        label=_("Done by"), required=False, max_length=120, help_text=_("Staff number, or the whole name.")
    )
    thing = forms.UUIDField(
        label=_("About the thing with id"),
        required=False,
        error_messages={"invalid": _("This is no id. Copy it whole, with its dashes.")},
    )
    kind = forms.ChoiceField(label=_("What was done"), required=False, choices=list(KINDS.items()))
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)


class LooksForm(forms.Form):
    """Whose log is looked up: a person's, or an officer's."""

    person = TextField(
        label=_("Who looked at the person with number"),
        required=False,
        max_length=80,
        help_text=_("Identity number or id."),
    )
    officer = TextField(
        label=_("Whom did this officer look at"),
        required=False,
        max_length=120,
        help_text=_("Staff number, or the whole name."),
    )


class RefusedForm(forms.Form):
    """Which of what was refused an auditor looks for; all of it together."""

    kind = forms.ChoiceField(label=_("What it was"), required=False)
    account = forms.UUIDField(
        label=_("Of the account with id"),
        required=False,
        error_messages={"invalid": _("This is no id. Copy it whole, with its dashes.")},
    )
    origin = TextField(label=_("From the same place as"), required=False, max_length=16)
    since = DayField(label=_("From"), required=False)

    def __init__(self, *given: Any, kinds: Mapping[str, Any], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["kind"].choices = [("", _("Anything")), *kinds.items()]  # type: ignore[attr-defined]


class SeekForm(forms.Form):
    """Whose file is needed."""

    number = TextField(
        label=_("Identity number"), help_text=_("The whole number, as on the card."), max_length=80, width=20
    )


class UrgentForm(forms.Form):
    """Why a file has to be opened at once."""

    reason = AreaField(
        label=_("What has happened, and what do you need to know?"),
        help_text=_("A supervisor reads this within a day. It is kept locked with the file."),
        max_length=LONG,
        error_messages={"required": _("Say what has happened and what you need to know.")},
    )


class ReviewForm(forms.Form):
    """What a supervisor says of a file opened in urgency."""

    is_justified = YesNoField(label=_("Was it right to open this file?"))
    note = AreaField(
        label=_("What did you find?"),
        help_text=_("A sentence is enough. With a no, say what you do about it."),
        max_length=LONG,
        rows=3,
    )


class ProposeRoleForm(forms.Form):
    """Who is to hold which role, where and how long."""

    account = forms.ChoiceField(label=_("Who"))
    role = ChoiceField(label=_("Role"))
    area = forms.TypedChoiceField(label=_("Where"), coerce=int, help_text=_("There, and in everything within it."))
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("To, if it ends"), required=False)

    def __init__(
        self,
        *args: object,
        staff: Sequence[tuple[str, str]],
        roles: Sequence[tuple[str, str]],
        hints: dict[str, str],
        areas: Sequence[tuple[int, str]],
        first_day: date,
        **kwargs: object,
    ) -> None:
        """Take who works here, which roles there are, and where the officer may grant them."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["role"] = ChoiceField(label=_("Role"), choices=roles, hints=hints)
        self.fields["account"].choices = list(staff)  # type: ignore[attr-defined]
        self.fields["area"].choices = list(areas)  # type: ignore[attr-defined]
        self.fields["starts_on"].earliest = first_day  # type: ignore[attr-defined]


class NewStaffForm(forms.Form):
    """A new colleague."""

    display_name = TextField(
        label=_("Name"), help_text=_("It stands under their decisions."), max_length=120, autocomplete="off"
    )
    staff_number = TextField(label=_("Staff number"), max_length=40, width=20, autocomplete="off")
    login = TextField(
        label=_("Name to sign in with"), help_text=_("Letters and digits."), max_length=80, width=20, autocomplete="off"
    )
    office = forms.TypedChoiceField(label=_("Office"), coerce=int)

    def __init__(self, *args: object, offices: Sequence[tuple[int, str]], **kwargs: object) -> None:
        """Take the offices of the officer's areas."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["office"].choices = list(offices)  # type: ignore[attr-defined]


class LeavingForm(forms.Form):
    """When a colleague leaves."""

    left_on = DayField(label=_("First day on which they no longer serve"), help_text=_("Every role ends with it."))
