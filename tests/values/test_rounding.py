"""Rounding agrees with the decimal module in every mode, ties and losses included."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janua.values import Rounding, round_to

MODES = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.DOWN: decimal.ROUND_DOWN,
    Rounding.UP: decimal.ROUND_UP,
    Rounding.FLOOR: decimal.ROUND_FLOOR,
}


@given(st.integers(-(10**9), 10**9), st.sampled_from(Rounding))
def test_round_to_agrees_with_decimal(thousandths: int, rounding: Rounding) -> None:
    expected = int((Decimal(thousandths) / 1000).quantize(Decimal(1), rounding=MODES[rounding]))
    assert round_to(Fraction(thousandths, 1000), rounding) == expected


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        (Rounding.HALF_UP, [-3, -2, -1, 1, 2, 3]),
        (Rounding.HALF_EVEN, [-2, -2, 0, 0, 2, 2]),
        (Rounding.DOWN, [-2, -1, 0, 0, 1, 2]),
        (Rounding.UP, [-3, -2, -1, 1, 2, 3]),
        (Rounding.FLOOR, [-3, -2, -1, 0, 1, 2]),
    ],
)
def test_round_to_settles_every_half(rounding: Rounding, expected: list[int]) -> None:
    halves = [Fraction(n, 2) for n in (-5, -3, -1, 1, 3, 5)]
    assert [round_to(half, rounding) for half in halves] == expected


def test_round_to_counts_steps_of_another_size() -> None:
    assert round_to(Fraction(1234, 100), Rounding.HALF_UP, to=Fraction(5, 100)) == 247
    assert round_to(17, Rounding.UP, to=10) == 2
    with pytest.raises(ValueError, match="positive"):
        round_to(1, Rounding.UP, to=0)
