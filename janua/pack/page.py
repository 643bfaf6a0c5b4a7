"""One programme as a page for a lawyer: each rule in words, with its article, its numbers, its marks and its text."""

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Any

from janua.pack.written import as_text, written
from janua.rules import Law
from janua.rules.parameters import DatedValue, Parameter
from janua.rules.source import RuleVersion

MARK_MEANINGS = {
    "S": "read on an official page",
    "N": "read in the news or at a professional firm",
    "D": "derived by arithmetic from other figures",
    "G": "general knowledge, not verified",
    "A": "our own assumption where the published text is silent",
}
_PARAMETER = re.compile(r"\bp\.(\w+\.\w+)")
_KINDS = {
    "condition": "Condition",
    "alternative": "One way to meet a condition",
    "rule": "Step",
    "amount": "Amount",
    "exception": "Exception",
}


@dataclass(frozen=True)
class PageNumber:
    """A number that a rule reads, as it stands on the day; `dated` is None before its first value."""

    parameter: Parameter
    dated: DatedValue | None

    def to_json(self) -> dict[str, Any]:
        """The number with its day, article and mark."""
        found = self.dated
        return {
            "key": self.parameter.key,
            "meaning": self.parameter.meaning,
            "value": None if found is None else written(self.parameter, found),
            "unit": self.parameter.type.unit,
            "from": None if found is None else found.starts_on.isoformat(),
            "citation": "" if found is None else found.citation,
            "mark": "" if found is None else found.mark,
        }

    def to_text(self) -> str:
        """One line: meaning, value, since when, article, mark."""
        if self.dated is None:
            return f"{self.parameter.meaning}: no value on the day"
        found = self.dated
        value = as_text(self.parameter, found)
        return f"{self.parameter.meaning}: {value}, from {found.starts_on} — {found.citation} [{found.mark}]"


@dataclass(frozen=True)
class PageRule:
    """One rule in force on the day with the numbers that it reads."""

    rule: RuleVersion
    numbers: tuple[PageNumber, ...]

    def to_json(self) -> dict[str, Any]:
        """The rule in words, with article, dates, marks, numbers and its own text."""
        rule = self.rule
        return {
            "key": rule.key,
            "kind": rule.kind,
            "of": rule.of,
            "meaning": rule.meaning,
            "citation": rule.citation,
            "since": None if rule.since is None else rule.since.isoformat(),
            "until": None if rule.until is None else rule.until.isoformat(),
            "mark": rule.mark,
            "numbers": [number.to_json() for number in self.numbers],
            "text": rule.source,
        }

    def to_text(self) -> str:
        """A paragraph, the numbers below it, then the rule itself."""
        rule = self.rule
        about = " (for each person)" if rule.of == "person" else ""
        mark = f" [{rule.mark}]" if rule.mark else ""
        lines = [
            f"### {rule.meaning}",
            f"{_KINDS.get(rule.kind, rule.kind)}{about}: {rule.citation}{mark}{_force(rule)}",
        ]
        lines += [f"* {number.to_text()}" for number in self.numbers]
        return "\n".join([*lines, "", textwrap.indent(rule.source.strip(), "    ")])


@dataclass(frozen=True)
class Page:
    """One programme on one day."""

    programme: str
    title: str
    citation: str
    on: date
    period: str
    rules: tuple[PageRule, ...]

    def to_json(self) -> dict[str, Any]:
        """The document of `janua law show --json`."""
        return {
            "programme": self.programme,
            "title": self.title,
            "citation": self.citation,
            "on": self.on.isoformat(),
            "period": self.period,
            "rules": [rule.to_json() for rule in self.rules],
        }

    def to_text(self) -> str:
        """The page: conditions first, then how the amount is found, from the law's own order of need."""
        marks = "\n".join(f"[{mark}] {meaning}" for mark, meaning in MARK_MEANINGS.items())
        head = f"# {self.programme} {self.title}, as in force on {self.on}\n{self.citation}\n\n{marks}"
        conditions = [rule for rule in self.rules if rule.rule.kind in ("condition", "alternative")]
        others = [rule for rule in self.rules if rule not in conditions]
        parts = [head, "## Who is entitled", *(rule.to_text() for rule in conditions)]
        pays = any(rule.rule.kind == "amount" for rule in others)
        heading = "## How much is paid" if pays else "## How it is worked out; no money is paid"
        return "\n\n".join([*parts, heading, *(rule.to_text() for rule in others)])


def page_of(law: Law, programme: str, on: date) -> Page:
    """The page of a programme on a day; KeyError for a code that is no programme."""
    found = law.programmes[programme]
    rules = []
    for rule in law.rules_of(programme, on):
        names = dict.fromkeys(_PARAMETER.findall(rule.source))
        numbers = tuple(PageNumber(law.parameters[name], law.parameter_on(name, on)) for name in names)
        rules.append(PageRule(rule, numbers))
    return Page(programme, found.title, found.citation, on, str(found.period), tuple(rules))


def _force(rule: RuleVersion) -> str:
    since = f", since {rule.since}" if rule.since else ""
    until = f" until {rule.until}" if rule.until else ""
    return f"{since}{until}"
