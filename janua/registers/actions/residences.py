"""Register a dwelling, settle a person in one, form a household."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from janua.base import clock
from janua.base.audit import record
from janua.registers.actions.persons import refresh_persons
from janua.registers.actions.superseding import supersede
from janua.registers.models import Dwelling, Household, Membership, Residence
from janua.registers.permissions import APPLY, REPORT, require_area, require_writer
from janua.registers.row_security import DECLARED


class WrongDays(ValueError):
    """A period would end before it begins."""


def register_dwelling(
    *,
    area_id: int,
    on: date,
    street: str = "",
    locality: str = "",
    postcode: str = "",
    reference: str | None = None,
    at: datetime | None = None,
) -> Dwelling:
    """Take a dwelling into the register.

    Raises   NotPermitted
    """
    require_area(area_id=area_id, on=on)
    dwelling = Dwelling(
        area_id=area_id,
        street=street,
        locality=locality,
        postcode=postcode,
        reference=reference,
        registered_at=at or clock.now(),
    )
    dwelling.save(force_insert=True)
    record("dwelling.registered", object_type="dwelling", object_id=dwelling.id, details={"area": area_id})
    return dwelling


def settle(
    *,
    person: UUID,
    dwelling: UUID,
    kind: str,
    source: str,
    on: date,
    starts_on: date | None,
    ends_on: date | None = None,
    evidence_id: UUID | None = None,
    at: datetime | None = None,
) -> Residence:
    """Record that a person lives in a dwelling, in one sense: registered, actual, temporary.

    Replaces on these days where the person lived in the same sense. A registered residence moves the person to the
    office of that area.

    Raises   NotPermitted, WrongDays
    """
    require_writer(persons=[person], on=on)
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise WrongDays(f"Nobody lives anywhere from {starts_on} to {ends_on}: the end comes first.")
    at = at or clock.now()
    supersede(Residence.objects.known().filter(person=person, kind=kind), first=starts_on, last=ends_on, at=at)
    residence = Residence(
        person_id=person,
        dwelling_id=dwelling,
        kind=kind,
        source=source,
        evidence_id=evidence_id,
        true_from=starts_on,
        true_to=ends_on,
        known_from=at,
    )
    residence.save(force_insert=True)
    record(
        "person.settled",
        subject=person,
        object_type="residence",
        object_id=residence.id,
        details={"dwelling": dwelling, "kind": kind, "source": source},
    )
    # Last: it may move the person out of sight of the officer who records the move.
    refresh_persons([person])
    return residence


def form_household(
    *,
    persons: Collection[UUID],
    source: str,
    on: date,
    starts_on: date | None,
    kind: str = Household.Kind.DECLARED,
    dwelling: UUID | None = None,
    at: datetime | None = None,
) -> Household:
    """Record that some persons share a budget from a day on, as they declared or as a register has it.

    Raises   NotPermitted
    """
    declared = kind == Household.Kind.DECLARED and source == DECLARED
    require_writer(persons=persons, on=on, citizens=declared, scopes=(APPLY, REPORT))
    at = at or clock.now()
    household = Household(kind=kind, dwelling_id=dwelling, source=source, registered_at=at)
    household.save(force_insert=True)
    Membership.objects.bulk_create(
        Membership(household=household, person_id=person, true_from=starts_on, known_from=at)
        for person in sorted(set(persons))
    )
    record(
        "household.formed",
        object_type="household",
        object_id=household.id,
        details={"persons": sorted(set(persons)), "kind": str(kind)},
    )
    return household
