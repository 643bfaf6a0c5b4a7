"""Which branches of a law its cases reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from janua.rules.scope import LoweredRule
from janua.rules.source import RuleVersion


@dataclass(frozen=True, slots=True, order=True)
class Branch:
    """One way through one version of a rule: the number of a `return`, or `met` / `not met` of a condition."""

    rule: str
    since: str
    branch: str

    @classmethod
    def of(cls, version: RuleVersion, branch: int | str) -> "Branch":
        return cls(version.key, _iso(version.since), str(branch))


def branches_of(rule: LoweredRule) -> Iterator[Branch]:
    """Every branch of one version that a case should reach."""
    version = rule.version
    for number in range(1, rule.returns + 1):
        yield Branch.of(version, number)
    if version.kind in ("condition", "alternative"):
        yield Branch.of(version, "met")
        yield Branch.of(version, "not met")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
