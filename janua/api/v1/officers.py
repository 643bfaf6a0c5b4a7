"""The officers' half: today's tasks, claims to decide, statements to rule on."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from annotated_types import Len
from django.db.models import Q
from ninja import Field, Query, Router, Schema, Status

from janua.api.v1.bearer import OfficerRequest, OfficerSession, legal_day
from janua.api.v1.problems import PROBLEMS
from janua.api.v1.shapes import Asked, MoneyShape, Page, ReasonShape, RowShape, page_of
from janua.base.accounts.queries import areas_with
from janua.base.audit import log_access, log_search
from janua.casework.actions.decision import decide, intend_refusal
from janua.casework.models import Assessment, Claim, Task
from janua.casework.queries.file import newest_assessment
from janua.catalogue.queries import blueprint_for_programme
from janua.checks.actions.discrepancy import rule
from janua.checks.models import Discrepancy
from janua.registers.queries import find_persons

READ, RULE = "read_case", "rule_on_fact"
router = Router(auth=OfficerSession(), tags=["officers"])


class Me(Schema):
    """Who is signed in, and what their roles allow somewhere."""

    name: str
    office: str
    permissions: list[str]


class PersonShape(RowShape):
    """Somebody who was found."""

    id: UUID
    name: str
    identifier: str
    born_on: date | None


class TaskShape(RowShape):
    """A piece of work, what it is about, and by when."""

    COLUMNS = {"person": "person_id", "owner": "owner_id"}

    id: UUID
    kind: str
    object_type: str
    object_id: UUID
    person: UUID | None
    deadline_on: date
    owner: UUID | None


class AssessmentShape(RowShape):
    """What the law says of a claim on the facts held."""

    id: UUID
    outcome: str
    amount: MoneyShape | None
    amount_kind: str
    known_at: datetime
    conditions: list[ReasonShape]


class ClaimShape(RowShape):
    """A claim with the assessment that an officer decides on."""

    COLUMNS = {"claimant": "claimant_id"}

    id: UUID
    reference: str
    programme: str
    claimant: UUID
    state: str
    about_on: date
    assessment: AssessmentShape | None


class Determination(Schema):
    """What an officer decides, on the assessment that they looked at."""

    assessment: UUID
    outcome: Literal["grant", "refuse"]


class Decided(RowShape):
    """A decision that was taken."""

    id: UUID
    reference: str
    outcome: str


class Intention(Schema):
    """A refusal that is intended, on the assessment that the officer looked at."""

    assessment: UUID


class NoticeShape(RowShape):
    """A notice that was given, and until when the person may answer."""

    id: UUID
    given_on: date
    answer_by: date


class DiscrepancyShape(RowShape):
    """Two statements that differ, neither ruled on or one of them."""

    COLUMNS = {"person": "subject_id"}

    id: UUID
    person: UUID
    attribute: str
    stated: UUID
    answered: UUID
    found_at: datetime
    ruling: UUID | None


class RulingToGive(Schema):
    """Which of the two statements is right, and why."""

    fact: UUID
    reason: Annotated[str, Len(1, 2000)]


@router.get("/me", response={200: Me, **PROBLEMS})
def me(request: OfficerRequest) -> Any:
    """Say who is signed in."""
    officer = request.officer
    return Me(name=officer.name, office=officer.office, permissions=sorted(officer.permissions))


@router.get("/persons", response={200: list[PersonShape], **PROBLEMS})
def persons(request: OfficerRequest, words: Annotated[str, Query(), Field(min_length=3, max_length=80)]) -> Any:
    """Find persons by name or number; whom the officer may not see is not found."""
    areas = _areas(request, READ)
    found = [one for one in find_persons(words=words, highest=20) if {one.area_id, one.cared_in_id} & areas]
    log_search([one.id for one in found], page="api:persons", purpose="find a person")
    return [PersonShape.of(one) for one in found]


@router.get("/tasks", response={200: Page[TaskShape], **PROBLEMS})
def tasks(request: OfficerRequest, asked: Asked, mine: bool = True) -> Any:
    """List open tasks of the officer, or of their office; the newest first."""
    rows = Task.objects.filter(state="open", office=request.officer.office_id)
    found = page_of(rows.filter(owner=request.officer.account_id) if mine else rows, asked, TaskShape.of)
    shown = [one.person for one in found["items"] if one.person is not None]
    log_access(shown, page="api:tasks", purpose="today's work")
    return found


@router.get("/claims/{claim}", response={200: ClaimShape, **PROBLEMS})
def claim(request: OfficerRequest, claim: UUID) -> Any:
    """Show a claim with what the law says of it."""
    row = Claim.objects.get(id=claim, area__in=_areas(request, READ))
    log_access([row.claimant_id], page="api:claim", purpose="look into a claim")
    return _claim(row)


@router.post("/claims/{claim}/decision", response={201: Decided, **PROBLEMS})
def decide_claim(request: OfficerRequest, claim: UUID, determination: Determination) -> Any:
    """Decide on a claim as the law says; a refusal only after notice."""
    row = Claim.objects.get(id=claim)
    days = blueprint_for_programme(programme=row.programme, on=legal_day()).challenge_days
    decision = decide(
        claim=row.id,
        assessment=determination.assessment,
        outcome=determination.outcome,
        on=legal_day(),
        challenge_days=days,
    )
    return Status(201, Decided.of(decision))


@router.post("/claims/{claim}/notice", response={201: NoticeShape, **PROBLEMS})
def give_notice(request: OfficerRequest, claim: UUID, intention: Intention) -> Any:
    """Tell the person that a refusal is intended, with time to answer."""
    row = Claim.objects.get(id=claim)
    days = blueprint_for_programme(programme=row.programme, on=legal_day()).answer_days
    notice = intend_refusal(claim=row.id, assessment=intention.assessment, on=legal_day(), answer_days=days)
    return Status(201, NoticeShape.of(notice))


@router.get("/discrepancies", response={200: Page[DiscrepancyShape], **PROBLEMS})
def discrepancies(request: OfficerRequest, asked: Asked) -> Any:
    """List statements that differ and that nobody has ruled on, the newest first."""
    rows = Discrepancy.objects.filter(_here(request), ruling__isnull=True)
    found = page_of(rows, asked, DiscrepancyShape.of)
    log_access([one.person for one in found["items"]], page="api:discrepancies", purpose="rule on statements")
    return found


@router.post("/discrepancies/{discrepancy}/ruling", response={201: DiscrepancyShape, **PROBLEMS})
def rule_on_discrepancy(request: OfficerRequest, discrepancy: UUID, ruling: RulingToGive) -> Any:
    """Say which of two statements is right, with a reason that the person may read."""
    row = Discrepancy.objects.filter(_here(request)).get(id=discrepancy)
    ruled = rule(discrepancy=row.id, fact=ruling.fact, reason=ruling.reason, on=legal_day())
    return Status(201, DiscrepancyShape.of(ruled))


def _areas(request: OfficerRequest, permission: str) -> frozenset[int]:
    """Where the officer holds a permission: row security shows the areas of all their roles together."""
    return areas_with(account_id=request.officer.account_id, permission=permission, on=legal_day())


def _here(request: OfficerRequest) -> Q:
    """About persons where the officer rules on statements."""
    areas = _areas(request, RULE)
    return Q(subject__area__in=areas) | Q(subject__cared_in__in=areas)


def _claim(row: Claim) -> ClaimShape:
    newest = newest_assessment(claim=row)
    return ClaimShape.of(row, assessment=None if newest is None else _assessment(newest))


def _assessment(row: Assessment) -> AssessmentShape:
    amount = MoneyShape.of(row.amount, row.currency)
    return AssessmentShape.of(row, amount=amount, conditions=ReasonShape.of(row.result["conditions"]))
