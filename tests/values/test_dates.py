"""Months, years and ages as laws count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janua.values import LeapBirthday, add_months, add_years, age_on, months_between, yyyymmdd

days = st.dates(date(1880, 1, 1), date(2120, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 2, 28), 6, date(2026, 8, 28)),
        (date(2026, 3, 1), 0, date(2026, 3, 1)),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_add_years_moves_29_february_to_the_28th() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), -4) == date(2020, 2, 29)


@given(days, st.integers(-600, 600))
def test_months_between_finds_the_months_added(day: date, months: int) -> None:
    later = add_months(day, months)
    assert months_between(day, later) == months or add_months(day, months + 1) == later
    assert add_months(day, months_between(day, later)) <= later


def test_months_between_counts_whole_months_only() -> None:
    start = date(2026, 1, 31)
    ends = [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 30), date(2026, 3, 31), date(2026, 1, 30)]
    assert [months_between(start, end) for end in ends] == [0, 1, 1, 2, -1]


def test_age_is_attained_on_the_birthday() -> None:
    born = date(2010, 6, 15)
    assert [age_on(born, day) for day in (date(2026, 6, 14), date(2026, 6, 15), date(2010, 6, 15))] == [15, 16, 0]
    assert age_on(born, date(2010, 6, 14)) == -1


def test_age_of_a_leap_birthday_follows_the_option() -> None:
    born = date(2008, 2, 29)
    days_asked = (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2024, 2, 28), date(2024, 2, 29))
    assert [age_on(born, day) for day in days_asked] == [17, 17, 18, 15, 16]
    in_february = [age_on(born, day, leap_birthday=LeapBirthday.FEBRUARY_28) for day in days_asked]
    assert in_february == [17, 18, 18, 15, 16]


@given(days, st.integers(0, 40_000))
def test_age_is_the_whole_years_between(born: date, later: int) -> None:
    day = min(born + timedelta(later), date(2200, 1, 1))
    assert age_on(born, day, leap_birthday=LeapBirthday.FEBRUARY_28) == months_between(born, day) // 12


def test_yyyymmdd_sorts_as_the_dates_do() -> None:
    assert yyyymmdd(date(2026, 2, 3)) == 20260203
    assert yyyymmdd(date(999, 12, 31)) < yyyymmdd(date(1000, 1, 1))
