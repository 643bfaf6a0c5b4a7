"""Printing rules: written out where they are called, or functions that keep what they worked out."""

from dataclasses import replace

from janua.rules.batch.expressions import Frame, is_wide
from janua.rules.batch.gathering import Gathering
from janua.rules.batch.graph import Graph, Key
from janua.rules.batch.sources import Sources
from janua.rules.batch.text import Expr, Writer
from janua.rules.edition import ReadyRule
from janua.rules.nodes import Call, Conditions, UpTo
from janua.rules.scope import LoweredRule
from janua.rules.types import WINDOW

ARGUMENTS = "M, U, D, P, WL, WH, WV, EV, EF, EL, ED, O, V, S, F, Q, Z, cap, b, n, u"


class Calls(Gathering):
    """Rules calling rules. `functions` are printed beside the programme, `slots` are kept results of one person."""

    def __init__(self, sources: Sources, graph: Graph, amount: LoweredRule | None) -> None:
        super().__init__(sources)
        self.graph, self.amount = graph, amount
        self.functions: dict[Key, list[str]] = {}
        self.kept: dict[Key, int] = {}
        self.slots = 0
        self.shares = 0
        self.cleared: list[int] = []  # slots that tell what is worked out already
        self.always_known: set[Key] = set()
        self._at = []

    def _upto(self, node: UpTo, frame: Frame) -> Expr:
        if frame.rule is self.amount:
            self.out.line("F[1] = 1")
        return self.print(node.value, frame)

    def _call(self, node: Call, frame: Frame) -> Expr:
        person = "" if node.subject is None else self.print(node.subject, frame).text
        key = (node.file, node.name)
        given: list[Expr] = []
        result: Expr | None = None
        blocks = []
        for argument in node.arguments:
            value = self.out.hold(self.fit(self.print(argument, frame), wide=False))
            given.append(replace(value, unknown=""))
            if value.unknown:
                if result is None:
                    shape, wide = self._shape_of(key)
                    result = self.out.variable(shape, wide=wide, may_be_unknown=True)
                self.out.line(f"if {value.unknown}: {result.unknown} = True")
                block = self.out.block("else:")
                block.__enter__()
                blocks.append(block)
        value = self.rule_value(key, person, tuple(given))
        if result is None:
            return value
        self.out.put(result, value)
        while blocks:
            blocks.pop().__exit__(None, None, None)
        return result

    def _conditions(self, node: Conditions, frame: Frame) -> Expr:
        edition = self.sources.edition
        keys = [self.graph.key_of(number) for number, _ in edition.conditions.get(node.file, ())]
        holds = self.decide("and", [lambda key=key: self.rule_value(key, "") for key in keys], thorough=True)
        if edition.in_force(node.file):
            return holds
        return self.out.hold(replace(holds, unknown=f"({holds.unknown} or {holds.text})"))

    def rule_value(self, key: Key, person: str, given: tuple[Expr, ...] = ()) -> Expr:
        """The value of a rule for a person (or the unit); worked out once in a block."""
        place = (key, person, *(part for value in given for part in value.parts))
        found = self.out.found(place)
        if found is None:
            found = self._rule_value(key, person, given)
            self.out.keep(place, found)
        assert isinstance(found, Expr)  # only assigned names wait
        return found

    def _rule_value(self, key: Key, person: str, given: tuple[Expr, ...]) -> Expr:
        if self.graph.is_written_out(key):
            return self.out.hold(self._written(key, person, given))
        if self.graph.is_early(key):
            return self._kept(key, person)
        if key not in self.functions:
            self._function(key)
        arguments = ", ".join([ARGUMENTS, person or "b", *(part for value in given for part in value.parts)])
        call = f"{self._name(key)}({arguments})"
        if self.graph.is_kept(key):
            row = f"{person} - b" if person else "0"
            self.out.line(f"if {self.cell('S', row, self.kept[key])} == 0: {call}")
            return self._kept(key, person)
        shape, wide = self._shape_of(key)
        found = self.out.variable(shape, wide=wide, may_be_unknown=True)
        self.out.line(f"{', '.join((*found.parts, found.unknown))} = {call}")
        return found

    def early(self) -> None:
        """What everybody needs and costs little is worked out before anything else, without asking who needs it."""
        for keys in self.graph.stages():
            for key in keys:
                self._give_slots(key)
            if not self.graph.is_of_person(keys[0]):
                self._early(keys[0], "")
                continue
            row = self.out.name("i")
            with self.out.block(f"for {row} in range(b, b + n):"):
                for key in keys:
                    self._early(key, row)

    def _early(self, key: Key, person: str) -> None:
        value = self.out.hold(self._written(key, person, ()))
        if not value.unknown:
            self.always_known.add(key)
        self._keep(value, self.kept[key], f"{person} - b" if person else "0")
        self.out.keep((key, person), value)

    def _give_slots(self, key: Key) -> None:
        """Slots for a rule's value."""
        shape, wide = self._shape_of(key)
        self.kept[key] = self.slots
        self.slots += 2 if wide else shape

    def _kept(self, key: Key, person: str) -> Expr:
        """A value from its slots."""
        row = f"{person} - b" if person else "0"
        shape, wide = self._shape_of(key)
        cells = [self.cell("V", row, self.kept[key] + at) for at in range(2 if wide else shape)]
        parts = (f"wide.join({cells[0]}, {cells[1]})",) if wide else tuple(cells)
        always = key in self.always_known
        return self.out.hold(Expr(parts, "" if always else f"({self.cell('S', row, self.kept[key])} == 2)", wide))

    def _shape_of(self, key: Key) -> tuple[int, bool]:
        """How many parts a rule's value has, and whether it is wide."""
        signature = self.graph.law.lowering.signatures[key]
        if signature.type.kind == WINDOW.kind:
            return 3, False
        return 1, is_wide(signature.lo, signature.hi)

    def _name(self, key: Key) -> str:
        return f"{key[0]}__{key[1]}"

    def _function(self, key: Key) -> None:
        """A function of its own: what is kept goes to its slots, the rest is given back."""
        self.functions[key] = []
        kept = self.graph.is_kept(key)
        if kept:
            self.cleared.append(self.slots)
            self._give_slots(key)
        given = [
            tuple(f"g{number}{end}" for end in "abc") if kind.kind == WINDOW.kind else (f"g{number}",)
            for number, (_, kind) in enumerate(self.graph.law.lowering.signatures[key].given)
        ]
        outer, self.out = self.out, Writer()
        names = ", ".join([ARGUMENTS, "i", *(part for parts in given for part in parts)])
        of_person = self.graph.law.lowering.signatures[key].of == "person"
        with self.out.block(f"def {self._name(key)}({names}):"):
            value = self._written(key, "i" if of_person else "", tuple(Expr(parts) for parts in given))
            if kept:
                self._keep(value, self.kept[key], "i - b" if of_person else "0")
            else:
                value = self.out.hold(value)
                self.out.line(f"return {', '.join((*value.parts, value.unknown or 'False'))}")
        self.functions[key], self.out = self.out.lines, outer

    def _keep(self, value: Expr, slot: int, row: str) -> None:
        parts = value.parts
        if value.wide:
            value = self.out.hold(value)
            parts = f"wide.high({value.text})", f"wide.low({value.text})"
        for at, part in enumerate(parts):
            self.out.line(f"{self.cell('V', row, slot + at)} = {part}")
        self.out.line(f"{self.cell('S', row, slot)} = {f'2 if {value.unknown} else 1' if value.unknown else '1'}")

    def _written(self, key: Key, person: str, given: tuple[Expr, ...]) -> Expr:
        """The version in force, or the exception that holds."""
        shape, wide = self._shape_of(key)
        ready = self.graph.ready(key)
        if ready is None:
            return Expr((("wide.ZERO" if wide else "0"),) * shape, "True", wide)
        frame = self.new_frame(ready.lowered, person, given)
        exceptions = self.graph.exceptions(key)
        if not exceptions:
            return self.fit(self.print(ready.lowered.body, frame), wide=wide)
        return self._with_exceptions(ready, exceptions, frame, (shape, wide))

    def _with_exceptions(
        self, ready: ReadyRule, exceptions: tuple[ReadyRule, ...], frame: Frame, of: tuple[int, bool]
    ) -> Expr:
        """Which exception holds is asked of all, in their order; two are the law's own contradiction."""
        found = self.out.variable(of[0], wide=of[1], may_be_unknown=True)
        which, holding = self.out.name("x"), self.out.name("x")
        self.out.line(f"{which} = {holding} = 0")
        for number, exception in enumerate(exceptions, start=1):
            assert exception.lowered.when is not None  # exceptions have a case
            with self.out.block(f"if not {found.unknown}:"):
                test = self.print(exception.lowered.when, frame)
                head = "if"
                if test.unknown:
                    self.out.line(f"if {test.unknown}: {found.unknown} = True")
                    head = "elif"
                with self.out.block(f"{head} {test.text}:"):
                    self.out.line(f"{which} = {number}")
                    self.out.line(f"{holding} += 1")
        with self.out.block(f"if {holding} > 1 and not {found.unknown}:"):
            self.out.line("F[0] = 1")
            self.out.line(f"{found.unknown} = True")
        with self.out.block(f"if not {found.unknown}:"):
            given = tuple(frame.cells[slot] for slot in range(len(ready.lowered.given)))
            for number, entry in enumerate((ready, *exceptions)):
                inner = self.new_frame(entry.lowered, frame.person, given) if number else frame
                with self.out.block(f"if {which} == {number}:"):
                    self.out.put(found, self.fit(self.print(entry.lowered.body, inner), wide=of[1]))
        return found
