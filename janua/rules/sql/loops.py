"""Loops in SQL: a row for each member, stretch of time or band, gathered again for the rows that ask."""

from typing import Any

from janua.rules.calendar import FOR_EVER
from janua.rules.nodes import Bands, Loop, MembersOf, Node, Stretches
from janua.rules.sql import days
from janua.rules.sql.kinds import sum_by_kinds
from janua.rules.sql.relations import Column, Relation
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import (
    NO,
    NOT_KNOWN,
    PLAIN,
    YES,
    YES_NO,
    BandRow,
    Said,
    Span,
    Text,
    arith,
    as_number,
    as_yes,
    bare,
    both,
    cast,
    choose,
    column,
    first_known,
    is_unknown,
    needs_of,
    number,
    said,
    width,
)


def say_loop(rows: Rows, node: Loop) -> Text:
    """sum, count, any, all, min, max, first."""
    inner, known = go_through(rows, node.over, node.slot)
    kind = YES_NO if node.function in ("any", "all") else width(node.lo, node.hi)
    if inner is None:
        return cast(NOT_KNOWN, kind)
    where = inner.keep(where_of(inner, node.where))
    body = inner.text(node.body)
    body = inner.keep(as_yes(body) if kind == YES_NO else cast(as_number(body), kind))
    counted = sum_by_kinds(rows, node, inner, where, body)
    if counted is not None:
        return counted
    order = [column(order_of(inner))] if node.function == "first" else []
    one = _gather(rows, inner, _form(inner, node, where, body), kind, where, body, *order)
    found = _settled(rows, node, one, _unclear(rows, inner, where, body), kind)
    if known is None:
        return found
    return rows.keep(said(f"CASE WHEN {known.sql} THEN {found.sql} END", known, found, kind=kind, known=False))


def where_of(inner: Rows, where: Node | None) -> Text:
    """Which rows of a loop count."""
    tests = [inner.only or YES, as_yes(inner.text(where)) if where is not None else YES]
    return both("and", tests)


def _unclear(rows: Rows, inner: Rows, where: Text, body: Text) -> Text:
    """Is there a row of which it is not known whether it counts, or what it gives?"""
    unclear = both("or", [is_unknown(where), both("and", [where, is_unknown(body)])])
    return unclear if unclear.is_fixed else _gather(rows, inner, f"BOOL_OR({unclear.sql})", YES_NO, where, body)


def _form(inner: Rows, node: Loop, where: Text, body: Text) -> str:
    kind = body.type
    only = "" if where.sql == YES.sql else f" FILTER (WHERE {where.sql})"
    match node.function:
        case "any":
            return f"BOOL_OR({both('and', [where, body]).sql})"
        case "all":
            return f"BOOL_OR({both('and', [where, said(f'NOT {body.sql}', body, kind=YES_NO)]).sql})"
        case "sum":
            return f"CAST(SUM({body.sql}){only} AS {kind})"
        case "count":
            return f"COUNT(*){only}"
        case "first":
            return f"MIN_BY({body.sql}, {order_of(inner).name}){only}"
    return f"{node.function.upper()}({body.sql}){only}"


def _settled(rows: Rows, node: Loop, one: Text, unclear: Text, kind: str) -> Text:
    """The gathered value: settled by one, else not known where any is not, else what nobody gives."""
    if node.function in ("any", "all"):
        settled, otherwise = (YES, NO) if node.function == "any" else (NO, YES)
        one = first_known(one, NO)
        if unclear.sql == NO.sql:
            return rows.keep(choose(one, settled, otherwise) if node.function == "all" else one)
        sql = f"CASE WHEN {one.sql} THEN {settled.sql} WHEN {unclear.sql} THEN NULL ELSE {otherwise.sql} END"
        return rows.keep(said(sql, one, unclear, kind=kind, known=False))
    empty = number(0) if node.default is None else rows.keep(cast(as_number(rows.text(node.default)), kind))
    found = first_known(one, empty)
    if unclear.sql == NO.sql:
        return rows.keep(found)
    return rows.keep(
        said(f"CASE WHEN {unclear.sql} THEN NULL ELSE {found.sql} END", one, unclear, empty, kind=kind, known=False)
    )


def _gather(rows: Rows, inner: Rows, sql: str, kind: str, *parts: Text) -> Text:
    needs = sorted(needs_of(parts), key=lambda one: one.name)
    return column(rows.relation.gathered(inner.relation, sql, needs), kind)


def order_of(inner: Rows) -> Column:
    """The column by which the rows of a loop follow each other."""
    return inner.order or inner.relation.keys[-1]


def go_through(rows: Rows, over: Node, slot: int) -> tuple[Rows | None, Text | None]:
    """The rows of a loop, and whether it is known what they are; None where the law has no such table on the day."""
    if isinstance(over, MembersOf):
        return members(rows, over.role, slot), None
    if isinstance(over, Stretches):
        return _stretches(rows, over, slot)
    assert isinstance(over, Bands)  # there are three kinds
    return _bands(rows, over, slot)


def members(rows: Rows, role: str, slot: int) -> Rows:
    """A row for each person of a role, in order."""
    law, place = rows.law, f"role_{role}"
    if rows.relation is law.units:
        return _persons(rows, place, slot)
    source = f"JOIN members s ON s.unit = t.unit AND s.{place} IS NOT NULL"
    relation = rows.relation.below(role, source, ())
    person = relation.given("s.member", "m", known=True)
    relation.key(law.names.new("p"), f"s.{place}")
    inner = _inner(rows, relation, slot, column(person))
    inner.facts_of = person.name
    return inner


def _persons(rows: Rows, place: str, slot: int) -> Rows:
    """The persons as they are: every loop of the unit's rules goes through the same rows."""
    persons = rows.law.persons
    person = column(persons.keys[1])
    inner = _inner(rows, persons, slot, person)
    inner.facts_of = person.sql
    inner.order = rows.law.member_given(persons, place)
    if not inner.order.known:
        there = f"({inner.order.name} IS NOT NULL)"
        inner.only = inner.keep(said(there, column(inner.order), kind=YES_NO, known=True))
    return inner


def _inner(rows: Rows, relation: Relation, slot: int, variable: Said) -> Rows:
    return Rows(rows.law, rows.rule, relation, {slot: variable}, rows.person, rows)


def _stretches(rows: Rows, over: Stretches, slot: int) -> tuple[Rows | None, Text | None]:
    window = rows.kept(rows.say(over.window))
    assert isinstance(window, Span)  # weeks, months and days are of a window
    most = rows.keep(_how_many(rows, over, window))
    if any(text.sql == NOT_KNOWN.sql for text in (window.first, window.last, most)):
        return None, None
    parts = [text for text in (window.first, window.last, most) if not text.is_fixed]
    relation = _numbered(rows, most, parts)
    place = column(relation.keys[-1])
    first, last = (_carried(relation, edge) for edge in (window.first, window.last))
    inner = _inner(rows, relation, slot, place)
    before = inner.keep(arith("-", place, number(1), PLAIN))
    if over.unit == "weeks":
        start = days.add_days(inner.keep, first, arith("*", before, number(7), PLAIN))
        end = days.add_days(inner.keep, start, number(6))
    elif over.unit == "days_of":
        start = end = inner.keep(arith("+", first, before, PLAIN))
    else:
        start = days.add_months(inner.keep, first, before)
        after = inner.keep(arith("-", days.add_months(inner.keep, first, place), number(1), PLAIN))
        end = inner.keep(
            said(f"CASE WHEN {after.sql} < {bare(last)} THEN {after.sql} ELSE {bare(last)} END", after, last)
        )
    inner.slots[slot] = Span(start, end, place)
    return inner, _all_known(parts)


def _all_known(parts: list[Text]) -> Text | None:
    """Is what the rows are made from known? None where it always is."""
    tests = [f"{part.sql} IS NOT NULL" for part in parts if not part.known]
    return said(f"({' AND '.join(tests)})", *parts, kind=YES_NO, known=True) if tests else None


def _how_many(rows: Rows, over: Stretches, window: Span) -> Text:
    if over.unit == "weeks":
        assert over.most is not None  # weeks say how many
        return rows.text(over.most)
    if over.unit == "days_of":
        return arith("+", arith("-", window.last, window.first, PLAIN), number(1), PLAIN)
    end = rows.keep(
        said(
            f"CASE WHEN {bare(window.last)} > {FOR_EVER - 1} THEN {FOR_EVER - 1} ELSE {bare(window.last)} END",
            window.last,
        )
    )
    months = days.months_between(rows.keep, window.first, end)
    started = f"CASE WHEN {bare(window.first)} > {bare(end)} THEN 0 ELSE {bare(months)} + 1 END"
    return said(started, window.first, end, months)


def _numbered(rows: Rows, most: Text, parts: list[Text]) -> Relation:
    """A row for each of the numbers from 1."""
    needs = needs_of(parts)
    if most.is_fixed:
        source = f"CROSS JOIN (SELECT explode(sequence(1, {bare(most)})) AS n) s"
        return _keyed(rows, source, needs, "" if (most.number or 1) >= 1 else "FALSE", "s.n")
    relation = rows.relation.below("numbered", "", needs, where=f"t.{most.sql} >= 1")
    relation.key(rows.law.names.new("n"), f"explode(sequence(1, t.{most.sql}))")
    return relation


def _keyed(rows: Rows, source: str, needs: frozenset[Column], where: str, key: str) -> Relation:
    relation = rows.relation.below("numbered", source, needs, where=where)
    relation.key(rows.law.names.new("n"), key)
    return relation


def _carried(relation: Relation, text: Text) -> Text:
    if text.is_fixed:
        return text
    (need,) = text.needs
    return column(relation.carried(need), text.type)


def _bands(rows: Rows, over: Bands, slot: int) -> tuple[Rows | None, Text | None]:
    bound = rows.law.edition.bound.get(over.param)
    if bound is None:
        return None, None
    quantity = rows.keep(as_number(rows.text(over.quantity)))
    there = quantity.sql if quantity.is_fixed else f"t.{quantity.sql}"
    relation = rows.relation.below(
        "bands", f"CROSS JOIN (VALUES {_table(bound.value)}) AS s(n, below, high, cell)", quantity.needs
    )
    relation.where = f"{there} > s.below"
    relation.key(rows.law.names.new("n"), "s.n")
    part = relation.given(f"CASE WHEN {there} > s.high THEN s.high ELSE {there} END - s.below", "part", known=True)
    cell = relation.given("s.cell", "cell", known=True)
    row = BandRow(column(relation.keys[-1]), column(part), column(cell))
    return _inner(rows, relation, slot, row), _all_known([quantity])


def _table(table: Any) -> str:
    rows = [(n, row.low - 1 if row.low else 0, row.high, row.value) for n, row in enumerate(table, start=1)]
    return ", ".join(f"({', '.join(f'CAST({value} AS BIGINT)' for value in row)})" for row in rows)
