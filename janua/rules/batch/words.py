"""The words of a printed programme that are more than one sign: roundings, tables, places of members.

Each runs as plain Python and compiled. Arrays are of whole numbers; NA stands for what is not known.
"""

from collections.abc import Sequence

from numba.extending import register_jitable

Ints = Sequence[int]
NA = -(2**63)


@register_jitable
def half_up(top: int, bottom: int) -> int:
    """A half goes away from zero."""
    return (2 * top + bottom) // (2 * bottom) if top >= 0 else -((-2 * top + bottom) // (2 * bottom))


@register_jitable
def half_even(top: int, bottom: int) -> int:
    """A half goes to the even neighbour."""
    whole = top // bottom
    rest = top - whole * bottom
    if 2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1):
        return whole + 1
    return whole


@register_jitable
def down(top: int, bottom: int) -> int:
    """Toward zero."""
    return top // bottom if top >= 0 else -(-top // bottom)


@register_jitable
def up(top: int, bottom: int) -> int:
    """Away from zero."""
    return -(-top // bottom) if top >= 0 else top // bottom


@register_jitable
def floor(top: int, bottom: int) -> int:
    """Toward minus infinity."""
    return top // bottom


@register_jitable
def among(listed: Ints, first: int, last: int, code: int) -> bool:
    """Is a code among the listed ones?"""
    for at in range(first, last):  # noqa: SIM110 - compiled
        if listed[at] == code:
            return True
    return False


@register_jitable
def bracket(highs: Ints, values: Ints, first: int, last: int, key: int) -> tuple[int, bool]:
    """Value of the row that holds the key, and whether there is none."""
    for at in range(first, last):
        if key <= highs[at]:
            return values[at], False
    return 0, True


@register_jitable
def entry(lows: Ints, highs: Ints, values: Ints, first: int, last: int, key: int) -> tuple[int, bool]:
    for at in range(first, last):
        if lows[at] <= key <= highs[at]:
            return values[at], False
    return 0, True


@register_jitable
def part_of(quantity: int, low: int, high: int) -> int:
    """How much of a quantity falls into a row."""
    part = min(quantity, high) - low + 1
    return part - 1 if low == 0 else part  # bands of money begin at nought, which is no unit


@register_jitable
def member_at(places: Ints, b: int, n: int, place: int) -> int:
    """Row of the member at a place of a role; b + n where there is none."""
    for row in range(b, b + n):
        if places[row] == place:
            return row
    return b + n
