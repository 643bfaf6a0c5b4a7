"""Reading the parts that every DCI record has: identifiers, dates, names. Strict: what is unclear is not guessed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

JSON = Any
Record = Mapping[str, JSON]
IDENTITY_NUMBER = "UIN"


class RecordUnreadable(ValueError):
    """A record that came signed but cannot be read; keep it, and send the check to an officer."""


def identifier(value: JSON, id_type: str = IDENTITY_NUMBER) -> str:
    """The value of the first identifier of a type, in a single object or in a list; "" if there is none."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and one.get("identifier_type") == id_type:
            return text(one, "identifier_value")
    return ""


def text(record: Record, name: str) -> str:
    """A text member, "" where it is missing or null."""
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordUnreadable(f"{name} is not text")
    return value.strip()


def day(record: Record, name: str) -> date | None:
    """A date or the date of a date-time; None where it is missing, null or empty."""
    written = text(record, name)
    if not written:
        return None
    try:
        return (
            date.fromisoformat(written) if len(written) == len("2026-01-01") else datetime.fromisoformat(written).date()
        )
    except ValueError as error:
        raise RecordUnreadable(f"{name} is not an ISO 8601 date") from error


def members(record: Record, name: str) -> tuple[Record, ...]:
    """A list of objects, empty where it is missing or null."""
    value = record.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise RecordUnreadable(f"{name} is not a list of objects")
    return tuple(value)


def additional(record: Record, name: str) -> JSON:
    """The value of an additional attribute, None if it is not there."""
    return next((one[name] for one in members(record, "additional_attributes") if name in one), None)
