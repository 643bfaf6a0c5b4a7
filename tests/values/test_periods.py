"""Periods hold both their ends and may be open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janua.values import EndBeforeStart, NoEnd, Period, PeriodUnit

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
OPEN = Period(date(2026, 3, 31))
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(days)
    length = draw(st.none() | st.integers(0, 1500))
    return Period(start, None if length is None else start + timedelta(length))


def test_period_refuses_to_end_before_it_starts() -> None:
    with pytest.raises(EndBeforeStart):
        Period(date(2026, 3, 2), date(2026, 3, 1))
    assert Period(date(2026, 3, 1), date(2026, 3, 1)).days == 1


def test_contains_includes_both_ends() -> None:
    asked = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [day in MARCH for day in asked] == [False, True, True, False]
    assert date(2999, 1, 1) in OPEN


def test_intersection_shares_the_common_days() -> None:
    assert MARCH.intersection(OPEN) == Period(date(2026, 3, 31), date(2026, 3, 31))
    assert MARCH.intersection(Period(date(2026, 4, 1))) is None
    assert OPEN.intersection(Period(date(2026, 5, 1))) == Period(date(2026, 5, 1))
    assert (MARCH.overlaps(OPEN), MARCH.overlaps(Period(date(2026, 4, 1)))) == (True, False)


@given(periods(), periods(), days)
def test_intersection_holds_exactly_the_days_of_both(one: Period, other: Period, day: date) -> None:
    common = one.intersection(other)
    assert common == other.intersection(one)
    assert (common is not None and day in common) == (day in one and day in other)


def test_months_counts_whole_months() -> None:
    assert MARCH.months == 1
    assert Period(date(2026, 3, 1), date(2026, 3, 30)).months == 0
    assert Period(date(2026, 1, 15), date(2026, 4, 14)).months == 3


@pytest.mark.parametrize("ask", [lambda p: p.days, lambda p: p.months, lambda p: list(p.split_by(PeriodUnit.WEEK))])
def test_open_period_refuses_to_be_counted(ask: object) -> None:
    with pytest.raises(NoEnd):
        ask(OPEN)  # type: ignore[operator]


def test_split_cuts_before_the_day() -> None:
    day = date(2026, 3, 11)
    assert MARCH.split(day) == (Period(date(2026, 3, 1), date(2026, 3, 10)), Period(day, date(2026, 3, 31)))
    assert OPEN.split(date(2026, 4, 1)) == (Period(date(2026, 3, 31), date(2026, 3, 31)), Period(date(2026, 4, 1)))
    assert MARCH.split(date(2026, 3, 1)) == MARCH.split(date(2026, 4, 1)) == (MARCH,)


def test_of_gives_the_calendar_stretch() -> None:
    day = date(2026, 2, 3)
    assert [str(Period.of(unit, day)) for unit in PeriodUnit if unit is not PeriodUnit.ONCE] == [
        "2026-02-03/2026-02-03",
        "2026-02-02/2026-02-08",
        "2026-02-01/2026-02-28",
        "2026-01-01/2026-03-31",
        "2026-01-01/2026-12-31",
    ]
    with pytest.raises(ValueError, match="once"):
        Period.of(PeriodUnit.ONCE, day)


@given(periods().filter(lambda period: period.ends_on), st.sampled_from([u for u in PeriodUnit if u != "once"]))
def test_split_by_covers_every_day_once(period: Period, unit: PeriodUnit) -> None:
    pieces = list(period.split_by(unit))
    assert sum(piece.days for piece in pieces) == period.days
    assert (pieces[0].starts_on, pieces[-1].ends_on) == (period.starts_on, period.ends_on)
    for piece in pieces:
        assert Period.of(unit, piece.starts_on).intersection(piece) == piece
