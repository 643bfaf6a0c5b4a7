"""Which state of a delivery may follow which."""

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a message stands on one channel."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


FOLLOWS: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING: frozenset({DeliveryState.SENT, DeliveryState.FAILED}),
    DeliveryState.FAILED: frozenset({DeliveryState.WAITING}),
    DeliveryState.SENT: frozenset(),
}
