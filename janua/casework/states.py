"""Which state may follow which, as tables that an officer could read."""

from enum import StrEnum


class ClaimState(StrEnum):
    """Where a claim stands."""

    SUBMITTED = "submitted"
    CHECKING = "checking"
    ASSESSED = "assessed"
    NOTICE_GIVEN = "notice_given"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    # The machine could not go on; a task says so, and an officer sends it on.
    STUCK = "stuck"
    # Started by an event, waiting for the person's one yes.
    OFFERED = "offered"


CLAIM_MAY_BECOME: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.SUBMITTED: frozenset({ClaimState.CHECKING, ClaimState.ASSESSED, ClaimState.WITHDRAWN, ClaimState.STUCK}),
    # Where the law says yes the machine decides in the same step in which it assesses.
    ClaimState.CHECKING: frozenset({ClaimState.ASSESSED, ClaimState.DECIDED, ClaimState.WITHDRAWN, ClaimState.STUCK}),
    ClaimState.OFFERED: frozenset({ClaimState.SUBMITTED, ClaimState.WITHDRAWN}),
    ClaimState.STUCK: frozenset({ClaimState.SUBMITTED, ClaimState.WITHDRAWN}),
    # Sent round again when a fact is ruled on, answered late or brought by the person.
    ClaimState.ASSESSED: frozenset(
        {ClaimState.SUBMITTED, ClaimState.NOTICE_GIVEN, ClaimState.DECIDED, ClaimState.WITHDRAWN}
    ),
    ClaimState.NOTICE_GIVEN: frozenset({ClaimState.SUBMITTED, ClaimState.DECIDED, ClaimState.WITHDRAWN}),
    # A reconsideration makes a new decision, which supersedes the earlier one; the claim stays decided.
    ClaimState.DECIDED: frozenset(),
    # Only what an event had offered: a no may be taken back.
    ClaimState.WITHDRAWN: frozenset({ClaimState.OFFERED}),
}


class LineState(StrEnum):
    """Whether an amount line of an entitlement may be paid."""

    DUE = "due"
    HELD = "held"
    SUSPENDED = "suspended"
    ENDED = "ended"


LINE_MAY_BECOME: dict[LineState, frozenset[LineState]] = {
    LineState.DUE: frozenset({LineState.HELD, LineState.SUSPENDED, LineState.ENDED}),
    LineState.HELD: frozenset({LineState.DUE, LineState.SUSPENDED, LineState.ENDED}),
    LineState.SUSPENDED: frozenset({LineState.DUE, LineState.ENDED}),
    LineState.ENDED: frozenset(),
}


class EntitlementState(StrEnum):
    """Whether a right to an amount or service is in force."""

    IN_FORCE = "in_force"
    HELD = "held"
    SUSPENDED = "suspended"
    ENDED = "ended"


class TaskState(StrEnum):
    """Whether a piece of work still waits."""

    OPEN = "open"
    DONE = "done"


class ReconsiderationState(StrEnum):
    """Where a request to look at a decision again stands."""

    ASKED = "asked"
    RERUN = "rerun"
    DECIDED = "decided"


class WrongState(Exception):
    """The thing is no longer where this step starts; look at it again before you go on."""


def require_claim_may_become(now: str, then: ClaimState) -> None:
    """Refuse a step that the table does not allow.

    Raises   WrongState, naming both states
    """
    if then not in CLAIM_MAY_BECOME[ClaimState(now)]:
        raise WrongState(
            f"A claim that is {now} cannot become {then}. Open the claim again to see what happened to it."
        )


def require_line_may_become(now: str, then: LineState) -> None:
    """Refuse a change of an amount line that the table does not allow.

    Raises   WrongState, naming both states
    """
    if then not in LINE_MAY_BECOME[LineState(now)]:
        raise WrongState(f"An amount line that is {now} cannot become {then}.")
