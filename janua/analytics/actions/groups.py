"""Who gains and who loses, by the size of the unit and by its income: tables without cells that tell of persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from janua.rules.comparison import FEWEST, ProgrammeChange
from janua.values import Money

GAIN, LOSE, SAME = "gain", "lose", "same"
COLUMNS = (GAIN, LOSE, SAME)


@dataclass
class Row:
    """One group: how many claims gain, lose, or stay as they are, and what it costs more for one period.

    None: a number so small that it would tell of persons, or one beside it from which that could be told
    """

    cells: dict[str, int | None]
    cost: int | None

    def to_json(self, currency: str) -> dict[str, Any]:
        """As it is kept."""
        cost = None if self.cost is None else Money(self.cost, currency).to_json()
        return {**self.cells, "cost": cost}


def groups_published(changes: Sequence[ProgrammeChange], *, fewest: int = FEWEST) -> list[Row]:
    """The groups of one programme as a table; what is told of the whole programme tells no cell that is left out."""
    rows = [_row(change) for change in changes]
    rest = True
    while rest:
        rest = _hide([row.cells for row in rows], fewest)
    for row in rows:
        # Money of a row of which a cell is left out could be that of the few.
        row.cost = None if None in row.cells.values() else row.cost
    hidden = [row for row in rows if row.cost is None]
    shown = [row for row in rows if row.cost is not None and any(row.cells.values())]
    if len(hidden) == 1 and shown:
        min(shown, key=lambda row: sum(filter(None, row.cells.values()))).cost = None
    return rows


def _row(change: ProgrammeChange) -> Row:
    counted = {name: group.claims or 0 for name, group in change.groups.items()}
    gain, lose = counted["more"] + counted["newly"], counted["less"] + counted["no_longer"]
    same = sum(counted.values()) - gain - lose
    return Row({GAIN: gain, LOSE: lose, SAME: same}, change.cost_after - change.cost_before)


def _hide(rows: Sequence[dict[str, int | None]], fewest: int) -> bool:
    """Leave out what is too small, and the next smallest where one alone is left out of a line; was there any?"""
    places = [[(row, name) for name in COLUMNS] for row in rows]
    places += [[(row, name) for row in rows] for name in COLUMNS]
    found = False
    for line in places:
        for row, name in line:
            if 0 < (row[name] or 0) < fewest:
                row[name], found = None, True
        if sum(row[name] is None for row, name in line) == 1:
            found = _hide_smallest(line) or found
    return found


def _hide_smallest(line: Iterable[tuple[dict[str, int | None], str]]) -> bool:
    there = [(row[name] or 0, row, name) for row, name in line if row[name]]
    if not there:
        return False
    _, row, name = min(there, key=lambda cell: cell[0])
    row[name] = None
    return True
