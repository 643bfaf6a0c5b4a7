"""Every back end there is, under one interface; the interpreter beside them, from situations."""

import importlib
from collections.abc import Callable, Iterable
from datetime import date

from janua.config.countries import COUNTRIES
from janua.pack.country import Country
from janua.rules import AmountKind, ExceptionConflict, Law, Outcome, Situation, assess
from janua.rules.batch.duckdb_run import run_duckdb
from janua.rules.batch.plain import run_plain
from janua.rules.batch.results import Results
from janua.rules.columns import Tables
from janua.values import Period, PeriodUnit

BackEnd = Callable[[Law, Tables, date, Period], Results]
Row = tuple[int, int | None, int, int, int]

PLAIN: dict[str, BackEnd] = {"generated Python": run_plain}
SQL: dict[str, BackEnd] = {"SQL on DuckDB": run_duckdb}
EVERY: dict[str, BackEnd] = {**PLAIN, **SQL}


def country(code: str) -> Country:
    found = importlib.import_module(COUNTRIES[code].module).COUNTRY
    assert isinstance(found, Country)
    return found


def period_of(law: Law, programme: str, on: date) -> Period:
    unit = law.programme(programme).period
    return Period(on, on) if unit is PeriodUnit.ONCE else Period.of(unit, on)


def rows_of(results: Results) -> dict[int, Row]:
    """unit → outcome, amount, kind of amount, failed conditions, whether something is missing."""
    columns = (results.outcome, results.amount, results.amount_kind, results.failed, results.missing)
    return dict(zip(results.unit, zip(*columns, strict=True), strict=True))


def interpreted(law: Law, programme: str, situations: Iterable[tuple[int, Situation]], on: date) -> dict[int, Row]:
    """The same from the interpreter."""
    return {number: _row(law, programme, situation, on) for number, situation in situations}


def _row(law: Law, programme: str, situation: Situation, on: date) -> Row:
    try:
        found = assess(law, situation, programme, on, trace=False)
    except ExceptionConflict:
        return 5, None, 2, 0, 0
    failed = sum((condition.met is False) << bit for bit, condition in enumerate(found.conditions))
    kind = list(AmountKind).index(found.amount_kind)
    return list(Outcome).index(found.outcome), found.amount, kind, failed, int(bool(found.missing))
