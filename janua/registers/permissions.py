"""Who may write in the registers: machine steps by name, officers by area, citizens about themselves."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection

from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import Actor, current_actor
from janua.registers.models import AccountLink, Dwelling, Mandate, Person
from janua.registers.queries.kin import accounts_of_kin_to_any
from janua.registers.row_security import FACT_WRITERS, WRITERS

__all__ = [
    "ALL",
    "APPLY",
    "KEEP",
    "REPORT",
    "RESTRICT",
    "RULE",
    "NotPermitted",
    "own_persons",
    "require_fact_writer",
    "require_no_kin",
    "require_officer",
    "require_writer",
    "spoken_for",
]

# What a mandate may be for; a mandate for something else lets its holder see, and write nothing.
ALL, APPLY, REPORT = "all", "apply", "report"
KEEP = "keep_register"
RULE = "rule_on_fact"
# Read by the database too, in registers_sees_restricted().
RESTRICT = "see_restricted"


def own_persons(*scopes: str, on: date) -> frozenset[UUID]:
    """Give the person that the acting citizen is, and those whose mandate they hold for all or one of the scopes."""
    account = current_actor().account_id
    if account is None:
        return frozenset()
    links = AccountLink.objects.filter(account_id=account, account_kind="citizen", known_to__isnull=True)
    own = frozenset(links.values_list("person_id", flat=True))
    if not scopes:
        return own
    held = Mandate.objects.known().true_on(on).filter(holder_id__in=own, scope__overlap=[*scopes, ALL])
    return own | frozenset(held.values_list("giver_id", flat=True))


def require_writer(
    *,
    persons: Collection[UUID],
    on: date,
    citizens: bool = False,
    scopes: tuple[str, ...] = (),
    systems: tuple[str, ...] = (),
) -> Actor:
    """Give who acts, having made sure that they may write about these persons.

    citizens   whether a citizen may, about themselves
    scopes     for which of these a mandate must be that lets a citizen write about its giver; none: nobody for another
    systems    machine steps beside those that may write everything
    Raises   NotPermitted
    """
    actor = current_actor()
    if actor.kind == "system" and actor.name in (*WRITERS, *systems):
        return actor
    if actor.kind == "citizen" and citizens and set(persons) <= own_persons(*scopes, on=on):
        return actor
    if actor.kind == "staff":
        require_officer(KEEP, persons=persons, on=on)
        return actor
    raise NotPermitted(f"{actor.name} may not write here about somebody else: it needs a mandate, or an officer.")


def require_officer(
    permission: str, *, on: date, persons: Collection[UUID] = (), dwellings: Collection[UUID] = ()
) -> Actor:
    """Give the officer who acts, having made sure of a permission in the area of each person and dwelling.

    Raises   NotPermitted, also for whoever is no officer
    """
    actor = current_actor()
    areas = _areas_in_charge(persons, actor, permission, on=on)
    areas |= dict(Dwelling.objects.filter(id__in=dwellings).values_list("id", "area_id"))
    if actor.kind != "staff" or set(areas) != {*persons, *dwellings} or not areas:
        raise NotPermitted("Only an officer of the area may do this; ask the person's own office.")
    for area_id in set(areas.values()):
        if area_id is None or not may(actor, permission, area_id=area_id, on=on):
            raise NotPermitted(
                f"This needs the permission {permission!r} in area {area_id}: ask an administrator for it."
            )
    return actor


def _areas_in_charge(persons: Collection[UUID], actor: Actor, permission: str, *, on: date) -> dict[UUID, int | None]:
    """Person → the area whose officers are asked about: where they live, or whose office has been handed their case."""
    areas: dict[UUID, int | None] = {}
    for row in Person.objects.filter(id__in=persons).only("area_id", "cared_in_id"):
        cared = row.cared_in_id is not None and may(actor, permission, area_id=row.cared_in_id, on=on)
        areas[row.id] = row.cared_in_id if cared else row.area_id
    return areas


def require_no_kin(actor: Actor, *, persons: Collection[UUID], on: date) -> None:
    """Refuse an officer who is one of these persons, their relative, or lives with them.

    Raises   NotPermitted
    """
    if actor.account_id in accounts_of_kin_to_any(persons=persons, on=on):
        raise NotPermitted("This is about a relative of yours, or somebody of your dwelling. Hand it to a colleague.")


def require_area(*, area_id: int | None, on: date) -> Actor:
    """Give who acts, having made sure that they may register somebody or something new in an area.

    Raises   NotPermitted
    """
    actor = current_actor()
    if actor.kind == "system" and actor.name in WRITERS:
        return actor
    if area_id is not None and may(actor, KEEP, area_id=area_id, on=on):
        return actor
    raise NotPermitted(f"This needs the permission {KEEP!r} in area {area_id}: ask an administrator for it.")


def require_fact_writer(*, persons: Collection[UUID], dwellings: Collection[UUID], declared: bool, on: date) -> Actor:
    """Give who acts, having made sure that they may record facts about these subjects.

    declared   the facts are a person's own word; a citizen may record no other
    Raises   NotPermitted
    """
    actor = current_actor()
    if actor.kind == "system" and actor.name in FACT_WRITERS:
        return actor
    if actor.kind == "citizen" and declared and not dwellings:
        own = own_persons(APPLY, REPORT, on=on)
        if set(persons) <= own or set(persons) <= own | _children_of(own):
            return actor
    if actor.kind == "staff":
        return require_officer(KEEP, persons=persons, dwellings=dwellings, on=on)
    raise NotPermitted(f"{actor.name} may record their own word about themselves and their children, and nothing else.")


def spoken_for(*, on: date) -> frozenset[UUID]:
    """Of whom the acting citizen may state facts: themselves, those whose mandate they hold for it, their children."""
    own = own_persons(APPLY, REPORT, on=on)
    return own | _children_of(own)


def _children_of(persons: Collection[UUID]) -> frozenset[UUID]:
    """The children in these persons' custody of whom the acting citizen may speak."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT near.id FROM unnest(%s::uuid[]) AS own(id), LATERAL registers_family(own.id) near"
            " WHERE near.role = 'child' AND near.id = ANY (registers_actor_wards())",
            [list(persons)],
        )
        return frozenset(row[0] for row in cursor.fetchall())
