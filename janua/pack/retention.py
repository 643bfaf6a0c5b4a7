"""How long a country keeps what, as data: a rule for each kind of record, with its law."""

from dataclasses import dataclass
from enum import StrEnum


class Kept(StrEnum):
    """Kinds of record that a person may have; each app says when the last act of its kind was."""

    CASE = "case"
    PAYMENT = "payment"
    ACCOUNT = "account"
    REGISTER_ENTRY = "register_entry"


class Confidence(StrEnum):
    """How sure it is that the law says so."""

    STATED = "stated"
    READ_INTO = "read_into"
    ASSUMED = "assumed"


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """How long a kind of record is kept after its last act.

    months      after the last act
    citation    law and article
    confidence  whether the article states the period, is read so, or the period is ours until a ministry sets it
    note        what to know when reading it
    """

    kind: Kept
    months: int
    citation: str
    confidence: Confidence
    note: str = ""
