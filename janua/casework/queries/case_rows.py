"""The rows of a case, each kind a query that is built once: a case's page asks for all of them."""

from django.db.models import QuerySet

from janua.base.prepared import Given, prepared
from janua.casework.models import (
    ApplicationPaper,
    Assessment,
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
from janua.checks.models import Discrepancy

NEWEST_NOTES = 50


@prepared
def claims(case: Given) -> QuerySet[Claim]:
    """Every claim, the newest first."""
    return Claim.objects.filter(case_id=case).select_related("application", "claimant", "event").order_by("-id")


@prepared
def newest_assessments(claim: Given) -> QuerySet[Assessment]:
    """The newest assessment of a claim's first period."""
    return Assessment.objects.filter(claim_id=claim).order_by("-known_at", "period_starts_on")[:1]


@prepared
def later_periods(claim: Given, known_at: Given, first: Given) -> QuerySet[Assessment]:
    """Those made with it, without what only the first is read for."""
    rest = Assessment.objects.filter(claim_id=claim, known_at=known_at).exclude(id=first)
    return rest.defer("situation", "result", "inputs").order_by("period_starts_on", "id")


@prepared
def decisions(claims: Given) -> QuerySet[Decision]:
    """Every decision, the newest first."""
    found = Decision.objects.filter(claim_id__among=claims).select_related("claim", "supersedes")
    return found.order_by("-decided_at", "-id")


@prepared
def notices(claims: Given) -> QuerySet[IntendedDecision]:
    """Every notice of an intended decision."""
    return IntendedDecision.objects.filter(claim_id__among=claims).select_related("claim").order_by("-id")


@prepared
def questions(claims: Given) -> QuerySet[Question]:
    """Everything the person was asked."""
    return Question.objects.filter(claim_id__among=claims).select_related("claim").order_by("-id")


@prepared
def reconsiderations(decisions: Given) -> QuerySet[Reconsideration]:
    """Every request to look again."""
    found = Reconsideration.objects.filter(decision_id__among=decisions)
    return found.select_related("decision__claim").order_by("-id")


@prepared
def letters_of_decisions(decisions: Given) -> QuerySet[Letter]:
    """The letters of decisions."""
    found = Letter.objects.filter(decision_id__among=decisions)
    return found.select_related("document", "decision__claim").order_by("-id")


@prepared
def letters_of_notices(claims: Given) -> QuerySet[Letter]:
    """The letters of notices."""
    found = Letter.objects.filter(intended__claim_id__among=claims)
    return found.select_related("document", "intended__claim").order_by("-id")


@prepared
def notes(case: Given) -> QuerySet[Note]:
    """The newest notes."""
    return Note.objects.filter(case_id=case).order_by("-written_at", "-id")[:NEWEST_NOTES]


@prepared
def lines(person: Given) -> QuerySet[EntitlementLine]:
    """Every amount that the person has a right to."""
    return EntitlementLine.objects.filter(person_id=person).order_by("-due_on", "programme", "id")


@prepared
def tasks(person: Given) -> QuerySet[Task]:
    """Every task about the person."""
    return Task.objects.filter(person_id=person).order_by("state", "deadline_on", "id")


@prepared
def hand_overs(person: Given) -> QuerySet[HandOver]:
    """Every time a task about the person changed hands."""
    return HandOver.objects.filter(person_id=person).select_related("to_office").order_by("-at")


@prepared
def transfers(case: Given) -> QuerySet[Transfer]:
    """Every time another office was asked to take the case."""
    return Transfer.objects.filter(case_id=case).select_related("to_office").order_by("-asked_at")


@prepared
def checks(claim: Given) -> QuerySet[ClaimCheck]:
    """What a claim waits or waited for."""
    links = ClaimCheck.objects.filter(claim_id=claim).select_related("check_asked__subject")
    return links.order_by("check_asked_id")


@prepared
def remarks(case: Given) -> QuerySet[Remark]:
    """What the person said is wrong or missing."""
    return Remark.objects.filter(application__case_id=case).order_by("-made_at", "-id")


@prepared
def papers(case: Given) -> QuerySet[ApplicationPaper]:
    """What came with applications."""
    return ApplicationPaper.objects.filter(application__case_id=case)


@prepared
def discrepancies(persons: Given, read: Given) -> QuerySet[Discrepancy]:
    """What two sources say differently of persons, and nobody has ruled on."""
    rows = Discrepancy.objects.filter(subject_id__among=persons, ruling__isnull=True, attribute__among=read)
    return rows.select_related("check_asked", "subject").order_by("found_at", "id")
