"""Sums over persons whose addends hang on few yes or no of each: persons of a kind are counted, and what each of a kind
gives is said once for the unit. So what rests on the unit's own sums need not go back to every person."""

from collections.abc import Iterator

from janua.rules.nodes import Call, Choose, Local, Loop, Node, OverSeries, Self, Share
from janua.rules.scope import LoweredRule
from janua.rules.sql.relations import Column, Gathered, Looked, Worked
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import (
    PLAIN,
    YES_NO,
    Said,
    Text,
    arith,
    as_yes,
    both,
    choose,
    column,
    first_known,
    is_unknown,
    number,
    said,
)

_MOST = 8  # kinds of persons
Decided = dict[str, tuple[Text, bool]]


class _HangsOnPerson(Exception):
    """Not the same for all persons of a kind."""


class _Undecided(Exception):
    """Which kind: it hangs on this test."""

    def __init__(self, test: Text) -> None:
        self.test = test
        super().__init__(test.sql)


def sum_by_kinds(rows: Rows, node: Loop, inner: Rows, where: Text, body: Text) -> Text | None:
    """The sum of a loop over persons; None where it is no shorter by kinds."""
    law = rows.law
    if node.function != "sum" or inner.relation is not law.persons or rows.relation is not law.units:
        return None
    if body.type != PLAIN or not _rests_on(body, unit=True) or _rests_on(where):
        return None
    try:
        kinds = _kinds(rows, node, inner, {})
    except _HangsOnPerson:
        return None
    if len(kinds) > _MOST or any(value.type != PLAIN for _, value in kinds):
        return None
    total = number(0)
    for decided, value in kinds:
        if value.number != 0:
            part = _of_kind(rows, _counted(rows, inner, where, decided), rows.keep(value))
            total = part if total.number == 0 else arith("+", total, part, PLAIN)
    unclear = both("or", [is_unknown(where), *(both("and", [where, test]) for test in _open_tests(kinds))])
    if unclear.is_fixed:
        return rows.keep(total)
    some = column(rows.relation.gathered(inner.relation, f"BOOL_OR({unclear.sql})", _sorted(unclear)), YES_NO)
    sql = f"CASE WHEN {some.sql} THEN NULL ELSE {total.sql} END"
    return rows.keep(said(sql, some, total, known=False))


def _kinds(rows: Rows, node: Loop, inner: Rows, decided: Decided) -> list[tuple[Decided, Text]]:
    """Every kind of which it is known what kind it is, and what one of it gives."""
    try:
        return [(decided, _OneKind(rows.rule, inner, node.slot, decided).text(node.body))]
    except _Undecided as open_one:
        if len(decided) == _MOST.bit_length():
            raise _HangsOnPerson from None
        test = open_one.test
        return [
            kind
            for answer in (True, False)
            for kind in _kinds(rows, node, inner, {**decided, test.sql: (test, answer)})
        ]


def _open_tests(kinds: list[tuple[Decided, Text]]) -> Iterator[Text]:
    """For each test that may not be known: who comes to it, and of whom it is not."""
    seen = set()
    for decided, _ in kinds:
        before: list[Text] = []
        for test, yes in decided.values():
            missing = both("and", [*before, is_unknown(test)])
            if missing.sql not in seen and not missing.is_fixed:
                yield missing
            seen.add(missing.sql)
            before.append(_answered(test, yes=yes))


def _answered(test: Text, *, yes: bool) -> Text:
    return test if yes else said(f"(NOT {test.sql})", test, kind=YES_NO)


def _counted(rows: Rows, inner: Rows, where: Text, decided: Decided) -> Text:
    all_of = both("and", [where, *(_answered(test, yes=yes) for test, yes in decided.values())])
    only = "" if all_of.is_fixed else f" FILTER (WHERE {all_of.sql})"
    found = rows.relation.gathered(inner.relation, f"COUNT(*){only}", _sorted(all_of))
    return rows.keep(first_known(column(found), number(0)))


def _of_kind(rows: Rows, many: Text, each: Text) -> Text:
    """What all of a kind give; nothing where there is none, whether or not it is known what one would give."""
    found = arith("*", many, each, PLAIN)
    if each.known:
        return found
    return rows.keep(said(f"CASE WHEN {many.sql} = 0 THEN 0 ELSE {found.sql} END", found, known=False))


def _sorted(text: Text) -> list[Column]:
    return sorted(text.needs, key=lambda one: one.name)


def _rests_on(text: Text, *, unit: bool = False) -> bool:
    """Does it rest on what stands elsewhere; with `unit`, on the unit's columns?"""
    todo, seen = list(text.needs), set[Column]()
    while todo:
        found = todo.pop()
        if found in seen:
            continue
        seen.add(found)
        if isinstance(found, (Looked, Gathered)) and not unit:
            return True
        if isinstance(found, Looked) and len(found.keys) == 1:
            return True
        if isinstance(found, (Worked, Looked, Gathered)):
            todo.extend(found.needs)
    return False


class _OneKind(Rows):
    """A rule said for one kind of person, in the rows of the unit.

    persons  the same rule in the rows of persons, where it is said of what kind they are
    slot     the variable that stands for the person; None in a rule of persons
    """

    def __init__(self, rule: LoweredRule | None, persons: Rows, slot: int | None, decided: Decided) -> None:
        super().__init__(persons.law, rule, persons.law.units, {})
        self.persons, self.slot, self.decided = persons, slot, decided

    def say(self, node: Node) -> Said:
        """As in any rows.

        Raises   _HangsOnPerson; _Undecided
        """
        if id(node) not in self._said:
            self._said[id(node)] = self._one(node)
        return self._said[id(node)]

    def _one(self, node: Node) -> Said:
        if isinstance(node, (Self, Loop, Share, OverSeries)) or (isinstance(node, Local) and node.slot == self.slot):
            raise _HangsOnPerson
        if isinstance(node, Local):
            return self._local(node)
        if isinstance(node, Call) and (node.subject is not None or node.arguments):
            return self._called(node)
        if isinstance(node, Choose):
            return self._chosen(node)
        return self.law.say(self, node)

    def _called(self, node: Call) -> Said:
        """A rule of the same person."""
        its_own = isinstance(node.subject, Self) or (isinstance(node.subject, Local) and node.subject.slot == self.slot)
        ready = self.law.plain_rule((node.file, node.name))
        if ready is None or node.arguments or not its_own:
            raise _HangsOnPerson
        return _OneKind(ready.lowered, self.law.rows_of_persons(ready), None, self.decided).text(ready.lowered.body)

    def _chosen(self, node: Choose) -> Said:
        try:
            test = as_yes(self.text(node.test))
        except _HangsOnPerson:
            test = self.persons.keep(as_yes(self.persons.text(node.test)))
            if _rests_on(test):
                raise
            if test.sql not in self.decided:
                raise _Undecided(test) from None
            return self.say(node.yes if self.decided[test.sql][1] else node.no)
        return choose(self.keep(test), self.text(node.yes), self.text(node.no))
