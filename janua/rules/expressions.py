"""Lowering expressions: names, numbers, comparisons, arithmetic; calls are in `functions`, loops in `loops`."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from janua.rules import functions, loops
from janua.rules.algebra import Fault, Value, add, choose, compare, const, divide, multiply, negate, rescale
from janua.rules.attributes import Attribute
from janua.rules.errors import LawError, nearest
from janua.rules.nodes import Among, Call, Fact, Junction, LocalName, Node, Not, Param, Part
from janua.rules.proofs import proved_positive
from janua.rules.scope import (
    GIVEN_DOMAINS,
    BandName,
    Binding,
    FactName,
    ParameterName,
    PersonName,
    RoleName,
    RuleName,
    WindowName,
)
from janua.rules.source import RuleVersion
from janua.rules.types import BOOL, COUNT, DATE, RATE_STEPS, WINDOW, Type

if TYPE_CHECKING:
    from janua.rules.lowering import Lowering

T = TypeVar("T")
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_PARTS = {"first": (0, DATE), "last": (1, DATE), "number": (2, COUNT)}


class Expressions:
    """The state of one rule while it is lowered, and its expressions."""

    def __init__(self, law: "Lowering", version: RuleVersion) -> None:
        self.law, self.version = law, version
        self.env: dict[str, Binding] = {}
        self.proved: set[str] = set()  # texts of expressions that are positive here
        self.locals: list[LocalName] = []
        self.slots = 0
        self.used_rules: set[tuple[str, str]] = set()
        self.used_parameters: set[str] = set()
        self.used_attributes: set[str] = set()
        self.used_roles: set[str] = set()

    def new_slot(self) -> int:
        self.slots += 1
        return self.slots - 1

    def error(self, line: int, what: str, instead: str) -> LawError:
        return LawError(self.version.path, line, what, instead)

    def at_line(self, line: int, work: Callable[[], T]) -> T:
        """Do something; a fault is said of this line."""
        try:
            return work()
        except Fault as fault:
            raise self.error(line, fault.what, fault.instead) from None

    def value(self, node: ast.expr) -> Value:
        """The typed value of an expression."""
        return self.at_line(node.lineno, lambda: self.as_value(self.bound(node), node))

    def of_kind(self, node: ast.expr, *kinds: str) -> Value:
        """A value of one of these kinds of type."""
        value = self.value(node)
        if value.type.kind not in kinds:
            wanted = " or ".join(
                {"bool": "yes/no", "date": "a day", "count": "a count"}.get(kind, kind) for kind in kinds
            )
            raise self.error(node.lineno, f"{value.type} stands where {wanted} is needed", wanted)
        return value

    def bound(self, node: ast.expr) -> Binding:
        """What an expression means, before it is used as a value."""
        match node:
            case ast.Name():
                return self._name(node)
            case ast.Attribute():
                return self._member(node)
            case ast.Constant():
                return self._literal(node)
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.UnaryOp(op=ast.USub()):
                return negate(self.of_kind(node.operand, "count", "money", "rate"))
            case ast.UnaryOp(op=ast.Not()):
                return Value(BOOL, Not(self.of_kind(node.operand, "bool").node))
            case ast.BoolOp():
                return self._junction(node)
            case ast.Compare():
                return self._comparison(node)
            case ast.IfExp():
                return self._choice(node)
            case ast.Call():
                return self._call(node)
        kind = type(node).__name__.lower()
        raise self.error(
            node.lineno,
            f"{kind} is no expression of law",
            "arithmetic, comparisons and the functions of docs/rules-language.md",
        )

    def as_value(self, binding: Binding, node: ast.AST) -> Value:
        """A binding used as a value.

        Raises   LawError where it is a person, a role, a series or a rule that needs arguments
        """
        line = getattr(node, "lineno", self.version.line)
        match binding:
            case Value():
                return binding
            case WindowName():
                return Value(WINDOW, binding.node)
            case FactName():
                return self._scalar(binding, line)
            case RuleName():
                return self.call_rule(binding, (), line)
            case ParameterName():
                return self._parameter(binding, line)
            case PersonName() | RoleName():
                raise self.error(
                    line, "a person is no value", "an attribute or rule of the person, like claimant.date_of_birth"
                )
            case BandName():
                raise self.error(line, "a band is no value", "band.number, band.part or band.value")

    def _name(self, node: ast.Name) -> Binding:
        if node.id in self.env:
            return self.env[node.id]
        if (
            self.law.find(self.version.file, node.id)
            or node.id in self.law.attributes
            or node.id in self.law.roles
            or node.id == "p"
        ):
            raise self.error(
                node.lineno,
                f"{node.id} is used but not asked for",
                f"{node.id} among the arguments of {self.version.name}",
            )
        raise self.error(
            node.lineno,
            f"{node.id} is not known here{nearest(node.id, self.env)}",
            "an argument of the rule or an assigned name",
        )

    def _literal(self, node: ast.Constant) -> Value:
        if isinstance(node.value, bool):
            return Value(BOOL, const(int(node.value)))
        if isinstance(node.value, int):
            return Value(COUNT, const(node.value))
        if isinstance(node.value, float):
            raise self.error(node.lineno, "a decimal number in the text of a rule", 'a parameter, or rate("1/2")')
        raise self.error(node.lineno, f"{node.value!r} is no value here", "a choice compared by ==, or a number")

    def _member(self, node: ast.Attribute) -> Binding:
        whole = self.bound(node.value)
        if isinstance(whole, RuleName) and whole.signature.type.kind == "window":
            whole = self.call_rule(whole, (), node.lineno)
        match whole:
            case ParameterName():
                return ParameterName((*whole.path, node.attr))
            case WindowName():
                return self._part(whole.node, node)
            case Value() if whole.type.kind == "window":
                return self._part(whole.node, node)
            case BandName():
                return self._band_part(whole, node)
            case PersonName():
                return self._of_person(whole, node)
            case RoleName():
                raise self.error(
                    node.lineno,
                    f"{whole.role} may be several or none",
                    f"member.{node.attr} for member in {whole.role}",
                )
        raise self.error(
            node.lineno, f"nothing has .{node.attr} here", "a person, a window, a band or p before the point"
        )

    def _part(self, window: Node, node: ast.Attribute) -> Value:
        if node.attr == "days":
            return Value(COUNT, Part(window, 3, lo=0, hi=4_000_000))
        if node.attr not in _PARTS:
            raise self.error(node.lineno, f"a window has no .{node.attr}", ".first, .last, .number or .days")
        at, kind = _PARTS[node.attr]
        return Value(kind, Part(window, at, lo=1, hi=4_000_000))

    def _band_part(self, band: BandName, node: ast.Attribute) -> Value:
        if node.attr == "number":
            return Value(COUNT, Part(band.node, 0, lo=1, hi=1_000))
        if node.attr == "part":
            return Value(COUNT, Part(band.node, 1, lo=0, hi=band.most))
        if node.attr == "value":
            return Value(band.cell, Part(band.node, 2, lo=band.values[0], hi=band.values[1]), const(band.steps))
        raise self.error(node.lineno, f"a band has no .{node.attr}", ".number, .part or .value")

    def _of_person(self, person: PersonName, node: ast.Attribute) -> Binding:
        found = self.law.find(self.version.file, node.attr)
        if found is not None:
            signature = self.law.signature(*found, self.version.path, node.lineno)
            self.used_rules.add(found)
            if signature.of != "person":
                raise self.error(node.lineno, f"{node.attr} is of the unit", f"{node.attr} among the arguments")
            return RuleName(signature, person.node)
        attribute = self.law.attributes.get(node.attr)
        if attribute is None or attribute.entity not in ("person", "member"):
            names = self.law.names_of(self.version.file)
            raise self.error(
                node.lineno,
                f"a person has no {node.attr}{nearest(node.attr, names)}",
                "an attribute or a rule of=PERSON (imported, if of another file)",
            )
        self.used_attributes.add(node.attr)
        return FactName(attribute, person.node)

    def _scalar(self, fact: FactName, line: int) -> Value:
        attribute = fact.attribute
        if attribute.repeats:
            raise self.error(line, f"{attribute.name} is a series", f"total, days, held … ({attribute.name}, window)")
        return self.fact_on(attribute, fact.subject, None)

    def fact_on(self, attribute: Attribute, subject: Node | None, day: Node | None) -> Value:
        lo, hi = attribute.domain
        return Value(attribute.law_type, Fact(attribute.name, subject, day, lo=lo, hi=hi), const(attribute.steps))

    def _parameter(self, name: ParameterName, line: int) -> Value:
        parameter = self.law.parameters.get(".".join(name.path))
        if parameter is None:
            written = ".".join(name.path)
            raise self.error(
                line,
                f"there is no parameter p.{written}{nearest(written, self.law.parameters)}",
                "p.<file>.<name> of a yaml beside the law",
            )
        self.used_parameters.add(parameter.key)
        lo, hi = parameter.domain
        return Value(parameter.type, Param(parameter.key, lo=lo, hi=hi), const(parameter.steps))

    def call_rule(self, rule: RuleName, arguments: tuple[ast.expr, ...], line: int) -> Value:
        """The value of another rule."""
        signature = rule.signature
        if len(arguments) != len(signature.given):
            wanted = ", ".join(name for name, _ in signature.given)
            raise self.error(
                line, f"{signature.name} is given {len(arguments)} arguments", f"{signature.name}({wanted})"
            )
        given = []
        for argument, (_, kind) in zip(arguments, signature.given, strict=True):
            given.append(self._passed(argument, kind))
        node = Call(signature.file, signature.name, rule.subject, tuple(given), lo=signature.lo, hi=signature.hi)
        return Value(signature.type, node, const(signature.steps))

    def _passed(self, argument: ast.expr, kind: Type) -> Node:
        """An argument as the rule that is called holds it: whole, and within the bounds of its overflow proof."""
        value = self.of_kind(argument, *(("rate", "count") if kind.kind == "rate" else (kind.kind,)))
        steps = RATE_STEPS if kind.kind == "rate" else 1
        if steps % value.steps:
            raise self.error(
                argument.lineno, "a fraction is given to another rule", "round_half_up(…, to=CENT), or the whole parts"
            )
        node = rescale(value, steps)
        low, high = GIVEN_DOMAINS[kind.kind]
        if kind.kind != "window" and not low <= node.lo <= node.hi <= high:
            raise self.error(
                argument.lineno,
                f"{ast.unparse(argument)} may be larger than a rule can be given",
                "narrower minimum/maximum of its attributes",
            )
        return node

    def _arithmetic(self, node: ast.BinOp) -> Value:
        op = _OPERATORS.get(type(node.op))
        if op is None:
            raise self.error(
                node.lineno,
                f"{type(node.op).__name__.lower()} is no arithmetic of law",
                "+ - * / and round_floor(a / b, to=1)",
            )
        left, right = self.value(node.left), self.value(node.right)
        if op == "*":
            return multiply(left, right)
        if op == "/":
            return divide(left, right, known_positive=ast.dump(node.right) in self.proved)
        return add(op, left, right)

    def _junction(self, node: ast.BoolOp) -> Value:
        op = "and" if isinstance(node.op, ast.And) else "or"
        proved = set(self.proved)
        operands = []
        for operand in node.values:
            operands.append(self.of_kind(operand, "bool").node)
            self.learn(operand, holds=op == "and")
        self.proved = proved
        return Value(BOOL, Junction(op, tuple(operands), thorough=False))

    def _comparison(self, node: ast.Compare) -> Value:
        left, parts = node.left, []
        for op, right in zip(node.ops, node.comparators, strict=True):
            parts.append(self._compared(left, op, right).node)
            left = right
        return Value(BOOL, parts[0] if len(parts) == 1 else Junction("and", tuple(parts), thorough=False))

    def _compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Value:
        if isinstance(op, (ast.In, ast.NotIn)):
            value = self.of_kind(left, "choice")
            codes, param = self.choices(right, value.type)
            among = Among(value.node, codes, param, value.type.choices)
            return Value(BOOL, Not(among) if isinstance(op, ast.NotIn) else among)
        if type(op) not in _COMPARISONS:
            raise self.error(left.lineno, f"{type(op).__name__.lower()} is no comparison of law", "== != < <= > >= in")
        for text, other in ((right, left), (left, right)):
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                value = self.of_kind(other, "choice")
                code = const(self.code(text, value.type))
                return compare(_COMPARISONS[type(op)], value, Value(value.type, code))
        a, b = self.value(left), self.value(right)
        return compare(_COMPARISONS[type(op)], a, b)

    def choices(self, node: ast.expr, kind: Type) -> tuple[tuple[int, ...], str]:
        """Fixed codes, or the key of a parameter that lists choices."""
        if isinstance(node, ast.Constant):
            return (self.code(node, kind),), ""
        if isinstance(node, (ast.Tuple, ast.List)):
            return tuple(self.code(entry, kind) for entry in node.elts), ""
        value = self.of_kind(node, "choices", "choice")
        if not isinstance(value.node, Param):
            raise self.error(node.lineno, "choices are listed here", '("eu", "efta") or p.file.name')
        if value.type.kind == "choice" and not value.type.same_as(kind):
            raise self.error(node.lineno, f"p.{value.node.key} has other choices", "a parameter with the same choices")
        if value.type.kind == "choices":
            texts = {text for dated in self.law.parameters[value.node.key].values for text in dated.value or ()}
            unknown = sorted(texts - set(kind.choices))
            if unknown:
                raise self.error(
                    node.lineno,
                    f"p.{value.node.key} lists {', '.join(unknown)}, never a choice here",
                    "texts among the choices",
                )
        return (), value.node.key

    def code(self, node: ast.expr, kind: Type) -> int:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            raise self.error(node.lineno, "a choice is written as a text", f'"{kind.choices[0]}"')
        if node.value not in kind.choices:
            hint = nearest(node.value, kind.choices)
            raise self.error(node.lineno, f"{node.value!r} is never a choice here{hint}", ", ".join(kind.choices[:8]))
        return kind.choices.index(node.value)

    def _choice(self, node: ast.IfExp) -> Value:
        test = self.of_kind(node.test, "bool")
        proved = set(self.proved)
        self.learn(node.test, holds=True)
        yes = self.value(node.body)
        self.proved = set(proved)
        self.learn(node.test, holds=False)
        no = self.value(node.orelse)
        self.proved = proved
        return choose(test.node, yes, no)

    def _call(self, node: ast.Call) -> Value:
        if isinstance(node.func, ast.Name) and not (node.func.id in self.env and self._callable(node.func.id)):
            if loops.is_loop(node):
                return loops.lower(self, node)
            return functions.lower(self, node)
        rule = self.bound(node.func)
        if not isinstance(rule, RuleName) or node.keywords:
            raise self.error(
                node.lineno, "this cannot be called", "a function of the language, or a rule that is given arguments"
            )
        return self.call_rule(rule, tuple(node.args), node.lineno)

    def _callable(self, name: str) -> bool:
        binding = self.env[name]
        return isinstance(binding, RuleName) and bool(binding.signature.given)

    def forget(self, name: str) -> None:
        """What was proved of a name holds no longer: it means something else from here on."""
        self.proved = {text for text in self.proved if f"Name(id={name!r}" not in text}

    def learn(self, test: ast.expr, *, holds: bool) -> None:
        """What a test proves of divisors while it holds (or does not)."""
        for proved in proved_positive(test, holds=holds, lowest=lambda node: self.value(node).node.lo):
            self.proved.add(ast.dump(proved))
