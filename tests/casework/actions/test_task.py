"""Tasks are dealt by lot, to those who may do them, never to kin, and finished by their owner alone."""

import random
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from janua.base.accounts.models import Account
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.areas.models import Office
from janua.casework.actions.task import deal, deal_waiting, finish, open_task
from janua.casework.models import Task
from janua.casework.states import WrongState
from janua.registers.models import AccountLink, Relationship
from janua.values import uuid7
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")


def opened(as_process: Any, *, kind: str = "rule_on_discrepancy", person_id: UUID | None = None) -> Task:
    with as_process("janua_work", KEEPER):
        return open_task(
            kind=kind,
            office=Office.objects.get(id=1),
            object_type="claim",
            object_id=uuid7(),
            deadline_on=date(2026, 3, 1),
            person_id=person_id,
        )


def dealt(as_process: Any, task: Task, **more: Any) -> UUID | None:
    with as_process("janua_work", KEEPER):
        return deal(task=task.id, on=f.TODAY, **more)


def officers(number: int, permission: str = "rule_on_fact") -> list[Account]:
    return [people.officer(permission, "do_task") for _ in range(number)]


def test_deal_gives_to_whoever_has_least_to_do(as_process: Any) -> None:
    one, other = officers(2)
    first = dealt(as_process, opened(as_process))
    second = dealt(as_process, opened(as_process))

    assert {first, second} == {one.id, other.id}


def test_deal_follows_the_lot_among_equals(as_process: Any) -> None:
    ids = sorted(account.id for account in officers(3))

    assert dealt(as_process, opened(as_process), lot=random.Random(4)) == random.Random(4).choice(ids)


def test_deal_passes_over_who_may_not_do_it(as_process: Any) -> None:
    officers(2, "decide_claim")

    assert dealt(as_process, opened(as_process)) is None


def test_deal_passes_over_kin(as_process: Any) -> None:
    officer = officers(1)[0]
    of = f.family()
    aunt = people.person(given="Aunt", area_id=1)
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=aunt, confirmed_by="papers", known_from=people.LONG_AGO
    )
    Relationship.objects.create(
        of_person=aunt, to_person=of.mother, kind="guardian", source="civil", known_from=people.LONG_AGO
    )

    assert dealt(as_process, opened(as_process, person_id=of.mother.id)) is None


def test_deal_twice_is_refused(as_process: Any) -> None:
    officers(1)
    task = opened(as_process)
    dealt(as_process, task)

    with pytest.raises(WrongState):
        dealt(as_process, task)


def test_deal_waiting_deals_everything_that_somebody_may_do(as_process: Any) -> None:
    officer = officers(1)[0]
    possible = [opened(as_process) for _ in range(3)]
    opened(as_process, kind="give_notice")

    with as_process("janua_work", KEEPER):
        assert deal_waiting(on=f.TODAY) == 3
        assert deal_waiting(on=f.TODAY) == 0

    owners = dict(Task.objects.filter(id__in=[task.id for task in possible]).values_list("id", "owner_id"))
    assert owners == {task.id: officer.id for task in possible}
    assert Task.objects.get(kind="give_notice").owner_id is None


def test_finish_is_the_owners_alone(as_process: Any) -> None:
    owner, colleague = officers(1)[0], people.officer("do_task")
    task = opened(as_process)
    dealt(as_process, task)

    with pytest.raises(NotPermitted), as_process("janua_workbench", colleague.actor):
        finish(task=task.id, on=f.TODAY)
    with as_process("janua_workbench", owner.actor):
        finish(task=task.id, on=f.TODAY)

    task.refresh_from_db()
    assert (task.state, task.finished_by_id) == ("done", owner.id)


def test_same_trouble_twice_is_one_task(as_process: Any) -> None:
    officers(1)
    with as_process("janua_work", KEEPER):
        wanted: dict[str, Any] = {
            "kind": "decide",
            "office": Office.objects.get(id=1),
            "object_type": "claim",
            "object_id": uuid7(),
            "deadline_on": date(2026, 3, 1),
        }
        assert open_task(**wanted) == open_task(**wanted)
