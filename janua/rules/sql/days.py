"""The legal calendar in SQL: days are numbers, and Spark's functions of dates work on them in between."""

from collections.abc import Callable

from janua.rules.calendar import FOR_EVER, FOREVER_AGO
from janua.rules.sql.text import PLAIN, Said, Span, Text, arith, bare, number, said

_EPOCH = 719_163  # the number of 1970-01-01
_MOST_MONTHS = 120_000  # more leaves the calendar in any case
Keep = Callable[[Text], Text]  # makes a column of what is said more than once


def _date(day: Text) -> str:
    return f"date_add(DATE '1970-01-01', CAST({bare(day)} - {_EPOCH} AS INT))"


def _day(date: str) -> str:
    return f"CAST(unix_date({date}) + {_EPOCH} AS BIGINT)"


def _clamped(text: Text, low: int, high: int, keep: Keep) -> Text:
    if text.number is not None:
        return number(min(max(text.number, low), high))
    at = keep(text).sql
    return said(f"CASE WHEN {at} < {low} THEN {low} WHEN {at} > {high} THEN {high} ELSE {at} END", keep(text))


def _in_calendar(text: Text, keep: Keep) -> Text:
    return keep(_clamped(text, FOREVER_AGO, FOR_EVER, keep))


def add_days(keep: Keep, day: Text, days: Text) -> Text:
    """Stays within the calendar."""
    return _in_calendar(arith("+", day, days, PLAIN), keep)


def add_months(keep: Keep, day: Text, months: Text) -> Text:
    """Keeps the day number or takes the month's last; stays within the calendar."""
    months = _clamped(months, -_MOST_MONTHS, _MOST_MONTHS, keep)
    return _in_calendar(said(_day(f"add_months({_date(day)}, CAST({bare(months)} AS INT))"), day, months), keep)


def _add_years(keep: Keep, day: Text, years: Text) -> Text:
    return add_months(keep, day, arith("*", _clamped(years, -_MOST_MONTHS, _MOST_MONTHS, keep), number(12), PLAIN))


def _completed_years(birth: Text, day: Text) -> str:
    born, now = _date(birth), _date(day)
    return (
        f"year({now}) - year({born}) - CASE WHEN month({now}) * 100 + day({now}) < "
        f"month({born}) * 100 + day({born}) THEN 1 ELSE 0 END"
    )


def _age(keep: Keep, birth: Text, day: Text) -> Text:
    return keep(said(f"CAST({_completed_years(birth, day)} AS BIGINT)", birth, day))


def _age_leap_28(keep: Keep, birth: Text, day: Text) -> Text:
    born, now = _date(birth), _date(day)
    leap = (
        f"CASE WHEN month({born}) = 2 AND day({born}) = 29 AND month({now}) = 2 AND day({now}) = 28 "
        f"AND last_day({now}) = {now} THEN 1 ELSE 0 END"
    )
    return keep(said(f"CAST({_completed_years(birth, day)} + {leap} AS BIGINT)", birth, day))


def months_between(keep: Keep, start: Text, end: Text) -> Text:
    """Whole months from start to end."""
    a, b = _date(start), _date(end)
    months = f"(year({b}) - year({a})) * 12 + month({b}) - month({a})"
    short = f"CASE WHEN day({a}) > day({b}) AND last_day({b}) <> {b} THEN 1 ELSE 0 END"
    return keep(said(f"CAST({months} - {short} AS BIGINT)", start, end))


def months_apart(start: Text, end: Text) -> str:
    """From one calendar month to the other, whatever the day."""
    a, b = _date(start), _date(end)
    return f"((year({b}) - year({a})) * 12 + month({b}) - month({a}))"


def shifted(day: Text, months: str) -> str:
    """`add_months` inside an aggregate, for a few months that stay in the calendar."""
    return _day(f"add_months({_date(day)}, CAST({months} AS INT))")


def _first_of(keep: Keep, year: Text) -> Text:
    year = _clamped(year, 1, 9999, keep)
    return keep(said(_day(f"make_date(CAST({bare(year)} AS INT), 1, 1)"), year))


def _make_day(keep: Keep, year: Text, month: Text, at: Text) -> Text:
    first = add_months(keep, _first_of(keep, year), arith("-", month, number(1), PLAIN))
    length, at = f"day(last_day({_date(first)}))", keep(at)
    place = said(f"CASE WHEN {at.sql} > {length} THEN {length} ELSE {at.sql} END - 1", first, at)
    return add_days(keep, first, keep(place))


def _calendar_year(keep: Keep, year: Text) -> Span:
    year = _clamped(year, 1, 9999, keep)
    return Span(_first_of(keep, year), keep(said(_day(f"make_date(CAST({bare(year)} AS INT), 12, 31)"), year)))


def _calendar_quarter(keep: Keep, day: Text) -> Span:
    date = _date(day)
    month = f"CAST(div(month({date}) - 1, 3) * 3 + 1 AS INT)"
    first = f"make_date(CAST(year({date}) AS INT), {month}, 1)"
    return Span(keep(said(_day(first), day)), keep(said(_day(f"last_day(add_months({first}, 2))"), day)))


def _calendar_month(keep: Keep, day: Text) -> Span:
    date = _date(day)
    first = said(f"{bare(day)} - CAST(day({date}) AS BIGINT) + 1", day)
    return Span(keep(first), keep(said(_day(f"last_day({date})"), day)))


def _before(shift: Callable[[Keep, Text, Text], Text]) -> Callable[[Keep, Text, Text], Span]:
    def window(keep: Keep, day: Text, by: Text) -> Span:
        back = arith("-", number(0), by, PLAIN)
        return Span(shift(keep, day, back), keep(arith("-", day, number(1), PLAIN)))

    return window


def _part_of_date(name: str) -> Callable[[Keep, Text], Text]:
    return lambda keep, day: keep(said(f"CAST({name}({_date(day)}) AS BIGINT)", day))


ON_CALENDAR: dict[str, Callable[..., Said]] = {
    "age": _age, "age_leap_28": _age_leap_28, "months_between": months_between,
    "days_between": lambda _, a, b: arith("-", b, a, PLAIN),
    "add_days": add_days, "add_months": add_months, "add_years": _add_years,
    "year_of": _part_of_date("year"), "month_of": _part_of_date("month"), "day": _make_day,
    "calendar_year": _calendar_year, "calendar_quarter": _calendar_quarter, "calendar_month": _calendar_month,
    "days_before": _before(add_days), "months_before": _before(add_months), "years_before": _before(_add_years),
}  # fmt: skip
