"""The numbers of law as plain JSON and as text that a lawyer reads."""

from typing import Any

from janua.rules.parameters import DatedValue, Parameter
from janua.rules.types import write_value


def written(parameter: Parameter, dated: DatedValue) -> Any:
    """One dated value as JSON: money with currency, rates as text, tables as rows; None is a stated gap."""
    if dated.value is None:
        return None
    if parameter.type.kind == "choices":
        return list(dated.value)
    if parameter.type.kind == "table" and parameter.cell is not None:
        return [
            {"row": row.label, "value": write_value(row.value, parameter.cell, parameter.steps)} for row in dated.value
        ]
    return write_value(dated.value, parameter.type, parameter.steps)


def as_text(parameter: Parameter, dated: DatedValue) -> str:
    """One dated value in words: `EUR 30,000.00 per year`, `0.065`, `1: EUR 1,000.00; 2: …`."""
    value = written(parameter, dated)
    if value is None:
        return "not known"
    if parameter.type.kind == "table" and parameter.cell is not None:
        unit = parameter.cell.per
        return "; ".join(f"{row['row']}: {_one(row['value'], unit)}" for row in value)
    return _one(value, parameter.type.per, parameter.type.noun)


def _one(value: Any, per: str, noun: str = "") -> str:
    if isinstance(value, dict):
        text = f"{value['currency']} {_grouped(value['amount'])}" if "amount" in value else f"{value['exact']}"
        return f"{text} per {per}" if per else text
    if isinstance(value, list):
        return ", ".join(str(entry) for entry in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value} {noun}".rstrip()


def _grouped(amount: str) -> str:
    whole, _, part = amount.partition(".")
    return f"{int(whole):,}.{part}" if part else f"{int(whole):,}"
