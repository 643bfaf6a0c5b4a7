"""Rounding, written where the law rounds and never implied."""

from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How a value between two whole units becomes one of them; losses mirror gains except for `FLOOR`."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"
    FLOOR = "floor"


def round_to(value: Fraction | int, rounding: Rounding, *, to: Fraction | int = 1) -> int:
    """Round to a whole number of steps of size `to` and return how many.

    HALF_UP takes a half away from zero, DOWN drops towards zero, UP goes away from zero, FLOOR towards
    minus infinity: the same senses as the `decimal` module.

    Raises   ValueError for a step that is not positive
    """
    if to <= 0:
        raise ValueError(f"a rounding step must be positive, not {to}")
    steps = Fraction(value) / to
    floor = steps.numerator // steps.denominator
    if rounding is Rounding.FLOOR or steps.denominator == 1:
        return floor
    magnitude = abs(steps)
    whole, rest = divmod(magnitude.numerator, magnitude.denominator)
    whole += _steps_away(whole, 2 * rest - magnitude.denominator, rounding)
    return whole if steps > 0 else -whole


def _steps_away(whole: int, beyond_half: int, rounding: Rounding) -> int:
    """One where the magnitude goes to the next whole number, else zero; only asked of broken numbers."""
    if rounding is Rounding.UP:
        return 1
    if rounding is Rounding.DOWN:
        return 0
    if beyond_half:
        return int(beyond_half > 0)
    return 1 if rounding is Rounding.HALF_UP else whole % 2
