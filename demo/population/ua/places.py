"""Where households live: regions by the number of their people, and where the displaced came from."""

from typing import NamedTuple

from demo.population.draw import Draw, Shares

# Region → thousands of people, roughly, on territory under control.
_REGIONS = Shares(
    {
        "UA05": 1510, "UA07": 1020, "UA12": 3100, "UA18": 1180, "UA21": 1240, "UA23": 900, "UA26": 1350, "UA32": 1800,
        "UA35": 900, "UA46": 2480, "UA48": 1090, "UA51": 2350, "UA53": 1350, "UA56": 1140, "UA59": 1030, "UA61": 1020,
        "UA63": 2300, "UA65": 500, "UA68": 1230, "UA71": 1160, "UA73": 890, "UA74": 960, "UA80": 2950,
    }
)  # fmt: skip
_STREETS = (
    "Лесі Українки", "Івана Франка", "Шевченка", "Садова", "Шкільна", "Польова", "Соборна", "Миру", "Калинова",
    "Київська", "Вишнева", "Молодіжна", "Набережна", "Героїв України", "Зелена", "Яблунева",
)  # fmt: skip
_LEFT = Shares({"occupied": 0.45, "active_hostilities": 0.40, "hostilities_ended": 0.10, "elsewhere": 0.05})


class Place(NamedTuple):
    """A region by the beginning of its territory code, a street and a house."""

    region: str
    street: str
    house: int


def draw_place(draw: Draw) -> Place:
    """Somewhere in the country."""
    return Place(draw.kind(_REGIONS), f"вул. {draw.pick(_STREETS)}", draw.between(1, 190))


def draw_left(draw: Draw) -> str:
    """What kind of place a displaced family left."""
    return draw.kind(_LEFT)
