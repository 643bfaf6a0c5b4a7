"""When Malta pays: which periods a programme pays for, on which day each falls due, which days banks work.

Source: malta.md, section 6 (payment calendar of the department) and the Act on national and public holidays, Cap. 252.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from janua.pack.giving import PaidPeriod
from janua.values import Period, PeriodUnit, add_months

# Paid every 13 weeks in advance: mid-December for January to March, and so on.
QUARTERLY = frozenset({"MT-CA", "MT-CAS"})
ADVANCE_DAY = 15
# Day and month; Good Friday moves with Easter.
_HOLIDAYS = (
    *((1, 1), (10, 2), (19, 3), (31, 3), (1, 5), (7, 6), (29, 6), (15, 8), (8, 9), (21, 9), (8, 12), (13, 12)),
    (25, 12),
)


@dataclass(frozen=True)
class Calendar:
    """Malta's payment calendar."""

    def paid_periods(self, programme: str, *, about_on: date, until: date) -> tuple[PaidPeriod, ...]:
        """Quarters from the one of the application or birth; a one-off has one period, its day."""
        if programme not in QUARTERLY:
            return (PaidPeriod(Period(about_on, about_on), due_on=about_on, deciding_on=about_on),)
        periods = []
        quarter = Period.of(PeriodUnit.QUARTER, about_on)
        while quarter.starts_on <= until:
            # A quarter that has begun, or whose day of payment is over, falls due at once.
            due_on = max(self._advance(quarter), about_on)
            periods.append(PaidPeriod(quarter, due_on=due_on, deciding_on=quarter.starts_on))
            quarter = Period.of(PeriodUnit.QUARTER, add_months(quarter.starts_on, 3))
        return tuple(periods)

    def granted_until(self, programme: str, *, about_on: date) -> date:
        """The end of the calendar year: the yearly review then reads the next year's income."""
        return date(about_on.year, 12, 31)

    def is_working_day(self, day: date) -> bool:
        """Whether banks settle: no weekend and no public holiday."""
        return day.weekday() < 5 and (day.day, day.month) not in _HOLIDAYS and day != good_friday(day.year)

    def _advance(self, quarter: Period) -> date:
        """The day of payment in the month before the quarter, brought forward to a working day."""
        day = add_months(quarter.starts_on, -1).replace(day=ADVANCE_DAY)
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day


def good_friday(year: int) -> date:
    """Good Friday of a year, by the Gregorian computus (Meeus, Jones and Butcher)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    solar = century // 4
    lunar = (century + 8) // 25
    epact = (19 * golden + century - solar - (century - lunar + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1) - timedelta(days=2)


CALENDAR = Calendar()
