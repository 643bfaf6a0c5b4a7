"""Printing what a programme reads: persons, facts, entries over time, days, parameters and tables."""

from dataclasses import replace

from janua.rules.attributes import Attribute
from janua.rules.batch.expressions import PAIRS, Expressions, Frame, is_wide
from janua.rules.batch.sources import Sources
from janua.rules.batch.text import Expr
from janua.rules.nodes import (
    BuiltIn,
    Call,
    Choose,
    Fact,
    IsKnown,
    Local,
    Lookup,
    Loop,
    MakeWindow,
    Node,
    OnCalendar,
    OverSeries,
    Param,
    Return,
    Self,
    Single,
)
from janua.rules.situation import default_items
from janua.rules.types import WINDOW

CROSSING = {"refuse": "entries.REFUSE", "by_start": "entries.BY_START", "by_end": "entries.BY_END"}


class Readings(Expressions):
    """Nodes that read the columns, the law's numbers or the days of the run."""

    def __init__(self, sources: Sources) -> None:
        super().__init__()
        self.sources = sources
        self.main = self.out
        self.named: dict[str, str] = {}

    def cell(self, array: str, first: str | int, second: str | int) -> str:
        """One place of a table of two dimensions."""
        return self.sources.cell.format(array=array, first=first, second=second)

    def given(self, array: str, at: int) -> str:
        """A number that is the same for all units: where units are worked out it has a name, or each would fetch it."""
        if self.out is not self.main:
            return f"{array}[{at}]"
        self.named[f"{array.lower()}_{at}"] = f"{array}[{at}]"
        return f"{array.lower()}_{at}"

    # Persons

    def _self(self, node: Self, frame: Frame) -> Expr:
        return Expr((frame.person,))

    def _single(self, node: Single, frame: Frame) -> Expr:
        return Expr((f"Q[{self.sources.single(node.role)}]",))

    # Facts

    def _fact(self, node: Fact, frame: Frame) -> Expr:
        attribute = self.sources.attribute(node.attribute)
        if node.day is not None:
            return self._fact_on(node, node.day, attribute, frame)
        text = self._column(attribute, node.subject, frame)
        value = self.out.name("v")
        self.out.line(f"{value} = {text}")
        return Expr((value,), f"({value} == {self.sources.na})")

    def _column(self, attribute: Attribute, subject: Node | None, frame: Frame) -> str:
        if subject is None:
            return self.cell("U", self.sources.of_unit(attribute.name), "u")
        return self.cell("M", self.sources.of_member(attribute.name), self.print(subject, frame).text)

    def _fact_on(self, node: Fact, day: Node, attribute: Attribute, frame: Frame) -> Expr:
        at = self.print(day, frame)
        standing = default_items(attribute) or ()
        default = standing[0].value if standing and standing[0].value is not None else self.sources.na
        lo, hi = self._entries(attribute, node.subject, frame)
        value = self.out.variable(1, wide=False, may_be_unknown=True)
        self.out.line(f"{value.text} = {self.sources.na}")
        with self._known(at.unknown):
            self.out.line(f"{value.text} = entries.value_on(EV, EF, EL, {lo}, {hi}, {at.text}, {default})")
        self.out.line(f"{value.unknown} = {value.text} == {self.sources.na}")
        return value

    def _known(self, unknown: str):  # type: ignore[no-untyped-def]
        return self.out.block(f"if not {unknown}:" if unknown else "if True:")

    def _isknown(self, node: IsKnown, frame: Frame) -> Expr:
        attribute = self.sources.attribute(node.attribute)
        if attribute.repeats:
            lo, hi = self._entries(attribute, node.subject, frame)
            return self.out.hold(Expr((f"entries.all_known(EV, {lo}, {hi})",)))
        return Expr((f"({self._column(attribute, node.subject, frame)} != {self.sources.na})",))

    # Entries over time

    def _entries(self, attribute: Attribute, subject: Node | None, frame: Frame) -> tuple[str, str]:
        """First entry of somebody's series, and the first after it."""
        row = "u" if subject is None else self.print(subject, frame).text
        number = self.sources.series(attribute.name)
        lo, hi = self.out.name("e"), self.out.name("e")
        self.out.line(f"{lo} = {self.cell('O', number, row)}")
        self.out.line(f"{hi} = {self.cell('O', number, f'{row} + 1')}")
        return lo, hi

    def _overseries(self, node: OverSeries, frame: Frame) -> Expr:
        attribute = self.sources.attribute(node.attribute)
        which, first, last, gap = self._which(node, attribute)
        if gap:
            return Expr(("0",), "True", is_wide(node.lo, node.hi))
        when = self.out.hold(self.print(node.window, frame))
        lo, hi = self._entries(attribute, node.subject, frame)
        span = when.text if node.function in ("held", "since") else f"{when.parts[0]}, {when.parts[1]}"
        counted = f"{which}, WV, {first}, {last}"
        wide = is_wide(node.lo, node.hi)
        value = self.out.variable(1, wide=wide, may_be_unknown=True)
        if when.unknown:
            self.out.line(f"{value.unknown} = {when.unknown}")
        with self._known(when.unknown):
            if node.function == "total":
                self._total(node, value, lo, hi, span, counted)
            else:
                name = {"days": "covered_days"}.get(node.function, node.function)
                dated = ""
                if node.function == "count" and node.crossing != "refuse":
                    name, dated, span = "count_by", "ED, ", f"{span}, {CROSSING[node.crossing]}"
                call = f"entries.{name}(EV, EF, EL, {dated}{lo}, {hi}, {span}, {counted})"
                self.out.line(f"{value.text}, {value.unknown} = {call}")
        return value

    def _total(self, node: OverSeries, value: Expr, lo: str, hi: str, span: str, counted: str) -> None:
        at, within = self.out.name("e"), self.out.name("e")
        self.out.line(f"{value.unknown} = entries.unclear(EV, EF, EL, {lo}, {hi}, {span})")
        with (
            self.out.block(f"for {at} in range({lo}, {hi}):"),
            self.out.block(f"if entries.counts(EV, {at}, {counted}):"),
        ):
            self.out.line(f"{within} = entries.inside(EF, EL, ED, {at}, {span}, {CROSSING[node.crossing]})")
            self.out.line(f"if {within} < 0: {value.unknown} = True")
            added = f"wide.add({value.text}, wide.widen(EV[{at}]))" if value.wide else f"{value.text} + EV[{at}]"
            self.out.line(f"elif {within} > 0: {value.text} = {added}")

    def _which(self, node: OverSeries, attribute: Attribute) -> tuple[str, str, str, str]:
        """Which entries count: how, the list of codes, and whether the law has no list on the day."""
        if node.codes is None and not node.param:
            return ("entries.YES" if attribute.type == "bool" else "entries.EVERY"), "0", "0", ""
        first, last, gap = self.listed(node.codes, node.param, attribute.choices)
        return "entries.LISTED", first, last, gap

    # Days and the law's numbers

    def _builtin(self, node: BuiltIn, frame: Frame) -> Expr:
        if node.name == "period":
            return Expr((self.given("D", 1), self.given("D", 2), "0"))
        if node.name == "on":
            return Expr((self.given("D", 0),))
        value = self.out.name("v")
        self.out.line(f"{value} = {self.cell('U', self.sources.day(node.name), 'u')}")
        return Expr((value,), f"({value} == {self.sources.na})")

    def _param(self, node: Param, frame: Frame) -> Expr:
        at = self.sources.number(node.key)
        if at is None:
            return self._nothing(node)
        return Expr((self.given("P", at),))

    def _nothing(self, node: Node) -> Expr:
        """The law has no such number on the day."""
        value = Expr((str(min(max(0, node.lo), node.hi)),), "True")
        return replace(self.fit(value, wide=is_wide(node.lo, node.hi)), unknown="True")

    def listed(self, codes: tuple[int, ...] | None, param: str, choices: tuple[str, ...]) -> tuple[str, str, str]:
        at = self.sources.codes(codes, param, choices)
        return ("0", "0", "True") if at is None else (self.given("P", at), self.given("P", at + 1), "")

    def table(self, param: str) -> tuple[str, str] | None:
        """First row of a table, and the first after it; None where the law has none on the day."""
        at = self.sources.table(param)
        return None if at is None else (self.given("P", at), self.given("P", at + 1))

    def _lookup(self, node: Lookup, frame: Frame) -> Expr:
        rows = self.table(node.param)
        if rows is None:
            return self._nothing(node)
        key = self.out.hold(self.fitted(node.key, frame, wide=False))
        wide = is_wide(node.lo, node.hi)
        if node.function == "marginal":
            return self._marginal(rows, key, wide=wide)
        columns = "WH, WV" if node.function == "bracket" else "WL, WH, WV"
        value = self.out.variable(1, wide=False, may_be_unknown=True)
        if key.unknown:
            self.out.line(f"{value.unknown} = {key.unknown}")
        with self._known(key.unknown):
            call = f"words.{node.function}({columns}, {rows[0]}, {rows[1]}, {key.text})"
            self.out.line(f"{value.text}, {value.unknown} = {call}")
        return value

    def _marginal(self, rows: tuple[str, str], key: Expr, *, wide: bool) -> Expr:
        value = self.out.variable(1, wide=wide, may_be_unknown=bool(key.unknown))
        if key.unknown:
            self.out.line(f"{value.unknown} = {key.unknown}")
        at, part = self.out.name("e"), self.out.name("v")
        with self._known(key.unknown), self.out.block(f"for {at} in range({rows[0]}, {rows[1]}):"):
            self.out.line(f"{part} = words.part_of({key.text}, WL[{at}], WH[{at}])")
            added = f"{value.text} + {part} * WV[{at}]"
            if wide:
                added = f"wide.add({value.text}, wide.mul(wide.widen({part}), wide.widen(WV[{at}])))"
            self.out.line(f"if {part} > 0: {value.text} = {added}")
        return value

    def is_window(self, node: Node, frame: Frame) -> bool:
        """Does a node give a pair of days?"""
        match node:
            case MakeWindow():
                return True
            case BuiltIn():
                return node.name == "period"
            case OnCalendar():
                return node.function in PAIRS
            case Return():
                return self.is_window(node.value, frame)
            case Choose():
                return self.is_window(node.yes, frame)
            case Call():
                return self.sources.rule_type(node.file, node.name).kind == WINDOW.kind
            case Loop():
                return node.function == "first" and self.is_window(node.body, frame)
            case Local() if node.slot in frame.cells:
                return len(frame.cells[node.slot].parts) == 3
            case Local():
                return any(local.slot == node.slot and local.type.kind == WINDOW.kind for local in frame.rule.locals)
        return False
