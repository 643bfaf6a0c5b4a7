"""Division with rounding in SQL: sign-safe, since `div` goes toward zero."""

from janua.rules.nodes import Rounding
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import PLAIN, WIDE, Text, arith, as_number, cast, number, said, width


def say_rounding(rows: Rows, node: Rounding) -> Text:
    """numerator ÷ denominator, rounded, times the step."""
    wide = node.bits != 64 or WIDE in (
        width(node.numerator.lo, node.numerator.hi),
        width(node.denominator.lo, node.denominator.hi),
    )
    if node.bits == 0:
        width(-node.numerator.hi * 2 - node.denominator.hi, node.numerator.hi * 2 + node.denominator.hi)
    kind = WIDE if wide else PLAIN
    top = rows.keep(cast(as_number(rows.text(node.numerator)), kind))
    bottom = rows.keep(cast(as_number(rows.text(node.denominator)), kind))
    found = _quotient(rows, node.mode, top, bottom, kind)
    if node.scale != 1:
        found = arith("*", found, cast(number(node.scale), kind), kind)
    return cast(found, width(node.lo, node.hi))


def _quotient(rows: Rows, mode: str, top: Text, bottom: Text, kind: str) -> Text:
    div = "div" if kind == PLAIN else "div_wide"
    a, b = top.sql, bottom.sql
    if mode == "half_up":
        sql = f"CASE WHEN {a} >= 0 THEN {div}(2 * {a} + {b}, 2 * {b}) ELSE -{div}(-2 * {a} + {b}, 2 * {b}) END"
    elif mode == "down":
        sql = f"{div}({a}, {b})"
    elif mode == "up":
        sql = f"CASE WHEN {a} >= 0 THEN {div}({a} + {b} - 1, {b}) ELSE -{div}({b} - 1 - {a}, {b}) END"
    else:
        floor = f"CASE WHEN {a} >= 0 THEN {div}({a}, {b}) ELSE -{div}({b} - 1 - {a}, {b}) END"
        if mode == "floor":
            return said(floor, top, bottom, kind=kind)
        whole = rows.keep(said(floor, top, bottom, kind=kind)).sql
        twice = f"2 * ({a} - {whole} * {b})"
        sql = f"{whole} + CASE WHEN {twice} > {b} OR ({twice} = {b} AND {whole} % 2 <> 0) THEN 1 ELSE 0 END"
        whole_text = rows.keep(said(floor, top, bottom, kind=kind))
        return said(f"({sql})", top, bottom, whole_text, kind=kind)
    return said(sql, top, bottom, kind=kind)
