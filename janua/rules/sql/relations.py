"""Relations and their columns, while a text is put together: which column rests on which, whatever their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True, slots=True)
class Falling:
    """A number that never rises while a day does, such as the completed years of who was born on it.

    day       of the same row
    low/high  the first and last day there may be
    """

    day: "Column"
    low: int
    high: int
    work: Callable[[int], int]

    def last_day(self, least: int) -> int:
        """The last day on which it is still at least so much; the day before all where it never is."""
        low, high = self.low - 1, self.high
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.work(middle) >= least else (low, middle - 1)
        return low


@dataclass(eq=False, slots=True)
class Column:
    """A column of a relation; its name is its own in the whole text.

    known    never NULL
    falling  how it follows from a day, where that can be compared instead
    """

    name: str
    relation: "Relation"
    known: bool = field(default=False, kw_only=True)
    falling: Falling | None = field(default=None, kw_only=True)


@dataclass(eq=False, slots=True)
class Given(Column):
    """Part of the rows as they come: an expression over the source `s` (or, where rows are called for, a key)."""

    text: str


@dataclass(eq=False, slots=True)
class Carried(Column):
    """The same column of the relation that these rows were made from."""

    of: Column


@dataclass(eq=False, slots=True)
class Worked(Column):
    """An expression over columns of the same row."""

    text: str
    needs: frozenset[Column]


@dataclass(eq=False, slots=True)
class Looked(Column):
    """A column of the one row of another relation that has these keys."""

    target: Column
    keys: tuple[str, ...]  # texts of this relation's own: a column's name or a number
    needs: frozenset[Column]


@dataclass(eq=False, slots=True)
class Gathered(Column):
    """An aggregate over those rows of a relation that have this row's keys."""

    rows: "Relation"
    text: str
    needs: frozenset[Column]


class Names:
    """Names that occur once in a text."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self, stem: str) -> str:
        return f"{stem}_{next(self._numbers)}"


@dataclass(eq=False, slots=True)
class Relation:
    """Rows, told apart by their keys.

    source   the table `s`, or what joins it to the rows above, `t`
    above    the relation whose rows these are made from
    calls    where rows are asked for by others: for each asker, its relation and the texts of the keys there
    """

    names: Names
    name: str
    source: str = ""
    above: "Relation | None" = None
    rests_on: frozenset[Column] = frozenset()
    calls: list[tuple["Relation", tuple[str, ...], frozenset[Column]]] = field(default_factory=list)
    keys: list[Column] = field(default_factory=list)
    columns: dict[object, Column] = field(default_factory=dict)
    where: str = ""

    def key(self, name: str, text: str) -> Given:
        """A key of its own."""
        column = Given(name, self, text, known=True)
        self.keys.append(column)
        return column

    def given(self, text: str, stem: str = "g", *, known: bool = False) -> Column:
        return self._once(("given", text), lambda: Given(self.names.new(stem), self, text, known=known))

    def carried(self, column: Column) -> Column:
        """The column of the relation above, here."""
        return self._once(("carried", column), lambda: Carried(column.name, self, column, known=column.known))

    def worked(
        self,
        text: str,
        needs: Iterable[Column],
        *,
        known: bool = False,
        falling: Falling | None = None,
    ) -> Column:
        return self._once(
            ("worked", text),
            lambda: Worked(self.names.new("c"), self, text, frozenset(needs), known=known, falling=falling),
        )

    def looked(self, target: Column, keys: tuple[str, ...], needs: Iterable[Column], *, known: bool = False) -> Column:
        """known   a row with these keys is always there"""
        known = known and target.known
        return self._once(
            ("looked", target, keys),
            lambda: Looked(self.names.new("l"), self, target, keys, frozenset(needs), known=known),
        )

    def gathered(self, rows: "Relation", text: str, needs: Iterable[Column]) -> Column:
        return self._once(
            ("gathered", rows, text), lambda: Gathered(self.names.new("a"), self, rows, text, frozenset(needs))
        )

    def _once(self, what: object, make) -> Column:  # type: ignore[no-untyped-def]
        if what not in self.columns:
            self.columns[what] = make()
        return self.columns[what]

    def below(self, stem: str, source: str, rests_on: Iterable[Column], where: str = "") -> "Relation":
        """Rows made from these, joined with a source; they have these rows' keys, and their own to come."""
        found = Relation(
            self.names, self.names.new(stem), source=source, above=self, rests_on=frozenset(rests_on), where=where
        )
        found.keys = [found.carried(key) for key in self.keys]
        return found
