"""The law against a second writing of the same formulas in plain Python, over many incomes, stays and households."""

import random
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from janua.countries.tt.pack import COUNTRY
from janua.rules import Assessment

CURRENT = ((2500, 3500), (3500, 2500), (4500, 1500), (5500, 500))
EARLIER = ((1500, 3500), (2000, 3000), (2500, 2500), (3000, 2000), (3500, 1500), (4000, 1000), (4500, 500))
ASSISTANCE = (1300, 1550, 1750, 1900)
FOOD = ((3, 510, 150), (5, 650, 300), (64, 800, 450))
Stay = tuple[date, date | None]


def _assess(document: dict[str, Any], programme: str, on: date) -> Assessment:
    return COUNTRY.assess(COUNTRY.situation(document), programme, on, trace=False)


def _outcome(found: Assessment) -> tuple[str, int | None]:
    return str(found.outcome), found.amount


def _cents(value: Fraction) -> Fraction:
    return Fraction(floor(value * 100 + Fraction(1, 2)), 100)


def _written(value: Fraction) -> str:
    return f"{value.numerator * 100 // value.denominator / 100:.2f}"


def _days(stays: list[Stay], first: date, last: date) -> int:
    return sum(any(a <= day and (b is None or day <= b) for a, b in stays) for day in _every(first, last))


def _every(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _years_back(day: date, years: int) -> date:
    back = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return back.replace(year=day.year - years)


def _birthday(born: date, years: int) -> date:
    return date(born.year + years, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + years)


def _pension(
    born: date, applied: date, month: date, income: Fraction, stays: list[Stay], home: bool
) -> tuple[str, int | None]:
    claim = max(applied, _birthday(born, 65))
    if claim.replace(day=1) > month:
        return "not_eligible", None
    first = _years_back(claim, 20)
    absent = (claim - first).days - _days(stays, first, claim - timedelta(days=1))
    if absent > 1826 and not (home and _days(stays, date(1930, 1, 1), claim) >= 18262):
        return "not_eligible", None
    bands = CURRENT if month >= date(2024, 1, 1) else EARLIER
    for top, amount in bands:
        if income <= top:
            return "eligible", amount * 100
    return "not_eligible", None


def _stays(chance: random.Random, born: date) -> list[Stay]:
    """Born or arrived here, away for some years, perhaps twice."""
    start = born + timedelta(days=chance.choice([0, 0, 9000, 12000]))
    stays: list[Stay] = []
    for _ in range(chance.randrange(0, 3)):
        leave = start + timedelta(days=chance.randrange(200, 12000))
        stays.append((start, leave))
        start = leave + timedelta(days=chance.choice([1, 2, 600, 1827, 1828, 4000]))
    return [*stays, (start, None)]


def test_pension_equals_the_reference() -> None:
    chance = random.Random(20260701)
    outcomes = set()
    for _ in range(250):
        month = date(chance.randint(2019, 2027), chance.randint(1, 12), 1)
        born = month - timedelta(
            days=chance.choice([65 * 365 + chance.randrange(-60, 60), chance.randrange(23000, 30000)])
        )
        applied = month + timedelta(days=chance.choice([0, 5, -1, -40, 31, -400]))
        stays, home = _stays(chance, born), chance.random() < 0.8
        band = chance.choice(CURRENT + EARLIER)[0]
        pension = Fraction(band * 100 + chance.choice([-1, 0, 1, -30000, 30000]), 100)
        weekly = Fraction(chance.choice([0, 0, 7, 12345]), 100)
        yearly = Fraction(chance.choice([0, 0, 5, 100001]), 100)
        income = pension + _cents(weekly * 52 / 12) + _cents(yearly / 12)
        document = {
            "claimant": "anna",
            "persons": {
                "anna": {
                    "date_of_birth": born.isoformat(),
                    "in_country": [
                        {"value": True, "starts_on": a.isoformat(), "ends_on": b.isoformat() if b else None}
                        for a, b in stays
                    ],
                    "resides_in_country": home,
                    "nis_pension": _written(pension),
                    "other_pensions": "0",
                    "wage": _written(weekly),
                    "wage_paid": "weekly" if weekly else "not_paid",
                    "rental_income": "0",
                    "yearly_income": _written(yearly),
                    "other_income": "0",
                }
            },
            "declared": {"applied_on": applied.isoformat()},
        }
        expected = _pension(born, applied, month, income, stays, home)
        outcomes.add(expected)

        assert _outcome(_assess(document, "TT-SCP", month)) == expected, document
    assert len(outcomes) > 5


def test_public_assistance_equals_the_reference() -> None:
    chance = random.Random(11)
    for _ in range(250):
        certified, care, prison = (chance.random() < 0.4 for _ in range(3))
        married, paid = chance.random() < 0.5, chance.random() < 0.2
        children = [
            {
                "date_of_birth": f"{chance.randint(2003, 2020)}-0{chance.randint(1, 6)}-15",
                "disability_level": chance.choice(["none", "moderate", "severe", "complete"]),
                "parent_away": chance.choice(["no", "no", "no", "deceased", "abandoned"]),
                "maintenance_sought_and_unpaid": chance.random() < 0.5,
                "grants_in_payment": chance.choice([[], [], [{"value": "disability_of_a_minor"}]]),
            }
            for _ in range(chance.randrange(0, 5))
        ]
        own = [chance.random() < 0.5 for _ in children]
        names = [f"child{number}" for number in range(len(children))]
        anna = {"date_of_birth": "1980-05-04", "unable_to_earn": certified, "cannot_earn_for_care": care}
        document = {
            "claimant": "anna",
            "persons": {
                "anna": {**anna, "grants_in_payment": [{"value": "disability"}] if paid else []},
                **({"mark": {"date_of_birth": "1979-01-01", "in_prison": prison}} if married else {}),
                **dict(zip(names, children, strict=True)),
            },
            "relationships": [
                *([{"of": "anna", "to": "mark", "kind": "spouse"}] if married else []),
                *(
                    {"of": "anna", "to": name, "kind": "parent" if is_own else "guardian"}
                    for name, is_own in zip(names, own, strict=True)
                ),
            ],
            "declared": {"applied_on": "2026-07-01", "means_test": "passed"},
        }
        young = [str(child["date_of_birth"]) > "2008-07-01" for child in children]
        severe = [
            is_young and child["disability_level"] in ("severe", "complete")
            for child, is_young in zip(children, young, strict=True)
        ]
        away = [
            is_young
            and (
                child["parent_away"] == "deceased"
                or (child["parent_away"] == "abandoned" and bool(child["maintenance_sought_and_unpaid"]))
            )
            for child, is_young in zip(children, young, strict=True)
        ]
        single = not married and care and any(severe)
        prisoner = married and prison and care and any(young)
        covered = int(not paid and (certified or single or prisoner)) + int(married and certified)
        for child, is_own, is_young, is_severe, is_away in zip(children, own, young, severe, away, strict=True):
            with_family = is_young and (single or prisoner or (certified and is_own))
            covered += int(not child["grants_in_payment"] and (with_family or is_severe or is_away))
        expected = ("eligible", ASSISTANCE[min(covered, 4) - 1] * 100) if covered else ("not_eligible", None)

        assert _outcome(_assess(document, "TT-PAG", date(2026, 7, 1))) == expected, document


def test_food_support_equals_the_reference() -> None:
    chance = random.Random(5)
    for _ in range(200):
        month = date(chance.choice([2019, 2020, 2020, 2021]), chance.randint(1, 12), 1)
        first = date(2019, chance.randint(1, 12), chance.randint(1, 28))
        persons = chance.randint(1, 12)
        document = {
            "claimant": "anna",
            "persons": {"anna": {}},
            "declared": {
                "applied_on": "2018-12-01",
                "food_support_assessment": "in_need",
                "development_programme": "joins",
                "household_size": persons,
                "food_support_first_paid": first.isoformat(),
            },
        }
        months = (month.year - first.year) * 12 + month.month - first.month
        card, supplement = next((card, more) for top, card, more in FOOD if persons <= top)
        amount = card + (supplement if date(2020, 4, 1) <= month <= date(2020, 6, 1) else 0)
        expected = ("eligible", amount * 100) if months < 24 else ("not_eligible", None)

        assert _outcome(_assess(document, "TT-FSP", month)) == expected, document


def test_grants_equal_the_lesser_of_need_and_ceiling() -> None:
    chance = random.Random(9)
    tops = {"repair_estimate": (15000, 20000), "plumbing_estimate": (15000, 15000), "wiring_estimate": (15000, 15000)}
    codes = {"repair_estimate": "TT-NSDP-MHR", "plumbing_estimate": "TT-NSDP-SAN", "wiring_estimate": "TT-NSDP-WIR"}
    for _ in range(100):
        disaster = chance.random() < 0.5
        needs = {
            name: chance.choice([1_499_999, 1_500_000, 1_500_001, 2_000_001, chance.randrange(3_000_000)])
            for name in tops
        }
        document = {
            "claimant": "anna",
            "persons": {"anna": {}},
            "declared": {
                "applied_on": "2026-07-01",
                "disaster_recorded": disaster,
                "means_test": "passed",
                "tenure": "deed",
                **{name: f"{need / 100:.2f}" for name, need in needs.items()},
            },
        }
        for name, need in needs.items():
            expected = ("eligible", min(need, tops[name][disaster] * 100))

            assert _outcome(_assess(document, codes[name], date(2026, 7, 1))) == expected, document
