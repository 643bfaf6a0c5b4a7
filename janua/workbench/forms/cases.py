"""What officers type on the pages of cases."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janua.casework.models import Question
from janua.ui.fields import AreaField, ChoiceField, DayField, TextField

Choices = Iterable[tuple[str, Any]]


class InboxForm(forms.Form):
    """What to show of the inbox; it stands in the address."""

    whose = forms.ChoiceField(
        label=_("Whose work"),
        required=False,
        choices=[("mine", _("Mine")), ("office", _("All of my office")), ("nobody", _("Nobody’s yet"))],
    )
    deadline = forms.ChoiceField(
        label=_("Deadline"),
        required=False,
        choices=[("", _("Any")), ("overdue", _("Overdue")), ("soon", _("Within seven days"))],
    )
    kind = forms.ChoiceField(label=_("Kind of work"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("The most pressing first")), ("name", _("By family name"))]
    )

    def __init__(self, *args: Any, kinds: Choices = (), programmes: Choices = (), **kwargs: Any) -> None:
        """Take what there is to choose from."""
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", kinds), ("programme", programmes)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Any")), *choices]


class FindPersonForm(forms.Form):
    """A number or a name; sent in the body, so that no name stands in an address or a log."""

    words = TextField(
        label=_("Name or number"),
        help_text=_(
            "A full identity number, or at least three letters of a name, in any script. Small slips are found."
        ),
        max_length=120,
        error_messages={"required": _("Write a name or a number.")},
    )


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = AreaField(
        label=_("New note"),
        help_text=_("Colleagues of this office read it. It cannot be changed afterwards."),
        max_length=4000,
        rows=3,
        error_messages={"required": _("Write what your colleagues should know.")},
    )


class AskForm(forms.Form):
    """What the person is asked."""

    kind = ChoiceField(
        label=_("What do you need?"),
        choices=[
            (Question.Kind.SAY.value, _("An answer")),
            (Question.Kind.PAPER.value, _("A paper, or a photo of one")),
        ],
    )
    text = AreaField(
        label=_("What do you want to know?"),
        help_text=_("Write to the person, in short and plain sentences. They read exactly this."),
        max_length=2000,
        error_messages={"required": _("Write what you want to know.")},
    )
    answer_by = DayField(label=_("Answer by"), help_text=_("An answer after this day still counts."))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Take today: an answer needs a day at least."""
        super().__init__(*args, **kwargs)
        field = self.fields["answer_by"]
        if isinstance(field, DayField):
            field.earliest = on + timedelta(days=1)


class HandOverForm(forms.Form):
    """Why a task changes hands, and where it goes: lot, office:ID or named:ACCOUNT."""

    reason = ChoiceField(label=_("Why?"))
    words = AreaField(
        label=_("In your words"),
        help_text=_("Needed for another reason, and where you name a colleague."),
        required=False,
        max_length=1000,
        rows=3,
    )
    to = ChoiceField(label=_("Who gets it?"))

    def __init__(
        self,
        *args: Any,
        reasons: Choices,
        offices: Choices = (),
        colleagues: Choices = (),
        about_a_person: bool = True,
        **kwargs: Any,
    ) -> None:
        """Take why, and where it may go."""
        super().__init__(*args, **kwargs)
        self.fields["reason"] = ChoiceField(label=_("Why?"), choices=reasons)
        hints = {"lot": _("The lot chooses, among those with the least to do. Nobody picks.")}
        named = [(f"named:{account}", name) for account, name in colleagues]
        hints |= {value: _("Against the lot: a supervisor has to confirm it.") for value, _name in named}
        choices = [("lot", _("A colleague of this office"))]
        choices += [(f"office:{office}", name) for office, name in offices]
        field = ChoiceField(label=_("Who gets it?"), choices=[*choices, *named], hints=hints)
        self.fields["to"] = field
        if not about_a_person:
            del self.fields["words"]


class RuleForm(forms.Form):
    """Which statement holds, and why."""

    fact = ChoiceField(label=_("Which one is right?"))
    reason = AreaField(
        label=_("Why?"),
        help_text=_("The person may read this. Say what convinced you."),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Say what convinced you: the person may read it.")},
    )

    def __init__(self, *args: Any, sides: Choices, **kwargs: Any) -> None:
        """Take the two statements."""
        super().__init__(*args, **kwargs)
        self.fields["fact"] = ChoiceField(
            label=_("Which one is right?"), choices=sides, error_messages={"required": _("Choose one of the two.")}
        )
        self.order_fields(["fact", "reason"])


class ChallengeForm(forms.Form):
    """Why the person asks to look at a decision again."""

    grounds = AreaField(
        label=_("What does the person say is wrong?"),
        help_text=_("In their words."),
        max_length=4000,
        error_messages={"required": _("Write what the person says is wrong.")},
    )


class DecideForm(forms.Form):
    """The press of the button: on which assessment, and which way."""

    assessment = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=[("grant", "grant"), ("refuse", "refuse")], widget=forms.HiddenInput)


class AssessmentForm(forms.Form):
    """On which assessment something is done."""

    assessment = forms.UUIDField(widget=forms.HiddenInput)
