"""The form of an announcement: its kind, its days, its words in each language of the country."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from janua.catalogue.actions.announcement import Words
from janua.catalogue.models import Announcement
from janua.pack.installed import country
from janua.ui.fields import AreaField, ChoiceField, DayField, TextField
from janua.ui.templatetags.janua import language_name

KINDS = (
    ("news", pgettext_lazy("kind of announcement", "News")),
    ("closure", _("An office is closed")),
    ("outage", _("Something does not work")),
)
TITLE_LENGTH, TEXT_LENGTH = 120, 2000


class AnnouncementForm(forms.Form):
    """What an announcement says and when it shows."""

    kind = ChoiceField(label=_("What is it about?"), choices=KINDS)
    shows_from = DayField(label=_("First day on the portal"))
    shows_until = DayField(
        label=_("Last day on the portal"),
        help_text=_("Leave it empty for news that stands until somebody takes it down."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in country().languages:
            name = language_name(language)
            self.fields[f"title_{language}"] = TextField(
                label=gettext("Title: %(language)s") % {"language": name},
                max_length=TITLE_LENGTH,
                error_messages={"required": gettext("Write the title: %(language)s.") % {"language": name}},
            )
            self.fields[f"text_{language}"] = AreaField(
                label=gettext("Text: %(language)s") % {"language": name},
                help_text=gettext("Say first what people should do. An empty line begins a new paragraph."),
                max_length=TEXT_LENGTH,
                error_messages={"required": gettext("Write the text: %(language)s.") % {"language": name}},
            )
            for part in ("title", "text"):
                self.fields[f"{part}_{language}"].widget.attrs |= {"lang": language, "dir": "auto"}

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("shows_from"), cleaned.get("shows_until")
        if first and last and last < first:
            self.add_error("shows_until", _("The last day is before the first. Write a later one."))
        return cleaned

    @property
    def words(self) -> Words:
        """What was typed, for the action."""
        given, languages = self.cleaned_data, country().languages
        return Words(
            kind=given["kind"],
            titles={language: given[f"title_{language}"] for language in languages},
            texts={language: given[f"text_{language}"] for language in languages},
            shows_from=given["shows_from"],
            shows_until=given["shows_until"],
        )

    @staticmethod
    def initial_of(row: Announcement) -> dict[str, Any]:
        """An announcement as the form shows it."""
        words = {f"title_{language}": text for language, text in row.titles.items()}
        words |= {f"text_{language}": text for language, text in row.texts.items()}
        return {"kind": row.kind, "shows_from": row.shows_from, "shows_until": row.shows_until, **words}
