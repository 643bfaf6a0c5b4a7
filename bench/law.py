"""The law for a population: the reference law by five engines on the same files, in one run; or a country's own law."""

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from bench import law_country
from bench.law_world import draw
from bench.results import Options, Result

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".state" / "bench-law"
SMALL, USUAL, WHAT_IF = 500_000, 1_000_000, 1_000_000
OPENFISCA = ("openfisca-core==46.0.1", "pyarrow>=21")
Figures = dict[str, float]


def run(options: Options) -> list[Result]:
    """Every bar of the mass run; how often depends on the size."""
    if options.pack is not None:
        return law_country.run(options.pack, options.rows or law_country.USUAL, STATE / options.pack)
    persons = options.rows or (SMALL if options.small else USUAL)
    runs = 3 if persons <= 2_000_000 else 1
    members, units = draw(persons, STATE)
    found = {engine: _median([_measure(engine, members, units) for _ in range(runs)]) for engine in _engines()}
    results = [
        _ratio("law-kernel-cpu", found, "kernel", "copy", "cpu", 1.6, runs),
        _ratio("law-kernel-wall", found, "kernel", "copy", "wall", 2.0, runs),
        Result(name="law-kernel-memory", ours=found["kernel"]["megabytes"], limit=1024, bar=1, unit="MB", runs=runs),
        _faster("law-sql-generated", found, "generated", "hand", 0.85, runs, persons),
        _openfisca(found["kernel"], members, units, persons),
    ]
    results += [_differing("law-differing-hand", "hand"), _differing("law-differing-sql", "generated")]
    if not options.small:
        results += [_what_if("law-what-if", "reform"), _what_if("law-what-if-sealed", "sealed")]
    return results


def _engines() -> tuple[str, ...]:
    return "copy", "kernel", "hand", "generated"


def _measure(engine: str, members: Path, units: Path) -> Figures:
    """One engine in a process of its own."""
    words = [sys.executable, "-m", "bench.law_engines", engine, str(members), str(units), str(STATE)]
    return _figures(engine, words)


def _figures(engine: str, words: list[str]) -> Figures:
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{engine} failed: {done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout)
    shown = "  ".join(f"{name} {value:,.2f}" for name, value in figures.items())
    print(f"{engine:10} {shown}", file=sys.stderr)
    return figures


def _median(figures: list[Figures]) -> Figures:
    return {name: statistics.median(one[name] for one in figures) for name in figures[0]}


def _ratio(name: str, found: dict[str, Figures], ours: str, limit: str, figure: str, bar: float, runs: int) -> Result:
    return Result(name=name, ours=found[ours][figure], limit=found[limit][figure], bar=bar, unit="s", runs=runs)


def _faster(name: str, found: dict[str, Figures], ours: str, limit: str, bar: float, runs: int, persons: int) -> Result:
    """Persons for a second of processor time, ours against another's."""
    a, b = persons / found[ours]["cpu"], persons / found[limit]["cpu"]
    return Result(name=name, ours=a, limit=b, bar=bar, unit="persons/CPU s", runs=runs, better="higher")


def _openfisca(kernel: Figures, members: Path, units: Path, persons: int) -> Result:
    """openfisca-core in an environment of its own; a row that says so, and is not kept, where that cannot be made."""
    try:
        python = _environment()
    except (OSError, subprocess.CalledProcessError) as error:
        name = f"law-kernel-openfisca: NOT MEASURED, no environment ({type(error).__name__})"
        return Result(name=name, ours=0, limit=1, bar=5, unit="persons/CPU s", runs=0, better="higher")
    script = ROOT / "bench" / "baselines" / "law_openfisca.py"
    words = [str(python), str(script), str(members), str(units), str(STATE / "openfisca.parquet")]
    found = {"openfisca": _figures("openfisca", words)}
    found["kernel"] = kernel
    return _faster("law-kernel-openfisca", found, "kernel", "openfisca", 5, 1, persons)


def _environment() -> Path:
    """The interpreter of the environment, made where it is not there."""
    folder = STATE / "openfisca"
    python = folder / "bin" / "python"
    if not python.exists():
        uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
        subprocess.run([uv, "venv", "-q", "--python", "3.11", str(folder)], check=True)
        try:
            subprocess.run([uv, "pip", "install", "-q", "--python", str(python), *OPENFISCA], check=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(folder)
            raise
    return python


def _differing(name: str, other: str) -> Result:
    """Units whose outcome or amount is another than the kernel's: none may be."""
    differing: Any = duckdb.sql(
        f"SELECT count(*) FROM '{STATE / 'kernel.parquet'}' a FULL JOIN '{STATE / other}.parquet' b USING (unit)"
        " WHERE a.outcome IS DISTINCT FROM b.outcome OR a.amount IS DISTINCT FROM b.amount"
        " OR a.failed IS DISTINCT FROM b.failed"
    )
    return Result(name=name, ours=differing.fetchall()[0][0], limit=1, bar=0, unit="units", runs=1)


def _what_if(name: str, engine: str) -> Result:
    """Law and reform of a million persons, from their files."""
    members, units = draw(WHAT_IF, STATE)
    figures = _median([_measure(engine, members, units) for _ in range(3)])
    return Result(name=name, ours=figures["wall"], limit=1, bar=1, unit="s", runs=3)
