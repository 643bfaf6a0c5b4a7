"""Stretches of time and bands of tables on whole numbers."""

from collections.abc import Callable
from typing import Any

from janua.rules import calendar


def length(window: tuple[int, ...]) -> int:
    return max(window[1] - window[0] + 1, 0)


def stretches(unit: str, window: tuple[int, ...], most: int) -> list[tuple[int, int, int]]:
    """The weeks, months or days of a window, each with its number."""
    first, last = window[0], window[1]
    if unit == "weeks":
        starts = (calendar.add_days(first, 7 * number) for number in range(most))
        return [(start, calendar.add_days(start, 6), number) for number, start in enumerate(starts, start=1)]
    if unit == "days_of":
        return [(day, day, number) for number, day in enumerate(range(first, last + 1), start=1)]
    found: list[tuple[int, int, int]] = []
    while (start := calendar.add_months(first, len(found))) <= min(last, calendar.FOR_EVER - 1):  # the calendar ends
        found.append((start, min(calendar.add_months(first, len(found) + 1) - 1, last), len(found) + 1))
    return found


def bands(rows: Any, quantity: int) -> list[tuple[int, int, int]]:
    """How much of a quantity falls into each row; rows without any are left out."""
    found = []
    for number, row in enumerate(rows, start=1):
        part = min(quantity, row.high) - row.low + 1
        if row.low == 0:
            part -= 1  # bands of money begin at nought, which is no unit
        if part > 0:
            found.append((number, part, row.value))
    return found


def _bracket(rows: Any, key: int) -> int | None:
    return next((row.value for row in rows if key <= row.high), None)


def _entry(rows: Any, key: int) -> int | None:
    return next((row.value for row in rows if row.low <= key <= row.high), None)


def _marginal(rows: Any, key: int) -> int:
    """Sum of part × rate over the rows."""
    return sum(part * value for _, part, value in bands(rows, key))


LOOKUPS: dict[str, Callable[[Any, int], int | None]] = {"bracket": _bracket, "entry": _entry, "marginal": _marginal}
