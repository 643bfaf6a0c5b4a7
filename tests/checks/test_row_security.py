"""Walls: the process at the network adds messages and reads keys; officers see their area, citizens themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection

from janua.base.actors import Actor, system_actor
from janua.base.clock import now
from janua.checks.models import Check, Discrepancy, Partner, PartnerKey, Received, Subscription
from janua.registers.models import Fact, Person
from janua.values import uuid7
from tests.checks.factories import CHECKER, EXCHANGE, KEEPER, As, check, person
from tests.checks.messages import Sender
from tests.registers import factories as people

_WALLS = r"permission denied|row-level security|may not act as"


@pytest.fixture
def leak(db: None) -> Check:
    """One row of everything."""
    Sender().known()
    subject = person()
    fact = people.fact(subject.id)
    asked = check(subject)
    Discrepancy.objects.create(
        check_asked=asked, subject=subject, attribute="sex", stated=fact.id, answered=uuid7(), found_at=now()
    )
    Subscription.objects.create(partner_id="civil", kind="birth", state="asked", asked_at=now())
    Received.objects.create(
        partner_id="civil", message_id="m", kind="notify", body=b"sealed", received_at=now(), expires_at=now()
    )
    return asked


def _refused(as_process: As, role: str, actor: Actor, act: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError, match=_WALLS), as_process(role, actor):
        act()


@pytest.mark.parametrize("model", [Person, Fact, Check, Discrepancy, Received, Subscription])
def test_network_process_reads_nothing_of_persons_checks_or_messages(as_process: As, leak: Check, model: Any) -> None:
    assert model.objects.count() == 1

    _refused(as_process, "janua_api", EXCHANGE, lambda: list(model.objects.values_list("pk")))


def test_network_process_reads_partners_and_keys_and_writes_neither(as_process: As, leak: Check) -> None:
    with as_process("janua_api", EXCHANGE):
        assert (Partner.objects.count(), PartnerKey.objects.count()) == (1, 1)

    _refused(as_process, "janua_api", EXCHANGE, lambda: Partner.objects.update(base_url="https://evil.example"))
    _refused(as_process, "janua_api", EXCHANGE, lambda: PartnerKey.objects.update(public_key=b"e" * 32))
    _refused(as_process, "janua_api", EXCHANGE, lambda: Sender("evil").known())


def test_network_process_adds_messages_and_changes_none(as_process: As, leak: Check) -> None:
    more = {"kind": "notify", "body": b"sealed", "received_at": now(), "expires_at": now()}
    with as_process("janua_api", EXCHANGE):
        Received(partner_id="civil", message_id="m2", **more).save(force_insert=True)

    _refused(as_process, "janua_api", EXCHANGE, lambda: Received.objects.update(body=b"other"))
    _refused(as_process, "janua_api", EXCHANGE, lambda: Received.objects.all().delete())
    _refused(
        as_process,
        "janua_api",
        system_actor("checker"),
        lambda: Received(partner_id="civil", message_id="m3", **more).save(force_insert=True),
    )


def test_officers_see_the_checks_of_their_area(as_process: As, leak: Check) -> None:
    seen = {}
    for area_id in (1, 2):
        with as_process("janua_workbench", people.officer("read_case", area_id=area_id).actor):
            seen[area_id] = (Check.objects.count(), Discrepancy.objects.count())

    assert seen == {1: (1, 1), 2: (0, 0)}


def test_officers_ask_nothing_and_move_no_deadline(as_process: As, leak: Check) -> None:
    officer = people.officer("answer_discrepancy").actor

    _refused(as_process, "janua_workbench", officer, lambda: check(leak.subject))
    _refused(as_process, "janua_workbench", officer, lambda: Check.objects.update(deadline_on=now().date()))


def test_citizens_see_which_registers_were_asked_about_them(as_process: As, leak: Check) -> None:
    stranger = people.citizen(person("9900120L")).actor
    own = people.citizen(leak.subject).actor
    seen = []
    for actor in (own, stranger):
        with as_process("janua_portal", actor):
            seen.append(Check.objects.count())

    assert seen == [1, 0]
    _refused(as_process, "janua_portal", own, lambda: list(Discrepancy.objects.all()))
    _refused(as_process, "janua_portal", own, lambda: Check.objects.update(state="answered"))


def test_worker_reads_the_inbox_as_exchange_and_deletes_as_keeper(as_process: As, leak: Check) -> None:
    with as_process("janua_work", CHECKER):
        assert Received.objects.count() == 0
    with as_process("janua_work", EXCHANGE), connection.cursor() as cursor:
        assert Received.objects.count() == 1
        cursor.execute("DELETE FROM checks_received")
        assert cursor.rowcount == 0
    with as_process("janua_work", KEEPER), connection.cursor() as cursor:
        cursor.execute("DELETE FROM checks_received")
        assert cursor.rowcount == 1
