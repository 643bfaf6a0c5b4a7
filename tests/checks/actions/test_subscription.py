"""Subscribing to the news of the registers that have any, until each confirmed."""

from datetime import date, timedelta

import pytest

from janua.base.clock import now
from janua.checks.actions.subscription import note_subscriptions, subscriptions_to_send
from janua.checks.models import Subscription
from janua.checks.permissions import NotPermitted
from tests.checks.factories import CHECKER, EXCHANGE, TODAY, As
from tests.checks.messages import Sender


def _to_send(as_process: As, *, sent: bool = False) -> list[str]:
    with as_process("janua_work", CHECKER):
        asking = subscriptions_to_send(on=TODAY)
        if sent:
            note_subscriptions(sent=[one.id for one in asking])
    return [one.kind for one in asking]


def test_subscriptions_of_the_pack_are_asked_for_once(as_process: As) -> None:
    Sender("civil").known()
    Sender("revenue").known()

    with as_process("janua_work", CHECKER):
        first, second = subscriptions_to_send(on=TODAY)
        note_subscriptions(sent=[first.id])

    assert [(one.register, one.kind, one.since) for one in (first, second)] == [
        ("civil", "birth", date(2025, 1, 31)),
        ("civil", "death", date(2025, 1, 31)),
    ]
    assert _to_send(as_process) == ["death"]


def test_unconfirmed_subscription_is_asked_for_again(as_process: As) -> None:
    Sender().known()
    _to_send(as_process, sent=True)
    assert _to_send(as_process) == []

    Subscription.objects.update(asked_at=now() - timedelta(minutes=5))

    assert _to_send(as_process) == ["birth", "death"]


def test_confirmed_or_refused_subscription_is_not_asked_for_again(as_process: As) -> None:
    Sender().known()
    _to_send(as_process)
    Subscription.objects.filter(kind="birth").update(state="active")
    Subscription.objects.filter(kind="death").update(state="refused")

    assert _to_send(as_process) == []


def test_unknown_partners_are_not_asked(as_process: As) -> None:
    assert _to_send(as_process) == []


def test_subscribing_is_the_checkers(as_process: As) -> None:
    for step in (lambda: subscriptions_to_send(on=TODAY), lambda: note_subscriptions(sent=[])):
        with as_process("janua_work", EXCHANGE), pytest.raises(NotPermitted):
            step()
