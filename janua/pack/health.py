"""Is a country's law whole? Types, messages, marks, and cases that reach every branch."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from janua.pack.cases import CaseResult, read_cases, run_case
from janua.pack.country import Country
from janua.pack.listed import ListedProgramme
from janua.pack.written import written
from janua.rules import Assessment, Branch, Law, LawErrors
from janua.rules.parameters import Parameter
from janua.rules.source import RuleVersion

_PLACE = re.compile(r'place="([^"]+)"')
# Longer lists, such as the countries of the world, are not written out.
_OFFERED = 12
_GIVEN = {
    "on": "The day asked about",
    "applied_on": "Date of the application",
    "event_on": "Date of the event",
    "period": "The period paid for",
}


@dataclass(frozen=True)
class Health:
    """What `janua law check` tells; a sound pack has no findings.

    untranslated   (language, message key) without text
    superfluous    (language, message key) that nothing uses
    reached        branches of the law that some case goes through
    listed         programmes without computable law, each with what is missing
    """

    country: str
    errors: tuple[str, ...]
    law: Law | None
    untranslated: tuple[tuple[str, str], ...]
    superfluous: tuple[tuple[str, str], ...]
    unreviewed: frozenset[str]
    cases: tuple[CaseResult, ...]
    reached: frozenset[Branch]
    listed: tuple[ListedProgramme, ...] = ()

    @property
    def unreached(self) -> tuple[Branch, ...]:
        """Branches that no case goes through."""
        return tuple(sorted(self.law.branches() - self.reached, key=str)) if self.law else ()

    @property
    def without_cases(self) -> tuple[str, ...]:
        """Rules of which no case reaches a single branch."""
        if self.law is None:
            return ()
        touched = {branch.rule for branch in self.reached}
        return tuple(sorted({branch.rule for branch in self.law.branches()} - touched))

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that must be mended, one line each."""
        return (
            *self.errors,
            *(f"{key}: no text in {language}" for language, key in self.untranslated),
            *(f"{key}: a text in {language}, but nothing uses it" for language, key in self.superfluous),
            *(f"{result.case.name}: {text}" for result in self.cases for text in result.differences),
            *(f"{rule}: no case" for rule in self.without_cases),
            *(f"{_place(branch)}: no case reaches it" for branch in self.unreached),
        )

    def summary(self) -> str:
        """A few lines for a person."""
        if self.law is None:
            return f"{self.country}: the law cannot be read"
        failed = sum(bool(result.differences) for result in self.cases)
        branches = len(self.law.branches())
        return "\n".join(
            (
                f"programmes   {', '.join(sorted(self.law.programmes))}",
                f"rules        {sum(len(versions) for versions in self.law.rules.values())}",
                f"parameters   {len(self.law.parameters)}, values by mark {_marks(self.law)}",
                f"cases        {len(self.cases)}, {failed} with differences",
                f"branches     {branches - len(self.unreached)} of {branches} reached by cases",
                f"listed only  {', '.join(entry.code for entry in self.listed) or 'none'}",
                f"languages    not yet reviewed: {', '.join(sorted(self.unreviewed)) or 'none'}",
            )
        )

    def to_json(self) -> dict[str, Any]:
        """The document of `janua law check --json`."""
        law = self.law
        return {
            "country": self.country,
            "ok": not self.findings,
            "findings": list(self.findings),
            "errors": list(self.errors),
            "programmes": [] if law is None else [_programme(law, code) for code in sorted(law.programmes)],
            "rules": [] if law is None else [_rule(rule) for key in sorted(law.rules) for rule in law.rules[key]],
            "parameters": [] if law is None else [_parameter(law.parameters[key]) for key in sorted(law.parameters)],
            "listed": [
                {"programme": entry.code, "missing": entry.missing, "source": entry.source} for entry in self.listed
            ],
            "marks": {} if law is None else _marks(law),
            "untranslated": [{"language": language, "key": key} for language, key in self.untranslated],
            "unreviewed": sorted(self.unreviewed),
            "rules_without_cases": list(self.without_cases),
            "coverage": {
                "branches": 0 if law is None else len(law.branches()),
                "reached": 0 if law is None else len(law.branches()) - len(self.unreached),
                "unreached": [_place(branch) for branch in self.unreached],
            },
            "cases": {
                "run": len(self.cases),
                "failed": [
                    {"case": result.case.name, "differences": list(result.differences)}
                    for result in self.cases
                    if result.differences
                ],
            },
        }


def health_of(country: Country) -> Health:
    """Read the country's law and run all its cases."""
    try:
        law = country.law
    except LawErrors as errors:
        faults = tuple(str(error) for error in errors.errors)
        return Health(country.code, faults, None, (), (), country.messages.unreviewed, (), frozenset())
    results = tuple(run_case(country, case) for case in read_cases(country.law_folder / "cases"))
    keys = message_keys(country)
    return Health(
        country=country.code,
        errors=(),
        law=law,
        untranslated=country.messages.missing(keys),
        superfluous=country.messages.superfluous(keys),
        unreviewed=country.messages.unreviewed,
        cases=results,
        reached=frozenset[Branch]().union(*(result.branches for result in results)),
        listed=country.listed,
    )


@dataclass(frozen=True)
class CaseChange:
    """A written case that a reform decides otherwise; `was` and `now` in words, such as `eligible 390.00`."""

    case: str
    programme: str
    was: str
    now: str

    def to_json(self) -> dict[str, str]:
        """The change as plain JSON."""
        return {"case": self.case, "programme": self.programme, "was": self.was, "now": self.now}


def changed_by(country: Country, reform: Law, *, beneath: Law | None = None) -> tuple[CaseChange, ...]:
    """Every written case, decided by the law and by the law as reformed; what comes out alike is left out.

    beneath   the law that the reform is laid over, where that is not the pack's own
    """
    found = []
    for case in read_cases(country.law_folder / "cases"):
        situation = country.situation(case.situation)
        for programme in case.expect:
            was, now = (
                _outcome(country.assess(situation, programme, case.on, law=law, trace=False))
                for law in (beneath or country.law_with(case.switches), reform)
            )
            if was != now and not case.switches:
                found.append(CaseChange(case.name, programme, was, now))
    return tuple(found)


def _outcome(found: Assessment) -> str:
    return found.outcome.value if found.money is None else f"{found.outcome.value} {found.money.amount}"


def message_keys(country: Country) -> Mapping[str, str]:
    """Every key that an explanation or a form may show, with its meaning in plain English.

    Steps inside a rule have no words of their own: they are shown below the rule's.
    """
    law = country.law
    places = {
        f"{rule.file}.{place}": place
        for versions in law.rules.values()
        for rule in versions
        for place in _PLACE.findall(rule.source)
    }
    found = {**law.message_keys(), **places, **_choices(country), **_kept(country), **_numbers(country), **_GIVEN}
    return {**found, **_summaries(country)}


def _summaries(country: Country) -> dict[str, str]:
    """Whom a programme is for, in one sentence, under `<code>.summary`: in all languages where it is in one."""
    told = {key for texts in country.messages.texts.values() for key in texts}
    return {
        f"{code}.summary": f"Whom {programme.title} is for, in one sentence"
        for code, programme in country.law.programmes.items()
        if f"{code}.summary" in told
    }


def _kept(country: Country) -> dict[str, str]:
    """What is kept of people although no law reads it."""
    return {name: country.attributes_by_name[name].meaning for name in country.account_facts or ()}


def _numbers(country: Country) -> dict[str, str]:
    """What may be said of a number that somebody wrote down."""
    return {key: meaning for rule in country.identifier_rules for key, meaning in rule.findings.items()}


def _choices(country: Country) -> dict[str, str]:
    """What a form offers or a page shows of an attribute's choices; long lists such as countries have names anyway."""
    return {
        f"{attribute.name}.{choice}": choice.replace("_", " ")
        for attribute in country.attributes
        if attribute.type == "choice" and len(attribute.choices) <= _OFFERED
        for choice in attribute.choices
        if attribute.entity == "person"
    }


def _place(branch: Branch) -> str:
    since = f" since {branch.since}" if branch.since else ""
    return f"{branch.rule}{since}, branch {branch.branch}"


def _marks(law: Law) -> dict[str, int]:
    found = Counter(value.mark for parameter in law.parameters.values() for value in parameter.values)
    return dict(sorted(found.items()))


def _programme(law: Law, code: str) -> dict[str, Any]:
    programme = law.programmes[code]
    return {
        "programme": code,
        "title": programme.title,
        "unit": programme.unit,
        "period": programme.period,
        "currency": programme.currency,
        "citation": programme.citation,
    }


def _rule(rule: RuleVersion) -> dict[str, Any]:
    return {
        "key": rule.key,
        "kind": rule.kind,
        "of": rule.of,
        "type": str(rule.type),
        "bits": rule.bits,
        "since": None if rule.since is None else rule.since.isoformat(),
        "until": None if rule.until is None else rule.until.isoformat(),
        "citation": rule.citation,
        "mark": rule.mark,
        "meaning": rule.meaning,
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "key": parameter.key,
        "meaning": parameter.meaning,
        "type": parameter.type.kind,
        "unit": parameter.type.unit,
        "switch": parameter.switch,
        "values": [
            {
                "from": value.starts_on.isoformat(),
                "value": written(parameter, value),
                "citation": value.citation,
                "mark": value.mark,
            }
            for value in parameter.values
        ],
    }
