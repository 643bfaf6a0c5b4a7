"""Who stands around a person: those whom law may count, and their homes. Four queries for any number of persons."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from janua.registers.models import Relationship, Residence

_Row = TypeVar("_Row")

# Homes that were left longer ago say nothing of today's household; stays in the country are facts of the person.
HOMES_BACK = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Circle:
    """A person with those around them, as known at an instant, for law to choose from.

    residences   of these persons, in these dwellings
    """

    persons: tuple[UUID, ...]
    relationships: tuple[Relationship, ...]
    residences: tuple[Residence, ...]
    dwellings: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """Rows of all persons asked about, by whom they concern."""

    relationships: Mapping[UUID, Relationship]
    by_end: Mapping[UUID, Collection[Relationship]]
    by_person: Mapping[UUID, Collection[Residence]]
    by_dwelling: Mapping[UUID, Collection[Residence]]


def circles_of(*, persons: Collection[UUID], known_at: datetime) -> dict[UUID, Circle]:
    """Give for each person those related to them, partners' children, children's other parents, and all who share
    a home of theirs. Periods are not cut: law asks about windows of years.
    """
    known = _read(persons, known_at)
    return {person: _circle(person, known) for person in persons}


def _read(persons: Collection[UUID], known_at: datetime) -> _Known:
    held = Relationship.objects.known_at(known_at)
    relationships: dict[UUID, Relationship] = {}
    near = set(persons)
    for _ in range(2):
        touching = held.filter(Q(of_person__in=near) | Q(to_person__in=near)).order_by("id")
        relationships |= {row.id: row for row in touching}
        near |= {end for row in relationships.values() for end in _ends(row)}
    lately = known_at.date() - HOMES_BACK
    settled = Residence.objects.known_at(known_at).true_during(lately, None)
    homes = settled.filter(person__in=near).values("dwelling_id")
    residences = list(settled.filter(dwelling__in=homes).order_by("id"))
    # Those who only share a home: what they are to each other, and to those we have.
    others = {row.person_id for row in residences} - near
    relationships |= {
        row.id: row for row in held.filter(Q(of_person__in=others) | Q(to_person__in=others)).order_by("id")
    }
    return _Known(
        relationships,
        _grouped((end, row) for row in relationships.values() for end in _ends(row)),
        _grouped((row.person_id, row) for row in residences),
        _grouped((row.dwelling_id, row) for row in residences),
    )


def _circle(person: UUID, known: _Known) -> Circle:
    near = {person, *_partners(person, known)}
    for adult in tuple(near):
        children = {row.to_person_id for row in known.by_end.get(adult, ()) if _downwards(row, adult)}
        near |= children
        for child in children:
            near |= {row.of_person_id for row in known.by_end.get(child, ()) if _downwards(row, row.of_person_id)}
    own = [row for one in near for row in known.by_person.get(one, ())]
    around = near | {
        row.person_id
        for home in own
        for row in known.by_dwelling.get(home.dwelling_id, ())
        if _days_in_common(row, home)
    }
    dwellings = {row.dwelling_id for one in around for row in known.by_person.get(one, ())}
    inside = {
        row.id: row
        for one in around
        for row in known.by_end.get(one, ())
        if row.of_person_id in around and row.to_person_id in around
    }
    residences = {row.id: row for one in around for row in known.by_person.get(one, ())}
    return Circle(
        persons=tuple(sorted(around)),
        relationships=tuple(inside[key] for key in sorted(inside)),
        residences=tuple(residences[key] for key in sorted(residences)),
        dwellings=tuple(sorted(dwellings)),
    )


def _partners(person: UUID, known: _Known) -> set[UUID]:
    couples = (row for row in known.by_end.get(person, ()) if row.kind in Relationship.BETWEEN_EQUALS)
    return {end for row in couples for end in _ends(row)}


def _downwards(row: Relationship, adult: UUID) -> bool:
    return row.of_person_id == adult and row.kind not in Relationship.BETWEEN_EQUALS


def _ends(row: Relationship) -> tuple[UUID, UUID]:
    return row.of_person_id, row.to_person_id


def _days_in_common(first: Residence, second: Residence) -> bool:
    return (first.true_from or date.min) <= (second.true_to or date.max) and (second.true_from or date.min) <= (
        first.true_to or date.max
    )


def _grouped(pairs: Iterable[tuple[UUID, _Row]]) -> dict[UUID, list[_Row]]:
    groups: dict[UUID, list[_Row]] = {}
    for key, row in pairs:
        groups.setdefault(key, []).append(row)
    return groups
