"""What stands in the folder: the truth, and what each register knows of it. README.md describes every shape."""

from collections.abc import Callable
from datetime import date
from typing import Any

from demo.population.people import Dwelling, Family, Person, Span, Work
from janua.values import Money

Record = dict[str, Any]


def _money(minor: int) -> dict[str, str]:
    return Money(minor, "EUR").to_json()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(span: Span) -> Record:
    return {"starts_on": _day(span.starts_on), "ends_on": _day(span.ends_on)}


def _name(person: Person) -> Record:
    latin = {"Latn": {"given": person.given, "family": person.family}}
    if person.script is None:
        return latin
    return {person.script.code: {"given": person.script.given, "family": person.script.family}, **latin}


def _address(dwelling: Dwelling) -> Record:
    return {"street": dwelling.street, "locality": dwelling.locality, "postcode": dwelling.postcode}


def persons(family: Family) -> list[Record]:
    """Who there is."""
    return [
        {
            "id_card": person.card,
            "name": _name(person),
            "born_on": _day(person.born_on),
            "died_on": _day(person.died_on),
            "sex": person.sex,
            "language": person.language,
            "phone": person.phone or None,
            "email": person.email or None,
        }
        for person in family.persons
    ]


def relationships(family: Family) -> list[Record]:
    """Who is what to whom."""
    return [
        {
            "of": tie.of,
            "to": tie.to,
            "kind": tie.kind,
            "starts_on": _day(tie.starts_on),
            "ends_on": _day(tie.ends_on),
            "share": list(tie.share) if tie.share else None,
        }
        for tie in family.ties
    ]


def dwellings(family: Family) -> list[Record]:
    """Homes, with the rent of each."""
    return [
        {
            "id": dwelling.id,
            "address": _address(dwelling),
            "area": dwelling.area,
            "tenure": dwelling.tenure,
            "rooms": dwelling.rooms,
            "monthly_rent": None if dwelling.monthly_rent is None else _money(dwelling.monthly_rent),
        }
        for dwelling in family.dwellings
    ]


def residences(family: Family) -> list[Record]:
    """Who lives where, from when to when."""
    return [
        {
            "person": residence.card,
            "dwelling": residence.dwelling,
            "kind": residence.kind,
            "starts_on": _day(residence.starts_on),
            "ends_on": _day(residence.ends_on),
        }
        for residence in family.residences
    ]


def births_to_come(family: Family) -> list[Record]:
    """Births that the civil registry will notify."""
    return [
        {
            "id_card": birth.card,
            "name": {"Latn": {"given": birth.given, "family": birth.family}},
            "born_on": _day(birth.born_on),
            "registered_on": _day(birth.registered_on),
            "sex": birth.sex,
            "mother": birth.mother,
            "father": birth.father,
            "place": birth.place,
        }
        for birth in family.births
    ]


def civil(family: Family) -> list[Record]:
    """The Public Registry: births in Malta with their parents, marriages and civil unions, deaths."""
    born_here = {person.card for person in family.persons if person.born_in}
    records = [
        {
            "id_card": person.card,
            "name": _name(person),
            "sex": person.sex,
            "birth": _birth(person),
            "unions": _unions(person),
            "death": {"registration": f"D-{person.card}", "on": _day(person.died_on)} if person.died_on else None,
            "children": [child for child in person.children if child in born_here] if person.sex == "female" else [],
        }
        for person in family.persons
    ]
    known = ("birth", "unions", "death", "children")
    return [record for record in records if any(record[name] for name in known)]


def _birth(person: Person) -> Record | None:
    if not person.born_in:
        return None
    return {
        "registration": f"B-{person.card}",
        "registered_on": _day(person.registered_on),
        "born_on": _day(person.born_on),
        "place": person.born_in,
        "mother": person.mother,
        "father": person.father,
    }


def _unions(person: Person) -> list[Record]:
    kinds = {"spouse": "marriage", "civil_partner": "civil_union"}
    return [
        {
            "registration": f"M-{min(person.card, union.partner)}",
            "kind": kinds[union.kind],
            "partner": union.partner,
            "on": _day(union.starts_on),
            "ended_on": _day(union.ends_on),
        }
        for union in person.unions
        if union.kind in kinds
    ]


def _with_work(family: Family) -> list[tuple[Person, Work]]:
    return [(person, person.work) for person in family.persons if person.work is not None]


def revenue(family: Family) -> list[Record]:
    """Tax and Customs: incomes by year and payer, contributions and tax."""
    return [
        {
            "id_card": person.card,
            "tin": person.card if not person.card.endswith("A") else f"9{int(person.card[:7]):08}",
            "years": [
                {
                    "year": year.year,
                    "items": [
                        {
                            "kind": item.kind,
                            "payer": item.payer.number,
                            "payer_name": item.payer.name,
                            "amount": _money(item.minor),
                        }
                        for item in year.items
                    ],
                    "social_security_contributions": _money(year.contributions),
                    "income_tax_paid": _money(year.tax),
                }
                for year in work.years
            ],
        }
        for person, work in _with_work(family)
    ]


def jobsplus(family: Family) -> list[Record]:
    """Jobsplus: jobs and the register of the unemployed."""
    return [
        {
            "id_card": person.card,
            "employments": [
                {
                    "employer": job.employer.number,
                    "employer_name": job.employer.name,
                    "kind": job.kind,
                    "starts_on": _day(job.starts_on),
                    "ends_on": _day(job.ends_on),
                    "weekly_hours": job.weekly_hours,
                    "weekly_wage": _money(job.weekly_wage),
                    "left": job.left,
                }
                for job in work.jobs
            ],
            "registrations": [{"part": part, **_span(span)} for part, span in work.registrations],
            "fit_for_work": True if work.registrations else None,
            "available_for_work": True if work.registrations else None,
        }
        for person, work in _with_work(family)
        if work.jobs or work.registrations
    ]


def identita(family: Family) -> list[Record]:
    """Identità: citizenship, permits, stays, the registered address."""
    return [
        {
            "id_card": person.card,
            "name": _name(person),
            "born_on": _day(person.born_on),
            "sex": person.sex,
            "citizenships": list(person.citizenships),
            "refugee": person.refugee,
            "permits": [
                {"kind": permit.kind, "starts_on": _day(permit.starts_on), "ends_on": _day(permit.ends_on)}
                for permit in person.permits
            ],
            "stays": [_span(stay) for stay in person.stays],
            "dwelling": person.dwelling.id if person.dwelling else None,
            "address": _address(person.dwelling) if person.dwelling else None,
        }
        for person in family.persons
    ]


def department(family: Family) -> list[Record]:
    """The department's own records: contributions, account, benefits in payment."""
    return [
        {
            "id_card": person.card,
            "iban": person.iban or None,
            "account_holder": f"{person.given} {person.family}" if person.iban else None,
            "first_registered_on": _day(work.first_registered_on),
            "contributions": [
                {"year": year.year, "paid": year.paid, "credited": year.credited} for year in work.contributions
            ],
            "benefits": [{"programme": programme, **_span(span)} for programme, span in work.benefits],
        }
        for person, work in _with_work(family)
    ]


def appogg(family: Family) -> list[Record]:
    """Aġenzija Appoġġ: children in foster or residential care."""
    return [
        {
            "id_card": person.card,
            "placements": [
                {
                    "kind": placement.kind,
                    "starts_on": _day(placement.starts_on),
                    "ends_on": _day(placement.ends_on),
                    "with": list(placement.carers),
                }
                for placement in person.placements
            ],
        }
        for person in family.persons
        if person.placements
    ]


FILES: dict[str, Callable[[Family], list[Record]]] = {
    shape.__name__: shape
    for shape in (
        persons,
        relationships,
        dwellings,
        residences,
        births_to_come,
        civil,
        revenue,
        jobsplus,
        identita,
        department,
        appogg,
    )
}
