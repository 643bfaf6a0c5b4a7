"""The law against a second writing of the same formulas in plain fractions, over many incomes, wages and families."""

import random
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from janua.countries.mt.pack import COUNTRY
from janua.values import Money

# year → ceiling, rate, lowest, highest, limit of the lowest rate, supplement up to the ceiling, above it
ALLOWANCE = {
    2021: ("25318", "0.065", "8.66", "24.08", None, "70", "50"),
    2022: ("25409", "0.065", "8.66", "24.08", None, "70", "50"),
    2023: ("25924", "0.065", "8.66", "24.08", None, "160", "140"),
    2024: ("27006", "0.065", "8.66", "24.08", "20082", "410", "390"),
    2025: ("27434", "0.065", "8.66", "24.08", "20502", "660", "640"),
    2026: ("30000", "0.065", "8.66", "27.29", "23068", "910", "640"),
}
MINIMUM_WAGE = {2024: "213.54", 2025: "221.78", 2026: "229.44"}
BONUS = {
    2020: (300, 300, 300),
    2023: (400, 400, 400),
    2024: (500, 1000, 1000),
    2025: (500, 1000, 1500),
    2026: (1000, 1500, 2000),
}


def _cents(value: Fraction) -> int:
    """Half-up to the cent."""
    return floor(value * 100 + Fraction(1, 2))


def _allowance(year: int, income: Fraction, weeks: int) -> int:
    ceiling, rate, lowest, highest, limit, _, _ = ALLOWANCE[year]
    weekly = min(max((Fraction(ceiling) - income) * Fraction(rate) / 52, Fraction(lowest)), Fraction(highest))
    if income > Fraction(ceiling) or (limit is not None and income > Fraction(limit)):
        weekly = Fraction(lowest)
    return _cents(weekly) * weeks


def _amount(document: dict[str, Any], programme: str, on: date) -> Money:
    found = COUNTRY.assess(COUNTRY.situation(document), programme, on)
    assert found.amount is not None, found.to_json()
    return Money(found.amount, found.currency)


def _family(random: random.Random, year: int, income: str, births: list[date]) -> dict[str, Any]:
    children = {f"child{number}": {"date_of_birth": born.isoformat()} for number, born in enumerate(births)}
    anna = {
        "sex": "female",
        "citizenship": random.choice(["MT", "FR", "UA"]),
        "resident_in_malta": [{"value": True, "starts_on": "1990-01-01"}],
        "employment_income": [{"value": income, "starts_on": f"{year - 2}-01-01", "ends_on": f"{year - 2}-12-31"}],
    }
    relationships = [{"of": "anna", "to": child, "kind": "parent"} for child in children]
    return {"persons": {"anna": anna, **children}, "relationships": relationships, "claimant": "anna"}


def test_allowance_and_supplement_equal_the_reference() -> None:
    chance = random.Random(20260101)
    for _ in range(400):
        year = chance.choice(list(ALLOWANCE))
        ceiling, _, _, _, limit, high, low = ALLOWANCE[year]
        edge = Fraction(chance.choice([ceiling, limit or "8172", "8172", "0"]))
        income = chance.choice(
            [Fraction(chance.randrange(0, 4_500_000), 100), edge + Fraction(chance.randint(-2, 2), 100)]
        )
        start = date(year, chance.choice([1, 4, 7, 10]), 1)
        births = [start - timedelta(days=chance.randrange(-80, 18 * 365)) for _ in range(chance.randint(1, 4))]
        weeks = [sum(_counts(born, start + timedelta(days=7 * week)) for week in range(13)) for born in births]
        if not any(weeks):
            continue
        document = _family(chance, year, f"{float(income):.2f}", births)
        counted = max(income, Fraction(0))
        yearly = int(high) if counted <= Fraction(ceiling) else int(low)

        assert _amount(document, "MT-CA", start) == Money(_allowance(year, counted, sum(weeks)), "EUR")
        assert _amount(document, "MT-CAS", start) == Money(yearly * 100 * sum(week > 0 for week in weeks) // 4, "EUR")


def _counts(born: date, day: date) -> bool:
    """Born, and under 16."""
    before_birthday = (day.month, day.day) < (born.month, born.day)
    return born <= day and day.year - born.year - before_birthday < 16


def test_bonus_equals_the_reference() -> None:
    chance = random.Random(7)
    for _ in range(150):
        born = date(2020, 1, 1) + timedelta(days=chance.randrange(0, 7 * 365))
        births = [born - timedelta(days=chance.randrange(280, 6000)) for _ in range(chance.randrange(0, 4))]
        births += [born] * chance.randint(1, 2)
        document = _family(chance, 2026, "0", births)
        document["persons"]["anna"]["citizenship"] = "MT"
        rates = BONUS[max(year for year in BONUS if year <= born.year)]
        earlier = sum(birth < born for birth in births)
        expected = sum(rates[min(place, 2)] for place in range(earlier, len(births)))

        assert _amount(document, "MT-BB", born) == Money(expected * 100, "EUR")


def test_unemployment_benefit_equals_the_reference() -> None:
    chance = random.Random(3)
    for _ in range(150):
        year = chance.choice(list(MINIMUM_WAGE))
        lowest = Fraction(MINIMUM_WAGE[year])
        wage = Fraction(chance.randrange(0, 60_000), 100)
        paid = [chance.randint(20, 52), chance.randint(30, 52), chance.randint(0, 52)]
        document = {
            "claimant": "anna",
            "persons": {
                "anna": {
                    "unemployment_register": "part_1",
                    "fit_for_work": True,
                    "available_for_work": True,
                    "previous_weekly_wage": f"{float(wage):.2f}",
                    "contributions_paid": [
                        {"value": count, "starts_on": f"{year - back}-01-01", "ends_on": f"{year - back}-12-31"}
                        for back, count in enumerate(paid, start=1)
                    ],
                }
            },
        }
        base = min(max(wage, lowest), lowest * Fraction(7, 4))
        days = min(sum(paid), 156)
        rates = [_cents(base * Fraction(share, 600)) for share in (60, 55, 50)]
        expected = sum(
            rate * max(0, min(days, last) - first)
            for rate, first, last in zip(rates, (0, 36, 96), (36, 96, 156), strict=True)
        )

        assert _amount(document, "MT-UB", date(year, 3, 2)) == Money(expected, "EUR")
