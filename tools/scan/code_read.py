"""The scanners that read the code."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from told import DidNotRun, Finding, Scan

ROOT = Path(__file__).resolve().parents[2]
SCANNERS = ROOT / ".tools" / "scanners"
CODE = ("janua", "demo", "emulators", "bench", "tools")
PATIENCE = 900


def bandit() -> Scan:
    """Faults of security that Python's own shapes give away."""
    began, there_are = time.monotonic(), modules()
    report = report_of([program("bandit"), "-q", "-r", *CODE, "-f", "json", "-o", "{report}"], fine=(0, 1))
    if report["errors"]:
        raise DidNotRun(str(report["errors"][0]))
    found = [
        Finding("bandit", one["test_id"], one["filename"].removeprefix("./"), one["line_number"], one["issue_text"])
        for one in report["results"]
    ]
    files = sum(1 for name in report["metrics"] if name != "_totals")
    return Scan("bandit", "the code", {"files": files}, {"files": there_are}, found, time.monotonic() - began)


def semgrep() -> Scan:
    """Our own rules, in tools/semgrep; nothing is fetched and nothing is told to anybody."""
    began, there_are = time.monotonic(), modules("janua")
    quiet = ("--metrics=off", "--disable-version-check", "--quiet", "--jobs", "2")
    rules = ("--config", "tools/semgrep", "--json", "--output", "{report}")
    report = report_of([program("semgrep"), "scan", *quiet, *rules, *CODE], fine=(0,))
    if report["errors"]:
        raise DidNotRun(str(report["errors"][0]))
    found = [
        Finding("semgrep", one["check_id"].split(".")[-1], one["path"], one["start"]["line"], one["extra"]["message"])
        for one in report["results"]
    ]
    files = sum(1 for name in report["paths"]["scanned"] if name.endswith(".py"))
    return Scan("semgrep", "the code", {"files": files}, {"files": there_are}, found, time.monotonic() - began)


SCANS: dict[str, Callable[[], Scan]] = {"bandit": bandit, "semgrep": semgrep}


def modules(*folders: str) -> int:
    """How many modules there are to be read, by default in all of the code."""
    return sum(1 for folder in folders or CODE for _ in (ROOT / folder).rglob("*.py"))


def program(scanner: str) -> str:
    """Where the program of a scanner lies."""
    return str(SCANNERS / scanner / "bin" / scanner)


def report_of(command: Sequence[str], *, fine: Sequence[int]) -> dict:
    """Run a scanner and read the report it wrote in place of `{report}`."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        own = {**os.environ, "PATH": f"{Path(command[0]).parent}:{os.environ['PATH']}", "SEMGREP_SEND_METRICS": "off"}
        full = [part.replace("{report}", str(report)) for part in command]
        done = subprocess.run(full, cwd=ROOT, env=own, capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode not in fine or not report.exists():
            raise DidNotRun(f"status {done.returncode}: {(done.stderr or done.stdout)[-600:]}")
        return json.loads(report.read_text())
