"""Notices: sent in the cause's transaction, sealed, seen by the addressee and the office."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from django.db import connection

from janua.base.actors import Actor, system_actor
from janua.base.clock import now
from janua.base.jobs import take_up
from janua.base.notices.actions import NotAddressee, WrongState, change_delivery, mark_read, send_notice
from janua.base.notices.models import Channel, Delivery, Notice
from janua.base.notices.queries import notices_of, unread_count, values_of, waiting_deliveries
from janua.base.notices.states import DeliveryState
from janua.values import uuid7

AsProcess = Callable[..., AbstractContextManager[None]]
ASSESSOR, KEEPER = system_actor("assessor"), system_actor("keeper")
VALUES = {"amount": "12.34 EUR", "programme": "MT-CA"}


def send(person: UUID, *channels: Channel) -> Notice:
    return send_notice(
        person_id=person, area_id=None, template="decision.granted", values=VALUES, language="mt", channels=channels
    )


@pytest.fixture
def citizen(db: None) -> tuple[Actor, UUID]:
    """A citizen whose own person is the returned one; who acts for whom is registers' business."""
    person = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION janua_actor_persons() RETURNS uuid[] LANGUAGE sql STABLE AS $$"
            " SELECT CASE WHEN janua_actor() LIKE 'system:%' THEN ARRAY[]::uuid[]"
            f" ELSE ARRAY['{person}'::uuid] END $$"
        )
    return Actor("citizen", uuid7(), "Maria"), person


def test_notice_is_sealed_and_waits_on_its_channels(as_process: AsProcess) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        notice = send(person, Channel.SMS, Channel.PORTAL)
        again = Notice.objects.get(id=notice.id)
        assert values_of(notice=again) == VALUES
        assert (unread_count(person_id=person), list(notices_of(person_id=person))) == (1, [notice])
        deliveries = Delivery.objects.order_by("channel").values_list("channel", "state")
        assert list(deliveries) == [("portal", "sent"), ("sms", "waiting")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT values_json FROM notices_notice WHERE id = %s", [notice.id])
        assert b"12.34" not in bytes(cursor.fetchone()[0])


def test_addressee_sees_and_opens_own_notices_only(as_process: AsProcess, citizen: tuple[Actor, UUID]) -> None:
    maria, person = citizen
    with as_process("janua_work", ASSESSOR):
        own, others = send(person), send(uuid7())
    with as_process("janua_portal", maria):
        assert list(Notice.objects.all()) == [own]
        assert list(Delivery.objects.values_list("notice_id", flat=True)) == [own.id]
        read_at = now()
        mark_read(notice=Notice.objects.get(), at=read_at)
        mark_read(notice=Notice.objects.get(), at=now())
        assert Notice.objects.get().read_at == read_at
        with pytest.raises(NotAddressee):
            mark_read(notice=others, at=now())
    assert Notice.objects.get(id=others.id).read_at is None


def test_strangers_see_no_notice(as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        send(uuid7(), Channel.SMS)
        assert (Notice.objects.count(), Delivery.objects.count()) == (1, 2)
    for role, actor in (("janua_api", system_actor("exchange")), ("janua_portal", system_actor("door"))):
        with as_process(role, actor):
            assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


def test_delivery_is_taken_up_and_carried_once(as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        send(uuid7(), Channel.SMS, Channel.EMAIL)
    with as_process("janua_work", KEEPER):
        first, second = take_up(waiting_deliveries())
        change_delivery(delivery=first, to=DeliveryState.SENT)
        change_delivery(delivery=second, to=DeliveryState.FAILED)
        assert take_up(waiting_deliveries()) == []
        with pytest.raises(WrongState):
            change_delivery(delivery=first, to=DeliveryState.FAILED)
        change_delivery(delivery=second, to=DeliveryState.WAITING)
        assert take_up(waiting_deliveries()) == [second]


def test_delivery_changed_by_another_is_refused(as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        send(uuid7(), Channel.SMS)
    with as_process("janua_work", KEEPER):
        mine, theirs = waiting_deliveries().get(), waiting_deliveries().get()
        change_delivery(delivery=theirs, to=DeliveryState.SENT)
        with pytest.raises(WrongState, match="somebody else"):
            change_delivery(delivery=mine, to=DeliveryState.FAILED)
