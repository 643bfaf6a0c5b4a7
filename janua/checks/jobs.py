"""Background entry points: send what waits, take up what came, ask for news."""

from django.conf import settings

from janua.base.actors import acting_as, system_actor
from janua.base.clock import today
from janua.base.jobs import every
from janua.checks.actions.partner import load_partners
from janua.checks.actions.received import forget_received, take_answer, take_up_received
from janua.checks.actions.sending import note_sent, take_due
from janua.checks.actions.subscription import note_subscriptions, subscriptions_to_send
from janua.checks.wire import send_all, send_subscriptions


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
            take_answer(check_id=sent.check_id, records=sent.records, on=today())
    return bool(due)


@every(seconds=1, actor="exchange", queue="work")
def take_up_messages() -> bool:
    """Read the messages that partners sent."""
    return bool(take_up_received(on=today()))


@every(seconds=600, actor="keeper", queue="work")
def forget_messages() -> None:
    """Delete what can no longer be replayed."""
    forget_received()


@every(seconds=2, actor="checker", queue="work", transaction=False, lease=120)
def keep_partners() -> None:
    """Make partners what the settings say, and subscribe to the news of those that have any."""
    with acting_as(system_actor("checker"), purpose="keep_partners"):
        load_partners(partners=settings.JANUA_PARTNERS)
        asking = subscriptions_to_send(on=today())
    sent = send_subscriptions(asking)
    with acting_as(system_actor("checker"), purpose="keep_partners"):
        note_subscriptions(sent=sent)
