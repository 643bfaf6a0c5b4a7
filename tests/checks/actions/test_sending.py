"""What is due, taken in one transaction and noted in another; pauses that grow; the manual route."""

from datetime import timedelta
from typing import Any

import pytest

from janua.base.clock import now
from janua.checks.actions.sending import Sent, note_sent, take_due
from janua.checks.models import Check
from janua.checks.permissions import NotPermitted
from janua.values import Identifier
from tests.checks.factories import CARD, CHECKER, EXCHANGE, TODAY, As, check, person, states
from tests.checks.messages import Sender


def _due(register: str = "civil", *, card: str = CARD, **more: Any) -> Check:
    given = {"state": "waiting", "attempts": 0, "next_attempt_at": now() - timedelta(seconds=1)} | more
    return check(person(card), register, **given)


def _seconds_until(asked: Check) -> int:
    return round((Check.objects.get(id=asked.id).next_attempt_at - now()).total_seconds())


def test_take_due_gives_all_that_sending_needs(as_process: As) -> None:
    Sender("revenue").known()
    asked = _due("revenue")

    with as_process("janua_work", CHECKER):
        (taken,) = take_due(on=TODAY)

    assert (taken.check_id, taken.register, taken.wire, taken.base_url, taken.sender_id, taken.kind) == (
        asked.id,
        "revenue",
        "dci",
        "https://revenue.example",
        "revenue.example",
        "income_of_year",
    )
    assert (taken.ground, taken.subject, taken.parameters, taken.attempt) == (
        "means_test",
        Identifier("mt-id-card", CARD),
        {"year": 2024},
        1,
    )
    assert taken.citation.startswith("Cap. 318, Second Schedule")
    assert states(asked) == [("asking", "")]


def test_taken_question_comes_due_again_by_itself_when_its_worker_dies(as_process: As) -> None:
    Sender().known()
    asked = _due()
    with as_process("janua_work", CHECKER):
        take_due(on=TODAY)
        assert take_due(on=TODAY) == []

    Check.objects.update(next_attempt_at=now())
    with as_process("janua_work", CHECKER):
        (again,) = take_due(on=TODAY)

    assert (again.check_id, again.attempt) == (asked.id, 2)


@pytest.mark.parametrize(
    ("sent", "state", "pause"),
    [
        ({}, ("asked", ""), 20),
        ({"trouble": "unreachable", "again": True}, ("waiting", "unreachable"), 2),
        ({"trouble": "not_trusted"}, ("manual", "not_trusted"), None),
    ],
    ids=["acknowledged", "away", "hopeless"],
)
def test_note_sent_says_when_to_look_again(
    as_process: As, sent: dict[str, Any], state: tuple[str, str], pause: int | None
) -> None:
    Sender().known()
    asked = _due()

    with as_process("janua_work", CHECKER):
        (taken,) = take_due(on=TODAY)
        note_sent(outcomes=[Sent(taken.check_id, taken.attempt, **sent)])

    assert states(asked) == [state]
    assert pause is None or _seconds_until(asked) == pause


def test_pauses_double_to_a_quarter_of_an_hour(as_process: As) -> None:
    Sender().known()
    asked = _due()
    pauses = []

    for _ in range(11):
        Check.objects.update(next_attempt_at=now())
        with as_process("janua_work", CHECKER):
            (taken,) = take_due(on=TODAY)
            note_sent(outcomes=[Sent(taken.check_id, taken.attempt, trouble="busy", again=True)])
        pauses.append(_seconds_until(asked))

    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_answer_that_was_quicker_than_its_acknowledgement_stands(as_process: As) -> None:
    Sender().known()
    asked = _due()
    with as_process("janua_work", CHECKER):
        (taken,) = take_due(on=TODAY)
    Check.objects.update(state="answered")

    with as_process("janua_work", CHECKER):
        note_sent(outcomes=[Sent(taken.check_id, taken.attempt, trouble="timed_out", again=True)])

    assert states(asked) == [("answered", "")]


def test_outcome_of_an_earlier_attempt_says_nothing_of_this_one(as_process: As) -> None:
    Sender().known()
    asked = _due(attempts=1)

    with as_process("janua_work", CHECKER):
        take_due(on=TODAY)
        note_sent(outcomes=[Sent(asked.id, 1, trouble="not_trusted")])

    assert states(asked) == [("asking", "")]


def test_what_cannot_be_asked_goes_the_manual_route_and_holds_up_no_other(as_process: As) -> None:
    Sender().known()
    good = _due()
    overdue = _due(card="9900002M", deadline_on=TODAY - timedelta(days=1), attempts=7)
    stranger = _due(card="9900003M")
    stranger.subject.identifiers.all().delete()
    no_partner = _due("revenue", card="9900004M", deadline_on=TODAY - timedelta(days=1))
    not_yet = _due("revenue", card="9900007M")
    no_ground = _due(card="9900005M", ground="curiosity")
    no_register = _due(card="9900006M")
    Check.objects.filter(id=no_register.id).update(register="police", deadline_on=TODAY - timedelta(days=1))

    with as_process("janua_work", CHECKER):
        taken = take_due(on=TODAY)

    assert [one.check_id for one in taken] == [good.id]
    assert states(good, overdue, stranger, no_partner, not_yet, no_ground, no_register) == [
        ("asking", ""),
        ("manual", "deadline_passed"),
        ("manual", "no_identifier"),
        ("manual", "no_partner"),
        ("waiting", ""),
        ("manual", "no_legal_ground"),
        ("manual", "no_legal_ground"),
    ]


def test_on_the_day_of_the_deadline_it_is_still_asked(as_process: As) -> None:
    Sender().known()
    _due(deadline_on=TODAY)

    with as_process("janua_work", CHECKER):
        assert len(take_due(on=TODAY)) == 1


def test_sending_is_the_checkers(as_process: As) -> None:
    for step in (lambda: take_due(on=TODAY), lambda: note_sent(outcomes=[])):
        with as_process("janua_work", EXCHANGE), pytest.raises(NotPermitted):
            step()
