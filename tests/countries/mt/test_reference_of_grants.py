"""Assistance, sickness, grants and pensions against a second writing of the same formulas in plain fractions."""

import random
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from janua.countries.mt.pack import COUNTRY
from janua.values import Money

FIRST_PERSON = {2022: "107.33", 2023: "117.23", 2024: "130.04", 2025: "135.28", 2026: "139.94"}
SENIOR = {2021: (300, 350), 2022: (300, 350), 2023: (300, 350), 2024: (300, 450), 2025: (350, 450), 2026: (425, 525)}


def _cents(value: Fraction) -> int:
    """Half-up to the cent."""
    return floor(value * 100 + Fraction(1, 2))


def _assessed(anna: dict[str, Any], programme: str, on: date, **more: Any) -> Any:
    others = more.pop("persons", {})
    document = {"persons": {"anna": anna, **others}, "claimant": "anna", **more}
    return COUNTRY.assess(COUNTRY.situation(document), programme, on, trace=False)


def _amount(anna: dict[str, Any], programme: str, on: date, **more: Any) -> Money | str:
    found = _assessed(anna, programme, on, **more)
    return str(found.outcome) if found.amount is None else Money(found.amount, found.currency)


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def test_unemployment_assistance_equals_the_reference() -> None:
    chance = random.Random(11)
    for _ in range(200):
        year = chance.choice(list(FIRST_PERSON))
        monday = date(year, 1, 1) + timedelta(days=(7 - date(year, 1, 1).weekday()) % 7 + 7 * chance.randrange(0, 51))
        births = [monday - timedelta(days=chance.randrange(1, 18 * 365)) for _ in range(chance.randrange(0, 6))]
        counted = sum(_age(born, monday) < 16 for born in births)
        rate = Fraction(FIRST_PERSON[year]) + Fraction("8.15") * counted
        home, rents = chance.choice(["none", "parent", "other_relative"]), chance.random() < 0.5
        highest = _cents(rate * Fraction(3, 4)) if home == "other_relative" else _cents(rate)
        highest += 116 if rents else 0
        income = max(highest + chance.choice([-1, 0, 1, -2000, -9000, 500]), 0)
        anna = {"unemployment_register": "part_1", "capital": "0", "wider_family_at_home": home, "pays_rent": rents}
        children = {f"child{number}": {"date_of_birth": born.isoformat()} for number, born in enumerate(births)}
        relationships = [{"of": "anna", "to": child, "kind": "parent"} for child in children]
        expected = Money(highest - income, "EUR") if income <= highest else "not_eligible"
        anna |= {"date_of_birth": "1980-01-01", "weekly_income": _money(income)}

        assert _amount(anna, "MT-UA", monday, persons=children, relationships=relationships) == expected


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def test_senior_citizen_grant_equals_the_reference() -> None:
    chance = random.Random(12)
    for _ in range(300):
        year = chance.choice(list(SENIOR))
        lower, higher = SENIOR[year]
        first, last = date(year, 1, 1), date(year, 12, 31)
        born = first - timedelta(days=chance.randrange(73 * 365, 83 * 365))
        days = Fraction((last - first).days + 1)
        on_75, on_80 = _birthday(born, 75), _birthday(born, 80)
        expected: Money | str = "not_eligible"
        if on_80 <= first:
            expected = Money(higher * 100, "EUR")
        elif on_75 <= first:
            left = max((last - on_80).days + 1, 0)
            expected = Money(_cents(lower + (higher - lower) * left / days), "EUR")
        elif on_75 <= last:
            expected = Money(_cents(lower * ((last - on_75).days + 1) / days), "EUR")
        anna = {"date_of_birth": born.isoformat(), "citizenship": "MT", "living_arrangement": "with_relatives"}

        assert _amount(anna, "MT-SCG", first) == expected


def test_sickness_benefit_equals_a_count_of_days() -> None:
    chance = random.Random(13)
    paid = [{"value": 52, "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"} for year in (2023, 2024, 2025)]
    for _ in range(200):
        first = date(2025, 1, 1) + timedelta(days=chance.randrange(0, 720))
        last = first + timedelta(days=chance.randrange(0, 400))
        if last < date(2026, 1, 1) or first > date(2026, 12, 31):
            continue
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        certified = [day for day in days if day.weekday() != 6][3:]
        by_year = {year: [day for day in certified if day.year == year][:156] for year in (2025, 2026)}
        spell = [*by_year[2025], *by_year[2026]]
        expected = sum(1721 if number < 156 else 2581 for number, day in enumerate(spell) if day.year == 2026)
        anna = {"date_of_birth": "1990-01-01", "sick_from": first.isoformat(), "sick_to": last.isoformat()}

        assert _amount({**anna, "contributions_paid": paid}, "MT-SICK", date(2026, 6, 1)) == Money(expected, "EUR")


def test_energy_benefit_equals_the_reference() -> None:
    chance = random.Random(14)
    for _ in range(200):
        charge, persons, holds = chance.randrange(0, 300_000), chance.randint(1, 12), chance.random() < 0.7
        rents = [chance.randrange(0, 9000), chance.randrange(0, 9000)]
        born = date(1965, 1, 1) + timedelta(days=chance.randrange(0, 200))
        exact = min(Fraction(charge, 100) * Fraction(3, 10), Fraction(75 * persons))
        if holds:
            exact += Fraction(min(rents[0], 6500) + min(rents[1], 5900), 100) + (40 if _age(born, DAY) > 60 else 30)
        anna = {
            "date_of_birth": born.isoformat(),
            "household_income_of_year": "9000",
            "electricity_charge": _money(charge),
            "electricity_meter_rent": _money(rents[0]),
            "water_meter_rent": _money(rents[1]),
            "persons_at_address": persons,
            "holds_energy_account": holds,
        }

        assert _amount(anna, "MT-ENB", DAY) == Money(_cents(exact), "EUR")


DAY = date(2026, 3, 2)
REQUIRED = ((1961, 35), (1968, 40), (1975, 41), (9999, 42))
DEFERRAL = ("0", "0.065", "0.135", "0.21", "0.29", "0.29")


def test_retirement_projection_equals_the_reference() -> None:
    chance = random.Random(15)
    for _ in range(200):
        born, years, deferred = chance.randint(1952, 1990), chance.randint(10, 50), chance.randint(0, 5)
        income = chance.randrange(0, 4_000_000)
        required = next(needed for until, needed in REQUIRED if born <= until)
        yearly = min(Fraction(income, 100), Fraction(29083)) * Fraction(2, 3) * (1 + Fraction(DEFERRAL[deferred]))
        whole = _cents(yearly * min(Fraction(years, required), Fraction(1)))
        anna = {
            "date_of_birth": f"{born}-02-28",
            "pensionable_income": _money(income),
            "contribution_years": years,
            "pension_deferred_years": deferred,
        }

        assert _amount(anna, "MT-RET", date(2060, 3, 1)) == Money(_cents(Fraction(whole, 5200)), "EUR")
