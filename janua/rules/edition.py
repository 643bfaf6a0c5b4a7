"""The law as it stands on one day: which version of each rule is in force, and every parameter's value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from janua.rules.attributes import Attribute
from janua.rules.explanation import Told
from janua.rules.parameters import DatedValue, Parameter, Row
from janua.rules.scope import LoweredRule
from janua.rules.types import Type

Work = Callable[[Any], Any]  # from the frame of a rule to a value of the integer form


@dataclass(frozen=True, slots=True, eq=False)
class NamedWork:
    """An assigned name of a rule, ready to run."""

    work: Work
    told: Told


@dataclass(slots=True, eq=False)
class ReadyRule:
    """One version of a rule, ready to run; `number` tells it from all others of the law."""

    number: int
    lowered: LoweredRule
    told: Told
    body: Work
    names: Mapping[int, NamedWork]
    when: Work | None = None
    is_test: bool = False  # a condition or alternative: met or not met is told of it
    returned: tuple[tuple[int, int | str], ...] = ()  # this rule's branches, by the number of the `return`
    answered: tuple[tuple[int, int | str], ...] = ()  # and by the answer: not met, met

    def __post_init__(self) -> None:
        self.returned = tuple((self.number, branch) for branch in range(self.lowered.returns + 1))
        self.answered = (self.number, "not met"), (self.number, "met")


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A parameter's value on the day."""

    value: Any
    told: Told
    shown: Any
    mark: str

    @classmethod
    def of(cls, parameter: Parameter, dated: DatedValue) -> "Bound":
        value = dated.value
        told = Told(
            "parameter", parameter.key, parameter.type, parameter.steps, dated.citation, dated.mark, dated.starts_on
        )
        if isinstance(value, tuple):
            shown = tuple(row.label for row in value) if value and isinstance(value[0], Row) else value
            return cls(value, told, shown, dated.mark)
        return cls(value, told, value, dated.mark)


class Edition:
    """What is in force on one day."""

    def __init__(
        self,
        day: int,
        attributes: Mapping[str, Attribute],
        parameters: Mapping[str, Parameter],
        rules: Mapping[tuple[str, str], tuple[list[ReadyRule], list[ReadyRule]]],
        numbers: Mapping[tuple[str, str], int],
    ) -> None:
        self.day, self.attributes = day, attributes
        self.bound: dict[str, Bound] = {}
        for key, parameter in parameters.items():
            dated = parameter.on(day)
            if dated is not None and dated.value is not None:
                self.bound[key] = Bound.of(parameter, dated)
        self.rules: list[ReadyRule | None] = [None] * len(numbers)
        self.exceptions: list[tuple[ReadyRule, ...]] = [()] * len(numbers)
        self.conditions: dict[str, list[tuple[int, ReadyRule]]] = {}
        self.amounts: dict[str, tuple[int, ReadyRule]] = {}
        self._pays: set[str] = set()  # files with an amount, in force or not
        for name, (versions, exceptions) in rules.items():
            self._put(name, numbers[name], versions, exceptions)
        for conditions in self.conditions.values():
            conditions.sort(key=lambda entry: entry[1].lowered.version.line)  # as the law states them
        self.standing: dict[str, Any] = {}  # entries that stand where nothing is said of an attribute, once looked up
        self._told: dict[tuple[str, str], Told] = {}
        self._codes: dict[tuple[str, tuple[str, ...]], frozenset[int]] = {}

    def _put(self, name: tuple[str, str], number: int, versions: list[ReadyRule], exceptions: list[ReadyRule]) -> None:
        if any(ready.lowered.version.kind == "amount" for ready in versions):
            self._pays.add(name[0])
        in_force = [ready for ready in versions if ready.lowered.version.in_force_on(self.day)]
        if not in_force:
            return
        ready = in_force[0]
        self.rules[number] = ready
        self.exceptions[number] = tuple(entry for entry in exceptions if entry.lowered.version.in_force_on(self.day))
        if ready.lowered.version.kind == "condition":
            self.conditions.setdefault(name[0], []).append((number, ready))
        if ready.lowered.version.kind == "amount":
            self.amounts[name[0]] = (number, ready)

    def in_force(self, file: str) -> bool:
        """Is a programme's law in force: its amount; where it pays none, a condition?

        Single conditions may be older than the law that pays: by themselves they make nobody eligible.
        """
        return file in self.amounts if file in self._pays else bool(self.conditions.get(file))

    def told(self, kind: str, name: tuple[str, str], law_type: Type, steps: int) -> Told:
        """The unchanging half of a fact's node: of `attribute`, or of `function(attribute)`."""
        found = self._told.get(name)
        if found is None:
            function, attribute = name
            key = f"{function}({attribute})" if function else attribute
            found = self._told[name] = Told(kind, key, law_type, steps)
        return found

    def codes(self, param: str, choices: tuple[str, ...]) -> frozenset[int]:
        """Codes of the choices that a parameter lists (or names)."""
        found = self._codes.get((param, choices))
        if found is None:
            value = self.bound[param].value
            texts = (value,) if isinstance(value, int) else value
            codes = (text if isinstance(text, int) else choices.index(text) for text in texts)
            found = self._codes[param, choices] = frozenset(codes)
        return found
