"""Running the lowered form for one household: each rule once, in the order of need, told in the explanation."""

from collections.abc import Callable, Sequence
from typing import Any

from janua.rules.edition import ReadyRule
from janua.rules.errors import ExceptionConflict
from janua.rules.explanation import Told
from janua.rules.run import NO_VALUE_ON_DAY, Missing, Run, Unknown
from janua.rules.types import BOOL

UNSET: Any = object()


class Frame:
    """One rule at work for one person: its assigned names and loop variables, and the nodes it has used so far."""

    __slots__ = ("branch", "cells", "children", "person", "ready", "run")

    def __init__(self, run: Run, ready: ReadyRule, person: str | None, given: tuple[Any, ...]) -> None:
        self.run, self.ready, self.person = run, ready, person
        self.cells: list[Any] = [UNSET] * ready.lowered.slots
        if given:
            self.cells[: len(given)] = given
        self.children: list[int] = []
        self.branch = 1


Result = tuple[Any, int, tuple[Missing, ...]]  # value, node, what is missing


def call(run: Run, number: int, name: str, person: str | None, given: tuple[Any, ...]) -> Result:
    """The value of a rule for a person (None: the unit), its node, and why there is no value; worked out once."""
    key = (number, person, given)
    found: Result | None = run.memo.get(key)
    if found is None:
        found = run.memo[key] = work_out(run, number, name, person, given)
    return found


def work_out(run: Run, number: int, name: str, person: str | None, given: tuple[Any, ...]) -> Result:
    """The same, not yet worked out."""
    ready = run.rules[number]
    if ready is None:
        return _not_in_force(run, name, person)
    frame = Frame(run, ready, person, given)
    exceptions = run.exceptions[number]
    value: Any = None
    missing: tuple[Missing, ...] = ()
    try:
        if exceptions:
            value = _with_exceptions(frame, exceptions)
        else:
            value = ready.body(frame)
            run.branches.add(ready.returned[frame.branch])
        if ready.is_test:
            run.branches.add(ready.answered[1 if value else 0])
    except Unknown as unknown:
        missing = unknown.missing
    explanation = run.explanation
    if explanation is None:
        run.marks.add(ready.told.mark)
        return value, -1, missing
    branch = frame.branch if ready.told.returns > 1 and not missing else None
    rows = explanation.rows
    rows.append((ready.told, value, frame.children, person, branch, None, given, 0))
    return value, len(rows) - 1, missing


def _not_in_force(run: Run, name: str, person: str | None) -> Result:
    node = -1
    if run.explanation is not None:
        node = run.explanation.add(Told("rule", name, BOOL), None, subject=person)
    return None, node, (Missing(name, None, None, NO_VALUE_ON_DAY, "rule"),)


def _with_exceptions(frame: Frame, exceptions: Sequence[ReadyRule]) -> Any:
    exception = _exception_that_holds(frame, exceptions)
    if exception is not None:
        frame.run.branches.add((frame.ready.number, "exception"))
        return _exceptional(frame, exception)
    value = frame.ready.body(frame)
    frame.run.branches.add((frame.ready.number, frame.branch))
    return value


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
    run.marks.add(exception.told.mark)
    if run.explanation is not None:
        branch = inner.branch if exception.lowered.returns > 1 else None
        frame.children.append(run.explanation.add(exception.told, value, inner.children, frame.person, branch))
    return value


def decided(frame: Frame, works: Sequence[Callable[[Frame], Any]], op: str, *, thorough: bool) -> int:
    """and / or: settled as soon as what is known settles it; thorough looks at every part even then."""
    settling = op == "or"
    settled = False
    missing: tuple[Missing, ...] = ()
    for work in works:
        try:
            if bool(work(frame)) is settling:
                settled = True
                if not thorough:
                    return int(settling)
        except Unknown as found:
            missing += found.missing
    if settled:
        return int(settling)
    if missing:
        raise Unknown(tuple(dict.fromkeys(missing)))
    return int(not settling)


def all_missing(
    first: tuple[Missing, ...], frame: Frame, rest: Sequence[Callable[[Frame], Any]]
) -> tuple[Missing, ...]:
    """What is missing here and in the other parts of an expression, so that it can be asked for at once."""
    for work in rest:
        try:
            work(frame)
        except Unknown as found:
            first += found.missing
    return tuple(dict.fromkeys(first))
