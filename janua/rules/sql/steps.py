"""From columns and what they rest on to the steps of a text: what is worked out when, and which columns it needs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from janua.rules.sql.relations import Carried, Column, Gathered, Given, Looked, Relation, Worked


class Circle(Exception):
    """Rows would have to be there before they are asked for; the relation is where the circle was seen."""

    def __init__(self, relation: Relation) -> None:
        self.relation = relation
        super().__init__(relation.name)


@dataclass(frozen=True, slots=True)
class Step:
    """One named SELECT."""

    name: str
    text: str


@dataclass(eq=False)
class Plan:
    """Puts the live columns in stages: each stage of a relation is one step, made from the stage before."""

    stages: dict[Column, int] = field(default_factory=dict)
    bases: dict[Relation, int] = field(default_factory=dict)
    _under_way: list[Relation] = field(default_factory=list)
    _of: dict[Relation, set[int]] = field(default_factory=dict)
    _wanted: dict[tuple[Relation, int], set[Column]] = field(default_factory=dict)

    def steps(self, outputs: Iterable[Column], relation: Relation) -> tuple[list[Step], str]:
        """Every step in order, and the name of the last one, which has the outputs.

        Raises   Circle
        """
        wanted = list(outputs)
        for column in wanted:
            self.stage(column)
        for column, stage in self.stages.items():
            self._of.setdefault(column.relation, set()).add(stage)
        for made, stage in self.bases.items():
            self._of.setdefault(made, set()).add(stage)
        last = max(self._of[relation])
        self._wanted[relation, last] = set(wanted)
        texts: list[tuple[int, Step]] = []
        done: set[tuple[Relation, int]] = set()
        while open_ones := set(self._wanted) - done:
            one = max(open_ones, key=lambda entry: (entry[1], entry[0].name))
            done.add(one)
            texts.append((one[1], Step(_name(*one), self._select(*one))))
        texts.sort(key=lambda entry: entry[0])
        return [step for _, step in texts], _name(relation, last)

    # When

    def stage(self, column: Column) -> int:
        """The first stage in which a column can be there."""
        found = self.stages.get(column)
        if found is None:
            found = self.base(column.relation)
            if isinstance(column, (Worked, Looked)):
                found = max([found, *(self.stage(need) for need in column.needs)])
            if isinstance(column, Looked):
                found = max(found, self.stage(column.target) + 1)
            if isinstance(column, Gathered):
                inside = [self.base(column.rows), *(self.stage(need) for need in column.needs)]
                found = max(found, max(inside) + 1)
            self.stages[column] = found
        return found

    def base(self, relation: Relation) -> int:
        """The stage in which its rows are there."""
        found = self.bases.get(relation)
        if found is None:
            if relation in self._under_way:
                raise Circle(relation)
            self._under_way.append(relation)
            found = 0
            if relation.above is not None:
                carried = [column.of for column in relation.columns.values() if isinstance(column, Carried)]
                needs = [self.stage(column) for column in (*carried, *relation.rests_on)]
                found = max([self.base(relation.above), *needs]) + 1
            for asker, _, needs_of_call in relation.calls:
                found = max([found, self.base(asker) + 1, *(self.stage(need) + 1 for need in needs_of_call)])
            self._under_way.pop()
            self.bases[relation] = found
        return found

    def _version(self, relation: Relation, before: int) -> int:
        return max(stage for stage in self._of[relation] if stage < before)

    def _want(self, relation: Relation, before: int, columns: Iterable[Column]) -> str:
        """The name of a relation's newest version before a stage, which shall have these columns."""
        version = self._version(relation, before)
        self._wanted.setdefault((relation, version), set()).update((*relation.keys, *columns))
        return _name(relation, version)

    # What

    def _select(self, relation: Relation, stage: int) -> str:
        wanted = self._wanted[relation, stage]
        here, earlier = self._closure(relation, stage, wanted)
        if stage == self.bases[relation]:
            text = self._rows(relation, stage, earlier)
        else:
            text = _from(_names(earlier), self._want(relation, stage, earlier))
        depths = _depths(here)
        have: list[Column] = list(earlier)
        for depth in sorted(set(depths.values())):
            level = [column for column in here if depths[column] == depth]
            joined = [column for column in level if not isinstance(column, Worked)]
            if joined:
                text = self._joined(text, have, joined, stage)
                have += joined
            worked = [column for column in level if isinstance(column, Worked)]
            if worked:
                named = [f"{column.text} AS {column.name}" for column in worked]
                text = f"SELECT {', '.join([*_names(have), *named])}\nFROM ({text}) x"
                have += worked
        return text if set(have) == wanted else f"SELECT {', '.join(_names(_sorted(wanted)))}\nFROM ({text}) x"

    def _closure(self, relation: Relation, stage: int, wanted: set[Column]) -> tuple[list[Column], list[Column]]:
        """Columns worked out in this very step, and those it begins with."""
        here: dict[Column, None] = {}
        earlier: dict[Column, None] = {}
        todo = _sorted({*wanted, *relation.keys})
        while todo:
            column = todo.pop(0)
            if column in here or column in earlier:
                continue
            if self.stage(column) < stage or isinstance(column, (Given, Carried)):
                earlier[column] = None
                continue
            here[column] = None
            if isinstance(column, (Worked, Looked)):
                todo.extend(_sorted(column.needs))
        return list(here), list(earlier)

    def _rows(self, relation: Relation, stage: int, columns: list[Column]) -> str:
        """The rows as they come."""
        if relation.calls:
            parts = []
            for asker, keys, needs in relation.calls:
                named = ", ".join(f"{key} AS {own.name}" for key, own in zip(keys, relation.keys, strict=True))
                there = " AND ".join(f"{key} IS NOT NULL" for key in keys)
                parts.append(f"SELECT {named} FROM {self._want(asker, stage, needs)} WHERE {there}")
            return "\nUNION ".join(parts) if len(parts) > 1 else parts[0].replace("SELECT", "SELECT DISTINCT", 1)
        said = [f"{column.text} AS {column.name}" for column in columns if isinstance(column, Given)]
        if relation.above is None:
            text = f"SELECT {', '.join(said)}\nFROM {relation.source}"
        else:
            carried = [column for column in columns if isinstance(column, Carried)]
            above = self._want(relation.above, stage, [*(column.of for column in carried), *relation.rests_on])
            said = [*(f"t.{column.name}" for column in carried), *said]
            text = f"SELECT {', '.join(said)}\nFROM {above} t {relation.source}"
        return f"{text}\nWHERE {relation.where}" if relation.where else text

    def _joined(self, text: str, have: list[Column], columns: list[Column], stage: int) -> str:
        """With columns of other relations: of the one row with these keys, or gathered from many."""
        groups: dict[object, list[Column]] = {}
        for column in columns:
            if isinstance(column, Looked):
                groups.setdefault((column.target.relation, column.keys), []).append(column)
            elif isinstance(column, Gathered):
                groups.setdefault(column.rows, []).append(column)
        named = [f"t.{column.name}" for column in have]
        joins = []
        for number, group in enumerate(groups.values(), start=1):
            alias = f"j{number}"
            source, pairs, said = self._source(group, stage, alias)
            named += said
            joins.append(f"\nLEFT JOIN {source} {alias} ON {' AND '.join(pairs)}")
        return f"SELECT {', '.join(named)}\nFROM ({text}) t{''.join(joins)}"

    def _source(self, group: list[Column], stage: int, alias: str) -> tuple[str, list[str], list[str]]:
        first = group[0]
        if isinstance(first, Looked):
            targets = [column.target for column in group if isinstance(column, Looked)]
            there = first.target.relation
            name = self._want(there, stage, targets)
            pairs = [
                f"{alias}.{key.name} = {own if '(' in own else f't.{own}'}"
                for key, own in zip(there.keys, first.keys, strict=True)
            ]
            return name, pairs, [f"{alias}.{t.name} AS {c.name}" for t, c in zip(targets, group, strict=True)]
        assert isinstance(first, Gathered)  # there are two ways
        gathered = [column for column in group if isinstance(column, Gathered)]
        name = self._want(first.rows, stage, (need for column in gathered for need in column.needs))
        keys = [key.name for key in first.relation.keys]
        texts = ", ".join(f"{column.text} AS {column.name}" for column in gathered)
        # The keys are named anew: Spark takes a column that came the same way on both sides of a join for one.
        named = ", ".join(f"{key} AS {key}_{alias}" for key in keys)
        source = f"(SELECT {named}, {texts} FROM {name} GROUP BY {', '.join(keys)})"
        return source, [f"{alias}.{key}_{alias} = t.{key}" for key in keys], [f"{alias}.{c.name}" for c in gathered]


def _name(relation: Relation, stage: int) -> str:
    return f"{relation.name}_at_{stage}"


def _from(columns: list[str], source: str) -> str:
    return f"SELECT {', '.join(columns)}\nFROM {source}"


def _names(columns: Iterable[Column]) -> list[str]:
    return [column.name for column in columns]


def _sorted(columns: Iterable[Column]) -> list[Column]:
    return sorted(columns, key=lambda column: column.name)


def _depths(here: list[Column]) -> dict[Column, int]:
    """How many of the others each rests on, one upon the other."""
    inside = set(here)
    found: dict[Column, int] = {}

    def depth(column: Column) -> int:
        if column not in found:
            needs = column.needs if isinstance(column, (Worked, Looked)) else ()
            found[column] = 1 + max((depth(need) for need in needs if need in inside), default=0)
        return found[column]

    for column in here:
        depth(column)
    return found
