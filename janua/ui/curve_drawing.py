"""Where the line of an amount against income or children stands; the template only writes it down."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 460, 290
_START, _END, _TOP, _FOOT = 62, 38, 30, 40
_TICKS = 4


@dataclass(frozen=True)
class Spot:
    """A place in the drawing, in its own units, with its words."""

    x: float
    y: float
    text: str = ""


@dataclass(frozen=True)
class CurveDrawing:
    """The line, its axes, and the places that are marked.

    across, up   ticks with their words
    falls        where a little more takes more away than it brings
    you          the household itself; None where it is not in the picture
    """

    line: str
    across: tuple[Spot, ...]
    up: tuple[Spot, ...]
    falls: tuple[Spot, ...]
    you: Spot | None
    start: float
    end: float
    foot: float
    rtl: bool
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Drawn:
    """What is drawn: places along and amounts up, in any unit, and the words of a place and of an amount."""

    points: Sequence[tuple[int, int]]
    falls: Sequence[tuple[int, int]]
    you: tuple[int, int] | None
    across: Sequence[tuple[int, str]]
    up: Sequence[tuple[int, str]]
    stepped: bool = False


def draw_curve(drawn: Drawn, *, rtl: bool = False) -> CurveDrawing:
    """Lay the picture out; in a script that is read from the right, income grows to the left."""
    most = max((at for at, _ in drawn.points), default=1) or 1
    highest = max((value for value, _ in drawn.up), default=1) or 1

    def x(at: float) -> float:
        along = _START + (WIDTH - _START - _END) * at / most
        return round(WIDTH - along if rtl else along, 1)

    def y(amount: float) -> float:
        return round(HEIGHT - _FOOT - (HEIGHT - _FOOT - _TOP) * amount / highest, 1)

    def spots(places: Sequence[tuple[int, int]]) -> tuple[Spot, ...]:
        return tuple(Spot(x(at), y(amount)) for at, amount in places)

    return CurveDrawing(
        line=_path([(x(at), y(amount)) for at, amount in drawn.points], stepped=drawn.stepped),
        # A round number behind the last place would be cut off.
        across=tuple(Spot(x(at), HEIGHT - _FOOT, text) for at, text in drawn.across if at <= most),
        up=tuple(Spot(x(0), y(value), text) for value, text in drawn.up),
        falls=spots(drawn.falls),
        you=Spot(x(drawn.you[0]), y(drawn.you[1])) if drawn.you is not None else None,
        start=x(0),
        end=x(most),
        foot=HEIGHT - _FOOT,
        rtl=rtl,
    )


def round_ticks(most: int) -> list[int]:
    """About four round numbers from nothing to the most or just above it."""
    if most <= _TICKS:
        return list(range(max(most, 1) + 1))
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * (_TICKS + 1) >= most:
                found = list(range(0, most + step * factor, step * factor))
                return found if found[-1] - most < step * factor else found[:-1]
        step *= 10


def _path(places: Sequence[tuple[float, float]], *, stepped: bool) -> str:
    if not places:
        return ""
    drawn = [f"M{places[0][0]} {places[0][1]}"]
    for along, up in places[1:]:
        drawn.append(f"H{along}V{up}" if stepped else f"L{along} {up}")
    return "".join(drawn)
