"""What a person may be told of others, and who looked at them: the database's functions, read into plain values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from janua.base.prepared import fetch
from janua.registers.models import Value
from janua.values import WrittenName

Why = Literal["self", "child", "mandate", "consent"]


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Somebody whose values a person may be shown, and why."""

    id: UUID
    name: str
    born_on: date | None
    why: Why


@dataclass(frozen=True, slots=True)
class ShownFact:
    """What a row states, by whom, and since when we know it; a relationship has no value and no attribute."""

    attribute: str
    item: str
    value: Value | None
    source: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """One page of a person's record that somebody was shown: what they were at that time, never who.

    who      self, staff, mandate (somebody with the person's mandate), family (a page of theirs tells of the person)
    roles    codes of the roles that they held on that day
    office   of a member of staff
    later    why it was not shown at once, where nothing is held back any more
    urgent   made in a file that was opened in urgency: waits for a supervisor, justified, not_justified; else empty
    """

    seq: int
    at: datetime
    page: str
    purpose: str
    who: Literal["self", "staff", "mandate", "family"]
    roles: tuple[str, ...]
    office: int | None
    later: "ShownLater | None" = None
    urgent: Literal["", "waits", "justified", "not_justified"] = ""


@dataclass(frozen=True, slots=True)
class ShownLater:
    """Why a look was shown later than it was made.

    ground        violence, child, inquiry, witness
    law           law and article that allowed it
    until         the last day on which it was held back
    is_confirmed  a second officer confirmed it; else nobody did, and it lapsed
    """

    ground: str
    law: str
    until: date
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class MachineLooks:
    """How often one machine step read a person's record on one day."""

    on: date
    step: str
    looks: int


def shown_to(*, person: UUID, on: date) -> tuple[ShownPerson, ...]:
    """The person, their minor children, and adults who let the person see; by age. Nobody where one may not ask."""
    rows = fetch("SELECT * FROM registers_shown_persons(%s, %s)", [person, on])
    return tuple(
        ShownPerson(id_, WrittenName(given, family, other).full(), born_on, why)
        for id_, given, other, family, born_on, why in rows
    )


def shown_facts(*, person: UUID, rows: Collection[UUID], on: date) -> dict[UUID, ShownFact]:
    """Of these rows those about whom the person may be shown, with value, source and day."""
    found = {}
    for row in fetch("SELECT * FROM registers_shown_facts(%s, %s, %s)", [person, list(rows), on]):
        id_, attribute, item, number, words, day, truth, source, known_from = row
        value = next((one for one in (number, words, day, truth) if one is not None), None)
        found[id_] = ShownFact(attribute, item, value, source, known_from)
    return found


def looks_at(*, person: UUID, own: bool, before: int | None, highest: int) -> list[Look]:
    """Who looked at a person's record, newest first: the person themselves (`own`), or everybody else.

    before   key of the last one shown so far; None begins with the newest
    """
    asked = [person, own, 2**62 if before is None else before, highest]
    rows = fetch("SELECT * FROM registers_looks_at(%s, %s, %s, %s)", asked)
    return [_look(row) for row in rows]


def machine_looks_at(*, person: UUID, since: datetime, zone: str) -> list[MachineLooks]:
    """How often machine steps read a person's record, day by day, newest first."""
    rows = fetch("SELECT * FROM registers_machine_looks_at(%s, %s, %s)", [person, since, zone])
    return [MachineLooks(*row) for row in rows]


def _look(row: tuple[Any, ...]) -> Look:
    seq, at, page, purpose, who, roles, office, ground, law, until, is_confirmed, urgent = row
    later = ShownLater(ground, law, until, is_confirmed) if ground else None
    return Look(seq, at, page, purpose, who, tuple(roles), office, later, urgent or "")
