"""What Malta's registers state of a person, as facts of those sources.

Attributes and codes are those of `janua/countries/mt/attributes.py`. The demo loads what the department holds itself
or is given whole (identita, department, appogg); the others are asked, and are here for measurements in bulk.
"""

from collections.abc import Callable, Iterator
from datetime import date

from demo.population.mt.calendar import AS_OF
from demo.population.mt.places import area_of, areas, offices
from demo.population.people import Person, Work
from demo.population.rows import Country, Stated

HELD = frozenset({"identita", "department", "appogg"})
ALL = HELD | {"civil", "revenue", "jobsplus"}


def stated(person: Person, sources: frozenset[str]) -> Iterator[Stated]:
    """Everything that these registers say of a person."""
    for source, says in _SAYS.items():
        if source in sources:
            yield from says(person)


def _identita(person: Person) -> Iterator[Stated]:
    yield Stated("identita", "date_of_birth", person.born_on)
    yield Stated("identita", "sex", person.sex)
    for code in person.citizenships:
        yield Stated("identita", "citizenship", code, code)
    if person.refugee or person.permits:
        yield Stated("identita", "refugee", value=person.refugee, true_from=person.stays[-1].starts_on)
    for permit in person.permits:
        yield Stated("identita", "residence_permit", permit.kind, permit.kind, permit.starts_on, permit.ends_on)
    for stay in person.stays:
        yield Stated("identita", "resident_in_malta", value=True, true_from=stay.starts_on, true_to=stay.ends_on)


def _department(person: Person) -> Iterator[Stated]:
    work = person.work
    if person.iban:
        yield Stated("department", "bank_account", person.iban)
        yield Stated("department", "bank_account_holder", f"{person.given} {person.family}")
    for year in work.contributions if work else ():
        first, last = date(year.year, 1, 1), date(year.year, 12, 31)
        paid_until = last
        if work and last > AS_OF:  # of the current year the weeks up to now are known, and no more
            last = AS_OF
            paid_until = min(work.jobs[-1].ends_on or last, last)
        yield Stated("department", "contributions_paid", year.paid, "", first, max(paid_until, first))
        if year.credited:
            yield Stated("department", "contributions_credited", year.credited, "", first, last)


def _appogg(person: Person) -> Iterator[Stated]:
    for placement in person.placements:
        yield Stated("appogg", "in_care", placement.kind, "", placement.starts_on, placement.ends_on)


def _civil(person: Person) -> Iterator[Stated]:
    if person.born_in:
        yield Stated("civil", "date_of_birth", person.born_on)
        yield Stated("civil", "sex", person.sex)
    if person.died_on:
        yield Stated("civil", "date_of_death", person.died_on)


def _revenue(person: Person) -> Iterator[Stated]:
    for year in person.work.years if person.work else ():
        first, last = date(year.year, 1, 1), date(year.year, 12, 31)
        # Two jobs with one employer are one item of the year.
        totals: dict[tuple[str, str], int] = {}
        for item in year.items:
            totals[item.kind, item.payer.number] = totals.get((item.kind, item.payer.number), 0) + item.minor
        for (kind, payer), minor in totals.items():
            yield Stated("revenue", kind, minor, payer, first, last)
        if not any(kind == "employment_income" for kind, _ in totals):
            yield Stated("revenue", "employment_income", 0, "", first, last)
        yield Stated("revenue", "social_security_contributions", year.contributions, "", first, last)
        yield Stated("revenue", "income_tax_paid", year.tax, "", first, last)


def _jobsplus(person: Person) -> Iterator[Stated]:
    work = person.work
    if work is None:
        return
    for job in work.jobs:
        yield Stated("jobsplus", "employment", job.kind, job.employer.number, job.starts_on, job.ends_on)
        if job.left in {"voluntarily", "dismissed_for_misconduct"} and job.ends_on:
            yield Stated("jobsplus", "left_work", job.left, job.employer.number, job.ends_on, job.ends_on)
    for part, span in work.registrations:
        yield Stated("jobsplus", "unemployment_register", part, "", span.starts_on, span.ends_on)
    yield from _of_the_unemployed(work)


def _of_the_unemployed(work: Work) -> Iterator[Stated]:
    if work.registrations and work.jobs:
        since = work.registrations[-1][1].starts_on
        yield Stated("jobsplus", "fit_for_work", value=True, true_from=since)
        yield Stated("jobsplus", "available_for_work", value=True, true_from=since)
        yield Stated("jobsplus", "previous_weekly_wage", work.jobs[-1].weekly_wage, "", since)


_SAYS: dict[str, Callable[[Person], Iterator[Stated]]] = {
    "identita": _identita,
    "department": _department,
    "appogg": _appogg,
    "civil": _civil,
    "revenue": _revenue,
    "jobsplus": _jobsplus,
}

MALTA = Country(
    areas=tuple(areas()),
    offices=tuple(offices()),
    scheme="mt-id-card",
    civil="civil",
    identity="identita",
    custody="courts",
    language="mt",
    area_of=area_of,
    stated=stated,
)
