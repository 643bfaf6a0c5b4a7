"""The inbox: kept once, taken up by the worker, one faulty message holding up no other, forgotten in time."""

from datetime import timedelta
from typing import Any

import pytest

from janua.base.clock import now
from janua.checks.actions.received import SeenBefore, forget_received, keep_received, take_up_received
from janua.checks.models import Partner, Received, Subscription
from janua.checks.permissions import NotPermitted
from janua.exchange import dci
from janua.exchange.dci.civil import BIRTH, DEATH
from janua.registers.models import Event, Person, Relationship, Residence
from janua.values import uuid7
from tests.checks.factories import CARD, CHECKER, EXCHANGE, KEEPER, TODAY, As, check, held, person, states
from tests.checks.messages import Sender, born, person_record, year_record

BABY, MOTHER, FATHER = "9900626L", "9900692M", "9900691M"


def _kept(as_process: As, envelope: dci.Envelope, partner: str = "civil") -> None:
    with as_process("janua_api", EXCHANGE):
        keep_received(
            partner=Partner.objects.get(code=partner),
            kind=envelope.action,
            envelope=envelope,
            expires_at=now() + timedelta(minutes=5),
        )


def _taken_up(as_process: As) -> list[tuple[str, Any]]:
    """Take up what waits; gives (outcome, body) by age."""
    with as_process("janua_work", EXCHANGE):
        take_up_received(on=TODAY)
    return list(Received.objects.order_by("received_at").values_list("outcome", "body"))


def test_answer_is_taken_up_and_its_message_emptied(as_process: As) -> None:
    sender, child = Sender().known(), person()
    asked = check(child)
    _kept(as_process, sender.found(asked.id, [person_record(CARD)]))

    assert _taken_up(as_process) == [("answered", None)]

    assert (states(asked), len(held(child.id))) == ([("answered", "")], 2)


def test_same_message_id_is_kept_once(as_process: As) -> None:
    sender = Sender().known()
    message = sender.found(uuid7(), [])
    _kept(as_process, message)

    with pytest.raises(SeenBefore):
        _kept(as_process, message)

    assert Received.objects.count() == 1


def test_message_id_of_one_partner_is_free_for_another(as_process: As) -> None:
    message = Sender().known().found(uuid7(), [])
    Sender("revenue").known()

    _kept(as_process, message)
    _kept(as_process, message, "revenue")

    assert Received.objects.count() == 2


def test_answers_nobody_asked_for_change_nothing(as_process: As) -> None:
    sender, child = Sender().known(), person()
    Sender("revenue").known()
    of_revenue = check(child, "revenue")
    for reference in (uuid7(), "not-a-uuid", of_revenue.id):
        _kept(as_process, sender.found(reference, [person_record(CARD)]))

    assert _taken_up(as_process) == [("unasked", None)] * 3

    assert (states(of_revenue), held(child.id)) == ([("asked", "")], set())


@pytest.mark.parametrize(
    "records",
    [
        [person_record("9900120L")],
        [person_record(CARD), person_record(CARD)],
        [person_record(CARD, born_on="yesterday")],
        [person_record(CARD, marital_status="X")],
    ],
    ids=["another person", "twice", "no date", "unknown code"],
)
def test_unreadable_answer_goes_to_an_officer_and_holds_up_no_other(
    as_process: As, records: list[dict[str, Any]]
) -> None:
    sender, child, other = Sender().known(), person(), person("9900120L")
    bad, good = check(child), check(other)
    _kept(as_process, sender.found(bad.id, records))
    _kept(as_process, sender.found(good.id, [person_record("9900120L")]))

    assert _taken_up(as_process) == [("unreadable: AnswerUnreadable", None), ("answered", None)]

    assert states(bad, good) == [("manual", "answer_unreadable"), ("answered", "")]
    assert held(child.id) == set()


def test_value_that_the_register_cannot_hold_goes_to_an_officer(as_process: As) -> None:
    sender = Sender("revenue").known()
    parent = person()
    asked = check(parent, "revenue")
    _kept(as_process, sender.found(asked.id, [year_record(CARD, ("employment_income", "x" * 500, "1.00"))]), "revenue")

    ((outcome, body),) = _taken_up(as_process)

    assert (outcome.startswith("unreadable"), body, states(asked)) == (True, None, [("manual", "answer_unreadable")])
    assert held(parent.id) == set()


def test_refusal_of_a_register_goes_to_an_officer(as_process: As) -> None:
    sender = Sender().known()
    asked = check(person())
    refused = sender.found(asked.id, [], status="rjct", status_reason_code="rjct.filter.invalid")
    _kept(as_process, refused)

    assert _taken_up(as_process) == [("rjct", None)]

    assert states(asked) == [("manual", "refused rjct.filter.invalid")]


def test_subscription_is_confirmed_or_refused_by_its_register(as_process: As) -> None:
    sender = Sender().known()
    birth, death = (
        Subscription.objects.create(partner_id="civil", kind=kind, state="asked", asked_at=now())
        for kind in ("birth", "death")
    )
    _kept(as_process, sender.subscribed(birth.id, "S-1"))
    _kept(as_process, sender.subscribed(death.id))
    _kept(as_process, sender.subscribed("nothing of ours", "S-9"))

    assert _taken_up(as_process) == [("subscribed", None)] * 3

    rows = Subscription.objects.order_by("kind").values_list("kind", "state", "code")
    assert list(rows) == [("birth", "active", "S-1"), ("death", "refused", "")]


def _parents() -> tuple[Person, Person]:
    return person(MOTHER, given="Anna"), person(FATHER, given="Matthew")


def test_birth_makes_a_person_with_parents_and_home_and_leaves_an_event(as_process: As) -> None:
    sender = Sender().known()
    mother, father = _parents()
    _kept(as_process, sender.told("birth-1", BIRTH, born(BABY, mother=MOTHER, father=FATHER)))

    assert _taken_up(as_process) == [("birth", None)]

    event = Event.objects.get()
    baby = Person.objects.get(id=event.person_id)
    assert (event.kind, event.about_id, event.source, event.reference) == ("birth", mother.id, "civil", "birth-1")
    assert (baby.given_names, baby.family_name, str(baby.born_on), baby.area_id) == ("Luca", "Borg", "2026-02-03", 1)
    links = Relationship.objects.values_list("of_person", "to_person", "kind", "source")
    assert set(links) == {(parent.id, baby.id, "parent", "civil") for parent in (mother, father)}
    homes = {home.person_id: home.dwelling_id for home in Residence.objects.all()}
    assert homes[baby.id] == homes[mother.id]
    assert {fact[:4] for fact in held(baby.id)} == {
        ("civil", "date_of_birth", "", baby.born_on),
        ("civil", "sex", "", "male"),
    }


def test_birth_told_again_is_the_same_birth(as_process: As) -> None:
    sender = Sender().known()
    _parents()
    for _ in range(3):
        _kept(as_process, sender.told("birth-1", BIRTH, born(BABY, mother=MOTHER, father=FATHER)))

    assert _taken_up(as_process) == [("birth", None), ("known_before", None), ("known_before", None)]

    assert (Event.objects.count(), Person.objects.count(), Relationship.objects.count()) == (1, 3, 2)


def test_news_of_strangers_leaves_nothing_of_them(as_process: As) -> None:
    sender = Sender().known()
    _kept(as_process, sender.told("birth-1", BIRTH, born(BABY, mother=MOTHER)))

    assert _taken_up(as_process) == [("nobody_of_ours", None)]

    assert (Event.objects.count(), Person.objects.count()) == (0, 0)


def test_birth_whose_mother_nobody_knows_is_the_fathers_event(as_process: As) -> None:
    sender = Sender().known()
    father = person(FATHER, given="Matthew")
    _kept(as_process, sender.told("birth-1", BIRTH, born(BABY, mother=MOTHER, father=FATHER)))

    assert _taken_up(as_process) == [("birth", None)]

    event = Event.objects.get()
    assert event.about_id == father.id
    assert set(Relationship.objects.values_list("of_person", "to_person")) == {(father.id, event.person_id)}


def test_death_is_written_to_the_person_and_leaves_an_event(as_process: As) -> None:
    sender = Sender().known()
    mother, _ = _parents()
    died = person_record(MOTHER, born_on="1992-01-01", sex="female", death_date="2026-01-20")
    _kept(as_process, sender.told("death-1", DEATH, died))

    assert _taken_up(as_process) == [("death", None)]

    mother.refresh_from_db()
    assert (str(mother.died_on), Event.objects.get().kind) == ("2026-01-20", "death")


def test_unreadable_news_holds_up_no_other(as_process: As) -> None:
    sender = Sender().known()
    _parents()
    _kept(as_process, sender.told("birth-1", BIRTH, person_record(BABY)))
    _kept(as_process, sender.told("birth-2", BIRTH, born("", mother=MOTHER)))
    _kept(as_process, sender.told("birth-3", BIRTH, born(BABY, mother=MOTHER)))

    outcomes = [outcome for outcome, _ in _taken_up(as_process)]

    assert outcomes == ["unreadable: AnswerUnreadable"] * 2 + ["birth"]


def test_messages_are_forgotten_when_they_can_no_longer_be_replayed(as_process: As) -> None:
    sender = Sender().known()
    for name, taken, age in (("old", True, 16), ("young", True, 14), ("waiting", False, 60)):
        Received.objects.create(
            partner_id=sender.code,
            message_id=name,
            kind="notify",
            body=None if taken else b"sealed",
            received_at=now(),
            expires_at=now() - timedelta(minutes=age),
            taken_at=now() if taken else None,
        )

    with as_process("janua_work", KEEPER):
        assert forget_received() == 1

    assert set(Received.objects.values_list("message_id", flat=True)) == {"young", "waiting"}


def test_inbox_is_the_exchanges_and_forgetting_the_keepers(as_process: As) -> None:
    with as_process("janua_work", CHECKER), pytest.raises(NotPermitted):
        take_up_received(on=TODAY)
    with as_process("janua_work", EXCHANGE), pytest.raises(NotPermitted):
        forget_received()
