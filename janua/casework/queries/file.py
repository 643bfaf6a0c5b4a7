"""One case on one page: what casework itself keeps of it. What other apps know is put beside it by the face."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from janua.casework.models import (
    ApplicationPaper,
    Assessment,
    Case,
    Claim,
    ClaimCheck,
    Decision,
    EntitlementLine,
    HandOver,
    IntendedDecision,
    Letter,
    Note,
    Question,
    Reconsideration,
    Remark,
    Task,
    Transfer,
)
from janua.casework.states import ClaimState, TaskState
from janua.checks.models import Check, Discrepancy
from janua.pack.installed import country

_WAITING = (
    ClaimState.ASSESSED,
    ClaimState.NOTICE_GIVEN,
    ClaimState.STUCK,
    ClaimState.SUBMITTED,
    ClaimState.CHECKING,
    ClaimState.OFFERED,
)
NEWEST_NOTES = 50


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """The rows of a case with one of its claims opened.

    shown         the newest assessment of the claim's first period, which decides
    periods       that assessment with those of the later periods
    checks        those that the claim waits or waited for
    """

    case: Case
    claims: tuple[Claim, ...]
    claim: Claim | None
    shown: Assessment | None
    periods: tuple[Assessment, ...]
    decisions: tuple[Decision, ...]
    notices: tuple[IntendedDecision, ...]
    questions: tuple[Question, ...]
    reconsiderations: tuple[Reconsideration, ...]
    letters: tuple[Letter, ...]
    notes: tuple[Note, ...]
    lines: tuple[EntitlementLine, ...]
    tasks: tuple[Task, ...]
    hand_overs: tuple[HandOver, ...]
    transfers: tuple[Transfer, ...]
    checks: tuple[Check, ...]
    remarks: tuple[Remark, ...]
    papers: tuple[ApplicationPaper, ...]


def record_of(*, case: Case, claim: UUID | None) -> CaseRecord:
    """Everything that casework keeps of a case, with one claim opened: the one named, else the most pressing.

    A fixed number of queries, however many claims there are.
    Raises   Claim.DoesNotExist for a claim of another case
    """
    claims = tuple(Claim.objects.filter(case=case).select_related("application", "claimant", "event").order_by("-id"))
    opened = _opened(claims, claim)
    ids = [one.id for one in claims]
    assessed = _assessed(opened)
    decisions = tuple(
        Decision.objects.filter(claim__in=ids).select_related("claim", "supersedes").order_by("-decided_at", "-id")
    )
    decided = [decision.id for decision in decisions]
    return CaseRecord(
        case=case,
        claims=claims,
        claim=opened,
        shown=assessed[0] if assessed else None,
        periods=assessed,
        decisions=decisions,
        notices=tuple(IntendedDecision.objects.filter(claim__in=ids).select_related("claim").order_by("-id")),
        questions=tuple(Question.objects.filter(claim__in=ids).select_related("claim").order_by("-id")),
        reconsiderations=tuple(
            Reconsideration.objects.filter(decision__in=decided).select_related("decision__claim").order_by("-id")
        ),
        letters=tuple(
            Letter.objects.filter(decision__in=decided).select_related("document", "decision__claim").order_by("-id")
        )
        + tuple(
            Letter.objects.filter(intended__claim__in=ids).select_related("document", "intended__claim").order_by("-id")
        ),
        notes=tuple(Note.objects.filter(case=case).order_by("-written_at", "-id")[:NEWEST_NOTES]),
        lines=tuple(EntitlementLine.objects.filter(person=case.holder_id).order_by("-due_on", "programme", "id")),
        tasks=tuple(Task.objects.filter(person=case.holder_id).order_by("state", "deadline_on", "id")),
        hand_overs=tuple(HandOver.objects.filter(person=case.holder_id).select_related("to_office").order_by("-at")),
        transfers=tuple(Transfer.objects.filter(case=case).select_related("to_office").order_by("-asked_at")),
        checks=_checks(opened),
        remarks=tuple(Remark.objects.filter(application__case=case).order_by("-made_at", "-id")),
        papers=tuple(ApplicationPaper.objects.filter(application__case=case)),
    )


def newest_assessment(*, claim: Claim) -> Assessment | None:
    """The newest assessment of a claim's first period: the one that a decision rests on; None before the first."""
    return Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on").first()


def open_discrepancies(*, persons: Collection[UUID], programme: str) -> list[Discrepancy]:
    """What two sources say differently of these persons and this programme's law reads; not ruled on yet."""
    read = country().law.used_attributes(programme)
    rows = Discrepancy.objects.filter(subject__in=persons, ruling__isnull=True, attribute__in=read)
    return list(rows.select_related("check_asked", "subject").order_by("found_at", "id"))


def questions_open_for(*, person: UUID) -> list[Question]:
    """What an officer asked a person and waits to hear, the soonest day first."""
    rows = Question.objects.filter(person=person, answered_at__isnull=True).select_related("claim")
    return list(rows.order_by("answer_by", "id"))


def overdue(task: Task, *, on: date) -> bool:
    """Whether a task should have been done before today."""
    return task.state == TaskState.OPEN and task.deadline_on < on


def _opened(claims: tuple[Claim, ...], wanted: UUID | None) -> Claim | None:
    if wanted is not None:
        found = next((one for one in claims if one.id == wanted), None)
        if found is None:
            raise Claim.DoesNotExist
        return found
    ranked = sorted(claims, key=lambda one: _WAITING.index(ClaimState(one.state)) if one.state in _WAITING else 99)
    return ranked[0] if ranked else None


def _assessed(claim: Claim | None) -> tuple[Assessment, ...]:
    """The newest assessments of a claim, of all its periods; what only the first one is read for is left out else."""
    if claim is None:
        return ()
    first = newest_assessment(claim=claim)
    if first is None:
        return ()
    rest = Assessment.objects.filter(claim=claim, known_at=first.known_at).exclude(id=first.id)
    later = rest.defer("situation", "result", "inputs").order_by("period_starts_on", "id")
    return (first, *later)


def _checks(claim: Claim | None) -> tuple[Check, ...]:
    if claim is None:
        return ()
    links = ClaimCheck.objects.filter(claim=claim).select_related("check_asked__subject").order_by("check_asked_id")
    return tuple(link.check_asked for link in links)


def remark_stating(*, fact: UUID) -> Remark | None:
    """What the person said when they made a statement against what was known."""
    return Remark.objects.filter(stated=fact).order_by("-id").first()
