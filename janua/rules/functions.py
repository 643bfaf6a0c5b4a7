"""Lowering the functions of the language: arithmetic, rounding, the calendar, windows, series, tables."""

import ast
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from janua.rules import language
from janua.rules.algebra import Fault, Value, add, arith, const, negate, retyped, round_value
from janua.rules.calendar import FOR_EVER
from janua.rules.errors import nearest
from janua.rules.nodes import IsKnown, Junction, Lookup, MakeWindow, Node, OnCalendar, OverSeries, Param, UpTo
from janua.rules.scope import FactName
from janua.rules.types import BOOL, COUNT, DATE, RATE, WINDOW, Type
from janua.values import MINOR_UNIT_DIGITS

if TYPE_CHECKING:
    from janua.rules.expressions import Expressions

_CALENDAR: dict[str, tuple[tuple[str, ...], Type, tuple[int, int]]] = {
    "age": (("date", "date"), COUNT, (-10_000, 10_000)),
    "months_between": (("date", "date"), COUNT, (-120_000, 120_000)),
    "days_between": (("date", "date"), COUNT, (-FOR_EVER, FOR_EVER)),
    "add_days": (("date", "count"), DATE, (1, FOR_EVER)),
    "add_months": (("date", "count"), DATE, (1, FOR_EVER)),
    "add_years": (("date", "count"), DATE, (1, FOR_EVER)),
    "year_of": (("date",), COUNT, (1, 9_999)),
    "month_of": (("date",), COUNT, (1, 12)),
    "day": (("count", "count", "count"), DATE, (1, FOR_EVER)),
    "calendar_year": (("count",), WINDOW, (0, 1)),
    "calendar_quarter": (("date",), WINDOW, (0, 1)),
    "calendar_month": (("date",), WINDOW, (0, 1)),
    "days_before": (("date", "count"), WINDOW, (0, 1)),
    "months_before": (("date", "count"), WINDOW, (0, 1)),
    "years_before": (("date", "count"), WINDOW, (0, 1)),
}
_SERIES: dict[str, tuple[str, Type, tuple[int, int]]] = {
    "count": ("window", COUNT, (0, 1_000)),
    "days": ("window", COUNT, (0, FOR_EVER)),
    "months": ("window", COUNT, (0, 120_000)),
    "covered": ("window", BOOL, (0, 1)),
    "first_day": ("window", DATE, (1, FOR_EVER)),
    "last_day": ("window", DATE, (1, FOR_EVER)),
    "held": ("date", BOOL, (0, 1)),
    "since": ("date", DATE, (1, FOR_EVER)),
}
_MOST_ITEMS = 1_000
Lowered = Callable[["Expressions", ast.Call], Value]


def lower(rule: "Expressions", call: ast.Call) -> Value:
    """The value of a call of the language."""
    assert isinstance(call.func, ast.Name)  # the caller looked
    name = call.func.id
    if name not in language.FUNCTIONS:
        hint = nearest(name, language.FUNCTIONS)
        raise rule.error(
            call.lineno,
            f"there is no function {name}{hint}",
            "a function of docs/rules-language.md, or a rule that is given arguments",
        )
    words = _words(call)
    allowed = _WORDS.get(name, set())
    if set(words) - allowed:
        raise rule.error(
            call.lineno,
            f"{name} has no {min(set(words) - allowed)}=",
            ", ".join(f"{word}=" for word in sorted(allowed)) or "no words",
        )
    if name in _CALENDAR:
        return _calendar(rule, call, name)
    if name in _SERIES:
        return _series(rule, call, name, words)
    if name in language.ROUNDINGS:
        return _rounding(rule, call, name, words)
    return _OTHERS[name](rule, call)


def _words(call: ast.Call) -> dict[str, ast.expr]:
    return {keyword.arg or "**": keyword.value for keyword in call.keywords}


def _arguments(rule: "Expressions", call: ast.Call, number: int, shape: str) -> list[ast.expr]:
    if len(call.args) != number:
        raise rule.error(call.lineno, f"{len(call.args)} arguments where {number} are needed", shape)
    return call.args


def _calendar(rule: "Expressions", call: ast.Call, name: str) -> Value:
    kinds, result, (lo, hi) = _CALENDAR[name]
    arguments = _arguments(
        rule, call, len(kinds), f"{name}({', '.join('a day' if kind == 'date' else 'a count' for kind in kinds)})"
    )
    nodes = tuple(rule.of_kind(argument, kind).node for argument, kind in zip(arguments, kinds, strict=True))
    leap = _words(call).get("leap")
    if leap is not None:
        if not (isinstance(leap, ast.Name) and leap.id == "FEBRUARY_28"):
            raise rule.error(call.lineno, "leap= is not known", "leap=FEBRUARY_28, or nothing for 1 March")
        name = "age_leap_28"
    return Value(result, OnCalendar(name, nodes, lo=lo, hi=hi))


def _window(rule: "Expressions", call: ast.Call) -> Value:
    first, last = (rule.of_kind(argument, "date").node for argument in _arguments(rule, call, 2, "window(first, last)"))
    return Value(WINDOW, MakeWindow(first, last))


def _fact(rule: "Expressions", node: ast.expr) -> FactName:
    found = rule.bound(node)
    if not isinstance(found, FactName):
        raise rule.error(node.lineno, "an attribute is needed here", "the name of an attribute, or person.attribute")
    return found


def _series(rule: "Expressions", call: ast.Call, name: str, words: dict[str, ast.expr]) -> Value:
    over, result, (lo, hi) = _SERIES[name]
    series, when = _arguments(rule, call, 2, f"{name}(series, {'a day' if over == 'date' else 'window'})")
    fact = _fact(rule, series)
    return Value(result, _over(rule, name, fact, rule.of_kind(when, over).node, words, result, lo, hi))


def _over(
    rule: "Expressions", name: str, fact: FactName, when: Node, words: dict[str, ast.expr], kind: Type, lo: int, hi: int
) -> Node:
    codes: tuple[int, ...] | None = None
    param = ""
    if "value" in words:
        law_type = fact.attribute.law_type
        if law_type.kind != "choice":
            raise rule.error(words["value"].lineno, f"{fact.attribute.name} is no choice", "value= only for choices")
        codes, param = rule.choices(words["value"], law_type)
    crossing = "refuse"
    if "crossing" in words:
        node = words["crossing"]
        crossing = {"BY_START": "by_start", "BY_END": "by_end"}.get(node.id if isinstance(node, ast.Name) else "", "")
        if not crossing:
            raise rule.error(node.lineno, "crossing= is not known", "BY_START or BY_END")
    return OverSeries(name, fact.attribute.name, fact.subject, when, codes, param, crossing, kind, lo=lo, hi=hi)


def _total(rule: "Expressions", call: ast.Call) -> Value:
    words = _words(call)
    series, when = _arguments(rule, call, 2, "total(series, window)")
    fact = _fact(rule, series)
    kind = fact.attribute.law_type
    if not kind.is_number:
        raise rule.error(call.lineno, f"{fact.attribute.name} is {kind}: nothing to add up", "count, days or months")
    lo, hi = fact.attribute.domain
    bounds = min(lo * _MOST_ITEMS, 0), max(hi * _MOST_ITEMS, 0)
    node = _over(rule, "total", fact, rule.of_kind(when, "window").node, words, kind, *bounds)
    return Value(kind, node, const(fact.attribute.steps))


def _value_on(rule: "Expressions", call: ast.Call) -> Value:
    series, when = _arguments(rule, call, 2, "value_on(attribute, day)")
    fact = _fact(rule, series)
    return rule.fact_on(fact.attribute, fact.subject, rule.of_kind(when, "date").node)


def _known(rule: "Expressions", call: ast.Call) -> Value:
    fact = _fact(rule, _arguments(rule, call, 1, "known(attribute)")[0])
    return Value(BOOL, IsKnown(fact.attribute.name, fact.subject))


def _rounding(rule: "Expressions", call: ast.Call, name: str, words: dict[str, ast.expr]) -> Value:
    value = rule.of_kind(_arguments(rule, call, 1, f"{name}(x, to=CENT)")[0], "money", "count", "rate")
    if "to" not in words:
        raise rule.error(call.lineno, f"{name} does not say to what", f"{name}(x, to=CENT)")
    step = _step(rule, words["to"], value.type)
    place = rule.version.key
    if "place" in words:
        text = words["place"]
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            raise rule.error(text.lineno, "a place is a text", 'place="weekly rate"')
        place = f"{rule.version.file}.{text.value}"
    return round_value(value, language.ROUNDINGS[name], step.numerator, step.denominator, place)


def _step(rule: "Expressions", node: ast.expr, kind: Type) -> Fraction:
    """Size of a rounding step, money in minor units."""
    money = kind.kind == "money"
    minor = 10 ** MINOR_UNIT_DIGITS[kind.currency] if money else 1
    if isinstance(node, ast.Name) and money and node.id in ("CENT", "UNIT"):
        return Fraction(1 if node.id == "CENT" else minor)
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, str)) and not isinstance(node.value, bool):
        try:
            step = Fraction(node.value) * minor
        except (ValueError, ZeroDivisionError):
            step = Fraction(0)
        if step > 0 and not (money and step.denominator != 1):
            return step
    raise rule.error(
        node.lineno, "this is no step to round to", 'CENT, UNIT or "0.05" for money; 1 or "0.01" for counts and rates'
    )


def _per(rule: "Expressions", call: ast.Call) -> Value:
    period, amount = _arguments(rule, call, 2, "per(WEEK, x)")
    if not (isinstance(period, ast.Name) and period.id in language.PERIOD_NAMES):
        raise rule.error(call.lineno, "per(…) names a period first", "per(WEEK, x)")
    value = rule.value(amount)
    if value.is_zero:
        return value
    if value.type.kind != "money":
        raise rule.error(call.lineno, f"{value.type} has no period", "per(…) for money only")
    return retyped(value, Type("money", currency=value.type.currency, per=language.PERIOD_NAMES[period.id]))


def _rate(rule: "Expressions", call: ast.Call) -> Value:
    text = _arguments(rule, call, 1, 'rate("13/200")')[0]
    try:
        exact = Fraction(text.value if isinstance(text, ast.Constant) and isinstance(text.value, (str, int)) else "")
    except (ValueError, ZeroDivisionError):
        raise rule.error(call.lineno, "this is no exact rate", 'rate("13/200")') from None
    return Value(RATE, const(exact.numerator), const(exact.denominator))


def _least(op: str) -> Lowered:
    def lowered(rule: "Expressions", call: ast.Call) -> Value:
        if len(call.args) < 2:
            raise rule.error(call.lineno, f"{op} compares two or more", f"{op}(a, b), or {op}_of(x for m in role)")
        return reduce(lambda a, b: add(op, a, b), (rule.value(argument) for argument in call.args))

    return lowered


def _clip(rule: "Expressions", call: ast.Call) -> Value:
    value, low, high = (rule.value(argument) for argument in _arguments(rule, call, 3, "clip(x, low, high)"))
    return add("min", add("max", value, low), high)


def _abs(rule: "Expressions", call: ast.Call) -> Value:
    value = rule.of_kind(_arguments(rule, call, 1, "abs(x)")[0], "money", "count", "rate")
    return add("max", value, negate(value))


def _thorough(op: str) -> Lowered:
    def lowered(rule: "Expressions", call: ast.Call) -> Value:
        if not call.args:
            raise rule.error(call.lineno, "nothing to combine", "any_of(first_way, second_way)")
        return Value(BOOL, Junction(op, tuple(rule.of_kind(part, "bool").node for part in call.args), thorough=True))

    return lowered


def _lookup(name: str) -> Lowered:
    def lowered(rule: "Expressions", call: ast.Call) -> Value:
        table, key = _arguments(rule, call, 2, f"{name}(p.file.table, x)")
        found = rule.of_kind(table, "table")
        assert isinstance(found.node, Param)  # tables are parameters only
        parameter = rule.law.parameters[found.node.key]
        assert parameter.cell is not None  # tables have both
        assert parameter.table_key is not None
        if parameter.banded == (name == "entry"):
            raise Fault(
                f"{parameter.key} is not for {name}",
                "bracket or marginal for rows with `to`, entry for rows with `key`",
            )
        at = rule.value(key)
        if not at.type.same_as(parameter.table_key) or at.steps != 1:
            raise Fault(
                f"{parameter.key} is looked up by {parameter.table_key}, not {at.type}",
                f"a whole {parameter.table_key.kind}",
            )
        lo, hi = parameter.domain
        if name != "marginal":
            return Value(parameter.cell, Lookup(name, parameter.key, at.node, lo=lo, hi=hi), const(parameter.steps))
        if parameter.cell.kind != "rate":
            raise Fault(f"{parameter.key} holds no rates", "a table whose cells are rates")
        span = arith("*", at.node, const(max(abs(lo), abs(hi))))
        node = Lookup(name, parameter.key, at.node, lo=min(span.lo, -span.hi, 0), hi=max(span.hi, 0))
        return Value(at.type, node, const(parameter.steps))

    return lowered


def _up_to(rule: "Expressions", call: ast.Call) -> Value:
    if rule.version.kind != "amount":
        raise rule.error(call.lineno, "only an amount can be a ceiling", "up_to(…) in the return of an @amount")
    value = rule.value(_arguments(rule, call, 1, "up_to(x)")[0])
    return Value(value.type, UpTo(value.node, lo=value.node.lo, hi=value.node.hi), value.den)


_WORDS: dict[str, set[str]] = {
    **{name: {"to", "place"} for name in language.ROUNDINGS},
    **{name: {"value"} for name in _SERIES},
    "total": {"value", "crossing"},
    "count": {"value", "crossing"},
    "age": {"leap"},
}
_OTHERS: dict[str, Lowered] = {
    "window": _window, "total": _total, "value_on": _value_on, "known": _known, "per": _per, "rate": _rate,
    "min": _least("min"), "max": _least("max"), "clip": _clip, "abs": _abs, "any_of": _thorough("or"),
    "all_of": _thorough("and"), "bracket": _lookup("bracket"), "marginal": _lookup("marginal"),
    "entry": _lookup("entry"), "up_to": _up_to,
}  # fmt: skip
