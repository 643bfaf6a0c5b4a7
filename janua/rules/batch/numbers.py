"""The law's numbers as a run brings them: parameters, tables and lists of codes of one day, in a programme's order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from janua.rules.batch.programme import Printed
from janua.rules.columns import TooWide
from janua.rules.edition import Edition
from janua.rules.nodes import INT64
from janua.rules.parameters import Row

Overlay = Mapping[str, Any]  # parameter → its value in the integer form, or its rows: what a reform puts in its place


@dataclass(frozen=True, slots=True)
class Numbers:
    """`places` hold the numbers, and where each table's rows begin and end in `lows`, `highs`, `values`."""

    places: list[int]
    lows: list[int]
    highs: list[int]
    values: list[int]


def numbers_of(printed: Printed, overlay: Overlay | None = None) -> Numbers:
    """The numbers of the programme's day; a reform's where it has any.

    Raises   TooWide for a number that 64 bits do not hold; KeyError for a reform of a number that the law does not read
    """
    reform = dict(overlay or {})
    unread = set(reform) - {wanted.param for wanted in printed.wanted}
    if unread:
        raise KeyError(f"the programme reads no parameter {', '.join(sorted(unread))}")
    found = Numbers([0] * printed.places, [], [], [])
    for wanted, at in printed.wanted.items():
        if wanted.kind == "number":
            found.places[at] = _fits(wanted.param, int(_value(printed.edition, wanted.param, reform)))
            continue
        found.places[at] = len(found.values)
        if wanted.kind == "table":
            for row in _value(printed.edition, wanted.param, reform):
                _put(found, wanted.param, row)
        else:
            codes = wanted.codes
            if codes is None:
                codes = _codes(_value(printed.edition, wanted.param, reform), wanted.choices)
            for code in codes:
                _put(found, wanted.param, Row(code, code, code, ""))
        found.places[at + 1] = len(found.values)
    return found


def _value(edition: Edition, param: str, reform: Overlay) -> Any:
    return reform[param] if param in reform else edition.bound[param].value


def _codes(value: Any, choices: tuple[str, ...]) -> tuple[int, ...]:
    """Codes of the choices that a parameter lists (or names)."""
    texts = (value,) if isinstance(value, int) else value
    return tuple(text if isinstance(text, int) else choices.index(text) for text in texts)


def _put(numbers: Numbers, param: str, row: Row) -> None:
    numbers.lows.append(_fits(param, row.low))
    numbers.highs.append(_fits(param, row.high))
    numbers.values.append(_fits(param, row.value))


def _fits(param: str, number: int) -> int:
    if not -INT64 < number < INT64:
        raise TooWide(f"p.{param}: 64 bits do not hold {number}")
    return number
