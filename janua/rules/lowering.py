"""Lowering a whole law: each rule once, in the order of need; cycles and disagreeing versions are found on the way."""

import ast
from collections.abc import Mapping
from math import lcm

from janua.rules.algebra import Value, const, rescale
from janua.rules.attributes import Attribute
from janua.rules.errors import LawError
from janua.rules.nodes import Conditions
from janua.rules.parameters import Parameter
from janua.rules.scope import GIVEN_TYPES, LoweredRule, Signature
from janua.rules.source import LawFile, RuleVersion
from janua.rules.statements import RuleLowering
from janua.rules.types import ANY_PERIOD, BOOL, Type


class Broken(Exception):
    """What is needed has a fault that is reported already."""


class Lowering:
    """Everything known of a law while it is lowered; faults are gathered in `errors`."""

    def __init__(
        self,
        files: Mapping[str, LawFile],
        parameters: Mapping[str, Parameter],
        attributes: Mapping[str, Attribute],
        roles: Mapping[str, str],
    ) -> None:
        self.files, self.parameters, self.attributes, self.roles = files, parameters, attributes, roles
        self.errors: list[LawError] = []
        self.signatures: dict[tuple[str, str], Signature] = {}
        self._under_way: list[tuple[str, str]] = []
        self._broken: set[tuple[str, str]] = set()

    def lower_all(self) -> None:
        """Lower every rule of every file."""
        for file in self.files.values():
            names = dict.fromkeys(rule.name for rule in file.rules if rule.kind != "exception")
            if file.programme is not None:
                names["eligible"] = None
            for name in names:
                try:
                    self.signature(file.name, name, file.path, 1)
                except Broken:
                    continue

    def find(self, file: str, name: str) -> tuple[str, str] | None:
        """The rule that a bare name means in a file: its own, or an imported one."""
        law_file = self.files[file]
        if any(rule.name == name and rule.kind != "exception" for rule in law_file.rules):
            return file, name
        if name == "eligible" and law_file.programme is not None:
            return file, name
        if name in law_file.imports:  # check_files has seen that it is there
            there, original, _ = law_file.imports[name]
            return self.find(there, original) if there in self.files else None
        return None

    def names_of(self, file: str) -> list[str]:
        """Every name a rule of the file may use, to find the nearest."""
        own = [rule.name for rule in self.files[file].rules]
        return [
            *own,
            *self.files[file].imports,
            *self.roles,
            *self.attributes,
            "p",
            "period",
            "on",
            "applied_on",
            "event_on",
        ]

    def signature(self, file: str, name: str, path: str, line: int) -> Signature:
        """The lowered versions of a rule under one signature.

        Raises   Broken where it has a fault (reported); LawError for a cycle
        """
        key = (file, name)
        if key in self.signatures:
            return self.signatures[key]
        if key in self._broken:
            raise Broken
        if key in self._under_way:
            circle = [".".join(entry) for entry in [*self._under_way[self._under_way.index(key) :], key]]
            raise LawError(
                path, line, f"rules need each other in a circle: {' → '.join(circle)}", "one of them without the other"
            )
        self._under_way.append(key)
        try:
            self.signatures[key] = (
                self._eligible(file) if name == "eligible" and not self._own(file, name) else self._lower(key)
            )
        except LawError as error:
            self.errors.append(error)
            self._broken.add(key)
            raise Broken from None
        except Broken:
            self._broken.add(key)
            raise
        finally:
            self._under_way.pop()
        return self.signatures[key]

    def given_type(self, version: RuleVersion, annotation: str) -> Type:
        """The type of an argument that a caller gives; money in the law's currency, of any period."""
        if annotation in GIVEN_TYPES:
            return GIVEN_TYPES[annotation]
        currencies = {file.programme.currency for file in self.files.values() if file.programme is not None}
        if annotation == "Money" and len(currencies) == 1:
            return Type("money", currency=currencies.pop(), per=ANY_PERIOD)
        raise LawError(
            version.path,
            version.line,
            f"{annotation} cannot be given by a caller",
            " or ".join([*GIVEN_TYPES, "Money"]),
        )

    def _own(self, file: str, name: str) -> list[RuleVersion]:
        return [rule for rule in self.files[file].rules if rule.name == name and rule.kind != "exception"]

    def _lower(self, key: tuple[str, str]) -> Signature:
        file, name = key
        versions = self._own(file, name)
        exceptions = [rule for rule in self.files[file].rules if rule.kind == "exception" and rule.base == name]
        self._agree(versions, exceptions)
        lowered: list[LoweredRule] = []
        failed = False
        for version in [*versions, *exceptions]:
            try:
                lowered.append(RuleLowering(self, version).lower())
            except LawError as error:
                self.errors.append(error)
                failed = True
            except Broken:
                failed = True
        if failed:
            raise Broken
        return self._unify(key, versions[0], lowered, len(versions))

    def _agree(self, versions: list[RuleVersion], exceptions: list[RuleVersion]) -> None:
        first = versions[0]
        for other in (*versions[1:], *exceptions):
            if other.of != first.of:
                raise LawError(
                    other.path,
                    other.line,
                    f"{other.name} is not of the same {first.of} as {first.key}",
                    f"of={first.of.upper()}",
                )
            if _given(other) != _given(first):
                raise LawError(
                    other.path,
                    other.line,
                    f"{other.name} is given other arguments than {first.key}",
                    "the same annotated arguments",
                )

    def _unify(self, key: tuple[str, str], first: RuleVersion, lowered: list[LoweredRule], plain: int) -> Signature:
        """One type and one denominator for all versions and exceptions; one that gives only 0 takes their unit."""
        kind = next((rule.type for rule in lowered if rule.type.kind != "count"), lowered[0].type)
        for rule in lowered:
            only_zero = rule.type.kind == "count" and rule.body.lo == rule.body.hi == 0
            if not (rule.type.same_as(kind) or only_zero or {rule.type.kind, kind.kind} == {"count", "rate"}):
                raise LawError(
                    rule.version.path,
                    rule.version.line,
                    f"{rule.version.name} gives {rule.type}, another version of {key[1]} gives {kind}",
                    "one type for all versions and exceptions",
                )
        steps = lcm(*(rule.steps for rule in lowered))
        for rule in lowered:
            rule.body = rescale(Value(kind, rule.body, const(rule.steps)), steps)
            rule.type, rule.steps = kind, steps
            rule.version.type = kind
        given = tuple((name, self.given_type(first, annotation)) for name, annotation in _given(first))
        return Signature(
            file=key[0],
            name=key[1],
            of=first.of,
            type=kind,
            steps=steps,
            lo=min(rule.body.lo for rule in lowered),
            hi=max(rule.body.hi for rule in lowered),
            given=given,
            kind=first.kind,
            versions=lowered[:plain],
            exceptions=lowered[plain:],
        )

    def _eligible(self, file: str) -> Signature:
        """The rule that every programme has: all its conditions in force hold."""
        law_file = self.files[file]
        programme = law_file.programme
        assert programme is not None  # only asked of programmes
        conditions = dict.fromkeys(rule.name for rule in law_file.rules if rule.kind == "condition")
        for name in conditions:
            self.signature(file, name, law_file.path, programme.line)
        version = RuleVersion(
            file=file,
            name="eligible",
            kind="rule",
            of="unit",
            citation=programme.citation,
            since=None,
            until=None,
            mark="",
            meaning=f"Whether every condition of {programme.title or programme.code} is met.",
            source="",
            path=law_file.path,
            line=programme.line,
            arguments=(),
            body=[ast.Pass()],
            type=BOOL,
        )
        rules = frozenset((file, name) for name in conditions)
        lowered = LoweredRule(version, Conditions(file), BOOL, 1, slots=0, returns=1, rules=rules)
        return Signature(file, "eligible", "unit", BOOL, 1, 0, 1, (), "rule", [lowered], [])


def _given(version: RuleVersion) -> list[tuple[str, str]]:
    return [(name, annotation) for name, annotation in version.arguments if annotation is not None]


def amount_fault(signature: Signature, rule: LoweredRule, currency: str, period: str) -> tuple[str, str] | None:
    """What is wrong with an amount as a payment: not money of the programme, of another period, or never rounded."""
    kind: Type = signature.type
    if kind.kind == "count" and rule.body.lo == rule.body.hi == 0:
        return None
    if kind.kind != "money" or kind.currency != currency:
        return f"{rule.version.name} gives {kind}, not money in {currency}", f"an amount in {currency}"
    if kind.per not in ("", period) and period != "once":
        return f"{rule.version.name} is {kind} in a programme paid per {period}", f"per({period.upper()}, …)"
    if signature.steps != 1:
        return f"{rule.version.name} is never rounded", "round_half_up(…, to=CENT) where the law rounds"
    return None
