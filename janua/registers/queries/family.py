"""Who stands around a person, as far as a citizen may be told; who gave whom a consent or a mandate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from janua.base.actors import current_actor
from janua.base.prepared import Given, prepared
from janua.registers.definers import SEE_VALUES
from janua.registers.models import Consent, ConsentRequest, Mandate, Status
from janua.values import WrittenName

__all__ = [
    "SEE_VALUES",
    "FamilyMember",
    "KnownOfMember",
    "Permissions",
    "asked_for_consent",
    "family_of_person",
    "identified_by",
    "known_of_family",
    "open_to_actor",
    "permissions_of",
]

ADULT_AT = 18


@dataclass(frozen=True)
class FamilyMember:
    """A partner, or a child in custody.

    role   partner, child
    kind   what the register calls it: spouse, parent, guardian …
    """

    id: UUID
    role: str
    kind: str
    name: str
    born_on: date | None
    language: str

    def is_minor_on(self, day: date) -> bool:
        """Whether this is a child on a day; where no birth is known, not."""
        if self.born_on is None:
            return False
        years = day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))
        return years < ADULT_AT


@dataclass(frozen=True)
class KnownOfMember:
    """That something is known of somebody, by whom and since when: never what."""

    subject: UUID
    attribute: str
    source: str
    status: Status
    known_from: datetime


@dataclass(frozen=True)
class Permissions:
    """Consents and mandates of one person, on both sides, with the names of the others."""

    consents_given: tuple[Consent, ...]
    consents_held: tuple[Consent, ...]
    mandates_given: tuple[Mandate, ...]
    mandates_held: tuple[Mandate, ...]
    asked_of_me: tuple[ConsentRequest, ...]
    asked_by_me: tuple[ConsentRequest, ...]
    names: dict[UUID, str]


def family_of_person(*, person: UUID) -> tuple[FamilyMember, ...]:
    """Partners, then children by age, of somebody whom the citizen is or may act for; nobody of anybody else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, role, kind, given_names, other_names, family_name, born_on, language FROM registers_family(%s)",
            [person],
        )
        rows = cursor.fetchall()
    return tuple(
        FamilyMember(row[0], row[1], row[2], WrittenName(row[3], row[5], row[4]).full(), row[6], row[7])
        for row in {row[0]: row for row in rows}.values()
    )


def known_of_family(*, person: UUID, names: Collection[str]) -> tuple[KnownOfMember, ...]:
    """What kinds of things are known of a person's partner and children, without the values."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_id, attribute, source, status, known_from FROM registers_known_of_family(%s, %s)",
            [person, sorted(names)],
        )
        return tuple(KnownOfMember(row[0], row[1], row[2], Status(row[3]), row[4]) for row in cursor.fetchall())


def identified_by(*, number: str, family_name: str, born_on: date) -> UUID | None:
    """Who bears a number, for somebody who knows their family name and day of birth too; None where one is wrong."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_identify(%s, %s, %s)", [number, family_name, born_on])
        found: UUID | None = cursor.fetchone()[0]
    return found


def permissions_of(*, person: UUID, on: date) -> Permissions:
    """Everything that a person allows others and is allowed by them on a day; for the person's own account."""
    consents = list(
        Consent.objects.known()
        .true_on(on)
        .filter(Q(person_id=person) | Q(recipient=str(person)), purpose=SEE_VALUES)
        .order_by("known_from")
    )
    mandates = list(
        Mandate.objects.known()
        .filter(Q(giver_id=person) | Q(holder_id=person))
        .filter(Q(true_to__isnull=True) | Q(true_to__gte=on))
        .order_by("known_from")
    )
    asked = list(
        ConsentRequest.objects.filter(Q(asker_id=person) | Q(asked_id=person), answer="waiting").order_by("asked_at")
    )
    return Permissions(
        consents_given=tuple(one for one in consents if one.person_id == person),
        consents_held=tuple(one for one in consents if one.recipient == str(person)),
        mandates_given=tuple(one for one in mandates if one.giver_id == person),
        mandates_held=tuple(one for one in mandates if one.holder_id == person),
        asked_of_me=tuple(one for one in asked if one.asked_id == person),
        asked_by_me=tuple(one for one in asked if one.asker_id == person),
        names=_other_sides(),
    )


def asked_for_consent(*, person: UUID) -> bool:
    """Whether somebody waits for this person's yes or no; asked by their own account, of nobody else."""
    return bool(_asked(person=person))


@prepared
def _asked(person: Given) -> QuerySet[ConsentRequest, UUID]:
    return ConsentRequest.objects.filter(asked_id=person, answer="waiting").values_list("id", flat=True)[:1]


def _other_sides() -> dict[UUID, str]:
    if current_actor().account_id is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, given_names, other_names, family_name FROM registers_other_sides()")
        return {row[0]: WrittenName(row[1], row[3], row[2]).full() for row in cursor.fetchall()}


def open_to_actor() -> frozenset[UUID]:
    """Of whom the citizen who acts may see what is known: those they may act for, their children, who consented."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT janua_actor_persons() || registers_actor_wards() || registers_actor_confided()")
        return frozenset(cursor.fetchone()[0])
