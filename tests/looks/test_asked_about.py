"""An alert on looks is work with a deadline, for a supervisor of the area and never for who looked."""

from datetime import timedelta
from typing import Any

import pytest

from janua.base.accounts.models import Account
from janua.base.actors import system_actor
from janua.casework.actions.looks import take_up_look_alerts
from janua.casework.actions.task import deal_waiting, finish
from janua.casework.models import Task
from janua.casework.states import WrongState
from janua.registers.actions.look_alerts import answer_look_alert
from janua.registers.models import LookAlert
from tests.faces import workbench_client
from tests.looks.test_alerts import YESTERDAY, looks, protected, seen_on, watch
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
ASKS = ("answer_look_alert", "do_task")


def taken_up(as_process: Any) -> int:
    """What the loops of the worker do: leave work, and deal it; gives how many tasks are new."""
    with as_process("janua_work", system_actor("keeper")):
        left = take_up_look_alerts(on=f.TODAY)
        deal_waiting(on=f.TODAY)
    return left


def tasks() -> list[tuple[str, Any, Any, str]]:
    return list(Task.objects.order_by("opened_at", "id").values_list("kind", "deadline_on", "owner_id", "state"))


def test_looks_of_a_day_at_one_person_are_one_task_for_a_supervisor_of_the_area(as_process: Any) -> None:
    officer, hidden, other = f.officer("see_restricted", *ASKS), protected(), protected()
    f.officer(*ASKS, area_id=2)
    for _ in range(2):
        looks(as_process, officer, hidden)

    # Only who looked could answer here: it waits for somebody else.
    assert (taken_up(as_process), taken_up(as_process)) == (1, 0)
    assert [(owner, state) for _, _, owner, state in tasks()] == [(None, "open")]

    supervisor = f.officer(*ASKS)
    looks(as_process, officer, hidden)
    looks(as_process, officer, other)
    assert (taken_up(as_process), taken_up(as_process)) == (1, 0)

    due = f.TODAY + timedelta(days=2)
    assert tasks() == [("answer_look_alert", due, supervisor.id, "open")] * 2
    row = Task.objects.earliest("opened_at")
    assert (row.person_id, row.area_id, row.object_type) == (None, 1, "look_alert")
    assert row.object_id == LookAlert.objects.filter(person=hidden).earliest("at", "id").id


def test_day_with_many_looks_is_a_task_within_a_week(as_process: Any) -> None:
    curious, supervisor = f.officer("read_case"), f.officer(*ASKS)
    seen_on(YESTERDAY, curious, 120)
    watch(as_process)

    assert taken_up(as_process) == 1
    assert tasks() == [("answer_look_alert", f.TODAY + timedelta(days=7), supervisor.id, "open")]


def inbox(officer: Account) -> str:
    client = workbench_client(officer)
    return str(client.get(client.at("inbox") + "?whose=office").content.decode())


def test_supervisor_goes_from_the_inbox_to_the_answer_that_ends_the_task(as_process: Any) -> None:
    officer, supervisor = f.officer("see_restricted", *ASKS), f.officer(*ASKS)
    hidden = protected()
    looks(as_process, officer, hidden)
    looks(as_process, officer, hidden)
    taken_up(as_process)
    task, alert = Task.objects.get(), LookAlert.objects.earliest("at", "id")

    shown = {who: "Ask about an officer" in inbox(who) for who in (supervisor, officer, f.officer("do_task"))}
    assert list(shown.values()) == [True, False, False]
    own = workbench_client(officer)
    assert own.get(own.at("task", task.id)).status_code == 404
    client = workbench_client(supervisor)
    place = client.get(client.at("task", task.id))
    assert place["location"] == f"{client.at('look-alert', alert.id)}?task={task.id}"
    with as_process("janua_workbench", supervisor.actor), pytest.raises(WrongState, match="done by deciding"):
        finish(task=task.id, on=f.TODAY)

    kept = client.post(client.at("look-alert", alert.id), {"finding": "explained", "words": "Her case."})

    assert kept.status_code == 302
    task.refresh_from_db()
    assert (task.state, task.finished_by_id, taken_up(as_process)) == ("done", supervisor.id, 0)
    # Looked at again after it was answered: that is asked about anew.
    looks(as_process, officer, hidden)
    assert taken_up(as_process) == 1
    assert [state for *_, state in tasks()] == ["done", "open"]


def test_task_ends_where_the_alert_was_answered_by_another_way(as_process: Any) -> None:
    officer, supervisor = f.officer("see_restricted"), f.officer(*ASKS)
    looks(as_process, officer, protected())
    taken_up(as_process)
    with as_process("janua_workbench", f.officer("answer_look_alert").actor):
        answer_look_alert(alert=LookAlert.objects.get().id, finding="explained", words="x", on=f.TODAY)

    assert taken_up(as_process) == 0
    assert [(owner, state) for _, _, owner, state in tasks()] == [(supervisor.id, "done")]
