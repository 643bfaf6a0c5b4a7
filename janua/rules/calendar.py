"""Legal calendar on whole numbers: a day is its number in the calendar, so that every back end computes alike."""

from calendar import monthrange
from datetime import date
from functools import lru_cache

from janua.values import Period, PeriodUnit, dates

FOREVER_AGO, FOR_EVER = 1, date.max.toordinal()
_day = lru_cache(maxsize=65_536)(date.fromordinal)


@lru_cache(maxsize=65_536)
def yyyymmdd(day: int) -> int:
    """20260203 for 3 February 2026."""
    return dates.yyyymmdd(_day(day))


def age(birth: int, day: int) -> int:
    """Completed years; of 29 February on 1 March in other years."""
    return (yyyymmdd(day) - yyyymmdd(birth)) // 10_000


def age_leap_28(birth: int, day: int) -> int:
    """Completed years; of 29 February on 28 February in other years."""
    return dates.age_on(_day(birth), _day(day), leap_birthday=dates.LeapBirthday.FEBRUARY_28)


@lru_cache(maxsize=65_536)
def add_months(day: int, months: int) -> int:
    """Keeps the day number, or takes the last day of a month that is too short; stays within the calendar."""
    try:
        return dates.add_months(_day(day), months).toordinal()
    except (ValueError, OverflowError):
        return FOREVER_AGO if months < 0 else FOR_EVER


def months_between(start: int, end: int) -> int:
    """Whole months completed from start to end."""
    return dates.months_between(_day(start), _day(end))


def add_days(day: int, number: int) -> int:
    """Stays within the calendar."""
    return min(max(day + number, FOREVER_AGO), FOR_EVER)


def add_years(day: int, years: int) -> int:
    return add_months(day, 12 * years)


def year_of(day: int) -> int:
    return _day(day).year


def month_of(day: int) -> int:
    return _day(day).month


def make_day(year: int, month: int, number: int) -> int:
    """The day of these numbers; the last of the month where the month is shorter; stays within the calendar.

    Month 13 is January of the next year, as a month after December is meant.
    """
    first = add_months(_first_of(year), month - 1)
    month_days = monthrange(_day(first).year, _day(first).month)[1]
    return add_days(first, min(number, month_days) - 1)


def calendar_year(year: int) -> tuple[int, int]:
    first = _first_of(year)
    return first, date(_day(first).year, 12, 31).toordinal()


def _first_of(year: int) -> int:
    return date(min(max(year, date.min.year), date.max.year), 1, 1).toordinal()


def calendar_quarter(day: int) -> tuple[int, int]:
    return _calendar(PeriodUnit.QUARTER, day)


def calendar_month(day: int) -> tuple[int, int]:
    return _calendar(PeriodUnit.MONTH, day)


def _calendar(unit: PeriodUnit, day: int) -> tuple[int, int]:
    period = Period.of(unit, _day(day))
    assert period.ends_on is not None  # calendar periods end
    return period.starts_on.toordinal(), period.ends_on.toordinal()
