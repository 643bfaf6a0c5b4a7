"""Facts over time: sums, counts and cover of an attribute's entries over a window, on whole numbers."""

from collections.abc import Callable, Iterable, Sequence

from janua.rules.calendar import FOR_EVER, add_months
from janua.rules.situation import Item

Window = tuple[int, ...]
Span = tuple[int, int]


class Undecided(Exception):
    """The entries do not settle the question; the text is the status of what is missing."""


def total(items: Sequence[Item], window: Window, crossing: str) -> int:
    """Sum of the entries inside the window; an entry without days counts in any."""
    result = 0
    for item in items:
        assert item.value is not None  # the caller sorted those out
        if not item.dated or (window[0] <= item.first and item.last <= window[1]):
            result += item.value
        elif item.last < window[0] or window[1] < item.first:
            continue
        elif crossing == "refuse":
            raise Undecided("crosses the window")
        elif window[0] <= (item.first if crossing == "by_start" else item.last) <= window[1]:
            result += item.value
    return result


def spans(items: Iterable[Item]) -> list[Span]:
    """The days covered, as stretches apart from each other, in order."""
    found: list[Span] = []
    for first, last in sorted((item.first, item.last) for item in items):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _inside(items: Iterable[Item], window: Window) -> list[Span]:
    clipped = ((max(first, window[0]), min(last, window[1])) for first, last in spans(items))
    return [(first, last) for first, last in clipped if first <= last]


def count(items: Sequence[Item], window: Window) -> int:
    """Entries that touch the window."""
    return sum(item.first <= window[1] and window[0] <= item.last for item in items)


def count_by(items: Sequence[Item], window: Window, crossing: str) -> int:
    """Entries that begin (or end) in the window; an entry without days counts in any."""
    edges = ((item.first if crossing == "by_start" else item.last, item.dated) for item in items)
    return sum(not dated or window[0] <= edge <= window[1] for edge, dated in edges)


def days(items: Sequence[Item], window: Window) -> int:
    """Days of the window covered, each once."""
    return sum(last - first + 1 for first, last in _inside(items, window))


def months(items: Sequence[Item], window: Window) -> int:
    """Whole months of the window, counted from its first day, that are covered throughout."""
    covered_spans = spans(items)
    found, number = 0, 0
    while (end := add_months(window[0], number + 1) - 1) <= min(window[1], FOR_EVER - 2):  # the calendar ends
        start = add_months(window[0], number)
        found += any(first <= start and end <= last for first, last in covered_spans)
        number += 1
    return found


def covered(items: Sequence[Item], window: Window) -> int:
    """Is every day of the window covered?"""
    return int(any(first <= window[0] and window[1] <= last for first, last in spans(items)))


def first_day(items: Sequence[Item], window: Window) -> int:
    inside = _inside(items, window)
    if not inside:
        raise Undecided("none in the window")
    return inside[0][0]


def last_day(items: Sequence[Item], window: Window) -> int:
    inside = _inside(items, window)
    if not inside:
        raise Undecided("none in the window")
    return inside[-1][1]


def held(items: Sequence[Item], window: Window) -> int:
    """Is the day covered? The window is that one day."""
    day = window[0]
    for item in items:  # asked for every week of every child, so written out
        if item.first <= day <= item.last:
            return 1
    return 0


def since(items: Sequence[Item], window: Window) -> int:
    """First day of the unbroken cover that includes the day."""
    for first, last in spans(items):
        if first <= window[0] <= last:
            return first
    raise Undecided("none in the window")


OVER: dict[str, Callable[[Sequence[Item], Window], int]] = {
    "count": count, "days": days, "months": months, "covered": covered, "held": held,
    "first_day": first_day, "last_day": last_day, "since": since,
}  # fmt: skip
