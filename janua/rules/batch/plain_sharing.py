"""One person's exact part of a total where Python's own numbers do it: beside `sharing`, word for word."""

from janua.rules.quotients import shares


def part(kept: list[int], base: int, count: int, mine: int, total: int) -> int:
    """The part of the one at `mine` of those whose weights are kept."""
    return shares(total, [kept[base + 2 * number] for number in range(count)])[mine]
