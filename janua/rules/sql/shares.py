"""Exact shares in SQL: parts rounded down, and what is left to the largest remainders, ties to the earlier."""

from dataclasses import dataclass

from janua.rules.nodes import Share
from janua.rules.sql.loops import members, order_of, where_of
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import (
    PLAIN,
    WIDE,
    YES_NO,
    Text,
    as_number,
    cast,
    column,
    needs_of,
    said,
    width,
)


@dataclass(frozen=True, slots=True)
class _Sharers:
    """A row for each member of the role, beside the rows that ask."""

    rows: Rows
    inner: Rows
    where: Text
    weight: Text

    @classmethod
    def of(cls, rows: Rows, node: Share) -> "_Sharers":
        inner = members(rows, node.role, node.slot)
        where = inner.keep(where_of(inner, node.where))
        return cls(rows, inner, where, inner.keep(cast(as_number(inner.text(node.weight)), WIDE)))

    def gathered(self, sql: str, *parts: Text, kind: str = WIDE) -> Text:
        needs = {*needs_of(parts), *self.inner.relation.keys}
        ordered = sorted(needs, key=lambda one: one.name)
        return column(self.rows.relation.gathered(self.inner.relation, sql, ordered), kind)

    def brought(self, text: Text) -> Text:
        found = self.inner.bring(text)
        assert isinstance(found, Text)  # one column
        return found

    def asked(self, size: Text, whole: Text) -> Text:
        """The total times the weight, for those who share."""
        sql = f"CASE WHEN {self.where.sql} AND {whole.sql} > 0 THEN {size.sql} * {self.weight.sql} END"
        return self.inner.keep(said(sql, self.where, whole, size, self.weight, kind=WIDE, known=False))


def say_share(rows: Rows, node: Share) -> Text:
    """The person's part of a total by weight; nothing for who is not among those who share."""
    sharers = _Sharers.of(rows, node)
    where, weight = sharers.where, sharers.weight
    total = rows.keep(cast(as_number(rows.text(node.total)), WIDE))
    size = rows.keep(said(f"CASE WHEN {total.sql} < 0 THEN -{total.sql} ELSE {total.sql} END", total, kind=WIDE))
    whole = sharers.gathered(f"CAST(SUM({weight.sql}) FILTER (WHERE {where.sql}) AS {WIDE})", weight, where)
    open_ones = f"BOOL_OR({where.sql} IS NULL OR ({where.sql} AND {weight.sql} IS NULL))"
    unclear = sharers.gathered(open_ones, where, weight, kind=YES_NO)
    part, rest, place, given = _rounded_down(rows, node, size, whole)
    ahead = _ahead(rows, node, (size, whole, rest, place))
    left = f"CASE WHEN {ahead.sql} < {size.sql} - {given.sql} THEN 1 ELSE 0 END"
    one = f"CASE WHEN {total.sql} < 0 THEN -({part.sql} + {left}) ELSE {part.sql} + {left} END"
    sql = f"CASE WHEN {unclear.sql} OR {total.sql} IS NULL THEN NULL WHEN {part.sql} IS NULL THEN 0 ELSE {one} END"
    found = said(sql, unclear, total, part, ahead, size, given, kind=WIDE, known=False)
    return cast(rows.keep(found), width(node.lo, node.hi))


def _rounded_down(rows: Rows, node: Share, size: Text, whole: Text) -> tuple[Text, Text, Text, Text]:
    """The person's own part, remainder and place, and what all parts come to."""
    sharers = _Sharers.of(rows, node)
    person = rows.own.person
    assert person is not None  # shares are of persons
    (variable,) = sharers.inner.slots.values()
    assert isinstance(variable, Text)  # the variable is a person
    who, own = sharers.inner.keep(variable), sharers.brought(person)
    size, whole = sharers.brought(size), sharers.brought(whole)
    asked = sharers.asked(size, whole)
    part = sharers.inner.keep(said(f"div_wide({asked.sql}, {whole.sql})", asked, whole, kind=WIDE))
    rest = sharers.inner.keep(said(f"{asked.sql} - {part.sql} * {whole.sql}", asked, part, whole, kind=WIDE))
    mine = f"FILTER (WHERE {who.sql} = {own.sql} AND {asked.sql} IS NOT NULL)"
    parts = (asked, part, rest, who, own)
    return (
        sharers.gathered(f"MIN({part.sql}) {mine}", *parts),
        sharers.gathered(f"MIN({rest.sql}) {mine}", *parts),
        sharers.gathered(f"MIN({order_of(sharers.inner).name}) {mine}", *parts, kind=PLAIN),
        sharers.gathered(f"CAST(SUM({part.sql}) AS {WIDE})", *parts),
    )


def _ahead(rows: Rows, node: Share, parts: tuple[Text, ...]) -> Text:
    """How many have a larger remainder, or the same at an earlier place."""
    sharers = _Sharers.of(rows, node)
    size, whole, own_rest, own_place = (sharers.brought(text) for text in parts)
    asked = sharers.asked(size, whole)
    rest = sharers.inner.keep(said(f"{asked.sql} % {whole.sql}", asked, whole, kind=WIDE))
    earlier = f"{rest.sql} = {own_rest.sql} AND {order_of(sharers.inner).name} < {own_place.sql}"
    before = f"COUNT(*) FILTER (WHERE {rest.sql} > {own_rest.sql} OR ({earlier}))"
    return sharers.gathered(before, rest, own_rest, own_place, kind=PLAIN)
