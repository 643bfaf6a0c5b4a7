"""Governorates by their share of the people, roughly, and how rural each is."""

from typing import NamedTuple

from demo.population.draw import Draw, Shares

# code → inhabitants in hundred thousands and share that lives in villages; plausible, not a census
_PEOPLE: dict[str, tuple[int, float]] = {
    "01": (102, 0.0), "02": (55, 0.02), "03": (8, 0.0), "04": (8, 0.0), "11": (16, 0.6), "12": (70, 0.7),
    "13": (79, 0.75), "14": (62, 0.55), "15": (37, 0.75), "16": (54, 0.7), "17": (47, 0.8), "18": (69, 0.8),
    "19": (15, 0.55), "21": (95, 0.4), "22": (35, 0.75), "23": (40, 0.75), "24": (62, 0.8), "25": (49, 0.75),
    "26": (56, 0.78), "27": (36, 0.8), "28": (17, 0.58), "29": (14, 0.6), "31": (4, 0.05), "32": (3, 0.5),
    "33": (5, 0.3), "34": (5, 0.4), "35": (1, 0.5),
}  # fmt: skip
_SHARES = Shares({code: float(people) for code, (people, _) in _PEOPLE.items()})


class Place(NamedTuple):
    """Where a household lives: the governorate by the code of the national number, and whether in a village."""

    governorate: str
    is_village: bool


def draw_place(draw: Draw) -> Place:
    """One place, by the number of those who live there."""
    governorate = draw.kind(_SHARES)
    return Place(governorate, draw.chance(_PEOPLE[governorate][1]))
