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
from janua.rules.parameters import Row
from janua.rules.sql.days import ON_CALENDAR
from janua.rules.sql.loops import say_loop
from janua.rules.sql.relations import Falling
from janua.rules.sql.rounding import say_rounding
from janua.rules.sql.rows import Rows
from janua.rules.sql.series import codes_of, say_over_series, say_series_is_known, say_value_on
from janua.rules.sql.shares import say_share
from janua.rules.sql.text import (
    LONG,
    NOT_KNOWN,
    PLAIN,
    YES,
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
    column,
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
    role = law.member_given(law.persons, f"role_{node.role}")
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
    return YES if found.known else said(f"({found.sql} IS NOT NULL)", found, kind=YES_NO, known=True)


def _built_in(rows: Rows, node: BuiltIn) -> Said:
    law = rows.law
    if node.name == "period":
        ends = law.period.ends_on or law.period.starts_on
        return Span(number(law.period.starts_on.toordinal()), number(ends.toordinal()))
    if node.name == "on":
        return number(law.on)
    return law.of_unit(rows, law.unit_given(node.name))


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
    return both("and", parts)


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
    if a.known and b.known:
        return cast(choose(first, x, y), kind)
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
        found = ON_CALENDAR[node.function](rows.keep, *arguments)
        return _falls(node, arguments, found) if node.function in _FALLING else found
    found = BY_NUMBERS[node.function](*numbers)  # the same for everybody: worked out while printing
    return Span(number(found[0]), number(found[1])) if isinstance(found, tuple) else number(found)


def _falls(node: OnCalendar, arguments: list[Text], found: Said) -> Said:
    """From the day of birth to a fixed day: whoever compares it may compare the day of birth."""
    birth, day = arguments
    born = node.arguments[0]
    if day.number is None or not isinstance(found, Text) or not isinstance(born, Fact):
        return found  # only facts are held within their domain
    last, work = day.number, BY_NUMBERS[node.function]
    (there,), (years,) = birth.needs, found.needs
    years.falling = Falling(there, born.lo, born.hi, lambda first: int(work(first, last)))
    return column(years)


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
        return _marginal(key, table, node, kind)
    tests = [compare("<=", key, number(row.high)) for row in table]
    if node.function == "entry":
        lows = [compare(">=", key, number(row.low)) for row in table]
        tests = [both("and", pair) for pair in zip(lows, tests, strict=True)]
    cells = [cast(number(row.value), kind).sql for row in table]
    cases = " ".join(f"WHEN {test.sql} THEN {cell}" for test, cell in zip(tests, cells, strict=True))
    reaches = node.function == "bracket" and table[-1].high >= node.key.hi
    return said(f"CASE {cases} END", *tests, kind=kind, known=key.known and reaches)


def _marginal(key: Text, table: Any, node: Lookup, kind: str) -> Text:
    """Each part of a quantity by its row's rate: within a row, that rate times the quantity and a fixed number."""
    lines, below, before = [], _below(table[0]), 0
    for row in table:
        if _below(row) != below:
            return _part_by_part(key, table, kind)
        lines.append((row.high, row.value, before - below * row.value))
        below, before = row.high, before + (row.high - below) * row.value
        if row.high >= node.key.hi:
            break
    else:
        lines.append((node.key.hi, 0, before))
    most = max(-node.key.lo, node.key.hi)
    if kind != PLAIN or any(most * abs(value) + abs(fixed) >= LONG for _, value, fixed in lines):
        return _part_by_part(key, table, kind)
    if node.key.lo < _below(table[0]):
        lines.insert(0, (_below(table[0]), 0, 0))
    texts = [arith("+", arith("*", key, number(value), kind), number(fixed), kind) for _, value, fixed in lines]
    cases = [f"WHEN {bare(key)} <= {line[0]} THEN {text.sql}" for line, text in zip(lines, texts, strict=True)][:-1]
    if not key.known:
        cases.append(f"WHEN {bare(key)} IS NULL THEN NULL")
    return said(f"CASE {' '.join(cases)} ELSE {texts[-1].sql} END" if cases else texts[-1].sql, key)


def _below(row: Row) -> int:
    """What is used up before a row; bands of money begin at nought, which is no unit."""
    return row.low - 1 if row.low else 0


def _part_by_part(key: Text, table: Any, kind: str) -> Text:
    parts = [arith("*", _in_row(row, key), number(row.value), kind) for row in table]
    return said(f"({' + '.join(part.sql for part in parts)})", *parts, kind=kind)


def _in_row(row: Row, key: Text) -> Text:
    """How much of a quantity falls into a row."""
    below = _below(row)
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
_FALLING = frozenset(("age", "age_leap_28", "months_between"))  # the later the first day, the less
NOT_VALUES: frozenset[type[Node]] = frozenset((Bands, MembersOf, Stretches))  # what loops go through
