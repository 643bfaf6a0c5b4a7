"""The auditors' queue: signals listed, and one of them with the rows behind it and what was found out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janua.analytics.integrity import queries as reads
from janua.analytics.integrity.models import Finding, SignalRow, Watch
from janua.analytics.integrity.queries import Listed
from janua.base.accounts.models import StaffProfile
from janua.base.accounts.queries import names_of_staff
from janua.base.audit.queries import actions_of
from janua.ui.on_page import instant_text
from janua.workbench.journeys.named import areas_named, persons_named
from janua.workbench.journeys.runs import key_of
from janua.workbench.journeys.signal_words import COLOURS, ROWS, SIGNALS, STATES
from janua.workbench.journeys.trail_words import ACTIONS
from janua.workbench.journeys.wording import called

MOST_ROWS = 200


def list_page(*, state: str, kind: str, after: str) -> dict[str, Any]:
    """Signals, those that changed last first, with how many stand in each state."""
    found = reads.signals_listed(state=state, kind=kind, after=key_of(after), size=reads.PAGE + 1)
    shown, counted = found[: reads.PAGE], reads.states_counted()
    areas = areas_named(one.signal.area_id for one in shown if one.signal.area_id is not None)
    asked = urlencode({name: value for name, value in (("state", state), ("kind", kind)) if value})
    here = reverse("workbench:signals")
    return {
        "rows": [_listed(one, areas) for one in shown],
        "states": [(code, words, counted.get(code, 0)) for code, words in STATES.items()],
        "older": f"{here}?{asked}&after={shown[-1].signal.id}" if len(found) > reads.PAGE else "",
        "is_filtered": bool(asked),
        "watch": _watch(reads.last_watch()),
    }


def kinds_listed() -> list[tuple[str, Any]]:
    """Every signal by its title."""
    return [(kind.code, SIGNALS[kind.code].title) for kind in reads.SIGNALS]


def _listed(one: Listed, areas: dict[int, str]) -> dict[str, Any]:
    row = one.signal
    return {
        "href": reverse("workbench:signal", args=[row.id]),
        "title": SIGNALS[row.kind].title,
        "rows": one.rows,
        "area": areas.get(row.area_id, "") if row.area_id is not None else _("several areas"),
        "changed": instant_text(row.changed_at),
        "state": called(STATES, one.state),
        "colour": COLOURS[one.state],
    }


def _watch(row: Watch | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "is_over": row.finished_at is not None,
        "done": row.done,
        "of": len(reads.SIGNALS),
        "found": row.found,
        "fault": row.fault,
        "when": instant_text(row.finished_at or row.asked_at),
    }


def signal_page(of: Listed) -> dict[str, Any]:
    """One signal: what it says, the rows behind it, and what was found out; the persons on it beside."""
    row, words = of.signal, SIGNALS[of.signal.kind]
    behind, findings = reads.rows_of(signal=row.id, highest=MOST_ROWS), reads.findings_of(signal=row.id)
    accounts = [one for each in behind for one in (each.officer_id, each.second_id)] + [one.by_id for one in findings]
    staff = names_of_staff(accounts)
    persons = persons_named(one.person_id for one in behind if one.person_id)
    numbers = _staff_numbers({one.officer_id for one in behind if one.thing == "access"})
    done = actions_of(seqs=[int(one.row) for one in behind if one.thing == "entry"])
    return {
        "of": of,
        "title": words.title,
        "seen": words.seen,
        "speaks": words.speaks % row.threshold,
        "innocent": words.innocent,
        "state": called(STATES, of.state),
        "colour": COLOURS[of.state],
        "found": instant_text(row.found_at),
        "changed": instant_text(row.changed_at) if row.changed_at != row.found_at else "",
        "officer": words.officer,
        "second": words.second,
        "has_persons": bool(persons),
        "rows": [_row(one, staff, persons, numbers) | _said(one, done) for one in behind],
        "more": max(of.rows - len(behind), 0),
        "findings": [_finding(one, staff) for one in findings],
        "persons": set(persons),
    }


def _row(one: SignalRow, staff: dict[UUID, str], persons: dict[UUID, str], numbers: dict[UUID, str]) -> dict[str, Any]:
    return {
        "thing": called(ROWS, one.thing),
        "href": _href(one, numbers),
        "person": persons.get(one.person_id, "") if one.person_id else "",
        "person_href": reverse("workbench:person", args=[one.person_id]) if one.person_id else "",
        "officer": staff.get(one.officer_id, "") if one.officer_id else "",
        "second": staff.get(one.second_id, "") if one.second_id else "",
        "at": instant_text(one.at) if one.at else "",
    }


def _said(one: SignalRow, done: Mapping[int, str]) -> dict[str, Any]:
    """What was done, where a row is one of the trail that the auditor may read."""
    action = done.get(int(one.row)) if one.thing == "entry" else None
    return {"thing": called(ACTIONS, action)} if action else {}


def _href(one: SignalRow, numbers: dict[UUID, str]) -> str:
    """Where an auditor looks on: the replay of a decision, the looks of an officer, or what the trail says of it."""
    if one.thing == "decision":
        return reverse("workbench:replay", args=[one.row])
    if one.thing == "access":
        asked = {"officer": numbers.get(one.officer_id, "") if one.officer_id else ""}
        return f"{reverse('workbench:looks')}?{urlencode(asked)}"
    if one.thing == "entry":
        asked = {"person": str(one.person_id)} if one.person_id else {}
        return f"{reverse('workbench:audit')}?{urlencode(asked)}"
    return f"{reverse('workbench:audit')}?{urlencode({'thing': one.row})}"


def _finding(one: Finding, staff: dict[UUID, str]) -> dict[str, Any]:
    return {
        "state": called(STATES, one.state),
        "colour": COLOURS[one.state],
        "words": one.words,
        "by": staff.get(one.by_id, ""),
        "at": instant_text(one.at),
    }


def _staff_numbers(accounts: set[UUID | None]) -> dict[UUID, str]:
    wanted = {one for one in accounts if one is not None}
    rows = StaffProfile.objects.filter(account_id__in=wanted) if wanted else StaffProfile.objects.none()
    return dict(rows.values_list("account_id", "staff_number"))
