"""One person's exact part of a total, by largest remainder; compiled. Weights stand in pairs of words."""

from collections.abc import Sequence

from numba.extending import register_jitable

from janua.rules.batch import wide
from janua.rules.batch.wide import Wide


@register_jitable
def _quotient(kept: Sequence[int], at: int, size: Wide, whole: Wide) -> tuple[Wide, Wide]:
    """size × weight ÷ the sum of weights, rounded down, and the rest."""
    product = wide.mul(size, wide.join(kept[at], kept[at + 1]))
    quotient = wide.down(product, whole)
    return quotient, wide.sub(product, wide.mul(quotient, whole))


@register_jitable
def part(kept: Sequence[int], base: int, count: int, mine: int, total: Wide) -> Wide:
    """The part of the one at `mine`; ties go to the earlier. Weights all zero give nothing to anybody."""
    whole = wide.ZERO
    for number in range(count):
        whole = wide.add(whole, wide.join(kept[base + 2 * number], kept[base + 2 * number + 1]))
    if wide.eq(whole, wide.ZERO):
        return wide.ZERO
    negative = wide.lt(total, wide.ZERO)
    size = wide.sub(wide.ZERO, total) if negative else total
    own, own_rest = _quotient(kept, base + 2 * mine, size, whole)
    left, before = size, wide.ZERO
    one = wide.widen(1)
    for number in range(count):
        quotient, rest = _quotient(kept, base + 2 * number, size, whole)
        left = wide.sub(left, quotient)
        if wide.gt(rest, own_rest) or (number < mine and wide.eq(rest, own_rest)):
            before = wide.add(before, one)
    found = wide.add(own, one) if wide.lt(before, left) else own
    return wide.sub(wide.ZERO, found) if negative else found
