"""The outcome of a programme in SQL: its conditions first, all of them; then the amount."""

from collections.abc import Iterable

from janua.rules.nodes import Choose, Local, Node, UpTo
from janua.rules.sql.law import LawText
from janua.rules.sql.relations import Column
from janua.rules.sql.rows import Rows
from janua.rules.sql.text import (
    NO,
    NOT_KNOWN,
    PLAIN,
    SMALL,
    YES,
    YES_NO,
    Text,
    as_yes,
    both,
    column,
    first_known,
    is_unknown,
    said,
)

_ZERO = Text("0", SMALL, atom=True, known=True)
RESULT = ("unit", "outcome", "amount", "amount_kind", "failed", "missing")


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
        always = text.filled.knows("units", "parameter_day")
        no_day = "(s.parameter_day IS NULL)"
        self.no_day = NO if always else column(text.units.given(no_day, known=True), YES_NO)
        self.unknown = self.rows.keep(_any(is_unknown(condition) for condition in self.conditions))
        self.refused = self._failed("not_eligible")

    def columns(self) -> list[Column]:
        """outcome, amount, amount_kind, failed, missing."""
        before = self._by_conditions()
        asked = self.rows.keep(said(f"({before.sql} IN (0, 2, 3))", before, kind=YES_NO))
        paid, lacking, kind = self._paid(asked)
        conflict = self.rows.keep(both("and", [_any(self.text.conflicts), both("or", [self.unknown, lacking])]))
        undecided = both("and", [lacking, said(f"({before.sql} = 0)", before, kind=YES_NO)])
        outcome = _cases([(undecided, 4)], before)
        ordinary = ((outcome, "5"), (paid, "NULL"), (kind, "2"), (self._bits(), "0"), (self._missing(lacking), "0"))
        return [self._column(_unless(conflict, text, instead)) for text, instead in ordinary]

    def _unit_rule(self, name: tuple[str, str], *, yes_no: bool) -> Text:
        found = self.text.rule(self.rows, name, None, ())
        assert isinstance(found, Text)  # neither a condition nor an amount is a window
        return self.rows.keep(as_yes(found)) if yes_no else found

    def _failed(self, kind: str) -> Text:
        failed = (condition for condition, if_not in zip(self.conditions, self._if_not, strict=True) if if_not == kind)
        return self.rows.keep(_any(said(f"(NOT {one.sql})", one, kind=YES_NO) for one in failed))

    def _by_conditions(self) -> Text:
        undecided = self.unknown if self.text.edition.in_force(self.file) else YES
        reached = [
            (self.no_day, 4),
            (self.refused, 1),
            (undecided, 4),
            (self._failed("board_decides"), 3),
            (self._failed("needs_waiver"), 2),
        ]
        return self.rows.keep(_cases(reached, _ZERO))

    def _paid(self, asked: Text) -> tuple[Text, Text, Text]:
        """The amount where it is worked out, whether it is lacking, and its kind."""
        entry = self.text.edition.amounts.get(self.file)
        if entry is None:
            return NOT_KNOWN, NO, Text("2", SMALL, atom=True, known=True)
        amount = self._unit_rule(self._by_number[entry[0]], yes_no=False)
        own = Rows(self.text, entry[1].lowered, self.text.units, {})
        ceiling = own.keep(_ceiling(own, entry[1].lowered.body))
        sql = f"CASE WHEN {asked.sql} THEN {amount.sql} END"
        paid = self.rows.keep(said(sql, asked, amount, kind=amount.type, known=False))
        lacking = self.rows.keep(both("and", [asked, is_unknown(amount)]))
        return paid, lacking, _cases([(is_unknown(paid), 2), (ceiling, 1)], _ZERO)

    def _bits(self) -> Text:
        bits = [
            f"CASE WHEN {first_known(one, YES).sql} THEN 0 ELSE {1 << at} END" for at, one in enumerate(self.conditions)
        ]
        return said(" + ".join(bits) or "0", *self.conditions, kind=SMALL if len(bits) < 31 else PLAIN, known=True)

    def _missing(self, lacking: Text) -> Text:
        reasons = [self.no_day, self.unknown, lacking]
        if not self.text.edition.in_force(self.file):
            reasons.append(said(f"(NOT {self.refused.sql})", self.refused, kind=YES_NO))
        return _cases([(both("or", reasons), 1)], _ZERO)

    def _column(self, text: Text) -> Column:
        if text.is_fixed:
            return self.rows.relation.worked(text.sql, ())
        (found,) = self.rows.keep(text).needs
        return found


def _cases(reached: list[tuple[Text, int]], otherwise: Text) -> Text:
    """The number of the first that holds; what is not known does not hold."""
    texts = [(test, number) for test, number in reached if test.sql != NO.sql]
    if not texts:
        return otherwise
    cases = " ".join(f"WHEN {test.sql} THEN {number}" for test, number in texts)
    parts = [test for test, _ in texts]
    return said(f"CASE {cases} ELSE {otherwise.sql} END", *parts, otherwise, kind=SMALL, known=True)


def _unless(conflict: Text, text: Text, instead: str) -> Text:
    """Where two exceptions hold at once there is no result: the interpreter raises."""
    if conflict.sql == NO.sql:
        return text
    return said(f"CASE WHEN {conflict.sql} THEN {instead} ELSE {text.sql} END", conflict, text, kind=text.type)


def _any(parts: Iterable[Text]) -> Text:
    """Any of these, where those that are not known do not count."""
    return both("or", [first_known(part, NO) for part in parts])


def _ceiling(rows: Rows, node: Node) -> Text:
    """Is a ceiling said on the branch taken?"""
    if not _has_ceiling(rows, node):
        return NO
    if isinstance(node, UpTo):
        return YES
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
