"""The SQL text on DuckDB: one programme for all units in the columns, each edition of the law by its own text."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from janua.rules.batch.files import Population, Seal
from janua.rules.batch.results import Results
from janua.rules.columns import Tables
from janua.rules.law import Law
from janua.rules.sql import BRIDGES, Dialect, Filled, Query, query
from janua.values import Period


def run_duckdb(law: Law, tables: Tables, on: date, period: Period, *, threads: int = 2) -> Results:
    """What `assess` says of every unit of the tables, worked out by DuckDB.

    on, period   as for `assess`
    Raises       NoSql where the law cannot be said in SQL
    """
    rows: list[tuple[Any, ...]] = []
    with duckdb.connect(":memory:", config={"threads": threads}) as connection:
        for bridge in BRIDGES[Dialect.DUCKDB]:
            connection.execute(bridge)
        for name, table in arrow_tables(tables).items():
            connection.register(name, table)
        for text, days in queries(law, tables, on, period):
            connection.execute(in_force(days))
            rows += connection.execute(text.text).fetchall()
    return results_of(rows)


def queries(law: Law, tables: Tables, on: date, period: Period) -> list[tuple[Query, list[int | None]]]:
    """A text for each edition of the law that the units' parameter days choose, with these days."""
    editions: dict[int, list[int | None]] = {}
    for day in sorted(set(tables.units["parameter_day"]), key=lambda one: one or 0):
        editions.setdefault(id(law.edition(_day(day, on), traced=False)), []).append(day)
    programme, filled = tables.layout.programme, filled_in(tables, whole=len(editions) == 1)
    return [
        (query(law, programme, on, period=period, parameter_day=_day(days[0], on), filled=filled), days)
        for days in editions.values()
    ]


def filled_in(tables: Tables, *, whole: bool) -> Filled:
    """Where nothing is missing in the columns.

    whole   as in `Filled`
    """
    series = {f"series_{name}": columns for name, columns in tables.series.items()}
    named = {"units": tables.units, "members": tables.members, **series}
    known = {
        table: frozenset(name for name, column in columns.items() if None not in column)
        for table, columns in named.items()
    }
    return Filled(known, whole)


def filled_in_files(population: Population, *, whole: bool) -> Filled:
    """The same of files, as their own footers tell it; a column that they tell nothing of may miss something."""
    paths = {"units": population.units, "members": population.members}
    paths |= {f"series_{name}": path for name, path in population.series.items()}
    return Filled({table: _filled_columns(path, population.seal) for table, path in paths.items()}, whole)


def _filled_columns(path: Path, seal: Seal | None) -> frozenset[str]:
    metadata = pq.read_metadata(path, decryption_properties=seal.for_reading() if seal else None)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    return frozenset(
        name
        for place, name in enumerate(metadata.schema.names)
        if all(_is_filled(group.column(place).statistics) for group in groups)
    )


def _is_filled(statistics: Any) -> bool:
    return statistics is not None and statistics.has_null_count and statistics.null_count == 0


def _day(parameter: int | None, on: date) -> date:
    return on if parameter is None else date.fromordinal(parameter)


def in_force(days: Iterable[int | None]) -> str:
    """The statement that says which units a text is about."""
    known = ", ".join(str(day) for day in days if day is not None)
    tests = [f"parameter_day IN ({known})"] if known else []
    if None in set(days):
        tests.append("parameter_day IS NULL")
    return f"CREATE OR REPLACE TEMPORARY VIEW units_in_force AS SELECT * FROM units WHERE {' OR '.join(tests)}"


def arrow_tables(tables: Tables) -> dict[str, pa.Table]:
    """The columns as tables of 64-bit numbers, by name."""
    series = {f"series_{name}": columns for name, columns in tables.series.items()}
    named = {"units": tables.units, "members": tables.members, **series}
    return {name: _arrow(columns) for name, columns in named.items()}


def _arrow(columns: Mapping[str, Any]) -> pa.Table:
    return pa.table({name: pa.array(column, pa.int64()) for name, column in columns.items()})


def results_of(rows: Iterable[tuple[Any, ...]]) -> Results:
    """The rows of the result, in the order of the units."""
    found = sorted([None if value is None else int(value) for value in row] for row in rows)
    unit, outcome, amount, kind, failed, missing = [list(column) for column in zip(*found, strict=True)] or [[]] * 6
    return Results(unit, outcome, amount, kind, failed, missing)
