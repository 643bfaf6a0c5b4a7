"""The law against a second writing of the same formulas in plain Python, over many households, stops and cards."""

import calendar
import random
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from janua.countries.eg.pack import COUNTRY
from janua.rules import Assessment

# first day → family, under 6, primary, preparatory, secondary, Karama
RATES = {
    date(2015, 4, 1): (325, 60, 80, 100, 140, 350),
    date(2017, 7, 1): (425, 60, 80, 100, 140, 450),
    date(2023, 4, 1): (531, 75, 100, 125, 175, 563),
    date(2023, 10, 1): (611, 86, 115, 144, 201, 647),
    date(2024, 3, 1): (703, 99, 132, 165, 231, 744),
    date(2025, 4, 1): (878, 124, 165, 207, 289, 930),
}
STAGES = ("primary", "preparatory", "secondary")
FACTORS = (("2023-04-01", "1.25"), ("2023-10-01", "1.4375"), ("2024-03-01", "1.653125"), ("2025-04-01", "2.06640625"))


def _age(born: str, day: date) -> int:
    birth = date.fromisoformat(born)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _assess(document: dict[str, Any], programme: str, on: date) -> Assessment:
    return COUNTRY.assess(COUNTRY.situation(document), programme, on)


def _rates(month: date) -> tuple[int, ...]:
    return RATES[max(first for first in RATES if first <= month)]


def test_rows_after_2017_are_the_row_of_2017_times_the_factor() -> None:
    base = RATES[date(2017, 7, 1)]

    for first, factor in FACTORS:
        exact = [value * Fraction(factor) for value in base]
        assert RATES[date.fromisoformat(first)] == tuple((2 * value + 1).__floor__() // 2 for value in exact)


def _person(chance: random.Random, month: date, youngest: int, oldest: int) -> dict[str, Any]:
    """Somebody whose birthday is often near the first of the month or on 29 February."""
    years = chance.randint(youngest, oldest)
    born = date(month.year - years, month.month, 1) + timedelta(days=chance.choice([-1, 0, 1, 15, 200]))
    if chance.random() < 0.05:
        born = date(chance.choice([2004, 2008, 2012, 2016, 2020]), 2, 29)
    person: dict[str, Any] = {
        "date_of_birth": born.isoformat(),
        "socially_insured": chance.random() < 0.03,
        "monthly_salary": str(chance.choice([0, 0, 0, 400, 1200])),
        "contributory_pension": chance.random() < 0.2,
        "cattle": chance.choice([0, 0, 0, 1]),
        "land_owned": chance.choice(["0", "0", "0.25", "0.1"]),
    }
    if chance.random() < 0.15:
        person["disability_level"] = chance.choice(["mild", "moderate", "severe"])
    return person


def _household(chance: random.Random, month: date) -> dict[str, Any]:
    persons = {"mona": {**_person(chance, month, 25, 70), "citizenship": "EG", "national_number_valid": True}}
    persons["mona"] |= {"poverty_score": chance.choice(["0", "9999", "10000", "10001"]), "widow": chance.random() < 0.3}
    relationships = []
    for number in range(chance.randrange(0, 6)):
        child = persons[f"child{number}"] = _person(chance, month, 0, 18)
        child["school_stage"] = chance.choice(["not_enrolled", *STAGES, *STAGES])
        child["orphan"] = chance.random() < 0.15
        recorded = month - timedelta(days=chance.randrange(1, 200))
        share = chance.choice(["0.5", "0.7999", "0.8", "1"])
        child["school_attendance"] = [{"value": share, "starts_on": str(recorded), "ends_on": str(recorded)}]
        relationships.append({"of": "mona", "to": f"child{number}", "kind": chance.choice(["parent", "guardian"])})
    for number in range(chance.randrange(0, 3)):
        persons[f"old{number}"] = _person(chance, month, 50, 80)
    if any(person["date_of_birth"] <= persons["mona"]["date_of_birth"] for person in persons.values()):
        persons["mona"]["date_of_birth"] = "1970-05-05"
        for relation in relationships:
            relation["kind"] = "guardian"
    return {"claimant": "mona", "persons": persons, "relationships": relationships}


def _counts(person: dict[str, Any], month: date) -> bool:
    years = _age(person["date_of_birth"], month)
    of_a_group = years >= 65 or person.get("disability_level") == "severe" or bool(person.get("widow"))
    return (of_a_group or (years < 18 and bool(person.get("orphan")))) and not person["contributory_pension"]


def _is_poor(people: list[dict[str, Any]], score: str) -> bool:
    return (
        int(score) <= 10000
        and sum(Fraction(person["land_owned"]) for person in people) <= Fraction(1, 2)
        and sum(person["cattle"] for person in people) <= 3
        and not any(person["socially_insured"] for person in people)
        and sum(int(person["monthly_salary"]) for person in people) * 4 <= 1600 * len(people)
    )


def _supplement(child: dict[str, Any], month: date) -> int:
    _, under_6, *by_stage, _ = _rates(month)
    years = _age(child["date_of_birth"], month)
    (term,) = child["school_attendance"]
    recorded = date.fromisoformat(term["starts_on"])
    months_ago = 12 * (month.year - recorded.year) + month.month - recorded.month
    if years >= 18:
        return 0
    if years < 6:
        return under_6
    if child["school_stage"] == "not_enrolled" or (Fraction(term["value"]) < Fraction(4, 5) and 1 <= months_ago <= 3):
        return 0
    return by_stage[STAGES.index(child["school_stage"])]


def _expected(document: dict[str, Any], month: date) -> tuple[int | None, int | None]:
    """Takaful and Karama of the month in pounds; None where there is no right."""
    born = {name: one for name, one in document["persons"].items() if one["date_of_birth"] <= month.isoformat()}
    children = {name: one for name, one in born.items() if name.startswith("child")}
    if not _is_poor(list(born.values()), document["persons"]["mona"]["poverty_score"]):
        return None, None
    counted = [name for name, one in born.items() if _counts(one, month)]
    of_age = [name for name in counted if _age(born[name]["date_of_birth"], month) >= 18]
    paid = [*of_age, *(name for name in counted if name not in of_age)][:3]
    karama = _rates(month)[5] * len(paid) if paid else None
    if not any(_age(child["date_of_birth"], month) < 18 for child in children.values()):
        return None, karama
    supplements = [0 if name in paid else _supplement(child, month) for name, child in children.items()]
    return _rates(month)[0] + sum(sorted(supplements)[-2:]), karama


def test_takaful_and_karama_equal_the_reference() -> None:
    chance = random.Random(20250401)
    paid = {"EG-CASH-TAKAFUL": 0, "EG-CASH-KARAMA": 0}
    for _ in range(400):
        month = date(chance.randint(2016, 2026), chance.randint(1, 12), 1)
        document = _household(chance, month)
        for programme, expected in zip(paid, _expected(document, month), strict=True):
            found = _assess(document, programme, month)
            assert found.amount == (None if expected is None else expected * 100), (document, month, found.to_json())
            paid[programme] += expected is not None

    assert min(paid.values()) > 40


def test_stop_equals_the_reference() -> None:
    chance = random.Random(12)
    for _ in range(300):
        due = chance.randrange(1, 300_000)
        overpaid = chance.choice([chance.randrange(1, 2_000_000), due * chance.randint(1, 6) + chance.randint(-1, 1)])
        on = date(2025, 1, 1) + timedelta(days=chance.randrange(0, 700))
        document = {
            "claimant": "mona",
            "persons": {"mona": {}},
            "declared": {
                "omitted_income": True,
                "overpaid": f"{overpaid // 100}.{overpaid % 100:02}",
                "benefit_due": f"{due // 100}.{due % 100:02}",
            },
        }
        months = ceil(Fraction(max(overpaid, 0), due))
        months *= 2 if months > 3 else 1
        found = _assess(document, "EG-CASH-STOP", on)
        shown = {node.key: node.shown for node in found.explanation.below(found.root)}
        if months == 0:
            assert found.outcome == "not_eligible"
            continue
        last = 12 * on.year + on.month - 1 + months
        ends = date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1])
        assert shown["false_data_stop.stop_months"] == months
        assert shown["false_data_stop.stops_until"] == ends.isoformat()


SECTIONS = {"a": (10, 4), "b": (15, 4), "c": (15, 4), "d": (10, 4), "e": (10, 3), "f": (10, 4), "g": (10, 3)}
SECTIONS |= {"h": (10, 3), "i": (5, 2), "j": (5, 2)}
POINTS = {"not_met": 0, "partly": 1, "met": 2}
CRITICAL = ("item_a1", "item_b1", "item_c1", "item_c2", "item_d4")


def test_grade_equals_the_reference() -> None:
    chance = random.Random(15)
    for _ in range(150):
        found_out = {
            f"item_{section}{number}": chance.choice(["not_met", "partly", "met", "met", "met", "not_applicable"])
            for section, (_, items) in SECTIONS.items()
            for number in range(1, items + 1)
        }
        weighed, weights = Fraction(0), 0
        for section, (weight, items) in SECTIONS.items():
            answers = [found_out[f"item_{section}{number}"] for number in range(1, items + 1)]
            points = [POINTS[answer] for answer in answers if answer in POINTS]
            if points:
                weighed += Fraction(weight * sum(points), 2 * len(points))
                weights += weight
        total = floor(10_000 * weighed / weights + Fraction(1, 2))
        answers = [found_out[item] for item in CRITICAL]
        well = "not_met" not in answers and "not_applicable" not in answers and total >= 5000
        document = {"claimant": "home", "persons": {"home": {}}, "declared": found_out}
        found = _assess(document, "EG-SUP-VISIT", date(2025, 7, 1))
        shown = {node.key: node.shown for node in found.explanation.below(found.root)}

        assert shown["inspection.total_in_hundredths"] == total
        assert (found.outcome == "eligible") is well


def test_card_equals_the_reference() -> None:
    chance = random.Random(5)
    for _ in range(200):
        issued = chance.choice([date(2020, 2, 29), date(2018, 1, 1) + timedelta(days=chance.randrange(0, 2500))])
        leap = (issued.month, issued.day) == (2, 29)
        expires = date(issued.year + 5, 2, 28) if leap else issued.replace(year=issued.year + 5)
        on = chance.choice([expires, expires - timedelta(days=90), issued]) + timedelta(days=chance.randint(-1, 1))
        document = {"claimant": "hana", "persons": {"hana": {"services_card_issued_on": issued.isoformat()}}}
        if on < date(2018, 1, 1):
            continue
        valid = issued <= on < expires
        renewable = issued <= on and on >= expires - timedelta(days=90)

        assert (_assess(document, "EG-DIS-CARD", on).outcome == "eligible") is valid
        assert (_assess(document, "EG-DIS-CARD-RENEWAL", on).outcome == "eligible") is renewable
