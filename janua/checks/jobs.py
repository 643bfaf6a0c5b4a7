"""Background entry points: send what waits, take up what came, ask for news."""

import logging

from django.conf import settings

from janua.base.actors import acting_as, system_actor
from janua.base.clock import now, today
from janua.base.jobs import every
from janua.checks.actions.answer import record_answer
from janua.checks.actions.partner import load_partners
from janua.checks.actions.received import forget_received, take_up_received
from janua.checks.actions.sending import note_sent, take_due
from janua.checks.actions.subscription import note_subscriptions, subscriptions_to_send
from janua.checks.models import Check
from janua.checks.states import CheckState
from janua.checks.wire import send_all, send_subscriptions
from janua.pack.registers import AnswerUnreadable

log = logging.getLogger(__name__)


@every(seconds=1, actor="checker", queue="work", transaction=False, lease=120)
def send_questions() -> bool:
    """Send questions that are due: one short transaction, the sending, another short transaction."""
    with acting_as(system_actor("checker"), purpose="send_questions"):
        due = take_due(on=today())
    outcomes = send_all(due)
    with acting_as(system_actor("checker"), purpose="send_questions"):
        note_sent(outcomes=[sent for sent in outcomes if sent.records is None])
    for sent in outcomes:
        if sent.records is None:
            continue
        with acting_as(system_actor("checker"), purpose="send_questions"):
            check = Check.objects.select_for_update(of=("self",)).get(id=sent.check_id)
            try:
                record_answer(check=check, records=sent.records, on=today())
            except (AnswerUnreadable, ValueError) as error:
                log.warning("check %s: the answer cannot be read (%s)", check.id, type(error).__name__)
                Check.objects.filter(id=check.id).update(
                    state=CheckState.MANUAL, answered_at=now(), last_trouble="answer_unreadable"
                )
    return bool(due)


@every(seconds=1, actor="exchange", queue="work")
def take_up_messages() -> bool:
    """Read the messages that partners sent."""
    return bool(take_up_received(on=today()))


@every(seconds=600, actor="keeper", queue="work")
def forget_messages() -> None:
    """Delete what can no longer be replayed."""
    forget_received()


@every(seconds=30, actor="checker", queue="work", transaction=False, lease=120)
def keep_partners() -> None:
    """Make partners what the settings say, and subscribe to the news of those that have any."""
    with acting_as(system_actor("checker"), purpose="keep_partners"):
        load_partners(partners=settings.JANUA_PARTNERS)
        asking = subscriptions_to_send(on=today())
    sent = send_subscriptions(asking)
    with acting_as(system_actor("checker"), purpose="keep_partners"):
        note_subscriptions(sent=sent)
