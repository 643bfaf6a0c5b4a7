"""Which state may follow which."""

from enum import StrEnum


class RatesState(StrEnum):
    """Where new rates stand."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


# What is approved is the law: it is changed by another change only.
RATES: dict[RatesState, frozenset[RatesState]] = {
    RatesState.PROPOSED: frozenset({RatesState.APPROVED, RatesState.WITHDRAWN}),
    RatesState.APPROVED: frozenset(),
    RatesState.WITHDRAWN: frozenset(),
}
