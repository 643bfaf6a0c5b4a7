"""What scanners tell: how far each came and what it found, the answers to that, and what of it is red."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

ANSWERS = Path(__file__).with_name("answers.yaml")


class DidNotRun(Exception):
    """A scanner, or what it was to scan, did not run; the message holds its last words."""


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


@dataclass(frozen=True)
class Scan:
    """One run of a scanner.

    seat      from where it looked: the code, or a face and as whom
    covered   how much it saw, by kind: pages, parameters, operations, files
    least     below which it has not looked properly, by kind
    """

    scanner: str
    seat: str
    covered: Mapping[str, int]
    least: Mapping[str, int]
    found: Sequence[Finding] = field(default=())
    seconds: float = 0.0

    @property
    def lacks(self) -> list[str]:
        """What it saw too little of: nothing found by who saw nothing says nothing."""
        return [
            f"{self.scanner}, {self.seat}: {self.covered.get(kind, 0)} {kind}, at least {least} were to be seen"
            for kind, least in self.least.items()
            if self.covered.get(kind, 0) < least
        ]


def answers() -> list[Answer]:
    """Read what was answered."""
    said = yaml.safe_load(ANSWERS.read_text())
    return [Answer(one["scanner"], one["rule"], tuple(one["where"]), one["why"].strip()) for one in said]


def judge(found: Sequence[Finding], answered: Sequence[Answer], *, cut_short: Collection[str] = ()) -> list[str]:
    """What is red: findings without an answer, and answers without a finding.

    cut_short   scanners that did not run everywhere: what their answers answer may not have been seen
    """
    whole = [one for one in answered if one.scanner not in cut_short]
    idle = [one for one in whole if not any(one.answers(finding) for finding in found)]
    return [f"{one.where}:{one.line}: {one.scanner} {one.rule}: {one.says}" for one in unanswered(found, answered)] + [
        f"tools/scan/answers.yaml: {one.scanner} {one.rule} {', '.join(one.where)}: answers nothing any more"
        for one in idle
    ]


def unanswered(found: Sequence[Finding], answered: Sequence[Answer]) -> list[Finding]:
    """The findings that nobody answered."""
    return [one for one in found if not any(answer.answers(one) for answer in answered)]


def table(scans: Sequence[Scan], answered: Sequence[Answer]) -> str:
    """How far each scanner came: who looked, what was covered, findings, how many are answered, minutes."""
    rows = [("scanner", "looked at", "covered", "findings", "answered", "minutes")]
    for one in scans:
        covered = ", ".join(f"{number:,} {kind}" for kind, number in one.covered.items())
        open_ones = len(unanswered(one.found, answered))
        number = str(len(one.found))
        rows.append(
            (one.scanner, one.seat, covered, number, str(len(one.found) - open_ones), f"{one.seconds / 60:.1f}")
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
