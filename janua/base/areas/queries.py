"""Reads of the tree."""

from collections.abc import Iterable

from django.db.models import QuerySet

from janua.base.areas.models import Area


def areas_in_or_below(area_ids: Iterable[int]) -> QuerySet[Area]:
    """Give these areas and every area below them."""
    return Area.objects.filter(path__overlap=list(area_ids))
