"""One engine, one process: `python -m bench.law_engines ENGINE MEMBERS UNITS FOLDER` prints seconds and memory.

Each reads the population's files and writes its results as files, on two threads; loading and compiling come before.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from bench.baselines import law_sql
from bench.law_world import ATTRIBUTES, FOLDER, ON, OUTPUTS, PROGRAMME, household, reference_law
from janua.analytics.sealing import SnapshotSeal
from janua.rules import load_law
from janua.rules.batch.comparing import Sample, compare, warm_up
from janua.rules.batch.duckdb_run import filled_in_files
from janua.rules.batch.files import Population, writer_of
from janua.rules.batch.stream import Results, Run, run_files
from janua.rules.batch.what_if import what_if
from janua.rules.sql import BRIDGES, Dialect, query
from janua.values import Period, PeriodUnit

THREADS = 2
PERIOD = Period.of(PeriodUnit.MONTH, ON)
REFORM = {"income_support.standard": 98_000, "income_support.own_part": 30, "income_support.supplement_young": 11_000}
_AS_OVERLAY = """
standard:
  values: [{from: 2026-01-01, value: "980", citation: Reform, mark: A}]
own_part:
  values: [{from: 2026-01-01, value: "0.30", citation: Reform, mark: A}]
supplement_young:
  values: [{from: 2026-01-01, value: "110", citation: Reform, mark: A}]
"""
_POOR = ("income_support.household_income", "income_support.needs")

Work = Callable[[], dict[str, Any] | None]


def _database(population: Population) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": THREADS})
    for name, path in (("members", population.members), ("units", population.units)):
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
    connection.execute("CREATE VIEW units_in_force AS SELECT * FROM units")
    return connection


def copy(population: Population, folder: Path) -> Work:
    """The limit: the columns read and written again, nothing worked out."""
    connection = _database(population)

    def work() -> None:
        for name in ("members", "units"):
            connection.execute(f"COPY {name} TO '{folder / name}.parquet' (FORMAT parquet)")

    return work


def hand(population: Population, folder: Path) -> Work:
    """SQL by hand."""
    return _sql(population, folder / "hand.parquet", law_sql.UNITS)


def generated(population: Population, folder: Path) -> Work:
    """The law's own SQL."""
    filled = filled_in_files(population, whole=True)
    text = query(reference_law(), PROGRAMME, ON, period=PERIOD, parameter_day=ON, filled=filled).text
    return _sql(population, folder / "generated.parquet", text)


def _sql(population: Population, path: Path, text: str) -> Work:
    connection = _database(population)
    for bridge in BRIDGES[Dialect.DUCKDB]:
        connection.execute(bridge)

    def work() -> None:
        connection.execute(f"COPY ({text}) TO '{path}' (FORMAT parquet)")

    return work


def kernel(population: Population, folder: Path) -> Work:
    """The compiled law; results of units and of persons."""
    run = _run(folder, OUTPUTS)
    run_files(run, _small(population, folder), Results(folder / "warm.parquet", folder / "warm-persons.parquet"))

    def work() -> dict[str, Any]:
        counted = run_files(run, population, Results(folder / "kernel.parquet", folder / "kernel-persons.parquet"))
        return {"units": counted.units, "persons": counted.persons}

    return work


def reform(population: Population, folder: Path) -> Work:
    """What a reform of three numbers changes; its numbers come when the work begins."""
    now = _run(folder, _POOR)
    what_if(now, now, _small(population, folder))

    def work() -> dict[str, Any]:
        compared = what_if(now, _run(folder, _POOR, REFORM), population)
        return {"winners": compared.winners, "losers": compared.losers, "poor": compared.poor_persons_after}

    return work


def sealed(population: Population, folder: Path) -> Work:
    """The same reform over the sealed files of a snapshot, as `janua.analytics` compares laws; it is read as a law."""
    snapshot = _seal(population, folder / "snapshot")
    changed = folder / "reform"
    changed.mkdir(exist_ok=True)
    (changed / "income_support.yaml").write_text(_AS_OVERLAY, encoding="utf-8")
    new = load_law(FOLDER, attributes=ATTRIBUTES, units=(household,), overlay=changed)
    warm_up(reference_law(), PROGRAMME, [ON], on=ON, period=PERIOD, cache=folder / "kernels")

    def work() -> dict[str, Any]:
        sample = Sample(PROGRAMME, "", ON, PERIOD, snapshot)
        found = compare(reference_law(), new, [sample], on=ON, cache=folder / "kernels").programmes[0]
        return {"winners": found.more.claims or 0, "losers": found.less.claims or 0}

    return work


def _seal(population: Population, folder: Path) -> Population:
    """The files again, encrypted."""
    folder.mkdir(exist_ok=True)
    found = Population(folder / "members.parquet", folder / "units.parquet", {}, SnapshotSeal(bytes(32), b"bench"))
    for source, target in ((population.members, found.members), (population.units, found.units)):
        table = pq.read_table(source)
        with writer_of(target, table.schema, found.seal) as writer:
            writer.write_table(table.cast(writer.schema), row_group_size=262_144)
    return found


def _run(folder: Path, outputs: tuple[str, ...], overlay: dict[str, int] | None = None) -> Run:
    return Run(reference_law(), PROGRAMME, ON, PERIOD, folder / "kernels", outputs, overlay)


def _small(population: Population, folder: Path) -> Population:
    """The first household, so that everything is loaded before the clock starts."""
    found = Population(folder / "first-members.parquet", folder / "first-units.parquet")
    connection = _database(population)
    for name, path in (("members", found.members), ("units", found.units)):
        connection.execute(f"COPY (SELECT * FROM {name} WHERE unit = 0) TO '{path}' (FORMAT parquet)")
    return found


ENGINES: dict[str, Callable[[Population, Path], Work]] = {
    "copy": copy, "hand": hand, "generated": generated, "kernel": kernel, "reform": reform,
    "sealed": sealed,
}  # fmt: skip


def main(engine: str, members: str, units: str, folder: str) -> None:
    """Measure one engine once."""
    work = ENGINES[engine](Population(Path(members), Path(units)), Path(folder))
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    found = work()
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": wall, "megabytes": after.ru_maxrss / 1024, **(found or {})}))


if __name__ == "__main__":
    main(*sys.argv[1:])
