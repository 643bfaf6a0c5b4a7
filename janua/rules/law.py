"""A country's law, loaded and checked: its programmes, rules, parameters, and what is in force on a day."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from janua.rules.attributes import Attribute
from janua.rules.checker import check_files, check_lowered, needed
from janua.rules.coverage import Branch, branches_of
from janua.rules.edition import Edition, ReadyRule
from janua.rules.errors import LawError, LawErrors, NoSuchProgramme, nearest
from janua.rules.lowering import Lowering
from janua.rules.parameters import DatedValue, Parameter, ParameterReader
from janua.rules.scope import LoweredRule
from janua.rules.source import LawFile, Programme, Reader, RuleVersion
from janua.rules.units import UnitDefinition
from janua.rules.works import Workshop

ENGINE = "janua.rules 1"  # raised whenever the same law and situation could give another result or explanation


class Law:
    """What `load_law` gives. Safe to keep and share between threads: nothing of an assessment stays in it."""

    def __init__(self, lowering: Lowering, units: Mapping[str, UnitDefinition], digest: str) -> None:
        self._lowering = lowering
        self.hash, self.engine = digest, ENGINE
        self.units = units
        self.attributes: Mapping[str, Attribute] = lowering.attributes
        self.parameters: Mapping[str, Parameter] = lowering.parameters
        self.programmes: dict[str, Programme] = {
            file.programme.code: file.programme for file in lowering.files.values() if file.programme is not None
        }
        self._numbers = {key: number for number, key in enumerate(lowering.signatures)}
        self._editions: dict[tuple[int, bool], Edition] = {}

    @property
    def rules(self) -> Mapping[str, tuple[RuleVersion, ...]]:
        """Every rule by `<file>.<name>`, with its versions and the exceptions to it."""
        return {
            signature.key: tuple(rule.version for rule in (*signature.versions, *signature.exceptions))
            for signature in self._lowering.signatures.values()
        }

    def programme(self, code: str) -> Programme:
        """A programme by its code. Raises NoSuchProgramme."""
        if code not in self.programmes:
            raise NoSuchProgramme(f"no programme {code}{nearest(code, self.programmes)}")
        return self.programmes[code]

    def rules_of(self, code: str, on: date) -> tuple[RuleVersion, ...]:
        """Rules of a programme in force on the day, each after those it needs."""
        day = on.toordinal()
        return tuple(
            rule.version
            for signature in needed(self._lowering, self.programme(code).file)
            for rule in (*signature.versions, *signature.exceptions)
            if rule.version.in_force_on(day) and rule.version.source
        )

    def used_attributes(self, code: str) -> frozenset[str]:
        """Attributes that a programme's rules may read."""
        return frozenset(name for rule in self._lowered_of(code) for name in rule.attributes)

    def used_parameters(self, code: str) -> frozenset[str]:
        """Parameters that a programme's rules may read."""
        return frozenset(name for rule in self._lowered_of(code) for name in rule.parameters)

    def parameter_on(self, name: str, day: date) -> DatedValue | None:
        """What a parameter is on a day; None before its first value."""
        return self.parameters[name].on(day.toordinal())

    def lowered(self, key: str) -> tuple[LoweredRule, ...]:
        """The lowered versions (and exceptions) of a rule `<file>.<name>`, for the back ends and for people."""
        file, _, name = key.partition(".")
        signature = self._lowering.signatures[file, name]
        return (*signature.versions, *signature.exceptions)

    def branches(self) -> frozenset[Branch]:
        """Every branch that a case should reach."""
        return frozenset(
            branch
            for signature in self._lowering.signatures.values()
            for rule in (*signature.versions, *signature.exceptions)
            if rule.version.source
            for branch in branches_of(rule)
        )

    def message_keys(self) -> Mapping[str, str]:
        """Message key → meaning in plain English, of every rule, programme, parameter and attribute."""
        found = {version.key: version.meaning for versions in self.rules.values() for version in versions}
        found.update({parameter.key: parameter.meaning for parameter in self.parameters.values()})
        found.update({attribute.name: attribute.meaning for attribute in self.attributes.values()})
        found.update({programme.code: programme.title for programme in self.programmes.values()})
        return dict(sorted(found.items()))

    def edition(self, day: date, *, traced: bool = True) -> Edition:
        """The law in force on a day."""
        at = bisect_right(self._breaks, day.toordinal()) - 1
        edition = self._editions.get((at, traced))
        if edition is None:
            ready = self._traced if traced else self._plain
            start = self._breaks[at] if at >= 0 else 0
            edition = Edition(max(start, 1), self.attributes, self.parameters, ready, self._numbers)
            self._editions[at, traced] = edition
        return edition

    def version_numbered(self, number: int) -> RuleVersion:
        """The rule version behind a number of `Run.branches`."""
        return self._by_number[number].lowered.version

    def _lowered_of(self, code: str) -> list[LoweredRule]:
        signatures = needed(self._lowering, self.programme(code).file)
        return [rule for signature in signatures for rule in (*signature.versions, *signature.exceptions)]

    @cached_property
    def _breaks(self) -> list[int]:
        """Days on which something begins or ends."""
        days = {1}
        for signature in self._lowering.signatures.values():
            for rule in (*signature.versions, *signature.exceptions):
                days |= {rule.version.since_day, rule.version.until_day + 1}
        for parameter in self.parameters.values():
            days |= {value.starts_on.toordinal() for value in parameter.values}
        return sorted(days)

    def _ready(self, *, traced: bool) -> dict[tuple[str, str], tuple[list[ReadyRule], list[ReadyRule]]]:
        shop = Workshop(self._numbers, self.attributes, traced=traced)
        return {
            key: (
                [shop.ready(rule) for rule in signature.versions],
                [shop.ready(rule) for rule in signature.exceptions],
            )
            for key, signature in self._lowering.signatures.items()
        }

    @cached_property
    def _traced(self) -> dict[tuple[str, str], tuple[list[ReadyRule], list[ReadyRule]]]:
        return self._ready(traced=True)

    @cached_property
    def _plain(self) -> dict[tuple[str, str], tuple[list[ReadyRule], list[ReadyRule]]]:
        return self._ready(traced=False)

    @cached_property
    def _by_number(self) -> dict[int, ReadyRule]:
        return {ready.number: ready for pair in self._traced.values() for entries in pair for ready in entries}


def load_law(
    folder: Path,
    *,
    attributes: Iterable[Attribute],
    units: Iterable[UnitDefinition],
    switches: Mapping[str, str] | None = None,
) -> Law:
    """Read, check and lower the law of a folder; nothing of it is run.

    switches   `<file>.<name>` → choice, for a trial; another hash
    Raises     LawErrors with every fault: file, line, what to write instead
    """
    errors: list[LawError] = []
    paths = sorted(folder.glob("*.py"))
    files: dict[str, LawFile] = {}
    parameters: dict[str, Parameter] = {}
    for path in paths:
        if path.name != "__init__.py":
            files[path.stem] = Reader(path, _shown(path), errors.append).read()
    numbers = sorted(folder.glob("*.yaml"))
    for path in numbers:
        parameters.update(ParameterReader(path, _shown(path), switches or {}, errors.append).read())
    errors.extend(
        LawError(_shown(folder), 1, f"there is no switch {key}{nearest(key, parameters)}", "a switch of the law")
        for key in sorted(set(switches or {}) - set(parameters))
    )
    by_name = {definition.name: definition for definition in units}
    lowering = Lowering(files, parameters, _all_attributes(attributes, by_name), _roles(by_name))
    check_files(files, by_name, errors.append)
    if not errors:
        lowering.lower_all()
        errors.extend(lowering.errors)
    if not errors:
        check_lowered(lowering, by_name, errors.append)
    if errors:
        raise LawErrors(errors)
    return Law(lowering, by_name, _digest([*paths, *numbers], lowering.attributes, by_name, switches or {}))


def _shown(path: Path) -> str:
    """The path as it is shown: from the working directory where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _all_attributes(attributes: Iterable[Attribute], units: Mapping[str, UnitDefinition]) -> dict[str, Attribute]:
    found = {attribute.name: attribute for attribute in attributes}
    for definition in units.values():
        for attribute in definition.gives:
            found[attribute.name] = attribute
    return found


def _roles(units: Mapping[str, UnitDefinition]) -> dict[str, str]:
    """Every role of every unit; one that is single in all of them is single."""
    found: dict[str, str] = {}
    for definition in units.values():
        for role, arity in definition.roles.items():
            found[role] = arity if found.get(role, arity) == arity else "many"
    return found


def _digest(
    paths: list[Path],
    attributes: Mapping[str, Attribute],
    units: Mapping[str, UnitDefinition],
    switches: Mapping[str, str],
) -> str:
    """One digest of everything a result rests on but the engine and the situation."""
    digest = hashlib.sha256()
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    texts += [(f"unit {name}", definition.source_text) for name, definition in sorted(units.items())]
    texts += [(f"attribute {name}", _declared(attribute)) for name, attribute in sorted(attributes.items())]
    texts.append(("switches", json.dumps(dict(sorted(switches.items())))))
    for name, text in texts:
        digest.update(f"{name}\0{len(text)}\0{text}\0".encode())
    return digest.hexdigest()


def _declared(attribute: Attribute) -> str:
    """What the engine reads of an attribute; questions and other words of the pack change no result."""
    names = (
        "entity",
        "type",
        "unit",
        "choices",
        "repeats",
        "minimum",
        "maximum",
        "default",
        "not_applicable",
        "registers",
    )
    return repr([getattr(attribute, name) for name in names])
