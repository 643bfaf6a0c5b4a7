"""Law tested by written households: each case says the facts, what is expected, and where that figure comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from janua.pack.country import Country
from janua.rules import Assessment, Branch
from janua.values import Money

_KEYS = {"title", "source", "working", "day", "switches", "situation", "expect"}
_EXPECTED = {"outcome", "amount", "amount_kind", "from", "failed", "missing", "values"}


class CaseFaulty(ValueError):
    """A case file does not have the form of a case; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Case:
    """One written household.

    name       path below the folder of cases
    source     where the expected figures come from
    working    the calculation by hand
    on         the day asked about (`day` in the file: YAML reads a bare `on` as yes)
    switches   switches set otherwise for this case
    expect     programme → outcome, amount, names of failed conditions, missing facts, values of rules of the unit
    """

    name: str
    title: str
    source: str
    working: str
    on: date
    situation: Mapping[str, Any]
    expect: Mapping[str, Mapping[str, Any]]
    switches: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseResult:
    """What came out: each difference in words, and every branch of the law that was gone through."""

    case: Case
    differences: tuple[str, ...]
    branches: frozenset[Branch]


def read_cases(folder: Path) -> tuple[Case, ...]:
    """Every case below a folder, in the order of their names.

    Raises   CaseFaulty
    """
    return tuple(_case(path, path.relative_to(folder).as_posix()) for path in sorted(folder.rglob("*.yaml")))


def run_case(country: Country, case: Case) -> CaseResult:
    """Assess the case's situation for each programme that it expects something of."""
    law = country.law_with(case.switches)
    situation = country.situation(case.situation)
    differences: list[str] = []
    branches: set[Branch] = set()
    for programme, expected in case.expect.items():
        found = country.assess(situation, programme, case.on, law=law)
        differences += [f"{programme}: {text}" for text in _differences(found, expected)]
        branches |= found.branches
    return CaseResult(case, tuple(differences), frozenset(branches))


def _differences(found: Assessment, expected: Mapping[str, Any]) -> Iterator[str]:
    """Whatever differs from what is written; failed conditions and missing facts are compared as whole sets."""
    amount = None if found.amount is None else Money(found.amount, found.currency).amount
    got: dict[str, Any] = {
        "outcome": str(found.outcome),
        "amount": amount,
        "amount_kind": str(found.amount_kind),
        "from": found.starts_on.isoformat(),
        "failed": sorted(one.key.rpartition(".")[2] for one in found.conditions if one.met is False),
        "missing": sorted({one.attribute for one in found.missing}),
    }
    wanted = {"amount": None, "failed": [], **expected}
    for name, value in wanted.pop("values", {}).items():
        if (worked_out := _value_of(found, name)) != value:
            yield f"{name} is worked out as {worked_out}, expected {value}"
    for name, value in wanted.items():
        value = sorted(value) if isinstance(value, list) else value
        if got[name] != value:
            yield f"{name} is {got[name]}, expected {value}"


def _value_of(found: Assessment, name: str) -> Any:
    """What a rule of the unit gave in the explanation of this result; None where it was not asked."""
    nodes = found.explanation.below(found.root)
    return next((node.shown for node in nodes if node.key.endswith(f".{name}") and node.subject is None), None)


def _case(path: Path, name: str) -> Case:
    document = _plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    if not isinstance(document, dict) or not _KEYS - {"switches"} <= set(document) <= _KEYS:
        raise CaseFaulty(f"{name}: a case has {', '.join(sorted(_KEYS))}")
    for programme, expected in document["expect"].items():
        unknown = set(expected) - _EXPECTED
        if unknown or "outcome" not in expected:
            raise CaseFaulty(f"{name}: {programme} expects an outcome, and of {', '.join(sorted(_EXPECTED))}")
    on = date.fromisoformat(document["day"])
    return Case(
        name=name,
        title=document["title"],
        source=document["source"],
        working=document["working"],
        on=on,
        situation=document["situation"],
        expect=document["expect"],
        switches=document.get("switches", {}),
    )


def _plain(value: Any) -> Any:
    """YAML reads days as dates; a situation holds them as text."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value
