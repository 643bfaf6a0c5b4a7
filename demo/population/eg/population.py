"""Households of the fictional Egypt, one after the other, from a seed."""

from collections.abc import Iterator
from typing import Any

from demo.population.draw import Draw
from demo.population.eg.calendar import AS_OF
from demo.population.eg.facts import state_facts
from demo.population.eg.households import draw_household
from demo.population.eg.numbers import NationalNumbers
from demo.population.eg.people import Household


def draw_households(*, seed: int, people: int) -> Iterator[Household]:
    """As many households as it takes to reach `people` persons; the first are the same whatever their number."""
    numbers = NationalNumbers()
    made = number = 0
    while made < people:
        draw = Draw(seed, number)
        household = draw_household(draw, numbers, AS_OF)
        state_facts(draw, household, AS_OF)
        made += len(household.persons)
        number += 1
        yield household


def draw_situations(*, seed: int, people: int) -> Iterator[dict[str, Any]]:
    """Each household as the law reads it."""
    for household in draw_households(seed=seed, people=people):
        yield household.situation()
