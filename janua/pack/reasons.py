"""Why a decision is what it is, line by line: each condition with the facts it rests on, each comparison of a total.

The household wall of a page stands here: what is known of somebody who is not among those shown is told as known, and
nothing more; a total that would give it away is told as met or not met against the law's number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from janua.pack.telling import Teller, Words, key_of

Nodes = Sequence[Mapping[str, Any]]
_CONDITIONS = ("condition", "alternative")


class Stated(Protocol):
    """What a row states, of somebody who is shown."""

    @property
    def value(self) -> Any: ...


@dataclass(frozen=True)
class ToldFact:
    """Something known that a condition rests on.

    attribute   as the pack declares it
    about       whom it is about; empty for the family
    value       as the row states it, or typed JSON of the calculation; None where it is not shown or not known
    shown       false: known, not shown
    rows        ids of the rows that state it, for source and date; none where nobody stated anything
    """

    attribute: str
    text: str
    about: str
    value: Any
    shown: bool
    rows: tuple[str, ...]


@dataclass(frozen=True)
class ToldReason:
    """One condition of the law with what it rests on; `met` None: could not be found out."""

    text: str
    met: bool | None
    citation: str
    mark: str
    facts: tuple[ToldFact, ...] = ()
    ways: tuple["ToldReason", ...] = ()


@dataclass(frozen=True)
class ToldComparison:
    """A total that is not shown, compared with a number of the law.

    above   whether the total is greater
    """

    text: str
    limit_text: str
    limit: Any
    unit: str
    above: bool
    citation: str
    mark: str


def told_reasons(
    conditions: Iterable[Mapping[str, Any]],
    nodes: Nodes,
    *,
    words: Words,
    names: Mapping[str, str],
    stated: Mapping[str, Stated],
    others: str,
) -> tuple[ToldReason, ...]:
    """Every condition with its facts. Of the ways to meet one, those that met it; all of them where none did.

    names    person → how to call them; whoever is not among them is somebody else
    stated   row → what it states, of those who are shown; a row that is not among them is not shown
    others   what to call somebody else
    """
    told = []
    for condition in conditions:
        ways = told_reasons(
            condition.get("alternatives", ()), nodes, words=words, names=names, stated=stated, others=others
        )
        if condition["met"]:
            ways = tuple(way for way in ways if way.met)
        facts = () if ways else _facts(condition, nodes, words, names, stated, others)
        told.append(
            ToldReason(
                words.text(condition["key"]),
                condition["met"],
                words.citation(condition["citation"]),
                condition.get("mark", ""),
                facts,
                ways,
            )
        )
    return tuple(told)


def told_comparisons(nodes: Nodes, root: int, *, words: Words, names: Mapping[str, str]) -> tuple[ToldComparison, ...]:
    """Totals that are not shown, each against the numbers that the law compares it with."""
    teller = Teller(nodes, words, names, {})
    found: dict[tuple[str, str], ToldComparison] = {}
    for node in _below(nodes, root):
        below = [nodes[child] for child in node["children"]]
        totals = [one for one in below if one["kind"] == "rule" and _has_words(one, words) and teller.is_hidden(one)]
        limits = [one for one in below if one["kind"] == "parameter" and _has_words(one, words)]
        for total in totals:
            for limit in limits:
                if _is_money(total["value"]) and _is_money(limit["value"]) and total["unit"] == limit["unit"]:
                    found.setdefault((total["key"], limit["key"]), _comparison(node, total, limit, words))
    return tuple(found.values())


def rows_read(nodes: Nodes) -> set[str]:
    """Ids of every row that the facts of an explanation come from."""
    return {row for node in nodes if node["kind"] == "fact" for row in _rows(node)}


def _comparison(
    node: Mapping[str, Any], total: Mapping[str, Any], limit: Mapping[str, Any], words: Words
) -> ToldComparison:
    return ToldComparison(
        text=words.text(total["key"]),
        limit_text=words.text(limit["key"]),
        limit=limit["value"],
        unit=limit["unit"],
        above=_minor(total["value"]) > _minor(limit["value"]),
        citation=words.citation(node["citation"] or limit["citation"]),
        mark=limit.get("mark", ""),
    )


def _facts(
    condition: Mapping[str, Any],
    nodes: Nodes,
    words: Words,
    names: Mapping[str, str],
    stated: Mapping[str, Stated],
    others: str,
) -> tuple[ToldFact, ...]:
    found: dict[tuple[str, str, tuple[str, ...]], ToldFact] = {}
    for node in _facts_below(nodes, condition["node"]):
        attribute = key_of(node["key"])
        subject = node["subject"]
        if not words.has(attribute) or (subject is None and not _rows(node)):
            continue
        is_other = subject is not None and subject not in names
        rows = _rows(node)
        if not is_other and not rows and (condition["met"] or node["value"] not in (None, False)):
            # Nothing was recorded and nothing was missing: it has no part in the reason. Of somebody else even that
            # nothing was recorded is not told.
            continue
        about = others if is_other else names.get(subject or "", "")
        told = _fact(node, attribute, words.text(attribute), about, rows, stated, is_other=is_other)
        found.setdefault((attribute, about, told.rows), told)
    return tuple(found.values())


def _fact(
    node: Mapping[str, Any],
    attribute: str,
    text: str,
    about: str,
    rows: tuple[str, ...],
    stated: Mapping[str, Stated],
    *,
    is_other: bool,
) -> ToldFact:
    if is_other or any(row not in stated for row in rows):
        # Of how many rows, and of whose, is told as little as their values.
        return ToldFact(attribute, text, about, None, shown=False, rows=())
    value = node["value"]
    if isinstance(value, bool) and node["key"] != attribute and len(rows) == 1:
        # The law asked whether it held; the person knows what was stated.
        value = stated[rows[0]].value
    elif not rows:
        value = None
    return ToldFact(attribute, text, about, value, shown=True, rows=rows)


def _facts_below(nodes: Nodes, start: int) -> Iterator[Mapping[str, Any]]:
    """Facts that a condition rests on itself; those of another condition are told there."""
    seen, waiting = {start}, list(reversed(nodes[start]["children"]))
    while waiting:
        number = waiting.pop()
        if number in seen or nodes[number]["kind"] in _CONDITIONS:
            continue
        seen.add(number)
        if nodes[number]["kind"] == "fact":
            yield nodes[number]
        waiting.extend(reversed(nodes[number]["children"]))


def _below(nodes: Nodes, root: int) -> Iterator[Mapping[str, Any]]:
    seen, waiting = {root}, [root]
    while waiting:
        node = nodes[waiting.pop()]
        yield node
        for child in node["children"]:
            if child not in seen:
                seen.add(child)
                waiting.append(child)


def _rows(node: Mapping[str, Any]) -> tuple[str, ...]:
    ref = node["ref"]
    return (ref,) if isinstance(ref, str) else tuple(dict.fromkeys(ref or ()))


def _has_words(node: Mapping[str, Any], words: Words) -> bool:
    return words.has(key_of(node["key"]))


def _is_money(value: Any) -> bool:
    return isinstance(value, dict) and "amount" in value


def _minor(value: Mapping[str, str]) -> int:
    whole, _, rest = value["amount"].partition(".")
    return int(whole + rest)
