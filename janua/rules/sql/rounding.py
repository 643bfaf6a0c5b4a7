"""Division with rounding in SQL: sign-safe, since `div` goes toward zero."""

from janua.rules.nodes import Rounding
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import PLAIN, WIDE, Text, arith, as_number, bare, cast, number, said, width


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
    found = _quotient(rows, node, top, bottom, kind)
    if node.scale != 1:
        found = arith("*", found, cast(number(node.scale), kind), kind)
    return cast(found, width(node.lo, node.hi))


def _quotient(rows: Rows, node: Rounding, top: Text, bottom: Text, kind: str) -> Text:
    div = "div" if kind == PLAIN else "div_wide"
    a, b, never_less = bare(top), bare(bottom), node.numerator.lo >= 0

    def by_sign(added: str) -> str:
        """a and what is added away from nought, over b."""
        from_nought = f"{div}({a} + {added}, {b})"
        return (
            from_nought if never_less else f"CASE WHEN {a} >= 0 THEN {from_nought} ELSE {div}({a} - {added}, {b}) END"
        )

    if node.mode == "down":
        sql = f"{div}({a}, {b})"
    elif node.mode == "half_up":  # half of an odd divisor may be left out: whole numbers have no tie then
        sql = by_sign(str(bottom.number // 2) if bottom.number is not None else f"{div}({b}, 2)")
    elif node.mode == "up":
        sql = by_sign(str(bottom.number - 1) if bottom.number is not None else f"({b} - 1)")
    else:
        floor = f"CASE WHEN {a} >= 0 THEN {div}({a}, {b}) ELSE -{div}({b} - 1 - {a}, {b}) END"
        if never_less:
            floor = f"{div}({a}, {b})"
        if node.mode == "floor":
            return said(floor, top, bottom, kind=kind)
        whole = rows.keep(said(floor, top, bottom, kind=kind))
        twice = f"2 * ({a} - {whole.sql} * {b})"
        odd = f"({twice} = {b} AND {whole.sql} % 2 <> 0)"
        sql = f"({whole.sql} + CASE WHEN {twice} > {b} OR {odd} THEN 1 ELSE 0 END)"
        return said(sql, top, bottom, whole, kind=kind)
    return said(sql, top, bottom, kind=kind)
