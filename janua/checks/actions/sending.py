"""Send what waits, with no transaction open while another system thinks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from janua.base.clock import now
from janua.checks.models import Check, Partner
from janua.checks.permissions import require_system
from janua.checks.queries import identifiers_of
from janua.checks.states import CheckState
from janua.pack.installed import country
from janua.pack.registers import Register
from janua.values import Identifier

# Seconds until a question is sent again: after a failure, and ten times as long after an acknowledgement.
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 900.0
# How long a question may be in a worker's hands before another takes the worker for dead.
IN_HAND = timedelta(seconds=60)


@dataclass(frozen=True)
class ToSend:
    """One question, complete without the database.

    attempt   1 for the first sending
    """

    check_id: UUID
    register: str
    wire: str
    base_url: str
    sender_id: str
    kind: str
    ground: str
    citation: str
    subject: Identifier
    parameters: dict[str, Any]
    attempt: int


@dataclass(frozen=True)
class Sent:
    """What came of one sending.

    records     the answer, where the wire answers at once
    trouble     why it failed, in a short code; `again` says whether trying later can help
    """

    check_id: UUID
    attempt: int
    records: tuple[dict[str, Any], ...] | None = None
    trouble: str = ""
    again: bool = False


def take_due(*, on: date, limit: int = 50) -> list[ToSend]:
    """Take questions that are due into our hands; those beyond their deadline go the manual route.

    A killed worker's questions come due again by themselves: being taken moves the next attempt into the future.
    Questions to a register that is no partner yet wait for it until their deadline.
    """
    require_system("checker")
    at = now()
    due = list(
        Check.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state__in=[CheckState.WAITING, CheckState.ASKING, CheckState.ASKED], next_attempt_at__lte=at)
        .filter(Q(register__in=Partner.objects.values("code")) | Q(deadline_on__lt=on))
        .order_by("next_attempt_at")[:limit]
    )
    registers = {register.code: register for register in country().registers}
    partners = Partner.objects.in_bulk([check.register for check in due])
    numbers = identifiers_of(
        persons=[check.subject_id for check in due], schemes={one.scheme for one in registers.values()}, on=on
    )
    taken = []
    for check in due:
        partner, register = partners.get(check.register), registers.get(check.register)
        citation = _citation(check, register)
        number = numbers.get((check.subject_id, register.scheme)) if register else None
        trouble = _hopeless(check, partner, citation, number, on=on)
        if trouble or partner is None or register is None or number is None:
            _by_hand(check, trouble, at)
            continue
        _note_attempt(check, at)
        taken.append(
            ToSend(
                check_id=check.id,
                register=check.register,
                wire=partner.wire,
                base_url=partner.base_url,
                sender_id=partner.sender_id,
                kind=check.kind,
                ground=check.ground,
                citation=citation,
                subject=Identifier(register.scheme, number),
                parameters=check.parameters,
                attempt=check.attempts,
            )
        )
    return taken


def note_sent(*, outcomes: Sequence[Sent]) -> None:
    """Write down what came of sendings that brought no answer yet; an answer that was quicker stands."""
    require_system("checker")
    at = now()
    for sent in outcomes:
        check = Check.objects.select_for_update(of=("self",)).get(id=sent.check_id)
        if (check.state, check.attempts) != (CheckState.ASKING, sent.attempt):
            continue
        if not sent.trouble:
            check.state, check.asked_at = CheckState.ASKED, at
            check.next_attempt_at = at + timedelta(seconds=_pause(check.attempts) * 10)
        elif sent.again:
            check.state = CheckState.WAITING
            check.next_attempt_at = at + timedelta(seconds=_pause(check.attempts))
        else:
            check.state, check.answered_at = CheckState.MANUAL, at
        check.last_trouble = sent.trouble
        check.save(update_fields=["state", "asked_at", "answered_at", "next_attempt_at", "last_trouble"])


def _citation(check: Check, register: Register | None) -> str:
    """The law under which the question may be asked today; "" where the pack no longer asks it."""
    question = register.questions.get(check.kind) if register else None
    return question.legal_grounds.get(check.ground, "") if question else ""


def _hopeless(check: Check, partner: Partner | None, citation: str, number: str | None, *, on: date) -> str:
    if not citation:
        return "no_legal_ground"
    if partner is None:
        return "no_partner"
    if number is None:
        return "no_identifier"
    if on > check.deadline_on:
        return "deadline_passed"
    return ""


def _by_hand(check: Check, trouble: str, at: datetime) -> None:
    check.state, check.answered_at, check.last_trouble = CheckState.MANUAL, at, trouble
    check.save(update_fields=["state", "answered_at", "last_trouble"])


def _note_attempt(check: Check, at: datetime) -> None:
    check.attempts += 1
    check.state = CheckState.ASKING
    check.message_id = f"{check.id}-{check.attempts}"
    # Also the lease: should this worker die, another sends again after the pause.
    check.next_attempt_at = at + IN_HAND
    check.save(update_fields=["attempts", "state", "message_id", "next_attempt_at"])


def _pause(attempts: int) -> float:
    return float(min(FIRST_PAUSE * 2 ** min(attempts - 1, 12), LONGEST_PAUSE))
