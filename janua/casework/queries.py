"""The reads of casework."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from janua.base.accounts.models import RoleAssignment, RolePermission, StaffProfile
from janua.base.areas.models import Area, Office
from janua.casework.models import Claim, ClaimCheck, EntitlementLine
from janua.casework.states import ClaimState, LineState
from janua.checks.states import CheckState


class NoOffice(Exception):
    """No open office serves this area; an administrator opens one or widens the area of another."""


def office_serving(*, area_id: int | None, on: date) -> Office:
    """The nearest office that serves an area: there or above it. Nobody's area is the whole country.

    Raises   NoOffice
    """
    if area_id is None:
        paths = list(Area.objects.filter(parent__isnull=True).values_list("path", flat=True))
    else:
        paths = list(Area.objects.filter(id=area_id).values_list("path", flat=True))
    steps = [step for path in paths for step in path]
    offices = Office.objects.filter(area_id__in=steps, opens_on__lte=on).filter(
        Q(closes_on__isnull=True) | Q(closes_on__gte=on)
    )
    found = sorted(offices, key=lambda office: (-steps.index(office.area_id), office.id))
    if not found:
        raise NoOffice("No open office serves this area: open one, or widen the area of another.")
    return found[0]


def officers_of(*, office_id: int, permission: str, on: date) -> set[UUID]:
    """Accounts of an office's staff who hold a permission in its area on a day."""
    path = Area.objects.get(offices=office_id).path
    staff = StaffProfile.objects.filter(office_id=office_id).filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
    assignments = RoleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=on),
        confirmed_at__isnull=False,
        starts_on__lte=on,
        area_id__in=path,
        account_id__in=staff.values("account_id"),
        role_id__in=RolePermission.objects.filter(permission=permission).values("role_id"),
    )
    return set(assignments.values_list("account_id", flat=True))


def claims_all_answered(*, claim_ids: Iterable[UUID]) -> list[UUID]:
    """Of these claims those that wait for no check any more; the manual route keeps a claim waiting."""
    waiting = ClaimCheck.objects.filter(claim_id__in=claim_ids).exclude(
        check_asked__state__in=[CheckState.ANSWERED, CheckState.DISCREPANCY, CheckState.WITHDRAWN]
    )
    return list(
        Claim.objects.filter(id__in=claim_ids, state__in=[ClaimState.SUBMITTED, ClaimState.CHECKING])
        .exclude(id__in=waiting.values("claim_id"))
        .values_list("id", flat=True)
    )


def payable_lines(*, due_until: date) -> QuerySet[EntitlementLine]:
    """Lines that are due by a day, whose decision is in force; whether one was paid is for payments to know."""
    return EntitlementLine.objects.filter(
        state=LineState.DUE,
        due_on__lte=due_until,
        entitlement__state="in_force",
        entitlement__decision__outcome="grant",
    )
