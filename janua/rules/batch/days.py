"""The legal calendar of `janua.rules.calendar` in whole numbers only, so that it can be compiled; same results."""

from numba.extending import register_jitable

FOREVER_AGO, FOR_EVER = 1, 3_652_059
LAST = FOR_EVER - 1  # a month that begins later would end after the calendar
_ERA, _TO_MARCH = 146_097, 305  # days of 400 years; day 306 of the calendar is 1 March of the year 1


@register_jitable
def split(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month."""
    shifted = day - 1 + 306
    era = shifted // _ERA
    of_era = shifted - era * _ERA
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    part = (5 * of_year + 2) // 153
    month = part + 3 if part < 10 else part - 9
    return year + era * 400 + (1 if month <= 2 else 0), month, of_year - (153 * part + 2) // 5 + 1


@register_jitable
def joined(year: int, month: int, number: int) -> int:
    """The day of these numbers, which exist."""
    year -= 1 if month <= 2 else 0
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + number - 1
    return era * _ERA + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _TO_MARCH


@register_jitable
def month_days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@register_jitable
def age(birth: int, day: int) -> int:
    """Completed years; of 29 February on 1 March in other years."""
    y0, m0, d0 = split(birth)
    y1, m1, d1 = split(day)
    return (y1 * 10_000 + m1 * 100 + d1 - y0 * 10_000 - m0 * 100 - d0) // 10_000


@register_jitable
def age_leap_28(birth: int, day: int) -> int:
    """Completed years; of 29 February on 28 February in other years."""
    _, m0, d0 = split(birth)
    y1, m1, d1 = split(day)
    years = age(birth, day)
    if m0 == 2 and d0 == 29 and m1 == 2 and d1 == 28 and month_days(y1, 2) == 28:
        return years + 1
    return years


@register_jitable
def add_months(day: int, months: int) -> int:
    """Keeps the day number, or takes the last day of a month that is too short; stays within the calendar."""
    year, month, number = split(day)
    index = year * 12 + month - 1 + months
    year = index // 12
    if year < 1 or year > 9999:
        return FOREVER_AGO if months < 0 else FOR_EVER
    month = index - year * 12 + 1
    return joined(year, month, min(number, month_days(year, month)))


@register_jitable
def months_between(start: int, end: int) -> int:
    """Whole months completed from start to end."""
    y0, m0, d0 = split(start)
    y1, m1, d1 = split(end)
    months = (y1 - y0) * 12 + m1 - m0
    return months - 1 if min(d0, month_days(y1, m1)) > d1 else months


@register_jitable
def days_between(start: int, end: int) -> int:
    return end - start


@register_jitable
def add_days(day: int, number: int) -> int:
    """Stays within the calendar."""
    return min(max(day + number, FOREVER_AGO), FOR_EVER)


@register_jitable
def add_years(day: int, years: int) -> int:
    return add_months(day, 12 * years)


@register_jitable
def year_of(day: int) -> int:
    return split(day)[0]


@register_jitable
def month_of(day: int) -> int:
    return split(day)[1]


@register_jitable
def _first_of(year: int) -> int:
    return joined(min(max(year, 1), 9999), 1, 1)


@register_jitable
def make_day(year: int, month: int, number: int) -> int:
    """The day of these numbers; the last of the month where the month is shorter; stays within the calendar."""
    first = add_months(_first_of(year), month - 1)
    at_year, at_month, _ = split(first)
    return add_days(first, min(number, month_days(at_year, at_month)) - 1)


@register_jitable
def calendar_year(year: int) -> tuple[int, int]:
    first = _first_of(year)
    return first, joined(split(first)[0], 12, 31)


@register_jitable
def calendar_quarter(day: int) -> tuple[int, int]:
    year, month, _ = split(day)
    first = (month - 1) // 3 * 3 + 1
    return joined(year, first, 1), joined(year, first + 2, month_days(year, first + 2))


@register_jitable
def calendar_month(day: int) -> tuple[int, int]:
    year, month, _ = split(day)
    return joined(year, month, 1), joined(year, month, month_days(year, month))


@register_jitable
def days_before(day: int, number: int) -> tuple[int, int]:
    return add_days(day, -number), day - 1


@register_jitable
def months_before(day: int, number: int) -> tuple[int, int]:
    return add_months(day, -number), day - 1


@register_jitable
def years_before(day: int, number: int) -> tuple[int, int]:
    return add_years(day, -number), day - 1
