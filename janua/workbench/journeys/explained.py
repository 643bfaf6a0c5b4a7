"""A proposed or taken decision, told to an officer: nothing is hidden, every value with where it comes from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from janua.casework.models import Assessment
from janua.pack.installed import country
from janua.pack.telling import Words as PackWords
from janua.pack.telling import told_lines
from janua.registers.models import Fact
from janua.ui.on_page import day_text, instant_text
from janua.workbench.journeys.wording import (
    MARKS,
    called,
    citation_text,
    minor,
    pack_language,
    pack_text,
    period_text,
    source_text,
    value_text,
)

_SERIES = re.compile(r"^\w+\((\w+)\)$")
_LEAVES = ("fact", "parameter")
_SHOWN = (*_LEAVES, "rule", "amount", "condition", "alternative", "exception", "rounding", "result")


@dataclass(frozen=True)
class Value:
    """One value on the way.

    since    from which day a number of the law holds, or when we learned a fact
    mark     how sure the law file is of it, in words
    """

    text: str
    about: str
    value: str
    source: str
    since: str
    citation: str
    mark: str


@dataclass(frozen=True)
class Condition:
    """One condition of the programme, with the values that it rests on."""

    text: str
    met: bool | None
    citation: str
    values: tuple[Value, ...]
    ways: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Step:
    """One node of the whole explanation; what was told above is not told again."""

    value: Value
    kind: str
    below: tuple["Step", ...]
    told_above: bool = False


@dataclass(frozen=True)
class Explained:
    """What the law says, why, and how sure it is."""

    assessment: UUID
    outcome: str
    amount: str
    period: str
    on: date
    known_at: str
    law: str
    conditions: tuple[Condition, ...]
    lines: tuple[Value, ...]
    missing: tuple[str, ...]
    marks: tuple[str, ...]


class Teller:
    """Words for the nodes of one assessment: names of its persons, sources of its facts. One query."""

    def __init__(self, shown: Assessment, names: Mapping[str, str]) -> None:
        """Read where the facts come from."""
        self.nodes: Sequence[Mapping[str, Any]] = shown.result["explanation"]["nodes"]
        self.names = names
        refs = {ref for node in self.nodes for ref in _refs(node)}
        rows = Fact.objects.filter(id__in=refs).values_list("id", "source", "known_from")
        self.facts = {str(id_): (source_text(source), known_from) for id_, source, known_from in rows}

    def value(self, node: Mapping[str, Any]) -> Value:
        """One node in words."""
        told = [self.facts[ref] for ref in _refs(node) if ref in self.facts]
        since = day_text(date.fromisoformat(node["from"])) if node["from"] else ""
        return Value(
            text=pack_text(_key(node["key"])),
            about=self.names.get(node["subject"] or "", ""),
            value=value_text(node["value"], node["unit"], _key(node["key"])),
            source="; ".join(dict.fromkeys(source for source, _known in told)),
            since=instant_text(max(known for _source, known in told)) if told else since,
            citation=citation_text(node["citation"]),
            mark=called(MARKS, node["mark"]) if node["mark"] else "",
        )

    def leaves(self, number: int) -> tuple[Value, ...]:
        """The facts and numbers of the law that a node rests on, each once."""
        seen, waiting, found = {number}, [number], []
        while waiting:
            node = self.nodes[waiting.pop()]
            if node["kind"] in _LEAVES:
                found.append(self.value(node))
            below = [child for child in node["children"] if child not in seen]
            seen |= set(below)
            waiting.extend(reversed(below))
        return tuple(dict.fromkeys(found))

    def steps(self, number: int, seen: set[int] | None = None) -> Step:
        """A node with everything below it."""
        told = set() if seen is None else seen
        node = self.nodes[number]
        if number in told:
            return Step(self.value(node), node["kind"], (), told_above=bool(node["children"]))
        told.add(number)
        below = tuple(self.steps(child, told) for child in node["children"] if self.nodes[child]["kind"] in _SHOWN)
        return Step(self.value(node), node["kind"], below)


def explained(shown: Assessment, *, names: Mapping[str, str], teller: Teller) -> Explained:
    """An assessment for the page of a case.

    names   person → name, of everybody the law counted
    """
    result = shown.result
    return Explained(
        assessment=shown.id,
        outcome=shown.outcome,
        amount=minor(shown.amount, shown.currency) if shown.amount_kind != "none" else "",
        period=period_text(shown.period_unit),
        on=shown.on,
        known_at=instant_text(shown.known_at),
        law=shown.law_id[:12],
        conditions=tuple(_conditions(result["conditions"], teller)),
        lines=tuple(_lines(result, names, teller)),
        missing=tuple(dict.fromkeys(pack_text(one["attribute"]) for one in result["missing"])),
        marks=tuple(called(MARKS, mark) for mark in result.get("marks", ())),
    )


def _conditions(conditions: Iterable[Mapping[str, Any]], teller: Teller) -> Iterable[Condition]:
    numbers = {node["key"]: node["id"] for node in teller.nodes if node["kind"] in ("condition", "alternative")}
    for one in conditions:
        yield Condition(
            text=pack_text(one["key"]),
            met=one["met"],
            citation=citation_text(one["citation"]),
            values=teller.leaves(numbers[one["key"]]) if one["key"] in numbers else (),
            ways=tuple(_conditions(one.get("alternatives", ()), teller)),
        )


def _lines(result: Mapping[str, Any], names: Mapping[str, str], teller: Teller) -> Iterable[Value]:
    """The calculation, each line after those it rests on; the officer is shown all of it."""
    words = PackWords(country().messages, pack_language(), country().citations(pack_language()))
    sources = {ref: source for ref, (source, _known) in teller.facts.items()}
    told = {(one.text, one.about): one for one in map(teller.value, teller.nodes)}
    for line in told_lines(teller.nodes, result["root"], words=words, names=names, sources=sources):
        whole = told.get((line.text, line.about))
        yield Value(
            text=line.text,
            about=line.about,
            value=value_text(line.value, line.unit),
            source=whole.source if whole is not None else "",
            since=whole.since if whole is not None else "",
            citation=line.citation,
            mark=whole.mark if whole is not None else "",
        )


def _refs(node: Mapping[str, Any]) -> Sequence[str]:
    found = node["ref"] or ()
    return (found,) if isinstance(found, str) else found


def _key(key: str) -> str:
    found = _SERIES.match(key)
    return found.group(1) if found else key
