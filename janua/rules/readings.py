"""Reading at work: persons, facts, series, given days and parameters, each told where there is an explanation."""

from collections.abc import Callable, Mapping
from typing import Any

from janua.rules.attributes import Attribute
from janua.rules.interpreter import Frame
from janua.rules.nodes import BuiltIn, Fact, IsKnown, Node, OverSeries, Param, Self, Single
from janua.rules.run import NO_VALUE_ON_DAY, Missing, Unknown

Work = Callable[[Frame], Any]


class Readings:
    """The functions of the nodes that read something."""

    def __init__(self, attributes: Mapping[str, Attribute], *, traced: bool) -> None:
        self.attributes, self.traced = attributes, traced

    def work(self, node: Node) -> Work:
        """The function of one node: of the method named after its class."""
        return getattr(self, "_" + type(node).__name__.lower())(node)  # type: ignore[no-any-return]

    def _self(self, node: Self) -> Work:
        return lambda frame: frame.person

    def _single(self, node: Single) -> Work:
        role = node.role
        return lambda frame: frame.run.members.roles[role][0]

    def subject(self, node: Node | None) -> Work:
        return self.work(node) if node is not None else lambda _: None

    def _fact(self, node: Fact) -> Work:
        attribute, subject, traced = self.attributes[node.attribute], self.subject(node.subject), self.traced
        day = self.work(node.day) if node.day is not None else None

        def work(frame: Frame) -> Any:
            run = frame.run
            on = run.parameter_day if day is None else day(frame)
            value, number, missing = run.fact(attribute, subject(frame), on)
            if traced:
                frame.children.append(number)
            if missing:
                raise Unknown(missing)
            return value

        return work

    def _isknown(self, node: IsKnown) -> Work:
        attribute, subject, traced = self.attributes[node.attribute], self.subject(node.subject), self.traced

        def work(frame: Frame) -> int:
            run, person = frame.run, subject(frame)
            if attribute.repeats:
                items = run.items(attribute, person)
                found = items is not None and all(item.value is not None for item in items)
            else:
                _, number, missing = run.fact(attribute, person, run.parameter_day)
                found = not missing
                if traced:
                    frame.children.append(number)
            if not found:
                run.situation.silences.add((person, attribute.name))
            return int(found)

        return work

    def _overseries(self, node: OverSeries) -> Work:
        attribute, subject, traced = self.attributes[node.attribute], self.subject(node.subject), self.traced
        when = self.work(node.window)
        function, crossing, kind, param = node.function, node.crossing, node.type, node.param
        of_day = function in ("held", "since")
        fixed = frozenset(node.codes) if node.codes is not None else None
        parameter = self._param(Param(param)) if param else None
        choices = attribute.choices

        def work(frame: Frame) -> Any:
            run = frame.run
            codes = fixed
            if parameter is not None:
                parameter(frame)
                codes = run.edition.codes(param, choices)
            at = when(frame)
            window = (at, at) if of_day else at
            value, number, missing = run.series(function, attribute, subject(frame), window, codes, crossing, kind)
            if traced:
                frame.children.append(number)
            if missing:
                raise Unknown(missing)
            return value

        return work

    def _builtin(self, node: BuiltIn) -> Work:
        name, traced = node.name, self.traced

        def work(frame: Frame) -> Any:
            value = frame.run.days[name]
            if value is None:
                raise Unknown((Missing(name, None, None, "not known"),))
            if traced:
                frame.children.append(frame.run.given_node(name))
            return value

        return work

    def _param(self, node: Param) -> Work:
        key, traced = node.key, self.traced

        def work(frame: Frame) -> Any:
            run = frame.run
            bound = run.edition.bound.get(key)
            if bound is None:
                raise Unknown((Missing(f"p.{key}", None, None, NO_VALUE_ON_DAY, "parameter"),))
            if traced:
                frame.children.append(run.parameter_nodes.get(key) or run.parameter_node(key))
            else:
                run.marks.add(bound.mark)
            return bound.value

        return work
