"""Register a person; record a name or a number."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from janua.base import clock
from janua.base.actors import current_actor
from janua.base.audit import record
from janua.pack.installed import country
from janua.registers.actions.mandates import end_mandates_given
from janua.registers.actions.superseding import supersede
from janua.registers.models import (
    Assurance,
    Dwelling,
    Fact,
    Person,
    PersonIdentifier,
    PersonName,
    Residence,
    Subject,
)
from janua.registers.models.person import BIRTH
from janua.registers.permissions import RESTRICT, NotPermitted, require_area, require_officer, require_writer
from janua.registers.row_security import WRITERS
from janua.values import Identifier, Name, uuid7


class IdentifierTaken(ValueError):
    """This number belongs to another person; look at both records before anything is written."""


def register_person(
    *,
    name: Name,
    source: str,
    on: date,
    identifiers: Collection[Identifier] = (),
    born_on: date | None = None,
    language: str = "",
    restricted: bool = False,
    dwelling: Dwelling | None = None,
    lives_there_from: date | None = None,
    evidence_id: UUID | None = None,
    at: datetime | None = None,
) -> Person:
    """Take a person into the register, with names, numbers, day of birth and registered home.

    The day of birth is also a fact of this source. Without a home, only machine steps may register, since no
    officer is in charge of a person without area.

    Raises   NotPermitted, IdentifierTaken
    """
    actor_area = None if dwelling is None else dwelling.area_id
    require_area(area_id=actor_area, on=on)
    require_free(identifiers)
    at = at or clock.now()
    person = Person(born_on=born_on, language=language, restricted=restricted, area_id=actor_area, registered_at=at)
    person.save(force_insert=True)
    _write_names(person.id, name, kind=PersonName.Kind.LEGAL, source=source, true_from=None, at=at)
    PersonIdentifier.objects.bulk_create(
        PersonIdentifier(person=person, scheme=number.scheme, value=number.value, source=source, known_from=at)
        for number in identifiers
    )
    if born_on is not None:
        Fact.objects.bulk_create([_birth(person.id, born_on, source=source, evidence_id=evidence_id, at=at)])
    if dwelling is not None:
        Residence(
            person=person,
            dwelling=dwelling,
            kind=Residence.Kind.REGISTERED,
            source=source,
            evidence_id=evidence_id,
            true_from=lives_there_from,
            known_from=at,
        ).save(force_insert=True)
    refresh_persons([person.id])
    record("person.registered", subject=person.id, details={"source": source})
    person.refresh_from_db()
    return person


def record_identifier(
    *, person: UUID, identifier: Identifier, source: str, on: date, at: datetime | None = None
) -> PersonIdentifier:
    """Record a number by which a register knows a person; the same number again changes nothing.

    Raises   NotPermitted, IdentifierTaken
    """
    require_writer(persons=[person], on=on)
    bears: PersonIdentifier | None = (
        PersonIdentifier.objects.known().filter(scheme=identifier.scheme, value=identifier.value).first()
    )
    if bears is not None and bears.person_id == person:
        return bears
    require_free([identifier])
    row = PersonIdentifier(
        person_id=person,
        scheme=identifier.scheme,
        value=identifier.value,
        source=source,
        known_from=at or clock.now(),
    )
    row.save(force_insert=True)
    refresh_persons([person])
    record("person.identified", subject=person, details={"scheme": identifier.scheme, "source": source})
    return row


def record_name(
    *,
    person: UUID,
    name: Name,
    source: str,
    on: date,
    kind: str = PersonName.Kind.LEGAL,
    starts_on: date | None = None,
    at: datetime | None = None,
) -> None:
    """Record the name that a person bears from a day on, in every script given; earlier names stay in the past.

    Raises   NotPermitted
    """
    require_writer(persons=[person], on=on)
    at = at or clock.now()
    earlier = PersonName.objects.known().filter(person=person, kind=kind)
    supersede(earlier, first=starts_on, last=None, at=at)
    _write_names(person, name, kind=kind, source=source, true_from=starts_on, at=at)
    refresh_persons([person])
    record("person.named", subject=person, details={"kind": str(kind), "source": source})


def restrict(*, person: UUID, restricted: bool, on: date) -> None:
    """Hide a person from all but named roles, or let them be seen again: adoption, shelter, witness.

    Whoever acted for them acts no more: what they let others see and receive before they were in danger is given anew,
    by them, where they still want it.
    Raises   NotPermitted, for all but an officer who may see restricted persons of that area
    """
    require_officer(RESTRICT, persons=[person], on=on)
    Person.objects.filter(id=person).update(restricted=restricted)
    record("person.restricted", subject=person, details={"restricted": restricted})
    if restricted:
        end_mandates_given(giver=person, on=on)


def entrust(*, persons: Collection[UUID], area_id: int) -> int:
    """Let the officers of an area see and keep persons whose case their office has; gives how many had another before.

    Those who live in that area need nothing: whatever was said before is taken back.
    Raises   NotPermitted, for all but machine steps
    """
    actor = current_actor()
    if actor.kind != "system" or actor.name not in WRITERS:
        raise NotPermitted("A case is handed to another office; the people of it follow by themselves.")
    changed = 0
    for row in Person.objects.select_related("area").filter(id__in=persons):
        lives_there = row.area is not None and area_id in row.area.path
        wanted = None if lives_there else area_id
        if row.cared_in_id != wanted:
            changed += Person.objects.filter(id=row.id).update(cared_in_id=wanted)
            record("person.entrusted", subject=row.id, details={"area": area_id})
    return changed


def require_free(identifiers: Iterable[Identifier]) -> None:
    """Refuse numbers that somebody bears already, whether or not who asks may see whom.

    Raises   IdentifierTaken
    """
    for identifier in identifiers:
        with connection.cursor() as cursor:
            cursor.execute("SELECT registers_identifier_taken(%s, %s)", [identifier.scheme, identifier.value])
            (taken,) = cursor.fetchone()
        if taken:
            raise IdentifierTaken(
                f"This number of {identifier.scheme} belongs to another person: look at both records."
            )


def refresh_persons(persons: Collection[UUID]) -> None:
    """Bring names, identifier and area of persons up to date with the rows that they are copies of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_refresh_persons(%s)", [list(persons)])


def refresh_changed_today(*, on: date) -> int:
    """Refresh persons for whom something written earlier begins today or ended yesterday. Gives how many.

    Raises   NotPermitted
    """
    require_writer(persons=[], on=on)
    days = Q(true_from=on) | Q(true_to=on - timedelta(days=1))
    changed = {
        person
        for rows in (PersonName, PersonIdentifier, Residence)
        for person in rows.objects.known().filter(days).values_list("person_id", flat=True)
    }
    refresh_persons(changed)
    return len(changed)


def _write_names(person: UUID, name: Name, *, kind: str, source: str, true_from: date | None, at: datetime) -> None:
    PersonName.objects.bulk_create(
        PersonName(
            person_id=person,
            kind=kind,
            script=script,
            place=place,
            given=written.given,
            other=written.other,
            family=written.family,
            sort_by=written.sort_key(country().languages[0], script=script),
            source=source,
            true_from=true_from,
            known_from=at,
        )
        for place, (script, written) in enumerate(name.written)
    )


def _birth(person: UUID, born_on: date, *, source: str, evidence_id: UUID | None, at: datetime) -> Fact:
    return Fact(
        id=uuid7(),
        subject_id=person,
        subject_kind=Subject.PERSON,
        attribute=BIRTH,
        day=born_on,
        source=source,
        assurance=Assurance.CONFIRMED,
        evidence_id=evidence_id,
        known_from=at,
    )
