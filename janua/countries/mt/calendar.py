"""When Malta's programmes pay, and on which days its banks settle (the department's payment calendar)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from janua.pack.giving import Instalment, PaidPeriod
from janua.values import Money, Period, PeriodUnit, add_months

_DAY = timedelta(days=1)
# Paid every 13 weeks in advance: mid-December for January to March, then mid-March, mid-June, mid-September.
QUARTERLY_IN_ADVANCE = frozenset({"MT-CA", "MT-CAS"})
_MIDDLE_OF_MONTH = 15
# One payment: the bonus with the next weekly run, the unemployment benefit for the weeks that its law counts.
ONCE = frozenset({"MT-BB"})
UNEMPLOYMENT = "MT-UB"
UNEMPLOYMENT_WEEKS = 26
DAYS_IN_WEEK = 6
_DAILY_RATE = "unemployment_benefit.daily rate"
_BENEFIT_DAYS = "unemployment_benefit.benefit_days"
_BANDS = "unemployment_benefit.share_by_day"

# National holidays and public holidays with a fixed day (Cap. 252).
_FIXED_HOLIDAYS = (
    (1, 1), (2, 10), (3, 19), (3, 31), (5, 1), (6, 7), (6, 29), (8, 15), (9, 8), (9, 21), (12, 8), (12, 13), (12, 25),
)  # fmt: skip
# On these and on Good Friday and Easter Monday the euro's settlement system is closed.
_SETTLEMENT_CLOSED = ((1, 1), (5, 1), (12, 25), (12, 26))


class ProgrammeNotPaid(LookupError):
    """The calendar does not say when this programme pays; add it to the pack's calendar."""


class SplitDiffers(ArithmeticError):
    """The parts of an amount would not add up to it; the law and the calendar disagree, and nothing is granted."""


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

    def instalments(
        self, programme: str, *, paid: PaidPeriod, amount: int, nodes: Sequence[Mapping[str, Any]]
    ) -> tuple[Instalment, ...]:
        """Whole, but for the unemployment benefit: each week of six days when it is over, at its days' own rates."""
        if programme == UNEMPLOYMENT:
            return tuple(_weeks_of_benefit(paid.period.starts_on, amount, nodes))
        return (Instalment(paid.period, paid.due_on, amount),)

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


def _weeks_of_benefit(first: date, amount: int, nodes: Sequence[Mapping[str, Any]]) -> Iterator[Instalment]:
    """One instalment a benefit week; a week's days may fall into two bands.

    Raises   SplitDiffers, where the daily rates of the explanation do not add up to the amount
    """
    rates = [_minor(node["value"]) for node in nodes if node["key"] == _DAILY_RATE and node["kind"] == "rounding"]
    days = next(node["value"] for node in nodes if node["key"] == _BENEFIT_DAYS)
    ends = [int(str(row).partition("–")[2]) for node in nodes if node["key"] == _BANDS for row in node["value"]]
    # Days whose band is cut by the contributions have no rate of their own in the explanation.
    by_day = [rate for rate, begin, end in zip(rates, [0, *ends], ends, strict=False) for _ in range(begin, end)][:days]
    if sum(by_day) != amount:
        raise SplitDiffers("The daily rates of the explanation do not add up to the benefit.")
    for week, start in enumerate(range(0, len(by_day), DAYS_IN_WEEK)):
        begins = first + timedelta(weeks=week)
        ends_on = begins + 6 * _DAY
        yield Instalment(Period(begins, ends_on), ends_on + _DAY, sum(by_day[start : start + DAYS_IN_WEEK]))


def _minor(value: Mapping[str, str]) -> int:
    return Money.from_json(value).minor


def _quarters(first: date, until: date) -> Iterator[Period]:
    quarter = Period.of(PeriodUnit.QUARTER, first)
    while quarter.starts_on <= until:
        yield quarter
        quarter = Period.of(PeriodUnit.QUARTER, add_months(quarter.starts_on, 3))


CALENDAR = MaltaCalendar()
