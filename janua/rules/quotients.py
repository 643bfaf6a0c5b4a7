"""Division with rounding on whole numbers, sign-safe: the same form in every back end."""

from collections.abc import Callable


def half_up(top: int, bottom: int) -> int:
    """A half goes away from zero."""
    return (2 * top + bottom) // (2 * bottom) if top >= 0 else -((-2 * top + bottom) // (2 * bottom))


def half_even(top: int, bottom: int) -> int:
    """A half goes to the even neighbour."""
    whole, rest = divmod(top, bottom)
    return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1))


def down(top: int, bottom: int) -> int:
    """Toward zero."""
    return top // bottom if top >= 0 else -(-top // bottom)


def up(top: int, bottom: int) -> int:
    """Away from zero."""
    return -(-top // bottom) if top >= 0 else top // bottom


def floor(top: int, bottom: int) -> int:
    """Toward minus infinity."""
    return top // bottom


QUOTIENTS: dict[str, Callable[[int, int], int]] = {
    "half_up": half_up, "half_even": half_even, "down": down, "up": up, "floor": floor,
}  # fmt: skip


def shares(total: int, weights: list[int]) -> list[int]:
    """A total by weight, by largest remainder; ties go to the earlier. Weights all zero give nothing to anybody.

    Raises   ValueError for a negative weight
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    if not whole:
        return [0] * len(weights)
    sign, size = (1, total) if total >= 0 else (-1, -total)
    parts = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -remainders[place])
    for place in by_remainder[: size - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]
