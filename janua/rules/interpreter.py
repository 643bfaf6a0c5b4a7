"""Running the lowered form for one household: each rule once, in the order of need, with its place in the explanation."""

from collections.abc import Callable, Sequence
from typing import Any

from janua.rules.edition import ReadyRule
from janua.rules.errors import ExceptionConflict
from janua.rules.run import NO_VALUE_ON_DAY, Missing, Run, Unknown

UNSET: Any = object()


class Frame:
    """One rule at work for one person: its assigned names and loop variables, and the nodes it has used so far."""

    __slots__ = ("branch", "cells", "children", "person", "ready", "run")

    def __init__(self, run: Run, ready: ReadyRule, person: str | None, given: tuple[Any, ...]) -> None:
        self.run, self.ready, self.person = run, ready, person
        self.cells: list[Any] = [UNSET] * ready.lowered.slots
        self.cells[: len(given)] = given
        self.children: list[int] = []
        self.branch = 1


Result = tuple[Any, int, Unknown | None]


def call(run: Run, number: int, name: str, person: str | None, given: tuple[Any, ...]) -> Result:
    """The value of a rule for a person (None: the unit), its node, and why there is no value; worked out once."""
    key = (number, person, given)
    found = run.memo.get(key)
    if found is None:
        found = run.memo[key] = _work_out(run, number, name, person, given)
    return found  # type: ignore[no-any-return]


def _work_out(run: Run, number: int, name: str, person: str | None, given: tuple[Any, ...]) -> Result:
    ready = run.edition.rules[number]
    if ready is None:
        return None, -1, Unknown((Missing(name, None, None, NO_VALUE_ON_DAY, "rule"),))
    frame = Frame(run, ready, person, given)
    value: Any = None
    missing: Unknown | None = None
    try:
        exceptional = run.edition.exceptions[number]
        exception = _exception_that_holds(frame, exceptional) if exceptional else None
        value = ready.body(frame) if exception is None else _exceptional(frame, exception)
        run.branches.add((ready.number, "exception" if exception else frame.branch))
    except Unknown as unknown:
        missing = unknown
    lowered = ready.lowered
    if lowered.version.mark:
        run.marks.add(lowered.version.mark)
    if lowered.version.kind in ("condition", "alternative") and missing is None:
        run.branches.add((ready.number, "met" if value else "not met"))
    node = -1
    if run.explanation is not None:
        branch = frame.branch if lowered.returns > 1 and missing is None else None
        node = run.explanation.add(ready.told, value, frame.children, person, branch, None, given)
    return value, node, missing


def _exception_that_holds(frame: Frame, exceptions: Sequence[ReadyRule]) -> ReadyRule | None:
    holding = []
    for exception in exceptions:
        assert exception.when is not None  # exceptions have a case
        if exception.when(frame):
            holding.append(exception)
    if len(holding) > 1:
        names = " and ".join(entry.lowered.version.name for entry in holding)
        raise ExceptionConflict(f"{frame.ready.told.key}: {names} hold at once")
    return holding[0] if holding else None


def _exceptional(frame: Frame, exception: ReadyRule) -> Any:
    """The value of the exception, told below the rule it replaces."""
    run = frame.run
    inner = Frame(run, exception, frame.person, tuple(frame.cells[: len(exception.lowered.given)]))
    value = exception.body(inner)
    run.branches.add((exception.number, inner.branch))
    if exception.lowered.version.mark:
        run.marks.add(exception.lowered.version.mark)
    if run.explanation is not None:
        branch = inner.branch if exception.lowered.returns > 1 else None
        frame.children.append(run.explanation.add(exception.told, value, inner.children, frame.person, branch))
    return value


def decided(frame: Frame, works: Sequence[Callable[[Frame], Any]], op: str, *, thorough: bool) -> int:
    """and / or: settled as soon as what is known settles it; thorough looks at every part even then."""
    settling = op == "or"
    settled = False
    unknown: Unknown | None = None
    for work in works:
        try:
            if bool(work(frame)) is settling:
                settled = True
                if not thorough:
                    return int(settling)
        except Unknown as found:
            unknown = unknown.and_also(found) if unknown else found
    if settled:
        return int(settling)
    if unknown is not None:
        raise unknown
    return int(not settling)


def all_missing(first: Unknown, frame: Frame, rest: Sequence[Callable[[Frame], Any]]) -> Unknown:
    """What is missing here and in the other parts of an expression, so that it can be asked for at once."""
    for work in rest:
        try:
            work(frame)
        except Unknown as found:
            first = first.and_also(found)
    return first
