"""Open a task, deal it by lot, finish it."""

import random
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.accounts.models import StaffProfile
from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import current_actor
from janua.base.areas.models import Office
from janua.base.clock import now
from janua.casework.models import HandOver, Task
from janua.casework.permissions import accounts_of_kin
from janua.casework.queries import assignments_in_force, officers_of, officers_of_area
from janua.casework.states import TaskState, WrongState
from janua.registers.models import LookAlert
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
    "answer_look_alert": "answer_look_alert",
    "answer_transfer": "accept_transfer",
    "read_transfer_answer": "transfer_case",
}

# Work that is done by a decision or a second person's answer: its owner hands it over, and never just calls it done.
DONE_BY_DECIDING = frozenset(
    {"give_notice", "decide", "decide_after_notice", "reconsider", "confirm_hand_over", "answer_look_alert"}
)
LOOKS = "look_alert"


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

    The lot falls once: work about the same thing that comes again goes to whoever had it, if they still may. So nobody
    has a claim sent round until it comes to a friend. Where nobody of the office may do it, the lot is drawn among all
    who may in its area.
    passed_over   accounts that may not have it: the first decider of a reconsideration, say
    Returns       the owner's account, or None where nobody may do it: the task stays in its inbox
    Raises        WrongState
    """
    row = Task.objects.select_for_update(of=("self",)).get(id=task)
    if row.state != TaskState.OPEN or row.owner_id is not None:
        raise WrongState(_("This task was dealt or finished before."))
    wanted = PERMISSION_FOR.get(row.kind, "do_task")
    before = Task.objects.filter(object_type=row.object_type, object_id=row.object_id, kind__in=_like(wanted))
    let_go = set(HandOver.objects.filter(task__in=before.values("id")).values_list("by_id", flat=True))
    barred = accounts_of_kin(person_id=row.person_id, on=on) | let_go | set(passed_over) | _who_looked(row)
    candidates = sorted(officers_of(office_id=row.office_id, permission=wanted, on=on) - barred) or sorted(
        officers_of_area(area_id=row.area_id, permission=wanted, on=on) - barred
    )
    if not candidates:
        return None
    had = before.filter(owner_id__in=candidates, state=TaskState.DONE).order_by("-opened_at").first()
    chosen = had.owner_id if had is not None and had.owner_id is not None else _lot_among(candidates, lot)
    row.owner_id = chosen
    row.save(update_fields=["owner_id"])
    audit.record("task.deal", subject=row.person_id, object_type="task", object_id=row.id, details={"owner": chosen})
    return chosen


def _who_looked(task: Task) -> set[UUID]:
    """Nobody is asked about their own looks."""
    if task.object_type != LOOKS:
        return set()
    return set(LookAlert.objects.filter(id=task.object_id).values_list("account_id", flat=True))


def _like(permission: str) -> list[str]:
    """Kinds of work that need the same skill: whoever gave notice decides after it too."""
    return [kind for kind, needed in PERMISSION_FOR.items() if needed == permission]


def _lot_among(candidates: Sequence[UUID], lot: random.Random | None) -> UUID:
    """One of those with the least to do."""
    owned = Task.objects.filter(owner_id__in=candidates, state=TaskState.OPEN).values_list("owner_id").order_by()
    loads = dict.fromkeys(candidates, 0) | dict(owned.annotate(load=Count("id")))
    least = min(loads.values())
    return (lot or secrets.SystemRandom()).choice(sorted(one for one, load in loads.items() if load == least))


def take_back_from_who_may_not(*, on: date, limit: int = 200) -> int:
    """Take open work from officers who have left or lost the role for it, so that it is dealt anew; gives how much."""
    serving = StaffProfile.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), account_id=OuterRef("owner_id"))
    holding = assignments_in_force(on=on).filter(account_id=OuterRef("owner_id"))
    lost = (
        Task.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(state=TaskState.OPEN, owner__isnull=False)
        .filter(~Exists(serving) | ~Exists(holding))
        .order_by("id")[:limit]
    )
    rows = list(lost)
    Task.objects.filter(id__in=[row.id for row in rows]).update(owner=None)
    audit.record_all(
        audit.Trace(
            action="task.take_back",
            subject=row.person_id,
            object_type="task",
            object_id=row.id,
            details={"owner": row.owner_id},
        )
        for row in rows
    )
    return len(rows)


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
    if row.kind in DONE_BY_DECIDING:
        raise WrongState(_("This work is done by deciding. If you cannot, hand it over."))
    close(task=row)
    return row


def require_dealt_to(*, account: UUID, object_type: str, object_id: UUID, kinds: Collection[str]) -> None:
    """Refuse an officer to whom the open work on a thing was not dealt: nobody picks whom they decide about.

    Raises   NotPermitted
    """
    open_ = Task.objects.filter(
        object_type=object_type, object_id=object_id, kind__in=kinds, state=TaskState.OPEN, owner_id=account
    )
    if not open_.exists():
        raise NotPermitted("This was not dealt to you: the lot says who decides, and whoever has it may hand it over.")


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
