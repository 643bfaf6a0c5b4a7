"""Who stands around a person: those whom law may count, and their homes. Three queries for any number of persons."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple, TypeVar
from uuid import UUID

from janua.base.prepared import fetch
from janua.registers.models import Relationship

_Row = TypeVar("_Row")

# Homes that were left longer ago say nothing of today's household; stays in the country are facts of the person.
HOMES_BACK = timedelta(days=731)


class KnownRelationship(NamedTuple):
    """`of_person` was `kind` of `to_person`, as known at the instant asked about."""

    id: UUID
    of_person: UUID
    to_person: UUID
    kind: str
    numerator: int | None
    denominator: int | None
    true_from: date | None
    true_to: date | None

    @property
    def share(self) -> Fraction | None:
        """Part of the custody."""
        if self.numerator is None or self.denominator is None:
            return None
        return Fraction(self.numerator, self.denominator)


class KnownResidence(NamedTuple):
    """A person lived in a dwelling, as known at the instant asked about."""

    id: UUID
    person: UUID
    dwelling: UUID
    kind: str
    true_from: date | None
    true_to: date | None


@dataclass(frozen=True, slots=True)
class Circle:
    """A person with those around them, as known at an instant, for law to choose from."""

    persons: tuple[UUID, ...]
    relationships: tuple[KnownRelationship, ...]
    residences: tuple[KnownResidence, ...]
    dwellings: tuple[UUID, ...]


_KNOWN = "{0}.known_from <= %(known_at)s AND ({0}.known_to IS NULL OR {0}.known_to > %(known_at)s)"
_OF_RELATIONSHIP = (
    "r.id, r.of_person_id, r.to_person_id, r.kind, r.share_numerator, r.share_denominator, r.true_from, r.true_to"
)
# Two steps: relatives, and their relatives. Each branch is a look into one index.
_TWO_STEPS = f"""
WITH near AS MATERIALIZED (
  SELECT r.of_person_id AS id FROM registers_relationship r
  WHERE r.to_person_id = ANY(%(persons)s::uuid[]) AND {_KNOWN.format("r")}
  UNION SELECT r.to_person_id FROM registers_relationship r
  WHERE r.of_person_id = ANY(%(persons)s::uuid[]) AND {_KNOWN.format("r")}
  UNION SELECT unnest(%(persons)s::uuid[]))
SELECT {_OF_RELATIONSHIP} FROM near JOIN registers_relationship r ON r.of_person_id = near.id
WHERE {_KNOWN.format("r")}
UNION SELECT {_OF_RELATIONSHIP} FROM near JOIN registers_relationship r ON r.to_person_id = near.id
WHERE {_KNOWN.format("r")}
"""  # noqa: S608  (all of it ours)
_ONE_STEP = f"""
SELECT {_OF_RELATIONSHIP} FROM registers_relationship r
WHERE (r.of_person_id = ANY(%(persons)s::uuid[]) OR r.to_person_id = ANY(%(persons)s::uuid[])) AND {_KNOWN.format("r")}
"""  # noqa: S608
_HOMES = f"""
WITH homes AS MATERIALIZED (
  SELECT DISTINCT h.dwelling_id AS id FROM registers_residence h
  WHERE h.person_id = ANY(%(persons)s::uuid[]) AND {_KNOWN.format("h")}
    AND (h.true_to IS NULL OR h.true_to >= %(lately)s))
SELECT h.id, h.person_id, h.dwelling_id, h.kind, h.true_from, h.true_to
FROM homes JOIN registers_residence h ON h.dwelling_id = homes.id
WHERE {_KNOWN.format("h")} AND (h.true_to IS NULL OR h.true_to >= %(lately)s)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Known:
    """Rows of all persons asked about, by whom they concern."""

    by_end: Mapping[UUID, Collection[KnownRelationship]]
    by_person: Mapping[UUID, Collection[KnownResidence]]
    by_dwelling: Mapping[UUID, Collection[KnownResidence]]


def circles_of(*, persons: Collection[UUID], known_at: datetime) -> dict[UUID, Circle]:
    """Give for each person their partners, the children of both, those children's other parents, and all who share
    a home with one of them. Periods are not cut: law asks about windows of years.
    """
    known = _read(persons, known_at)
    return {person: _circle(person, known) for person in persons}


def _read(persons: Collection[UUID], known_at: datetime) -> _Known:
    asked = {"persons": list(persons), "known_at": known_at, "lately": known_at.date() - HOMES_BACK}
    relationships = {row[0]: KnownRelationship(*row) for row in fetch(_TWO_STEPS, asked)}
    near = {*persons, *(end for row in relationships.values() for end in (row.of_person, row.to_person))}
    residences = [KnownResidence(*row) for row in fetch(_HOMES, asked | {"persons": list(near)})]
    # Those who only share a home: what they are to each other, and to those we have.
    others = {row.person for row in residences} - near
    relationships |= {row[0]: KnownRelationship(*row) for row in fetch(_ONE_STEP, asked | {"persons": list(others)})}
    return _Known(
        _grouped((end, row) for row in relationships.values() for end in (row.of_person, row.to_person)),
        _grouped((row.person, row) for row in residences),
        _grouped((row.dwelling, row) for row in residences),
    )


def _circle(person: UUID, known: _Known) -> Circle:
    near = {person, *_partners(person, known)}
    for adult in tuple(near):
        children = {row.to_person for row in known.by_end.get(adult, ()) if _downwards(row, adult)}
        near |= children
        for child in children:
            near |= {row.of_person for row in known.by_end.get(child, ()) if _downwards(row, row.of_person)}
    around = near | {
        row.person
        for one in near
        for home in known.by_person.get(one, ())
        for row in known.by_dwelling.get(home.dwelling, ())
        if _days_in_common(row, home)
    }
    residences = {row for one in around for row in known.by_person.get(one, ())}
    relationships = {
        row for one in around for row in known.by_end.get(one, ()) if {row.of_person, row.to_person} <= around
    }
    return Circle(
        persons=_in_order(around),
        relationships=tuple(sorted(relationships, key=_ID)),
        residences=tuple(sorted(residences, key=_ID)),
        dwellings=_in_order({row.dwelling for row in residences}),
    )


# Comparing the numbers is ten times as fast as comparing UUIDs.
_ID = attrgetter("id.int")


def _in_order(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(sorted(ids, key=attrgetter("int")))


def _partners(person: UUID, known: _Known) -> set[UUID]:
    couples = [row for row in known.by_end.get(person, ()) if row.kind in Relationship.BETWEEN_EQUALS]
    return {end for row in couples for end in (row.of_person, row.to_person)}


def _downwards(row: KnownRelationship, adult: UUID) -> bool:
    return row.of_person == adult and row.kind not in Relationship.BETWEEN_EQUALS


def _days_in_common(first: KnownResidence, second: KnownResidence) -> bool:
    return (first.true_from or date.min) <= (second.true_to or date.max) and (second.true_from or date.min) <= (
        first.true_to or date.max
    )


def _grouped(pairs: Iterable[tuple[UUID, _Row]]) -> dict[UUID, list[_Row]]:
    groups: dict[UUID, list[_Row]] = {}
    for key, row in pairs:
        groups.setdefault(key, []).append(row)
    return groups
