"""Run the scanners and hold what they find against the answers: anything unanswered, and any answer to nothing, is red.

python tools/scan/run.py bandit semgrep          over the code
python tools/scan/run.py schemathesis wapiti3 sqlmap   against an installation that is started for it
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import live
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCANNERS = ROOT / ".tools" / "scanners"
CODE = ("janua", "demo", "emulators", "bench", "tools")
PATIENCE = 900


@dataclass(frozen=True)
class Finding:
    """What a scanner found, and where: a file and line, or an address."""

    scanner: str
    rule: str
    where: str
    line: int
    says: str


@dataclass(frozen=True)
class Answer:
    """Why findings of a rule at some places are no fault."""

    scanner: str
    rule: str
    where: tuple[str, ...]
    why: str

    def answers(self, finding: Finding) -> bool:
        """Whether this is the answer to a finding."""
        same = (self.scanner, self.rule) == (finding.scanner, finding.rule)
        return same and any(fnmatchcase(finding.where, one) for one in self.where)


class DidNotRun(Exception):
    """A scanner gave no report; the message holds its last words."""


def answers() -> list[Answer]:
    """Read what was answered."""
    said = yaml.safe_load((ROOT / "tools" / "scan" / "answers.yaml").read_text())
    return [Answer(one["scanner"], one["rule"], tuple(one["where"]), one["why"].strip()) for one in said]


def bandit() -> list[Finding]:
    """Faults of security that Python's own shapes give away."""
    report = report_of([program("bandit"), "-q", "-r", *CODE, "-f", "json", "-o", "{report}"], fine=(0, 1))
    if report["errors"]:
        raise DidNotRun(str(report["errors"][0]))
    return [
        Finding("bandit", one["test_id"], one["filename"].removeprefix("./"), one["line_number"], one["issue_text"])
        for one in report["results"]
    ]


def semgrep() -> list[Finding]:
    """Our own rules, in tools/semgrep; nothing is fetched and nothing is told to anybody."""
    quiet = ("--metrics=off", "--disable-version-check", "--quiet", "--jobs", "2")
    rules = ("--config", "tools/semgrep", "--json", "--output", "{report}")
    report = report_of([program("semgrep"), "scan", *quiet, *rules, *CODE], fine=(0,))
    if report["errors"]:
        raise DidNotRun(str(report["errors"][0]))
    return [
        Finding("semgrep", one["check_id"].split(".")[-1], one["path"], one["start"]["line"], one["extra"]["message"])
        for one in report["results"]
    ]


def program(scanner: str, name: str = "") -> str:
    """Where a program of a scanner lies."""
    return str(SCANNERS / scanner / "bin" / (name or scanner))


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


def judge(found: Sequence[Finding], answered: Sequence[Answer]) -> list[str]:
    """What is red: findings without an answer, and answers without a finding."""
    open_ones = [one for one in found if not any(answer.answers(one) for answer in answered)]
    idle = [one for one in answered if not any(one.answers(finding) for finding in found)]
    return [f"{one.where}:{one.line}: {one.scanner} {one.rule}: {one.says}" for one in open_ones] + [
        f"tools/scan/answers.yaml: {one.scanner} {one.rule} {', '.join(one.where)}: answers nothing any more"
        for one in idle
    ]


OVER_CODE: dict[str, Callable[[], list[Finding]]] = {"bandit": bandit, "semgrep": semgrep}


def main(names: Sequence[str]) -> int:
    """Run those named; 0 where nothing is red."""
    red: list[str] = []
    known = [one for one in answers() if one.scanner in names]
    found: list[Finding] = []
    for name in [one for one in names if one in OVER_CODE]:
        try:
            these = OVER_CODE[name]()
        except (DidNotRun, subprocess.TimeoutExpired, OSError) as error:
            red.append(f"{name} did not run: {error}")
            known = [one for one in known if one.scanner != name]
            continue
        print(f"{name}: {len(these)} findings")
        found += these
    served = [one for one in names if one not in OVER_CODE]
    if served:
        red += live.scan(served)
    red += judge(found, known)
    print("\n".join(red) if red else "nothing without an answer")
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
