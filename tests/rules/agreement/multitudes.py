"""Many units out of some: columns written again and again, each time with other numbers in other places."""

import random
from collections.abc import Iterable

from janua.rules import Attribute
from janua.rules.calendar import FOR_EVER, FOREVER_AGO
from janua.rules.columns import AFTER_ALL, BEFORE_ALL, Column, Tables

FIRST, LAST = 675_334, 785_010


def multiplied(tables: Tables, times: int, seed: str) -> Tables:
    """The units `times` over; but for the first time, one value in twelve is another."""
    chance = random.Random(seed)
    step = max((unit or 0 for unit in tables.units["unit"]), default=0) + 1
    facts = {f"fact_{one.name}": one for one in (*tables.layout.of_units, *tables.layout.of_members)}
    units, members = _again(tables.units, times, step), _again(tables.members, times, step)
    for table in (units, members):
        for name, attribute in facts.items():
            if name in table:
                _disturb(table[name], attribute, chance, len(table[name]) // times)
    series = {name: _again(table, times, step) for name, table in tables.series.items()}
    for attribute in tables.layout.series:
        table = series[attribute.name]
        _disturb(table["value"], attribute, chance, len(table["value"]) // times)
        _shift(table, chance, len(table["value"]) // times)
    return Tables(tables.layout, units, members, series)


def completed(tables: Tables, seed: str) -> Tables:
    """The same units with nothing missing: another's value, or one of the declared domain, wherever there was none."""
    chance = random.Random(seed)
    facts = {f"fact_{one.name}": one for one in (*tables.layout.of_units, *tables.layout.of_members)}
    units, members = (
        {name: _filled(column, facts[name], chance) if name in facts else column for name, column in table.items()}
        for table in (tables.units, tables.members)
    )
    series = {}
    for attribute in tables.layout.series:
        table = tables.series[attribute.name]
        open_ones = [value is None for value in table["value"]]
        series[attribute.name] = table | {
            "value": _filled(table["value"], attribute, chance),
            "starts_on": _instead(table["starts_on"], BEFORE_ALL, FOREVER_AGO, open_ones),
            "ends_on": _instead(table["ends_on"], AFTER_ALL, FOR_EVER, open_ones),
        }
    return Tables(tables.layout, units, members, series)


def _filled(column: Column, attribute: Attribute, chance: random.Random) -> Column:
    low, high = attribute.domain
    known = [value for value in column if value is not None] or [min(max(one, low), high) for one in (0, 1, 730_000)]
    return [chance.choice(known) if value is None else value for value in column]


def _instead(column: Column, of: int, by: int, where: list[bool]) -> Column:
    """An entry that stood for "nothing known" becomes one that always holds."""
    return [by if open_one and day == of else day for day, open_one in zip(column, where, strict=True)]


def _again(table: dict[str, Column], times: int, step: int) -> dict[str, Column]:
    found = {name: column * times for name, column in table.items()}
    size = len(table["unit"])
    found["unit"] = [(unit or 0) + step * (at // size) for at, unit in enumerate(found["unit"])]
    return found


def _places(chance: random.Random, first: int, size: int) -> Iterable[int]:
    return chance.sample(range(first, size), (size - first) // 12) if size > first else ()


def _disturb(column: Column, attribute: Attribute, chance: random.Random, first: int) -> None:
    """Another's value, one more, one less, or nothing known; within the declared domain."""
    low, high = attribute.domain
    for at in _places(chance, first, len(column)):
        value = column[at]
        how = chance.random()
        if how < 0.1:
            column[at] = None
        elif how < 0.5 or value is None:
            column[at] = column[chance.randrange(first)]
        else:
            steps = (-365, -1, 1, 366) if attribute.type == "date" else (-1, 1)
            column[at] = min(max(value + chance.choice(steps), low), high)


def _shift(table: dict[str, Column], chance: random.Random, first: int) -> None:
    """Entries that begin or end a day, a week or a year sooner or later."""
    for at in _places(chance, first, len(table["unit"])):
        start, end = table["starts_on"][at], table["ends_on"][at]
        if not table["dated"][at] or start is None or end is None:
            continue
        days = chance.choice((-366, -7, -1, 1, 7, 365))
        start = start + days if start > FIRST else start
        end = end + days if end < LAST else end
        table["starts_on"][at], table["ends_on"][at] = min(start, end), max(start, end)
