"""Printing expressions: each node becomes lines that work it out and the text of its value.

What the interpreter does not look at is not worked out either: a part that settles a question comes before the others.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import Self

from janua.rules.batch.text import Expr, Later, Writer, either
from janua.rules.columns import TooWide
from janua.rules.nodes import (
    INT64,
    INT128,
    Among,
    Arith,
    Choose,
    Compare,
    Const,
    Fact,
    Junction,
    Local,
    MakeWindow,
    Node,
    Not,
    OnCalendar,
    Param,
    Part,
    Return,
    Rounding,
    UpTo,
)
from janua.rules.scope import LoweredRule
from janua.rules.types import WINDOW

_WIDE = {"+": "add", "-": "sub", "*": "mul", "min": "least", "max": "most",
         "==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}  # fmt: skip
PAIRS = {"calendar_year", "calendar_quarter", "calendar_month", "days_before", "months_before", "years_before"}
_SIMPLE = (Const, Arith, Compare, Not, Param, Return)
FEW = 6  # parts of a junction that are worked out side by side, or stand inside each other


@dataclass(slots=True)
class Frame:
    """One rule at work: for whom, what it was given, and the variables of its loops."""

    number: int
    rule: LoweredRule
    person: str
    cells: dict[int, Expr] = field(default_factory=dict)


def is_wide(lo: int, hi: int) -> bool:
    """Do 64 bits not hold these?

    Raises   TooWide where 128 bits do not either
    """
    magnitude = max(-lo, hi + 1)
    if magnitude > INT128:
        raise TooWide("128 bits do not hold a value on the way; give its attributes a narrower minimum or maximum")
    return magnitude > INT64


class Expressions(ABC):
    """Nodes that read nothing but other nodes; a method a node, named after its class."""

    def __init__(self) -> None:
        self.out = Writer()
        self.constants: dict[str, int] = {}
        self.frames = 0

    def new_frame(self, rule: LoweredRule, person: str, given: tuple[Expr, ...] = ()) -> Frame:
        """A rule that is about to be printed."""
        self.frames += 1
        return Frame(self.frames, rule, person, dict(enumerate(given)))

    def print(self, node: Node, frame: Frame) -> Expr:
        """Lines that work a node out, and its value."""
        value: Expr = getattr(self, "_" + type(node).__name__.lower())(node, frame)
        return value

    def fitted(self, node: Node, frame: Frame, *, wide: bool) -> Expr:
        """A value of a certain width."""
        return self.fit(self.print(node, frame), wide=wide)

    def fit(self, value: Expr, *, wide: bool) -> Expr:
        if value.wide == wide:
            return value
        if not wide:
            return replace(value, parts=(f"wide.narrow({value.text})",), wide=False)
        if value.text.lstrip("-").isdecimal():
            return Expr((self.constant(int(value.text)),), value.unknown, wide=True)
        return replace(value, parts=(f"wide.widen({value.text})",), wide=True)

    def constant(self, number: int) -> str:
        """A name of the programme for a number of 128 bits."""
        name = f"N{number}".replace("-", "M")
        self.constants[name] = number
        return name

    def _const(self, node: Const, frame: Frame) -> Expr:
        if is_wide(node.value, node.value):
            return Expr((self.constant(node.value),), wide=True)
        return Expr((str(node.value),))

    # Names

    def _local(self, node: Local, frame: Frame) -> Expr:
        if node.slot in frame.cells:
            return frame.cells[node.slot]
        key = (frame.number, node.slot)
        found = self.out.found(key)
        if isinstance(found, Expr):
            return found
        named = next(local for local in frame.rule.locals if local.slot == node.slot)
        if found is None:
            value = self.out.hold(self.print(named.node, frame))
            self.out.keep(key, value)
            return value
        with self.out.block(f"if not {found.done}:"):
            self.out.put(found.value, self.fit(self.print(named.node, frame), wide=found.value.wide))
            self.out.line(f"{found.done} = True")
        self.out.keep(key, found.value)
        return found.value

    def announce(self, frame: Frame, *nodes: Node | None) -> None:
        """Before a loop: names that its inside may read are worked out once, where they are first read."""
        waiting = [node for node in nodes if node is not None]
        names = {local.slot: local for local in frame.rule.locals}
        seen: set[int] = set()
        while waiting:
            for part in waiting.pop().walk():
                if isinstance(part, Local) and part.slot in names and part.slot not in seen:
                    seen.add(part.slot)
                    if self.out.found((frame.number, part.slot)) is None:
                        waiting.append(names[part.slot].node)
                        self._announced(frame, part.slot)

    def _announced(self, frame: Frame, slot: int) -> None:
        named = next(local for local in frame.rule.locals if local.slot == slot)
        done = self.out.name("d")
        self.out.line(f"{done} = False")
        shape = 3 if named.type.kind == WINDOW.kind else 1
        wide = shape == 1 and is_wide(named.node.lo, named.node.hi)
        value = self.out.variable(shape, wide=wide, may_be_unknown=True)
        self.out.keep((frame.number, slot), Later(done, value))

    # Arithmetic

    def _two(self, op: str, left: Node, right: Node, frame: Frame, text: str) -> Expr:
        """An operation on two numbers, in 128 bits where either of them or the result needs them."""
        a, b = self.print(left, frame), self.print(right, frame)
        unknown = either(a.unknown, b.unknown)
        if a.wide or b.wide or text == "":
            a, b = self.fit(a, wide=True), self.fit(b, wide=True)
            return Expr((f"wide.{_WIDE[op]}({a.text}, {b.text})",), unknown, wide=True)
        return Expr((text.format(a=a.text, b=b.text),), unknown)

    def _arith(self, node: Arith, frame: Frame) -> Expr:
        wide = is_wide(node.lo, node.hi)
        text = "" if wide else f"{node.op}({{a}}, {{b}})" if node.op in ("min", "max") else f"({{a}} {node.op} {{b}})"
        value = self._two(node.op, node.left, node.right, frame, text)
        return self.out.hold(self.fit(value, wide=wide))

    def _compare(self, node: Compare, frame: Frame) -> Expr:
        value = self._two(node.op, node.left, node.right, frame, f"({{a}} {node.op} {{b}})")
        return self.out.hold(replace(value, wide=False))

    def _rounding(self, node: Rounding, frame: Frame) -> Expr:
        top, bottom = self.print(node.numerator, frame), None
        size = max(-node.numerator.lo, node.numerator.hi)
        way = max(2 * size + node.denominator.hi, 2 * node.denominator.hi)
        wide, result_wide = is_wide(-way, way), is_wide(node.lo, node.hi)
        with self.unless(top.unknown, result_wide) as done:
            bottom = self.fitted(node.denominator, frame, wide=wide)
            if bottom.unknown:
                bottom = self.out.hold(bottom)
            with self.unless(bottom.unknown, result_wide) as inner:
                text = f"{'wide' if wide else 'words'}.{node.mode}({self.fit(top, wide=wide).text}, {bottom.text})"
                value = self._scaled(text, node.scale, wide=wide, result_wide=result_wide)
                inner.give(value)
            done.give(inner.value)
        return done.value

    def _scaled(self, text: str, scale: int, *, wide: bool, result_wide: bool) -> Expr:
        quotient = Expr((text,), wide=wide)
        if scale == 1:
            return self.fit(quotient, wide=result_wide)
        if result_wide:
            quotient = self.fit(quotient, wide=True)
            return Expr((f"wide.mul({quotient.text}, {self.constant(scale)})",), wide=True)
        return Expr((f"({self.fit(quotient, wide=False).text} * {scale})",))

    def unless(self, unknown: str, wide: bool = False, shape: int = 1) -> "Guarded":
        """What needs something is worked out only where that is known."""
        return Guarded(self, unknown, wide, shape)

    # Yes and no

    def _not(self, node: Not, frame: Frame) -> Expr:
        value = self.print(node.operand, frame)
        return replace(value, parts=(f"(not {value.text})",))

    def _junction(self, node: Junction, frame: Frame) -> Expr:
        if all(is_simple(operand) for operand in node.operands[1:]) and len(node.operands) <= FEW:
            values = [self.print(operand, frame) for operand in node.operands]
            if not any(value.unknown for value in values):
                return self.out.hold(Expr((f"({f' {node.op} '.join(f'({value.text})' for value in values)})",)))
            return self._decided(node.op, values)
        parts = [lambda operand=operand: self.print(operand, frame) for operand in node.operands]
        return self.decide(node.op, parts, thorough=node.thorough)

    def _decided(self, op: str, values: list[Expr]) -> Expr:
        """and / or of operands that are worked out already."""
        values = [self.out.hold(value) for value in values]
        settling = "" if op == "or" else "not "
        settles = [
            f"({settling}{value.text} and not {value.unknown})" if value.unknown else f"({settling}{value.text})"
            for value in values
        ]
        settled = self.out.hold(Expr((" or ".join(settles),))).text
        unknown = f"({either(*(value.unknown for value in values))} and not {settled})"
        return self.out.hold(Expr((settled if op == "or" else f"(not {settled})",), unknown))

    def decide(self, op: str, parts: list, *, thorough: bool) -> Expr:  # type: ignore[type-arg]
        """and / or, part by part: settled by the first that settles it, unless all are to be looked at."""
        settled, unknown = self.out.name("t"), self.out.name("u")
        self.out.line(f"{settled} = {unknown} = False")
        settling = "" if op == "or" else "not "
        open_blocks = []
        for number, part in enumerate(parts):
            if number and not thorough:
                block = self.out.block(f"if not {settled}:")
                block.__enter__()
                open_blocks.append(block)
            value = part()
            if value.unknown:
                self.out.line(f"if {value.unknown}: {unknown} = True")
                self.out.line(f"elif {settling}{value.text}: {settled} = True")
            else:
                self.out.line(f"if {settling}{value.text}: {settled} = True")
            if len(open_blocks) == FEW:
                self._close(open_blocks)
        self._close(open_blocks)
        self.out.line(f"{unknown} = {unknown} and not {settled}")
        return Expr((settled if op == "or" else f"(not {settled})",), unknown)

    def _close(self, blocks: list) -> None:  # type: ignore[type-arg]
        while blocks:
            blocks.pop().__exit__(None, None, None)

    def _choose(self, node: Choose, frame: Frame) -> Expr:
        test = self.print(node.test, frame)
        wide = is_wide(node.lo, node.hi)
        if is_simple(node.yes) and is_simple(node.no):
            return self._chosen(test, self.fitted(node.yes, frame, wide=wide), self.fitted(node.no, frame, wide=wide))
        test = self.out.hold(test)
        shape = 3 if self.is_window(node, frame) else 1
        found = self.out.variable(shape, wide=wide and shape == 1, may_be_unknown=True)
        head = "if"
        if test.unknown:
            with self.out.block(f"if {test.unknown}:"):
                self.out.line(f"{found.unknown} = True")
            head = "elif"
        with self.out.block(f"{head} {test.text}:"):
            self.out.put(found, self.fit(self.print(node.yes, frame), wide=found.wide))
        with self.out.block("else:"):
            self.out.put(found, self.fit(self.print(node.no, frame), wide=found.wide))
        return found

    def _chosen(self, test: Expr, yes: Expr, no: Expr) -> Expr:
        """One of two that cost nothing to work out."""
        test = self.out.hold(test)
        unknown = test.unknown
        if yes.unknown or no.unknown:
            branch = f"({yes.unknown or False} if {test.text} else {no.unknown or False})"
            unknown = f"({test.unknown} or {branch})" if test.unknown else branch
        return self.out.hold(Expr((f"({yes.text} if {test.text} else {no.text})",), unknown, yes.wide))

    @abstractmethod
    def is_window(self, node: Node, frame: Frame) -> bool:
        """Does a node give a pair of days?"""

    def _return(self, node: Return, frame: Frame) -> Expr:
        return self.print(node.value, frame)

    def _upto(self, node: UpTo, frame: Frame) -> Expr:
        self.out.line("F[1] = 1")
        return self.print(node.value, frame)

    # Days

    def _oncalendar(self, node: OnCalendar, frame: Frame) -> Expr:
        values = [self.out.hold(self.fit(self.print(part, frame), wide=False)) for part in node.arguments]
        name = "make_day" if node.function == "day" else node.function
        call = f"days.{name}({', '.join(value.text for value in values)})"
        shape = 3 if node.function in PAIRS else 1
        with self.unless(either(*(value.unknown for value in values)), shape=shape) as found:
            if shape == 3:
                first, last = self.out.name("v"), self.out.name("v")
                self.out.line(f"{first}, {last} = {call}")
                found.give(Expr((first, last, "0")))
            else:
                found.give(Expr((call,)))
        return found.value

    def _makewindow(self, node: MakeWindow, frame: Frame) -> Expr:
        first, last = self.print(node.first, frame), self.print(node.last, frame)
        return Expr((first.text, last.text, "0"), either(first.unknown, last.unknown))

    def _part(self, node: Part, frame: Frame) -> Expr:
        whole = self.print(node.whole, frame)
        if node.at == 3:
            return Expr((f"max({whole.parts[1]} - {whole.parts[0]} + 1, 0)",), whole.unknown)
        return Expr((whole.parts[node.at],), whole.unknown)

    def _among(self, node: Among, frame: Frame) -> Expr:
        value = self.out.hold(self.print(node.operand, frame))
        if not node.param:
            text = " or ".join(f"{value.text} == {code}" for code in node.codes)
            return Expr((f"({text or 'False'})",), value.unknown)
        first, last, gap = self.listed(None, node.param, node.choices)
        return Expr((f"words.among(WV, {first}, {last}, {value.text})",), either(value.unknown, gap))

    @abstractmethod
    def listed(self, codes: tuple[int, ...] | None, param: str, choices: tuple[str, ...]) -> tuple[str, str, str]:
        """Where a programme's list of codes begins and ends, and whether the law has none on the day."""


class Guarded:
    """A value that is worked out in a block of its own where what it needs may be unknown."""

    def __init__(self, printer: Expressions, unknown: str, wide: bool, shape: int) -> None:
        self.printer, self.unknown, self.wide, self.shape = printer, unknown, wide, shape
        self.value = Expr(("0",) * shape)
        self.variable: Expr | None = None

    def __enter__(self) -> Self:
        if self.unknown:
            out = self.printer.out
            self.variable = out.variable(self.shape, wide=self.wide, may_be_unknown=True)
            out.line(f"{self.variable.unknown} = {self.unknown}")
            self.block = out.block(f"if not {self.variable.unknown}:")
            self.block.__enter__()
        return self

    def give(self, value: Expr) -> None:
        """What came out."""
        if self.variable is None:
            self.value = self.printer.out.hold(value)
        else:
            self.printer.out.put(self.variable, value)
            self.value = self.variable

    def __exit__(self, *_: object) -> None:
        if self.variable is not None:
            self.block.__exit__(None, None, None)
            self.value = self.variable


def is_simple(node: Node) -> bool:
    """Does it cost nothing to work a node out, and can nothing go wrong?"""
    if isinstance(node, Fact):
        return node.day is None
    if not isinstance(node, _SIMPLE):
        return False
    return all(is_simple(part) for part in node.parts())
