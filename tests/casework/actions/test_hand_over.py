"""A task is let go with a reason: the lot deals it anew to somebody else, and against the lot it takes two."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.areas.models import Area, Office
from janua.casework.actions.hand_over import HandOverRefused, Receiver, confirm_hand_over, hand_over
from janua.casework.actions.task import deal_waiting, open_task
from janua.casework.models import HandOver, Task
from janua.casework.states import WrongState
from janua.registers.models import AccountLink
from janua.values import uuid7
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")


@pytest.fixture
def mine(as_process: Any) -> Any:
    """A task about somebody, and the officer to whom the lot gave it."""
    officer, of = people.officer("rule_on_fact", "do_task"), people.person(given="Karmnu", area_id=1)
    with as_process("janua_work", KEEPER):
        task = open_task(
            kind="rule_on_discrepancy",
            office=Office.objects.get(id=1),
            object_type="claim",
            object_id=uuid7(),
            deadline_on=date(2026, 3, 1),
            person_id=of.id,
        )
        deal_waiting(on=f.TODAY)
    task.refresh_from_db()
    assert task.owner == officer
    return task


def give(as_process: Any, task: Any, *, by: Any = None, to: Any = None, reason: Any = "absent", words: Any = "") -> Any:
    with as_process("janua_workbench", (by or task.owner).actor):
        return hand_over(task=task.id, reason=reason, words=words, to=to or Receiver(), on=f.TODAY)


def deal_again(as_process: Any) -> None:
    with as_process("janua_work", KEEPER):
        deal_waiting(on=f.TODAY)


def test_hand_over_by_lot_goes_to_somebody_else(as_process: Any, mine: Any) -> None:
    first = mine.owner
    given = give(as_process, mine, reason="kin", words="He is my cousin.")
    mine.refresh_from_db()
    assert mine.owner is None
    assert (given.reason, given.by, HandOver.objects.get().words) == ("kin", first, "He is my cousin.")

    deal_again(as_process)
    mine.refresh_from_db()
    assert mine.owner is None, "whoever let go of it does not get it again"

    colleague = people.officer("rule_on_fact", "do_task")
    deal_again(as_process)
    mine.refresh_from_db()
    assert mine.owner == colleague


def test_hand_over_to_another_office_of_the_area(as_process: Any, mine: Any) -> None:
    Office.objects.create(id=7, code="second", names={}, area=Area.objects.get(id=1), opens_on=date(2020, 1, 1))

    give(as_process, mine, to=Receiver(office=7), reason="office")

    mine.refresh_from_db()
    assert (mine.office_id, mine.owner, mine.deadline_on) == (7, None, date(2026, 3, 1))


def test_hand_over_to_an_office_of_another_area_is_refused(as_process: Any, mine: Any) -> None:
    people.officer("do_task", area_id=2)

    with pytest.raises(HandOverRefused):
        give(as_process, mine, to=Receiver(office=2))


def test_hand_over_to_a_named_officer_waits_for_a_second_person(as_process: Any, mine: Any) -> None:
    colleague, supervisor = people.officer("rule_on_fact", "do_task"), people.officer("confirm_hand_over")
    first = mine.owner

    given = give(as_process, mine, to=Receiver(named=colleague.id), words="She speaks his language.")
    mine.refresh_from_db()
    assert mine.owner == first
    asked = Task.objects.get(kind="confirm_hand_over")
    assert (asked.object_id, asked.person) == (given.id, mine.person)

    with as_process("janua_workbench", supervisor.actor):
        confirm_hand_over(hand_over=given.id, on=f.TODAY)
    mine.refresh_from_db()
    asked.refresh_from_db()
    kept = HandOver.objects.get()
    assert (mine.owner, kept.confirmed_by, asked.state) == (colleague, supervisor, "done")


@pytest.mark.parametrize("who", ["giver", "receiver", "without permission"])
def test_confirm_by_anybody_but_a_third_person_is_refused(as_process: Any, mine: Any, who: Any) -> None:
    colleague, third = people.officer("do_task", "confirm_hand_over"), people.officer("do_task")
    given = give(as_process, mine, to=Receiver(named=colleague.id), words="Why not.")
    acting = {"giver": mine.owner, "receiver": colleague, "without permission": third}[who]

    with as_process("janua_workbench", acting.actor), pytest.raises(NotPermitted):
        confirm_hand_over(hand_over=given.id, on=f.TODAY)
    mine.refresh_from_db()
    assert mine.owner_id == given.by_id


def test_confirm_twice_is_refused(as_process: Any, mine: Any) -> None:
    colleague, supervisor = people.officer("do_task"), people.officer("confirm_hand_over")
    given = give(as_process, mine, to=Receiver(named=colleague.id), words="Language.")
    with as_process("janua_workbench", supervisor.actor):
        confirm_hand_over(hand_over=given.id, on=f.TODAY)
        with pytest.raises(WrongState):
            confirm_hand_over(hand_over=given.id, on=f.TODAY)


def test_the_database_keeps_giver_and_confirmer_apart(as_process: Any, mine: Any) -> None:
    colleague = people.officer("do_task")
    given = give(as_process, mine, to=Receiver(named=colleague.id), words="Language.")

    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.filter(id=given.id).update(confirmed_by_id=given.by_id, confirmed_at=people.NOW)


def test_hand_over_to_kin_of_the_person_is_refused(as_process: Any, mine: Any) -> None:
    colleague = people.officer("do_task")
    AccountLink.objects.create(
        account=colleague, account_kind="staff", person=mine.person, confirmed_by="papers", known_from=people.LONG_AGO
    )

    with pytest.raises(HandOverRefused, match="relative"):
        give(as_process, mine, to=Receiver(named=colleague.id), words="Language.")


def test_hand_over_to_oneself_or_to_nobody_of_the_office_is_refused(as_process: Any, mine: Any) -> None:
    elsewhere = people.officer("do_task", area_id=2)

    for named in (mine.owner_id, elsewhere.id):
        with pytest.raises(HandOverRefused):
            give(as_process, mine, to=Receiver(named=named), words="Language.")


def test_hand_over_against_the_lot_or_for_another_reason_needs_words(as_process: Any, mine: Any) -> None:
    colleague = people.officer("do_task")

    with pytest.raises(HandOverRefused):
        give(as_process, mine, to=Receiver(named=colleague.id))
    with pytest.raises(HandOverRefused):
        give(as_process, mine, reason="other")


def test_hand_over_of_somebody_elses_task_is_refused(as_process: Any, mine: Any) -> None:
    with pytest.raises(NotPermitted):
        give(as_process, mine, by=people.officer("rule_on_fact", "do_task"))


def test_hand_over_of_a_task_that_is_done_is_refused(as_process: Any, mine: Any) -> None:
    Task.objects.filter(id=mine.id).update(state="done")

    with pytest.raises(WrongState):
        give(as_process, mine)


def test_hand_over_from_another_area_finds_nothing(as_process: Any, mine: Any) -> None:
    with pytest.raises(Task.DoesNotExist):
        give(as_process, mine, by=people.officer("do_task", area_id=2))
