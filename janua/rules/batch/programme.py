"""One programme of the law on one day as a text that works out many units: outcome, amount, values wanted beside."""

from dataclasses import dataclass
from datetime import date

from janua.rules.batch.calls import ARGUMENTS, Calls
from janua.rules.batch.graph import Graph, Key
from janua.rules.batch.sources import Sources, Wanted
from janua.rules.batch.text import Writer
from janua.rules.columns import Layout, layout_of
from janua.rules.edition import Edition
from janua.rules.errors import nearest
from janua.rules.law import Law
from janua.rules.source import Programme as Declared

ELIGIBLE, NOT_ELIGIBLE, NEEDS_WAIVER, BOARD_DECIDES, CANNOT_DECIDE, CONFLICT = range(6)
EXACT, UP_TO, NONE = range(3)
RESULTS = ("outcome", "amount", "amount_kind", "failed", "missing")

PLAIN_HEAD = """from janua.rules.batch import days, entries, words
from janua.rules.batch import plain_sharing as sharing
from janua.rules.batch import plain_wide as wide
"""
COMPILED_HEAD = """from numba import njit

from janua.rules.batch import days, entries, sharing, wide, words
"""
RUN = f"def run({ARGUMENTS.removesuffix(', b, n, u')}, B, G, g, R, X, Y):"


@dataclass(frozen=True, slots=True)
class Printed:
    """A programme's text and what a run of it has to bring.

    wanted       numbers, tables and lists of codes, each with its place among the numbers
    conditions   keys of the conditions in force, bit by bit of `failed`
    of_persons, of_units   rules whose values are given out beside the results
    """

    text: str
    layout: Layout
    edition: Edition
    wanted: dict[Wanted, int]
    places: int
    singles: int
    slots: int
    shares: int
    conditions: tuple[str, ...]
    of_persons: tuple[str, ...]
    of_units: tuple[str, ...]


def print_programme(
    law: Law, programme: str, day: date, *, compiled: bool, outputs: tuple[str, ...] = (), decide: bool = True
) -> Printed:
    """The programme as it stands on a day.

    compiled  for Numba: arrays of two dimensions, numbers of 64 bits and pairs of them; else for plain Python
    outputs   `<file>.<rule>`: rules of a person or of the unit whose values are wanted too
    decide    False leaves conditions and amount out: only the outputs are worked out
    Raises    TooWide; KeyError for an output that is no rule
    """
    declared, edition = law.programme(programme), law.edition(day, traced=False)
    layout = layout_of(law, programme, outputs)
    cell, row = (
        ("{array}[{first}, {second}]", "{array}[{first}]")
        if compiled
        else ("{array}[{first}][{second}]", "{array}[{first}]")
    )
    sources = Sources(law, edition, layout, cell, row, "words.NA")
    keys = tuple(_key(law, name) for name in outputs)
    conditions = edition.conditions.get(declared.file, []) if decide else []
    amount = edition.amounts.get(declared.file) if decide else None
    by_number = {number: key for key, number in law.numbers.items()}
    roots = [*(by_number[number] for number, _ in conditions), *([by_number[amount[0]]] if amount else []), *keys]
    calls = Calls(sources, Graph(law, edition, tuple(roots)), amount[1].lowered if amount else None)
    unit = _Unit(calls, declared, edition)
    unit.write([by_number[number] for number, _ in conditions], by_number[amount[0]] if amount else None, keys)
    return Printed(
        text=unit.text(compiled=compiled),
        layout=layout,
        edition=edition,
        wanted=sources.wanted,
        places=sources.places,
        singles=len(sources.singles),
        slots=calls.slots,
        shares=calls.shares,
        conditions=tuple(ready.told.key for _, ready in conditions),
        of_persons=tuple(".".join(key) for key in keys if unit.is_of_person(key)),
        of_units=tuple(".".join(key) for key in keys if not unit.is_of_person(key)),
    )


def _key(law: Law, name: str) -> Key:
    file, _, rule = name.partition(".")
    if (file, rule) not in law.numbers:
        known = [".".join(key) for key in law.numbers]
        raise KeyError(f"there is no rule {name}{nearest(name, known)}")
    return file, rule


class _Unit:
    """The function that works out one unit."""

    def __init__(self, calls: Calls, declared: Declared, edition: Edition) -> None:
        self.calls, self.declared, self.edition = calls, declared, edition
        self.out = calls.out = calls.main = Writer(depth=2)

    def is_of_person(self, key: Key) -> bool:
        return self.calls.graph.law.lowering.signatures[key].of == "person"

    def write(self, conditions: list[Key], amount: Key | None, outputs: tuple[Key, ...]) -> None:
        out, cell = self.out, self.calls.cell
        out.line(f"no_day = {cell('U', 0, 'u')} == words.NA")
        out.line("missing = 1 if no_day else 0")
        out.line("refused = boards = waivers = False")
        out.line("failed = 0")
        self.calls.early()
        for bit, key in enumerate(conditions):
            self._condition(bit, key)
        self._outcome(amount)
        for number, value in enumerate(("outcome", "amount", "kind", "failed", "missing")):
            out.line(f"{cell('R', number, 'u')} = {value}")
        self._outputs(outputs)

    def _condition(self, bit: int, key: Key) -> None:
        out, value = self.out, self.calls.rule_value(key, "")
        ready = self.calls.graph.ready(key)
        assert ready is not None  # conditions of the edition are in force
        name = {"not_eligible": "refused", "board_decides": "boards", "needs_waiver": "waivers"}[
            ready.lowered.version.if_not
        ]
        head = "if"
        if value.unknown:
            out.line(f"if {value.unknown}: missing = 1")
            head = "elif"
        with out.block(f"{head} not {value.text}:"):
            out.line(f"failed |= {1 << bit}")
            out.line(f"{name} = True")

    def _outcome(self, amount: Key | None) -> None:
        out, in_force = self.out, self.edition.in_force(self.declared.file)
        out.line(f"outcome = {CANNOT_DECIDE}")
        out.line("amount = words.NA")
        out.line(f"kind = {NONE}")
        with out.block("if no_day:"):
            pass
        with out.block("elif refused:"):
            out.line(f"outcome = {NOT_ELIGIBLE}")
        with out.block("elif missing == 1:" if in_force else "else:"):
            out.line("missing = 1")
        if in_force:
            with out.block("else:"):
                out.line(f"outcome = {BOARD_DECIDES} if boards else {NEEDS_WAIVER} if waivers else {ELIGIBLE}")
                if amount is not None:
                    self._amount(amount)
        with out.block("if F[0] == 1:"):
            out.line(f"outcome = {CONFLICT}")
            out.line("amount = words.NA")
            out.line(f"kind = {NONE}")
            out.line("failed = missing = 0")

    def _amount(self, key: Key) -> None:
        out, value = self.out, self.calls.fit(self.calls.rule_value(key, ""), wide=False)
        if value.unknown:
            with out.block(f"if {value.unknown}:"):
                out.line("missing = 1")
                out.line(f"if outcome == {ELIGIBLE}: outcome = {CANNOT_DECIDE}")
        with out.block("else:" if value.unknown else "if True:"):
            out.line(f"amount = {value.text}")
            out.line(f"kind = {UP_TO} if F[1] == 1 else {EXACT}")

    def _outputs(self, outputs: tuple[Key, ...]) -> None:
        of_persons = [key for key in outputs if self.is_of_person(key)]
        if of_persons:
            with self.out.block("for m in range(b, b + n):"):
                for number, key in enumerate(of_persons):
                    self._output(key, "m", self.calls.cell("X", number, "m"))
        for number, key in enumerate(key for key in outputs if not self.is_of_person(key)):
            self._output(key, "", self.calls.cell("Y", number, "u"))

    def _output(self, key: Key, person: str, place: str) -> None:
        value = self.calls.fit(self.calls.rule_value(key, person), wide=False)
        text = f"words.NA if {value.unknown} else {value.text}" if value.unknown else value.text
        self.out.line(f"{place} = {text}")

    def text(self, *, compiled: bool) -> str:
        """The whole module."""
        calls = self.calls
        mark = "@njit(nogil=True, error_model='numpy')\n" if compiled else ""
        last = "@njit(nogil=True, error_model='numpy', cache=True)\n" if compiled else ""
        parts = [COMPILED_HEAD if compiled else PLAIN_HEAD]
        parts += [f"{name} = wide.constant({number})" for name, number in calls.constants.items()]
        parts += [mark + "\n".join(lines) for lines in calls.functions.values()]
        parts.append(last + "\n".join([RUN, *self._begin(), *self.out.lines]) + "\n")
        return "\n\n\n".join(parts)

    def _begin(self) -> list[str]:
        """What comes before a unit's own lines: numbers that are the same for all, then its members."""
        calls = self.calls
        begin = Writer(depth=1)
        for name, text in calls.named.items():
            begin.line(f"{name} = {text}")
        begin.line("for u in range(len(B) - 1):")
        begin.depth += 1
        for text in ("if G[u] != g: continue", "b = B[u]", "n = B[u + 1] - b", "F[0] = F[1] = 0"):
            begin.line(text)
        if calls.cleared:
            with begin.block("for j in range(max(n, 1)):"):
                for slot in calls.cleared:
                    begin.line(f"{calls.cell('S', 'j', slot)} = 0")
        for number, role in enumerate(calls.sources.singles):
            places = calls.sources.row.format(array="M", first=calls.sources.role(role))
            begin.line(f"Q[{number}] = words.member_at({places}, b, n, 0)")
        return begin.lines
