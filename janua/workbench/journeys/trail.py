"""The pages of the audit trail and of the access log."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from janua.base.accounts.queries import names_of_staff, staff_called
from janua.base.audit import queries as reads
from janua.base.audit.queries import EntryRow, EntryWanted, Look
from janua.base.clock import now
from janua.registers.queries import find_persons
from janua.registers.queries.acting import citizens_named
from janua.ui.on_page import instant_text
from janua.workbench.journeys.named import persons_named
from janua.workbench.journeys.runs import key_of, number_of
from janua.workbench.journeys.trail_details import details_of, names_in, thing_of
from janua.workbench.journeys.trail_words import ACTIONS, THINGS
from janua.workbench.journeys.wording import called

PAGE = reads.PAGE
# A look-up that names nothing is of these days: the whole trail is for the export.
DAYS = 31
# What has a page of its own, and who may open it.
_PAGES: Mapping[str, tuple[str, frozenset[str]]] = {
    "run": ("workbench:run", frozenset({"prepare_run", "approve_run", "read_money"})),
    "case": ("workbench:case", frozenset({"read_case"})),
}


@dataclass(frozen=True)
class TrailPage:
    """A page of the trail, the form it answers, and whom it shows."""

    form: Form
    wanted: EntryWanted | None
    rows: list[dict[str, Any]]
    persons: set[UUID]
    older: str
    kept: tuple[tuple[str, str], ...]


def trail_page(
    form: Form, asked: Mapping[str, Any], *, before: str = "", permissions: Collection[str] = ()
) -> TrailPage:
    """Look the trail up; without anything asked, what was done last.

    permissions   of who asks: a thing leads to its page where they may open it
    """
    wanted = wanted_of(form) if not form.is_bound or form.is_valid() else None
    if wanted is None:
        return TrailPage(form, None, [], set(), "", ())
    found = reads.entries(wanted=wanted, before=number_of(before), highest=PAGE + 1)
    shown = found[:PAGE]
    kept = tuple((name, value) for name, value in asked.items() if name != "before" and value)
    here = reverse("workbench:audit")
    return TrailPage(
        form,
        wanted,
        _entry_rows(shown, permissions),
        {row.subject for row in shown if row.subject} | ({wanted.person} if wanted.person else set()),
        f"{here}?{urlencode(kept)}&before={shown[-1].seq}" if len(found) > PAGE else "",
        kept,
    )


def wanted_of(form: Form) -> EntryWanted | None:
    """What a form asks for; None, with the form saying why, where a name or number is nobody's."""
    if not form.is_bound:
        return EntryWanted(since=now() - timedelta(days=DAYS))
    asked = form.cleaned_data
    person, actor = _person_named(form, asked["person"]), officer_asked(form, asked["officer"])
    if form.errors:
        return None
    return EntryWanted(
        person=person,
        actor=actor,
        object_id=asked["thing"],
        action=asked["kind"],
        since=_beginning(asked["since"]),
        until=_beginning(asked["until"] + timedelta(days=1)) if asked["until"] else None,
    )


def sent_on(form: Form, page: str) -> str:
    """Where a look-up that was sent goes on: persons and officers by their ids, so that no number is in an address.

    page     name of the page that shows it
    Returns  nothing where the form says what is wrong
    """
    if not form.is_valid():
        return ""
    person = person_asked(form, form.cleaned_data["person"])
    actor = officer_asked(form, form.cleaned_data["officer"])
    if not form.errors and not person and not actor and "thing" not in form.fields:
        form.add_error("person", _("Write a person's number or an officer's name."))
    if form.errors:
        return ""
    asked = {name: value for name, value in form.data.items() if name.partition("_")[0] in form.fields}
    asked |= {"person": str(person or ""), "officer": actor}
    return f"{reverse(page)}?{urlencode({name: value for name, value in asked.items() if value})}"


def _person_named(form: Form, words: str) -> UUID | None:
    """The person whose id stands in the address; a number does not belong there."""
    by_id = key_of(words)
    if words and by_id is None:
        form.add_error("person", _("Write the number here and press Show: it does not belong in an address."))
    return by_id


def person_asked(form: Form, words: str) -> UUID | None:
    """The one person of a number or id."""
    if not words:
        return None
    by_id = key_of(words)
    found = [] if by_id else find_persons(words=words, highest=2)
    if by_id is None and len(found) != 1:
        form.add_error("person", _("This number is nobody's whom you may see. Compare it digit by digit."))
        return None
    return by_id or found[0].id


def officer_asked(form: Form, words: str) -> str:
    """Who acts under this name: an officer's account, or a machine step."""
    if not words:
        return ""
    if words.startswith("system:"):
        return words
    found = staff_called(words=words)
    if found is None and (by_id := key_of(words)):
        return str(by_id)
    if found is None:
        form.add_error("officer", _("No one officer bears this name or number. Take the staff number."))
        return ""
    return str(found.account_id)


def looks_page(form: Form, asked: Mapping[str, Any], *, before: str = "") -> dict[str, Any]:
    """Who looked at a person, or at whom an officer looked."""
    page: dict[str, Any] = {"form": form, "rows": [], "persons": set(), "is_asked": False}
    if not form.is_bound or not form.is_valid():
        return page
    person = _person_named(form, form.cleaned_data["person"])
    actor = officer_asked(form, form.cleaned_data["officer"])
    if not form.errors and not person and not actor:
        form.add_error("person", _("Write a person's number or an officer's name."))
    if form.errors:
        return page
    at = number_of(before)
    found = (
        reads.looks_at(person=person, before=at, highest=PAGE + 1)
        if person
        else reads.looks_by(actor=actor, before=at, highest=PAGE + 1)
    )
    if person and actor:
        found = [look for look in found if look.actor == actor]
    shown = found[:PAGE]
    kept = urlencode({name: value for name, value in asked.items() if name != "before" and value})
    return page | {
        "is_asked": True,
        "rows": _look_rows(shown),
        "persons": {one for look in shown for one in look.persons} | ({person} if person else set()),
        "older": f"{reverse('workbench:looks')}?{kept}&before={shown[-1].seq}" if len(found) > PAGE else "",
    }


def exported(wanted: EntryWanted) -> tuple[list[EntryRow], list[dict[str, Any]]]:
    """The rows of a look-up as plain data, in the words of the trail itself."""
    rows = reads.entries(wanted=wanted, highest=reads.MOST_EXPORTED)
    return rows, [
        {
            "seq": row.seq,
            "at": row.at.isoformat(),
            "actor": row.actor,
            "purpose": row.purpose,
            "action": row.action,
            "subject": str(row.subject) if row.subject else None,
            "object_type": row.object_type,
            "object_id": str(row.object_id) if row.object_id else None,
            "details": row.details,
            "sealed": row.is_sealed,
        }
        for row in rows
    ]


def _entry_rows(rows: Sequence[EntryRow], permissions: Collection[str]) -> list[dict[str, Any]]:
    who = actors_named(row.actor for row in rows)
    persons, names = persons_named(row.subject for row in rows if row.subject), names_in(rows)
    return [
        {
            "at": instant_text(row.at),
            "who": who[row.actor],
            "what": called(ACTIONS, row.action),
            "person": persons.get(row.subject, "") if row.subject else "",
            "thing": called(THINGS, row.object_type) if row.object_type else "",
            "reference": thing_of(row, names),
            "href": _page_of(row, permissions),
            "replay": reverse("workbench:replay", args=[row.object_id]) if row.object_type == "decision" else "",
            "details": details_of(row, names),
            "is_sealed": row.is_sealed,
        }
        for row in rows
    ]


def _page_of(row: EntryRow, permissions: Collection[str]) -> str:
    """The page of a run or a case, for who may open it."""
    page, needed = _PAGES.get(row.object_type, ("", frozenset()))
    return reverse(page, args=[row.object_id]) if row.object_id and needed & set(permissions) else ""


def _look_rows(rows: Sequence[Look]) -> list[dict[str, Any]]:
    who = actors_named(row.actor for row in rows)
    persons = persons_named(one for row in rows for one in row.persons[:3])
    return [
        {
            "at": instant_text(row.at),
            "who": who[row.actor],
            "persons": ", ".join(persons[one] for one in row.persons[:3]),
            "more": max(len(row.persons) - 3, 0),
            "page": row.page.removeprefix("workbench:").removeprefix("portal:"),
            "purpose": row.purpose,
        }
        for row in rows
    ]


def actors_named(actors: Iterable[str]) -> dict[str, str]:
    """Who acted, by name: an officer, a machine step, or a citizen, for themselves or by somebody's mandate."""
    wanted = set(actors)
    accounts = {actor: key for actor in wanted if (key := key_of(actor))}
    staff = names_of_staff(accounts.values())
    citizens = citizens_named(accounts=[one for one in accounts.values() if one not in staff])
    named = staff | {account: name for account, (_person, name) in citizens.items()}
    return {
        actor: named.get(accounts[actor], _("a citizen"))
        if actor in accounts
        else _("machine: %(name)s") % {"name": actor.removeprefix("system:")}
        for actor in wanted
    }


def _beginning(day: Any) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(settings.JANUA_TIME_ZONE)) if day else None
