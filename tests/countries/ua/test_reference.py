"""The law against a second writing of the same formulas in plain fractions, over many families and incomes."""

import random
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from janua.countries.ua.pack import COUNTRY
from janua.values import Money

# first day → general, child under 6, child from 6, able to work, lost capacity to work
MINIMUMS = {
    date(2021, 1, 1): (2189, 1921, 2395, 2270, 1769),
    date(2021, 7, 1): (2294, 2013, 2510, 2379, 1854),
    date(2021, 12, 1): (2393, 2100, 2618, 2481, 1934),
    date(2022, 7, 1): (2508, 2201, 2744, 2600, 2027),
    date(2022, 12, 1): (2589, 2272, 2833, 2684, 2093),
    date(2023, 1, 1): (2589, 2272, 2833, 2684, 2093),
    date(2024, 1, 1): (2920, 2563, 3196, 3028, 2361),
    date(2025, 1, 1): (2920, 2563, 3196, 3028, 2361),
    date(2026, 1, 1): (3209, 2817, 3512, 3328, 2595),
}
LEVELS = {
    2023: ("0.55", "1", "1.4"),
    2024: ("0.55", "1", "1.4"),
    2025: ("0.6", "1", "1.45"),
    2026: ("0.6", "1", "1.45"),
}
STUDY = [{"value": "full_time_study", "starts_on": "2010-09-01"}]
_AGES = {"child": (0, 16), "student": (18, 21), "adult": (46, 58), "disabled": (24, 28), "pensioner": (61, 90)}
WORK = [{"value": "employment", "starts_on": "2000-01-01"}]


def _money(value: Fraction) -> Money:
    """Half-up to the kopiyka, once."""
    return Money(floor(value * 100 + Fraction(1, 2)), "UAH")


def _row(day: date) -> tuple[int, int, int, int, int]:
    return MINIMUMS[max(first for first in MINIMUMS if first <= day)]


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _minimum(kind: str, born: date, day: date) -> int:
    _, small, large, able, lost = _row(day)
    if _age(born, day) < 18:
        return small if _age(born, day) < 6 else large
    return lost if kind in ("disabled", "pensioner") else able


def _quarters(day: date) -> tuple[date, date]:
    """First days of the two quarters that ended before the month before the application began."""
    months = day.year * 12 + day.month - 2
    last = months // 3 * 3 - 3
    return tuple(date(number // 12, number % 12 + 1, 1) for number in (last - 3, last))  # type: ignore[return-value]


def _end(first: date) -> date:
    number = first.year * 12 + first.month + 2
    return date.fromordinal(date(number // 12, number % 12 + 1, 1).toordinal() - 1)


def _entry(first: date, value: Fraction) -> dict[str, Any]:
    return {"value": f"{float(value):.2f}", "starts_on": first.isoformat(), "ends_on": _end(first).isoformat()}


def _someone(kind: str, born: date, paid: list[dict[str, Any]]) -> dict[str, Any]:
    person: dict[str, Any] = {"date_of_birth": born.isoformat(), "wages": paid}
    if kind != "child":
        person["occupation"] = STUDY if kind == "student" else WORK
    if kind == "disabled":
        person |= {
            "disability": [{"value": "group_1", "starts_on": "2005-01-01"}],
            "disabled_since_childhood": True,
            "disability_subgroup": "b",
        }
    if kind == "pensioner":
        person["pensioner"] = [{"value": True, "starts_on": "2005-01-01"}]
    return person


def _born(chance: random.Random, kind: str, day: date) -> date:
    low, high = _AGES[kind]
    years = chance.randint(low, high)
    return date(day.year - years - 1, chance.randint(1, 12), chance.randint(1, 28))


def _family(chance: random.Random, day: date) -> tuple[dict[str, Any], list[tuple[str, date]], Fraction]:
    """A family, whom it has, and its income of the two quarters."""
    kinds = ["adult", *chance.choices(("child", "student", "disabled"), k=chance.randint(0, 5), weights=(6, 1, 1))]
    kinds[0] = chance.choice(("adult", "adult", "pensioner"))
    people = [(kind, _born(chance, kind, day)) for kind in kinds]
    persons, income = {}, Fraction(0)
    for number, (kind, born) in enumerate(people):
        paid = []
        for quarter in _quarters(day):
            value = Fraction(chance.choice((0, chance.randrange(0, 3_000_000))) if kind != "child" else 0, 100)
            paid.append(_entry(quarter, value))
            income += value
        persons[f"p{number}"] = _someone(kind, born, paid)
    relations = [{"of": "p0", "to": f"p{number}", "kind": "parent"} for number in range(1, len(people))]
    declared = {
        "permanent_residence": True, "deposits": "0", "largest_purchase": "0", "second_dwelling": "none",
        "adults_consent": True,
    }  # fmt: skip
    document = {"claimant": "p0", "persons": persons, "relationships": relations, "declared": declared}
    return document, people, income


def _days(chance: random.Random, since: int) -> date:
    return date(chance.randint(since, 2026), chance.randint(1, 12), chance.randint(1, 28))


def _agrees(programme: str, document: dict[str, Any], day: date, expected: Fraction | None) -> None:
    """The amount is the expected one; None: refused."""
    found = COUNTRY.assess(COUNTRY.situation(document), programme, day)
    assert found.money == (None if expected is None else _money(expected)), (document, day, found.to_json())


def _repeat(times: int, seed: int, work: Callable[[random.Random], None]) -> None:
    chance = random.Random(seed)
    for _ in range(times):
        work(chance)


def test_low_income_family_equals_the_reference() -> None:
    def once(chance: random.Random) -> None:
        day = _days(chance, 2023)
        document, people, income = _family(chance, day)
        first = day.replace(day=1)
        able, lost, child = (Fraction(level) for level in LEVELS[day.year])
        minimums = [(kind, born, Fraction(_minimum(kind, born, first))) for kind, born in people]
        level = sum(
            amount
            * (child if _age(born, first) < 23 and kind in ("child", "student") else able if kind == "adult" else lost)
            for kind, born, amount in minimums
        )
        whole = sum(amount for _, _, amount in minimums)
        expected = min(max(level - income / 6, Fraction(0)), whole * Fraction(3, 4))
        _agrees("UA-GMI", document, day, expected if income / 6 < whole else None)

    _repeat(300, 20260301, once)


def test_single_mothers_equal_the_reference() -> None:
    def once(chance: random.Random) -> None:
        day = _days(chance, 2021)
        document, people, income = _family(chance, day)
        document["persons"]["p0"]["single_mother"] = True
        first = day.replace(day=1)
        members = [person for person in people[1:] if person[0] != "disabled"]
        paid = {"child": 0, "student": 0}
        for number, (kind, _) in enumerate(people[1:], start=1):
            if kind == "disabled":
                for entry in document["persons"][f"p{number}"]["wages"]:
                    income -= Fraction(entry["value"])
            else:
                paid[kind] += 1
        head = income / 6 / (1 + len(members))
        expected = sum(max(Fraction(_minimum(kind, born, first)) - head, Fraction(0)) for kind, born in members)
        _agrees("UA-SINGLE", document, day, Fraction(expected) if any(paid.values()) else None)

    _repeat(300, 7, once)


def test_aid_without_alimony_equals_the_reference() -> None:
    def once(chance: random.Random) -> None:
        day = _days(chance, 2021)
        kinds = ["child"] * chance.randint(1, 6)
        births = [_born(chance, kind, day) for kind in kinds]
        wage = Fraction(chance.randrange(0, 6_000_000), 100)
        paid = [_entry(_quarters(day)[0], wage), _entry(_quarters(day)[1], Fraction(0))]
        persons: dict[str, Any] = {"p0": _someone("adult", date(1985, 1, 1), paid)}
        for number, born in enumerate(births, start=1):
            persons[f"p{number}"] = _someone("child", born, []) | {"alimony_evaded": True}
        relations = [{"of": "p0", "to": f"p{number}", "kind": "parent"} for number in range(1, len(persons))]
        head = wage / 6 / len(persons)
        minimums = [Fraction(_minimum("child", born, day.replace(day=1))) for born in births]
        expected = sum((max(amount / 2 - head, amount * Fraction(3, 10)) for amount in minimums), Fraction(0))
        _agrees("UA-ALIM", {"claimant": "p0", "persons": persons, "relationships": relations}, day, expected)

    _repeat(200, 3, once)


def test_housing_subsidy_equals_the_reference() -> None:
    def once(chance: random.Random) -> None:
        day = _days(chance, 2022)
        number = chance.randint(1, 9)
        start = date(day.year, 1, 1) if day.month >= 10 else date(day.year - 1, 1 if day.month <= 4 else 7, 1)
        wages = [Fraction(chance.randrange(0, 4_000_000), 100) for _ in range(number)]
        area = Fraction(chance.randrange(2000, 30000), 100)
        heating, others = (Fraction(chance.randrange(0, 900_000), 100) for _ in range(2))
        persons = {
            f"p{place}": _someone("adult", date(1980, 1, 1), [_entry(start, wage)]) for place, wage in enumerate(wages)
        }
        flat = {
            "area": f"{float(area):.2f}",
            "charges_by_area": f"{float(heating):.2f}",
            "charges_within_norms": f"{float(others):.2f}",
            "residents": [{"person": person, "kind": "registered"} for person in persons],
        }
        document = {
            "claimant": "p0", "persons": persons, "dwellings": {"flat": flat},
            "declared": {"deposits": "0", "largest_purchase": "0"},
        }  # fmt: skip
        income = sum(wages, Fraction(0)) / 6
        general = _row(date(day.year, 1, 1))[0]
        norm = Fraction("13.65") * number + Fraction("35.22")
        costs = others + heating * min(area, norm) / area
        share = income / number / general / 2 * Fraction(15, 100)
        _agrees("UA-HUS", document, day, max(costs - share * income, Fraction(0)))

    _repeat(300, 11, once)


def test_basic_assistance_equals_the_reference() -> None:
    def once(chance: random.Random) -> None:
        day = date(2026, chance.randint(1, 12), chance.randint(1, 28))
        document, people, _ = _family(chance, day)
        quarter = _quarters(day)[1]
        income = Fraction(0)
        weights = Fraction(0)
        for number, (kind, born) in enumerate(people):
            if number and kind == "disabled":
                continue  # an adult child is no member of this family
            income += sum(
                Fraction(entry["value"])
                for entry in document["persons"][f"p{number}"]["wages"]
                if entry["starts_on"] == quarter.isoformat()
            )
            full = number == 0 or _age(born, day.replace(day=1)) < 18
            weights += 1 if full else Fraction(7, 10)
        _agrees("UA-BSD", document, day, max(4500 * weights - income / 3, Fraction(0)))

    _repeat(200, 13, once)


def test_large_family_and_disability_equal_the_reference() -> None:
    def once(chance: random.Random) -> None:
        day = _days(chance, 2021)
        first = day.replace(day=1)
        births = sorted(_born(chance, "child", day) for _ in range(chance.randint(0, 7)))
        if len(births) > 2:
            births[1] = births[chance.randint(0, 2)]
        births.sort()
        persons: dict[str, Any] = {"p0": _someone("adult", date(1985, 1, 1), []) | {"large_family_certificate": True}}
        disabled = []
        for number, born in enumerate(births, start=1):
            persons[f"p{number}"] = {"date_of_birth": born.isoformat()}
            if chance.random() < 0.3:
                subgroup, need = chance.choice((("a", False), ("none", True), ("none", False)))
                disabled.append((born, subgroup, need))
                persons[f"p{number}"] |= {
                    "disability": [{"value": "child", "starts_on": born.isoformat()}],
                    "disability_subgroup": subgroup,
                    "needs_care": need,
                }
        relations = [{"of": "p0", "to": f"p{number}", "kind": "parent"} for number in range(1, len(persons))]
        document = {"claimant": "p0", "persons": persons, "relationships": relations}
        young = [born for born in births if _age(born, first) < 18]
        counted = [
            born
            for born in young
            if sum(other <= born for other in young) >= 3
            and (first.year - born.year) * 12 + first.month - born.month <= 72
        ]
        _agrees("UA-LARGE", document, day, Fraction(2100 * len(counted)) if counted else None)

        lost = _row(first)[4]
        care = {"a": Fraction(2), "need": Fraction(1, 2), "none": Fraction(0)}
        sums = [
            Fraction(7, 10) * lost
            + care["a" if subgroup == "a" else "need" if need else "none"] * _minimum("child", born, first)
            for born, subgroup, need in disabled
            if born <= first
        ]
        _agrees("UA-DISCH", document, day, sum(sums, Fraction(0)) if sums else None)

    _repeat(300, 17, once)
