"""How an application speaks: questions, values with their days, sources, in the pack's words."""

from collections.abc import Mapping
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from janua.pack.installed import country
from janua.portal.journeys.apply.asking import Asked, Known
from janua.portal.journeys.apply.people import About
from janua.portal.journeys.apply.typed import Answered, Entry
from janua.portal.journeys.spoken import lang_mark, pack_language, source_name, value_text, word
from janua.registers.models import Status
from janua.ui.on_page import day_text

Said = SafeString | str


def said(text: str) -> Said:
    """Words of the pack, marked with their language where it is not the page's."""
    mark = lang_mark()
    return format_html('<span lang="{}">{}</span>', mark, text) if mark and text else text


def in_pack(texts: Mapping[str, str]) -> str:
    """One of the pack's texts in the language that it speaks on this page, unmarked."""
    return texts.get(pack_language()) or texts.get("en") or next(iter(texts.values()), "")


def question_text(asked: Asked) -> Said:
    """The question as it is put to this visitor."""
    to_you = asked.attribute.questions_to_you
    texts = to_you if to_you and asked.about.is_you else asked.attribute.questions
    # The place of the year in a question about a yearly amount.
    text = in_pack(texts).replace("{year}", str(asked.year or ""))
    return said(text) if text else label_text(asked)


def label_text(asked: Asked) -> Said:
    """What the thing asked about is called, with its year where it has one."""
    label = said(word(asked.attribute.name))
    if asked.year is None:
        return label
    return format_html(pgettext("a thing and the year it is about", "{label}, {year}"), label=label, year=asked.year)


def choice_text(asked: Asked, value: str) -> Said:
    """A choice in words."""
    return said(value_text(asked.attribute.name, value))


def register_name(code: str) -> Said:
    """What people call a register."""
    for register in country().registers:
        if register.code == code:
            return said(in_pack(register.names))
    return said(source_name(code))


def person_text(about: About) -> str:
    """How a person is called on these pages."""
    return gettext("You") if about.is_you else about.name


def known_values(known: Known) -> tuple[Said, ...]:
    """What is known, a line a value."""
    return tuple(
        _with_days(
            known,
            Entry(fact.value.isoformat() if isinstance(fact.value, date) else fact.value),
            fact.true_from if known.is_list else None,
            fact.true_to if known.is_list else None,
        )
        if fact.status == Status.KNOWN
        else gettext("None")
        for fact in known.facts
    )


def answer_values(asked: Asked, answer: Answered) -> tuple[Said, ...]:
    """What was answered, a line a value."""
    if answer.status == "not_known":
        return (gettext("I do not know"),)
    if answer.status == "none":
        return (gettext("No"),)
    return tuple(entry_text(asked, entry) for entry in answer.entries)


def entry_text(asked: Asked, entry: Entry) -> Said:
    """One value with its days."""
    first = date.fromisoformat(entry.true_from) if entry.true_from and asked.is_list else None
    last = date.fromisoformat(entry.true_to) if entry.true_to and asked.is_list else None
    return _with_days(asked, entry, first, last)


def _with_days(asked: Asked, entry: Entry, first: date | None, last: date | None) -> Said:
    value: Said = value_text(asked.attribute.name, entry.value)
    if asked.attribute.type == "choice":
        value = said(str(value))
    # A stay is there or not: its days say everything.
    bare = asked.is_list and asked.attribute.type == "bool" and entry.value is True
    if first is None and last is None:
        return value
    days = _days(first, last)
    return days if bare else format_html("{}, {}", value, days[:1].lower() + days[1:])


def _days(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        if first == last:
            return gettext("On %(day)s") % {"day": day_text(first)}
        return gettext("From %(first)s to %(last)s") % {"first": day_text(first), "last": day_text(last)}
    if first is not None:
        return gettext("Since %(day)s") % {"day": day_text(first)}
    return gettext("Until %(day)s") % {"day": day_text(last)} if last is not None else ""
