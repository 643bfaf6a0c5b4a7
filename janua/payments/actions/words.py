"""What the bank's files say of our orders, file kind by file kind, as one stream of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from uuid import UUID

from janua.exchange import iso20022
from janua.exchange.iso20022 import CAMT_053, CAMT_054, PAIN_002, Movement
from janua.payments.states import Word

KINDS = (PAIN_002, CAMT_054, CAMT_053)
OTHER = "other"
_SETTLED, _REFUSED, _BOOKED = "ACSC", "RJCT", "BOOK"
# The bank refuses a second file because it has the first: that says nothing against the first.
_KNOWN_BEFORE = frozenset({"DU01", "DUPL", "AM05"})
_NO_REASON = "NARR"


@dataclass(frozen=True, slots=True)
class Said:
    """One word of the bank.

    order      None where it names no order of ours
    amount     minor units; None where the bank names none
    message    id of the file that it is about, empty where it does not say
    """

    order: UUID | None
    word: Word
    amount: int | None
    currency: str
    booked_on: date | None
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class WholeFileRefused:
    """The bank takes nothing of a file."""

    message: str
    reason: str


def words_of(*, kind: str, content: BinaryIO) -> Iterator[Said | WholeFileRefused]:
    """Read a report word by word; it counts only when it was read to its end.

    Raises   XmlRefused
    """
    return _of_status_report(content) if kind == PAIN_002 else _of_movements(kind, content)


def _of_status_report(content: BinaryIO) -> Iterator[Said | WholeFileRefused]:
    report = iso20022.read_pain002(content)
    on, said = date.fromisoformat(report.created_at[:10]), 0
    for payment in report.payments:
        said += 1
        word = {_SETTLED: Word.PAID, _REFUSED: Word.REJECTED}.get(payment.status)
        if word is not None:
            reason = payment.reasons[0].code if payment.reasons else ""
            yield Said(_order(payment.end_to_end_id), word, None, "", on, reason[:35], report.original_message_id)
    if report.group_status == _REFUSED and not said:
        reason = report.reasons[0].code if report.reasons else _NO_REASON
        if reason not in _KNOWN_BEFORE:
            yield WholeFileRefused(report.original_message_id, reason[:35])


def _of_movements(kind: str, content: BinaryIO) -> Iterator[Said | WholeFileRefused]:
    report = (iso20022.read_camt054 if kind == CAMT_054 else iso20022.read_camt053)(content)
    for item in report.items:
        if not isinstance(item, Movement) or item.status != _BOOKED:
            continue
        came_back = item.is_credit and (bool(item.return_reason) or item.is_reversal)
        left = not item.is_credit and not item.is_reversal
        if came_back or left:
            word = Word.RETURNED if came_back else Word.PAID
            yield Said(
                _order(item.end_to_end_id),
                word,
                item.amount.minor,
                item.amount.currency,
                item.booked_on,
                item.return_reason[:35],
                item.message_id,
            )


def _order(end_to_end_id: str) -> UUID | None:
    try:
        return UUID(hex=end_to_end_id)
    except ValueError:
        return None
