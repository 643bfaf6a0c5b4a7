"""What a text leaves out: what the columns are known to hold need not be asked, and answers stay the same."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.law_world import ON, PROGRAMME, draw, reference_law
from janua.rules.batch.duckdb_run import filled_in_files, run_duckdb
from janua.rules.batch.files import Population, writer_of
from janua.rules.batch.plain import run_plain
from janua.rules.batch.results import Results
from janua.rules.columns import Tables, layout_of
from janua.rules.sql import Filled, query
from janua.rules.sql.relations import Column, Falling, Names, Relation
from janua.rules.works import ON_CALENDAR
from janua.values import Period, PeriodUnit

MONTH = Period.of(PeriodUnit.MONTH, ON)


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Population:
    return Population(*draw(3_000, tmp_path_factory.mktemp("population")))


@pytest.fixture(scope="module")
def tables(population: Population) -> Tables:
    units, members = (pq.read_table(path).to_pydict() for path in (population.units, population.members))
    return Tables(layout_of(reference_law(), PROGRAMME), units, members)


def text_for(filled: Filled) -> str:
    return query(reference_law(), PROGRAMME, ON, period=MONTH, parameter_day=ON, filled=filled).text


def rows_of(results: Results) -> list[tuple[Any, ...]]:
    columns = (results.unit, results.outcome, results.amount, results.amount_kind, results.failed, results.missing)
    return list(zip(*columns, strict=True))


def test_text_goes_through_the_persons_once(population: Population) -> None:
    text = text_for(filled_in_files(population, whole=True))

    assert (text.count("FROM members s"), text.count("JOIN members"), text.count("GROUP BY")) == (1, 0, 1)


def test_text_asks_for_what_may_be_missing_only(population: Population) -> None:
    known, unknown = text_for(filled_in_files(population, whole=True)), text_for(Filled())

    assert known.count("IS NULL") == 1  # there is no amount where nothing is paid
    assert unknown.count("IS NULL") > 10


def test_text_compares_days_of_birth_instead_of_counting_years(population: Population) -> None:
    assert "year(" not in text_for(filled_in_files(population, whole=True))


def test_answers_are_the_same_whatever_is_known(tables: Tables) -> None:
    law = reference_law()
    known = run_duckdb(law, tables, ON, MONTH)
    paid = [unit for unit, outcome in zip(known.unit, known.outcome, strict=True) if outcome == 0][:2]
    with_gaps = replace(tables, members={name: list(column) for name, column in tables.members.items()})
    with_gaps.members["fact_date_of_birth"][tables.members["unit"].index(paid[0])] = None
    with_gaps.members["fact_wage"][tables.members["unit"].index(paid[1])] = None

    gaps = run_duckdb(law, with_gaps, ON, MONTH)

    assert known == run_plain(law, tables, ON, MONTH)
    assert gaps == run_plain(law, with_gaps, ON, MONTH)
    assert [unit for unit, missing in zip(gaps.unit, gaps.missing, strict=True) if missing] == paid
    assert [a[0] for a, b in zip(rows_of(known), rows_of(gaps), strict=True) if a != b] == paid


def test_files_tell_of_columns_in_which_nothing_is_missing(tmp_path: Path) -> None:
    table = pa.table({"unit": [1, 2], "whole": [3, 4], "gap": [None, 5]})
    paths = {told: tmp_path / f"{told}.parquet" for told in (True, False)}
    for told, path in paths.items():
        with writer_of(path, table.schema, told=told) as writer:
            for row in (0, 1):
                writer.write_table(table.slice(row, 1).cast(writer.schema))

    found = {told: filled_in_files(Population(path, path), whole=False).columns for told, path in paths.items()}

    assert found[True] == {"units": {"unit", "whole"}, "members": {"unit", "whole"}}
    assert found[False] == {"units": {"unit"}, "members": {"unit"}}


@pytest.mark.parametrize("function", ["age", "age_leap_28", "months_between"])
@pytest.mark.parametrize("day", [date(2026, 2, 3), date(2026, 2, 28), date(2024, 2, 29), date(2025, 3, 31)])
def test_last_day_divides_the_days_where_the_number_falls(function: str, day: date) -> None:
    work = partial(_work, function, day.toordinal())
    birth = Column("born", Relation(Names(), "persons"))
    falling = Falling(birth, day.toordinal() - 1_600, day.toordinal() + 400, work)
    numbers = {day: work(day) for day in range(falling.low, falling.high + 1)}

    for least in range(min(numbers.values()) - 1, max(numbers.values()) + 2):
        reached = [day for day, number in numbers.items() if number >= least]
        assert reached == list(range(falling.low, falling.last_day(least) + 1))


def _work(function: str, day: int, birth: int) -> int:
    return int(ON_CALENDAR[function](birth, day))
