"""Which state of a check may follow which."""

from enum import StrEnum


class CheckState(StrEnum):
    """Where a question to another register stands."""

    WAITING = "waiting"
    ASKING = "asking"
    ASKED = "asked"
    ANSWERED = "answered"
    DISCREPANCY = "discrepancy"
    MANUAL = "manual"
    WITHDRAWN = "withdrawn"


# A late answer to a check that went the manual route is still an answer.
CHECK_MAY_BECOME: dict[CheckState, frozenset[CheckState]] = {
    CheckState.WAITING: frozenset({CheckState.ASKING, CheckState.MANUAL, CheckState.WITHDRAWN}),
    CheckState.ASKING: frozenset(
        {
            CheckState.WAITING,
            CheckState.ASKED,
            CheckState.ANSWERED,
            CheckState.DISCREPANCY,
            CheckState.MANUAL,
            CheckState.WITHDRAWN,
        }
    ),
    CheckState.ASKED: frozenset(
        {
            CheckState.WAITING,
            CheckState.ANSWERED,
            CheckState.DISCREPANCY,
            CheckState.MANUAL,
            CheckState.WITHDRAWN,
        }
    ),
    CheckState.MANUAL: frozenset({CheckState.ANSWERED, CheckState.DISCREPANCY, CheckState.WITHDRAWN}),
    CheckState.ANSWERED: frozenset(),
    CheckState.DISCREPANCY: frozenset({CheckState.ANSWERED}),
    CheckState.WITHDRAWN: frozenset(),
}

FINISHED = frozenset({CheckState.ANSWERED, CheckState.DISCREPANCY, CheckState.MANUAL})


class WrongState(Exception):
    """The check is no longer where this step starts; look at it again before you go on."""


def require_check_may_become(now: str, then: CheckState) -> None:
    """Refuse a step that the table does not allow.

    Raises   WrongState, naming both states
    """
    if then not in CHECK_MAY_BECOME[CheckState(now)]:
        raise WrongState(f"A check that is {now} cannot become {then}.")
