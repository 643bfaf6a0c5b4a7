"""What each function of the law language gives, on a household and by hand."""

from pathlib import Path
from typing import Any

import pytest

from tests.rules.laws import family, value_of

YEAR = {"starts_on": "2025-01-01", "ends_on": "2025-12-31"}
CLAIMANT: dict[str, Any] = {
    "wage": "80.01",
    "days_worked": 100,
    "part": "1/3",
    "fit": True,
    "status": "union",
    "income": [
        {"value": "1000.10", **YEAR, "item": "a"},
        {"value": "-200", **YEAR, "item": "b"},
        {"value": "7", "starts_on": "2024-01-01", "ends_on": "2024-12-31"},
        {"value": "5", "starts_on": "2023-07-01", "ends_on": "2024-06-30"},
    ],
    "resident": [
        {"value": True, "starts_on": "2020-01-01", "ends_on": "2020-06-30"},
        {"value": True, "starts_on": "2020-07-01", "ends_on": "2025-03-10"},
        {"value": False, "starts_on": "2025-03-11", "ends_on": "2025-12-31"},
        {"value": True, "starts_on": "2026-01-01"},
    ],
    "jobs": [
        {"value": "full", "starts_on": "2025-01-01", "ends_on": "2025-01-31"},
        {"value": "half", "starts_on": "2025-01-15", "ends_on": "2025-02-28"},
    ],
}
EUR = "EUR"
CASES: dict[str, tuple[str, Any]] = {
    "total": ("total(claimant.income, calendar_year(2025))", {"amount": "800.10", "currency": EUR}),
    "total by start": (
        "total(claimant.income, calendar_year(2023), crossing=BY_START)",
        {"amount": "5.00", "currency": EUR},
    ),
    "total by end": (
        "total(claimant.income, calendar_year(2024), crossing=BY_END)",
        {"amount": "12.00", "currency": EUR},
    ),
    "count": ("count(claimant.jobs, calendar_year(2025))", 2),
    "count by start": ("count(claimant.jobs, window(day(2025, 1, 10), day(2025, 1, 20)), crossing=BY_START)", 1),
    "count by end": ("count(claimant.jobs, window(day(2025, 1, 10), day(2025, 1, 20)), crossing=BY_END)", 0),
    "days, each once": ("days(claimant.jobs, calendar_year(2025))", 59),
    "days of a choice": ('days(claimant.jobs, calendar_year(2025), value="half")', 45),
    "days, none asked for": ("days(claimant.jobs, calendar_year(2024))", 0),
    "months": ("months(claimant.jobs, calendar_year(2025))", 2),
    "covered": ("covered(claimant.resident, window(day(2020, 1, 1), day(2025, 3, 10)))", True),
    "not covered": ("covered(claimant.resident, window(day(2020, 1, 1), day(2025, 3, 11)))", False),
    "held": ("held(claimant.resident, day(2020, 7, 1))", True),
    "no is no cover": ("held(claimant.resident, day(2025, 4, 1))", False),
    "since": ("since(claimant.resident, day(2021, 1, 1))", "2020-01-01"),
    "first day": ("first_day(claimant.jobs, calendar_year(2025))", "2025-01-01"),
    "last day": ("last_day(claimant.jobs, calendar_year(2025))", "2025-02-28"),
    "value on": ('value_on(claimant.jobs, day(2025, 2, 1)) == "half"', True),
    "age": ("age(claimant.date_of_birth, day(2026, 5, 4))", 35),
    "age on the birthday": ("age(claimant.date_of_birth, day(2026, 5, 5))", 36),
    "age of 29 February": ("age(day(2008, 2, 29), day(2026, 2, 28))", 17),
    "age of 29 February, the other way": ("age(day(2008, 2, 29), day(2026, 2, 28), leap=FEBRUARY_28)", 18),
    "months between": ("months_between(day(2025, 1, 31), day(2025, 2, 28))", 1),
    "days between": ("days_between(day(2025, 1, 1), day(2025, 3, 1))", 59),
    "add months": ("add_months(day(2025, 8, 31), 6)", "2026-02-28"),
    "add years": ("add_years(day(2024, 2, 29), 1)", "2025-02-28"),
    "add days": ("add_days(day(2025, 12, 31), 1)", "2026-01-01"),
    "day past the month": ("day(2025, 2, 31)", "2025-02-28"),
    "quarter": ("calendar_quarter(day(2025, 5, 5)).first", "2025-04-01"),
    "month": ("calendar_month(day(2024, 2, 5)).last", "2024-02-29"),
    "days in a year": ("calendar_year(2024).days", 366),
    "months before": ("months_before(day(2026, 3, 31), 1).first", "2026-02-28"),
    "years before ends the day before": ("years_before(day(2026, 3, 31), 10).last", "2026-03-30"),
    "days before": ("days_before(day(2026, 3, 1), 28).days", 28),
    "year and month": ("year_of(day(2026, 3, 1)) * 100 + month_of(day(2026, 3, 1))", 202603),
    "half up": ("round_half_up(claimant.wage / 2, to=CENT)", {"amount": "40.01", "currency": EUR}),
    "half even": ("round_half_even(claimant.wage / 2, to=CENT)", {"amount": "40.00", "currency": EUR}),
    "half up of a loss": ("round_half_up(-claimant.wage / 2, to=CENT)", {"amount": "-40.01", "currency": EUR}),
    "floor of a loss": ("round_floor(-claimant.wage / 2, to=UNIT)", {"amount": "-41.00", "currency": EUR}),
    "to five cents": ('round_up(claimant.wage, to="0.05")', {"amount": "80.05", "currency": EUR}),
    "rate to 0.01": ('round_half_up(claimant.part, to="0.01")', "0.33"),
    "count of a rate": ("round_down(claimant.part * 100, to=1)", 33),
    "clip": ("clip(claimant.days_worked, 1, 36)", 36),
    "abs": ("abs(0 - claimant.days_worked)", 100),
    "min of several": ("min(3, 1, 2)", 1),
    "per": ("per(YEAR, claimant.wage * 52)", {"amount": "4160.52", "currency": EUR}),
    "rate of money": ('round_half_up(claimant.wage / p.sound.base, to="0.01")', "6.48"),
    "guarded division": (
        "round_half_up(claimant.wage / claimant.days_worked, to=CENT) if claimant.days_worked > 0 else 0",
        {"amount": "0.80", "currency": EUR},
    ),
    "bracket at its end": ("bracket(p.sound.bands, 36)", "0.6"),
    "bracket above": ("bracket(p.sound.bands, 37)", "0.55"),
    "marginal": (
        "round_half_up(marginal(p.sound.steps, claimant.wage * 2), to=CENT)",
        {"amount": "25.01", "currency": EUR},
    ),
    "entry": ("entry(p.sound.by_order, 1)", {"amount": "5.00", "currency": EUR}),
    "entry and above": ("entry(p.sound.by_order, 9)", {"amount": "7.00", "currency": EUR}),
    "bands": ("sum(band.part for band in bands(claimant.days_worked, p.sound.bands))", 96),
    "bands by rate": ("round_half_up(sum(band.value * band.part for band in bands(40, p.sound.bands)), to=1)", 24),
    "among": ('claimant.status in ("citizen", "union")', True),
    "not among": ('claimant.status not in ("citizen", "other")', True),
    "among a parameter": ("claimant.status in p.sound.states", True),
    "chained": ("1 < 2 < 2", False),
    "known": ("known(claimant.wage)", True),
    "not": ("not claimant.fit", False),
}


@pytest.mark.parametrize(("expression", "expected"), CASES.values(), ids=list(CASES))
def test_function_gives(tmp_path: Path, expression: str, expected: Any) -> None:
    assert value_of(tmp_path, f"return {expression}", family(CLAIMANT)) == expected


UNIT_CASES: dict[str, tuple[str, str, Any]] = {
    "count": ("children, on", "count(child for child in children if age(child.date_of_birth, on) < 10)", 1),
    "sum": ("children", "sum(child.place_at_table for child in children)", 5),
    "first": (
        "children",
        "first((child.date_of_birth for child in children if child.place_at_table > 2), day(2000, 1, 1))",
        "2017-01-01",
    ),
    "first of none": ("partner", "first((one.date_of_birth for one in partner), day(2000, 1, 1))", "2000-01-01"),
    "least": ("everybody", "min_of((one.date_of_birth for one in everybody), day(2000, 1, 1))", "1990-05-05"),
    "most": ("everybody", "max_of((one.place_at_table for one in everybody), 0)", 3),
    "all of none": ("partner", "all(one.fit for one in partner)", True),
    "any of none": ("partner", "any(one.fit for one in partner)", False),
    "weeks": ("period", "count(week for week in weeks(period, 13) if week.number > 10)", 3),
    "start of a week": (
        "period",
        "first((week.first for week in weeks(period, 13) if week.number == 2), day(2000, 1, 1))",
        "2026-02-09",
    ),
    "months of a window": (
        "on",
        "count(month for month in months_of(window(day(2025, 1, 15), on)) if month.days > 29)",
        11,
    ),
    "days of a window": ("period", "count(one for one in days_of(period) if one.first > period.first)", 6),
    "rooms of the dwelling": ("rooms", "rooms + 1", 4),
}


@pytest.mark.parametrize(("arguments", "expression", "expected"), UNIT_CASES.values(), ids=list(UNIT_CASES))
def test_loop_gives(tmp_path: Path, arguments: str, expression: str, expected: Any) -> None:
    dwellings = {"home": {"rooms": 3, "residents": [{"person": "anna", "kind": "owner"}]}}

    assert (
        value_of(tmp_path, f"return {expression}", family(more={"dwellings": dwellings}), arguments=arguments)
        == expected
    )


def test_series_given_as_plain_value_holds_always(tmp_path: Path) -> None:
    situation = family({"income": "12.50", "resident": True})

    assert value_of(tmp_path, "return total(claimant.income, calendar_year(1999))", situation) == {
        "amount": "12.50", "currency": EUR,
    }  # fmt: skip
    assert value_of(tmp_path, "return covered(claimant.resident, calendar_year(1999))", situation) is True


def test_branches_merge_what_they_assign(tmp_path: Path) -> None:
    body = (
        "if claimant.fit:\n        x = 1\n    elif claimant.days_worked > 10:\n        x = 2\n"
        "    else:\n        x = 3\n    y = x * 10\n    return y"
    )

    assert value_of(tmp_path, body, family({"fit": False, "days_worked": 11})) == 20


def test_early_return_leaves_the_rest(tmp_path: Path) -> None:
    body = (
        "if claimant.fit:\n        return 1\n    rest = claimant.days_worked\n"
        "    if rest == 0:\n        return 0\n    return round_half_up(100 / rest, to=1)"
    )

    assert value_of(tmp_path, body, family({"fit": False, "days_worked": 3})) == 33
