"""Messages to a person, told in the page's language from the pack's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from janua.base.clock import today
from janua.base.keys.datakeys import KeyDestroyed
from janua.base.notices.models import Notice
from janua.base.notices.queries import notices_of, values_of
from janua.casework.models import Letter
from janua.catalogue.queries import blueprints_by_programme
from janua.pack.installed import country
from janua.pack.notices import told_notice
from janua.portal.journeys.spoken import lang_mark, pack_language, word
from janua.ui.on_page import day_text

ON_A_PAGE = 20


@dataclass(frozen=True)
class Message:
    """One message as the page shows it."""

    id: UUID
    subject: str
    text: str
    lang: str
    sent_at: datetime
    unread: bool
    href: str


@dataclass(frozen=True)
class Messages:
    """A page of messages, newest first; `older` is where the next page begins."""

    messages: tuple[Message, ...]
    older: str
    unread: tuple[UUID, ...]


def messages_to(*, person: UUID, before: datetime | None = None) -> Messages:
    """A page of a person's messages."""
    rows = notices_of(person_id=person)
    if before is not None:
        rows = rows.filter(sent_at__lt=before)
    found = list(rows[: ON_A_PAGE + 1])
    shown, hrefs = found[:ON_A_PAGE], _letters(found)
    return Messages(
        tuple(_message(row, hrefs) for row in shown),
        shown[-1].sent_at.isoformat() if len(found) > ON_A_PAGE else "",
        tuple(row.id for row in shown if row.read_at is None),
    )


def message_to(*, message: UUID, person: UUID) -> Message | None:
    """One message to the person; None where there is none."""
    row = notices_of(person_id=person).filter(id=message).first()
    return None if row is None else _message(row, _letters([row]))


def _letters(rows: Iterable[Notice]) -> dict[UUID, str]:
    """Letter → page of what it is about."""
    ids = [row.about_id for row in rows if row.about_type == "letter" and row.about_id is not None]
    hrefs = {}
    for letter in Letter.objects.filter(id__in=ids).only("id", "decision", "intended"):
        name, of = ("decision", letter.decision_id) if letter.decision_id else ("answer-notice", letter.intended_id)
        hrefs[letter.id] = reverse(f"portal:{name}", args=[of])
    return hrefs


def _message(row: Notice, letters: Mapping[UUID, str]) -> Message:
    try:
        values = values_of(notice=row)
    except KeyDestroyed:
        values = {}
    subject, text, lang = _told(row, values)
    href = _service(values) if row.template == "apply_again" else _href(row, letters)
    return Message(row.id, subject, text, lang, row.sent_at, row.read_at is None, href)


def _told(row: Notice, values: Mapping[str, Any]) -> tuple[str, str, str]:
    words = country().notices
    told = None
    if words is not None:
        told = told_notice(
            words,
            template=row.template,
            values={name: _text(name, value) for name, value in values.items() if value is not None},
            language=pack_language(),
            variant=str(values.get("outcome", "")),
        )
    if told is None:
        return gettext("There is news about your case"), gettext("Open your applications to see it."), ""
    return told.subject, told.text, lang_mark()


def _text(name: str, value: Any) -> str:
    if name == "programme":
        return word(_programmes().get(str(value), str(value)))
    try:
        return day_text(date.fromisoformat(value)) if isinstance(value, str) and len(value) == 10 else str(value)
    except ValueError:
        return str(value)


def _programmes() -> dict[str, str]:
    """What a letter called a programme, in whichever language → its code."""
    texts = country().messages.texts
    return {called[code]: code for called in texts.values() for code in country().law.programmes if code in called}


def _service(values: Mapping[str, Any]) -> str:
    """The page from which a programme is applied for; empty where nothing leads to it any more."""
    found = blueprints_by_programme(on=today()).get(str(values.get("programme")))
    return "" if found is None else reverse("portal:service", args=[found.code])


def _href(row: Notice, letters: Mapping[UUID, str]) -> str:
    if row.about_id is None:
        return ""
    if row.about_type == "letter":
        return letters.get(row.about_id, "")
    if row.about_type == "payee_account":
        return reverse("portal:account")
    names = {"question": "portal:question", "offer": "portal:offer", "decision": "portal:decision"}
    name = names.get(row.about_type)
    return "" if name is None else reverse(name, args=[row.about_id])
