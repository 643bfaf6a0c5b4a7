"""Rows → the situation that law looks at; every value carries the id of the row it comes from.

The document has the shape of `janua calculate`: persons and dwellings by their ids, entries with `ref`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from janua.registers.models import Status
from janua.registers.queries import (
    Circle,
    KnownFact,
    KnownRelationship,
    KnownResidence,
    circles_of,
    facts_known,
    trust_order,
)
from janua.rules import Attribute
from janua.values import Money

__all__ = ["SituationRows", "situation_rows"]

_OF_SUBJECTS = ("person", "dwelling")


@dataclass(frozen=True, slots=True)
class SituationRows:
    """What one claimant's law may look at, and every row that was read for it.

    document   as `janua calculate` takes it, without `declared`, which is the claim's
    inputs     ids of facts (also of those that gave way), rulings, relationships and residences, in order
    """

    document: dict[str, Any]
    inputs: tuple[UUID, ...]


def situation_rows(
    *, claimants: Collection[UUID], known_at: datetime, attributes: Mapping[str, Attribute]
) -> dict[UUID, SituationRows]:
    """Give what was known at an instant about each claimant and those around them; five queries for all.

    attributes   the pack's declarations, with the order of trust; facts on others are left out
    """
    circles = circles_of(persons=claimants, known_at=known_at)
    subjects = {subject for circle in circles.values() for subject in (*circle.persons, *circle.dwellings)}
    known = facts_known(
        subjects=subjects,
        on=None,
        known_at=known_at,
        trust=trust_order(attributes.values()),
        names=[attribute.name for attribute in attributes.values() if attribute.entity in _OF_SUBJECTS],
    )
    by_subject: dict[UUID, list[KnownFact]] = {}
    for fact in known:
        by_subject.setdefault(fact.subject, []).append(fact)
    return {claimant: _rows(claimant, circle, by_subject, attributes) for claimant, circle in circles.items()}


def _rows(
    claimant: UUID, circle: Circle, facts: Mapping[UUID, list[KnownFact]], attributes: Mapping[str, Attribute]
) -> SituationRows:
    dwellings: dict[str, dict[str, Any]] = {
        str(dwelling): _values(facts.get(dwelling, ()), attributes) | {"residents": []} for dwelling in circle.dwellings
    }
    for residence in circle.residences:
        dwellings[str(residence.dwelling)]["residents"].append(_resident(residence))
    document = {
        "persons": {str(person): _values(facts.get(person, ()), attributes) for person in circle.persons},
        "relationships": [_relationship(row) for row in circle.relationships],
        "dwellings": dwellings,
        "claimant": str(claimant),
    }
    read = [fact for subject in (*circle.persons, *circle.dwellings) for fact in facts.get(subject, ())]
    inputs = [
        *(fact.id for fact in read),
        *(fact.ruling for fact in read if fact.ruling is not None),
        *(row.id for row in circle.relationships),
        *(row.id for row in circle.residences),
    ]
    return SituationRows(document, tuple(sorted(set(inputs), key=attrgetter("int"))))


def _values(facts: Iterable[KnownFact], attributes: Mapping[str, Attribute]) -> dict[str, list[dict[str, Any]]]:
    values: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        for first, last in fact.accepted:
            entry: dict[str, Any] = {**_days(first, last), "ref": str(fact.id)}
            if fact.item:
                entry["item"] = fact.item
            if fact.status == Status.KNOWN:
                entry["value"] = _written(fact, attributes[fact.attribute])
            else:
                entry["status"] = fact.status.word.replace("_", " ")
            values.setdefault(fact.attribute, []).append(entry)
    return values


def _written(fact: KnownFact, attribute: Attribute) -> str | int | bool:
    """A value as situations are written: money as a plain decimal, days as ISO text."""
    value = fact.value
    if attribute.type == "money" and isinstance(value, int):
        return Money(value, attribute.unit.partition(" ")[0]).amount
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        raise ValueError(f"fact {fact.id} is known and has no value")
    return value


def _relationship(row: KnownRelationship) -> dict[str, Any]:
    entry = {"of": str(row.of_person), "to": str(row.to_person), "kind": row.kind, "ref": str(row.id)}
    share = row.share
    return entry | _days(row.true_from, row.true_to) | ({} if share is None else {"share": str(share)})


def _resident(row: KnownResidence) -> dict[str, Any]:
    return {"person": str(row.person), "kind": row.kind} | _days(row.true_from, row.true_to)


def _days(first: date | None, last: date | None) -> dict[str, str]:
    days = {}
    if first is not None:
        days["starts_on"] = first.isoformat()
    if last is not None:
        days["ends_on"] = last.isoformat()
    return days
