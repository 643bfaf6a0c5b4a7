"""The lowered form: a tree of whole numbers, yes/no, days as numbers and pairs of days; one for every back end.

Exact fractions have become a whole numerator over a denominator that stands in the signature; parameters are bound as
arguments; every division is a rounding with a positive divisor; each node carries the interval of its values
(`lo`, `hi`), from which follows whether 64 bits hold it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from janua.rules.types import Type

INT64, INT128 = 2**63, 2**127
MOST_MEMBERS, MOST_ITEMS = 64, 1_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Node:
    """Any part of a lowered rule."""

    lo: int = 0
    hi: int = 1

    @property
    def bits(self) -> int:
        """Width that holds this node's values: 64, 128, or 0 where neither is proved to."""
        magnitude = max(-self.lo, self.hi + 1)
        return 64 if magnitude <= INT64 else 128 if magnitude <= INT128 else 0

    def parts(self) -> "Iterator[Node]":
        """The nodes right below."""
        for name in (entry.name for entry in fields(self)):
            value = getattr(self, name)
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                yield from (part for part in value if isinstance(part, Node))

    def walk(self) -> "Iterator[Node]":
        """This node and all below it."""
        yield self
        for part in self.parts():
            yield from part.walk()


@dataclass(frozen=True, slots=True, eq=False)
class Const(Node):
    value: int


@dataclass(frozen=True, slots=True, eq=False)
class Local(Node):
    """An assigned name, an argument given by the caller, or the variable of a loop."""

    slot: int


@dataclass(frozen=True, slots=True, eq=False)
class Self(Node):
    """The person whom the rule is about."""


@dataclass(frozen=True, slots=True, eq=False)
class Single(Node):
    """The one person of a role."""

    role: str


@dataclass(frozen=True, slots=True, eq=False)
class Fact(Node):
    """An attribute's value on a day (None: the parameter day)."""

    attribute: str
    subject: Node | None
    day: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class IsKnown(Node):
    attribute: str
    subject: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class BuiltIn(Node):
    """`period`, `on`, `applied_on`, `event_on`."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Param(Node):
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Call(Node):
    """Another rule, of the version in force, for a person or (None) for the unit."""

    file: str
    name: str
    subject: Node | None
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Conditions(Node):
    """Whether every condition in force of a programme's file holds."""

    file: str


@dataclass(frozen=True, slots=True, eq=False)
class Arith(Node):
    """`+ - * min max` of two whole numbers."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Shown:
    """How a rounding is explained: where the law rounds, the result's type, and the value before over `exact_steps`."""

    place: str
    type: Type
    steps: int  # denominator of the result: 1, or 100 for a rate to 0.01
    exact_type: Type
    exact_steps: Node


@dataclass(frozen=True, slots=True, eq=False)
class Rounding(Node):
    """numerator ÷ denominator (positive), rounded to whole steps, times `scale`: the only division there is."""

    mode: str
    numerator: Node
    denominator: Node
    scale: int
    shown: Shown

    @property
    def bits(self) -> int:
        """Width that holds the quotient and, on the way to it, twice the numerator and the denominator."""
        top = max(-self.numerator.lo, self.numerator.hi)
        magnitude = max(-self.lo, self.hi + 1, 2 * top + self.denominator.hi + 1)
        return 64 if magnitude <= INT64 else 128 if magnitude <= INT128 else 0


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Node):
    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, eq=False)
class Junction(Node):
    """and / or of several; `thorough` looks at all of them, each seen in the explanation."""

    op: str
    operands: tuple[Node, ...]
    thorough: bool


@dataclass(frozen=True, slots=True, eq=False)
class Not(Node):
    operand: Node


@dataclass(frozen=True, slots=True, eq=False)
class Choose(Node):
    test: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True, eq=False)
class Return(Node):
    """The n-th `return` of the rule."""

    number: int
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class UpTo(Node):
    """A ceiling for discretion."""

    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Among(Node):
    """Whether a choice is among fixed codes, or among those a parameter lists."""

    operand: Node
    codes: tuple[int, ...]
    param: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OnCalendar(Node):
    """A function of the legal calendar, by name in `calendar`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MakeWindow(Node):
    first: Node
    last: Node


@dataclass(frozen=True, slots=True, eq=False)
class Part(Node):
    """One column of a window (first, last, number) or of a band (number, part, value)."""

    whole: Node
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class OverSeries(Node):
    """total, count, days, months, covered, held, first_day, last_day, since: of entries over a window."""

    function: str
    attribute: str
    subject: Node | None
    window: Node
    codes: tuple[int, ...] | None
    param: str
    crossing: str
    type: Type


@dataclass(frozen=True, slots=True, eq=False)
class Lookup(Node):
    """bracket, marginal, entry: of a table parameter."""

    function: str
    param: str
    key: Node


@dataclass(frozen=True, slots=True, eq=False)
class MembersOf(Node):
    role: str


@dataclass(frozen=True, slots=True, eq=False)
class Stretches(Node):
    """weeks, months_of or days_of a window, one window each."""

    unit: str
    window: Node
    most: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class Bands(Node):
    quantity: Node
    param: str


@dataclass(frozen=True, slots=True, eq=False)
class Loop(Node):
    """sum, count, any, all, min, max, first: over members, stretches of time or bands; `slot` is the variable."""

    function: str
    over: Node
    slot: int
    where: Node | None
    body: Node
    default: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class Share(Node):
    """The person's exact part of a total by weight, by largest remainder; ties go to the earlier member."""

    total: Node
    role: str
    slot: int
    where: Node | None
    weight: Node


@dataclass(frozen=True, slots=True)
class LocalName:
    """An assigned name of a rule, worked out when first read."""

    slot: int
    name: str
    node: Node
    type: Type
    steps: int


def dump(node: Node, depth: int = 0) -> str:
    """The lowered form as text, for people."""
    own = [
        f"{entry.name}={getattr(node, entry.name)}"
        for entry in fields(node)
        if entry.name not in ("lo", "hi") and not isinstance(getattr(node, entry.name), (Node, tuple, Type, Shown))
    ]
    head = f"{'  ' * depth}{type(node).__name__.lower()} {' '.join(own)} [{node.lo}, {node.hi}] int{node.bits}"
    return "\n".join([head, *(dump(part, depth + 1) for part in node.parts())])
