"""Working lives: jobs with their dates, what was earned in each year, what was paid on it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from demo.population.draw import Draw, Shares
from demo.population.people import ContributionYear, Employer, Income, IncomeYear, Job, Person, Span, Work
from janua.values import add_years, age_on

INCOME_YEARS = (2022, 2023, 2024, 2025)
_DAY = timedelta(days=1)
_KINDS_OF_TRADE = (
    "Construction Ltd", "Trading Ltd", "Hotels Ltd", "Foods Ltd", "Services Ltd", "Systems Ltd", "Gaming Ltd",
    "Pharma Ltd", "Shipping Ltd", "Care Ltd", "School", "Kitchens Ltd", "Finance plc", "Motors Ltd", "Prints Ltd",
)  # fmt: skip
_TRADE_NAMES = (
    "Qawra Bay", "Ħamra", "San Elmu", "Dingli Cliffs", "Mnarja", "Lapsi", "Ġebla", "Xlendi", "Żiffa", "Kappara",
    "Fliegu", "Gregale", "Rdum", "Ħaġar", "Nassab", "Verdala", "Luzzu", "Imnarja", "Bajja", "Fanal",
)  # fmt: skip
EMPLOYERS = tuple(
    Employer(f"PE9{number:05}", f"{name} {trade}")
    for number, (name, trade) in enumerate(((n, t) for n in _TRADE_NAMES for t in _KINDS_OF_TRADE), start=1)
)
BANK = Employer("JNUA", "Bank Janua")
TENANTS = Employer("", "Tenants")
DEPARTMENT = Employer("DSS", "Department of Social Security")

_ACTIVITY = Shares({"employed": 0.76, "self_employed": 0.09, "unemployed": 0.04, "inactive": 0.11})
_LEFT = Shares({"redundancy": 0.4, "end_of_contract": 0.35, "voluntarily": 0.18, "dismissed_for_misconduct": 0.07})
_FULL_TIME = Shares({40: 0.82, 30: 0.06, 20: 0.12})
# Highest weekly contribution in minor units, rounded; the population shows a scale, not the law's.
_MOST_A_WEEK = {2022: 4_900, 2023: 5_050, 2024: 5_350, 2025: 5_560}
# From each yearly income in minor units: the rate in percent and what is deducted.
_TAX = ((910_000, 0, 0), (1_450_000, 15, 136_500), (1_950_000, 25, 281_500), (6_000_000, 25, 272_500))
_PENSION_AT = 64
_WHOLE_YEARS = {year: ContributionYear(year, 52, 0) for year in range(1900, 2100)}
_NO_DATA_FOR_2024 = 0.02


def live_a_working_life(draw: Draw, person: Person, as_of: date) -> None:
    """Give a person of 16 or more the jobs, incomes and contributions up to `as_of`."""
    age = age_on(person.born_on, as_of)
    if age < 16:
        return
    work = person.work = Work()
    arrived = person.stays[-1].starts_on
    started = max(add_years(person.born_on, 17) + draw.between(0, 2200) * _DAY, arrived + draw.between(1, 60) * _DAY)
    if age >= _PENSION_AT or person.died_on:
        _retire(draw, person, work, started)
    elif started < as_of - 20 * _DAY:
        _work_until_now(draw, person, work, started, as_of)
    _count_contributions(work, as_of)
    _earn(draw, person, work, as_of)


def _work_until_now(draw: Draw, person: Person, work: Work, started: date, as_of: date) -> None:
    # Whoever came on a work permit works.
    on_work_permit = any(permit.kind in {"residence_or_work", "blue_card"} for permit in person.permits)
    activity = "employed" if on_work_permit else draw.kind(_ACTIVITY)
    ended: date | None = None
    if activity == "unemployed":
        ended = draw.day(max(started + 10 * _DAY, as_of - 500 * _DAY), as_of - 3 * _DAY)
    elif activity == "inactive":
        if draw.chance(0.5):
            return
        ended = draw.day(started + 5 * _DAY, as_of - 10 * _DAY)
    kind = "self_employed" if activity == "self_employed" else "employed"
    _take_jobs(draw, work, started, ended or as_of, kind)
    if ended is None:
        work.jobs[-1].ends_on = None
        work.jobs[-1].left = None
    else:
        work.jobs[-1].left = draw.kind(_LEFT)
    if activity == "unemployed" and ended:
        part = "part_2" if work.jobs[-1].left == "dismissed_for_misconduct" else "part_1"
        work.registrations.append((part, Span(min(ended + draw.between(1, 14) * _DAY, as_of), None)))


def _take_jobs(draw: Draw, work: Work, started: date, until: date, kind: str) -> None:
    """One to three jobs from `started` to `until`, the earlier ones at lower wages."""
    yearly = draw.spread(2_350_000 if kind == "employed" else 2_600_000, 0.42)
    span = (until - started).days
    cuts = sorted(int(span * draw.random()) for _ in range(draw.between(0, 2) if span > 900 else 0))
    starts = [0, *cuts]
    for place, start in enumerate(starts):
        last = starts[place + 1] - 1 if place + 1 < len(starts) else span
        gap = draw.between(0, 90) if place + 1 < len(starts) else 0
        first_day, last_day = started + start * _DAY, started + max(last - gap, start) * _DAY
        hours = draw.kind(_FULL_TIME)
        wage = int(yearly * hours / 40 / 52 * (0.8 + 0.2 * (place + 1) / len(starts)))
        left = "voluntarily" if draw.chance(0.6) else "end_of_contract"
        work.jobs.append(Job(draw.pick(EMPLOYERS), kind, first_day, last_day, hours, wage, left))


def _retire(draw: Draw, person: Person, work: Work, started: date) -> None:
    retired = add_years(person.born_on, draw.between(60, _PENSION_AT))
    if person.sex == "female" and draw.chance(0.45):
        return
    last_day = min(retired - _DAY, person.died_on or retired)
    if started < last_day - 700 * _DAY:
        _take_jobs(draw, work, started, last_day, "employed")
        if person.died_on and person.died_on < retired:
            work.jobs[-1].left = None
        else:
            work.jobs[-1].left = "retirement"
            work.benefits.append(("MT-RET", Span(retired, person.died_on)))


class _Stretch(NamedTuple):
    starts_on: date
    ends_on: date


def _days_by_year(stretches: Iterable[_Stretch]) -> dict[int, int]:
    days: dict[int, int] = {}
    for starts_on, ends_on in stretches:
        first, last = starts_on.year, ends_on.year
        if first == last:
            days[first] = days.get(first, 0) + (ends_on - starts_on).days + 1
            continue
        days[first] = days.get(first, 0) + (date(first, 12, 31) - starts_on).days + 1
        for year in range(first + 1, last):
            days[year] = days.get(year, 0) + 365
        days[last] = days.get(last, 0) + (ends_on - date(last, 1, 1)).days + 1
    return days


def _count_contributions(work: Work, as_of: date) -> None:
    """A contribution for each week of work, a credit for each week on the register."""
    if not work.jobs:
        return
    work.first_registered_on = work.jobs[0].starts_on
    worked = _days_by_year(_Stretch(job.starts_on, job.ends_on or as_of) for job in work.jobs)
    waited = _days_by_year(_Stretch(span.starts_on, span.ends_on or as_of) for _, span in work.registrations)
    for year in sorted(worked.keys() | waited.keys()):
        paid = min(worked.get(year, 0) // 7, 52)
        if paid == 52:
            work.contributions.append(_WHOLE_YEARS[year])
        else:
            work.contributions.append(ContributionYear(year, paid, min(waited.get(year, 0) // 7, 52 - paid)))


def _earn(draw: Draw, person: Person, work: Work, as_of: date) -> None:
    rents = draw.between(2_000, 9_000) * 100 if draw.chance(0.04) else 0
    interest = draw.between(500, 90_000) if draw.chance(0.3) else 0
    pension = draw.between(8_500, 17_500) * 100 if work.benefits else 0
    unknown = draw.chance(_NO_DATA_FOR_2024)
    arrived_in = person.stays[-1].starts_on.year
    for year in INCOME_YEARS:
        if year < arrived_in or (unknown and year == 2024) or (person.died_on and person.died_on.year < year):
            continue
        items = _job_incomes(work.jobs, year, as_of)
        earned = sum(item.minor for item in items)
        if pension:
            items.append(Income("pension_income", DEPARTMENT, pension))
        if rents:
            items.append(Income("rental_income", TENANTS, rents))
        if interest:
            items.append(Income("bank_interest", BANK, interest))
        paid = min(earned // 10, _MOST_A_WEEK[year] * 52)
        work.years.append(IncomeYear(year, tuple(items), paid, income_tax(earned + pension)))


def _job_incomes(jobs: list[Job], year: int, as_of: date) -> list[Income]:
    first, last = date(year, 1, 1), min(date(year, 12, 31), as_of)
    items = []
    for job in jobs:
        ends_on = job.ends_on
        if job.starts_on > last or (ends_on and ends_on < first):
            continue
        days = (min(ends_on or last, last) - max(job.starts_on, first)).days + 1
        # Wages grew by four per cent a year up to now.
        minor = job.weekly_wage * days * (100 - 4 * (2025 - year)) // 700
        if minor:
            kind = "employment_income" if job.kind == "employed" else "self_employment_income"
            items.append(Income(kind, job.employer, minor))
    return items


def income_tax(minor: int) -> int:
    """Tax of a year by the simplified scale."""
    if minor <= _TAX[0][0]:
        return 0
    for limit, percent, deducted in _TAX[1:]:
        if minor <= limit:
            return (minor * percent // 100) - deducted
    return minor * 35 // 100 - 872_500
