"""What all rows share that a decision may read: true from–to in the world, known from–to to us."""

from datetime import date, datetime
from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class TrueDays(Func):
    """The days on which a row holds, as a range, for constraints and filters."""

    function = "DATERANGE"
    output_field = DateRangeField()


TRUE_DAYS = TrueDays(F("true_from"), F("true_to"), RangeBoundary(inclusive_upper=True))


_Row = TypeVar("_Row", bound=models.Model)


class KnownQuerySet(models.QuerySet[_Row]):
    """Filters on the two time axes."""

    def known_at(self, instant: datetime) -> Self:
        """Give the rows that we held for right at an instant."""
        return self.filter(Q(known_to__isnull=True) | Q(known_to__gt=instant), known_from__lte=instant)

    def known(self) -> Self:
        """Give the rows that we hold for right now."""
        return self.filter(known_to__isnull=True)

    def true_on(self, day: date) -> Self:
        """Give the rows that hold on a day."""
        return self.true_during(day, day)

    def true_during(self, first: date, last: date | None) -> Self:
        """Give the rows that hold on at least one day from `first` to `last` (None: without end)."""
        rows = self.filter(Q(true_to__isnull=True) | Q(true_to__gte=first))
        return rows if last is None else rows.filter(Q(true_from__isnull=True) | Q(true_from__lte=last))


class KnownManager(models.Manager[_Row]):
    """The way to the rows, with the filters on the two time axes."""

    def get_queryset(self) -> KnownQuerySet[_Row]:
        """Give all rows."""
        return KnownQuerySet(self.model, using=self._db)

    def known_at(self, instant: datetime) -> KnownQuerySet[_Row]:
        """Give the rows that we held for right at an instant."""
        return self.get_queryset().known_at(instant)

    def known(self) -> KnownQuerySet[_Row]:
        """Give the rows that we hold for right now."""
        return self.get_queryset().known()


class Known(models.Model):
    """A row with two time axes. `known_to` is the only column that is ever set later, and only once.

    true_from, true_to    days in the world, both included; None is open
    known_from, known_to  instants at which we began and ceased to hold the row for right; the end is excluded
    """

    true_from = models.DateField(null=True, blank=True)
    true_to = models.DateField(null=True, blank=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        """No row ends before it begins, on either axis."""

        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=Q(true_to__gte=F("true_from")), name="%(app_label)s_%(class)s_true_order"),
            models.CheckConstraint(
                condition=Q(known_to__gte=F("known_from")), name="%(app_label)s_%(class)s_known_order"
            ),
        )


def never_overlapping(name: str, *columns: str) -> ExclusionConstraint:
    """Among the rows now held for right, two that agree in `columns` hold on no common day."""
    return ExclusionConstraint(
        name=name,
        expressions=[*((column, RangeOperators.EQUAL) for column in columns), (TRUE_DAYS, RangeOperators.OVERLAPS)],
        condition=Q(known_to__isnull=True),
    )
