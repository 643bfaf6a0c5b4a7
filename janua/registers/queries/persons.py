"""Finding persons, and who stands around them."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from janua.registers.models import AccountLink, Person, PersonIdentifier, Residence
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


def office_area_of(*, person: UUID) -> int | None:
    """Give the area whose office looks after a person: of their case where it was handed over, else of their home."""
    found = Person.objects.filter(id=person).values_list("cared_in_id", "area_id").first()
    return None if found is None else found[0] or found[1]


def find_persons(*, words: str, highest: int = 50) -> list[Person]:
    """Find persons by identifier, or by name in any script and with slips of the pen; the best match first.

    At most 200, and only those whom the asker may see.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registers_find_persons(%s, %s)", [words, min(highest, HIGHEST)])
        ids = [row[0] for row in cursor.fetchall()]
    seen = Person.objects.in_bulk(ids)
    return [seen[id_] for id_ in ids if id_ in seen]


def residents_on(*, dwelling: UUID, on: date, known_at: datetime) -> QuerySet[Residence]:
    """Give who lives in a dwelling on a day, in any sense, as known at an instant."""
    rows: QuerySet[Residence] = Residence.objects.known_at(known_at).true_on(on).filter(dwelling=dwelling)
    return rows
