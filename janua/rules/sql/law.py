"""A law of one edition on its way into SQL: rules as columns of units, of persons, or of what they are given."""

from collections.abc import Callable

from janua.rules.attributes import Attribute
from janua.rules.columns import OF_UNIT, is_of_member
from janua.rules.edition import Edition, ReadyRule
from janua.rules.law import Law
from janua.rules.nodes import Node
from janua.rules.sql.filled import Filled
from janua.rules.sql.relations import Column, Names, Relation
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import (
    NOT_KNOWN,
    YES_NO,
    Said,
    Span,
    Text,
    as_yes,
    both,
    cast,
    choose,
    column,
    number,
    said,
    width,
)
from janua.values import Period

Sayer = Callable[[Rows, Node], Said]
Given = tuple[str, str]


class LawText:
    """What is said already: every rule once for a unit, a person, or what it is given.

    apart   rules whose callers do not share rows, because one caller's arguments rest on what another was answered
    """

    def __init__(
        self,
        law: Law,
        edition: Edition,
        on: int,
        period: Period,
        sayers: dict[type[Node], Sayer],
        apart: set[str],
        filled: Filled,
    ) -> None:
        self.law, self.edition, self.on, self.period, self._sayers, self.apart = law, edition, on, period, sayers, apart
        self.filled = filled
        self.names = Names()
        self.units = Relation(self.names, "units_of_law", source="units_in_force s")
        self.units.key("unit", "s.unit")
        theirs = "members s" if filled.whole else "units_in_force u JOIN members s ON s.unit = u.unit"
        self.persons = Relation(self.names, "members_of_law", source=theirs)
        self.persons.key("unit", "s.unit")
        self.persons.key("member", "s.member")
        self.signatures = {(s.file, s.name): s for s in law.lowering.signatures.values()}
        self.conflicts: list[Text] = []  # of units: two exceptions hold at once
        self._rules: dict[object, Said] = {}
        self._given: dict[object, tuple[Relation, tuple[Text, ...]]] = {}
        self.series_read: dict[str, Attribute] = {}

    def say(self, rows: Rows, node: Node) -> Said:
        """The value of a node, by its class."""
        return self._sayers[type(node)](rows, node)

    # Facts

    def fact(self, rows: Rows, attribute: Attribute, subject: Node | None) -> Text:
        """A value on the parameter day."""
        if not is_of_member(attribute):
            return self.of_unit(rows, self.unit_given(f"fact_{attribute.name}", _sums(attribute)))
        assert subject is not None  # facts of persons have one
        person = rows.atom(subject)
        here = rows.relation if rows.facts_of == person.sql else self.persons
        found = self.member_given(here, f"fact_{attribute.name}", _sums(attribute))
        return column(found) if here is rows.relation else self.of_person(rows, found, person)

    def unit_given(self, name: str, form: str = "s.{}") -> Column:
        """A column of the table of units."""
        return self.units.given(form.format(name), known=self.filled.knows("units", name))

    def member_given(self, rows: Relation, name: str, form: str = "s.{}") -> Column:
        """A column of the table of members, where that is the source of rows."""
        return rows.given(form.format(name), known=self.filled.knows("members", name))

    def of_unit(self, rows: Rows, found: Column, kind: str = "BIGINT") -> Text:
        """A column of the unit, wherever it is asked for."""
        if rows.relation is self.units:
            return column(found, kind)
        if rows.above is not None:
            brought = rows.bring(self.of_unit(rows.above, found, kind))
            assert isinstance(brought, Text)  # one column
            return brought
        return column(rows.relation.looked(found, ("unit",), (rows.relation.keys[0],), known=True), kind)

    def of_person(self, rows: Rows, found: Column, person: Text, kind: str = "BIGINT") -> Text:
        """A column of a person of the unit."""
        if rows.relation is self.persons and person.sql == "member":
            return column(found, kind)
        needs = (rows.relation.keys[0], *person.needs)
        return column(rows.relation.looked(found, ("unit", person.sql), needs, known=person.known), kind)

    # Rules

    def rule(self, rows: Rows, key: Given, subject: Node | None, arguments: tuple[Node, ...]) -> Said:
        """The value of another rule."""
        ready = self.edition.rules[self.law.numbers[key]]
        if ready is None:
            window = self.signatures[key].type.kind == "window"
            return Span(NOT_KNOWN, NOT_KNOWN) if window else NOT_KNOWN
        if arguments:
            return self._asked(rows, key, ready, subject, arguments)
        if subject is None:
            return self._each(self.unit_rule(key), lambda text: self._unit_text(rows, text))
        person = rows.atom(subject)
        return self._each(self.person_rule(key), lambda text: self._person_text(rows, text, person))

    def unit_rule(self, key: Given) -> Said:
        if key not in self._rules:
            ready = self._ready(key)
            self._rules[key] = self._value(ready, key, Rows(self, ready.lowered, self.units, {}))
        return self._rules[key]

    def person_rule(self, key: Given) -> Said:
        if key not in self._rules:
            ready = self._ready(key)
            self._rules[key] = self._value(ready, key, self.rows_of_persons(ready))
        return self._rules[key]

    def rows_of_persons(self, ready: ReadyRule) -> Rows:
        """Where a rule of persons is said."""
        person = column(self.persons.keys[1])
        rows = Rows(self, ready.lowered, self.persons, {}, person)
        rows.facts_of = person.sql
        return rows

    def plain_rule(self, key: Given) -> ReadyRule | None:
        """The rule in force, where it has no exceptions."""
        place = self.law.numbers[key]
        return None if self.edition.exceptions[place] else self.edition.rules[place]

    def _ready(self, key: Given) -> ReadyRule:
        ready = self.edition.rules[self.law.numbers[key]]
        assert ready is not None  # the caller looked
        return ready

    def _unit_text(self, rows: Rows, text: Text) -> Text:
        return text if text.is_fixed else self.of_unit(rows, *_only(text))

    def _person_text(self, rows: Rows, text: Text, person: Text) -> Text:
        return text if text.is_fixed else self.of_person(rows, *_only(text)[:1], person, text.type)

    def _each(self, found: Said, how: Callable[[Text], Text]) -> Said:
        if isinstance(found, Span):
            return Span(how(found.first), how(found.last), how(found.number) if found.number is not None else None)
        assert isinstance(found, Text)  # a rule gives a value or a window
        return how(found)

    def _asked(
        self, rows: Rows, key: Given, ready: ReadyRule, subject: Node | None, arguments: tuple[Node, ...]
    ) -> Said:
        """The value of a rule that is given something: a row for each person and what is given."""
        person = (rows.atom(subject),) if subject is not None else ()
        texts: list[Text] = [*person]
        for argument in arguments:
            texts += _parts(rows.kept(rows.say(argument)))
        shared = (key, id(rows), *(text.sql for text in texts)) if f"{key[0]}.{key[1]}" in self.apart else key
        if shared not in self._given:
            self._given[shared] = self._relation(key, bool(person), len(texts))
            relation, given = self._given[shared]
            self._rules["given", shared] = self._value(ready, key, self._given_rows(ready, relation, given, key))
        relation, _ = self._given[shared]
        call = (rows.relation, ("unit", *(text.sql for text in texts)), frozenset(c for t in texts for c in t.needs))
        if call not in relation.calls:
            relation.calls.append(call)
        keys = ("unit", *(text.sql for text in texts))
        needs = [rows.relation.keys[0], *(c for t in texts for c in t.needs)]

        def looked(text: Text) -> Text:
            if text.is_fixed and not texts_may_be_unknown:
                return text
            found = self._as_column(relation, text)
            return column(rows.relation.looked(found, keys, needs, known=not texts_may_be_unknown), text.type)

        texts_may_be_unknown = any(not (text.is_fixed or text.known) for text in texts)
        return self._each(self._rules["given", shared], looked)

    def _as_column(self, relation: Relation, text: Text) -> Column:
        return relation.worked(text.sql, (), known=text.known) if text.is_fixed else _only(text)[0]

    def _relation(self, key: Given, of_person: bool, parts: int) -> tuple[Relation, tuple[Text, ...]]:
        relation = Relation(self.names, self.names.new(key[1]))
        relation.key("unit", "")
        given = tuple(column(relation.key(self.names.new("k"), "")) for _ in range(parts))
        return relation, given

    def _given_rows(self, ready: ReadyRule, relation: Relation, given: tuple[Text, ...], key: Given) -> Rows:
        signature = self.signatures[key]
        person, rest = (given[0], list(given[1:])) if signature.of == "person" else (None, list(given))
        slots: dict[int, Said] = {}
        for slot, (_, kind) in enumerate(signature.given):
            if kind.kind == "window":
                slots[slot], rest = Span(*rest[:3]), rest[3:]
            else:
                slots[slot], rest = rest[0], rest[1:]
        return Rows(self, ready.lowered, relation, slots, person)

    def _value(self, ready: ReadyRule, key: Given, rows: Rows) -> Said:
        """A rule's value in its own rows, or that of the exception that holds; always a column."""
        signature = self.signatures[key]
        kind = YES_NO if signature.type.kind == "bool" else width(signature.lo, signature.hi)
        found = rows.say(ready.lowered.body)
        exceptions = self.edition.exceptions[self.law.numbers[key]]
        if isinstance(found, Span):
            return rows.kept(found)
        assert isinstance(found, Text)  # a rule gives a value or a window
        found = cast(found, kind)
        if exceptions:
            found = self._excepted(rows, cast(found, kind), exceptions, kind)
        return rows.keep(found)

    def _excepted(self, rows: Rows, found: Text, exceptions: tuple[ReadyRule, ...], kind: str) -> Text:
        holds: list[Text] = []
        for exception in exceptions:
            inner = Rows(self, exception.lowered, rows.relation, rows.slots, rows.person)
            inner.facts_of = rows.facts_of
            assert exception.lowered.when is not None  # exceptions have a case
            # The case is said with the base rule's own names: it is a bare rule or attribute.
            holds.append(rows.keep(as_yes(inner.text(exception.lowered.when))))
            value = inner.text(exception.lowered.body)
            found = choose(holds[-1], cast(rows.keep(value), kind), rows.keep(found))
        known = [said(f"({hold.sql} IS NOT NULL)", hold, kind=YES_NO, known=True) for hold in holds if not hold.known]
        if len(holds) > 1:
            one = said(" + ".join(f"CAST({hold.sql} AS INT)" for hold in holds), *holds)
            self._conflict(rows, rows.keep(said(f"({one.sql} > 1)", one, kind=YES_NO)))
            known.append(said(f"({one.sql} <= 1)", one, kind=YES_NO))
        return choose(
            rows.keep(both("and", known)), rows.keep(found), NOT_KNOWN if kind != YES_NO else cast(NOT_KNOWN, kind)
        )

    def _conflict(self, rows: Rows, flag: Text) -> None:
        if flag.is_fixed:
            return
        if rows.relation is self.units:
            self.conflicts.append(flag)
            return
        gathered = self.units.gathered(rows.relation, f"BOOL_OR({flag.sql})", flag.needs)
        self.conflicts.append(column(gathered, YES_NO))


def _sums(attribute: Attribute) -> str:
    """Files hold a column as narrow as it is; what is reckoned with has 64 bits."""
    return "CAST(s.{} AS BIGINT)" if attribute.type in ("money", "count", "rate") else "s.{}"


def _only(text: Text) -> tuple[Column, str]:
    (found,) = text.needs
    return found, text.type


def _parts(given: Said) -> list[Text]:
    """What is given, as keys: a window is three numbers."""
    if isinstance(given, Span):
        return [given.first, given.last, given.number if given.number is not None else number(0)]
    assert isinstance(given, Text)  # bands are given to nobody
    return [given]


__all__ = ["OF_UNIT", "LawText"]
