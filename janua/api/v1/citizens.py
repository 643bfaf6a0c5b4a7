"""The citizens' half: what is on offer, apply, follow, decisions and payments, what is known, ask to look again."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from annotated_types import Len
from ninja import Router, Schema, Status
from ninja.params.functions import Header

from janua.api.v1.bearer import CitizenRequest, CitizenSession, legal_day
from janua.api.v1.problems import PROBLEMS
from janua.api.v1.shapes import Asked, Language, MoneyShape, Page, ReasonShape, page_of
from janua.base.audit import log_access
from janua.base.clock import now
from janua.casework.actions.application import Answer, Submission, submit
from janua.casework.actions.reconsideration import ask
from janua.casework.models import Application, Claim, Decision
from janua.catalogue.queries import services_on_offer, version_in_force
from janua.pack.blueprints import Blueprint
from janua.pack.installed import country
from janua.payments.models import Order
from janua.payments.states import OrderState
from janua.registers.models import Mandate
from janua.registers.permissions import APPLY, REPORT, own_persons, spoken_for
from janua.registers.queries import KnownFact, facts_known, trust_order

# Nothing of a run that a second person has not approved is promised to anybody.
_NOT_ORDERED = (OrderState.PREPARED, OrderState.TAKEN_OUT)
# As on the pages of the portal: what a mandate must be for to follow an application.
_FOLLOW = ("see", APPLY, "challenge")
router = Router(auth=CitizenSession(), tags=["citizens"])


class ServiceShape(Schema):
    """A service on offer, in the languages of the country."""

    code: str
    programmes: list[str]
    titles: dict[str, str]
    summaries: dict[str, str]


class QuestionShape(Schema):
    """One thing that a service asks, unless it is known: about whom, and which registers answer instead."""

    attribute: str
    of: str
    required: bool
    answered_by: list[str]


class ServiceWithQuestions(ServiceShape):
    """A service with everything that it may ask."""

    questions: list[QuestionShape]
    decide_within_days: int
    challenge_days: int


class AnswerShape(Schema):
    """An answer about one person; money is written as money everywhere is."""

    subject: UUID
    attribute: str
    value: MoneyShape | bool | int | str | None = None
    item: Annotated[str, Len(0, 120)] = ""
    true_from: date | None = None
    true_to: date | None = None
    status: Literal["known", "not_known", "refused", "not_applicable"] = "known"


class ApplicationToSubmit(Schema):
    """All that is submitted at once; `declared` holds what is of the claim itself and of no person."""

    service: str
    applicant: UUID
    language: Language = "en"
    answers: list[AnswerShape] = []
    declared: dict[str, Any] = {}


class ClaimShape(Schema):
    """One programme's part of an application, decided apart."""

    id: UUID
    reference: str
    programme: str
    state: str
    decision: UUID | None = None


class ApplicationShape(Schema):
    """An application that was taken."""

    id: UUID
    reference: str
    service: str
    applicant: UUID
    submitted_at: datetime
    claims: list[ClaimShape]


class DecisionShape(Schema):
    """A decision: what, from when, why by which article, and until when it may be challenged."""

    id: UUID
    reference: str
    programme: str
    outcome: str
    amount: MoneyShape | None
    period: str
    from_on: date | None
    decided_on: date
    challenge_until: date
    superseded: bool
    reasons: list[ReasonShape]


class Grounds(Schema):
    """Why a decision should be looked at again, in the person's own words."""

    grounds: Annotated[str, Len(1, 4000)]


class Asking(Schema):
    """A request to look at a decision again."""

    id: UUID
    decision: UUID
    state: str
    asked_on: date


class PaymentShape(Schema):
    """One payment: for whom, how much, and how far it got."""

    id: UUID
    person: UUID
    amount: MoneyShape
    state: str


class FactShape(Schema):
    """What is known of a person: from whom, since when, and whether it counts."""

    id: UUID
    attribute: str
    item: str
    status: str
    value: bool | int | str | None
    source: str
    true_from: date | None
    true_to: date | None
    known_from: datetime
    accepted: bool


class MandateShape(Schema):
    """For whom else the account may act, and in what."""

    person: UUID
    scope: list[str]
    until: date | None


class Me(Schema):
    """Who is signed in."""

    name: str
    person: UUID | None
    mandates: list[MandateShape]


@router.get("/me", response={200: Me, **PROBLEMS})
def me(request: CitizenRequest) -> Any:
    """Say who is signed in, and for whom else they may act."""
    visitor = request.visitor
    held = Mandate.objects.known().true_on(legal_day()).filter(holder=visitor.own_person).order_by("id")
    mandates = [MandateShape(person=one.giver_id, scope=list(one.scope), until=one.true_to) for one in held]
    return Me(name=visitor.name, person=visitor.own_person, mandates=mandates)


@router.get("/services", response={200: list[ServiceShape]}, auth=None)
def services(request: CitizenRequest) -> Any:
    """List the services on offer today."""
    return [_service(blueprint) for blueprint in services_on_offer(on=legal_day())]


@router.get("/services/{code}", response={200: ServiceWithQuestions, **PROBLEMS}, auth=None)
def service(request: CitizenRequest, code: str) -> Any:
    """Describe a service: everything that it may ask."""
    _, blueprint = version_in_force(service=code, on=legal_day())
    return _service(blueprint) | {
        "questions": [
            {"attribute": one.attribute, "of": one.of, "required": one.required, "answered_by": list(one.answered_by)}
            for one in blueprint.questions
        ],
        "decide_within_days": blueprint.decide_within_days,
        "challenge_days": blueprint.challenge_days,
    }


@router.post("/applications", response={201: ApplicationShape, **PROBLEMS})
def submit_application(
    request: CitizenRequest,
    application: ApplicationToSubmit,
    key: str = Header(alias="Idempotency-Key", min_length=8, max_length=64),
) -> Any:
    """Submit an application, once for each Idempotency-Key: the same key gives the same application again."""
    submission = Submission(
        service=application.service,
        applicant=application.applicant,
        language=application.language,
        answers=tuple(_answer(one) for one in application.answers),
        declared=application.declared,
    )
    return Status(201, _application(submit(submission=submission, key=f"api {key}", on=legal_day())))


@router.get("/applications", response={200: Page[ApplicationShape], **PROBLEMS})
def applications(request: CitizenRequest, asked: Asked) -> Any:
    """List the applications of the person signed in, and of those whose mandate they hold; the newest first."""
    rows = Application.objects.select_related("service_version").filter(applicant__in=_persons(*_FOLLOW))
    return _told(request, page_of(rows, asked, _application), page="api:applications")


@router.get("/applications/{application}", response={200: ApplicationShape, **PROBLEMS})
def application(request: CitizenRequest, application: UUID) -> Any:
    """Say where an application stands."""
    rows = Application.objects.select_related("service_version").filter(applicant__in=_persons(*_FOLLOW))
    row = rows.get(id=application)
    _log(request, {row.applicant_id}, page="api:application")
    return _application(row)


@router.get("/decisions/{decision}", response={200: DecisionShape, **PROBLEMS})
def decision(request: CitizenRequest, decision: UUID) -> Any:
    """Give a decision with its reasons, article by article."""
    rows = Decision.objects.select_related("claim", "superseded_by")
    row = rows.get(id=decision, claim__claimant__in=_persons(*_FOLLOW))
    _log(request, {row.claim.claimant_id}, page="api:decision")
    return DecisionShape(
        id=row.id,
        reference=row.reference,
        programme=row.claim.programme,
        outcome=row.outcome,
        amount=MoneyShape.of(row.amount, row.currency),
        period=row.period_unit,
        from_on=row.from_on,
        decided_on=row.on,
        challenge_until=row.challenge_until,
        superseded=hasattr(row, "superseded_by"),
        reasons=ReasonShape.of(row.reasons),
    )


@router.post("/decisions/{decision}/reconsideration", response={201: Asking, **PROBLEMS})
def ask_reconsideration(request: CitizenRequest, decision: UUID, grounds: Grounds) -> Any:
    """Ask the office to look at its decision again."""
    row = ask(decision=decision, grounds=grounds.grounds, on=legal_day())
    return Status(201, Asking(id=row.id, decision=row.decision_id, state=row.state, asked_on=row.asked_on))


@router.get("/payments", response={200: Page[PaymentShape], **PROBLEMS})
def payments(request: CitizenRequest, asked: Asked) -> Any:
    """List the payments that were ordered, the newest first."""
    rows = Order.objects.exclude(state__in=_NOT_ORDERED).filter(person__in=_persons("see", "receive_payment"))
    return _told(request, page_of(rows, asked, _payment), page="api:payments")


@router.get("/persons/{person}/facts", response={200: list[FactShape], **PROBLEMS})
def facts(request: CitizenRequest, person: UUID) -> Any:
    """Tell what is known of the person signed in, or of one whose mandate they hold, with its sources."""
    if person not in _persons("see", APPLY, REPORT) | spoken_for(on=legal_day()):
        return []
    _log(request, {person}, page="api:facts")
    known = facts_known(
        subjects=[person], on=None, known_at=now(), trust=trust_order(country().attributes_by_name.values())
    )
    return [_fact(fact) for fact in known]


def _persons(*scopes: str) -> frozenset[UUID]:
    """Who the caller is, and those whose mandate is for one of these: row security alone knows no scopes."""
    return own_persons(*scopes, on=legal_day())


def _log(request: CitizenRequest, persons: set[UUID], *, page: str) -> None:
    """Leave the trace that the giver of a mandate reads; a look at what is one's own leaves none."""
    others = persons - {request.visitor.own_person}
    if others:
        log_access(others, page=page, purpose="mandate")


def _told(request: CitizenRequest, found: Any, *, page: str) -> Any:
    _log(request, {getattr(one, "applicant", None) or one.person for one in found["items"]}, page=page)
    return found


def _service(blueprint: Blueprint) -> dict[str, Any]:
    return {
        "code": blueprint.code,
        "programmes": list(blueprint.programmes),
        "titles": dict(blueprint.titles),
        "summaries": dict(blueprint.summaries),
    }


def _answer(shape: AnswerShape) -> Answer:
    value = shape.value.money().minor if isinstance(shape.value, MoneyShape) else shape.value
    return Answer(
        subject=shape.subject,
        attribute=shape.attribute,
        value=value,
        item=shape.item,
        true_from=shape.true_from,
        true_to=shape.true_to,
        status=shape.status,
    )


def _application(row: Application) -> ApplicationShape:
    claims = Claim.objects.filter(application=row).order_by("programme")
    decided = dict(Decision.objects.filter(claim__in=claims, superseded_by__isnull=True).values_list("claim_id", "id"))
    return ApplicationShape(
        id=row.id,
        reference=row.reference,
        service=row.service_version.service,
        applicant=row.applicant_id,
        submitted_at=row.submitted_at,
        claims=[
            ClaimShape(
                id=one.id,
                reference=one.reference,
                programme=one.programme,
                state=one.state,
                decision=decided.get(one.id),
            )
            for one in claims
        ],
    )


def _payment(row: Order) -> PaymentShape:
    amount = MoneyShape.of(row.amount, row.currency)
    assert amount is not None
    return PaymentShape(id=row.id, person=row.person_id, amount=amount, state=row.state)


def _fact(fact: KnownFact) -> FactShape:
    value = fact.value.isoformat() if isinstance(fact.value, date) else fact.value
    return FactShape(
        id=fact.id,
        attribute=fact.attribute,
        item=fact.item,
        status=fact.status.word,
        value=value,
        source=fact.source,
        true_from=fact.true_from,
        true_to=fact.true_to,
        known_from=fact.known_from,
        accepted=fact.is_accepted,
    )
