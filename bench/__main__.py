"""`python -m bench [NAME] [--json] [--rows N] [--pack CC]`: measure against a bar; exit 1 where one is not kept."""

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from bench.results import Options, Result

# Name → module with `run(options) -> list[Result]`, imported when asked for. A new benchmark adds its line here.
BENCHMARKS: dict[str, str] = {
    "facts": "bench.facts",
    "fact-designs": "bench.fact_designs",
    "search": "bench.search",
    "pages": "bench.pages",
    "journey": "bench.journey",
    "journey-direct": "bench.journey_direct",
    "journey-queue": "bench.journey_queue",
    "journey-run": "bench.journey_run",
    "journey-law": "bench.journey_law",
    "law": "bench.law",
    "law-family": "bench.law_family",
    "day": "bench.day",
}
# Asked for by name only: what compares what we did not choose, and the parts of the journey one by one.
# The day takes a quarter of an hour and a machine with nothing else on it.
BY_NAME = {"fact-designs", "journey-direct", "journey-queue", "journey-run", "journey-law", "day"}


def main(arguments: list[str]) -> int:
    """Run one benchmark, or all of them at their small size."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "name", nargs="?", choices=sorted(BENCHMARKS), help="one benchmark; all but the day at a small size if none"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else")
    parser.add_argument("--rows", "--persons", type=int, help="size, in the benchmark's own rows")
    parser.add_argument("--pack", help="law: a country's own law on its fictional population")
    day = parser.add_argument_group("day", "2,000 citizens and 50 officers for ten minutes; never run with the others")
    day.add_argument("--minutes", type=float, help="how long they come (10)")
    day.add_argument("--citizens", type=int, help="one page a minute each (2,000)")
    day.add_argument("--officers", type=int, help="one page in ten seconds each (50)")
    day.add_argument("--folder", type=Path, help="where the filled database is kept; else JANUA_BENCH_DIR or ~/.cache")
    chosen = parser.parse_args(arguments)
    names = [chosen.name] if chosen.name else [name for name in BENCHMARKS if name not in BY_NAME]
    options = Options(
        rows=chosen.rows,
        small=chosen.name is None,
        pack=chosen.pack,
        folder=chosen.folder,
        minutes=chosen.minutes,
        citizens=chosen.citizens,
        officers=chosen.officers,
    )
    results = [result for name in names for result in _runner(name)(options)]
    if chosen.json:
        print(json.dumps([result.to_json() for result in results], indent=1))
    else:
        print(as_table(results))
    return 0 if all(result.passed for result in results) else 1


def as_table(results: list[Result]) -> str:
    """Figures for people, one a line."""
    lines = []
    for result in results:
        sign = "≥" if result.better == "higher" else "≤"
        verdict = "kept" if result.passed else "NOT KEPT"
        lines.append(
            f"{result.name:32} {result.ours:14,.3f} / {result.limit:14,.3f} {result.unit:12}"
            f" = {result.ratio:6.2f} ({sign} {result.bar}) {verdict}"
        )
    return "\n".join(lines)


def _runner(name: str) -> Callable[[Options], list[Result]]:
    runner: Callable[[Options], list[Result]] = import_module(BENCHMARKS[name]).run
    return runner


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
