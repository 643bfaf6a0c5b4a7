"""Where households live: corporations with the share of their people, streets and landmarks."""

from typing import NamedTuple

from demo.population.draw import Draw, Shares

# Shares of the people, roughly in thousands.
_CORPORATIONS = Shares(
    {
        "Couva/Tabaquite/Talparo": 178, "San Juan/Laventille": 157, "Tunapuna/Piarco": 215, "Diego Martin": 102,
        "Penal/Debe": 89, "Princes Town": 102, "Siparia": 86, "Chaguanas": 83, "Sangre Grande": 75, "Tobago": 61,
        "San Fernando": 48, "Port of Spain": 37, "Mayaro/Rio Claro": 35, "Arima": 33, "Point Fortin": 20,
    }
)  # fmt: skip
_STREETS = (
    "Main Road", "Mango Street", "Poui Avenue", "Balisier Drive", "Cocoa Trace", "Immortelle Lane", "Church Street",
    "Temple Road", "Mosque Street", "School Trace", "Ravine Road", "Hilltop Drive", "Sugar Cane Road", "River Street",
    "Bamboo Trace", "Savannah Street",
)  # fmt: skip
_LANDMARKS = (
    "opposite the parlour", "beside the school", "behind the mandir", "past the standpipe", "near the savannah",
    "by the silk-cotton tree", "before the bridge", "next to the church",
)  # fmt: skip


class Place(NamedTuple):
    """An address as people say it: many homes have no number."""

    corporation: str
    street: str
    landmark: str
    light_pole: int


def draw_place(draw: Draw) -> Place:
    """Somewhere in the country."""
    return Place(draw.kind(_CORPORATIONS), draw.pick(_STREETS), draw.pick(_LANDMARKS), draw.between(1, 240))
