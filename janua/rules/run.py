"""One assessment under way: what the law may read, what is worked out already, and what was found missing."""

from dataclasses import dataclass
from typing import Any

from janua.rules.attributes import Attribute
from janua.rules.calendar import FOR_EVER, FOREVER_AGO
from janua.rules.edition import Edition
from janua.rules.explanation import Explanation, Told
from janua.rules.series import OVER, Undecided, count_by, total
from janua.rules.situation import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    Item,
    Situation,
    default_items,
    integer_form,
    not_applicable_items,
)
from janua.rules.types import DATE, WINDOW, Type
from janua.rules.units import Members

NO_VALUE_ON_DAY = "no value on the day"
SEVERAL_VALUES = "several values on the day"


@dataclass(frozen=True, slots=True)
class Missing:
    """What a decision waits for, and the register that has it."""

    attribute: str
    register: str | None
    person: str | None
    status: str
    kind: str = "fact"

    def to_json(self) -> dict[str, str | None]:
        return {
            "attribute": self.attribute,
            "register": self.register,
            "person": self.person,
            "status": self.status,
            "kind": self.kind,
        }


class Unknown(Exception):
    """A value cannot be worked out without these.

    What is kept is always the tuple, never the exception: with its traceback it would hold the whole run in a circle.
    """

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__(missing)


Chosen = tuple[list[Item], list[Item], bool]  # entries that count, entries without value, whether any has a source
Reading = tuple[int | None, int, tuple[Missing, ...]]  # a value, its node, and what is missing where there is none


class Run:
    """The state of one assessment of one programme."""

    __slots__ = (
        "attributes", "branches", "ceilings", "chosen", "days", "edition", "exceptions", "explanation", "given_nodes",
        "marks", "members", "memo", "parameter_day", "parameter_nodes", "readings", "rules", "situation",
    )  # fmt: skip

    def __init__(
        self,
        edition: Edition,
        situation: Situation,
        members: Members,
        parameter_day: int,
        days: dict[str, Any],
        explanation: Explanation | None,
    ) -> None:
        self.edition, self.situation, self.members = edition, situation, members
        self.attributes, self.rules, self.exceptions = edition.attributes, edition.rules, edition.exceptions
        self.parameter_day, self.days, self.explanation = parameter_day, days, explanation
        self.memo: dict[Any, Any] = {}
        self.readings: dict[Any, Any] = {}
        self.chosen: dict[Any, Chosen | None] = {}
        self.given_nodes: dict[str, int] = {}
        self.parameter_nodes: dict[str, int] = {}
        self.marks: set[str] = set()
        self.branches: set[tuple[int, int | str]] = set()
        self.ceilings: set[int] = set()  # rules whose amount is a ceiling for discretion

    # What is known

    def items(self, attribute: Attribute, subject: str | None) -> tuple[Item, ...] | None:
        """Entries of an attribute, its default where nothing is said; None where nothing is known."""
        if attribute.entity in ("member", "unit"):
            found = self._found_by_unit(attribute, subject)
        elif attribute.entity == "dwelling":
            found = self.situation.items(self.members.dwelling, attribute.name) if self.members.dwelling else None
        else:
            found = self.situation.items(subject if attribute.entity == "person" else None, attribute.name)
        if found is None:
            return self._default(attribute)
        if len(found) == 1 and found[0].value is None:
            if found[0].status == NOT_APPLICABLE:
                standing = not_applicable_items(attribute)
                return found if standing is None else standing
            if found[0].status == NOT_KNOWN:
                standing = self._default(attribute)
                return found if standing is None else standing
        return found

    def _default(self, attribute: Attribute) -> tuple[Item, ...] | None:
        standing = self.edition.standing
        if attribute.name not in standing:
            standing[attribute.name] = default_items(attribute)
        found: tuple[Item, ...] | None = standing[attribute.name]
        return found

    def _found_by_unit(self, attribute: Attribute, subject: str | None) -> tuple[Item, ...] | None:
        given = self.members.facts.get((subject, attribute.name))
        if given is None or given.value is None:
            return None
        ref: Any = given.ref
        return (Item(integer_form(attribute, given.value), FOREVER_AGO, FOR_EVER, "", ref, "", dated=False),)

    def unknown(self, attribute: Attribute, subject: str | None, status: str) -> tuple[Missing, ...]:
        register = attribute.registers[0] if attribute.registers else None
        return (Missing(attribute.name, register, subject, status or NOT_KNOWN),)

    def fact(self, attribute: Attribute, subject: str | None, day: int) -> Reading:
        """Value of an attribute on a day, its node, and why there is none."""
        key = (attribute.name, subject, day)
        found = self.readings.get(key)
        if found is None:
            found = self.readings[key] = self._read_fact(attribute, subject, day)
        return found

    def _read_fact(self, attribute: Attribute, subject: str | None, day: int) -> Reading:
        items = self.items(attribute, subject)
        holding = [item for item in items or () if item.first <= day <= item.last]
        item = holding[0] if holding else None
        if len(holding) > 1:
            item = max(holding, key=lambda entry: entry.first)
            if any(other.first == item.first and other.value != item.value for other in holding):
                item = Item(None, item.first, item.last, status=SEVERAL_VALUES)  # neither is later: nobody can choose
        if item is None and items:
            item = next(iter(self._default(attribute) or ()), None)
        missing: tuple[Missing, ...] = ()
        if item is None or item.value is None:
            missing = self.unknown(attribute, subject, item.status if item else NOT_KNOWN)
        node = self._tell_fact(
            attribute.name, attribute.law_type, attribute.steps, subject, item and item.value, item and item.ref
        )
        return (item.value if item else None), node, missing

    def _tell_fact(self, key: str, kind: Type, steps: int, subject: str | None, value: Any, ref: Any) -> int:
        if self.explanation is None:
            return -1
        shared = ("fact", key, subject, value, ref)
        node = self.explanation.shared.get(shared)
        if node is None:
            told = self.edition.told("fact", ("", key), kind, steps)
            node = self.explanation.shared[shared] = self.explanation.add(told, value, subject=subject, ref=ref)
        return node

    def series(
        self,
        function: str,
        attribute: Attribute,
        subject: str | None,
        window: tuple[int, ...],
        codes: frozenset[int] | None,
        crossing: str,
        kind: Type,
    ) -> Reading:
        """A function over an attribute's entries, its node, and why there is no value."""
        key = (function, attribute.name, subject, window, codes, crossing)
        found = self.readings.get(key)
        if found is None:
            found = self.readings[key] = self._read_series(function, attribute, subject, window, codes, crossing, kind)
        return found

    def _read_series(
        self,
        function: str,
        attribute: Attribute,
        subject: str | None,
        window: tuple[int, ...],
        codes: frozenset[int] | None,
        crossing: str,
        kind: Type,
    ) -> Reading:
        value: int | None = None
        missing: tuple[Missing, ...] = ()
        found = self._choose(attribute, subject, codes)
        refs = None
        if found is None:
            missing = self.unknown(attribute, subject, NOT_KNOWN)
        else:
            used, unclear, sourced = found
            if unclear:
                unclear = [item for item in unclear if item.first <= window[1] and window[0] <= item.last]
            try:
                if function == "total":
                    value = total(used, window, crossing)
                elif crossing != "refuse":
                    value = count_by(used, window, crossing)
                else:
                    value = OVER[function](used, window)
                if unclear and not (value and function in ("held", "covered")):
                    value, missing = None, self.unknown(attribute, subject, unclear[0].status)
            except Undecided as undecided:
                status = unclear[0].status if unclear else str(undecided)
                missing = self.unknown(attribute, subject, status)
            if sourced:
                refs = [item.ref for item in used if item.ref and item.first <= window[1] and window[0] <= item.last]
        node = -1
        if self.explanation is not None:
            steps = attribute.steps if function == "total" else 1
            told = self.edition.told("fact", (function, attribute.name), kind, steps)
            node = self.explanation.add(told, value, subject=subject, ref=refs, given=(window,))
        return value, node, missing

    def _choose(self, attribute: Attribute, subject: str | None, codes: frozenset[int] | None) -> Chosen | None:
        """Entries that count, entries without value, and whether any names its source; None where nothing is known."""
        key = (attribute.name, subject, codes)
        if key not in self.chosen:
            items = self.items(attribute, subject)
            if items is None:
                self.chosen[key] = None
            else:
                used = [item for item in items if item.value is not None and _counts(item.value, attribute, codes)]
                unclear = [item for item in items if item.value is None] if len(used) < len(items) else []
                self.chosen[key] = used, unclear, any(item.ref for item in used)
        return self.chosen[key]

    # What is given

    def given_node(self, name: str) -> int:
        """The node of a built-in name."""
        node = self.given_nodes.get(name)
        if node is None:
            assert self.explanation is not None  # only asked while explaining
            kind = WINDOW if name == "period" else DATE
            shared = ("given", name, self.days[name])
            node = self.explanation.shared.get(shared)
            if node is None:
                told = Told("given", name, kind)
                node = self.explanation.shared[shared] = self.explanation.add(told, self.days[name])
            self.given_nodes[name] = node
        return node

    def parameter_node(self, key: str) -> int:
        """The node of a parameter, with its first day, citation and mark."""
        node = self.parameter_nodes.get(key)
        if node is None:
            assert self.explanation is not None  # only asked while explaining
            bound = self.edition.bound[key]
            shared = ("parameter", bound.told)
            node = self.explanation.shared.get(shared)
            if node is None:
                node = self.explanation.shared[shared] = self.explanation.add(bound.told, bound.shown)
            self.parameter_nodes[key] = node
        return node


def _counts(value: int, attribute: Attribute, codes: frozenset[int] | None) -> bool:
    """Does a known value count: among the choices asked for, and not a no?"""
    if codes is not None:
        return value in codes
    return bool(value) if attribute.type == "bool" else True
