"""Lowering loops: sums, counts and tests over members of a role, stretches of time and bands of a table."""

import ast
from typing import TYPE_CHECKING

from janua.rules.algebra import Fault, Value, add, const, rescale
from janua.rules.nodes import (
    MOST_MEMBERS,
    Bands,
    Junction,
    Local,
    Loop,
    MembersOf,
    Node,
    Param,
    Share,
    Single,
    Stretches,
)
from janua.rules.scope import BandName, Binding, ParameterName, PersonName, RoleName, WindowName
from janua.rules.types import BOOL, COUNT

if TYPE_CHECKING:
    from janua.rules.expressions import Expressions

_LOOPS = {"sum": 1, "count": 1, "any": 1, "all": 1, "min_of": 2, "max_of": 2, "first": 2}
_STRETCHES = {"weeks": 2, "months_of": 1, "days_of": 1}
_MOST = {"months_of": 1_200, "days_of": 40_000}


def is_loop(call: ast.Call) -> bool:
    """A function of the language applied to `… for … in …`."""
    assert isinstance(call.func, ast.Name)  # the caller looked
    has_loop = any(isinstance(argument, ast.GeneratorExp) for argument in call.args)
    return has_loop or call.func.id in ({*_LOOPS, *_STRETCHES, "share", "bands"} - {"count"})


def lower(rule: "Expressions", call: ast.Call) -> Value:
    """The value of a loop."""
    assert isinstance(call.func, ast.Name)  # the caller looked
    name = call.func.id
    if name == "share":
        return _share(rule, call)
    generator = call.args[0] if call.args else None
    if name not in _LOOPS or not isinstance(generator, ast.GeneratorExp):
        raise rule.error(
            call.lineno, f"{name} does not stand here", "sum(x for m in role), count(w for w in weeks(period, 13) if …)"
        )
    if len(call.args) != _LOOPS[name] or call.keywords:
        shape = f"{name}((x for m in role), default)" if _LOOPS[name] == 2 else f"{name}(x for m in role)"
        raise rule.error(call.lineno, f"{name} has {len(call.args)} arguments", shape)
    before = dict(rule.env)
    try:
        slot, over, most, where = _variable(rule, generator)
        if name == "count":
            return Value(COUNT, Loop("count", over, slot, where, const(1), None, lo=0, hi=most))
        body = rule.value(generator.elt)
    finally:
        rule.env = before
    if name in ("any", "all"):
        if body.type.kind != "bool":
            raise rule.error(call.lineno, f"{name} of {body.type}", "a comparison before `for`")
        return Value(BOOL, Loop(name, over, slot, where, body.node, None))
    if name == "sum":
        if not body.type.is_number:
            raise rule.error(call.lineno, f"{body.type} cannot be added up", "a count or money before `for`")
        steps = body.steps
        lo, hi = min(body.node.lo * most, 0), max(body.node.hi * most, 0)
        return Value(body.type, Loop("sum", over, slot, where, body.node, None, lo=lo, hi=hi), const(steps))
    return _with_default(rule, call, name, (over, slot, where, body))


def _with_default(rule: "Expressions", call: ast.Call, name: str, parts: tuple[Node, int, Node | None, Value]) -> Value:
    over, slot, where, body = parts
    default = rule.value(call.args[1])
    joint = add("min", body, default) if name != "first" and body.type.is_number else None
    kind = joint.type if joint else default.type if body.is_zero else body.type
    if not default.type.same_as(kind) and not default.is_zero:
        raise Fault(f"the default is {default.type}, the members give {body.type}", "a default of the same unit")
    steps = max(body.steps, default.steps)
    if steps % body.steps or steps % default.steps:
        steps = body.steps * default.steps
    a, b = rescale(body, steps), rescale(default, steps)
    function = {"min_of": "min", "max_of": "max", "first": "first"}[name]
    node = Loop(function, over, slot, where, a, b, lo=min(a.lo, b.lo), hi=max(a.hi, b.hi))
    return Value(kind, node, const(steps))


def _variable(rule: "Expressions", generator: ast.GeneratorExp) -> tuple[int, Node, int, Node | None]:
    """The variable's slot, what is gone through, at most how many, and the filter; binds the variable."""
    if len(generator.generators) != 1:
        raise rule.error(generator.lineno, "one `for` at a time", "a loop inside a loop: any(any(…) for …)")
    clause = generator.generators[0]
    if not isinstance(clause.target, ast.Name):
        raise rule.error(generator.lineno, "one name stands for each member", "for member in role")
    slot = rule.new_slot()
    over, binding, most = _collection(rule, clause.iter, Local(slot, lo=0, hi=0), clause.target.id)
    rule.env[clause.target.id] = binding
    rule.forget(clause.target.id)
    tests = [rule.of_kind(test, "bool").node for test in clause.ifs]
    where = None if not tests else tests[0] if len(tests) == 1 else Junction("and", tuple(tests), thorough=False)
    return slot, over, most, where


def _collection(rule: "Expressions", node: ast.expr, local: Node, shown: str) -> tuple[Node, Binding, int]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _STRETCHES:
        return _stretches(rule, node, node.func.id, local)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "bands":
        return _bands(rule, node, local)
    found = rule.bound(node)
    if isinstance(found, RoleName):
        return MembersOf(found.role), PersonName(local, shown), MOST_MEMBERS
    if isinstance(found, PersonName) and isinstance(found.node, Single):
        return MembersOf(found.node.role), PersonName(local, shown), 1
    raise rule.error(
        node.lineno, "this cannot be gone through", "a role, weeks(w, n), months_of(w), days_of(w) or bands(n, table)"
    )


def _stretches(rule: "Expressions", call: ast.Call, name: str, local: Node) -> tuple[Node, Binding, int]:
    if len(call.args) != _STRETCHES[name]:
        raise rule.error(
            call.lineno, f"{name} has {len(call.args)} arguments", "weeks(period, 13), months_of(w), days_of(w)"
        )
    window = rule.of_kind(call.args[0], "window").node
    number = rule.of_kind(call.args[1], "count").node if name == "weeks" else None
    most = max(number.hi, 0) if number is not None else _MOST[name]
    return Stretches(name, window, number), WindowName(local), most


def _bands(rule: "Expressions", call: ast.Call, local: Node) -> tuple[Node, Binding, int]:
    if len(call.args) != 2:
        raise rule.error(call.lineno, "bands has a quantity and a table", "bands(days, p.file.table)")
    quantity = rule.of_kind(call.args[0], "count", "money")
    table = rule.bound(call.args[1])
    value = rule.as_value(table, call)
    if not isinstance(table, ParameterName) or not isinstance(value.node, Param) or value.type.kind != "table":
        raise rule.error(call.lineno, "bands go through a table", "bands(days, p.file.table)")
    parameter = rule.law.parameters[value.node.key]
    if not parameter.banded or parameter.cell is None:
        raise rule.error(call.lineno, f"{parameter.key} has no bands", "rows with `to`")
    most = max(len(dated.value or ()) for dated in parameter.values)
    band = BandName(local, parameter.cell, parameter.steps, max(quantity.node.hi, 0), parameter.domain)
    return Bands(quantity.node, parameter.key), band, most


def _share(rule: "Expressions", call: ast.Call) -> Value:
    if len(call.args) != 2 or not isinstance(call.args[1], ast.GeneratorExp) or rule.version.of != "person":
        raise rule.error(
            call.lineno, "share gives one person's part", "share(total, (weight for m in role)) in a rule of=PERSON"
        )
    total = rule.of_kind(call.args[0], "money", "count")
    if total.steps != 1:
        raise rule.error(call.lineno, "only a whole amount is shared", "share(round_half_up(x, to=CENT), …)")
    before = dict(rule.env)
    try:
        slot, over, _, where = _variable(rule, call.args[1])
        weight = rule.of_kind(call.args[1].elt, "count", "money", "rate")
    finally:
        rule.env = before
    if not isinstance(over, MembersOf):
        raise rule.error(call.lineno, "a total is shared among members", "share(total, (weight for m in role))")
    if weight.node.lo < 0:
        raise rule.error(call.lineno, "a weight may be negative", "share(total, (max(weight, 0) for m in role))")
    lo, hi = min(total.node.lo, 0), max(total.node.hi, 0)
    return Value(total.type, Share(total.node, over.role, slot, where, weight.node, lo=lo, hi=hi))
