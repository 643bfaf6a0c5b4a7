"""Arithmetic of 128 bits in pairs of words, compiled: two's complement, exact wherever the law's proof holds."""

import numpy as np
from numba.extending import register_jitable

Wide = tuple[np.uint64, np.uint64]  # upper and lower word

U0, U1, U32, U63, U64 = np.uint64(0), np.uint64(1), np.uint64(32), np.uint64(63), np.uint64(64)
_LOW, _SIGN, _ALL = np.uint64(0xFFFFFFFF), np.uint64(1 << 63), np.uint64(2**64 - 1)
ZERO: Wide = (U0, U0)
_TOP, _BOTTOM = np.int64(2**63 - 1), np.int64(-(2**63) + 1)


def constant(number: int) -> Wide:
    """A number of the law's text; made when the programme is loaded."""
    return np.uint64((number >> 64) & (2**64 - 1)), np.uint64(number & (2**64 - 1))


@register_jitable
def widen(number: int) -> Wide:
    return (_ALL if number < 0 else U0), np.uint64(np.int64(number))


@register_jitable
def narrow(a: Wide) -> np.int64:
    """Back to 64 bits where they hold it, else to their end."""
    value = np.int64(a[1])
    if (a[0] == U0 and value >= 0) or (a[0] == _ALL and value < 0):
        return value
    return _BOTTOM if a[0] & _SIGN else _TOP


@register_jitable
def high(a: Wide) -> np.int64:
    """The upper word, to be kept in an array of whole numbers."""
    return np.int64(a[0])


@register_jitable
def low(a: Wide) -> np.int64:
    return np.int64(a[1])


@register_jitable
def join(upper: int, lower: int) -> Wide:
    return np.uint64(upper), np.uint64(lower)


@register_jitable
def add(a: Wide, b: Wide) -> Wide:
    lower = a[1] + b[1]
    carry = U1 if lower < a[1] else U0
    return a[0] + b[0] + carry, lower


@register_jitable
def _negated(a: Wide) -> Wide:
    lower = ~a[1] + U1
    return ~a[0] + (U1 if lower == U0 else U0), lower


@register_jitable
def sub(a: Wide, b: Wide) -> Wide:
    return add(a, _negated(b))


@register_jitable
def _product(a: np.uint64, b: np.uint64) -> Wide:
    """Two unsigned words as one of 128 bits."""
    a0, a1, b0, b1 = a & _LOW, a >> U32, b & _LOW, b >> U32
    low_part, left, right = a0 * b0, a1 * b0, a0 * b1
    middle = (low_part >> U32) + (left & _LOW) + (right & _LOW)
    return a1 * b1 + (left >> U32) + (right >> U32) + (middle >> U32), (middle << U32) | (low_part & _LOW)


@register_jitable
def mul(a: Wide, b: Wide) -> Wide:
    upper, lower = _product(a[1], b[1])
    return upper + a[0] * b[1] + a[1] * b[0], lower


@register_jitable
def lt(a: Wide, b: Wide) -> bool:
    if a[0] != b[0]:
        return bool((a[0] ^ _SIGN) < (b[0] ^ _SIGN))
    return bool(a[1] < b[1])


@register_jitable
def le(a: Wide, b: Wide) -> bool:
    return bool(not lt(b, a))


@register_jitable
def gt(a: Wide, b: Wide) -> bool:
    return lt(b, a)


@register_jitable
def ge(a: Wide, b: Wide) -> bool:
    return bool(not lt(a, b))


@register_jitable
def eq(a: Wide, b: Wide) -> bool:
    return bool(a[0] == b[0] and a[1] == b[1])


@register_jitable
def ne(a: Wide, b: Wide) -> bool:
    return bool(a[0] != b[0] or a[1] != b[1])


@register_jitable
def least(a: Wide, b: Wide) -> Wide:
    return b if lt(b, a) else a


@register_jitable
def most(a: Wide, b: Wide) -> Wide:
    return b if lt(a, b) else a


@register_jitable
def _by_half_word(a: Wide, bottom: np.uint64) -> tuple[Wide, Wide]:
    """Unsigned a ÷ a divisor of 32 bits: quotient and rest, digit by digit."""
    upper = a[0] // bottom
    rest = a[0] - upper * bottom
    step = (rest << U32) | (a[1] >> U32)
    first = step // bottom
    step = ((step - first * bottom) << U32) | (a[1] & _LOW)
    second = step // bottom
    return (upper, (first << U32) | second), (U0, step - second * bottom)


@register_jitable
def _by_bits(a: Wide, b: Wide) -> tuple[Wide, Wide]:
    """Unsigned a ÷ b bit by bit: quotient and rest."""
    q0, q1, r0, r1 = U0, U0, U0, U0
    for place in range(127, -1, -1):
        bit = np.uint64(place)
        digit = (a[0] >> (bit - U64)) & U1 if place >= 64 else (a[1] >> bit) & U1
        r0, r1 = (r0 << U1) | (r1 >> U63), (r1 << U1) | digit
        if r0 > b[0] or (r0 == b[0] and r1 >= b[1]):
            r0, r1 = sub((r0, r1), b)
            if place >= 64:
                q0 |= U1 << (bit - U64)
            else:
                q1 |= U1 << bit
    return (q0, q1), (r0, r1)


@register_jitable
def _divided(a: Wide, b: Wide) -> tuple[Wide, Wide]:
    """Unsigned quotient and rest of a ÷ b; b is positive."""
    if a[0] == U0 and b[0] == U0:
        return (U0, a[1] // b[1]), (U0, a[1] % b[1])
    if b[0] == U0 and b[1] <= _LOW:
        return _by_half_word(a, b[1])
    return _by_bits(a, b)


@register_jitable
def _size(a: Wide) -> Wide:
    return _negated(a) if a[0] & _SIGN else a


@register_jitable
def _signed(size: Wide, like: Wide) -> Wide:
    return _negated(size) if like[0] & _SIGN else size


@register_jitable
def half_up(top: Wide, bottom: Wide) -> Wide:
    """A half goes away from zero."""
    quotient, rest = _divided(_size(top), bottom)
    if not lt(rest, sub(bottom, rest)):
        quotient = add(quotient, (U0, U1))
    return _signed(quotient, top)


@register_jitable
def half_even(top: Wide, bottom: Wide) -> Wide:
    """A half goes to the even neighbour."""
    quotient, rest = _divided(_size(top), bottom)
    other = sub(bottom, rest)
    if lt(other, rest) or (eq(other, rest) and quotient[1] & U1):
        quotient = add(quotient, (U0, U1))
    return _signed(quotient, top)


@register_jitable
def down(top: Wide, bottom: Wide) -> Wide:
    """Toward zero."""
    quotient, _ = _divided(_size(top), bottom)
    return _signed(quotient, top)


@register_jitable
def up(top: Wide, bottom: Wide) -> Wide:
    """Away from zero."""
    quotient, rest = _divided(_size(top), bottom)
    if rest[0] or rest[1]:
        quotient = add(quotient, (U0, U1))
    return _signed(quotient, top)


@register_jitable
def floor(top: Wide, bottom: Wide) -> Wide:
    """Toward minus infinity."""
    return up(top, bottom) if top[0] & _SIGN else down(top, bottom)
