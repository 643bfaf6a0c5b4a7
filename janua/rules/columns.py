"""What a programme's law reads, as columns: the one input of every back end that works on many units at once.

Units are found and frozen here, by the pack's own functions, and values are chosen exactly as the interpreter chooses
them: a back end gets whole numbers and days, and None where nothing is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from janua.rules.assessment import Days
from janua.rules.attributes import Attribute
from janua.rules.calendar import FOR_EVER, FOREVER_AGO
from janua.rules.checker import needed
from janua.rules.errors import SituationError
from janua.rules.law import Law
from janua.rules.nodes import INT64, Fact, IsKnown, OverSeries
from janua.rules.run import Run
from janua.rules.situation import Item, Situation
from janua.rules.units import Members, View
from janua.values import Period

# The stretch of an entry that stands for "nothing at all is known": it touches every window that law can make.
BEFORE_ALL, AFTER_ALL = FOREVER_AGO - 1, FOR_EVER + 1
OF_UNIT = -1  # as member: the value is of the unit, its claim or its dwelling

Column = list[int | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one programme.

    roles          one position each in `members`, in the order of the unit's definition
    of_members     attributes of a person, by their value on the parameter day
    of_units       attributes of the claim, the dwelling and the unit, by their value on the parameter day
    series         attributes of which law wants the entries: one table each
    """

    programme: str
    roles: tuple[str, ...]
    of_members: tuple[Attribute, ...]
    of_units: tuple[Attribute, ...]
    series: tuple[Attribute, ...]


class TooWide(Exception):
    """A number that 64 bits may not hold cannot be a column."""


@dataclass(slots=True)
class Tables:
    """Units in columns, sorted by unit, then member, then entry; None is not known.

    units     unit, members (how many), parameter_day, applied_on, event_on, fact_<attribute> …
    members   unit, member (0 …), role_<role> (its place in the role, None outside it) …, fact_<attribute> …
    series    attribute → unit, member (OF_UNIT for the unit's own), ordinal (0 …), value, starts_on, ends_on, dated
    """

    layout: Layout
    units: dict[str, Column]
    members: dict[str, Column]
    series: dict[str, dict[str, Column]] = field(default_factory=dict)


def layout_of(law: Law, programme: str, outputs: tuple[str, ...] = ()) -> Layout:
    """Which columns the law of a programme reads, over all its versions.

    outputs  `<file>.<rule>`: further rules whose values are wanted
    Raises    TooWide for an attribute whose declared domain 64 bits do not hold; NoSuchProgramme
    """
    found = law.programme(programme)
    on_day: set[str] = set()
    over_time: set[str] = set()
    for signature in needed(law.lowering, found.file, also=[_key(name) for name in outputs]):
        for rule in (*signature.versions, *signature.exceptions):
            for node in rule.nodes():
                if isinstance(node, OverSeries):
                    over_time.add(node.attribute)
                elif isinstance(node, (Fact, IsKnown)):
                    by_day = node.day is not None if isinstance(node, Fact) else law.attributes[node.attribute].repeats
                    (over_time if by_day else on_day).add(node.attribute)
    scalars = [_column(law, name) for name in sorted(on_day)]
    return Layout(
        programme=programme,
        roles=tuple(law.units[found.unit].roles),
        of_members=tuple(attribute for attribute in scalars if is_of_member(attribute)),
        of_units=tuple(attribute for attribute in scalars if not is_of_member(attribute)),
        series=tuple(_column(law, name) for name in sorted(over_time)),
    )


def _key(name: str) -> tuple[str, str]:
    file, _, rule = name.partition(".")
    return file, rule


def is_of_member(attribute: Attribute) -> bool:
    """Is it of one person? Otherwise it is of the unit, its claim or its dwelling."""
    return attribute.entity in ("person", "member")


def tables_of(
    law: Law,
    programme: str,
    situations: Iterable[tuple[int, Situation]],
    on: date,
    *,
    period: Period | None = None,
    applied_on: date | None = None,
    event_on: date | None = None,
    outputs: tuple[str, ...] = (),
) -> Tables:
    """Numbered situations as columns; numbers ascend. The days are as for `assess`, `outputs` as for `layout_of`.

    Where the day that chooses the law is not known, `parameter_day` is None and facts are those of `on`.
    """
    declared = law.programme(programme)
    days = (
        (number, situation, Days.of(declared, situation, on, period, applied_on, event_on))
        for number, situation in situations
    )
    return tables_of_days(law, layout_of(law, programme, outputs), days)


def joined(first: Layout, second: Layout) -> Layout:
    """The columns that one of two laws of a programme reads, such as a law and its reform."""

    def both(name: str) -> tuple[Attribute, ...]:
        found = {attribute.name: attribute for attribute in (*getattr(first, name), *getattr(second, name))}
        return tuple(found[key] for key in sorted(found))

    return Layout(first.programme, first.roles, both("of_members"), both("of_units"), both("series"))


def tables_of_days(law: Law, layout: Layout, units: Iterable[tuple[int, Situation, Days]]) -> Tables:
    """As `tables_of`, each unit with days of its own, and with the columns of a layout."""
    building = _Building(law, layout)
    for number, situation, days in units:
        building.add(number, situation, days)
    return building.tables


def _column(law: Law, name: str) -> Attribute:
    attribute = law.attributes[name]
    low, high = attribute.domain
    if max(-low, high + 1) >= INT64:  # the lowest number of 64 bits stands for what is not known
        raise TooWide(f"{name}: 64 bits do not hold its declared domain; give it a narrower minimum or maximum")
    return attribute


class _Building:
    """Tables that grow by one unit at a time."""

    def __init__(self, law: Law, layout: Layout) -> None:
        self.law, self.layout, self.programme = law, layout, law.programme(layout.programme)
        units = ["unit", "members", "parameter_day", "applied_on", "event_on", *_facts(layout.of_units)]
        members = ["unit", "member", *(f"role_{role}" for role in layout.roles), *_facts(layout.of_members)]
        entries = ["unit", "member", "ordinal", "value", "starts_on", "ends_on", "dated"]
        self.tables = Tables(
            layout,
            {name: [] for name in units},
            {name: [] for name in members},
            {attribute.name: {name: [] for name in entries} for attribute in layout.series},
        )

    def add(self, number: int, situation: Situation, days: Days) -> None:
        """One unit: its members found as on the parameter day, its values as the interpreter reads them."""
        parameter = days.parameter or days.on
        view = View(situation, applied_on=days.applied_on, event_on=days.event_on, period=days.period)
        members = self.law.units[self.programme.unit].find(view, parameter)
        edition = self.law.edition(parameter, traced=False)
        run = Run(edition, situation, members, parameter.toordinal(), days.as_numbers(), None)
        self._add_unit(number, run, members, days)
        self._add_members(number, run, members)
        for attribute in self.layout.series:
            if is_of_member(attribute):
                for place, person in enumerate(members.persons):
                    self._add_entries(number, place, run.items(attribute, person), attribute)
            else:
                self._add_entries(number, OF_UNIT, run.items(attribute, None), attribute)

    def _add_unit(self, number: int, run: Run, members: Members, days: Days) -> None:
        row: dict[str, int | None] = {
            "unit": number,
            "members": len(members.persons),
            "parameter_day": days.parameter.toordinal() if days.parameter else None,
            "applied_on": days.applied_on.toordinal(),
            "event_on": days.event_on.toordinal() if days.event_on else None,
        }
        for attribute in self.layout.of_units:
            row[f"fact_{attribute.name}"] = run.fact(attribute, None, run.parameter_day)[0]
        _append(self.tables.units, row)

    def _add_members(self, number: int, run: Run, members: Members) -> None:
        for role, persons in members.roles.items():
            if len(set(persons)) < len(persons):
                raise SituationError(f"unit {self.programme.unit}: somebody is twice in {role}")
        for place, person in enumerate(members.persons):
            row: dict[str, int | None] = {"unit": number, "member": place}
            for role in self.layout.roles:
                persons = members.roles[role]
                row[f"role_{role}"] = persons.index(person) if person in persons else None
            for attribute in self.layout.of_members:
                row[f"fact_{attribute.name}"] = run.fact(attribute, person, run.parameter_day)[0]
            _append(self.tables.members, row)

    def _add_entries(self, number: int, member: int, items: tuple[Item, ...] | None, attribute: Attribute) -> None:
        if items is None:
            items = (Item(None, BEFORE_ALL, AFTER_ALL, dated=False),)
        for ordinal, item in enumerate(items):
            row: dict[str, Any] = {"unit": number, "member": member, "ordinal": ordinal, "value": item.value}
            row |= {"starts_on": item.first, "ends_on": item.last, "dated": int(item.dated)}
            _append(self.tables.series[attribute.name], row)


def _facts(attributes: Iterable[Attribute]) -> list[str]:
    return [f"fact_{attribute.name}" for attribute in attributes]


def _append(table: dict[str, Column], row: dict[str, int | None]) -> None:
    for name, column in table.items():
        column.append(row[name])
