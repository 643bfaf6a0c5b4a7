"""Printing loops: sums, counts, tests and exact shares over members, stretches of time and bands."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from janua.rules.batch.expressions import Frame, is_wide
from janua.rules.batch.readings import Readings
from janua.rules.batch.text import Expr
from janua.rules.nodes import MOST_MEMBERS, Bands, Loop, MembersOf, Node, Share, Stretches


class Gathering(Readings):
    """Nodes that go through several."""

    def _loop(self, node: Loop, frame: Frame) -> Expr:
        self.announce(frame, node.where, node.body)
        if node.function in ("any", "all"):
            return self._test(node, frame)
        if node.function in ("sum", "count"):
            return self._sum(node, frame)
        return self._pick(node, frame)

    def _test(self, node: Loop, frame: Frame) -> Expr:
        settled, unknown = self.out.name("t"), self.out.name("u")
        self.out.line(f"{settled} = {unknown} = False")
        settling = "" if node.function == "any" else "not "

        def settle(value: Expr) -> None:
            with self.out.block(f"if {settling}{value.text}:"):
                self.out.line(f"{settled} = True")
                self.out.line("break")

        self._each(node, frame, unknown, settle)
        self.out.line(f"{unknown} = {unknown} and not {settled}")
        return Expr((settled if node.function == "any" else f"(not {settled})",), unknown)

    def _sum(self, node: Loop, frame: Frame) -> Expr:
        total = self.out.variable(1, wide=is_wide(node.lo, node.hi), may_be_unknown=True)

        def add(value: Expr) -> None:
            text = self.fit(value, wide=total.wide).text
            self.out.line(
                f"{total.text} = {f'wide.add({total.text}, {text})' if total.wide else f'{total.text} + {text}'}"
            )

        self._each(node, frame, total.unknown, add)
        return total

    def _pick(self, node: Loop, frame: Frame) -> Expr:
        """min, max, first: one of them, else the default."""
        assert node.default is not None  # these have one
        shape = 3 if self.is_window(node, frame) else 1
        found = self.out.variable(shape, wide=shape == 1 and is_wide(node.lo, node.hi), may_be_unknown=True)
        place = self.out.name("w")  # of the one chosen so far; -1: none
        self.out.line(f"{place} = -1")

        def take(value: Expr) -> None:
            fitted = self.fit(value, wide=found.wide)
            with self.out.block(f"if {self._better(node, found, fitted, place)}:"):
                self.out.put(replace(found, unknown=""), replace(fitted, unknown=""))
                self.out.line(f"{place} = {self._place(node) if node.function == 'first' else '1'}")

        self._each(node, frame, found.unknown, take)
        with self.out.block(f"if {place} < 0 and not {found.unknown}:"):
            self.out.put(found, self.fit(self.print(node.default, frame), wide=found.wide))
        return found

    def _better(self, node: Loop, found: Expr, value: Expr, place: str) -> str:
        if node.function == "first":
            at = self._place(node)
            return f"{place} < 0 or {at} < {place}"
        sign = "<" if node.function == "min" else ">"
        better = f"{value.text} {sign} {found.text}"
        if found.wide:
            better = f"wide.{'lt' if sign == '<' else 'gt'}({value.text}, {found.text})"
        return f"{place} < 0 or {better}"

    def _place(self, node: Loop) -> str:
        """The place of the one at hand among those gone through."""
        return self._at[-1] if isinstance(node.over, MembersOf) else "0"

    def _each(self, node: Loop, frame: Frame, unknown: str, use: Callable[[Expr], None]) -> None:
        """The body for each one that passes; where any is unknown, the whole is."""
        with self._through(node.over, node.slot, frame, unknown), ExitStack() as blocks:
            if node.where is not None:
                test = self.print(node.where, frame)
                head = "if"
                if test.unknown:
                    self.out.line(f"if {test.unknown}: {unknown} = True")
                    head = "elif"
                blocks.enter_context(self.out.block(f"{head} {test.text}:"))
            value = self.print(node.body, frame)
            if value.unknown:
                self.out.line(f"if {value.unknown}: {unknown} = True")
                blocks.enter_context(self.out.block("else:"))
            use(value)
        frame.cells.pop(node.slot)

    @contextmanager
    def _through(self, over: Node, slot: int, frame: Frame, unknown: str) -> Iterator[None]:
        """A loop's head; the variable stands in the frame's cells inside it."""
        if isinstance(over, MembersOf):
            row = self.out.name("i")
            place = self.cell("M", self.sources.role(over.role), row)
            with self.out.block(f"for {row} in range(b, b + n):"), self.out.block(f"if {place} >= 0:"):
                frame.cells[slot] = Expr((row,))
                self._at.append(place)
                yield
                self._at.pop()
        elif isinstance(over, Stretches):
            with self._stretches(over, slot, frame, unknown):
                yield
        else:
            assert isinstance(over, Bands)  # there are three kinds
            with self._bands(over, slot, frame, unknown):
                yield

    @contextmanager
    def _stretches(self, over: Stretches, slot: int, frame: Frame, unknown: str) -> Iterator[None]:
        window = self.print(over.window, frame)
        most = self.fitted(over.most, frame, wide=False) if over.most is not None else Expr(("0",))
        needed = " or ".join(dict.fromkeys(text for text in (window.unknown, most.unknown) if text))
        first, last = window.parts[0], window.parts[1]
        with ExitStack() as blocks:
            if needed:
                self.out.line(f"if {needed}: {unknown} = True")
                blocks.enter_context(self.out.block("else:"))
            at, begins, ends, number = (self.out.name(letter) for letter in "kvvv")
            if over.unit == "weeks":
                blocks.enter_context(self.out.block(f"for {at} in range({most.text}):"))
                self.out.line(f"{begins} = days.add_days({first}, 7 * {at})")
                self.out.line(f"{ends} = days.add_days({begins}, 6)")
                self.out.line(f"{number} = {at} + 1")
            elif over.unit == "days_of":
                blocks.enter_context(self.out.block(f"for {begins} in range({first}, {last} + 1):"))
                self.out.line(f"{ends} = {begins}")
                self.out.line(f"{number} = {begins} - {first} + 1")
            else:
                self._months_head(blocks, (first, last), (begins, ends, number))
            frame.cells[slot] = Expr((begins, ends, number))
            yield

    def _months_head(self, blocks: ExitStack, window: tuple[str, str], names: tuple[str, str, str]) -> None:
        begins, ends, number = names
        self.out.line(f"{number} = 0")
        blocks.enter_context(
            self.out.block(f"while days.add_months({window[0]}, {number}) <= min({window[1]}, days.LAST):")
        )
        self.out.line(f"{begins} = days.add_months({window[0]}, {number})")
        self.out.line(f"{number} += 1")
        self.out.line(f"{ends} = min(days.add_months({window[0]}, {number}) - 1, {window[1]})")

    @contextmanager
    def _bands(self, over: Bands, slot: int, frame: Frame, unknown: str) -> Iterator[None]:
        rows = self.table(over.param)
        if rows is None:
            self.out.line(f"{unknown} = True")
            rows = ("0", "0")
        quantity = self.out.hold(self.fitted(over.quantity, frame, wide=False)) if rows != ("0", "0") else Expr(("0",))
        with ExitStack() as blocks:
            if quantity.unknown:
                self.out.line(f"if {quantity.unknown}: {unknown} = True")
                blocks.enter_context(self.out.block("else:"))
            at, part = self.out.name("k"), self.out.name("v")
            blocks.enter_context(self.out.block(f"for {at} in range({rows[0]}, {rows[1]}):"))
            self.out.line(f"{part} = words.part_of({quantity.text}, WL[{at}], WH[{at}])")
            blocks.enter_context(self.out.block(f"if {part} > 0:"))
            frame.cells[slot] = Expr((f"({at} - {rows[0]} + 1)", part, f"WV[{at}]"))
            yield

    # Exact shares

    def _share(self, node: Share, frame: Frame) -> Expr:
        """Weights are kept in the order of the role; the first that is unknown ends it."""
        self.announce(frame, node.where, node.weight)
        part = self.out.variable(1, wide=is_wide(node.lo, node.hi), may_be_unknown=True)
        base, count, mine = self.out.name("z"), self.out.name("z"), self.out.name("z")
        self.out.line(f"{base} = {2 * self.shares} * cap")
        self.shares += 1
        self.out.line(f"{count} = 0")
        self.out.line(f"{mine} = -1")
        place, row = self.out.name("k"), self.out.name("i")
        places = self.sources.row.format(array="M", first=self.sources.role(node.role))
        with self.out.block(f"for {place} in range(n):"):
            self.out.line(f"{row} = words.member_at({places}, b, n, {place})")
            self.out.line(f"if {row} == b + n: break")
            frame.cells[node.slot] = Expr((row,))
            self._weight(node, frame, part, (base, count, mine, row))
            frame.cells.pop(node.slot)
        self._part_of_total(node, frame, part, (base, count, mine))
        return part

    def _weight(self, node: Share, frame: Frame, part: Expr, names: tuple[str, str, str, str]) -> None:
        base, count, mine, row = names
        with ExitStack() as blocks:
            if node.where is not None:
                test = self.print(node.where, frame)
                if test.unknown:
                    self._give_up(test.unknown, part)
                blocks.enter_context(self.out.block(f"if {test.text}:"))
            weight = self.out.hold(self.fitted(node.weight, frame, wide=True))
            if weight.unknown:
                self._give_up(weight.unknown, part)
            self.out.line(f"Z[{base} + 2 * {count}] = wide.high({weight.text})")
            self.out.line(f"Z[{base} + 2 * {count} + 1] = wide.low({weight.text})")
            self.out.line(f"if {row} == {frame.person}: {mine} = {count}")
            self.out.line(f"{count} += 1")

    def _give_up(self, unknown: str, part: Expr) -> None:
        with self.out.block(f"if {unknown}:"):
            self.out.line(f"{part.unknown} = True")
            self.out.line("break")

    def _part_of_total(self, node: Share, frame: Frame, part: Expr, names: tuple[str, str, str]) -> None:
        base, count, mine = names
        most = max(-node.total.lo, node.total.hi, 1) * MOST_MEMBERS * max(node.weight.hi, 1)
        with self.out.block(f"if not {part.unknown}:"):
            is_wide(-most, most)  # refuses what 128 bits do not hold
            total = self.out.hold(self.fitted(node.total, frame, wide=True))
            if total.unknown:
                self.out.line(f"{part.unknown} = {total.unknown}")
            with self.out.block(f"if {mine} >= 0 and not {part.unknown}:"):
                value = Expr((f"sharing.part(Z, {base}, {count}, {mine}, {total.text})",), wide=True)
                self.out.line(f"{part.text} = {self.fit(value, wide=part.wide).text}")

    _at: list[str]
    shares: int
