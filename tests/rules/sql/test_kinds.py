"""Sums by kinds of persons: the same answers as person by person, whatever is not known."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from janua.rules import Law
from janua.rules.batch.duckdb_run import queries, run_duckdb
from janua.rules.batch.plain import run_plain
from janua.rules.columns import Column, Tables, layout_of
from janua.values import Period, PeriodUnit
from tests.rules.laws import ON, law_of

UNITS = 400
RULES = """
@rule("Act", of=PERSON)
def is_small(date_of_birth, on):
    return age(date_of_birth, on) < 6


@rule("Act", of=PERSON)
def counts(fit, status):
    return fit or status != "other"


@rule("Act")
def together(everybody):
    return sum(one.wage for one in everybody)


@rule("Act", of=PERSON)
def piece(is_small, fit, status, wage, together, p):
    less = round_half_up(together / 10, to=CENT, place="tenth")
    if is_small:
        return max(p.sound.base - less, 0)
    if fit:
        return 0
    if status == "citizen":
        return {citizen}
    return p.sound.limit if together > p.sound.limit else p.sound.base


@amount("Act")
def payment(children):
    return {total}
"""
BY_KIND = 'round_half_up(together / 7, to=CENT, place="seventh")'
BY_PERSON = "max(wage, together)"
EVERY_ONE = "sum(child.piece for child in children)"
SOME = "sum(child.piece for child in children if child.counts)"
BY_KINDS = RULES.format(citizen=BY_KIND, total=SOME)


def drawn(law: Law, on: date, *, gaps: bool) -> Tables:
    """Households of none to five, children among them; with gaps, one value in six is not known."""
    chance = random.Random(7)
    layout = layout_of(law, "P")
    rows = [(unit, member) for unit in range(UNITS) for member in range(chance.choice((0, 1, 2, 3, 3, 5)))]
    values = {
        "date_of_birth": lambda: on.toordinal() - chance.choice((6 * 365 + 1, 6 * 365 + 2, 800, 12_000)),
        "wage": lambda: chance.choice((0, 0, 1, 5_025, 10_050, 10_051, chance.randrange(30_000))),
        "fit": lambda: chance.randrange(2),
        "status": lambda: chance.randrange(3),
    }

    def filled(name: str) -> Column:
        return [None if gaps and chance.random() < 0.16 else values[name]() for _ in rows]

    child = [member - 1 if member and chance.random() < 0.9 else None for _, member in rows]
    members: dict[str, Column] = {"unit": [unit for unit, _ in rows], "member": [member for _, member in rows]}
    members |= {f"role_{role}": [member for _, member in rows] for role in layout.roles}
    members |= {"role_children": child, **{f"fact_{one.name}": filled(one.name) for one in layout.of_members}}
    of_each: list[int] = [sum(1 for unit, _ in rows if unit == one) for one in range(UNITS)]
    units: dict[str, Any] = {"unit": list(range(UNITS)), "members": of_each, "event_on": [None] * UNITS}
    units |= {name: [on.toordinal()] * UNITS for name in ("parameter_day", "applied_on")}
    return Tables(layout, units, members)


@pytest.mark.parametrize("on", [ON, date(2027, 3, 1)])  # from 2027 on one number has no value
@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize(
    ("citizen", "total", "groups"), [(BY_KIND, EVERY_ONE, 1), (BY_KIND, SOME, 1), (BY_PERSON, SOME, 2)]
)
def test_sums_by_kinds_agree_with_sums_by_person(
    tmp_path: Path, citizen: str, total: str, groups: int, gaps: bool, on: date
) -> None:
    law = law_of(tmp_path, RULES.format(citizen=citizen, total=total))
    tables, period = drawn(law, on, gaps=gaps), Period.of(PeriodUnit.WEEK, on)

    found = run_duckdb(law, tables, on, period)

    assert found == run_plain(law, tables, on, period)
    assert len(set(found.amount)) > 2  # some are not known, some are nothing
    ((text, _),) = queries(law, tables, on, period)
    assert text.text.count("GROUP BY") == groups
