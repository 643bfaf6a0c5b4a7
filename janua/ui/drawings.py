"""Where the boxes and lines of a family's drawing stand; the template only writes them down."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP, RISE = 192, 62, 28, 58
_MARGIN = 8


@dataclass(frozen=True)
class Relative:
    """A person in the drawing.

    parents   keys of those parents who are drawn too
    partner   key of the partner who is drawn too
    asked     stands in the middle of the matter: the child of a child benefit
    away      lives elsewhere: drawn with a broken edge
    """

    key: str
    name: str
    note: str = ""
    parents: tuple[str, ...] = ()
    partner: str = ""
    asked: bool = False
    away: bool = False
    href: str = ""


@dataclass(frozen=True)
class Box:
    """One person's place, in the drawing's own units."""

    relative: Relative
    x: int
    y: int

    @property
    def middle(self) -> int:
        """Where its middle is, from the side."""
        return self.x + WIDTH // 2

    @property
    def foot(self) -> int:
        """Where it ends below."""
        return self.y + HEIGHT


@dataclass(frozen=True)
class FamilyDrawing:
    """Boxes and the lines between them."""

    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    width: int
    height: int
    box_width: int = WIDTH
    box_height: int = HEIGHT


def draw_family(relatives: Sequence[Relative], *, rtl: bool = False) -> FamilyDrawing:
    """Lay a family out: parents above children, partners side by side, in the reading direction."""
    rows = _rows(relatives)
    widest = max((len(row) for row in rows), default=0)
    width = widest * (WIDTH + GAP) - GAP + 2 * _MARGIN
    boxes: list[Box] = []
    for level, row in enumerate(rows):
        inner = len(row) * (WIDTH + GAP) - GAP
        start = (width - inner) // 2
        for place, relative in enumerate(row):
            x = start + place * (WIDTH + GAP)
            boxes.append(Box(relative, width - x - WIDTH if rtl else x, _MARGIN + level * (HEIGHT + RISE)))
    height = len(rows) * (HEIGHT + RISE) - RISE + 2 * _MARGIN
    return FamilyDrawing(tuple(boxes), tuple(_lines(boxes)), width, height)


def _rows(relatives: Sequence[Relative]) -> list[list[Relative]]:
    """One row a generation; partners stand together, in the generation of the younger's children."""
    levels = dict.fromkeys((relative.key for relative in relatives), 0)
    for _ in relatives:
        for relative in relatives:
            above = [levels[key] + 1 for key in relative.parents if key in levels]
            beside = [levels[relative.partner]] if relative.partner in levels else []
            levels[relative.key] = max([levels[relative.key], *above, *beside])
    rows: list[list[Relative]] = [[] for _ in range(max(levels.values(), default=-1) + 1)]
    for relative in relatives:
        rows[levels[relative.key]].append(relative)
    return [_side_by_side(row, _co_parents(relatives)) for row in rows if row]


def _co_parents(relatives: Sequence[Relative]) -> dict[str, list[str]]:
    """With whom each person has a child."""
    found: dict[str, list[str]] = {}
    for relative in relatives:
        for key in relative.parents:
            found.setdefault(key, []).extend(other for other in relative.parents if other != key)
    return found


def _side_by_side(row: Sequence[Relative], co_parents: dict[str, list[str]]) -> list[Relative]:
    """A generation in an order in which few lines cross: the parent of an earlier child, the person, the partner."""
    by_key = {relative.key: relative for relative in row}
    placed: list[str] = []

    def place(*keys: str) -> None:
        placed.extend(key for key in keys if key in by_key and key not in placed)

    for relative in row:
        if relative.partner in by_key or any(other.partner == relative.key for other in row):
            partner = relative.partner or next(other.key for other in row if other.partner == relative.key)
            place(*(key for key in co_parents.get(relative.key, ()) if key != partner), relative.key, partner)
            place(*co_parents.get(partner, ()))
    for relative in row:
        place(relative.key, *co_parents.get(relative.key, ()))
    return [by_key[key] for key in placed]


def _lines(boxes: Sequence[Box]) -> list[str]:
    """Paths between partners, and from parents down to each child."""
    by_key = {box.relative.key: box for box in boxes}
    found: list[str] = []
    for box in boxes:
        partner = by_key.get(box.relative.partner)
        if partner is not None and partner.y == box.y:
            near, far = sorted((box.x, partner.x))
            found.append(f"M{near + WIDTH} {box.y + HEIGHT // 2}H{far}")
    couples = list(dict.fromkeys(tuple(sorted(box.relative.parents)) for box in boxes if box.relative.parents))
    for box in boxes:
        parents = [by_key[key] for key in box.relative.parents if key in by_key]
        if parents:
            # Children of other couples turn at another height, so that no two families share a line.
            turn = RISE // 2 - 8 * couples.index(tuple(sorted(box.relative.parents)))
            found.append(_descent(parents, box, box.y - max(turn, 10)))
    return found


def _descent(parents: Sequence[Box], child: Box, turn: int) -> str:
    if len(parents) == 2 and _are_partners(*parents):
        middle = (parents[0].middle + parents[1].middle) // 2
        return f"M{middle} {parents[0].y + HEIGHT // 2}V{turn}H{child.middle}V{child.y}"
    return "".join(f"M{parent.middle} {parent.foot}V{turn}H{child.middle}V{child.y}" for parent in parents)


def _are_partners(one: Box, other: Box) -> bool:
    return one.relative.partner == other.relative.key or other.relative.partner == one.relative.key
