"""Chance from a seed: each family draws from its own stream, so that one more family changes no other."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


class Shares(Generic[Kind]):
    """Kinds with the share of each; shares need not add up to one."""

    __slots__ = ("kinds", "limits")

    def __init__(self, shares: Mapping[Kind, float]) -> None:
        total = sum(shares.values())
        self.kinds = tuple(shares)
        self.limits = [limit / total for limit in accumulate(shares.values())][:-1]


class Draw:
    """The stream of one family."""

    __slots__ = ("number", "random", "stream")

    def __init__(self, seed: int, number: int) -> None:
        self.number = number
        self.stream = Random((seed << 40) | number)
        self.random = self.stream.random

    def chance(self, share: float) -> bool:
        """True in this share of the draws."""
        return self.random() < share

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends possible."""
        return least + int(self.random() * (most - least + 1))

    def pick(self, values: Sequence[Kind]) -> Kind:
        """One of these, all as likely."""
        return values[int(self.random() * len(values))]

    def kind(self, shares: Shares[Kind]) -> Kind:
        """One of these, by share."""
        return shares.kinds[bisect(shares.limits, self.random())]

    def day(self, first: date, last: date) -> date:
        """A day from `first` to `last`, both possible; `first` where `last` is earlier."""
        start = first.toordinal()
        return date.fromordinal(start + int(self.random() * max(last.toordinal() - start + 1, 1)))

    def spread(self, middle: float, sigma: float) -> float:
        """A positive amount round `middle` (the median), skewed as incomes are."""
        return self.stream.lognormvariate(0.0, sigma) * middle
