"""Messages of partners: kept when they come, taken up by the worker, forgotten when they can no longer be replayed."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet

from janua.base.clock import now
from janua.base.keys.boxed import open_from, seal_into
from janua.base.keys.envelope import Tampered, place
from janua.checks.actions.answer import record_answer, register_called
from janua.checks.actions.news import take_news
from janua.checks.models import Check, Partner, Received, Subscription
from janua.checks.permissions import require_system
from janua.checks.states import CheckState
from janua.exchange.dci import Envelope, Found, found, notified, subscribed
from janua.pack.registers import AnswerUnreadable, DciRegister

log = logging.getLogger(__name__)
UNASKED = "unasked"
INBOX = "inbox"
# A proven message that does not say what its profile promises, or what the tables cannot hold: it must hold up no
# other, so that one faulty record cannot stop the news of a whole country.
UNREADABLE = (AnswerUnreadable, LookupError, ValueError, TypeError, AttributeError, DataError, IntegrityError, Tampered)
# Beyond the life of a signature, so that clocks may differ.
NONCE_KEPT = timedelta(minutes=15)


class SeenBefore(Exception):
    """This message came before; it is answered as the first time and has no second effect."""


def keep_received(*, partner: Partner, kind: str, envelope: Envelope, expires_at: Any) -> None:
    """Keep a proven message for the worker; the only thing that the process facing the network writes.

    Raises   NotPermitted, SeenBefore, KeysUnavailable
    """
    require_system("exchange")
    try:
        with transaction.atomic():
            received = Received(
                partner=partner,
                message_id=envelope.message_id,
                kind=kind,
                received_at=now(),
                expires_at=expires_at,
            )
            received.body = seal_into(INBOX, json.dumps(envelope.to_json()).encode(), _place(received))
            received.save(force_insert=True)
    except IntegrityError as error:
        raise SeenBefore("This message was received before.") from error


def take_up_received(*, on: date, limit: int = 100) -> int:
    """Read the messages that wait, oldest first; one that cannot be read holds up no other. Gives how many."""
    require_system("exchange")
    waiting = list(
        Received.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(taken_at__isnull=True)
        .order_by("received_at")[:limit]
    )
    for message in waiting:
        try:
            with transaction.atomic():
                outcome = _take_up(message, on=on)
        except UNREADABLE as error:
            log.warning("a message of %s cannot be read (%s)", message.partner_id, type(error).__name__)
            outcome = f"unreadable: {type(error).__name__}"
            _answers_by_hand(message)
        # What was said stands in facts; the message itself is kept no longer than it is needed.
        Received.objects.filter(id=message.id).update(body=None, taken_at=now(), outcome=outcome[:40])
    return len(waiting)


def take_answer(*, check_id: UUID, records: Sequence[Mapping[str, Any]], on: date) -> str:
    """Record what a register answered at once; an answer that cannot be read sends the check the manual route."""
    require_system("checker")
    check = Check.objects.select_for_update(of=("self",)).get(id=check_id)
    try:
        with transaction.atomic():
            return record_answer(check=check, records=records, on=on)
    except UNREADABLE as error:
        log.warning("check %s: the answer cannot be read (%s)", check_id, type(error).__name__)
        _to_hand(Check.objects.filter(id=check_id))
        return CheckState.MANUAL


def forget_received() -> int:
    """Delete messages whose id can no longer be replayed. Gives how many."""
    require_system("keeper")
    deleted, _ = Received.objects.filter(taken_at__isnull=False, expires_at__lt=now() - NONCE_KEPT).delete()
    return deleted


def _take_up(message: Received, *, on: date) -> str:
    envelope = _envelope(message)
    if message.kind == "on-search":
        return ",".join(_take_found(message, one, on=on) for one in found(envelope))
    if message.kind == "on-subscribe":
        for one in subscribed(envelope):
            Subscription.objects.filter(id=_own_id(one.reference_id), partner=message.partner_id).update(
                state="active" if one.codes else "refused", code=",".join(one.codes)[:120]
            )
        return "subscribed"
    register: DciRegister = register_called(message.partner_id)  # type: ignore[assignment]
    return ",".join(take_news(register=register, news=register.news(one), on=on) for one in notified(envelope))


def _envelope(message: Received) -> Envelope:
    """What was sent. Raises AnswerUnreadable, Tampered, KeysUnavailable."""
    if message.body is None:
        raise AnswerUnreadable("the message was taken up before")
    body = json.loads(open_from(INBOX, bytes(message.body), _place(message)))
    return Envelope(header=body["header"], message=body["message"])


def _place(message: Received) -> bytes:
    return place(Received._meta.db_table, "body", message.id)


def _take_found(message: Received, one: Found, *, on: date) -> str:
    number = _own_id(one.reference_id)
    check = Check.objects.select_for_update(of=("self",)).filter(id=number, register=message.partner_id).first()
    if check is None:
        return UNASKED
    if one.status == "succ":
        return record_answer(check=check, records=one.records, on=on)
    if one.status == "rjct" and check.state in (CheckState.ASKING, CheckState.ASKED, CheckState.WAITING):
        check.state, check.answered_at, check.last_trouble = CheckState.MANUAL, now(), f"refused {one.reason_code}"
        check.save(update_fields=["state", "answered_at", "last_trouble"])
    return one.status


def _own_id(reference_id: str) -> UUID:
    """The id that we gave a request; one that no row bears where the reference is none of ours."""
    try:
        return UUID(reference_id)
    except ValueError:
        return UUID(int=0)


def _answers_by_hand(message: Received) -> None:
    """An answer that cannot be read sends its check the manual route: nobody waits for it any longer."""
    if message.kind != "on-search":
        return
    try:
        responses = _envelope(message).message["search_response"]
    except (AnswerUnreadable, Tampered):
        return
    for response in responses:
        _to_hand(Check.objects.filter(id=_own_id(response["reference_id"]), register=message.partner_id))


def _to_hand(checks: QuerySet[Check]) -> None:
    checks.filter(state__in=[CheckState.WAITING, CheckState.ASKING, CheckState.ASKED]).update(
        state=CheckState.MANUAL, answered_at=now(), last_trouble="answer_unreadable"
    )
