"""One case on one page: what casework itself keeps of it. What other apps know is put beside it by the face."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from janua.base.prepared import fetch
from janua.casework.models import (
    ApplicationPaper,
    Assessment,
    Case,
    Claim,
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
from janua.casework.queries import case_rows as rows
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


def submitted_by_mandate(*, case: UUID) -> dict[UUID, str]:
    """Claims of a case that somebody else applied for by the person's mandate → their name; one query."""
    return dict(fetch(_BY_MANDATE, [case]))


_BY_MANDATE = """
SELECT c.id, found.name FROM casework_claim c JOIN casework_application a ON a.id = c.application_id,
LATERAL registers_citizen_of(a.submitted_by_id) AS found WHERE c.case_id = %s AND found.person <> c.claimant_id
"""


def record_of(*, case: Case, claim: UUID | None) -> CaseRecord:
    """Everything that casework keeps of a case, with one claim opened: the one named, else the most pressing.

    A fixed number of queries, however many claims there are.
    Raises   Claim.DoesNotExist for a claim of another case
    """
    claims = tuple(rows.claims(case=case.id))
    opened = _opened(claims, claim)
    ids = [one.id for one in claims]
    assessed = _assessed(opened)
    decisions = tuple(rows.decisions(claims=ids))
    decided = [decision.id for decision in decisions]
    return CaseRecord(
        case=case,
        claims=claims,
        claim=opened,
        shown=assessed[0] if assessed else None,
        periods=assessed,
        decisions=decisions,
        notices=tuple(rows.notices(claims=ids)),
        questions=tuple(rows.questions(claims=ids)),
        reconsiderations=tuple(rows.reconsiderations(decisions=decided)) if decided else (),
        letters=(
            *(rows.letters_of_decisions(decisions=decided) if decided else ()),
            *rows.letters_of_notices(claims=ids),
        ),
        notes=tuple(rows.notes(case=case.id)),
        lines=tuple(rows.lines(person=case.holder_id)),
        tasks=tuple(rows.tasks(person=case.holder_id)),
        hand_overs=tuple(rows.hand_overs(person=case.holder_id)),
        transfers=tuple(rows.transfers(case=case.id)),
        checks=_checks(opened),
        remarks=tuple(rows.remarks(case=case.id)),
        papers=tuple(rows.papers(case=case.id)),
    )


def newest_assessment(*, claim: Claim) -> Assessment | None:
    """The newest assessment of a claim's first period: the one that a decision rests on; None before the first."""
    return rows.newest_assessments.first(claim=claim.id)


def open_discrepancies(*, persons: Collection[UUID], programme: str) -> list[Discrepancy]:
    """What two sources say differently of these persons and this programme's law reads; not ruled on yet."""
    read = country().law.used_attributes(programme)
    return rows.discrepancies(persons=list(persons), read=list(read))


def questions_open_for(*, person: UUID) -> list[Question]:
    """What an officer asked a person and waits to hear, the soonest day first."""
    found = Question.objects.filter(person=person, answered_at__isnull=True).select_related("claim")
    return list(found.order_by("answer_by", "id"))


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
    return (first, *rows.later_periods(claim=claim.id, known_at=first.known_at, first=first.id))


def _checks(claim: Claim | None) -> tuple[Check, ...]:
    return () if claim is None else tuple(link.check_asked for link in rows.checks(claim=claim.id))


def remark_stating(*, fact: UUID) -> Remark | None:
    """What the person said when they made a statement against what was known."""
    return Remark.objects.filter(stated=fact).order_by("-id").first()
