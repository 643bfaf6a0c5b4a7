"""From the lowered form to something that runs: each node becomes one function of the frame."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from janua.rules import calendar
from janua.rules.attributes import Attribute
from janua.rules.edition import NamedWork, ReadyRule
from janua.rules.explanation import Told
from janua.rules.gathering import loop, share
from janua.rules.interpreter import Frame, call, decided, work_out
from janua.rules.nodes import (
    Among,
    Arith,
    Bands,
    Call,
    Choose,
    Compare,
    Conditions,
    Const,
    Junction,
    Local,
    Lookup,
    Loop,
    MakeWindow,
    MembersOf,
    Node,
    Not,
    OnCalendar,
    Param,
    Part,
    Return,
    Rounding,
    Share,
    Stretches,
    UpTo,
)
from janua.rules.operands import both, one_of_two, plain_name, strict, traced_name
from janua.rules.quotients import QUOTIENTS
from janua.rules.readings import Readings
from janua.rules.run import NO_VALUE_ON_DAY, Missing, Unknown
from janua.rules.scope import LoweredRule
from janua.rules.tables import LOOKUPS, bands, length, stretches

Work = Callable[[Frame], Any]
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ARITH: dict[str, Callable[[int, int], int]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "min": min, "max": max,
}  # fmt: skip


def _before(shift: Callable[[int, int], int]) -> Callable[[int, int], tuple[int, int]]:
    return lambda day, number: (shift(day, -number), day - 1)


ON_CALENDAR: dict[str, Callable[..., Any]] = {
    "age": calendar.age, "age_leap_28": calendar.age_leap_28, "months_between": calendar.months_between,
    "days_between": lambda a, b: b - a,
    "add_days": calendar.add_days, "add_months": calendar.add_months, "add_years": calendar.add_years,
    "year_of": calendar.year_of, "month_of": calendar.month_of, "day": calendar.make_day,
    "calendar_year": calendar.calendar_year, "calendar_quarter": calendar.calendar_quarter,
    "calendar_month": calendar.calendar_month, "days_before": _before(calendar.add_days),
    "months_before": _before(calendar.add_months), "years_before": _before(calendar.add_years),
}  # fmt: skip


class Workshop(Readings):
    """Makes rules ready to run, with or without explanation."""

    def __init__(
        self, numbers: Mapping[tuple[str, str], int], attributes: Mapping[str, Attribute], *, traced: bool
    ) -> None:
        super().__init__(attributes, traced=traced)
        self.numbers = numbers
        self._names: set[int] = set()
        self._one_return = False
        self._made = 0

    def ready(self, lowered: LoweredRule) -> ReadyRule:
        """One version of a rule, ready to run."""
        version = lowered.version
        self._names = {local.slot for local in lowered.locals}
        self._one_return = lowered.returns == 1
        names = {
            local.slot: NamedWork(
                self.work(local.node), Told("step", f"{version.key}.{local.name}", local.type, local.steps)
            )
            for local in lowered.locals
        }
        told = Told(
            version.kind,
            version.key,
            lowered.type,
            lowered.steps,
            version.citation,
            version.mark,
            version.since,
            lowered.returns,
        )
        self._made += 1
        body = self.work(lowered.body)
        when = self.work(lowered.when) if lowered.when is not None else None
        return ReadyRule(self._made, lowered, told, body, names, when, version.kind in ("condition", "alternative"))

    def _const(self, node: Const) -> Work:
        value = node.value
        return lambda _: value

    def _local(self, node: Local) -> Work:
        slot = node.slot
        if slot not in self._names:
            return lambda frame: frame.cells[slot]
        return traced_name(slot) if self.traced else plain_name(slot)

    def _call(self, node: Call) -> Work:
        number, traced, name = self.numbers[node.file, node.name], self.traced, f"{node.file}.{node.name}"
        key_of = self._key_of(number, node)

        def work(frame: Frame) -> Any:
            run, key = frame.run, key_of(frame)
            found = run.memo.get(key)
            if found is None:
                found = run.memo[key] = work_out(run, number, name, key[1], key[2])
            if traced:
                frame.children.append(found[1])
            if found[2]:
                raise Unknown(found[2])
            return found[0]

        return work

    def _key_of(self, number: int, node: Call) -> Work:
        """Which rule, for whom, given what: a value is worked out once for each."""
        arguments = [self.work(argument) for argument in node.arguments]
        if not arguments:
            if node.subject is None:
                of_unit = (number, None, ())
                return lambda _: of_unit
            person = self.work(node.subject)
            return lambda frame: (number, person(frame), ())
        subject = self.subject(node.subject)
        if len(arguments) == 1:
            only = arguments[0]
            return lambda frame: (number, subject(frame), (only(frame),))
        return lambda frame: (number, subject(frame), tuple([argument(frame) for argument in arguments]))

    def _conditions(self, node: Conditions) -> Work:
        file = node.file
        traced = self.traced

        def work(frame: Frame) -> int:
            run = frame.run

            def one(number: int, name: str) -> Work:
                def condition(inner: Frame) -> Any:
                    value, told, missing = call(run, number, name, None, ())
                    if traced:
                        inner.children.append(told)
                    if missing:
                        raise Unknown(missing)
                    return value

                return condition

            conditions = [one(number, ready.told.key) for number, ready in run.edition.conditions.get(file, ())]
            holds = decided(frame, conditions, "and", thorough=True)
            if holds and not run.edition.in_force(file):
                raise Unknown((Missing(f"{file}.eligible", None, None, NO_VALUE_ON_DAY, "rule"),))
            return holds

        return work

    def _arith(self, node: Arith) -> Work:
        return self._of_two(_ARITH[node.op], node.left, node.right)

    def _compare(self, node: Compare) -> Work:
        return self._of_two(_COMPARE[node.op], node.left, node.right)

    def _of_two(self, function: Callable[[Any, Any], Any], left: Node, right: Node) -> Work:
        if isinstance(right, Const):
            fixed, only = right.value, self.work(left)
            return lambda frame: function(only(frame), fixed)
        return strict(function, self.work(left), self.work(right))

    def _rounding(self, node: Rounding) -> Work:
        shown = node.shown
        top, bottom, exact = self.work(node.numerator), self.work(node.denominator), self.work(shown.exact_steps)
        quotient, scale = QUOTIENTS[node.mode], node.scale

        def plain(frame: Frame) -> int:
            return quotient(top(frame), bottom(frame)) * scale

        if not self.traced:
            return plain
        told = Told("rounding", shown.place, shown.type, shown.steps)
        before = Told("step", f"{shown.place}.exact", shown.exact_type)

        def work(frame: Frame) -> int:
            above, explanation = frame.children, frame.run.explanation
            frame.children = []
            try:
                numerator, denominator = top(frame), bottom(frame)
                value = quotient(numerator, denominator) * scale
                below, steps = frame.children, exact(frame)
            except Unknown:
                above.extend(frame.children)
                raise
            finally:
                frame.children = above
            assert explanation is not None  # a traced run has one
            inner = explanation.add(before, numerator, below, frame.person, steps=steps)
            above.append(explanation.add(told, value, (inner,), frame.person))
            return value

        return work

    def _junction(self, node: Junction) -> Work:
        works, op, thorough = [self.work(operand) for operand in node.operands], node.op, node.thorough
        if len(works) == 2 and not thorough:
            return one_of_two(*works) if op == "or" else both(*works)
        return lambda frame: decided(frame, works, op, thorough=thorough)

    def _not(self, node: Not) -> Work:
        operand = self.work(node.operand)
        return lambda frame: int(not operand(frame))

    def _choose(self, node: Choose) -> Work:
        test, yes, no = self.work(node.test), self.work(node.yes), self.work(node.no)
        return lambda frame: yes(frame) if test(frame) else no(frame)

    def _return(self, node: Return) -> Work:
        value, number = self.work(node.value), node.number
        if self._one_return:
            return value

        def work(frame: Frame) -> Any:
            frame.branch = number
            return value(frame)

        return work

    def _upto(self, node: UpTo) -> Work:
        value = self.work(node.value)

        def work(frame: Frame) -> Any:
            frame.run.ceilings.add(frame.ready.number)
            return value(frame)

        return work

    def _among(self, node: Among) -> Work:
        operand, fixed, param, choices = self.work(node.operand), frozenset(node.codes), node.param, node.choices
        if not param:
            return lambda frame: int(operand(frame) in fixed)
        parameter = self._param(Param(param))

        def work(frame: Frame) -> int:
            value = operand(frame)
            parameter(frame)
            return int(value in frame.run.edition.codes(param, choices))

        return work

    def _oncalendar(self, node: OnCalendar) -> Work:
        return strict(ON_CALENDAR[node.function], *(self.work(argument) for argument in node.arguments))

    def _makewindow(self, node: MakeWindow) -> Work:
        return strict(lambda first, last: (first, last), self.work(node.first), self.work(node.last))

    def _part(self, node: Part) -> Work:
        whole, at = self.work(node.whole), node.at
        if at == 3:
            return lambda frame: length(whole(frame))
        if isinstance(node.whole, Local) and node.whole.slot not in self._names:
            slot = node.whole.slot
            return lambda frame: frame.cells[slot][at]
        return lambda frame: whole(frame)[at]

    def _lookup(self, node: Lookup) -> Work:
        parameter, key, function = self._param(Param(node.param)), self.work(node.key), LOOKUPS[node.function]
        name = node.param

        def work(frame: Frame) -> int:
            found = function(parameter(frame), key(frame))
            if found is None:
                raise Unknown((Missing(f"p.{name}", None, None, "no row for this key", "parameter"),))
            return found

        return work

    def _loop(self, node: Loop) -> Work:
        over = self._collection(node.over)
        where = self.work(node.where) if node.where is not None else None
        default = self.work(node.default) if node.default is not None else None
        return loop(node.function, over, node.slot, where, self.work(node.body), default)

    def _collection(self, node: Node) -> Work:
        if isinstance(node, MembersOf):
            role = node.role
            return lambda frame: frame.run.members.roles[role]
        if isinstance(node, Stretches):
            window, unit = self.work(node.window), node.unit
            most = self.work(node.most) if node.most is not None else None
            return lambda frame: stretches(unit, window(frame), most(frame) if most is not None else 0)
        assert isinstance(node, Bands)  # there are three kinds
        quantity, table = self.work(node.quantity), self._param(Param(node.param))
        return lambda frame: bands(table(frame), quantity(frame))

    def _share(self, node: Share) -> Work:
        where = self.work(node.where) if node.where is not None else None
        return share(self.work(node.total), node.role, node.slot, where, self.work(node.weight))
