"""What the law said, told to the person: conditions in words, and the calculation line by line.

Works on the plain JSON that an assessment keeps, so that a letter of years ago is told from what was decided then.
Values of other adults of the household are known and not shown; so are totals from which they could be read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from janua.pack.messages import Messages

_TOLD = {"rule", "amount", "exception", "rounding", "fact", "parameter"}
NO_SOURCES: Mapping[str, str] = {}
_SERIES = re.compile(r"^\w+\((\w+)\)$")


@dataclass(frozen=True)
class ToldCondition:
    """One condition of the programme; `met` None: could not be found out."""

    text: str
    met: bool | None
    citation: str
    ways: tuple["ToldCondition", ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The condition as a letter template reads it."""
        return {
            "text": self.text,
            "met": self.met,
            "citation": self.citation,
            "ways": [way.to_json() for way in self.ways],
        }


@dataclass(frozen=True)
class ToldLine:
    """One line of the calculation.

    kind    number (of the law), known (a fact), step or result
    about   the person it is about; empty where it is the family's
    value   typed JSON; None where it is known and not shown
    mark    how sure the law's text is of it; empty where nobody doubts it
    """

    kind: str
    text: str
    about: str
    value: Any
    unit: str
    citation: str
    mark: str = ""

    def to_json(self) -> dict[str, Any]:
        """The line as a letter template reads it."""
        return {name: getattr(self, name) for name in ("kind", "text", "about", "value", "unit", "citation")}


@dataclass(frozen=True)
class Words:
    """The words of one language: messages of the pack, and its law's articles."""

    messages: Messages
    language: str
    citations: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text of a key; KeyError where the language has none."""
        return self.messages.text(key, self.language)

    def has(self, key: str) -> bool:
        """Whether the language has a text for a key."""
        return key in self.messages.texts[self.language]

    def citation(self, text: str) -> str:
        """An article as the language writes it; as the law names it where the pack gives no other."""
        return self.citations.get(text, text)


def told_conditions(conditions: Iterable[Mapping[str, Any]], words: Words) -> tuple[ToldCondition, ...]:
    """Every condition in words. Of the ways to meet one, those that met it; all of them where none did."""
    told = []
    for condition in conditions:
        ways = told_conditions(condition.get("alternatives", ()), words)
        if condition["met"]:
            ways = tuple(way for way in ways if way.met)
        told.append(
            ToldCondition(words.text(condition["key"]), condition["met"], words.citation(condition["citation"]), ways)
        )
    return tuple(told)


def told_missing(missing: Iterable[Mapping[str, Any]], words: Words) -> tuple[str, ...]:
    """What is not known, in words, each once."""
    return tuple(dict.fromkeys(words.text(one["attribute"]) for one in missing if words.has(one["attribute"])))


def told_lines(
    nodes: Sequence[Mapping[str, Any]],
    root: int,
    *,
    words: Words,
    names: Mapping[str, str],
    sources: Mapping[str, str] = NO_SOURCES,
    others: str = "",
) -> tuple[ToldLine, ...]:
    """The calculation behind an amount, each line after those it rests on, the amount last.

    root      number of the result's node
    names     person → how to call them; whoever is not among them is somebody else, whose values are not shown
    sources   fact → who stated it, told in the place of an article
    others    what to call somebody else, whose figures are then named as known and not shown; empty leaves them out
    """
    amounts = [number for number in nodes[root]["children"] if nodes[number]["kind"] == "amount"]
    teller = Teller(nodes, words, names, sources, others)
    for number in amounts:
        teller.tell(number, result=True)
    return tuple(teller.lines)


class Teller:
    """Walks the graph from the amount down, and tells each node once."""

    def __init__(
        self,
        nodes: Sequence[Mapping[str, Any]],
        words: Words,
        names: Mapping[str, str],
        sources: Mapping[str, str],
        others: str = "",
    ) -> None:
        self.nodes, self.words, self.names, self.sources, self.others = nodes, words, names, sources, others
        self.lines: list[ToldLine] = []
        self._seen: set[int] = set()
        self._rests: dict[int, tuple[bool, bool]] = {}

    def tell(self, number: int, *, result: bool = False, above: object = None) -> None:
        """Add the lines of a node; `above` is the value of the line that rests on it."""
        if number in self._seen:
            return
        self._seen.add(number)
        node = self.nodes[number]
        value = node["value"]
        if isinstance(value, bool) or node["kind"] in ("condition", "alternative"):
            # Whether something holds is told by the conditions; its reasons are not part of the sum.
            return
        told = self._line(node, result=result, above=above)
        # Nothing is compared with a figure that is not shown: a line left out as the same would tell what it is.
        inner = above if told is None else None if told.value is None else value
        # Below a hidden total too: what a person stated themselves, or of their children, is theirs to see.
        for child in node["children"]:
            self.tell(child, above=inner)
        if told is not None:
            self.lines.append(told)

    def _line(self, node: Mapping[str, Any], *, result: bool, above: object) -> ToldLine | None:
        key = key_of(node["key"])
        value = node["value"]
        if node["kind"] not in _TOLD or not self.words.has(key) or not is_figure(value):
            return None
        hidden = self.is_hidden(node)
        is_step = not result and not hidden and node["kind"] in ("rule", "rounding")
        if is_step and (value == above or self._repeats(node)):
            return None
        subject = node["subject"]
        if subject is not None and subject not in self.names:
            return self._of_another(node, key)
        if not result and not hidden and _is_nothing(value):
            return None
        return ToldLine(
            kind="result" if result else _kind(node["kind"]),
            text=self.words.text(key),
            about=self.names[subject] if subject is not None else "",
            value=None if hidden else value,
            unit=node["unit"],
            citation=self._source(node["ref"]) or self.words.citation(node["citation"]),
            mark=node.get("mark", ""),
        )

    def _of_another(self, node: Mapping[str, Any], key: str) -> ToldLine | None:
        """That a figure of somebody else is known, without saying whether it is nothing."""
        if not self.others or node["kind"] != "fact":
            return None
        return ToldLine("known", self.words.text(key), self.others, None, node["unit"], "")

    def _source(self, ref: Any) -> str:
        """Who stated the facts of a node, each once."""
        refs = [ref] if isinstance(ref, str) else ref or ()
        return "; ".join(dict.fromkeys(self.sources[one] for one in refs if one in self.sources))

    def _repeats(self, node: Mapping[str, Any]) -> bool:
        """Whether a step only hands on what the line below it says."""
        return any(
            self.nodes[child]["value"] == node["value"]
            and self.nodes[child]["unit"] == node["unit"]
            and self.nodes[child]["kind"] in ("rule", "fact")
            and self.words.has(key_of(self.nodes[child]["key"]))
            and not self.is_hidden(self.nodes[child])
            for child in node["children"]
        )

    def is_hidden(self, node: Mapping[str, Any]) -> bool:
        """Whether somebody else's figures could be read from a value.

        What people have adds up to a total that gives them away; once a figure of the law has gone in, the value
        is what the law makes of it, and the person must be told that.
        """
        others, law = self._rests_on(node["id"])
        return others and not law

    def _rests_on(self, number: int) -> tuple[bool, bool]:
        """Whether figures of others, and whether figures of the law, have gone into a node."""
        if number not in self._rests:
            node = self.nodes[number]
            figure = is_figure(node["value"])
            # A day counted from a parameter, such as the year of income, brings no figure of the law into a sum.
            amount = figure and isinstance(node["value"], dict | str)
            others = node["kind"] == "fact" and figure and node["subject"] not in (None, *self.names)
            law = node["kind"] == "parameter" and amount
            self._rests[number] = (others, law)
            for child in node["children"]:
                below = self._rests_on(child)
                others, law = others or below[0], law or below[1]
            self._rests[number] = (others, law)
        return self._rests[number]


def key_of(key: str) -> str:
    """What a node is about: of `total(wage)` the wage."""
    found = _SERIES.match(key)
    return found.group(1) if found else key


def _kind(kind: str) -> str:
    return {"parameter": "number", "fact": "known"}.get(kind, "step")


def is_figure(value: Any) -> bool:
    """Whether it is money, a count or a rate: something that a sum is made of."""
    if isinstance(value, dict):
        return "amount" in value
    if isinstance(value, str):
        return bool(re.fullmatch(r"-?\d+(\.\d+)?(/\d+)?", value))
    return isinstance(value, int) and not isinstance(value, bool)


def _is_nothing(value: Any) -> bool:
    if isinstance(value, dict):
        return not value["amount"].strip("0.-")
    return value in (0, "0")
