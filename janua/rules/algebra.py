"""Arithmetic of typed, exact values while a law is lowered: units checked, one denominator, intervals kept."""

from dataclasses import dataclass, replace
from math import gcd, lcm

from janua.rules.nodes import Arith, Choose, Compare, Const, Node, Rounding, Shown
from janua.rules.types import ANY_PERIOD, BOOL, COUNT, RATE, Type

ONE = Const(1, lo=1, hi=1)


class Fault(Exception):
    """What is wrong with an expression and what to write; whoever knows the line makes a LawError of it."""

    def __init__(self, what: str, instead: str) -> None:
        self.what, self.instead = what, instead
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Value:
    """A typed expression: `node` over the denominator `den` (1 but for exact fractions)."""

    type: Type
    node: Node
    den: Node = ONE

    @property
    def steps(self) -> int:
        """The denominator, where it is a fixed number.

        Raises   Fault where it is computed
        """
        if isinstance(self.den, Const):
            return self.den.value
        raise Fault(
            "a quotient by a computed number leaves its expression unrounded", "round_half_up(a / b, to=…) at once"
        )

    @property
    def is_zero(self) -> bool:
        return self.node.lo == self.node.hi == 0 and self.type.kind == "count"


def const(number: int) -> Const:
    return Const(number, lo=number, hi=number)


def arith(op: str, left: Node, right: Node) -> Node:
    """A node of whole numbers with its interval; constants fold."""
    if op == "*" and isinstance(right, Const) and right.value == 1:
        return left
    if op == "*" and isinstance(left, Const) and left.value == 1:
        return right
    if op in "+-" and isinstance(right, Const) and right.value == 0:
        return left
    lo, hi = _interval(op, left, right)
    if isinstance(left, Const) and isinstance(right, Const):
        return const(lo)
    return Arith(op, left, right, lo=lo, hi=hi)


def _interval(op: str, left: Node, right: Node) -> tuple[int, int]:
    if op == "+":
        return left.lo + right.lo, left.hi + right.hi
    if op == "-":
        return left.lo - right.hi, left.hi - right.lo
    if op == "min":
        return min(left.lo, right.lo), min(left.hi, right.hi)
    if op == "max":
        return max(left.lo, right.lo), max(left.hi, right.hi)
    corners = [a * b for a in (left.lo, left.hi) for b in (right.lo, right.hi)]
    return min(corners), max(corners)


def rescale(value: Value, den: int) -> Node:
    """The numerator over a larger fixed denominator."""
    return arith("*", value.node, const(den // value.steps))


def common(left: Value, right: Value) -> tuple[Node, Node, Node]:
    """Both numerators over one denominator."""
    if isinstance(left.den, Const) and isinstance(right.den, Const):
        den = lcm(left.den.value, right.den.value)
        return rescale(left, den), rescale(right, den), const(den)
    if left.den is right.den:
        return left.node, right.node, left.den
    return (
        arith("*", left.node, right.den),
        arith("*", right.node, left.den),
        arith("*", left.den, right.den),
    )


def joint_type(left: Value, right: Value, doing: str) -> Type:
    """The type of two values put side by side; 0 fits every unit.

    Raises   Fault for different units
    """
    if left.type.same_as(right.type):
        return left.type
    if left.is_zero and right.type.is_number:
        return right.type
    if right.is_zero and left.type.is_number:
        return left.type
    if {left.type.kind, right.type.kind} == {"count", "rate"}:
        return RATE
    if (
        left.type.kind == "money"
        and left.type.currency == right.type.currency
        and ANY_PERIOD in (left.type.per, right.type.per)
    ):
        return right.type if left.type.per == ANY_PERIOD else left.type
    money = left.type.kind == right.type.kind == "money"
    instead = "per(PERIOD, …) where the law changes the period" if money else "two values of one unit"
    raise Fault(f"cannot {doing} {left.type} and {right.type}", instead)


def add(op: str, left: Value, right: Value) -> Value:
    """`+`, `-`, `min`, `max`."""
    kind = joint_type(left, right, {"+": "add", "-": "subtract"}.get(op, "compare"))
    if not kind.is_number and not (kind.kind == "date" and op in ("min", "max")):
        instead = "add_days(…) or days_between(…)" if kind.kind == "date" else "numbers here"
        raise Fault(f"{op} is not for {kind}", instead)
    a, b, den = common(left, right)
    return Value(kind, arith(op, a, b), den)


def multiply(left: Value, right: Value) -> Value:
    _numbers("*", left, right)
    if left.type.kind == right.type.kind == "money":
        raise Fault("money times money is no money", "money times a rate or a count")
    kind = left.type if left.type.kind == "money" else right.type if right.type.kind == "money" else _plain(left, right)
    node, den = arith("*", left.node, right.node), arith("*", left.den, right.den)
    if isinstance(den, Const) and isinstance(node, Const):
        shared = gcd(node.value, den.value) or 1
        node, den = const(node.value // shared), const(den.value // shared)
    return Value(kind, node, den)


def divide(left: Value, right: Value, *, known_positive: bool) -> Value:
    """An exact fraction: nothing is rounded here.

    Raises   Fault for a divisor that is not proved to be other than zero
    """
    _numbers("/", left, right)
    if right.type.kind == "money" and not (left.is_zero or joint_type(left, right, "divide").kind == "money"):
        raise Fault(
            f"cannot divide {left.type} by {right.type}", "two amounts of one unit, or a divisor that is a number"
        )
    kind = RATE if right.type.kind == "money" or left.type.kind != "money" else left.type
    divisor = right.node
    if known_positive and divisor.lo <= 0:
        divisor = arith("max", divisor, ONE)  # guarded by the rule's own test; columnar back ends look at both branches
    if divisor.hi < 0:
        return divide(negate(left), negate(right), known_positive=False)
    if divisor.lo <= 0:
        raise Fault("the divisor may be zero", "max(divisor, 1), or the division inside `if divisor > 0:`")
    node = arith("*", left.node, right.den)
    den = arith("*", left.den, divisor)
    if isinstance(right.den, Const) and isinstance(den, Const):
        shared = gcd(right.den.value, den.value)
        node, den = arith("*", left.node, const(right.den.value // shared)), const(den.value // shared)
    return Value(kind, node, den)


def negate(value: Value) -> Value:
    return Value(value.type, arith("-", const(0), value.node), value.den)


def _numbers(op: str, left: Value, right: Value) -> None:
    for value in (left, right):
        if not value.type.is_number:
            raise Fault(f"{op} is not for {value.type}", "numbers here")


def _plain(left: Value, right: Value) -> Type:
    return COUNT if left.type.kind == right.type.kind == "count" else RATE


def compare(op: str, left: Value, right: Value) -> Value:
    kind = joint_type(left, right, "compare")
    if kind.kind in ("choice", "bool") and op not in ("==", "!="):
        raise Fault(f"{kind} has no order", "== or !=")
    if kind.kind in ("window", "table", "choices"):
        raise Fault(f"{kind} cannot be compared", "its days, or `in`")
    a, b, _ = common(left, right)
    return Value(BOOL, Compare(op, a, b))


def choose(test: Node, yes: Value, no: Value) -> Value:
    """One of two; both of one type, over one fixed denominator."""
    kind = joint_type(yes, no, "give in two branches")
    den = lcm(yes.steps, no.steps)
    a, b = rescale(yes, den), rescale(no, den)
    return Value(kind, Choose(test, a, b, lo=min(a.lo, b.lo), hi=max(a.hi, b.hi)), const(den))


def round_value(value: Value, mode: str, step: int, step_den: int, place: str) -> Value:
    """To a whole multiple of step/step_den (money: of minor units): the quotient, sign-safe, times the step."""
    top = arith("*", value.node, const(step_den))
    bottom = arith("*", value.den, const(step))
    lo, hi = _quotients(top, bottom)
    exact_steps = arith("*", value.den, const(step_den))
    kind = COUNT if value.type.kind == "rate" and step_den == 1 else value.type
    shown = Shown(place, kind, step_den, value.type, exact_steps)
    return Value(kind, Rounding(mode, top, bottom, step, shown, lo=lo * step, hi=hi * step), const(step_den))


def _quotients(top: Node, bottom: Node) -> tuple[int, int]:
    """Bounds of top ÷ bottom, rounded outwards; bottom is positive."""
    corners = [a // b for a in (top.lo, top.hi) for b in (max(bottom.lo, 1), max(bottom.hi, 1))]
    return min(corners), max(corners) + 1


def retyped(value: Value, kind: Type) -> Value:
    return replace(value, type=kind)
