"""Which rules a programme needs on a day, from where each is called, and which are worked out once and kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from janua.rules.edition import Edition, ReadyRule
from janua.rules.law import Law
from janua.rules.nodes import (
    Among,
    Arith,
    BuiltIn,
    Call,
    Choose,
    Compare,
    Conditions,
    Const,
    Fact,
    IsKnown,
    Junction,
    Local,
    Lookup,
    Loop,
    MakeWindow,
    MembersOf,
    Node,
    Not,
    OnCalendar,
    Param,
    Part,
    Return,
    Rounding,
    Self,
    Share,
    Single,
)
from janua.rules.scope import LoweredRule

Key = tuple[str, str]
Loops = tuple[Loop | Share, ...]
SMALL = 12  # nodes of a rule that is written out wherever it is called
_SMALL = (Arith, Choose, Compare, Const, Fact, IsKnown, Junction, Not, Param, Return, Self, Single)
_HARMLESS = (*_SMALL, Among, BuiltIn, Local, Lookup, MakeWindow, MembersOf, OnCalendar, Part, Rounding)


@dataclass(slots=True)
class Calls:
    """From how many places a rule is called, and whether one of them comes by more than once."""

    places: int = 0
    repeated: bool = False


class Graph:
    """The rules in force that are needed for some results."""

    def __init__(self, law: Law, edition: Edition, roots: tuple[Key, ...]) -> None:
        self.law, self.edition = law, edition
        self.calls: dict[Key, Calls] = {}
        self._harmless: dict[Key, bool] = {}
        for root in roots:
            self._called(root, repeated=False)

    def ready(self, key: Key) -> ReadyRule | None:
        """The version in force; None where there is none on the day."""
        return self.edition.rules[self.law.numbers[key]]

    def exceptions(self, key: Key) -> tuple[ReadyRule, ...]:
        return self.edition.exceptions[self.law.numbers[key]]

    def is_given(self, key: Key) -> bool:
        """Does a caller give it arguments?"""
        return bool(self.law.lowering.signatures[key].given)

    def is_kept(self, key: Key) -> bool:
        """Worked out once for each person (or for the unit), where it is first needed."""
        calls = self.calls[key]
        return not self.is_given(key) and (calls.places > 1 or calls.repeated) and not self._is_small(key)

    def is_written_out(self, key: Key) -> bool:
        """Written where it is called; otherwise a function of its own."""
        return not self.is_kept(key) and (self.calls[key].places == 1 or self._is_small(key))

    def is_early(self, key: Key) -> bool:
        """Kept, and worked out for everybody before anything else: it costs little, and nothing can go wrong in it."""
        return self.is_kept(key) and self._is_harmless(key)

    def is_of_person(self, key: Key) -> bool:
        return self.law.lowering.signatures[key].of == "person"

    def stages(self) -> Iterator[list[Key]]:
        """Early rules in the order of need: some of persons, which one loop works out, or one of the unit."""
        waiting = [key for key in reversed(self.calls) if self.is_early(key)]
        done: set[Key] = set()
        while waiting:
            some: list[Key] = []
            for key in [key for key in waiting if self.is_of_person(key)] * len(waiting):
                own, others = self._needs(key)
                if key not in some and others <= done and own <= done | set(some):
                    some.append(key)
            done |= set(some)
            if some:
                yield some
            ready = [key for key in waiting if not self.is_of_person(key) and self._needs(key)[1] <= done]
            for key in ready:
                yield [key]
            done |= set(ready)
            waiting = [key for key in waiting if key not in done]

    def _needs(self, key: Key) -> tuple[set[Key], set[Key]]:
        """Early rules of the same person, and those of others or of the unit, that a rule rests on."""
        own: set[Key] = set()
        others: set[Key] = set()
        for lowered in self._versions(key):
            for node, loops in calls_in(lowered):
                assert isinstance(node, Call)  # conditions are never early
                below = (node.file, node.name)
                same = isinstance(node.subject, Self) and not loops
                if self.is_early(below):
                    (own if same else others).add(below)
                else:
                    its_own, its_others = self._needs(below)
                    (own if same else others).update(its_own)
                    others |= its_others
        return own, others

    def _versions(self, key: Key) -> list[LoweredRule]:
        ready = self.ready(key)
        return [] if ready is None else [entry.lowered for entry in (ready, *self.exceptions(key))]

    def _is_harmless(self, key: Key) -> bool:
        """Only plain arithmetic, tests and sums over members, and only of rules that are so too."""
        if key not in self._harmless:
            self._harmless[key] = len(self.exceptions(key)) < 2 and all(
                self._is_harmless_node(node) for lowered in self._versions(key) for node in lowered.nodes()
            )
        return self._harmless[key]

    def _is_harmless_node(self, node: Node) -> bool:
        if isinstance(node, Call):
            key = (node.file, node.name)
            return self._is_harmless(key) and (self.is_kept(key) or self.is_written_out(key))
        if isinstance(node, Loop):
            return isinstance(node.over, MembersOf)
        return isinstance(node, _HARMLESS) and getattr(node, "day", None) is None

    def _is_small(self, key: Key) -> bool:
        ready = self.ready(key)
        if ready is None:
            return True
        if ready.lowered.locals or self.exceptions(key):
            return False
        nodes = ready.lowered.nodes()
        plain = all(isinstance(node, (*_SMALL, Local)) and getattr(node, "day", None) is None for node in nodes)
        return plain and len(nodes) <= SMALL

    def _called(self, key: Key, *, repeated: bool) -> None:
        found = self.calls.get(key)
        if found is not None:
            found.places += 1
            found.repeated |= repeated
            return
        self.calls[key] = Calls(1, repeated)
        ready = self.ready(key)
        if ready is None:
            return
        for lowered in (ready.lowered, *(entry.lowered for entry in self.exceptions(key))):
            for node, loops in calls_in(lowered):
                if isinstance(node, Conditions):
                    for number, _ in self.edition.conditions.get(node.file, ()):
                        self._called(self.key_of(number), repeated=bool(loops) or lowered.version.of == "person")
                else:
                    self._called((node.file, node.name), repeated=_repeated(lowered, node, loops))

    def key_of(self, number: int) -> Key:
        """The rule behind a number of the law."""
        return next(key for key, own in self.law.numbers.items() if own == number)


def calls_in(rule: LoweredRule) -> Iterator[tuple[Call | Conditions, Loops]]:
    """Calls of a rule, each with the loops around it."""

    def visit(node: Node, loops: Loops) -> Iterator[tuple[Call | Conditions, Loops]]:
        if isinstance(node, (Call, Conditions)):
            yield node, loops
        for part in node.parts():
            yield from visit(part, (*loops, node) if _is_inside(node, part) else loops)  # type: ignore[arg-type]

    roots = [rule.body, *(local.node for local in rule.locals), *([rule.when] if rule.when is not None else [])]
    for root in roots:
        yield from visit(root, ())


def _is_inside(node: Node, part: Node) -> bool:
    """Is a part worked out for each one that a loop goes through?"""
    if isinstance(node, Share):
        return part is not node.total
    return isinstance(node, Loop) and part is not node.over and part is not node.default


def _repeated(caller: LoweredRule, call: Call, loops: Loops) -> bool:
    """May one key be asked for more than once from this place?"""
    if caller.given:
        return True
    if isinstance(call.subject, Self):
        return bool(loops)
    if caller.version.of == "person":
        return True
    if isinstance(call.subject, Local):
        return len(loops) != 1 or not isinstance(getattr(loops[0], "over", None), MembersOf)
    return bool(loops)
