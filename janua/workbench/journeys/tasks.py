"""From a task to the page where it is done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from janua.base.accounts.models import StaffProfile
from janua.casework.models import (
    Claim,
    Decision,
    Entitlement,
    EntitlementLine,
    IntendedDecision,
    Question,
    Task,
)
from janua.workbench.journeys.inbox import urgency_text
from janua.workbench.journeys.looked import looked_at
from janua.workbench.journeys.wording import TASKS, called

# Kinds that no action ends by itself: the officer says that they are done.
ENDED_BY_HAND = frozenset(
    {
        *("overpayment_question", "read_answer", "review_entitlement", "replay_difference", "write_letter"),
        *("review_before_payment", "reconsider_claim", "bank_report_at_fault", "bank_contradicts_itself"),
        *("bank_refused_file", "bank_knew_file", "returned_payment", "account_stopped", "read_transfer_answer"),
    }
)
_SECTIONS = {
    "rule_on_discrepancy": "#contradictions",
    "read_answer": "#questions",
    "overpayment_question": "#money",
    "review_entitlement": "#money",
    "review_before_payment": "#money",
    "write_letter": "#papers",
}


@dataclass(frozen=True)
class TaskAlone:
    """A task on a page of its own."""

    id: UUID
    title: str
    person: str
    person_id: UUID | None
    deadline_on: date
    urgency: str
    owner: str
    is_mine: bool
    ended_by_hand: bool


def place_of(task: Task) -> str | None:
    """The address of the page where a task is done; None where it has none."""
    if task.object_type == "check":
        return reverse("workbench:answer-check", args=[task.object_id])
    if task.object_type == "reconsideration":
        return reverse("workbench:reconsideration", args=[task.object_id])
    if task.object_type == "transfer":
        return reverse("workbench:transfer-answer", args=[task.object_id])
    if task.object_type == "hand_over":
        return reverse("workbench:hand-over-confirm", args=[task.object_id])
    claim = _claim_of(task)
    if claim is not None:
        return reverse("workbench:claim", args=[claim])
    return _elsewhere(task)


def section_of(kind: str) -> str:
    """The part of the case's page that a task is about."""
    return _SECTIONS.get(kind, "")


def task_on_its_own(task: Task, *, officer: UUID, on: date) -> TaskAlone:
    """A task that has no page elsewhere, and a row in the access log where it names somebody."""
    if task.person is not None:
        looked_at([task.person.id], page="task")
    owner = (
        StaffProfile.objects.filter(account_id=task.owner_id or UUID(int=0))
        .values_list("display_name", flat=True)
        .first()
    )
    return TaskAlone(
        id=task.id,
        title=called(TASKS, task.kind),
        person=task.person.name if task.person is not None else "",
        person_id=task.person_id,
        deadline_on=task.deadline_on,
        urgency=urgency_text(task.deadline_on, on=on),
        owner=owner or _("Nobody yet"),
        is_mine=task.owner_id == officer,
        ended_by_hand=task.kind in ENDED_BY_HAND,
    )


def _claim_of(task: Task) -> UUID | None:
    """The claim that a task is about, where it is about one."""
    reads = {
        "claim": Claim.objects.values_list("id", flat=True),
        "decision": Decision.objects.values_list("claim_id", flat=True),
        "intended_decision": IntendedDecision.objects.values_list("claim_id", flat=True),
        "question": Question.objects.values_list("claim_id", flat=True),
        "entitlement": Entitlement.objects.values_list("decision__claim_id", flat=True),
        "entitlement_line": EntitlementLine.objects.values_list("entitlement__decision__claim_id", flat=True),
    }
    rows = reads.get(task.object_type)
    found: UUID | None = None if rows is None else rows.filter(id=task.object_id).first()
    return found


def _elsewhere(task: Task) -> str | None:
    """Pages of payments and of oversight."""
    places = {"run": ("run", [task.object_id]), "order": ("return", [task.object_id]), "bank_report": ("runs", [])}
    places["payee_account"] = ("account-change", [task.object_id])
    places["look_alert"] = ("look-alert", [task.object_id])
    places["urgent_access"] = ("break-glass-review", [task.object_id])
    if task.object_type not in places:
        return None
    name, arguments = places[task.object_type]
    try:
        return reverse(f"workbench:{name}", args=arguments)
    except NoReverseMatch:
        return None
