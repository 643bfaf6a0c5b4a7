"""Finding persons, and who stands around them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from janua.registers.models import AccountLink, Dwelling, Person, PersonIdentifier, Relationship, Residence
from janua.values import Identifier

HIGHEST = 200


def person_with(identifier: Identifier) -> Person | None:
    """Find the person who bears an identifier, as far as who asks may see them."""
    return (
        Person.objects.filter(
            identifiers__scheme=identifier.scheme,
            identifiers__value=identifier.value,
            identifiers__known_to__isnull=True,
        )
        .distinct()
        .first()
    )


def persons_with(identifiers: Collection[Identifier]) -> dict[Identifier, UUID]:
    """Find the persons who bear these identifiers, in one query."""
    rows = PersonIdentifier.objects.known().filter(
        scheme__in={identifier.scheme for identifier in identifiers},
        value__in=[identifier.value for identifier in identifiers],
    )
    found = {
        Identifier(scheme, value): person for scheme, value, person in rows.values_list("scheme", "value", "person_id")
    }
    return {identifier: found[identifier] for identifier in identifiers if identifier in found}


def person_of_account(account_id: UUID) -> UUID | None:
    """Give the person that an account is."""
    return (
        AccountLink.objects.filter(account_id=account_id, known_to__isnull=True)
        .values_list("person_id", flat=True)
        .first()
    )


def find_persons(*, words: str, highest: int = 50) -> list[Person]:
    """Find persons by identifier, or by name in any script and with slips of the pen; the best match first.

    At most 200, and only those whom the asker may see.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registers_find_persons(%s, %s)", [words, min(highest, HIGHEST)])
        ids = [row[0] for row in cursor.fetchall()]
    seen = Person.objects.in_bulk(ids)
    return [seen[id_] for id_ in ids if id_ in seen]


@dataclass(frozen=True, slots=True)
class Circle:
    """A person with those around them, as known at an instant, for law to choose from."""

    persons: tuple[UUID, ...]
    relationships: tuple[Relationship, ...]
    residences: tuple[Residence, ...]
    dwellings: tuple[Dwelling, ...]


def circle_of(*, person: UUID, known_at: datetime) -> Circle:
    """Give a person's relatives, their relatives, and all who live where one of them lives or lived.

    Seven queries, whatever the family. All days are given: law asks about windows of years.
    """
    near = {person}
    for _ in range(2):
        near |= _related(near, known_at)
    homes = set(Residence.objects.known_at(known_at).filter(person__in=near).values_list("dwelling_id", flat=True))
    residences = tuple(Residence.objects.known_at(known_at).filter(dwelling__in=homes).order_by("id"))
    persons = near | {residence.person_id for residence in residences}
    relationships = (
        Relationship.objects.known_at(known_at).filter(of_person__in=persons, to_person__in=persons).order_by("id")
    )
    return Circle(
        persons=tuple(sorted(persons)),
        relationships=tuple(relationships),
        residences=residences,
        dwellings=tuple(Dwelling.objects.filter(id__in=homes).order_by("id")),
    )


def _related(persons: Collection[UUID], known_at: datetime) -> set[UUID]:
    rows = Relationship.objects.known_at(known_at).filter(Q(of_person__in=persons) | Q(to_person__in=persons))
    return {person for pair in rows.values_list("of_person_id", "to_person_id") for person in pair}


def residents_on(*, dwelling: UUID, on: date, known_at: datetime) -> QuerySet[Residence]:
    """Give who lives in a dwelling on a day, in any sense, as known at an instant."""
    return Residence.objects.known_at(known_at).true_on(on).filter(dwelling=dwelling)
