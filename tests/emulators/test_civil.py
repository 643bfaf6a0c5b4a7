import dataclasses
import queue
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from janua.exchange import dci
from janua.exchange.dci import civil
from janua.exchange.outbound import OutboundFailed
from tests.emulators.conftest import StartRegister
from tests.emulators.openapi import published_problems
from tests.emulators.partner import Partner

MARIA = civil.person_query(identity_number="9900190M")
BABY, MOTHER, FATHER = "9900626L", "9900692M", "9900691M"


@pytest.fixture(scope="module")
def running(start_register: StartRegister, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Partner]:
    with start_register("civil", dci.Interface.CRVS, tmp_path_factory.mktemp("civil")) as partner:
        yield partner


@pytest.fixture
def registry(running: Partner) -> Iterator[Partner]:
    """The running registry with every switch back and nothing left over."""
    switch(running)
    running.got = queue.Queue()
    yield running
    switch(running)
    time.sleep(0.05)


def switch(partner: Partner, **changes: Any) -> None:
    assert partner.emulator
    partner.emulator.switch(**changes)


def order(partner: Partner, path: str, value: Any) -> Any:
    assert partner.emulator
    return partner.emulator.control(path, value)


def refused(partner: Partner, envelope: dci.Envelope, **more: Any) -> str:
    with pytest.raises(OutboundFailed) as failure:
        partner.post(envelope, **more)
    return str(failure.value)


def test_search_is_acknowledged_and_answered_at_the_registered_address(registry: Partner) -> None:
    acknowledged = registry.ask(MARIA)

    found = registry.answer()
    assert (found.correlation_id, found.transaction_id, found.reference_id, found.status) == (
        acknowledged.correlation_id,
        "t-1",
        "r-1",
        "succ",
    )
    assert [civil.read_person(record) for record in found.records] == [
        civil.CivilPerson(
            identity_number="9900190M",
            birth_number="B-9900190M",
            given_name="Maria",
            surname=civil.read_person(found.records[0]).surname,
            maiden_name="",
            sex="female",
            born_on=date(1990, 5, 14),
            born_in="Ħaż-Żebbuġ",
            died_on=None,
            marital_status="married",
            married_on=date(2014, 6, 21),
            spouse="9900188M",
            parents=(),
            birth_order=None,
            registered_on=date(1990, 5, 19),
        )
    ]


def test_search_of_a_parent_gives_the_births_in_order(registry: Partner) -> None:
    registry.ask(civil.births_query(parent="9900190M"))

    persons = [civil.read_person(record) for record in registry.answer().records]
    assert [(person.identity_number, person.birth_order, person.parents) for person in persons] == [
        ("9900116L", 1, ("9900190M", "9900188M")),
        ("9900120L", 2, ("9900190M", "9900188M")),
    ]


def test_search_of_nobody_is_answered_with_no_record(registry: Partner) -> None:
    registry.ask(civil.person_query(identity_number="0000001M"))

    found = registry.answer()
    assert (found.status, found.records) == ("succ", ())


def test_search_of_everybody_is_rejected(registry: Partner) -> None:
    registry.ask(civil.births_since(date(1900, 1, 1)))

    found = registry.answer()
    assert (found.status, found.reason_code, found.records) == ("rjct", "rjct.search_criteria.invalid", ())


def test_search_without_a_ground_is_rejected(registry: Partner) -> None:
    question = registry.question(MARIA)
    del question.message["search_request"][0]["search_criteria"]["authorize"]

    registry.post(question)

    assert registry.answer().reason_code == "rjct.search_criteria.invalid"


def test_both_directions_are_valid_by_the_published_document(registry: Partner) -> None:
    registry.ask(MARIA)
    answer = registry.next()
    registry.subscribe(civil.births_since(date(2026, 1, 1)), civil.BIRTH)
    subscribed = registry.next()
    order(registry, "births", newborn("9900099L"))
    notice = registry.next()
    refusal = dci.refusal(dci.NotAMessage("x"), correlation_id="c", at=datetime.now(UTC))[1]

    assert [message.kind for message in (answer, subscribed, notice)] == ["on-search", "on-subscribe", "notify"]
    for kind, body in (
        ("search", registry.sent[-2]),
        ("subscribe", registry.sent[-1]),
        ("on-search", answer.body),
        ("on-subscribe", subscribed.body),
        ("notify", notice.body),
        ("error", refusal),
    ):
        assert published_problems("crvs", kind, body) == [], kind


def newborn(id_card: str) -> dict[str, Any]:
    return {
        "id_card": id_card,
        "name": {"Latn": {"given": "Ġanni", "family": "Vella"}},
        "born_on": "2026-02-05",
        "registered_on": "2026-02-09",
        "sex": "male",
        "mother": "9900285M",
        "father": None,
        "place": "L-Imsida",
    }


def test_a_forged_question_is_refused(registry: Partner) -> None:
    forger = dataclasses.replace(registry.signer, sign=Ed25519PrivateKey.generate().sign)

    assert "err.signature.invalid" in refused(registry, registry.question(MARIA), signer=forger)
    assert registry.is_quiet()


@pytest.mark.parametrize("age", [3600, -3600])
def test_a_question_out_of_time_is_refused(registry: Partner, age: int) -> None:
    assert "err.signature.invalid" in refused(registry, registry.question(MARIA), age=age)


def test_a_question_of_a_stranger_is_refused(registry: Partner) -> None:
    stranger = dci.SigningKey("mt.stranger", "1", registry.signer.sign)
    question = registry.question(MARIA)
    question.header["sender_id"] = "mt.stranger"

    assert "err.sender_id.invalid" in refused(registry, question, signer=stranger)


def test_a_question_to_somebody_else_is_refused(registry: Partner) -> None:
    question = registry.question(MARIA)
    question.header["receiver_id"] = "revenue.example"

    assert "err.receiver_id.invalid" in refused(registry, question)


def test_a_replayed_question_is_refused(registry: Partner) -> None:
    question = registry.question(MARIA)
    registry.post(question)

    assert "err.request.forbidden" in refused(registry, question)
    assert registry.answer().status == "succ"
    assert registry.is_quiet()


def test_a_changed_question_is_refused(registry: Partner) -> None:
    own = civil.person_query(identity_number="9900190M")
    signed = dci.sign(registry.question(own), registry.signer, at=datetime.now(UTC))
    signed.message["search_request"][0]["search_criteria"]["query"]["value"] = "9900188M"

    with pytest.raises(OutboundFailed, match=r"err\.signature\.invalid"):
        registry.post_signed(signed)


def test_a_birth_is_told_once_to_each_subscription(registry: Partner) -> None:
    for _ in range(2):
        registry.subscribe(civil.births_since(date(2026, 1, 1)), civil.BIRTH)
    codes: set[str] = set()
    for _ in range(2):
        envelope = registry.next().envelope
        assert envelope
        codes.update(dci.subscribed(envelope)[0].codes)
    assert len(codes) == 1, "the same subscription asked for again is the same"

    assert order(registry, "births", {"id_card": BABY})["notices"] == 1

    envelope = registry.next().envelope
    assert envelope
    (event,) = dci.notified(envelope)
    person = civil.read_person(event.record)
    assert (event.event_type, event.reference_id) == (civil.BIRTH, f"birth-{BABY}")
    assert (person.identity_number, person.born_on, person.parents, person.birth_order) == (
        BABY,
        date(2026, 2, 3),
        (MOTHER, FATHER),
        2,
    )
    assert registry.is_quiet()


def test_a_birth_before_the_subscribed_day_is_not_told(registry: Partner) -> None:
    before = {**newborn("9900098L"), "born_on": "2025-12-31"}

    assert order(registry, "births", before)["notices"] == 0


def test_a_death_is_told_and_can_be_undone(registry: Partner) -> None:
    registry.subscribe(civil.deaths_since(date(2026, 1, 1)), civil.DEATH)
    registry.next()

    order(registry, "deaths", {"id_card": "9900583M", "on": "2026-02-10"})
    envelope = registry.next().envelope
    assert envelope
    assert civil.read_person(dci.notified(envelope)[0].record).died_on == date(2026, 2, 10)

    order(registry, "deaths/undo", {"id_card": "9900583M"})
    registry.ask(civil.person_query(identity_number="9900583M"))
    assert civil.read_person(registry.answer().records[0]).died_on is None


def test_subscriptions_and_births_survive_a_kill(start_register: StartRegister, tmp_path: Path) -> None:
    with start_register("civil", dci.Interface.CRVS, tmp_path) as partner:
        partner.subscribe(civil.births_since(date(2026, 1, 1)), civil.BIRTH)
        partner.next()
        order(partner, "births", newborn("9900099L"))
        partner.next()
        assert partner.emulator
        partner.emulator.kill()
        partner.emulator.start()

        assert order(partner, "births", newborn("9900097L"))["notices"] == 1
        assert partner.next().kind == "notify"
        partner.ask(civil.births_query(parent="9900285M"))
        children = {civil.read_person(record).identity_number for record in partner.answer().records}
        assert children >= {"9900097L", "9900099L"}


def test_an_answer_waits_for_a_partner_that_is_down(registry: Partner) -> None:
    registry.down = True
    registry.ask(MARIA)
    time.sleep(0.3)
    registry.down = False

    assert registry.answer().status == "succ"
