"""The explanation of an assessment: a graph of message keys and typed values, translated only where it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from janua.rules.types import Type, write_value


@dataclass(frozen=True, slots=True)
class Told:
    """What is the same each time a place of the law is explained."""

    kind: str
    key: str
    type: Type
    steps: int = 1
    citation: str = ""
    mark: str = ""
    starts_on: date | None = None
    returns: int = 1

    def __hash__(self) -> int:
        """Of what tells nearly all apart; looked up for each number that a rule reads."""
        return hash((self.key, self.starts_on))


class Node:
    """One value on the way; `children` are the nodes it rests on. A view on one row of an explanation."""

    __slots__ = ("branch", "children", "given", "id", "ref", "steps", "subject", "told", "value")

    def __init__(self, number: int, row: "Row") -> None:
        self.id = number
        self.told, self.value, children, self.subject, self.branch, self.ref, self.given, steps = row
        self.children = tuple(dict.fromkeys(children))
        self.steps = steps or self.told.steps

    @property
    def key(self) -> str:
        return self.told.key

    @property
    def kind(self) -> str:
        return self.told.kind

    @property
    def shown(self) -> Any:
        """The value as typed JSON."""
        if isinstance(self.value, str):
            return self.value
        return write_value(self.value, self.told.type, self.steps)

    def to_json(self) -> dict[str, Any]:
        told = self.told
        return {
            "id": self.id,
            "kind": told.kind,
            "key": told.key,
            "value": self.shown,
            "unit": told.type.unit,
            "children": list(self.children),
            "citation": told.citation,
            "mark": told.mark,
            "branch": self.branch,
            "subject": self.subject,
            "ref": self.ref,
            "from": told.starts_on.isoformat() if told.starts_on else None,
            "given": [_given(value) for value in self.given],
        }


def _given(value: Any) -> Any:
    """What a caller gave a rule: a window (with its number), a day or a count."""
    if not isinstance(value, tuple):
        return value
    shown = {"starts_on": date.fromordinal(value[0]).isoformat(), "ends_on": date.fromordinal(value[1]).isoformat()}
    return {**shown, "number": value[2]} if len(value) > 2 else shown


# told, value, children, subject, branch, ref, given, steps; plain, because an assessment writes hundreds of them.
Row = tuple[Told, Any, Sequence[int], str | None, int | None, Any, tuple[Any, ...], int]


class Explanation:
    """The graph, grown while law is assessed; programmes assessed together share it."""

    __slots__ = ("rows", "shared")

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.shared: dict[Any, int] = {}

    def add(
        self,
        told: Told,
        value: Any,
        children: Sequence[int] = (),
        subject: str | None = None,
        branch: int | None = None,
        ref: Any = None,
        given: tuple[Any, ...] = (),
        steps: int = 0,
    ) -> int:
        """A new node; its number."""
        rows = self.rows
        rows.append((told, value, children, subject, branch, ref, given, steps))
        return len(rows) - 1

    def node(self, number: int) -> Node:
        return Node(number, self.rows[number])

    @property
    def nodes(self) -> list[Node]:
        """Every node, by number."""
        return [Node(number, row) for number, row in enumerate(self.rows)]

    def reached(self, root: int) -> set[int]:
        """Numbers of the node and of everything it rests on."""
        rows = self.rows
        seen, waiting = {root}, [root]
        while waiting:
            below = set(rows[waiting.pop()][2]) - seen
            seen |= below
            waiting.extend(below)
        return seen

    def below(self, root: int) -> list[Node]:
        """The node and everything it rests on, each once, in the order of their numbers."""
        return [self.node(number) for number in sorted(self.reached(root))]

    def marks(self, root: int) -> tuple[str, ...]:
        """Confidence marks of every rule and parameter that the result rests on."""
        found = {self.rows[number][0].mark for number in self.reached(root)}
        return tuple(sorted(found - {""}))

    def to_json(self) -> dict[str, Any]:
        return {"nodes": [node.to_json() for node in self.nodes]}
