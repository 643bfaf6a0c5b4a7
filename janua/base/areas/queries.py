"""Reads of the tree."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from janua.base.areas.models import Area, Office


def areas_in_or_below(area_ids: Iterable[int]) -> QuerySet[Area]:
    """Give these areas and every area below them."""
    return Area.objects.filter(path__overlap=list(area_ids))


def offices_open_on(on: date) -> QuerySet[Office]:
    """Give the offices that people may come to on a day, each with its area."""
    return (
        Office.objects.select_related("area")
        .filter(Q(closes_on__isnull=True) | Q(closes_on__gte=on), opens_on__lte=on)
        .order_by("id")
    )


def area_of_office(office_id: int) -> int:
    """Give the area that an office serves."""
    return Office.objects.values_list("area_id", flat=True).get(id=office_id)
