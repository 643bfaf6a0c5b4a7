"""The law as generated plain Python: the printed programme run on columns, without compiling anything."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from janua.rules.batch.arrays import Arrays, Rows, opened
from janua.rules.batch.numbers import Overlay, numbers_of
from janua.rules.batch.programme import RESULTS, Printed, print_programme
from janua.rules.batch.results import Results
from janua.rules.batch.words import NA
from janua.rules.columns import Tables
from janua.rules.law import Law
from janua.values import Period


@lru_cache(maxsize=64)
def _printed(law: Law, programme: str, day: date, outputs: tuple[str, ...]) -> tuple[Printed, Callable[..., None]]:
    printed = print_programme(law, programme, day, compiled=False, outputs=outputs)
    space: dict[str, Any] = {}
    exec(compile(printed.text, f"<{programme} on {day}>", "exec"), space)  # noqa: S102 - our own text, of law that is checked
    return printed, space["run"]


def run_plain(
    law: Law,
    tables: Tables,
    on: date,
    period: Period,
    *,
    outputs: tuple[str, ...] = (),
    overlay: Overlay | None = None,
) -> Results:
    """What `assess` says of every unit of the tables, worked out by generated Python.

    outputs   `<file>.<rule>` whose values are wanted too; the tables are made with the same
    overlay   numbers of a reform in the place of the law's
    """
    arrays = Arrays(tables, law, on)
    results: Rows = [[0] * arrays.units for _ in RESULTS]
    names: tuple[tuple[str, ...], tuple[str, ...]] = (), ()
    persons: Rows = [[NA] * arrays.members for _ in outputs]
    units: Rows = [[NA] * arrays.units for _ in outputs]
    for group, day in enumerate(arrays.days):
        printed, run = _printed(law, tables.layout.programme, day, outputs)
        names = printed.of_persons, printed.of_units
        _run(arrays, printed, run, given_days(on, period), overlay, group, (results, persons, units))
    outcome, amount, kind, failed, missing = results
    return Results(
        [number or 0 for number in tables.units["unit"]], outcome, opened(amount), kind, failed, missing,
        dict(zip(names[0], map(opened, persons), strict=False)), dict(zip(names[1], map(opened, units), strict=False)),
    )  # fmt: skip


def given_days(on: date, period: Period) -> tuple[int, int, int]:
    """The legal date, the first and the last day of the period, as numbers of the calendar."""
    ends = period.ends_on or period.starts_on
    return on.toordinal(), period.starts_on.toordinal(), ends.toordinal()


def _run(
    arrays: Arrays,
    printed: Printed,
    run: Callable[..., None],
    given: tuple[int, int, int],
    overlay: Overlay | None,
    group: int,
    into: tuple[Rows, Rows, Rows],
) -> None:
    """Work out the units of one group."""
    numbers = numbers_of(printed, overlay)
    kept: Rows = [[0] * printed.slots for _ in range(arrays.widest)]
    states: Rows = [[0] * printed.slots for _ in range(arrays.widest)]
    weights = [0] * (2 * printed.shares * arrays.widest)
    run(
        arrays.of_members, arrays.of_units, given, numbers.places, numbers.lows, numbers.highs, numbers.values,
        arrays.values, arrays.starts, arrays.ends, arrays.dated, arrays.offsets, kept, states, [0, 0],
        [0] * printed.singles, weights, arrays.widest, arrays.bounds, arrays.groups, group, *into,
    )  # fmt: skip
