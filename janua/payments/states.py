"""Which state of a run, an order and an account may follow which."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a payment run stands."""

    PREPARING = "preparing"
    PREPARED = "prepared"
    # Nothing in it could be paid: it ends here, and is never put before a second person.
    EMPTY = "empty"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    RECONCILED = "reconciled"
    CANCELLED = "cancelled"


RUN_MAY_BECOME: dict[RunState, frozenset[RunState]] = {
    RunState.PREPARING: frozenset({RunState.PREPARED, RunState.EMPTY, RunState.CANCELLED}),
    RunState.PREPARED: frozenset({RunState.APPROVED, RunState.CANCELLED}),
    RunState.EMPTY: frozenset(),
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
    # A booking outweighs an earlier no: the bank contradicted itself, and the money has moved.
    OrderState.REJECTED: frozenset({OrderState.PAID, OrderState.RETURNED}),
}

# An order in one of these states holds its entitlement lines: they are in no other order.
HOLDS_LINES = frozenset({OrderState.PREPARED, OrderState.APPROVED, OrderState.SENT, OrderState.PAID})


class Word(StrEnum):
    """What the bank may say of an order, the weightier last: the words may come in any order, and twice.

    Money that came back had been paid, and a booking outweighs a no. So the weightiest word so far is where the order
    stands, whichever came first.
    """

    REJECTED = "rejected"
    PAID = "paid"
    RETURNED = "returned"


class LedgerAccount(StrEnum):
    """The chart of accounts.

    expense   what programmes cost; debited once for each entitlement line
    owed      what persons are owed
    sent      given to the bank, without its word
    bank      our account at the bank
    """

    EXPENSE = "expense"
    OWED = "owed"
    SENT = "sent"
    BANK = "bank"


class Journal(StrEnum):
    """What is booked for an order; POSTINGS says between which accounts."""

    DUE = "due"
    SENT = "sent"
    REJECTED = "rejected"
    MENDED = "mended"
    PAID = "paid"
    RETURNED = "returned"


# journal → account debited, account credited
POSTINGS: dict[Journal, tuple[LedgerAccount, LedgerAccount]] = {
    Journal.DUE: (LedgerAccount.EXPENSE, LedgerAccount.OWED),
    Journal.SENT: (LedgerAccount.OWED, LedgerAccount.SENT),
    Journal.REJECTED: (LedgerAccount.SENT, LedgerAccount.OWED),
    # The bank had said no and paid after all: the rejection is undone.
    Journal.MENDED: (LedgerAccount.OWED, LedgerAccount.SENT),
    Journal.PAID: (LedgerAccount.SENT, LedgerAccount.BANK),
    Journal.RETURNED: (LedgerAccount.BANK, LedgerAccount.OWED),
}


class AccountState(StrEnum):
    """Where an account for payment stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    # Taken back by whoever proposed it, before anybody confirmed it.
    WITHDRAWN = "withdrawn"


class WrongState(Exception):
    """The run, order or account is no longer where this step starts; look at it again before you go on."""


def require_run_may_become(now: str, then: RunState) -> None:
    """Refuse a step that the table does not allow.

    Raises   WrongState, naming both states
    """
    if then not in RUN_MAY_BECOME[RunState(now)]:
        raise WrongState(f"A run that is {now} cannot become {then}. Open the run again to see what happened to it.")
