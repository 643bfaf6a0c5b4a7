"""Legal dates: months and years as laws count them, ages, and dates as sortable numbers."""

from calendar import monthrange
from datetime import date
from enum import StrEnum


class LeapBirthday(StrEnum):
    """When somebody born on 29 February is a year older in a common year."""

    MARCH_1 = "march_1"
    FEBRUARY_28 = "february_28"


def add_months(day: date, months: int) -> date:
    """The same day number `months` later (or earlier), or the last day of a month that is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if day.day <= 28:  # every month has it: no need to ask the calendar
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """The same date `years` later; 29 February becomes 28 February in a common year."""
    return add_months(day, 12 * years)


def months_between(start: date, end: date) -> int:
    """Whole months completed: the largest n with `add_months(start, n) <= end`; negative where `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months


def age_on(born_on: date, day: date, *, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1) -> int:
    """Completed years on `day`; a year is completed on the birthday itself, negative before birth."""
    years = (yyyymmdd(day) - yyyymmdd(born_on)) // 10_000
    born_on_leap_day = (born_on.month, born_on.day) == (2, 29)
    last_of_short_february = (day.month, day.day) == (2, 28) and monthrange(day.year, 2)[1] == 28
    if leap_birthday is LeapBirthday.FEBRUARY_28 and born_on_leap_day and last_of_short_february:
        return years + 1
    return years


def yyyymmdd(day: date) -> int:
    """The date as one sortable number, 20260203 for 3 February 2026."""
    return day.year * 10_000 + day.month * 100 + day.day
