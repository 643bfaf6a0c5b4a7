"""A country's law, loaded and checked: its programmes, rules, parameters, and what is in force on a day."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from janua.rules.attributes import Attribute
from janua.rules.checker import needed
from janua.rules.coverage import Branch, branches_of
from janua.rules.edition import Edition, ReadyRule
from janua.rules.errors import NoSuchProgramme, nearest
from janua.rules.lowering import Lowering
from janua.rules.parameters import DatedValue, Parameter
from janua.rules.scope import LoweredRule
from janua.rules.source import Programme, RuleVersion
from janua.rules.units import UnitDefinition
from janua.rules.works import Workshop

ENGINE = "janua.rules 1"  # raised whenever the same law and situation could give another result or explanation


class Law:
    """What `load_law` gives. Safe to keep and share between threads: nothing of an assessment stays in it."""

    def __init__(self, lowering: Lowering, units: Mapping[str, UnitDefinition], digest: str) -> None:
        self.lowering = lowering
        self.hash, self.engine = digest, ENGINE
        self.units = units
        self.attributes: Mapping[str, Attribute] = lowering.attributes
        self.parameters: Mapping[str, Parameter] = lowering.parameters
        self.programmes: dict[str, Programme] = {
            file.programme.code: file.programme for file in lowering.files.values() if file.programme is not None
        }
        self.numbers = {key: number for number, key in enumerate(lowering.signatures)}
        self._editions: dict[tuple[int, bool], Edition] = {}

    @property
    def rules(self) -> Mapping[str, tuple[RuleVersion, ...]]:
        """Every rule by `<file>.<name>`, with its versions and the exceptions to it."""
        return {
            signature.key: tuple(rule.version for rule in (*signature.versions, *signature.exceptions))
            for signature in self.lowering.signatures.values()
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
            for signature in needed(self.lowering, self.programme(code).file)
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
        signature = self.lowering.signatures[file, name]
        return (*signature.versions, *signature.exceptions)

    def branches(self) -> frozenset[Branch]:
        """Every branch that a case should reach."""
        return frozenset(
            branch
            for signature in self.lowering.signatures.values()
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
            edition = Edition(max(start, 1), self.attributes, self.parameters, ready, self.numbers)
            self._editions[at, traced] = edition
        return edition

    def version_numbered(self, number: int) -> RuleVersion:
        """The rule version behind a number of `Run.branches`."""
        return self._by_number[number].lowered.version

    def _lowered_of(self, code: str) -> list[LoweredRule]:
        signatures = needed(self.lowering, self.programme(code).file)
        return [rule for signature in signatures for rule in (*signature.versions, *signature.exceptions)]

    @cached_property
    def _breaks(self) -> list[int]:
        """Days on which something begins or ends."""
        days = {1}
        for signature in self.lowering.signatures.values():
            for rule in (*signature.versions, *signature.exceptions):
                days |= {rule.version.since_day, rule.version.until_day + 1}
        for parameter in self.parameters.values():
            days |= {value.starts_on.toordinal() for value in parameter.values}
        return sorted(days)

    def _ready(self, *, traced: bool) -> dict[tuple[str, str], tuple[list[ReadyRule], list[ReadyRule]]]:
        shop = Workshop(self.numbers, self.attributes, traced=traced)
        return {
            key: (
                [shop.ready(rule) for rule in signature.versions],
                [shop.ready(rule) for rule in signature.exceptions],
            )
            for key, signature in self.lowering.signatures.items()
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
