"""Facts over time in SQL: entries joined to the rows that ask, and gathered over their window."""

from dataclasses import dataclass

from janua.rules.attributes import Attribute
from janua.rules.calendar import FOR_EVER
from janua.rules.columns import OF_UNIT, is_of_member
from janua.rules.nodes import Fact, IsKnown, Node, OverSeries
from janua.rules.situation import default_items
from janua.rules.sql.days import months_apart, shifted
from janua.rules.sql.relations import Column, Relation
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import (
    NO,
    NOT_KNOWN,
    PLAIN,
    WIDE,
    YES,
    YES_NO,
    Span,
    Text,
    as_yes,
    cast,
    choose,
    column,
    first_known,
    is_unknown,
    needs_of,
    number,
    said,
    width,
)

_OVER_STRETCHES = ("days", "months", "covered", "first_day", "last_day", "since")


@dataclass(frozen=True, slots=True)
class _Entries:
    """Rows of a series beside those that ask: the names of their columns."""

    rows: Relation
    value: Column
    first: Column
    last: Column
    dated: Column
    ordinal: Column

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.value, self.first, self.last, self.dated


def codes_of(rows: Rows, codes: tuple[int, ...] | None, param: str, choices: tuple[str, ...]) -> frozenset[int] | None:
    """The codes asked for; None where the parameter that lists them has no value on the day."""
    if not param:
        return frozenset(codes or ())
    return rows.law.edition.codes(param, choices) if param in rows.law.edition.bound else None


def _entries(
    rows: Rows, attribute: Attribute, subject: Node | None, carried: tuple[Text, ...], source: str
) -> _Entries:
    """The entries of whoever is asked about."""
    person = rows.atom(subject) if is_of_member(attribute) and subject is not None else number(OF_UNIT)
    member = person.sql if person.is_fixed else f"t.{person.sql}"
    needs = needs_of((person, *carried))
    there = rows.relation.below("entries", f"JOIN {source} s ON s.unit = t.unit AND s.member = {member}", needs)
    for need in needs:
        there.carried(need)
    value = there.given("s.value", "v", known=rows.law.filled.knows(f"series_{attribute.name}", "value"))
    others = [there.given(f"s.{name}", name[0], known=True) for name in ("starts_on", "ends_on", "dated", "ordinal")]
    return _Entries(there, value, *others)


def _gather(rows: Rows, entries: Relation, sql: str, needs: tuple[Column, ...], kind: str = PLAIN) -> Text:
    """An aggregate of the entries, beside the rows that ask; columns carried keep their names."""
    return column(rows.relation.gathered(entries, sql, needs), kind)


def say_over_series(rows: Rows, node: OverSeries) -> Text:
    """total, count, days, months, covered, held, first_day, last_day, since."""
    attribute = rows.law.law.attributes[node.attribute]
    codes = codes_of(rows, node.codes, node.param, attribute.choices) if node.param or node.codes is not None else None
    kind = YES_NO if node.type.kind == "bool" else width(node.lo, node.hi)
    if node.param and codes is None:
        return cast(NOT_KNOWN, kind)
    window = rows.kept(rows.say(node.window))
    span = window if isinstance(window, Span) else Span(_one(window), _one(window))
    if node.crossing == "refuse" and node.function in _OVER_STRETCHES:
        found, unclear = _over_stretches(rows, node, attribute, span, codes)
    else:
        found, unclear = _over_entries(rows, node, attribute, span, codes, kind)
    return _unless(rows, cast(found, kind), unclear, span, settled=node.function in ("held", "covered"))


def _one(window: object) -> Text:
    assert isinstance(window, Text)  # a day
    return window


def _unless(rows: Rows, found: Text, unclear: Text, span: Span, *, settled: bool) -> Text:
    """Not known where an entry of the window has no value (unless the others settle it), or the window is not known."""
    cases = [f"WHEN {edge.sql} IS NULL THEN NULL" for edge in (span.first, span.last) if not edge.known]
    if unclear.sql != NO.sql:
        cases += [f"WHEN {found.sql} THEN TRUE"] if settled else []
        cases.append(f"WHEN {unclear.sql} THEN NULL")
    if not cases:
        return rows.keep(found)
    sql = f"CASE {' '.join(cases)} ELSE {found.sql} END"
    return rows.keep(said(sql, span.first, span.last, found, unclear, kind=found.type, known=False))


def _used(attribute: Attribute, codes: frozenset[int] | None, value: str) -> str:
    """Does an entry count: known, among the choices asked for, and not a no?"""
    if codes is not None:
        return f"({value} IN ({', '.join(map(str, sorted(codes)))}))" if codes else "(FALSE)"
    return f"({value} <> 0)" if attribute.type == "bool" else f"({value} IS NOT NULL)"


def _touches(first: str, last: str, span: Span) -> str:
    return f"{first} <= {span.last.sql} AND {span.first.sql} <= {last}"


def _over_entries(
    rows: Rows, node: OverSeries, attribute: Attribute, span: Span, codes: frozenset[int] | None, kind: str
) -> tuple[Text, Text]:
    """Functions that look at each entry by itself."""
    entries = _entries(rows, attribute, node.subject, (span.first, span.last), f"series_{attribute.name}")
    needs = (*entries.columns, *_carried(entries.rows, span))
    first, last, value, dated = entries.first.name, entries.last.name, entries.value.name, entries.dated.name
    used, touches = _used(attribute, codes, value), _touches(first, last, span)
    unclear = "" if entries.value.known else f"{value} IS NULL AND {touches}"
    edge = {"by_start": first, "by_end": last}.get(node.crossing)
    on_edge = f"{dated} = 0 OR ({span.first.sql} <= {edge} AND {edge} <= {span.last.sql})"
    if node.function == "held":
        found = _gather(rows, entries.rows, f"BOOL_OR({used} AND {touches})", needs, YES_NO)
        found = first_known(found, NO)
    elif node.function == "total":
        inside = f"{dated} = 0 OR ({span.first.sql} <= {first} AND {last} <= {span.last.sql})"
        if edge is None:
            crossing = f"{used} AND NOT ({inside}) AND {touches}"
            unclear = f"({unclear}) OR ({crossing})" if unclear else crossing
        counted = f"{used} AND ({inside}{f' OR ({on_edge})' if edge else ''})"
        summed = f"CAST({value} AS {WIDE})" if kind == WIDE else value
        found = _gather(rows, entries.rows, f"CAST(SUM({summed}) FILTER (WHERE {counted}) AS {kind})", needs, kind)
        found = first_known(found, number(0))
    else:
        counted = touches if edge is None else on_edge
        found = _gather(rows, entries.rows, f"COUNT(*) FILTER (WHERE {used} AND ({counted}))", needs)
        found = first_known(found, number(0))
    return found, _gather(rows, entries.rows, f"BOOL_OR({unclear})", needs, YES_NO) if unclear else NO


def _carried(relation: Relation, span: Span) -> tuple[Column, ...]:
    return tuple(relation.carried(need) for need in sorted(needs_of((span.first, span.last)), key=lambda c: c.name))


def _over_stretches(
    rows: Rows, node: OverSeries, attribute: Attribute, span: Span, codes: frozenset[int] | None
) -> tuple[Text, Text]:
    """Functions of the days covered, each counted once: entries that touch are one stretch."""
    source = _stretches(attribute, codes)
    there = _beside(rows, attribute, node.subject, span, source, ("starts_on", "ends_on"))
    (first, last), needs = there[1], there[2]
    inside_from = there[0].worked(f"CASE WHEN {first} < {span.first.sql} THEN {span.first.sql} ELSE {first} END", needs)
    inside_to = there[0].worked(f"CASE WHEN {last} > {span.last.sql} THEN {span.last.sql} ELSE {last} END", needs)
    low, high = inside_from.name, inside_to.name
    months, more = (
        _whole_months(there[0], column(inside_from), column(inside_to), span) if node.function == "months" else ("", ())
    )
    needs = (*needs, inside_from, inside_to, *more)
    touching = f"FILTER (WHERE {_touches(first, last, span)} AND {span.first.sql} <= {span.last.sql})"
    forms = {
        "days": f"CAST(SUM({high} - {low} + 1) {touching} AS BIGINT)",
        "months": f"CAST(SUM({months}) {touching} AS BIGINT)",
        "covered": f"BOOL_OR({first} <= {span.first.sql} AND {span.last.sql} <= {last})",
        "first_day": f"MIN({low}) {touching}",
        "last_day": f"MAX({high}) {touching}",
        "since": f"MAX({first}) FILTER (WHERE {first} <= {span.first.sql} AND {span.first.sql} <= {last})",
    }
    kind = YES_NO if node.function == "covered" else PLAIN
    found = _gather(rows, there[0], forms[node.function], needs, kind)
    if node.function in ("days", "months"):
        found = first_known(found, number(0))
    if node.function == "covered":
        found = first_known(found, NO)
    return found, _open(rows, node, attribute, span)


def _open(rows: Rows, node: OverSeries, attribute: Attribute, span: Span) -> Text:
    """Does an entry without value touch the window?"""
    if rows.law.filled.knows(f"series_{attribute.name}", "value"):
        return NO
    gaps = f"(SELECT * FROM series_{attribute.name} WHERE value IS NULL)"
    there, (first, last), needs = _beside(rows, attribute, node.subject, span, gaps, ("starts_on", "ends_on"))
    return _gather(rows, there, f"BOOL_OR({_touches(first, last, span)})", needs, YES_NO)


def _beside(
    rows: Rows, attribute: Attribute, subject: Node | None, span: Span, source: str, names: tuple[str, ...]
) -> tuple[Relation, tuple[str, ...], tuple[Column, ...]]:
    person = rows.atom(subject) if is_of_member(attribute) and subject is not None else number(OF_UNIT)
    member = person.sql if person.is_fixed else f"t.{person.sql}"
    rests_on = needs_of((person, span.first, span.last))
    there = rows.relation.below("stretches", f"JOIN {source} s ON s.unit = t.unit AND s.member = {member}", rests_on)
    found = [there.given(f"s.{name}", name[0], known=True) for name in names]
    return there, tuple(one.name for one in found), (*found, *_carried(there, span))


def _stretches(attribute: Attribute, codes: frozenset[int] | None) -> str:
    """The stretches covered by entries that count, apart from each other."""
    by_start = "PARTITION BY unit, member ORDER BY starts_on, ends_on"
    used = _used(attribute, codes, "value")
    return (
        "(SELECT unit, member, MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on FROM (SELECT unit, member, "
        "starts_on, ends_on, SUM(CASE WHEN starts_on <= reach + 1 THEN 0 ELSE 1 END) OVER "
        f"({by_start} ROWS UNBOUNDED PRECEDING) AS stretch FROM (SELECT unit, member, starts_on, ends_on, "
        f"MAX(ends_on) OVER ({by_start} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reach "
        f"FROM series_{attribute.name} WHERE {used}) a) b GROUP BY unit, member, stretch)"
    )


def _whole_months(there: Relation, low: Text, high: Text, span: Span) -> tuple[str, tuple[Column, ...]]:
    """Whole months of the window, counted from its first day, that lie inside one stretch."""

    def keep(sql: str, *parts: Text) -> Text:
        return column(there.worked(f"CAST({sql} AS BIGINT)", needs_of(parts)))

    start = Text(span.first.sql, needs=needs_of(column(one) for one in _carried(there, Span(span.first, span.first))))
    end = keep(f"CASE WHEN {high.sql} > {FOR_EVER - 2} THEN {FOR_EVER - 2} ELSE {high.sql} END + 1", high)
    lowest, highest = keep(months_apart(start, low), start, low), keep(months_apart(start, end), start, end)
    first = keep(
        f"{lowest.sql} + CASE WHEN {shifted(start, lowest.sql)} < {low.sql} THEN 1 ELSE 0 END", start, lowest, low
    )
    last = keep(
        f"{highest.sql} - CASE WHEN {shifted(start, highest.sql)} > {end.sql} THEN 1 ELSE 0 END", start, highest, end
    )
    return f"CASE WHEN {last.sql} > {first.sql} THEN {last.sql} - {first.sql} ELSE 0 END", (*last.needs, *first.needs)


def say_series_is_known(rows: Rows, node: IsKnown) -> Text:
    """Is every entry known?"""
    attribute = rows.law.law.attributes[node.attribute]
    if rows.law.filled.knows(f"series_{attribute.name}", "value"):
        return YES
    entries = _entries(rows, attribute, node.subject, (), f"series_{attribute.name}")
    unclear = _gather(rows, entries.rows, f"BOOL_OR({entries.value.name} IS NULL)", (entries.value,), YES_NO)
    return said(f"(NOT COALESCE({unclear.sql}, FALSE))", unclear, kind=YES_NO, known=True)


def say_value_on(rows: Rows, node: Fact) -> Text:
    """The value on a day: of the entries that hold, the one that began last; the default where none holds."""
    assert node.day is not None  # the caller looked
    attribute = rows.law.law.attributes[node.attribute]
    day = rows.atom(node.day)
    source = f"series_{attribute.name}"
    entries = _entries(rows, attribute, node.subject, (day,), source)
    holds = f"{entries.first.name} <= {day.sql} AND {day.sql} <= {entries.last.name}"
    needs = (*entries.columns, *_carried(entries.rows, Span(day, day)))
    newest = _gather(rows, entries.rows, f"MAX({entries.first.name}) FILTER (WHERE {holds})", needs)
    some = _gather(rows, entries.rows, "COUNT(*)", needs)
    latest = _entries(rows, attribute, node.subject, (day, newest), source)
    columns = (*latest.columns, *_carried(latest.rows, Span(day, newest)))
    then = f"FILTER (WHERE {latest.first.name} = {newest.sql} AND {day.sql} <= {latest.last.name})"
    value = latest.value.name
    low = _gather(rows, latest.rows, f"MIN({value}) {then}", columns)
    high = _gather(rows, latest.rows, f"MAX({value}) {then}", columns)
    unclear = _gather(rows, latest.rows, f"BOOL_OR({value} IS NULL) {then}", columns, YES_NO)
    one = said(
        f"CASE WHEN {low.sql} = {high.sql} AND NOT {unclear.sql} THEN {low.sql} END", low, high, unclear, known=False
    )
    standing = next(iter(default_items(attribute) or ()), None)
    default = NOT_KNOWN if standing is None or standing.value is None else number(standing.value)
    none_holds = rows.keep(is_unknown(newest))
    entered = rows.keep(said(f"(COALESCE({some.sql}, 0) > 0)", some, kind=YES_NO, known=True))
    found = rows.keep(choose(none_holds, rows.keep(choose(entered, default, NOT_KNOWN)), rows.keep(one)))
    known_day = YES if day.known else rows.keep(said(f"({day.sql} IS NOT NULL)", day, kind=YES_NO, known=True))
    found = rows.keep(choose(known_day, found, NOT_KNOWN))
    return as_yes(found) if attribute.type == "bool" else found
