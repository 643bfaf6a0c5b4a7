"""Loops at work: sums, counts, tests and exact shares over members, stretches of time and bands."""

from collections.abc import Callable
from typing import Any

from janua.rules.interpreter import Frame
from janua.rules.quotients import shares
from janua.rules.run import Missing, Unknown

Work = Callable[[Frame], Any]
_CHOOSE: dict[str, Callable[[list[Any]], Any]] = {"min": min, "max": max, "first": lambda values: values[0]}


def loop(function: str, over: Work, slot: int, where: Work | None, body: Work, default: Work | None) -> Work:
    """The function of a loop."""
    if function in ("any", "all"):
        return _test(function, over, slot, where, body)
    if function == "sum":
        return lambda frame: sum(_values(frame, over, slot, where, body))
    if function == "count":
        return lambda frame: len(_values(frame, over, slot, where, body))
    assert default is not None  # min, max and first have one
    choose = _CHOOSE[function]

    def work(frame: Frame) -> Any:
        values = _values(frame, over, slot, where, body)
        return choose(values) if values else default(frame)

    return work


def _values(frame: Frame, over: Work, slot: int, where: Work | None, body: Work) -> list[Any]:
    """The body for each one that passes; everything that is missing is found, not only the first."""
    cells = frame.cells
    values: list[Any] = []
    missing: tuple[Missing, ...] = ()
    for one in over(frame):
        cells[slot] = one
        try:
            if where is None or where(frame):
                values.append(body(frame))
        except Unknown as found:
            missing += found.missing
    if missing:
        raise Unknown(tuple(dict.fromkeys(missing)))
    return values


def _test(function: str, over: Work, slot: int, where: Work | None, body: Work) -> Work:
    settling = function == "any"

    def work(frame: Frame) -> int:
        cells = frame.cells
        missing: tuple[Missing, ...] = ()
        for one in over(frame):
            cells[slot] = one
            try:
                if (where is None or where(frame)) and bool(body(frame)) is settling:
                    return int(settling)
            except Unknown as found:
                missing += found.missing
        if missing:
            raise Unknown(tuple(dict.fromkeys(missing)))
        return int(not settling)

    return work


def share(total: Work, role: str, slot: int, where: Work | None, weight: Work) -> Work:
    """The person's part of a total; nothing for who is not among those who share."""

    def work(frame: Frame) -> int:
        members = frame.run.members.roles[role]
        cells = frame.cells
        among, weights = [], []
        for one in members:
            cells[slot] = one
            if where is None or where(frame):
                among.append(one)
                weights.append(weight(frame))
        whole = total(frame)
        return shares(whole, weights)[among.index(frame.person)] if frame.person in among else 0

    return work
