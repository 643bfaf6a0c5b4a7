"""Open a task, deal it by lot, finish it."""

import random
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import current_actor
from janua.base.areas.models import Office
from janua.base.clock import now
from janua.casework.models import HandOver, Task
from janua.casework.permissions import accounts_of_kin
from janua.casework.queries import officers_of
from janua.casework.states import TaskState, WrongState
from janua.values import uuid7

# kind of task → the permission that its owner needs, so that the lot falls on somebody who may finish it.
PERMISSION_FOR: dict[str, str] = {
    "answer_check": "prepare_decision",
    "rule_on_discrepancy": "rule_on_fact",
    "give_notice": "decide_claim",
    "decide": "decide_claim",
    "decide_after_notice": "decide_claim",
    "read_answer": "prepare_decision",
    "confirm_hand_over": "confirm_hand_over",
    "reconsider": "reconsider_claim",
    "overpayment_question": "decide_claim",
    "returned_payment": "propose_account",
    "account_stopped": "propose_account",
    "review_before_payment": "decide_claim",
    "review_entitlement": "prepare_decision",
    "mend_claim": "prepare_decision",
    "bank_refused_file": "prepare_run",
    "bank_knew_file": "prepare_run",
    "bank_report_at_fault": "prepare_run",
    "bank_contradicts_itself": "prepare_run",
    "review_urgent_access": "review_urgent_access",
    "answer_transfer": "accept_transfer",
    "read_transfer_answer": "transfer_case",
}


@dataclass(frozen=True, kw_only=True)
class TaskWanted:
    """Work to be left with an office; see `open_task`."""

    kind: str
    office: Office
    object_type: str
    object_id: UUID
    deadline_on: date
    person_id: UUID | None = None


_OPEN = """
INSERT INTO casework_task
    (id, kind, office_id, area_id, person_id, object_type, object_id, deadline_on, state, opened_at)
SELECT wanted.*, 'open', %s
FROM unnest(%s::uuid[], %s::text[], %s::int[], %s::int[], %s::uuid[], %s::text[], %s::uuid[], %s::date[]) AS wanted
ON CONFLICT (kind, object_type, object_id) WHERE state = 'open' DO NOTHING RETURNING id
"""


def open_tasks(wanted: Sequence[TaskWanted]) -> None:
    """Leave many pieces of work at once, in two statements; what is open already stays as it is."""
    if not wanted:
        return
    rows = {
        uuid7(): (
            one.kind,
            one.office.id,
            one.office.area_id,
            one.person_id,
            one.object_type,
            one.object_id,
            one.deadline_on,
        )
        for one in wanted
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [now(), list(rows), *map(list, zip(*rows.values(), strict=True))])
        opened = [row[0] for row in cursor.fetchall()]
    audit.record_all(
        audit.Trace(
            action="task.open", subject=rows[id_][3], object_type="task", object_id=id_, details={"kind": rows[id_][0]}
        )
        for id_ in opened
    )


def open_task(
    *, kind: str, office: Office, object_type: str, object_id: UUID, deadline_on: date, person_id: UUID | None = None
) -> Task:
    """Leave work with an office; the same trouble found twice is one task.

    kind        what is to be done; PERMISSION_FOR says which skill it needs
    person_id   whom it is about: their kin never get it
    """
    task, new = Task.objects.get_or_create(
        kind=kind,
        object_type=object_type,
        object_id=object_id,
        state=TaskState.OPEN,
        defaults={
            "office": office,
            "area_id": office.area_id,
            "person_id": person_id,
            "deadline_on": deadline_on,
            "opened_at": now(),
        },
    )
    if new:
        audit.record("task.open", subject=person_id, object_type="task", object_id=task.id, details={"kind": kind})
    return task


def deal(*, task: UUID, on: date, passed_over: Collection[UUID] = (), lot: random.Random | None = None) -> UUID | None:
    """Give a task to one of the office's officers, by lot among those with the least to do; nobody picks.

    passed_over   accounts that may not have it: the first decider of a reconsideration, say
    Returns       the owner's account, or None where nobody of the office may do it: the task stays in its inbox
    Raises        WrongState
    """
    row = Task.objects.select_for_update(of=("self",)).get(id=task)
    if row.state != TaskState.OPEN or row.owner_id is not None:
        raise WrongState(_("This task was dealt or finished before."))
    let_go = set(HandOver.objects.filter(task=row).values_list("by_id", flat=True))
    barred = accounts_of_kin(person_id=row.person_id, on=on) | let_go | set(passed_over)
    able = officers_of(office_id=row.office_id, permission=PERMISSION_FOR.get(row.kind, "do_task"), on=on)
    candidates = sorted(able - barred)
    if not candidates:
        return None
    owned = Task.objects.filter(owner_id__in=candidates, state=TaskState.OPEN).values_list("owner_id").order_by()
    loads = dict.fromkeys(candidates, 0) | dict(owned.annotate(load=Count("id")))
    least = min(loads.values())
    chosen = (lot or secrets.SystemRandom()).choice(sorted(one for one, load in loads.items() if load == least))
    row.owner_id = chosen
    row.save(update_fields=["owner_id"])
    audit.record("task.deal", subject=row.person_id, object_type="task", object_id=row.id, details={"owner": chosen})
    return chosen


def deal_waiting(*, on: date, limit: int = 200) -> int:
    """Deal tasks that have no owner yet, each by lot; gives how many found one.

    Taken in no order, so that tasks which nobody of their office may do keep no other from being dealt. Requests to
    look at a decision again are dealt by their own action, which passes over whoever decided before.
    """
    waiting = (
        Task.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=TaskState.OPEN, owner__isnull=True)
        .exclude(object_type="reconsideration")
        .order_by("?")[:limit]
    )
    return sum(deal(task=task.id, on=on) is not None for task in list(waiting))


def finish(*, task: UUID, on: date) -> Task:
    """Say that a task is done; by its owner alone.

    Raises   NotPermitted, WrongState
    """
    row = Task.objects.select_for_update(of=("self",)).get(id=task)
    actor = current_actor()
    if actor.account_id is None or row.owner_id != actor.account_id:
        raise NotPermitted("Only the officer to whom a task was dealt may finish it.")
    if not may(actor, "do_task", area_id=row.area_id, on=on):
        raise NotPermitted("This needs the permission 'do_task' in the office's area: ask an administrator for it.")
    if row.state != TaskState.OPEN:
        raise WrongState(_("This task was finished before."))
    close(task=row)
    return row


def close(*, task: Task) -> None:
    """Mark a task done as part of the action that did it; the caller has checked who may."""
    task.state = TaskState.DONE
    task.finished_at = now()
    task.finished_by_id = current_actor().account_id
    task.save(update_fields=["state", "finished_at", "finished_by_id"])
    audit.record("task.finish", subject=task.person_id, object_type="task", object_id=task.id)


def close_for(*, object_type: str, object_id: UUID, kinds: Collection[str]) -> None:
    """Mark the open tasks about a thing done: what they asked for has happened."""
    close_for_all(object_type=object_type, object_ids=[object_id], kinds=kinds)


def close_for_all(*, object_type: str, object_ids: Collection[UUID], kinds: Collection[str]) -> None:
    """Mark the open tasks about several things of one kind done; one query finds them."""
    waiting = Task.objects.select_for_update(of=("self",)).filter(
        object_type=object_type, object_id__in=object_ids, kind__in=kinds, state=TaskState.OPEN
    )
    for task in waiting:
        close(task=task)
