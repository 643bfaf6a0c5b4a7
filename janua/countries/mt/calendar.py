"""When Malta's programmes pay, and on which days its banks settle (the department's payment calendar)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from janua.pack.giving import PaidPeriod
from janua.values import Period, PeriodUnit, add_months

_DAY = timedelta(days=1)
# Paid every 13 weeks in advance: mid-December for January to March, then mid-March, mid-June, mid-September.
QUARTERLY_IN_ADVANCE = frozenset({"MT-CA", "MT-CAS"})
_MIDDLE_OF_MONTH = 15
# One payment: the bonus with the next weekly run, the unemployment benefit for the weeks that its law counts.
ONCE = frozenset({"MT-BB"})
UNEMPLOYMENT = "MT-UB"
UNEMPLOYMENT_WEEKS = 26

# National holidays and public holidays with a fixed day (Cap. 252).
_FIXED_HOLIDAYS = (
    (1, 1), (2, 10), (3, 19), (3, 31), (5, 1), (6, 7), (6, 29), (8, 15), (9, 8), (9, 21), (12, 8), (12, 13), (12, 25),
)  # fmt: skip
# On these and on Good Friday and Easter Monday the euro's settlement system is closed.
_SETTLEMENT_CLOSED = ((1, 1), (5, 1), (12, 25), (12, 26))


class ProgrammeNotPaid(LookupError):
    """The calendar does not say when this programme pays; add it to the pack's calendar."""


class MaltaCalendar:
    """The payment calendar of Malta's programmes."""

    def paid_periods(self, programme: str, *, about_on: date, until: date) -> tuple[PaidPeriod, ...]:
        """Periods from the one in which the right begins to the last that starts on or before `until`.

        What began before the application falls due at once.
        Raises   ProgrammeNotPaid
        """
        if programme in QUARTERLY_IN_ADVANCE:
            return tuple(
                PaidPeriod(quarter, due_on=max(self.in_advance(quarter), about_on), deciding_on=quarter.starts_on)
                for quarter in _quarters(about_on, until)
            )
        if programme in ONCE:
            return (PaidPeriod(Period(about_on, about_on), due_on=about_on, deciding_on=about_on),)
        if programme == UNEMPLOYMENT:
            last = self.granted_until(programme, about_on=about_on)
            return (PaidPeriod(Period(about_on, last), due_on=about_on, deciding_on=about_on),)
        raise ProgrammeNotPaid(f"When does {programme} pay? Malta's calendar does not say.")

    def granted_until(self, programme: str, *, about_on: date) -> date:
        """Last day for which a decision grants lines: the yearly review of the allowances is on 1 January.

        Raises   ProgrammeNotPaid
        """
        if programme in QUARTERLY_IN_ADVANCE:
            return date(about_on.year, 12, 31)
        if programme in ONCE:
            return about_on
        if programme == UNEMPLOYMENT:
            return about_on + timedelta(weeks=UNEMPLOYMENT_WEEKS) - _DAY
        raise ProgrammeNotPaid(f"Until when is {programme} granted? Malta's calendar does not say.")

    def in_advance(self, quarter: Period) -> date:
        """The day on which a quarter is paid: the middle of the month before, or the last working day before that."""
        day = add_months(quarter.starts_on, -1).replace(day=_MIDDLE_OF_MONTH)
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def is_working_day(self, day: date) -> bool:
        """Whether Maltese banks are open and the euro's settlement system too."""
        return day.weekday() < 5 and day not in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """Weekdays or not, the days of a year on which nothing settles."""
    easter = easter_sunday(year)
    fixed = {date(year, month, day) for month, day in (*_FIXED_HOLIDAYS, *_SETTLEMENT_CLOSED)}
    return frozenset({*fixed, easter - 2 * _DAY, easter + _DAY})


def easter_sunday(year: int) -> date:
    """Easter of the western churches, by the anonymous Gregorian computus."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _quarters(first: date, until: date) -> Iterator[Period]:
    quarter = Period.of(PeriodUnit.QUARTER, first)
    while quarter.starts_on <= until:
        yield quarter
        quarter = Period.of(PeriodUnit.QUARTER, add_months(quarter.starts_on, 3))


CALENDAR = MaltaCalendar()
