"""Writing a programme: its lines, its variables, and what is worked out already on the way to a line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

NA = "words.NA"
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Expr:
    """Something worked out.

    parts     one text; three for a window (first, last, number) or a band (number, part, value)
    unknown   text that is true where there is no value; empty where there always is one, `True` where never
    wide      a pair of 64-bit words
    """

    parts: tuple[str, ...]
    unknown: str = ""
    wide: bool = False

    @property
    def text(self) -> str:
        return self.parts[0]


@dataclass(frozen=True, slots=True)
class Later:
    """An assigned name that is worked out where it is first read: `done` says whether it is."""

    done: str
    value: Expr


@dataclass(slots=True)
class Writer:
    """The text so far; names worked out in a block are known in the blocks inside it and forgotten at its end."""

    lines: list[str] = field(default_factory=list)
    depth: int = 0
    made: int = 0
    scopes: list[dict[tuple[object, ...], Expr | Later]] = field(default_factory=lambda: [{}])

    def line(self, text: str) -> None:
        self.lines.append(INDENT * self.depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Lines below a head; `pass` where there are none."""
        self.line(head)
        self.depth += 1
        self.scopes.append({})
        at = len(self.lines)
        yield
        if len(self.lines) == at:
            self.line("pass")
        self.scopes.pop()
        self.depth -= 1

    def name(self, letter: str) -> str:
        """A new variable."""
        self.made += 1
        return f"{letter}{self.made}"

    def found(self, key: tuple[object, ...]) -> Expr | Later | None:
        """A rule's value or an assigned name, where it is worked out or announced."""
        return next((scope[key] for scope in reversed(self.scopes) if key in scope), None)

    def keep(self, key: tuple[object, ...], value: Expr | Later) -> None:
        self.scopes[-1][key] = value

    def variable(self, shape: int, *, wide: bool, may_be_unknown: bool) -> Expr:
        """Variables that several branches set, each with something to begin with."""
        name = self.name("v")
        parts = (name,) if shape == 1 else tuple(f"{name}{end}" for end in "abc")
        for part in parts:
            self.line(f"{part} = {'wide.ZERO' if wide else '0'}")
        unknown = ""
        if may_be_unknown:
            unknown = self.name("u")
            self.line(f"{unknown} = False")
        return Expr(parts, unknown, wide)

    def put(self, variable: Expr, value: Expr) -> None:
        """Set a variable; the value has its width already."""
        for name, text in zip(variable.parts, value.parts, strict=True):
            self.line(f"{name} = {text}")
        if value.unknown:
            self.line(f"{variable.unknown} = {value.unknown}")

    def hold(self, value: Expr) -> Expr:
        """Give texts that are worked out each time a name of their own."""
        names = []
        for text in value.parts:
            if text.isidentifier() or text.lstrip("-").isdecimal():
                names.append(text)
                continue
            name = self.name("v")
            self.line(f"{name} = {text}")
            names.append(name)
        unknown = value.unknown
        if unknown and not unknown.isidentifier():
            unknown = self.name("u")
            self.line(f"{unknown} = {value.unknown}")
        return replace(value, parts=tuple(names), unknown=unknown)


def either(*unknown: str) -> str:
    """Unknown where any is."""
    texts = dict.fromkeys(text for text in unknown if text)
    if "True" in texts:
        return "True"
    return texts.popitem()[0] if len(texts) == 1 else f"({' or '.join(texts)})" if texts else ""
