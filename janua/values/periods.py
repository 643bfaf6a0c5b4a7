"""Stretches of days, both ends included, as laws write them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from janua.values.dates import add_months, months_between

_DAY = timedelta(days=1)


class PeriodUnit(StrEnum):
    """What an amount is per."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ONCE = "once"


class EndBeforeStart(ValueError):
    """A period ends no earlier than it starts; an empty stretch is no period."""


class NoEnd(ValueError):
    """The period has no end, so it cannot be counted or divided; intersect it with a window first."""


_UNIT_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.QUARTER: 3, PeriodUnit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; `ends_on` None is open."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise EndBeforeStart(f"{self.starts_on} to {self.ends_on} ends before it starts")

    @classmethod
    def of(cls, unit: PeriodUnit, day: date) -> Self:
        """The calendar day, week (from Monday), month, quarter or year that holds `day`.

        Raises   ValueError for `once`, which is not a stretch of the calendar
        """
        if unit is PeriodUnit.DAY:
            return cls(day, day)
        if unit is PeriodUnit.WEEK:
            monday = day - day.weekday() * _DAY
            return cls(monday, monday + 6 * _DAY)
        if unit not in _UNIT_MONTHS:
            raise ValueError(f"{unit} is no stretch of the calendar")
        months = _UNIT_MONTHS[unit]
        start = date(day.year, (day.month - 1) // months * months + 1, 1)
        return cls(start, add_months(start, months) - _DAY)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def __str__(self) -> str:
        return f"{self.starts_on}/{self.ends_on or '..'}"

    def intersection(self, other: "Period") -> "Period | None":
        """The days in both, or None."""
        start = max(self.starts_on, other.starts_on)
        ends = [end for end in (self.ends_on, other.ends_on) if end is not None]
        end = min(ends, default=None)
        return None if end is not None and end < start else Period(start, end)

    def overlaps(self, other: "Period") -> bool:
        """Is there a day in both?"""
        return self.intersection(other) is not None

    @property
    def days(self) -> int:
        """Number of days, both ends counted. Raises NoEnd."""
        return (self._end() - self.starts_on).days + 1

    @property
    def months(self) -> int:
        """Whole months: 1 January to 31 January is one, to 30 January none. Raises NoEnd."""
        return months_between(self.starts_on, self._end() + _DAY)

    def split(self, on: date) -> tuple["Period", ...]:
        """Cut so that the second piece starts on `on`; the whole period where there is nothing to cut."""
        if on not in self or on == self.starts_on:
            return (self,)
        return (Period(self.starts_on, on - _DAY), Period(on, self.ends_on))

    def split_by(self, unit: PeriodUnit) -> Iterator["Period"]:
        """The pieces that fall into each calendar unit, in order. Raises NoEnd."""
        end, start = self._end(), self.starts_on
        while start <= end:
            last = Period.of(unit, start).ends_on or end
            yield Period(start, min(last, end))
            start = last + _DAY

    def _end(self) -> date:
        if self.ends_on is None:
            raise NoEnd(f"{self} has no end")
        return self.ends_on
