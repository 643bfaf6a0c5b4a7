"""What the pages of retention read, and whether somebody was erased."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from janua.base.accounts.queries import areas_held
from janua.base.keys.models import DataKey
from janua.base.retention.models import ErasureItem, ErasureList, Hold
from janua.base.retention.row_security import APPROVE, ASK_HOLD, CONFIRM_HOLD, PUT_FORWARD

AUDIT = "read_audit"


def any_erased(persons: Collection[UUID]) -> bool:
    """Whether one of these persons was erased: what was sealed of them is gone, and so are their facts."""
    return DataKey.objects.filter(subject__in=persons, wrapped__isnull=True).exists()


def lists_here() -> QuerySet[ErasureList]:
    """Lists of the areas where who asks puts forward, approves or audits."""
    return ErasureList.objects.filter(area_id__in=areas_held(PUT_FORWARD, APPROVE, AUDIT))


def holds_here() -> QuerySet[Hold]:
    """Holds of the areas where who asks has to do with them, or audits."""
    return Hold.objects.filter(area_id__in=areas_held(ASK_HOLD, CONFIRM_HOLD, PUT_FORWARD, APPROVE, AUDIT))


def lists_newest_first() -> QuerySet[ErasureList]:
    """Lists with how many persons were found, kept and erased."""
    return (
        lists_here()
        .annotate(
            found=Count("items"),
            kept=Count("items", filter=Q(items__state="kept")),
            erased=Count("items", filter=Q(items__state__in=["erased", "done"])),
        )
        .order_by("-found_at")
    )


def items_of(erasure_list: UUID) -> QuerySet[ErasureItem]:
    """The persons of a list, longest untouched first."""
    return ErasureItem.objects.filter(erasure_list=erasure_list).order_by("last_on", "id")


def holds_on(day: date) -> QuerySet[Hold]:
    """Holds that keep somebody on a day, with those that wait for the second person first."""
    return (
        holds_here()
        .filter(Q(answered_at__isnull=True) | Q(is_confirmed=True), ends_on__gte=day)
        .order_by("is_confirmed", "ends_on")
    )
