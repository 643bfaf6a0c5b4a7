"""Arithmetic of 128 bits where Python's own numbers do it: beside `wide`, word for word."""

import operator

from janua.rules import quotients

ZERO = 0
add, sub, mul = operator.add, operator.sub, operator.mul
lt, le, gt, ge, eq, ne = operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne
least, most = min, max
half_up, half_even, down = quotients.half_up, quotients.half_even, quotients.down
up, floor = quotients.up, quotients.floor


def constant(number: int) -> int:
    """A number of the law's text."""
    return number


def widen(number: int) -> int:
    return number


def narrow(number: int) -> int:
    """Back to 64 bits where they hold it, else to their end."""
    return number


def high(number: int) -> int:
    """The upper word; here the whole number."""
    return number


def low(_: int) -> int:
    """The lower word; here nothing."""
    return 0


def join(upper: int, _: int) -> int:
    return upper
