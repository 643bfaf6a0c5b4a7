"""What a name of a law file means while it is lowered, and what lowering found out about each rule."""

from dataclasses import dataclass, field

from janua.rules.algebra import Value
from janua.rules.attributes import Attribute
from janua.rules.nodes import LocalName, Node
from janua.rules.source import RuleVersion
from janua.rules.types import COUNT, DATE, RATE, WINDOW, Type

GIVEN_TYPES = {"Window": WINDOW, "Date": DATE, "Count": COUNT, "Rate": RATE}
# What a caller may give lies within these bounds (checked at each call): money in minor units, rates in steps.
GIVEN_DOMAINS = {
    "window": (0, 1),
    "date": (1, 4_000_000),
    "count": (-1_000_000, 1_000_000),
    "rate": (-(10**13), 10**13),
    "money": (-(10**17), 10**17),
}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name for one person: the variable of a loop, or a role of one."""

    node: Node
    shown: str


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role of the unit."""

    role: str


@dataclass(frozen=True, slots=True)
class FactName:
    """An attribute of somebody (subject None: of the unit or claim)."""

    attribute: Attribute
    subject: Node | None


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule, for a person or the unit; `given` are the arguments its caller passes."""

    signature: "Signature"
    subject: Node | None


@dataclass(frozen=True, slots=True)
class WindowName:
    """The variable of a loop over weeks, months or days."""

    node: Node


@dataclass(frozen=True, slots=True)
class BandName:
    """The variable of a loop over bands."""

    node: Node
    cell: Type
    steps: int
    most: int
    values: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ParameterName:
    """`p`, `p.file` or `p.file.name`."""

    path: tuple[str, ...]


Binding = Value | PersonName | RoleName | FactName | RuleName | WindowName | BandName | ParameterName


@dataclass(slots=True, eq=False)
class LoweredRule:
    """One version of a rule in the lowered form, with everything it names."""

    version: RuleVersion
    body: Node
    type: Type
    steps: int
    slots: int
    returns: int
    when: Node | None = None
    locals: tuple[LocalName, ...] = ()
    given: tuple[str, ...] = ()
    rules: frozenset[tuple[str, str]] = frozenset()
    parameters: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def nodes(self) -> list[Node]:
        """Every node of the body and of the assigned names."""
        return [node for root in self._roots() for node in root.walk()]

    def _roots(self) -> list[Node]:
        return [self.body, *(local.node for local in self.locals), *([self.when] if self.when is not None else [])]


@dataclass(slots=True, eq=False)
class Signature:
    """What callers know of a rule: one type and denominator for all its versions and exceptions."""

    file: str
    name: str
    of: str
    type: Type
    steps: int
    lo: int
    hi: int
    given: tuple[tuple[str, Type], ...]
    kind: str
    versions: list[LoweredRule] = field(default_factory=list)
    exceptions: list[LoweredRule] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.file}.{self.name}"
