"""Aid by what persons are (displaced, wards, without pension) against a second writing in plain fractions."""

import random
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from janua.countries.ua.pack import COUNTRY
from janua.rules import Outcome

LOST = {2021: 1769, 2022: 1934, 2023: 2093, 2024: 2361, 2025: 2361, 2026: 2595}  # on 1 January
CHILD = {2023: (2272, 2833), 2024: (2563, 3196), 2025: (2563, 3196), 2026: (2817, 3512)}
GROUPS = {"group_1": Fraction(1), "group_2": Fraction(8, 10), "group_3": Fraction(6, 10)}


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _kopiykas(value: Fraction) -> int:
    return floor(value * 100 + Fraction(1, 2))


def _day(chance: random.Random, first: int) -> date:
    return date(chance.randint(first, 2026), chance.randint(1, 12), chance.randint(1, 28))


def _born(chance: random.Random, day: date, youngest: int, oldest: int) -> date:
    return day - timedelta(days=chance.randint(youngest * 366 + 40, oldest * 365))


def _money(value: Fraction) -> str:
    return f"{value.numerator // value.denominator}.{int(value * 100) % 100:02}"


def _window(day: date, months: int) -> tuple[date, date]:
    """The calendar months before the month of the day."""
    first = day.year * 12 + day.month - 1 - months
    return date(first // 12, first % 12 + 1, 1), day.replace(day=1) - timedelta(days=1)


def _found(document: dict[str, Any], programme: str, day: date) -> tuple[Outcome, int | None]:
    found = COUNTRY.assess(COUNTRY.situation(document), programme, day)
    return found.outcome, found.amount


def _expected(amount: Fraction, *, eligible: bool) -> tuple[Outcome, int | None]:
    return (Outcome.ELIGIBLE, _kopiykas(amount)) if eligible else (Outcome.NOT_ELIGIBLE, None)


def _displaced(chance: random.Random, day: date, income: Fraction) -> tuple[dict[str, Any], int, bool, bool]:
    """A member: the facts, the part of the month, whether a ground is there, whether income is not asked."""
    child = chance.random() < 0.4
    born = _born(chance, day, 0, 17) if child else _born(chance, day, 19, 80)
    first, last = _window(day, 3)
    paid = {"value": _money(income), "starts_on": first.isoformat(), "ends_on": last.isoformat()}
    left = chance.choice(("occupied", "active_hostilities", "hostilities_ended", "elsewhere"))
    destroyed, registered = chance.random() < 0.2, chance.random() < 0.9
    group = "" if chance.random() < 0.8 else "child" if child else chance.choice(list(GROUPS))
    works = chance.random() < 0.8
    away = chance.choice((0, 0, 0, 30, 31))
    person: dict[str, Any] = {
        "date_of_birth": born.isoformat(), "wages": [], "other_income": [paid], "displaced_from": left,
        "home_destroyed": destroyed, "idp_registered": [{"value": True}] if registered else [],
        "occupation": [{"value": "employment"}] if works else [],
    }  # fmt: skip
    if group:
        person["disability"] = [{"value": group}]
    if away:
        person["abroad"] = [{"value": True, "starts_on": (day - timedelta(days=away - 1)).isoformat()}]
    ground = registered and (destroyed or left in ("occupied", "active_hostilities"))
    idle = not works and not group and 18 <= _age(born, day) < 60
    part = 3000 if _age(born, day.replace(day=1)) < 18 or group else 2000
    spared = group in ("group_1", "group_2") or (child and bool(group))
    return person, part if ground and not idle and away != 31 else 0, ground, spared


def test_displaced_persons_equal_the_reference() -> None:
    chance = random.Random(332)
    for _ in range(300):
        day, extension = _day(chance, 2024), chance.random() < 0.5
        number = chance.randint(1, 6)
        limit = 4 * LOST[day.year] * number * 3
        income = Fraction(limit * 100 + chance.choice((-1, 0, 1, 1_000_000, -1_000_000)), 100)
        rows = [_displaced(chance, day, income if place == 0 else Fraction(0)) for place in range(number)]
        document = {
            "claimant": "p0",
            "persons": {f"p{place}": row[0] for place, row in enumerate(rows)},
            "relationships": [{"of": f"p{place}", "to": "p0", "kind": "family_member"} for place in range(1, number)],
            "declared": {"deposits": "0", "extension": extension},
        }
        within = not extension or income <= limit
        parts = [part if within or spared else 0 for _, part, _, spared in rows]
        eligible = (
            bool(rows[0][0]["idp_registered"])
            and any(ground for _, _, ground, _ in rows)
            and any(part for _, part, _, _ in rows)
            and (within or any(spared and part for _, part, _, spared in rows))
        )

        assert _found(document, "UA-IDP", day) == _expected(Fraction(sum(parts)), eligible=eligible), document


def test_wards_equal_the_reference() -> None:
    chance = random.Random(1751)
    for _ in range(250):
        day = _day(chance, 2023)
        first = day.replace(day=1)
        persons: dict[str, Any] = {"p0": {"date_of_birth": "1970-01-01"}}
        total, wards = Fraction(0), 0
        for number in range(1, chance.randint(2, 6)):
            born, disabled = _born(chance, day, 0, 19), chance.random() < 0.3
            received = [Fraction(chance.choice((0, chance.randrange(0, 700_000))), 100) for _ in range(3)]
            persons[f"p{number}"] = {
                "date_of_birth": born.isoformat(),
                "disability": [{"value": "child"}] if disabled else [],
                "monthly_pension": _money(received[0]),
                "monthly_alimony": _money(received[1]),
                "monthly_stipend": _money(received[2]),
            }
            if (first.year - born.year) * 12 + first.month - born.month <= 18 * 12:
                wards += 1
                minimum = CHILD[day.year][_age(born, first) >= 6]
                total += max((Fraction(7, 2) if disabled else Fraction(5, 2)) * minimum - sum(received), Fraction(0))
        ties = [{"of": "p0", "to": key, "kind": "guardian"} for key in persons if key != "p0"]
        document = {"claimant": "p0", "persons": persons, "relationships": ties}

        assert _found(document, "UA-GUARD", day) == _expected(total, eligible=wards > 0), document


def test_persons_without_pension_equal_the_reference() -> None:
    chance = random.Random(1727)
    for _ in range(300):
        day = _day(chance, 2023)
        first, lost = day.replace(day=1), LOST[day.year]
        born, group = _born(chance, day, 55, 75), chance.choice(("", "", *GROUPS))
        right, pensioner = chance.random() < 0.3, chance.random() < 0.2
        income = Fraction(lost * 600 + chance.choice((-600, -1, 0, 1, 600)), 100)
        start, end = _window(day, 6)
        paid = {"value": _money(income), "starts_on": start.isoformat(), "ends_on": end.isoformat()}
        persons: dict[str, Any] = {
            "p0": {
                "date_of_birth": born.isoformat(), "wages": [], "other_income": [paid], "pension_right": right,
                "disability": [{"value": group}] if group else [],
                "pensioner": [{"value": True}] if pensioner else [],
            }
        }  # fmt: skip
        orphans = chance.choice((0, 0, 1, 2, 3, 5))
        for number in range(1, orphans + 1):
            child = _born(chance, day, 0, 16)
            persons[f"p{number}"] = {"date_of_birth": child.isoformat(), "breadwinner_died_without_record": True}
        first_group = group == "group_1" and not pensioner
        lesser = group in ("group_2", "group_3") and not right
        aged = _age(born, first) >= 65 and not right
        poor = income / 6 <= lost
        own = GROUPS["group_1"] if first_group else Fraction(0)
        if not first_group and poor:
            own = GROUPS[group] if lesser else Fraction(3, 10) if aged else Fraction(0)
        shared = {0: Fraction(0), 1: Fraction(1), 2: Fraction(12, 10)}.get(orphans, Fraction(15, 10))
        eligible = bool(first_group or lesser or aged or orphans) and bool(first_group or orphans or poor)
        ties = [{"of": "p0", "to": key, "kind": "guardian"} for key in persons if key != "p0"]
        document = {"claimant": "p0", "persons": persons, "relationships": ties}

        assert _found(document, "UA-NOPEN", day) == _expected(lost * (own + shared), eligible=eligible), document
