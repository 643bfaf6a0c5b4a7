from datetime import date

import pytest

from janua.countries.mt.calendar import CALENDAR, ProgrammeNotPaid, easter_sunday
from janua.pack.giving import PaidPeriod, PaymentCalendar
from janua.values import Period


def test_calendar_is_what_a_pack_must_give() -> None:
    calendar: PaymentCalendar = CALENDAR
    assert calendar.is_working_day(date(2026, 3, 2))


def test_allowance_is_paid_in_advance_and_at_once_for_what_began_before() -> None:
    until = CALENDAR.granted_until("MT-CA", about_on=date(2026, 3, 2))
    assert until == date(2026, 12, 31)
    quarters = [
        (date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 2)),
        # 15 March 2026 is a Sunday.
        (date(2026, 4, 1), date(2026, 6, 30), date(2026, 3, 13)),
        (date(2026, 7, 1), date(2026, 9, 30), date(2026, 6, 15)),
        (date(2026, 10, 1), date(2026, 12, 31), date(2026, 9, 15)),
    ]
    assert CALENDAR.paid_periods("MT-CA", about_on=date(2026, 3, 2), until=until) == tuple(
        PaidPeriod(Period(first, last), due_on=due, deciding_on=first) for first, last, due in quarters
    )


def test_quarter_whose_day_has_passed_falls_due_at_once() -> None:
    periods = CALENDAR.paid_periods("MT-CAS", about_on=date(2026, 3, 20), until=date(2026, 6, 30))
    assert [period.due_on for period in periods] == [date(2026, 3, 20), date(2026, 3, 20)]


def test_january_is_paid_in_december() -> None:
    periods = CALENDAR.paid_periods("MT-CA", about_on=date(2025, 11, 3), until=date(2026, 3, 31))
    assert [(period.period.starts_on, period.due_on) for period in periods] == [
        (date(2025, 10, 1), date(2025, 11, 3)),
        (date(2026, 1, 1), date(2025, 12, 15)),
    ]


def test_bonus_is_paid_once_for_the_day_of_the_birth() -> None:
    birth = date(2026, 2, 3)
    until = CALENDAR.granted_until("MT-BB", about_on=birth)
    assert CALENDAR.paid_periods("MT-BB", about_on=birth, until=until) == (
        PaidPeriod(Period(birth, birth), due_on=birth, deciding_on=birth),
    )


def test_unemployment_benefit_covers_its_weeks() -> None:
    first = date(2026, 3, 2)
    assert CALENDAR.granted_until("MT-UB", about_on=first) == date(2026, 8, 30)
    assert CALENDAR.paid_periods("MT-UB", about_on=first, until=date(2026, 8, 30)) == (
        PaidPeriod(Period(first, date(2026, 8, 30)), due_on=first, deciding_on=first),
    )


def test_unknown_programme_is_refused() -> None:
    with pytest.raises(ProgrammeNotPaid, match="MT-XX"):
        CALENDAR.paid_periods("MT-XX", about_on=date(2026, 1, 1), until=date(2026, 1, 1))
    with pytest.raises(ProgrammeNotPaid, match="MT-XX"):
        CALENDAR.granted_until("MT-XX", about_on=date(2026, 1, 1))


def test_easter_falls_where_the_almanac_says() -> None:
    assert [easter_sunday(year) for year in (1961, 2000, 2019, 2024, 2025, 2026, 2038)] == [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 2), True),
        (date(2026, 3, 7), False),
        (date(2026, 3, 19), False),
        (date(2026, 3, 31), False),
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 12, 8), False),
        (date(2026, 12, 24), True),
        # Boxing day is no Maltese holiday; the euro does not settle on it. In 2028 it is a Tuesday.
        (date(2028, 12, 26), False),
    ],
)
def test_working_days_are_those_on_which_money_moves(day: date, works: bool) -> None:
    assert CALENDAR.is_working_day(day) is works
