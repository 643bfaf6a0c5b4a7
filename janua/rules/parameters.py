"""Dated parameters: the numbers of law, read from the YAML beside the rules, each with its days, citation and mark."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

import yaml

from janua.rules.errors import LawError, nearest
from janua.rules.overlay import merged_parameters
from janua.rules.types import Type, read_day, read_number, type_of

MARKS = ("S", "N", "D", "G", "A")
_KEYS = {"meaning", "type", "unit", "choices", "switch", "values", "key", "cell"}
_OPEN = 10**15  # upper end of an open row; far above every declared domain


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: it holds keys from `low` to `high`, both included."""

    low: int
    high: int
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value from a day on. `value` is in the integer form (choices: texts; tables: rows); None is a stated gap."""

    starts_on: date
    value: Any
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, list or table of law with all its dated values; `steps` is the denominator of its integer form."""

    key: str
    meaning: str
    type: Type
    steps: int
    values: tuple[DatedValue, ...]
    path: str
    line: int
    switch: bool = False
    table_key: Type | None = None
    cell: Type | None = None
    banded: bool = False

    def on(self, day: int) -> DatedValue | None:
        """What is in force on the day; None before the first value."""
        at = bisect_right([value.starts_on.toordinal() for value in self.values], day) - 1
        return self.values[at] if at >= 0 else None

    @property
    def first_day(self) -> date:
        return self.values[0].starts_on

    @property
    def domain(self) -> tuple[int, int]:
        """Bounds for the overflow proof, with room for reforms: a positive parameter stays positive."""
        numbers = [number for value in self.values for number in _numbers(value.value)]
        low, high = min(numbers, default=0), max(numbers, default=0)
        if self.type.kind == "date":
            return low, high + 40_000
        return (1 if low > 0 else 8 * low), max(8 * high, 1)


def _numbers(value: Any) -> list[int]:
    if isinstance(value, tuple) and value and isinstance(value[0], Row):
        return [row.value for row in value]
    return [value] if isinstance(value, int) else []


class _Lined(yaml.SafeLoader):
    """Remembers the line on which each mapping begins."""


def _mapping(loader: _Lined, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"{key} stands twice", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    found["__line__"] = node.start_mark.line + 1
    return found


_Lined.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class ParameterReader:
    """Reads one YAML file; every fault is given to `report`, and reading goes on."""

    def __init__(
        self, path: Path, shown_path: str, switches: Mapping[str, str], report: Callable[[LawError], None]
    ) -> None:
        self.path, self.shown, self.switches, self.report = path, shown_path, switches, report
        self.over: Path | None = None

    def read(self) -> dict[str, Parameter]:
        """All parameters of the file, those of a reform among them, by `<file>.<name>`."""
        try:
            document = self._document(self.path)
            if self.over is not None:
                document = merged_parameters(document, self._document(self.over))
        except (KeyError, TypeError, ValueError) as error:
            self.report(LawError(self.shown, 1, f"the reform cannot be laid over it: {error}", "values with `from`"))
            return {}
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.report(LawError(self.shown, line, f"this is no YAML: {error.problem}", "one mapping of parameters"))
            return {}
        found = {}
        for name, entry in document.items():
            if name == "__line__":
                continue
            key = f"{self.path.stem}.{name}"
            line = entry.get("__line__", 2) - 1 if isinstance(entry, dict) else 1
            try:
                found[key] = self._parameter(key, entry, line)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                self.report(LawError(self.shown, line, f"{key}: {error}", "see docs/rules-language.md, section 4"))
        return found

    @staticmethod
    def _document(path: Path) -> dict[str, Any]:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Lined) or {}  # noqa: S506  a SafeLoader

    def _parameter(self, key: str, entry: dict[str, Any], line: int) -> Parameter:
        unknown = sorted(set(entry) - _KEYS - {"__line__"})
        if unknown:
            raise ValueError(f"has no {unknown[0]}{nearest(unknown[0], _KEYS)}")
        kind = type_of(entry["type"], unit=entry.get("unit", ""), choices=tuple(entry.get("choices", ())))
        dated = entry["values"]
        starts = [read_day(value["from"]) for value in dated]
        if not dated or starts != sorted(set(starts)):
            raise ValueError("values stand in the order of their days, each day once")
        for value in dated:
            if value.get("mark") not in MARKS or not str(value.get("citation", "")).strip():
                raise ValueError(f"the value from {value['from']} needs a citation and a mark of {', '.join(MARKS)}")
        shape = _Shape.of(entry, kind)
        values = tuple(
            DatedValue(
                date.fromordinal(read_day(value["from"])),
                shape.read(self._switched(key, entry, value)),
                value["citation"],
                value["mark"],
            )
            for value in dated
        )
        return Parameter(
            key=key, meaning=entry.get("meaning", ""), type=kind, steps=shape.steps, values=values, path=self.shown,
            line=line, switch=bool(entry.get("switch")), table_key=shape.key, cell=shape.cell, banded=shape.banded,
        )  # fmt: skip

    def _switched(self, key: str, entry: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
        if key not in self.switches:
            return value
        if not entry.get("switch"):
            raise ValueError("is no switch")
        return {**value, "value": self.switches[key]}


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the values of one parameter become whole numbers: one denominator for all its days."""

    kind: Type
    steps: int
    key: Type | None
    cell: Type | None
    banded: bool

    @classmethod
    def of(cls, entry: dict[str, Any], kind: Type) -> "_Shape":
        if kind.kind != "table":
            numbers = [value.get("value") for value in entry["values"]] if kind.is_number else []
            return cls(kind, _steps(numbers, kind), None, None, banded=False)
        cell_entry, key_entry = entry["cell"], entry["key"]
        cell = type_of(
            cell_entry["type"], unit=cell_entry.get("unit", ""), choices=tuple(cell_entry.get("choices", ()))
        )
        key = type_of(key_entry["type"], unit=key_entry.get("unit", ""), choices=tuple(key_entry.get("choices", ())))
        rows = [row for value in entry["values"] for row in value.get("rows") or ()]
        banded = all("key" not in row for row in rows)
        if not banded and not all("key" in row for row in rows):
            raise ValueError("rows have either all a `key` or all a `to`")
        return cls(kind, _steps([row["value"] for row in rows], cell), key, cell, banded)

    def read(self, entry: dict[str, Any]) -> Any:
        """One dated value in the integer form; None for a stated gap."""
        if self.kind.kind == "table":
            rows = entry.get("rows")
            return None if rows is None else tuple(self._rows(rows))
        value = entry["value"]
        if value is None:
            return None
        if self.kind.kind == "choices":
            return tuple(str(choice) for choice in value)
        return self._scalar(value, self.kind)

    def _scalar(self, value: Any, kind: Type) -> int | bool:
        if kind.kind == "bool":
            if not isinstance(value, bool):
                raise ValueError(f"{value!r} is neither true nor false")
            return value
        if kind.kind == "date":
            return read_day(value)
        if kind.kind == "choice":
            if value not in kind.choices:
                raise ValueError(f"{value!r} is not among {', '.join(kind.choices)}{nearest(str(value), kind.choices)}")
            return kind.choices.index(value)
        return (read_number(value, kind) * self.steps).numerator

    def _rows(self, rows: list[dict[str, Any]]) -> list[Row]:
        assert self.key is not None  # tables have both
        assert self.cell is not None
        found: list[Row] = []
        low = 1 if self.key.kind == "count" else 0
        for number, row in enumerate(rows):
            value = self._scalar(row["value"], self.cell)
            if self.banded:
                high = _OPEN if "to" not in row else read_number(row["to"], self.key).numerator
                if high < low or (high == _OPEN and number < len(rows) - 1):
                    raise ValueError("rows stand in the order of their upper ends; only the last may be open")
                found.append(Row(low, high, value, f"{low}–{row.get('to', '')}"))
                low = high + 1
            else:
                found.append(self._keyed(row["key"], value))
        return found

    def _keyed(self, key: Any, value: int) -> Row:
        assert self.key is not None  # tables have one
        if self.key.kind == "choice":
            code = self.key.choices.index(key)
            return Row(code, code, value, str(key))
        text = str(key)
        number = int(text.removesuffix("+"))
        return Row(number, _OPEN if text.endswith("+") else number, value, text)


def _steps(numbers: list[Any], kind: Type) -> int:
    """The common denominator of all dated values, so that a parameter is one whole number whatever the day."""
    return lcm(*(Fraction(read_number(number, kind)).denominator for number in numbers if number is not None))
