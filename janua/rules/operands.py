"""How operands are worked out: all that is missing is found at once; a name is worked out when first read."""

from collections.abc import Callable
from typing import Any

from janua.rules.interpreter import UNSET, Frame, all_missing
from janua.rules.run import Unknown

Work = Callable[[Frame], Any]


def strict(function: Callable[..., Any], *works: Work) -> Work:
    """All operands are needed; what is missing in any of them is found at once."""
    if len(works) != 2:
        return _of_any(function, works)
    left, right = works

    def work(frame: Frame) -> Any:
        try:
            a = left(frame)
        except Unknown as unknown:
            raise Unknown(all_missing(unknown.missing, frame, (right,))) from None
        return function(a, right(frame))

    return work


def _of_any(function: Callable[..., Any], works: tuple[Work, ...]) -> Work:
    def work(frame: Frame) -> Any:
        values = []
        for at, operand in enumerate(works):
            try:
                values.append(operand(frame))
            except Unknown as unknown:
                raise Unknown(all_missing(unknown.missing, frame, works[at + 1 :])) from None
        return function(*values)

    return work


def both(left: Work, right: Work) -> Work:
    """left and right: settled by either no, even where the other is not known."""

    def work(frame: Frame) -> int:
        try:
            if not left(frame):
                return 0
        except Unknown as unknown:
            if _known(right, frame, unknown) == 0:
                return 0
            raise Unknown(unknown.missing) from None
        return 1 if right(frame) else 0

    return work


def one_of_two(left: Work, right: Work) -> Work:
    """left or right: settled by either yes, even where the other is not known."""

    def work(frame: Frame) -> int:
        try:
            if left(frame):
                return 1
        except Unknown as unknown:
            if _known(right, frame, unknown):
                return 1
            raise Unknown(unknown.missing) from None
        return 1 if right(frame) else 0

    return work


def _known(right: Work, frame: Frame, beside: Unknown) -> int:
    """The other operand of a junction. Raises Unknown with what either misses."""
    try:
        return 1 if right(frame) else 0
    except Unknown as found:
        raise Unknown(tuple(dict.fromkeys(beside.missing + found.missing))) from None


def plain_name(slot: int) -> Work:
    def work(frame: Frame) -> Any:
        value = frame.cells[slot]
        if value is UNSET:
            value = frame.cells[slot] = frame.ready.names[slot].work(frame)
        return value

    return work


def traced_name(slot: int) -> Work:
    """An assigned name: worked out when first read, told as a step with what it rests on."""

    def work(frame: Frame) -> Any:
        found = frame.cells[slot]
        if found is UNSET:
            named, above, explanation = frame.ready.names[slot], frame.children, frame.run.explanation
            frame.children = []
            try:
                value = named.work(frame)
                below = frame.children
            except Unknown:
                above.extend(frame.children)
                raise
            finally:
                frame.children = above
            assert explanation is not None  # a traced run has one
            found = frame.cells[slot] = (value, explanation.add(named.told, value, below, frame.person))
        frame.children.append(found[1])
        return found[0]

    return work
