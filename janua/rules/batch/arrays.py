"""Tables of columns as the printed programme wants them: one list a column, entries of all series one after another."""

from datetime import date

from janua.rules.batch.sources import UNIT_DAYS
from janua.rules.batch.words import NA
from janua.rules.columns import OF_UNIT, Column, Tables, is_of_member
from janua.rules.law import Law

Rows = list[list[int]]


def opened(column: list[int]) -> Column:
    """None for what is not known."""
    return [None if value == NA else value for value in column]


def shut(column: Column) -> list[int]:
    """A number for what is not known."""
    return [NA if value is None else value for value in column]


class Arrays:
    """Units, members and entries; `days` has one day of each edition of the law, `groups` says which is a unit's."""

    def __init__(self, tables: Tables, law: Law, on: date) -> None:
        layout, members, units = tables.layout, tables.members, tables.units
        self.layout = layout
        self.members, self.units = len(members["unit"]), len(units["unit"])
        names = [f"role_{role}" for role in layout.roles] + [f"fact_{one.name}" for one in layout.of_members]
        self.of_members: Rows = [shut(members[name]) for name in names]
        names = [*UNIT_DAYS, *(f"fact_{one.name}" for one in layout.of_units)]
        self.of_units: Rows = [shut(units[name]) for name in names]
        self.bounds = [0]
        for number in units["members"]:
            self.bounds.append(self.bounds[-1] + (number or 0))
        self.widest = max([1, *(b - a for a, b in zip(self.bounds, self.bounds[1:], strict=False))])
        self._entries(tables)
        self._editions(units["parameter_day"], law, on)

    def _editions(self, parameter_days: Column, law: Law, on: date) -> None:
        editions: dict[int, int] = {}
        self.days: list[date] = []
        self.groups: list[int] = []
        for number in parameter_days:
            day = date.fromordinal(number) if number else on
            edition = id(law.edition(day, traced=False))
            if edition not in editions:
                editions[edition] = len(self.days)
                self.days.append(day)
            self.groups.append(editions[edition])

    def _entries(self, tables: Tables) -> None:
        """Entries of all series; for each series, where those of each member (or unit) begin."""
        places = zip(tables.members["unit"], tables.members["member"], strict=True)
        rows = {place: row for row, place in enumerate(places)}
        units = {unit: row for row, unit in enumerate(tables.units["unit"])}
        self.values: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.dated: list[int] = []
        self.offsets: Rows = []
        for attribute in tables.layout.series:
            table, width = tables.series[attribute.name], len(rows) if is_of_member(attribute) else len(units)
            counts = [0] * (width + 1)
            for unit, member in zip(table["unit"], table["member"], strict=True):
                counts[(units[unit] if member == OF_UNIT else rows[unit, member]) + 1] += 1
            offset, offsets = len(self.values), []
            for number in counts:
                offset += number
                offsets.append(offset)
            self.offsets.append(offsets)
            self.values += shut(table["value"])
            self.starts += shut(table["starts_on"])
            self.ends += shut(table["ends_on"])
            self.dated += shut(table["dated"])
