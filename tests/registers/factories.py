"""Dull rows, written as the test cluster's superuser."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from janua.base.accounts.models import Account, Role, RoleAssignment, RolePermission, StaffProfile
from janua.base.areas.models import Area, Office
from janua.registers.models import (
    AccountLink,
    Assurance,
    Dwelling,
    Fact,
    Mandate,
    Person,
    PersonIdentifier,
    PersonName,
    Residence,
    Subject,
)
from janua.rules import Attribute
from janua.values import uuid7

TODAY = date(2026, 2, 1)
NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

ATTRIBUTES = {
    attribute.name: attribute
    for attribute in (
        Attribute(name="date_of_birth", entity="person", type="date", registers=("civil", "identita")),
        Attribute(name="date_of_death", entity="person", type="date", registers=("civil",)),
        Attribute(
            name="employment_income",
            entity="person",
            type="money",
            unit="EUR per year",
            repeats=True,
            registers=("revenue",),
        ),
        Attribute(name="rooms", entity="dwelling", type="count", registers=("department",)),
        Attribute(name="monthly_rent", entity="dwelling", type="money", unit="EUR per month"),
        Attribute(name="citizenship", entity="person", type="choice", choices=("MT", "IT"), repeats=True),
        Attribute(name="refugee", entity="person", type="bool", registers=("identita",)),
        Attribute(name="working_share", entity="person", type="rate"),
        Attribute(name="consulted", entity="claim", type="bool"),
    )
}


def area(number: int = 1, *, under: Area | None = None) -> Area:
    """Give an area; made at the first asking."""
    path = [*(under.path if under else []), number]
    made, _ = Area.objects.get_or_create(
        id=number, defaults={"code": f"area-{number}", "kind": "island", "names": {}, "parent": under, "path": path}
    )
    return made


def person(*, family: str = "Borg", given: str = "Maria", area_id: int | None = None, **more: Any) -> Person:
    """Give a person with a name row and, where an area is given, no home yet."""
    if area_id is not None:
        area(area_id)
    made = Person.objects.create(
        given_names=given,
        family_name=family,
        found_by=f"{given} {family}".lower(),
        area_id=area_id,
        registered_at=LONG_AGO,
        **more,
    )
    PersonName.objects.create(
        person=made, script="Latn", given=given, family=family, source="civil", known_from=LONG_AGO
    )
    return made


def identified(made: Person, value: str, scheme: str = "mt-id-card") -> PersonIdentifier:
    """Give a person a number."""
    return PersonIdentifier.objects.create(
        person=made, scheme=scheme, value=value, source="identita", known_from=LONG_AGO
    )


def dwelling(area_id: int = 1) -> Dwelling:
    """Give a dwelling in an area."""
    return Dwelling.objects.create(area=area(area_id), registered_at=LONG_AGO)


def residence(of: Person, home: Dwelling, kind: str = "registered", **more: Any) -> Residence:
    """Give a person a home."""
    return Residence.objects.create(person=of, dwelling=home, kind=kind, source="identita", known_from=LONG_AGO, **more)


def fact(of: UUID, attribute: str = "employment_income", **more: Any) -> Fact:
    """Give a fact, by Revenue and about a person unless said otherwise."""
    values = {
        "source": "revenue",
        "subject_kind": Subject.PERSON,
        "assurance": Assurance.CONFIRMED,
        "known_from": LONG_AGO,
    } | more
    if not values.keys() & {"number", "words", "day", "truth", "status"}:
        values["number"] = 100
    return Fact.objects.create(subject_id=of, attribute=attribute, **values)


def officer(*permissions: str, area_id: int = 1) -> Account:
    """Give an officer with one role that allows these, in one area."""
    account = Account.objects.create(kind="staff", login=f"officer-{uuid7()}", opened_at=LONG_AGO)
    office, _ = Office.objects.get_or_create(
        id=area_id, defaults={"code": f"office-{area_id}", "names": {}, "area": area(area_id), "opens_on": TODAY}
    )
    StaffProfile.objects.create(account=account, display_name="Ċetta Officer", staff_number=str(uuid7()), office=office)
    role = Role.objects.create(code=f"role-{uuid7()}"[:40], names={})
    for permission in permissions:
        RolePermission.objects.create(role=role, permission=permission)
    RoleAssignment.objects.create(
        account=account,
        role=role,
        area=area(area_id),
        starts_on=date(2020, 1, 1),
        proposed_at=LONG_AGO,
        confirmed_at=LONG_AGO,
    )
    return account


def citizen(made: Person) -> Account:
    """Give a person an account of their own."""
    account = Account.objects.create(kind="citizen", issuer="eid", subject=str(uuid7()), opened_at=LONG_AGO)
    AccountLink.objects.create(
        account=account, account_kind="citizen", person=made, confirmed_by="eid", known_from=LONG_AGO
    )
    return account


def mandate(giver: Person, holder: Person, **more: Any) -> Mandate:
    """Let one act for another."""
    values = {"scope": ["all"], "ground": "form", "true_from": date(2020, 1, 1), "known_from": LONG_AGO} | more
    return Mandate.objects.create(giver=giver, holder=holder, **values)
