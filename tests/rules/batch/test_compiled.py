"""Every kind of node of the lowered form, compiled: it answers as generated Python and as the interpreter."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from janua.rules import Law, Situation
from janua.rules.batch.compiled import run_compiled
from janua.rules.batch.plain import run_plain
from janua.rules.columns import tables_of
from janua.values import Period, PeriodUnit
from tests.rules import laws
from tests.rules.batch.agreeing import interpreted

ON = laws.ON
RULES = {
    "calendar": "months_between(claimant.date_of_birth, on) + age(claimant.date_of_birth, on, leap=FEBRUARY_28)",
    "days": "days_between(add_months(claimant.date_of_birth, 13), add_years(on, -3)) + year_of(on) * month_of(on)",
    "windows": "window(add_days(on, -40), day(2026, 2, 30)).days + days_before(on, 5).days + years_before(on, 2).days",
    "quarters": "days_between(calendar_quarter(on).first, calendar_month(on).last) + calendar_year(2025).days",
    "worked": "total(claimant.income, calendar_year(2025), crossing=BY_END)",
    "touched": "count(claimant.income, months_before(on, 7))",
    "begun": "count(claimant.income, calendar_year(2025), crossing=BY_START)",
    "resided": "days(claimant.resident, years_before(on, 3)) + months(claimant.resident, years_before(on, 3))",
    "first_edge": "days_between(first_day(claimant.resident, years_before(on, 3)), on)",
    "last_edge": "days_between(last_day(claimant.resident, days_before(on, 900)), on)",
    "stayed": "days_between(since(claimant.resident, on), on) if held(claimant.resident, on) else -1",
    "throughout": "1 if covered(claimant.resident, period) else 0",
    "jobs_held": "1 if held(claimant.jobs, on, value=('full', 'half')) else 0",
    "listed": "1 if claimant.status in p.sound.states and claimant.status != 'union' else 0",
    "wage_then": "value_on(claimant.wage, add_days(on, -30))",
    "spread": "sum(band.part * band.number for band in bands(claimant.days_worked, p.sound.bands))",
    "banded": "round_half_even(marginal(p.sound.steps, claimant.wage), to=CENT)",
    "looked_up": "entry(p.sound.by_order, count(child for child in children))",
    "bracketed": "round_up(bracket(p.sound.bands, claimant.days_worked) * 100, to=1)",
    "weekly": "sum(week.number for week in weeks(period, 3) if held(claimant.resident, week.first))",
    "monthly": "count(month for month in months_of(window(claimant.date_of_birth, on)) if month.number > 3)",
    "daily": "count(one for one in days_of(days_before(on, 30)) if held(claimant.resident, one.first))",
    "least": "min_of((child.place_at_table for child in children if child.place_at_table > 2), 99)",
    "first_seat": "first((one.place_at_table for one in everybody if one.wage > 50 * 0), 7)",
    "wide": "round_half_up(claimant.wage * claimant.part * claimant.part * 12345 / 7, to=CENT)",
    "wide_down": "round_down(claimant.wage * claimant.part * claimant.part * -12345 / 11, to=CENT)",
    "quotient": "round_floor(claimant.wage * 1000 / max(claimant.days_worked, 1), to=CENT)",
    "seen": "1 if known(claimant.wage) and known(claimant.income) else 0",
}
HEAD = """
@rule("Act", of=PERSON)
def own_part(everybody, p):
    return share(p.sound.base, (one.place_at_table for one in everybody))


@condition("Act")
def is_shared(everybody):
    return sum(one.own_part for one in everybody) >= 0


@rule("Act")
def by_birth(started_by):
    return started_by == "birth"


@rule("Act")
def is_rich(claimant, p):
    return claimant.wage > p.sound.limit


@rule("Act")
def step(p):
    return p.sound.base


@exception_to(step, when=by_birth, citation="Act")
def step_of_birth(p):
    return p.sound.base * 2


@exception_to(step, when=is_rich, citation="Act")
def step_of_the_rich(p):
    return p.sound.base * 3


@condition("Act", if_not=BOARD_DECIDES)
def is_fit(claimant, partner):
    return any_of(claimant.fit, any(one.fit for one in partner))


@amount("Act")
def payment(step, rooms):
    return up_to(step) if rooms > 3 else step
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    texts = [
        f'@rule("Act")\ndef {name}(claimant, partner, children, everybody, on, period, p):\n    return {body}\n'
        for name, body in RULES.items()
    ]
    texts = [text.replace("> 50 * 0", "> p.sound.base") for text in texts]
    return laws.law_of(tmp_path_factory.mktemp("law"), "\n\n".join([HEAD, *texts]))


def _spells(chance: random.Random, values: Sequence[str | bool | None]) -> list[dict[str, Any]]:
    found = []
    for _ in range(chance.randint(0, 4)):
        starts = date(2021, 1, 1) + timedelta(days=chance.randrange(2000))
        entry: dict[str, Any] = {"value": chance.choice(values)}
        if chance.random() < 0.9:
            entry["starts_on"] = starts.isoformat()
        if chance.random() < 0.8:
            entry["ends_on"] = (starts + timedelta(days=chance.choice([0, 6, 30, 364, 1500]))).isoformat()
        if "starts_on" in entry or "ends_on" not in entry:
            found.append(entry)
    return found


def _person(chance: random.Random) -> dict[str, Any]:
    return {
        "date_of_birth": chance.choice(["2004-02-29", "1990-05-05", "1961-12-31", "2026-02-03"]),
        "wage": chance.choice(["0", "80", "100.50", "100.51", "999999999.99", "-12.34", "0.01", None]),
        "income": chance.choice([None, _spells(chance, ["10", "-3.33", None]), _spells(chance, ["7"])]),
        "resident": chance.choice(
            [None, *(_spells(chance, values) for values in ([True], [True], [True, False], [None, True]))]
        ),
        "jobs": _spells(chance, ["full", "half"]),
        "days_worked": chance.choice([0, 36, 37, 96, 97, 5]),
        "part": chance.choice(["1/3", "0.145", "0", "1"]),
        "fit": chance.choice([True, False, None]),
        "status": chance.choice(["citizen", "union", "other"]),
    }


def _family(chance: random.Random) -> Situation:
    more: dict[str, Any] = {}
    if chance.random() < 0.7:
        more["declared"] = {"started_by": chance.choice(["birth", "application"])}
    if chance.random() < 0.8:
        residents = [{"person": "anna", "kind": "registered"}]
        more["dwellings"] = {"home": {"rooms": chance.choice([1, 3, 4, None]), "residents": residents}}
    words = {"partner": _person(chance)} if chance.random() < 0.5 else {}
    return laws.family(_person(chance), children=chance.randint(0, 11), more=more, **words)


@pytest.mark.long
def test_compiled_law_answers_as_the_interpreter_and_generated_python(law: Law, tmp_path: Path) -> None:
    chance = random.Random(41)
    situations = [_family(chance) for _ in range(150)]
    outputs = tuple(f"sound.{name}" for name in RULES)
    tables = tables_of(law, "P", enumerate(situations), ON, outputs=outputs)
    period = Period.of(PeriodUnit.WEEK, ON)

    compiled = run_compiled(law, tables, ON, period, tmp_path, outputs=outputs)
    plain = run_plain(law, tables, ON, period, outputs=outputs)

    assert compiled == plain
    found = zip(compiled.outcome, compiled.amount, compiled.amount_kind, compiled.failed, compiled.missing, strict=True)
    assert list(found) == [interpreted(law, situation, "P", ON) for situation in situations]
    assert {0, 3, 4, 5} <= set(compiled.outcome)
    assert {0, 1, 2} <= set(compiled.amount_kind)
    for name, values in compiled.of_units.items():
        assert len(set(values) - {None}) > 1 or name in ("sound.windows", "sound.quarters"), name


def test_compiled_programme_is_found_again(law: Law, tmp_path: Path) -> None:
    tables = tables_of(law, "P", [(1, laws.family(children=1))], ON)
    period = Period.of(PeriodUnit.WEEK, ON)

    first = run_compiled(law, tables, ON, period, tmp_path)
    (written,) = tmp_path.glob("law_*.py")
    at = written.stat().st_mtime_ns
    again = run_compiled(law, tables, ON, period, tmp_path)

    assert (first, written.stat().st_mtime_ns) == (again, at)
