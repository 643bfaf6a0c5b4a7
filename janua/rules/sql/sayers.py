"""Each kind of node as SQL: values, arithmetic, comparisons, choices, days."""

from collections.abc import Callable
from typing import Any

from janua.rules.nodes import (
    Among,
    Arith,
    Bands,
    BuiltIn,
    Call,
    Choose,
    Compare,
    Conditions,
    Const,
    Fact,
    IsKnown,
    Junction,
    Lookup,
    Loop,
    MakeWindow,
    MembersOf,
    Node,
    Not,
    OnCalendar,
    OverSeries,
    Param,
    Part,
    Return,
    Rounding,
    Share,
    Single,
    Stretches,
    UpTo,
)
from janua.rules.sql.days import ON_CALENDAR
from janua.rules.sql.loops import say_loop
from janua.rules.sql.rounding import say_rounding
from janua.rules.sql.rows import Rows
from janua.rules.sql.series import codes_of, say_over_series, say_series_is_known, say_value_on
from janua.rules.sql.shares import say_share
from janua.rules.sql.text import (
    NOT_KNOWN,
    PLAIN,
    YES_NO,
    BandRow,
    NoSql,
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
    compare,
    number,
    said,
    width,
)
from janua.rules.works import ON_CALENDAR as BY_NUMBERS


def _const(_: Rows, node: Const) -> Text:
    return number(node.value)


def _single(rows: Rows, node: Single) -> Text:
    """The place of the one person of a role among the unit's members."""
    law = rows.law
    role = law.persons.given(f"s.role_{node.role}")
    found = law.units.gathered(
        law.persons, f"MIN(CASE WHEN {role.name} = 0 THEN member END)", (role, law.persons.keys[1])
    )
    return law.of_unit(rows, found)


def _fact(rows: Rows, node: Fact) -> Text:
    attribute = rows.law.law.attributes[node.attribute]
    if node.day is not None:
        return say_value_on(rows, node)
    found = rows.law.fact(rows, attribute, node.subject)
    return as_yes(found) if attribute.type == "bool" else found


def _is_known(rows: Rows, node: IsKnown) -> Text:
    attribute = rows.law.law.attributes[node.attribute]
    if attribute.repeats:
        return say_series_is_known(rows, node)
    found = rows.law.fact(rows, attribute, node.subject)
    return said(f"({found.sql} IS NOT NULL)", found, kind=YES_NO)


def _built_in(rows: Rows, node: BuiltIn) -> Said:
    law = rows.law
    if node.name == "period":
        ends = law.period.ends_on or law.period.starts_on
        return Span(number(law.period.starts_on.toordinal()), number(ends.toordinal()))
    if node.name == "on":
        return number(law.on)
    return law.of_unit(rows, law.units.given(f"s.{node.name}"))


def _param(rows: Rows, node: Param) -> Text:
    bound = rows.law.edition.bound.get(node.key)
    return NOT_KNOWN if bound is None else number(int(bound.value))


def _call(rows: Rows, node: Call) -> Said:
    return rows.law.rule(rows, (node.file, node.name), node.subject, node.arguments)


def _conditions(rows: Rows, node: Conditions) -> Text:
    """All conditions of a programme; without any law in force nobody knows."""
    law = rows.law
    parts: list[Text] = []
    for place, _ in law.edition.conditions.get(node.file, ()):
        key = next(key for key, found in law.law.numbers.items() if found == place)
        found = law.rule(rows, key, None, ())
        assert isinstance(found, Text)  # a condition gives yes or no
        parts.append(found)
    if not law.edition.in_force(node.file):
        parts.append(cast(NOT_KNOWN, YES_NO))
    return both("and", parts) if parts else as_yes(number(1))


def _arith(rows: Rows, node: Arith) -> Text:
    kind = width(node.lo, node.hi)
    left, right = as_number(rows.text(node.left)), as_number(rows.text(node.right))
    if node.op in "+-*":
        return arith(node.op, left, right, kind)
    if left.number is not None and right.number is not None:
        return cast(
            number(min(left.number, right.number) if node.op == "min" else max(left.number, right.number)), kind
        )
    sign = "<=" if node.op == "min" else ">="
    a, b = rows.keep(left), rows.keep(right)
    first, second = compare(sign, a, b), compare("<" if node.op == "max" else ">", a, b)
    inside = kind if kind == a.type == b.type else "DECIMAL(38, 0)"
    x, y = cast(a, inside), cast(b, inside)
    # NULL for either gives NULL: GREATEST and LEAST would leave it out.
    found = said(f"CASE WHEN {first.sql} THEN {x.sql} WHEN {second.sql} THEN {y.sql} END", a, b, kind=inside)
    return cast(found, kind)


def _compare(rows: Rows, node: Compare) -> Text:
    return compare(node.op, rows.text(node.left), rows.text(node.right))


def _junction(rows: Rows, node: Junction) -> Text:
    return both(node.op, [rows.text(operand) for operand in node.operands])


def _not(rows: Rows, node: Not) -> Text:
    operand = as_yes(rows.text(node.operand))
    return said(f"(NOT {operand.sql})", operand, kind=YES_NO)


def _choose(rows: Rows, node: Choose) -> Said:
    test = rows.keep(as_yes(rows.text(node.test)))
    yes, no = rows.say(node.yes), rows.say(node.no)
    if isinstance(yes, Span) and isinstance(no, Span):
        return Span(choose(test, yes.first, no.first), choose(test, yes.last, no.last))
    assert isinstance(yes, Text)  # both branches are of one type
    assert isinstance(no, Text)
    return choose(test, yes, no)


def _among(rows: Rows, node: Among) -> Text:
    operand = rows.atom(node.operand)
    codes = codes_of(rows, node.codes, node.param, node.choices)
    if codes is None:
        return cast(NOT_KNOWN, YES_NO)
    if not codes:
        return said(f"({operand.sql} IS NULL AND NULL)", operand, kind=YES_NO)
    return said(f"({operand.sql} IN ({', '.join(map(str, sorted(codes)))}))", operand, kind=YES_NO)


def _on_calendar(rows: Rows, node: OnCalendar) -> Said:
    arguments = [rows.atom(argument) for argument in node.arguments]
    numbers = [argument.number for argument in arguments if argument.number is not None]
    if len(numbers) < len(arguments):
        return ON_CALENDAR[node.function](rows.keep, *arguments)
    found = BY_NUMBERS[node.function](*numbers)  # the same for everybody: worked out while printing
    return Span(number(found[0]), number(found[1])) if isinstance(found, tuple) else number(found)


def _make_window(rows: Rows, node: MakeWindow) -> Span:
    return Span(rows.text(node.first), rows.text(node.last))


def _part(rows: Rows, node: Part) -> Text:
    whole = rows.say(node.whole)
    if isinstance(whole, BandRow):
        return (whole.number, whole.part, whole.value)[node.at]
    assert isinstance(whole, Span)  # nothing else has parts
    if node.at == 3:
        length = rows.keep(arith("+", arith("-", whole.last, whole.first, PLAIN), number(1), PLAIN))
        if length.number is not None:
            return number(max(length.number, 0))
        return said(f"CASE WHEN {bare(length)} < 0 THEN 0 ELSE {bare(length)} END", length)
    found = (whole.first, whole.last, whole.number)[node.at]
    if found is None:
        raise NoSql("the number of a window that is none of several")
    return found


def _lookup(rows: Rows, node: Lookup) -> Text:
    bound = rows.law.edition.bound.get(node.param)
    if bound is None:
        return NOT_KNOWN
    key, kind = rows.atom(node.key), width(node.lo, node.hi)
    table = bound.value
    if not table:
        return NOT_KNOWN
    if node.function == "marginal":
        parts = [arith("*", _in_row(row, key), number(row.value), kind) for row in table]
        return said(f"({' + '.join(part.sql for part in parts)})", *parts, kind=kind)
    tests = [
        f"{key.sql} <= {row.high}" if node.function == "bracket" else f"{key.sql} BETWEEN {row.low} AND {row.high}"
        for row in table
    ]
    cases = [f"WHEN {test} THEN {cast(number(row.value), kind).sql}" for test, row in zip(tests, table, strict=True)]
    return said(f"CASE {' '.join(cases)} END", key, kind=kind)


def _in_row(row: Any, key: Text) -> Text:
    """How much of a quantity falls into a row."""
    below = row.low - 1 if row.low else row.low
    return said(
        f"CASE WHEN {key.sql} IS NULL THEN NULL WHEN {key.sql} <= {below} THEN 0 "
        f"WHEN {key.sql} >= {row.high} THEN {row.high - below} ELSE {key.sql} - ({below}) END",
        key,
    )


def _through(rows: Rows, node: Return | UpTo) -> Said:
    return rows.say(node.value)


SAYERS: dict[type[Node], Callable[[Rows, Any], Said]] = {
    Among: _among, Arith: _arith, BuiltIn: _built_in, Call: _call, Choose: _choose, Compare: _compare,
    Conditions: _conditions, Const: _const, Fact: _fact, IsKnown: _is_known, Junction: _junction, Lookup: _lookup,
    Loop: say_loop, MakeWindow: _make_window, Not: _not, OnCalendar: _on_calendar, OverSeries: say_over_series,
    Param: _param, Part: _part, Return: _through, Rounding: say_rounding, Share: say_share, Single: _single,
    UpTo: _through,
}  # fmt: skip
NOT_VALUES: frozenset[type[Node]] = frozenset((Bands, MembersOf, Stretches))  # what loops go through
