"""What a page costs the server: CPU of 500 requests beside the same SQL replayed and the same template rendered.

CPU is that of the face's process and of the database's process that serves it: what the machine spends on the page.
Each face is measured in a process of its own, under its own settings and database role, on a demo whose story was
told. The floor of a page is what it cannot do without: its statements on a bare cursor, and its template rendered
from the context as it stood. A hello page through the same middleware is told beside it, and what a first visit weighs.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.results import Options, Result

REQUESTS, WARM = 500, 50
SMALL = 60
PEOPLE = 300
BAR = 2.0
FIRST_VISIT_BYTES = 150_000
# The calculator's last page, all programmes of the country.
CALCULATOR_MS = 50
# Page → the statements that it sends to the database, actor and access log included.
QUERIES: dict[str, dict[str, int]] = {
    "portal": {"service": 6, "mine": 15, "known-facts": 11, "decision": 13, "payments": 11},
    "workbench": {"inbox": 10, "claim": 41, "discrepancies": 11},
}


def run(options: Options) -> list[Result]:
    """Measure both faces; `rows` is the number of requests a page."""
    requests = options.rows or (SMALL if options.small else REQUESTS)
    folder = Path(tempfile.mkdtemp(prefix="janua-pages-"))
    folder.chmod(0o755)
    try:
        return [result for face in QUERIES for result in _results(face, _measured(folder, face, requests))]
    finally:
        _in_process("close", folder)
        shutil.rmtree(folder, ignore_errors=True)


def _measured(folder: Path, face: str, requests: int) -> dict[str, Any]:
    if not (folder / "demo" / "installation.json").exists():
        _in_process("make", folder, str(PEOPLE))
    told: dict[str, Any] = json.loads(_in_process("measure", folder, face, str(requests)))
    return told


def _in_process(do: str, folder: Path, *more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.pages_face", do, str(folder / "demo"), *more],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _results(face: str, told: dict[str, Any]) -> list[Result]:
    results = []
    for page, cost in told["pages"].items():
        _tell(face, page, cost, told["hello"])
        name, floor = f"pages-{face}-{page}", cost["sql"] + cost["template"]
        results += [
            Result(name=name, ours=cost["ours"], limit=floor, bar=BAR, unit="ms CPU", runs=told["requests"]),
            _at_most(f"{name}-queries", cost["queries"], QUERIES[face][page], "queries"),
        ]
    if told["first_visit"]:
        results.append(_at_most(f"pages-{face}-first-visit", told["first_visit"], FIRST_VISIT_BYTES, "bytes"))
    if told["calculator"]:
        name = f"pages-{face}-calculator"
        results.append(
            Result(
                name=name, ours=told["calculator"], limit=CALCULATOR_MS, bar=1.0, unit="ms CPU", runs=told["requests"]
            )
        )
    return results


def _at_most(name: str, ours: int, limit: int, unit: str) -> Result:
    return Result(name=name, ours=ours, limit=limit, bar=1.0, unit=unit, runs=1)


def _tell(face: str, page: str, cost: dict[str, Any], hello: float) -> None:
    print(
        f"{face} {page}: {cost['ours']:.2f} ms of CPU, of which {cost['face']:.2f} in the face's process:"
        f" {cost['face'] / hello:.1f} × a hello page ({hello:.2f} ms);"
        f" floor: SQL {cost['sql']:.2f} ms ({cost['sql_as_sent']:.2f} prepared as it was sent)"
        f" and template {cost['template']:.2f} ms,"
        f" {cost['floor_of_face']:.2f} ms of both in the face's process;"
        f" {cost['queries']} queries, {cost['bytes']:,} bytes",
        file=sys.stderr,
    )
