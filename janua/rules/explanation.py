"""The explanation of an assessment: a graph of message keys and typed values, translated only where it is shown."""

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


class Node:
    """One value on the way; `children` are the nodes it rests on."""

    __slots__ = ("branch", "children", "given", "id", "ref", "steps", "subject", "told", "value")

    def __init__(
        self,
        id: int,  # noqa: A002  the word of the wire format
        told: Told,
        value: Any,
        children: tuple[int, ...],
        subject: str | None,
        branch: int | None,
        ref: Any,
        given: tuple[Any, ...],
        steps: int,
    ) -> None:
        self.id, self.told, self.value, self.children = id, told, value, children
        self.subject, self.branch, self.ref, self.given, self.steps = subject, branch, ref, given, steps

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


class Explanation:
    """The graph, grown while law is assessed; programmes assessed together share it."""

    __slots__ = ("nodes", "shared")

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.shared: dict[Any, int] = {}

    def add(
        self,
        told: Told,
        value: Any,
        children: list[int] | tuple[int, ...] = (),
        subject: str | None = None,
        branch: int | None = None,
        ref: Any = None,
        given: tuple[Any, ...] = (),
        steps: int = 0,
    ) -> int:
        """A new node; its number."""
        number = len(self.nodes)
        below = tuple(dict.fromkeys(children)) if len(children) > 1 else tuple(children)
        self.nodes.append(Node(number, told, value, below, subject, branch, ref, given, steps or told.steps))
        return number

    def below(self, root: int) -> list[Node]:
        """The node and everything it rests on, each once, in the order of their numbers."""
        seen, waiting = set(), [root]
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                waiting.extend(self.nodes[number].children)
        return [self.nodes[number] for number in sorted(seen)]

    def to_json(self) -> dict[str, Any]:
        return {"nodes": [node.to_json() for node in self.nodes]}
