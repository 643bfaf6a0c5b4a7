"""A reform laid over a law by file: dated parameters and rules that take the place of those beneath, or stand beside.

The folder has files of the same names as the law's. A parameter's values are put among those beneath by their first
days; a value from the same day takes the place of the one beneath. A rule that says `since` ends the one beneath the
day before; without `since` it takes its place altogether. Whatever the law has not is added.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import yaml

from janua.rules.errors import LawError
from janua.rules.source import LawFile, RuleVersion
from janua.rules.types import read_day

_OWN = "__line__"


def merged_parameters(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Raw parameters of one file with those of the reform among them; what only one of the two says stands.

    A parameter of the reform that the law has too need say nothing but its `values`.
    """
    found = dict(base)
    for name, entry in over.items():
        if name == _OWN:
            continue
        beneath = base.get(name)
        if isinstance(beneath, dict) and isinstance(entry, dict):
            found[name] = {**beneath, **entry, "values": _values(beneath.get("values", ()), entry.get("values", ()))}
        else:
            found[name] = entry
    return found


def overlaid_text(base: str, over: str) -> str:
    """The YAML text of a parameter file with a reform's laid over it, to be kept with decisions.

    Raises   ValueError where one of them is no mapping of parameters
    """
    documents = [yaml.safe_load(text) or {} for text in (base, over)]
    if not all(isinstance(document, dict) for document in documents):
        raise ValueError("a file of parameters is one mapping")
    merged = merged_parameters(documents[0], documents[1])
    return yaml.safe_dump(merged, allow_unicode=True, sort_keys=False, width=120)


def _values(base: Any, over: Any) -> list[Any]:
    by_day = {read_day(value["from"]): value for value in (*base, *over)}
    return [by_day[day] for day in sorted(by_day)]


def merge_rules(base: LawFile, over: LawFile, report: Any) -> LawFile:
    """The rules of a law's file with those of the reform; its programme stands unless the reform says another."""
    changed = {rule.name: rule.since for rule in over.rules}
    for version in over.rules:
        beneath = [rule for rule in base.rules if rule.name == version.name]
        if beneath and {rule.kind for rule in beneath} != {version.kind}:
            report(
                LawError(
                    version.path,
                    version.line,
                    f"{version.name} is {_a(version.kind)} here and {_a(beneath[0].kind)} in the law",
                    f"@{beneath[0].kind}",
                )
            )
    kept = [rule for rule in base.rules if _stands(rule, changed)]
    for rule in kept:
        since = changed.get(rule.name)
        if since is not None and (rule.until is None or rule.until >= since):
            rule.until = since - timedelta(days=1)
    base.rules = [*kept, *over.rules]
    base.imports = {**base.imports, **over.imports}
    base.programme = over.programme or base.programme
    return base


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ae" else f"a {kind}"


def _stands(rule: RuleVersion, changed: Mapping[str, date | None]) -> bool:
    """Whether any day is left to a rule beneath."""
    if rule.name not in changed:
        return True
    since = changed[rule.name]
    return since is not None and (rule.since is None or rule.since < since)
