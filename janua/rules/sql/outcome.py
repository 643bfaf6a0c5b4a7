"""The outcome of a programme in SQL: its conditions first, all of them; then the amount."""

from collections.abc import Iterable

from janua.rules.nodes import Choose, Local, Node, UpTo
from janua.rules.sql.law import LawText
from janua.rules.sql.relations import Column
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import NOT_KNOWN, PLAIN, YES_NO, Text, as_yes, both, cast, column, number, said

RESULT = ("unit", "outcome", "amount", "amount_kind", "failed", "missing")
_NO = Text("FALSE", YES_NO, atom=True)


class Outcomes:
    """The columns of the result beside the unit, as `docs/decisions/0100-back-ends.md` has them.

    keys   of the conditions in force: bit by bit of `failed`
    """

    def __init__(self, text: LawText, file: str) -> None:
        self.text, self.file = text, file
        self.rows = Rows(text, None, text.units, {})
        self._by_number = {place: key for key, place in text.law.numbers.items()}
        in_force = text.edition.conditions.get(file, ())
        names = [self._by_number[place] for place, _ in in_force]
        self.keys = tuple(f"{file}.{name}" for file, name in names)
        self.conditions = [self._unit_rule(name, yes_no=True) for name in names]
        self._if_not = [ready.lowered.version.if_not for _, ready in in_force]
        self.no_day = column(text.units.given("(s.parameter_day IS NULL)"), YES_NO)
        self.unknown = self.rows.keep(_any(self._is_null(condition) for condition in self.conditions))
        self.refused = self._failed("not_eligible")

    def columns(self) -> list[Column]:
        """outcome, amount, amount_kind, failed, missing."""
        before = self._by_conditions()
        asked = self.rows.keep(said(f"({before.sql} IN (0, 2, 3))", before, kind=YES_NO))
        paid, lacking, kind = self._paid(asked)
        conflict = self.rows.keep(both("and", [_any(self.text.conflicts), both("or", [self.unknown, lacking])]))
        outcome = said(f"CASE WHEN {lacking.sql} AND {before.sql} = 0 THEN 4 ELSE {before.sql} END", lacking, before)
        ordinary = ((outcome, "5"), (paid, "NULL"), (kind, "2"), (self._bits(), "0"), (self._missing(lacking), "0"))
        return [self._column(_unless(conflict, text, instead)) for text, instead in ordinary]

    def _unit_rule(self, name: tuple[str, str], *, yes_no: bool) -> Text:
        found = self.text.rule(self.rows, name, None, ())
        assert isinstance(found, Text)  # neither a condition nor an amount is a window
        return self.rows.keep(as_yes(found)) if yes_no else found

    def _is_null(self, text: Text) -> Text:
        return said(f"({text.sql} IS NULL)", text, kind=YES_NO)

    def _failed(self, kind: str) -> Text:
        failed = (condition for condition, if_not in zip(self.conditions, self._if_not, strict=True) if if_not == kind)
        return self.rows.keep(_any(said(f"(NOT {one.sql})", one, kind=YES_NO) for one in failed))

    def _by_conditions(self) -> Text:
        undecided = self.unknown if self.text.edition.in_force(self.file) else as_yes(number(1))
        board, waiver = self._failed("board_decides"), self._failed("needs_waiver")
        sql = (
            f"CASE WHEN {self.no_day.sql} THEN 4 WHEN {self.refused.sql} THEN 1 WHEN {undecided.sql} THEN 4 "
            f"WHEN {board.sql} THEN 3 WHEN {waiver.sql} THEN 2 ELSE 0 END"
        )
        return self.rows.keep(said(sql, self.no_day, self.refused, undecided, board, waiver))

    def _paid(self, asked: Text) -> tuple[Text, Text, Text]:
        """The amount where it is worked out, whether it is lacking, and its kind."""
        entry = self.text.edition.amounts.get(self.file)
        if entry is None:
            return NOT_KNOWN, _NO, number(2)
        amount = self._unit_rule(self._by_number[entry[0]], yes_no=False)
        own = Rows(self.text, entry[1].lowered, self.text.units, {})
        ceiling = own.keep(_ceiling(own, entry[1].lowered.body))
        paid = self.rows.keep(said(f"CASE WHEN {asked.sql} THEN {amount.sql} END", asked, amount, kind=amount.type))
        lacking = self.rows.keep(said(f"({asked.sql} AND {amount.sql} IS NULL)", asked, amount, kind=YES_NO))
        kind = said(f"CASE WHEN {paid.sql} IS NULL THEN 2 WHEN {ceiling.sql} THEN 1 ELSE 0 END", paid, ceiling)
        return paid, lacking, kind

    def _bits(self) -> Text:
        bits = [
            f"CASE WHEN COALESCE({one.sql}, TRUE) THEN 0 ELSE {1 << at} END" for at, one in enumerate(self.conditions)
        ]
        return said(" + ".join(bits) or "0", *self.conditions)

    def _missing(self, lacking: Text) -> Text:
        reasons = [self.no_day, self.unknown, lacking]
        if not self.text.edition.in_force(self.file):
            reasons.append(said(f"(NOT {self.refused.sql})", self.refused, kind=YES_NO))
        return said(f"CASE WHEN {both('or', reasons).sql} THEN 1 ELSE 0 END", *reasons)

    def _column(self, text: Text) -> Column:
        if text.is_fixed:
            return self.rows.relation.worked(cast(text, PLAIN).sql, ())
        (found,) = self.rows.keep(text).needs
        return found


def _unless(conflict: Text, text: Text, instead: str) -> Text:
    """Where two exceptions hold at once there is no result: the interpreter raises."""
    if conflict.sql == _NO.sql:
        return text
    return said(f"CASE WHEN {conflict.sql} THEN {instead} ELSE {text.sql} END", conflict, text, kind=text.type)


def _any(parts: Iterable[Text]) -> Text:
    """Any of these, where those that are not known do not count."""
    counted = [said(f"COALESCE({part.sql}, FALSE)", part, kind=YES_NO) for part in parts]
    return both("or", counted) if counted else _NO


def _ceiling(rows: Rows, node: Node) -> Text:
    """Is a ceiling said on the branch taken?"""
    if not _has_ceiling(rows, node):
        return _NO
    if isinstance(node, UpTo):
        return as_yes(number(1))
    if isinstance(node, Local):
        return _ceiling(rows, rows.names[node.slot].node)
    if isinstance(node, Choose):
        test = rows.keep(as_yes(rows.text(node.test)))
        yes, no = _ceiling(rows, node.yes), _ceiling(rows, node.no)
        return said(f"CASE WHEN {test.sql} THEN {yes.sql} ELSE {no.sql} END", test, yes, no, kind=YES_NO)
    return both("or", [_ceiling(rows, part) for part in node.parts()])


def _has_ceiling(rows: Rows, node: Node) -> bool:
    return any(
        isinstance(part, UpTo)
        or (isinstance(part, Local) and part.slot in rows.names and _has_ceiling(rows, rows.names[part.slot].node))
        for part in node.walk()
    )
