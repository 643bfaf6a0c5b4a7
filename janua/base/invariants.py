"""What must always hold, as read-only SQL that looks for what breaks it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invariant:
    """One truth about the rows of an app; its `invariants.py` lists them as INVARIANTS.

    name      what holds, as a code such as payments.line_paid_once
    checked   SELECT that counts the things looked at
    broken    SELECT that gives the id of each thing that breaks it
    """

    name: str
    checked: str
    broken: str
