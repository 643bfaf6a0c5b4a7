"""Which state of a run, an order and an account may follow which."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a payment run stands."""

    PREPARED = "prepared"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    RECONCILED = "reconciled"
    CANCELLED = "cancelled"


RUN_MAY_BECOME: dict[RunState, frozenset[RunState]] = {
    RunState.PREPARED: frozenset({RunState.APPROVED, RunState.CANCELLED}),
    RunState.APPROVED: frozenset({RunState.SENDING}),
    # Sending again after doubt sends the same bytes.
    RunState.SENDING: frozenset({RunState.SENDING, RunState.SENT}),
    RunState.SENT: frozenset({RunState.RECONCILED}),
    RunState.RECONCILED: frozenset(),
    RunState.CANCELLED: frozenset(),
}


class OrderState(StrEnum):
    """Where one instruction of a run stands."""

    PREPARED = "prepared"
    TAKEN_OUT = "taken_out"
    APPROVED = "approved"
    SENT = "sent"
    PAID = "paid"
    RETURNED = "returned"
    REJECTED = "rejected"


ORDER_MAY_BECOME: dict[OrderState, frozenset[OrderState]] = {
    OrderState.PREPARED: frozenset({OrderState.TAKEN_OUT, OrderState.APPROVED}),
    OrderState.TAKEN_OUT: frozenset(),
    OrderState.APPROVED: frozenset({OrderState.SENT}),
    OrderState.SENT: frozenset({OrderState.PAID, OrderState.RETURNED, OrderState.REJECTED}),
    # The bank may book first and send the money back later.
    OrderState.PAID: frozenset({OrderState.RETURNED}),
    OrderState.RETURNED: frozenset(),
    OrderState.REJECTED: frozenset(),
}

# An order in one of these states holds its entitlement lines: they are in no other order.
HOLDS_LINES = frozenset({OrderState.PREPARED, OrderState.APPROVED, OrderState.SENT, OrderState.PAID})


class AccountState(StrEnum):
    """Where an account for payment stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


class WrongState(Exception):
    """The run, order or account is no longer where this step starts; look at it again before you go on."""


def require_run_may_become(now: str, then: RunState) -> None:
    """Refuse a step that the table does not allow.

    Raises   WrongState, naming both states
    """
    if then not in RUN_MAY_BECOME[RunState(now)]:
        raise WrongState(f"A run that is {now} cannot become {then}. Open the run again to see what happened to it.")
