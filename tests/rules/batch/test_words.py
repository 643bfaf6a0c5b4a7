"""Words of printed programmes: compiled and plain, against Python's own numbers and the calendar."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import numba
import numpy as np
import pytest

from janua.rules import calendar, quotients
from janua.rules.batch import days, plain_sharing, sharing, wide, words
from janua.rules.batch.wide import Wide

LAST = date.max.toordinal()
FAR = date(9999, 9, 30).toordinal()  # the calendar ends before the next quarter begins
EDGES = [0, 1, -1, 2**31, -(2**31), 2**32 - 1, 2**63 - 1, -(2**63) + 1, 2**63, 2**64, -(2**64), 2**125, -(2**125)]


@numba.njit()
def _all(kind: int, a: Wide, b: Wide) -> Wide:
    if kind == 0:
        return wide.add(a, b)
    if kind == 1:
        return wide.sub(a, b)
    if kind == 2:
        return wide.mul(a, b)
    if kind == 3:
        return wide.half_up(a, b)
    if kind == 4:
        return wide.half_even(a, b)
    if kind == 5:
        return wide.down(a, b)
    if kind == 6:
        return wide.up(a, b)
    if kind == 7:
        return wide.floor(a, b)
    if kind == 8:
        return wide.least(a, b)
    return wide.most(a, b)


@numba.njit()
def _compared(a: Wide, b: Wide) -> tuple[bool, bool, bool, bool, bool, bool, int]:
    return wide.lt(a, b), wide.le(a, b), wide.gt(a, b), wide.ge(a, b), wide.eq(a, b), wide.ne(a, b), int(wide.narrow(a))


def _open(pair: Wide) -> int:
    number = (int(pair[0]) << 64) | int(pair[1])
    return number - 2**128 if number >= 2**127 else number


def _numbers(chance: random.Random, count: int) -> Iterator[int]:
    for _ in range(count):
        yield chance.choice(
            [chance.choice(EDGES), chance.randrange(-(10**6), 10**6), chance.randrange(-(2**125), 2**125)]
        )


def test_wide_arithmetic_equals_python() -> None:
    chance = random.Random(7)
    for a, b in zip(_numbers(chance, 4000), _numbers(chance, 4000), strict=True):
        x, y = wide.constant(a), wide.constant(b)
        assert _open(_all(0, x, y)) == a + b
        assert _open(_all(1, x, y)) == a - b
        assert (_open(_all(8, x, y)), _open(_all(9, x, y))) == (min(a, b), max(a, b))
        narrow = min(max(a, -(2**63) + 1), 2**63 - 1)
        assert _compared(x, y) == (a < b, a <= b, a > b, a >= b, a == b, a != b, narrow)
        if abs(a * b) < 2**127:
            assert _open(_all(2, x, y)) == a * b


@pytest.mark.parametrize(("kind", "mode"), list(enumerate(["half_up", "half_even", "down", "up", "floor"], start=3)))
def test_wide_rounding_equals_python(kind: int, mode: str) -> None:
    chance = random.Random(kind)
    for top, bottom in zip(_numbers(chance, 3000), _numbers(chance, 3000), strict=True):
        below = max(abs(bottom), 1)
        for numerator in (top, below // 2 + below * 5, -(below // 2) - below * 4):
            if 2 * abs(numerator) + below < 2**127:
                found = _open(_all(kind, wide.constant(numerator), wide.constant(below)))
                assert found == quotients.QUOTIENTS[mode](numerator, below)


def test_roundings_equal_the_interpreter() -> None:
    for top in range(-60, 61):
        for bottom in range(1, 13):
            for mode, quotient in quotients.QUOTIENTS.items():
                assert getattr(words, mode)(top, bottom) == quotient(top, bottom)


@numba.njit()
def _part(kept: words.Ints, count: int, mine: int, total: Wide) -> Wide:
    return sharing.part(kept, 0, count, mine, total)


def test_shares_equal_the_interpreter() -> None:
    chance = random.Random(5)
    for _ in range(500):
        weights = [chance.choice([0, 1, 1, 3, 10**17, chance.randrange(10**9)]) for _ in range(chance.randint(1, 9))]
        total = chance.choice([0, 1, -7, 100, -(10**11), chance.randrange(-(10**12), 10**12)])
        # To a type checker an array is no sequence.
        kept: Any = np.array([word for weight in weights for word in (weight >> 64, weight)], dtype=np.int64)
        plain = [word for weight in weights for word in (weight, 0)]
        found = [_open(_part(kept, len(weights), mine, wide.constant(total))) for mine in range(len(weights))]
        assert found == quotients.shares(total, weights)
        assert found == [plain_sharing.part(plain, 0, len(weights), mine, total) for mine in range(len(weights))]


@numba.njit()
def _calendar(a: int, b: int, n: int) -> tuple[tuple[int, ...] | int, ...]:
    return (
        days.split(a), days.age(a, b), days.age_leap_28(a, b), days.add_months(a, n), days.months_between(a, b),
        days.add_days(a, n), days.add_years(a, n), days.make_day(n, n % 40, n % 50 - 5), days.calendar_year(n),
        days.calendar_quarter(min(a, FAR)), days.calendar_month(min(a, FAR)),
    )  # fmt: skip


def test_calendar_equals_the_interpreter() -> None:
    chance = random.Random(3)
    leap = [date(year, 2, 29).toordinal() for year in (1904, 2000, 2024, 2028)]
    edges = [
        1,
        2,
        31,
        59,
        60,
        LAST,
        LAST - 1,
        LAST - 31,
        *leap,
        *(day - 1 for day in leap),
        *(day + 366 for day in leap),
    ]
    for _ in range(20_000):
        a, b = (chance.choice([chance.choice(edges), chance.randint(1, LAST)]) for _ in "ab")
        n = chance.choice([0, 1, -1, 12, chance.randint(-200_000, 200_000), chance.randint(-40, 40)])
        day = date.fromordinal(a)
        assert _calendar(a, b, n) == (
            (day.year, day.month, day.day), calendar.age(a, b), calendar.age_leap_28(a, b), calendar.add_months(a, n),
            calendar.months_between(a, b), calendar.add_days(a, n), calendar.add_years(a, n),
            calendar.make_day(n, n % 40, n % 50 - 5), calendar.calendar_year(n), calendar.calendar_quarter(min(a, FAR)),
            calendar.calendar_month(min(a, FAR)),
        )  # fmt: skip
