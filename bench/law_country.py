"""A country's own law on its fictional population: every programme through the compiled law, beside the interpreter."""

import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench.results import Result
from janua.config.countries import COUNTRIES
from janua.rules import AmountKind, Outcome, Situation, assess
from janua.rules.assessment import Days
from janua.rules.batch.files import write_population
from janua.rules.batch.stream import Results, Run, run_files
from janua.rules.columns import Column, Tables, tables_of

USUAL, BESIDE = 2_000, 200
MEASURED = 200_000  # persons of one programme's unit in the files that are measured
ON = date(2026, 2, 1)
_OUTCOMES, _KINDS = list(Outcome), list(AmountKind)


def run(code: str, persons: int, folder: Path) -> list[Result]:
    """Persons for a second of processor time over all programmes, and units that the interpreter answers otherwise."""
    country = import_module(COUNTRIES[code].module).COUNTRY
    draw = getattr(import_module(f"demo.population.{code}.population"), "draw_situations", None)
    if draw is None:
        raise SystemExit(f"the fictional population of {code} draws no situations: draw_situations(seed=…, people=…)")
    situations = [country.situation(document) for document in draw(seed=1, people=persons)]
    living = sum(len(situation.persons) for situation in situations)
    spent, differing = 0.0, 0
    for programme in country.law.programmes:
        seconds, wrong = _programme(country, programme, situations, folder / programme)
        print(f"{programme:14} {living / seconds:12,.0f} persons/CPU s  {wrong} differing", file=sys.stderr)
        spent, differing = spent + seconds, differing + wrong
    rate = living * len(country.law.programmes) / spent
    return [
        Result(name=f"law-{code}", ours=rate, limit=1, bar=1, unit="persons/CPU s", runs=1, better="higher"),
        Result(name=f"law-{code}-differing", ours=differing, limit=1, bar=0, unit="units", runs=1),
    ]


def _programme(country: Any, programme: str, situations: list[Situation], folder: Path) -> tuple[float, int]:
    """Seconds of a run whose machine code is at hand, and how many of the first units differ from the interpreter."""
    law = country.law
    days = Days.of(law.programme(programme), situations[0], ON, None, None, None)
    population = write_population(_tables(country, programme, situations), folder)
    job = Run(law, programme, ON, days.period, folder.parent / "kernels")
    results = Results(folder / "results.parquet")
    run_files(job, population, results)
    began = time.process_time()
    counted = run_files(job, population, results)
    seconds = (time.process_time() - began) * len(situations) / counted.units
    found = pq.read_table(results.units).slice(0, BESIDE).to_pydict()
    rows = zip(found["outcome"], found["amount"], found["amount_kind"], found["missing"], strict=True)
    return seconds, sum(
        row != _interpreted(country, programme, situation) for row, situation in zip(rows, situations, strict=False)
    )


def _tables(country: Any, programme: str, situations: list[Situation]) -> Iterator[Tables]:
    """The situations in columns, again and again under new numbers until there are enough to measure."""
    once = tables_of(country.law, programme, enumerate(situations), ON)
    persons = len(once.members["unit"])
    for time_over in range(max(MEASURED // persons, 1)):
        first = time_over * len(situations)
        series = {name: _renumbered(part, first) for name, part in once.series.items()}
        yield Tables(once.layout, _renumbered(once.units, first), _renumbered(once.members, first), series)


def _renumbered(part: dict[str, Column], first: int) -> dict[str, Column]:
    return {**part, "unit": [first + (number or 0) for number in part["unit"]]}


def _interpreted(country: Any, programme: str, situation: Situation) -> tuple[int, int | None, int, int]:
    found = assess(country.law, situation, programme, ON, trace=False)
    kind = _KINDS.index(found.amount_kind)
    return _OUTCOMES.index(found.outcome), found.amount, kind, int(bool(found.missing))
