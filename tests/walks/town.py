"""A small country with everything that a page may be about, three times: here, elsewhere, and of restricted persons.

Built once a run on a database of its own, with real commits; each test's own changes are rolled back. Every word of a
family carries its mark, so that an answer that tells of somebody whom the reader may not see is known by the mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from janua.base.accounts.actions.role import load_roles
from janua.base.accounts.models import Account, Role, RoleAssignment, RolePermission, StaffProfile
from janua.base.accounts.roles import FORBIDDEN, ROLES
from janua.base.actors import acting_as, system_actor
from janua.base.areas.models import Office
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.letter import write_letters
from janua.casework.models import Application
from janua.registers.models import Person
from tests.casework import factories as f
from tests.database import as_process_role
from tests.registers import factories as people
from tests.walks.rows import Known, fill

ON = f.TODAY
ASSESSOR = system_actor("assessor")
COUNTRY, HERE, ELSEWHERE = 1, 2, 3
# A role that no installation has: every permission but to see restricted persons.
EVERYTHING = "everything"
# Whose records a reader of the first area asks for, and the mark that everything of theirs carries.
OWN, FOREIGN, RESTRICTED = "own", "foreign", "restricted"
MARKS: Mapping[str, str] = {OWN: "Qhere", FOREIGN: "Qelsewhere", RESTRICTED: "Qrestricted"}


@dataclass(frozen=True)
class Town:
    """What the walks go through; everything by id, so that it outlives the transaction that made it.

    records    whose → kind of record, as in pages.RECORDS → id
    ids        whose → every id that belongs to them alone
    officers   role → account of somebody who holds it here
    strangers  role → account of somebody who holds it elsewhere
    citizens   owner, partner, holder (of the owner's mandate), stranger, restricted → account
    """

    records: Mapping[str, Mapping[str, UUID]]
    ids: Mapping[str, frozenset[UUID]]
    officers: Mapping[str, Account]
    strangers: Mapping[str, Account]
    citizens: Mapping[str, Account]


def build() -> Town:
    """Build it, as superuser, in the database that Django is signed in to."""
    with acting_as(system_actor("loader")):
        load_roles(roles=ROLES, forbidden=FORBIDDEN)
    country = people.area(COUNTRY)
    for number, area in ((HERE, people.area(HERE, under=country)), (ELSEWHERE, people.area(ELSEWHERE, under=country))):
        for place in (number, number + 10):
            Office.objects.create(id=place, code=f"office-{place}", names={}, area=area, opens_on=date(2020, 1, 1))
    everything = Role.objects.create(code=EVERYTHING, names={})
    for word in sorted({word for one in ROLES for word in one.permissions} - {"see_restricted"}):
        RolePermission.objects.create(role=everything, permission=word)
    f.publish_catalogue()
    officers = {code: an_officer(code, HERE) for code in (*(one.code for one in ROLES), EVERYTHING)}
    strangers = {one.code: an_officer(one.code, ELSEWHERE) for one in ROLES}
    families = {
        OWN: a_family(OWN, HERE, 1),
        FOREIGN: a_family(FOREIGN, ELSEWHERE, 2),
        RESTRICTED: a_family(RESTRICTED, HERE, 3, restricted=True),
    }
    applied = decided(families)
    colleagues = {OWN: officers, FOREIGN: strangers, RESTRICTED: officers}
    known = {
        whose: fill(Known(whose, MARKS[whose], families[whose], applied[whose], colleagues[whose]), on=ON)
        for whose in families
    }
    holder = people.person(given="Holder", family="Qholder", area_id=HERE)
    people.mandate(families[OWN].mother, holder, scope=["see"])
    citizens = {
        "owner": families[OWN].account,
        "partner": people.citizen(families[OWN].father),
        "holder": people.citizen(holder),
        "stranger": families[FOREIGN].account,
        "restricted": families[RESTRICTED].account,
    }
    return Town(
        records={whose: records for whose, (records, _) in known.items()},
        ids={whose: ids for whose, (_, ids) in known.items()},
        officers=officers,
        strangers=strangers,
        citizens=citizens,
    )


def an_officer(role: str, area: int) -> Account:
    """Somebody who holds a role of the product in an area, and sits in its first office."""
    account = Account.objects.create(kind="staff", login=f"{role}-{area}", opened_at=people.LONG_AGO)
    StaffProfile.objects.create(
        account=account, display_name=f"Officer {role} {area}", staff_number=f"{role}-{area}", office_id=area
    )
    RoleAssignment.objects.create(
        account=account, role_id=role, area_id=area, starts_on=date(2020, 1, 1), proposed_at=people.LONG_AGO,
        confirmed_at=people.LONG_AGO,
    )  # fmt: skip
    return account


def a_family(whose: str, area: int, number: int, *, restricted: bool = False) -> f.Family:
    """Two parents and two children of an area, each name with the family's mark."""
    mark = MARKS[whose]
    home = people.dwelling(area)
    home.street = f"{mark} Street"
    home.save()
    mother = _person(f"Maria {mark}", f"99{number:03}90M", date(1990, 3, 1), "female", home, restricted)
    father = _person(f"Ġużeppi {mark}", f"99{number:03}88M", date(1988, 7, 1), "male", home, restricted)
    born = (date(2016, 5, 4), date(2020, 9, 1))
    children = tuple(
        _person(f"Luca {mark}", f"99{number:03}{10 + place}L", day, "male", home, restricted)
        for place, day in enumerate(born)
    )
    first, second = sorted((mother.id, father.id))
    f._relate(first, second, "spouse", date(2012, 6, 2))
    for child, day in zip(children, born, strict=True):
        for parent in (mother, father):
            f._relate(parent.id, child.id, "parent", day)
    return f.Family(mother, father, children, people.citizen(mother), home)


def _person(given: str, number: str, born_on: date, sex: str, home: Any, restricted: bool) -> Person:
    mark = given.partition(" ")[2]
    made = people.person(
        given=given, family=f"Borg-{mark}", area_id=home.area_id, born_on=born_on, language="en", restricted=restricted,
        identifier=number,
    )  # fmt: skip
    people.identified(made, number)
    people.residence(made, home)
    facts: tuple[tuple[str, dict[str, Any]], ...] = (
        ("date_of_birth", {"day": born_on}),
        ("sex", {"words": sex}),
        ("citizenship", {"words": "MT", "item": "MT"}),
        ("resident_in_malta", {"truth": True, "true_from": born_on}),
    )
    for attribute, value in facts:
        people.fact(made.id, attribute, source="identita", **value)
    return made


def decided(families: Mapping[str, f.Family]) -> dict[str, tuple[Application, Application]]:
    """Have every family apply, and be granted; and apply for something else, which waits for a register."""
    first = {whose: f.submit_as(as_process_role, one, key=f"{whose} 1") for whose, one in families.items()}
    with as_process_role("janua_work", ASSESSOR):
        begin_claims(on=ON)
    wages = {
        parent.id: f.income_record(parent.identifiers.get().value, gross="9000.00")
        for one in families.values()
        for parent in (one.mother, one.father)
    }
    f.answer_checks(as_process_role, wages)
    with as_process_role("janua_work", ASSESSOR):
        take_up_checks(on=ON)
        write_letters(on=ON)
    second = {
        whose: f.submit_as(as_process_role, one, key=f"{whose} 2", service="unemployment-benefit")
        for whose, one in families.items()
    }
    with as_process_role("janua_work", ASSESSOR):
        begin_claims(on=ON)
    return {whose: (first[whose], second[whose]) for whose in families}
