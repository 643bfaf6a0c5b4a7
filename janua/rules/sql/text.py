"""Pieces of SQL with what they rest on: numbers of 64 bits, numbers of 38 digits, yes and no."""

from collections.abc import Iterable
from dataclasses import dataclass

from janua.rules.sql.relations import Column

MOST_DIGITS = 10**38
LONG = 2**63
WIDE, PLAIN, YES_NO = "DECIMAL(38, 0)", "BIGINT", "BOOLEAN"


class NoSql(Exception):
    """This law cannot be said in SQL: a number may have more than 38 digits."""


@dataclass(frozen=True, slots=True)
class Text:
    """One expression over the columns of one relation; NULL is not known."""

    sql: str
    type: str = PLAIN
    needs: frozenset[Column] = frozenset()
    atom: bool = False  # short, and costs nothing to say twice
    number: int | None = None  # what it is, where it is written in the law

    @property
    def is_fixed(self) -> bool:
        """The same for every row."""
        return not self.needs


@dataclass(frozen=True, slots=True)
class Span:
    """A window of days, and its number where it is one of several."""

    first: Text
    last: Text
    number: Text | None = None


@dataclass(frozen=True, slots=True)
class BandRow:
    """A row of a banded table: its number, how much falls into it, its value."""

    number: Text
    part: Text
    value: Text


Said = Text | Span | BandRow
NOT_KNOWN = Text("CAST(NULL AS BIGINT)", atom=True)


def number(value: int) -> Text:
    """A number as it stands in the law."""
    if abs(value) >= MOST_DIGITS:
        raise NoSql(f"{value} has more than 38 digits")
    kind = PLAIN if -LONG <= value < LONG else WIDE
    return Text(f"CAST({value} AS {kind})", kind, atom=True, number=value)


def column(found: Column, kind: str = PLAIN) -> Text:
    return Text(found.name, kind, frozenset((found,)), atom=True)


def needs_of(texts: Iterable[Text]) -> frozenset[Column]:
    return frozenset(found for text in texts for found in text.needs)


def said(sql: str, *parts: Text, kind: str = PLAIN) -> Text:
    """An expression that was put together of these parts."""
    return Text(sql, kind, needs_of(parts))


def bare(text: Text) -> str:
    """As an operand beside another number: a fixed number needs no type there."""
    return (
        text.sql
        if text.number is None or text.type == WIDE
        else f"({text.number})"
        if text.number < 0
        else str(text.number)
    )


def as_yes(text: Text) -> Text:
    if text.type == YES_NO:
        return text
    if text.number is not None:
        return Text("TRUE" if text.number else "FALSE", YES_NO, atom=True)
    return Text(f"({text.sql} <> 0)", YES_NO, text.needs, atom=text.atom)


def as_number(text: Text) -> Text:
    if text.type != YES_NO:
        return text
    return Text(f"CAST({text.sql} AS INT)", PLAIN, text.needs)


def cast(text: Text, kind: str) -> Text:
    """The same of a type."""
    if kind == YES_NO:
        return as_yes(text)
    text = as_number(text)
    if text.type == kind:
        return text
    if kind == PLAIN and text.number is not None:
        return number(text.number)
    return Text(f"CAST({text.sql} AS {kind})", kind, text.needs, atom=text.atom, number=text.number)


def width(lo: int, hi: int) -> str:
    """The type that holds an interval.

    Raises   NoSql for numbers of more than 38 digits
    """
    if lo >= -LONG and hi < LONG:
        return PLAIN
    if max(-lo, hi) >= MOST_DIGITS:
        raise NoSql(f"a number may be as large as {max(-lo, hi)}: more than 38 digits")
    return WIDE


def arith(op: str, left: Text, right: Text, kind: str) -> Text:
    """`+ - *` in the type that holds the result and both operands."""
    left, right = as_number(left), as_number(right)
    if left.number is not None and right.number is not None:
        return cast(
            number(
                {"+": left.number + right.number, "-": left.number - right.number}.get(op, left.number * right.number)
            ),
            kind,
        )
    inside = WIDE if WIDE in (kind, left.type, right.type) else PLAIN
    left, right = cast(left, inside), cast(right, inside)
    return cast(Text(f"({bare(left)} {op} {bare(right)})", inside, needs_of((left, right))), kind)


def compare(op: str, left: Text, right: Text) -> Text:
    """A comparison; yes and no are compared as such."""
    if YES_NO in (left.type, right.type):
        left, right = as_yes(left), as_yes(right)
    elif WIDE in (left.type, right.type):
        left, right = cast(left, WIDE), cast(right, WIDE)
    sign = {"==": "=", "!=": "<>"}.get(op, op)
    a, b = (left.sql, right.sql) if left.number is not None and right.number is not None else (bare(left), bare(right))
    return Text(f"({a} {sign} {b})", YES_NO, needs_of((left, right)))


def both(op: str, parts: Iterable[Text]) -> Text:
    """AND / OR of several."""
    settles = "TRUE" if op == "or" else "FALSE"
    texts = [text for text in (as_yes(part) for part in parts) if text.sql != ("FALSE" if op == "or" else "TRUE")]
    if any(text.sql == settles for text in texts) or not texts:
        return Text(settles if texts else "FALSE" if op == "or" else "TRUE", YES_NO, atom=True)
    if len(texts) == 1:
        return texts[0]
    return Text(f"({f' {op.upper()} '.join(text.sql for text in texts)})", YES_NO, needs_of(texts))


def choose(test: Text, yes: Text, no: Text) -> Text:
    """One of two; not known where the test is not. The test is said twice: it should be a column."""
    kind = YES_NO if YES_NO in (yes.type, no.type) else WIDE if WIDE in (yes.type, no.type) else PLAIN
    yes, no = cast(yes, kind), cast(no, kind)
    if test.sql in ("TRUE", "FALSE"):
        return yes if test.sql == "TRUE" else no
    return Text(
        f"CASE WHEN {test.sql} THEN {yes.sql} WHEN {test.sql} IS NULL THEN NULL ELSE {no.sql} END",
        kind,
        needs_of((test, yes, no)),
    )
