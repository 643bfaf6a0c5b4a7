"""Reads of accounts, roles and assignments."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from janua.base import clock
from janua.base.accounts.models import (
    Account,
    ForbiddenRolePair,
    Invitation,
    RoleAssignment,
    RolePermission,
    StaffProfile,
)
from janua.base.actors import current_actor
from janua.base.areas.models import Area
from janua.base.prepared import Given, prepared

# Whoever grants roles in an area sees who holds one there.
GRANT = "grant_role"


def assignments_in_force_on(*, account_id: UUID, on: date) -> QuerySet[RoleAssignment]:
    """Give the assignments that an account holds on a day, as far as who asks may see them.

    The same rule as the database's function janua_actor_areas: confirmed, begun, not ended, not revoked, still serving.
    """
    return RoleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=on),
        account_id=account_id,
        confirmed_at__isnull=False,
        starts_on__lte=on,
        account_id__in=StaffProfile.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on)).values("account_id"),
    )


def roles_forbidden_beside(role_code: str) -> set[str]:
    """Give the roles that nobody may hold together with this one."""
    pairs = ForbiddenRolePair.objects.filter(Q(first_id=role_code) | Q(second_id=role_code))
    return {second if first == role_code else first for first, second in pairs.values_list("first_id", "second_id")}


def account_of_subject(*, kind: str, issuer: str, subject: str) -> Account | None:
    """Find who an OpenID Connect provider says is there; for the door."""
    return Account.objects.filter(kind=kind, issuer=issuer, subject=subject, closed_at__isnull=True).first()


def serving_on(*, account_id: UUID, on: date) -> StaffProfile | None:
    """Give an officer's profile with its office; None for one who does not serve on that day."""
    return _serving.first(account=account_id, on=on)


@prepared
def _serving(account: Given, on: Given) -> QuerySet[StaffProfile]:
    return StaffProfile.objects.select_related("office").filter(
        Q(left_on__isnull=True) | Q(left_on__gt=on), account_id=account
    )


def permissions_on(*, account_id: UUID, on: date) -> frozenset[str]:
    """Give every permission that an account's roles allow somewhere on a day."""
    return frozenset(_permissions(account=account_id, on=on))


@prepared
def _permissions(account: Any, on: Any) -> QuerySet[RolePermission, str]:
    held = assignments_in_force_on(account_id=account, on=on).values("role_id")
    return RolePermission.objects.filter(role_id__in=held).values_list("permission", flat=True)


def names_of_staff(account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Give the names that stand under what these officers did; an account of nobody on the staff is left out."""
    wanted = {account_id for account_id in account_ids if account_id is not None}
    return dict(_names(accounts=list(wanted))) if wanted else {}


@prepared
def _names(accounts: Given) -> QuerySet[StaffProfile, tuple[UUID, str]]:
    return StaffProfile.objects.filter(account_id__among=accounts).values_list("account_id", "display_name")


def permissions_in(*, account_id: UUID, area_id: int, on: date) -> frozenset[str]:
    """Give every permission that an account holds in an area on a day: by roles there or in the areas above it."""
    steps = [step for path in _path(area=area_id) for step in path]
    return frozenset(_permissions_there(account=account_id, on=on, areas=steps))


@prepared
def _path(area: Given) -> QuerySet[Area, list[int]]:
    return Area.objects.filter(id=area).values_list("path", flat=True)


@prepared
def _permissions_there(account: Any, on: Any, areas: Any) -> QuerySet[RolePermission, str]:
    held = assignments_in_force_on(account_id=account, on=on).filter(area_id__among=areas).values("role_id")
    return RolePermission.objects.filter(role_id__in=held).values_list("permission", flat=True)


def areas_with(*, account_id: UUID, permission: str, on: date) -> frozenset[int]:
    """Give every area in which an account holds a permission on a day, those below an area of its roles too."""
    tops = _tops(account=account_id, permission=permission, on=on)
    return frozenset(_below(tops=tops)) if tops else frozenset()


@prepared
def _tops(account: Any, permission: Any, on: Any) -> QuerySet[RoleAssignment, int]:
    allowing = RolePermission.objects.filter(permission=permission).values("role_id")
    held = assignments_in_force_on(account_id=account, on=on).filter(role_id__in=allowing)
    return held.values_list("area_id", flat=True)


@prepared
def _below(tops: Given) -> QuerySet[Area, int]:
    return Area.objects.filter(path__overlap=tops).values_list("id", flat=True)


def areas_held(*permissions: str, on: date | None = None) -> frozenset[int]:
    """Give every area in which who acts holds one of these permissions, or any role where none is named.

    Reads that show what lies in an area ask this, though row security would show no more: neither wall leans on the
    other.
    on   today, where it is not said
    """
    actor = current_actor()
    if actor.account_id is None:
        return frozenset()
    held = assignments_in_force_on(account_id=actor.account_id, on=on or clock.today())
    if permissions:
        held = held.filter(role_id__in=RolePermission.objects.filter(permission__in=permissions).values("role_id"))
    tops = list(held.values_list("area_id", flat=True))
    return frozenset(_below(tops=tops)) if tops else frozenset()


def staff_of_area(*, permission: str, on: date) -> list[StaffProfile]:
    """Give who serves in an office where who asks holds a permission, by name."""
    actor = current_actor()
    if actor.account_id is None:
        return []
    roles = RolePermission.objects.filter(permission=permission).values("role_id")
    held = assignments_in_force_on(account_id=actor.account_id, on=on).filter(role_id__in=roles)
    areas = Area.objects.filter(path__overlap=list(held.values_list("area_id", flat=True))).values("id")
    return list(
        StaffProfile.objects.select_related("office")
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=on), office__area_id__in=areas)
        .order_by("display_name", "account_id")
    )


def assignments_listed(*, on: date, after: UUID | None = None, highest: int = 50) -> list[RoleAssignment]:
    """Give who holds which role now or later, as far as who asks may see it; from behind one of them on."""
    rows = (
        RoleAssignment.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            area_id__in=areas_held(GRANT, on=on),
            confirmed_at__isnull=False,
            revoked_at__isnull=True,
        )
        .select_related("area", "role")
        .order_by("id")
    )
    return list((rows.filter(id__gt=after) if after else rows)[:highest])


def proposals_of_roles() -> list[RoleAssignment]:
    """Give roles that were proposed and nobody has answered, the longest waiting first."""
    waiting = RoleAssignment.objects.filter(
        confirmed_at__isnull=True, refused_at__isnull=True, area_id__in=areas_held(GRANT)
    )
    return list(waiting.select_related("area", "role").order_by("id")[:200])


def assignment_of(*, assignment: UUID) -> RoleAssignment | None:
    """Give one assignment, as far as who asks may see it."""
    rows = RoleAssignment.objects.filter(id=assignment, area_id__in=areas_held(GRANT))
    return rows.select_related("area", "role", "office").first()


def staff_listed(*, offices: Iterable[int], on: date) -> list[StaffProfile]:
    """Give who serves in these offices, by name."""
    serving = StaffProfile.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), office__in=list(offices))
    return list(serving.select_related("office").order_by("display_name", "staff_number"))


def staff_called(*, words: str) -> StaffProfile | None:
    """Give the one officer whose staff number or name this is; None where that is nobody, or several."""
    found = list(StaffProfile.objects.filter(Q(staff_number__iexact=words) | Q(display_name__iexact=words))[:2])
    return found[0] if len(found) == 1 else None


def links_waiting(*, accounts: Iterable[UUID], at: datetime) -> list[Invitation]:
    """Give the links of these colleagues that wait for a second administrator, the oldest first."""
    open_ones = Invitation.objects.filter(withdrawn_at__isnull=True, used_at__isnull=True, ends_at__gt=at)
    waiting = open_ones.filter(made_by__isnull=False, confirmed_at__isnull=True, account__in=_but_mine(accounts))
    return list(waiting.order_by("made_at")[:200])


def link_asked_for(*, invitation: UUID, accounts: Iterable[UUID]) -> Invitation | None:
    """Give one link of one of these colleagues."""
    return Invitation.objects.filter(id=invitation, account__in=_but_mine(accounts)).first()


def _but_mine(accounts: Iterable[UUID]) -> list[UUID]:
    # Nobody has a part in their own link, nor sees it before it is handed to them.
    return [account for account in accounts if account != current_actor().account_id]
