"""Where a programme finds what it reads: the number of each column, parameter, table and list of codes."""

from dataclasses import dataclass, field

from janua.rules.attributes import Attribute
from janua.rules.columns import Layout
from janua.rules.edition import Edition
from janua.rules.law import Law
from janua.rules.types import Type

# Columns of units before its facts.
UNIT_DAYS = ("parameter_day", "applied_on", "event_on")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number, a table or a list of codes that a run has to bring.

    kind   `number` takes one place of the numbers; `table` and `codes` take two: where their rows begin and end
    """

    kind: str
    param: str
    codes: tuple[int, ...] | None = None
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class Sources:
    """Numbers given out while a programme is printed; a run brings its arrays in this order.

    cell    how a place of two dimensions is written; row: the first dimension alone
    na      what stands for a value that is not known
    """

    law: Law
    edition: Edition
    layout: Layout
    cell: str
    row: str
    na: str
    wanted: dict[Wanted, int] = field(default_factory=dict)
    places: int = 0
    singles: list[str] = field(default_factory=list)

    def attribute(self, name: str) -> Attribute:
        return self.law.attributes[name]

    def rule_type(self, file: str, name: str) -> Type:
        return self.law.lowering.signatures[file, name].type

    def of_member(self, name: str) -> int:
        """Number of a column of members: roles first, then facts."""
        names = [attribute.name for attribute in self.layout.of_members]
        return len(self.layout.roles) + names.index(name)

    def role(self, name: str) -> int:
        return self.layout.roles.index(name)

    def of_unit(self, name: str) -> int:
        return len(UNIT_DAYS) + [attribute.name for attribute in self.layout.of_units].index(name)

    def day(self, name: str) -> int:
        return UNIT_DAYS.index(name)

    def series(self, name: str) -> int:
        return [attribute.name for attribute in self.layout.series].index(name)

    def single(self, role: str) -> int:
        """Number of the one person of a role."""
        if role not in self.singles:
            self.singles.append(role)
        return self.singles.index(role)

    def number(self, param: str) -> int | None:
        """Where a parameter's number is; None where the law has none on the day."""
        return self._want(Wanted("number", param), 1) if param in self.edition.bound else None

    def table(self, param: str) -> int | None:
        return self._want(Wanted("table", param), 2) if param in self.edition.bound else None

    def codes(self, codes: tuple[int, ...] | None, param: str, choices: tuple[str, ...]) -> int | None:
        """Where a list of codes is: those of the text, or those a parameter lists."""
        if param and param not in self.edition.bound:
            return None
        return self._want(Wanted("codes", param, None if param else codes, choices), 2)

    def _want(self, wanted: Wanted, places: int) -> int:
        if wanted not in self.wanted:
            self.wanted[wanted] = self.places
            self.places += places
        return self.wanted[wanted]
