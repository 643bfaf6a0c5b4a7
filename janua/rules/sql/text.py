"""Pieces of SQL with what they rest on: numbers of 64 bits, numbers of 38 digits, yes and no."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from janua.rules.sql.relations import Column, Falling

MOST_DIGITS = 10**38
LONG = 2**63
WIDE, PLAIN, YES_NO = "DECIMAL(38, 0)", "BIGINT", "BOOLEAN"
SMALL = "INT"  # of results only: nothing is reckoned with them


class NoSql(Exception):
    """This law cannot be said in SQL: a number may have more than 38 digits."""


@dataclass(frozen=True, slots=True)
class Text:
    """One expression over the columns of one relation; NULL is not known.

    atom     short, and costs nothing to say twice
    number   what it is, where it is written in the law
    known    never NULL
    falling  how it follows from a day, where that can be compared instead
    """

    sql: str
    type: str = PLAIN
    needs: frozenset[Column] = frozenset()
    atom: bool = False
    number: int | None = None
    known: bool = False
    falling: Falling | None = None

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
YES, NO = Text("TRUE", YES_NO, atom=True, known=True), Text("FALSE", YES_NO, atom=True, known=True)


def number(value: int) -> Text:
    """A number as it stands in the law."""
    if abs(value) >= MOST_DIGITS:
        raise NoSql(f"{value} has more than 38 digits")
    kind = PLAIN if -LONG <= value < LONG else WIDE
    return Text(f"CAST({value} AS {kind})", kind, atom=True, number=value, known=True)


def column(found: Column, kind: str = PLAIN) -> Text:
    return Text(found.name, kind, frozenset((found,)), atom=True, known=found.known, falling=found.falling)


def needs_of(texts: Iterable[Text]) -> frozenset[Column]:
    return frozenset(found for text in texts for found in text.needs)


def said(sql: str, *parts: Text, kind: str = PLAIN, known: bool | None = None) -> Text:
    """An expression that was put together of these parts.

    known   never NULL; where it is not said, as far as all parts are known
    """
    known = all(part.known for part in parts) if known is None else known
    return Text(sql, kind, needs_of(parts), known=known)


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
        return YES if text.number else NO
    return replace(text, sql=f"({text.sql} <> 0)", type=YES_NO, falling=None)


def as_number(text: Text) -> Text:
    if text.type != YES_NO:
        return text
    return Text(f"CAST({text.sql} AS BIGINT)", PLAIN, text.needs, known=text.known)


def cast(text: Text, kind: str) -> Text:
    """The same of a type."""
    if kind == YES_NO:
        return as_yes(text)
    text = as_number(text)
    if text.type == kind:
        return text
    if kind == PLAIN and text.number is not None:
        return number(text.number)
    return replace(text, sql=f"CAST({text.sql} AS {kind})", type=kind)


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
    if right.number == (1 if op == "*" else 0):
        return cast(left, kind)
    inside = WIDE if WIDE in (kind, left.type, right.type) else PLAIN
    left, right = cast(left, inside), cast(right, inside)
    return cast(said(f"({bare(left)} {op} {bare(right)})", left, right, kind=inside), kind)


def compare(op: str, left: Text, right: Text) -> Text:
    """A comparison; yes and no are compared as such."""
    if left.falling is not None and right.number is not None:
        return _compare_days(op, left.falling, right.number)
    if YES_NO in (left.type, right.type):
        left, right = as_yes(left), as_yes(right)
    elif WIDE in (left.type, right.type):
        left, right = cast(left, WIDE), cast(right, WIDE)
    sign = {"==": "=", "!=": "<>"}.get(op, op)
    a, b = (left.sql, right.sql) if left.number is not None and right.number is not None else (bare(left), bare(right))
    return said(f"({a} {sign} {b})", left, right, kind=YES_NO)


def _compare_days(op: str, left: Falling, right: int) -> Text:
    """The same of the day that the number falls with: no year is counted."""
    day = column(left.day)
    if op in (">=", "<"):
        sql = f"({day.sql} {'<=' if op == '>=' else '>'} {left.last_day(right)})"
    elif op in (">", "<="):
        sql = f"({day.sql} {'<=' if op == '>' else '>'} {left.last_day(right + 1)})"
    else:
        between = f"{day.sql} BETWEEN {left.last_day(right + 1) + 1} AND {left.last_day(right)}"
        sql = f"({between})" if op == "==" else f"(NOT {between})"
    return said(sql, day, kind=YES_NO)


def both(op: str, parts: Iterable[Text]) -> Text:
    """AND / OR of several."""
    settles, rest = (YES, NO) if op == "or" else (NO, YES)
    texts = [text for text in (as_yes(part) for part in parts) if text.sql != rest.sql]
    if any(text.sql == settles.sql for text in texts):
        return settles
    if len(texts) < 2:
        return texts[0] if texts else rest
    return said(f"({f' {op.upper()} '.join(text.sql for text in texts)})", *texts, kind=YES_NO)


def choose(test: Text, yes: Text, no: Text) -> Text:
    """One of two; not known where the test is not. The test may be said twice: it should be a column."""
    kind = YES_NO if YES_NO in (yes.type, no.type) else WIDE if WIDE in (yes.type, no.type) else PLAIN
    yes, no = cast(yes, kind), cast(no, kind)
    if test.sql in (YES.sql, NO.sql):
        return yes if test.sql == YES.sql else no
    unclear = "" if test.known else f"WHEN {test.sql} IS NULL THEN NULL "
    return said(f"CASE WHEN {test.sql} THEN {yes.sql} {unclear}ELSE {no.sql} END", test, yes, no, kind=kind)


def first_known(text: Text, otherwise: Text) -> Text:
    """Where it is not known, what stands for it."""
    if text.known:
        return text
    otherwise = cast(otherwise, text.type)
    return said(f"COALESCE({text.sql}, {otherwise.sql})", text, otherwise, kind=text.type, known=otherwise.known)


def is_unknown(text: Text) -> Text:
    return NO if text.known else said(f"({text.sql} IS NULL)", text, kind=YES_NO, known=True)
