"""What a person finds after signing in: what waits for them, what is under way, what they are paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from janua.base.notices.queries import unread_count
from janua.base.prepared import Given, prepared
from janua.casework.models import Claim, Decision, Draft, EntitlementLine, IntendedDecision, Question
from janua.casework.states import ClaimState, LineState
from janua.catalogue.queries import services_on_offer
from janua.pack.blueprints import Blueprint
from janua.payments.models import PayeeAccount
from janua.payments.states import AccountState
from janua.portal.journeys.paid import what_is_wrong_with_account
from janua.portal.journeys.spoken import pack_language, programme_name
from janua.registers.queries.family import asked_for_consent
from janua.ui.on_page import day_text, money_text
from janua.values import Money

NEWEST = 20


@dataclass(frozen=True)
class Waiting:
    """Something that needs the person now."""

    title: str
    href: str
    hint: str
    urgent: bool = False


@dataclass(frozen=True)
class DraftRow:
    """What the person began and did not send."""

    title: str
    service: str
    updated_at: datetime


@dataclass(frozen=True)
class ClaimRow:
    """A claim or what came of it."""

    title: str
    href: str
    status: str
    colour: str
    hint: str


@dataclass(frozen=True)
class PaidRow:
    """What the person is entitled to, with the next payment."""

    programme: str
    decision: UUID
    next_on: date | None
    next_amount: Money | None
    until_on: date | None


@dataclass(frozen=True)
class Home:
    """The whole page."""

    waiting: tuple[Waiting, ...]
    drafts: tuple[DraftRow, ...]
    claims: tuple[ClaimRow, ...]
    entitlements: tuple[PaidRow, ...]
    unread: int

    @property
    def is_empty(self) -> bool:
        """Whether the person has nothing here yet."""
        return not (self.waiting or self.drafts or self.claims or self.entitlements)


def home_of(*, person: UUID, account: UUID, on: date) -> Home:
    """Everything for the first page; as many queries whatever the person has."""
    claims = _claims(person=person)
    decisions = _newest_decisions(claims)
    unread = unread_count(person_id=person)
    services = {service.code: service for service in services_on_offer(on=on)}
    entitlements = _entitlements(person, on)
    return Home(
        waiting=(
            *_notices(person),
            *_questions(person),
            *_offers(claims),
            *_account(person, bool(entitlements)),
            *_consents(person),
            *_unread(unread),
        ),
        drafts=_drafts(account, person, services),
        claims=tuple(_claim(claim, decisions, services, on) for claim in claims),
        entitlements=entitlements,
        unread=unread,
    )


def promised_on(claim: Claim, services: Mapping[str, Blueprint]) -> date | None:
    """The day by which the service promises a decision; None where no service on offer does."""
    found = [service for service in services.values() if claim.programme in service.programmes]
    return claim.about_on + timedelta(days=found[0].decide_within_days) if found else None


@prepared
def _claims(person: Given) -> QuerySet[Claim]:
    return Claim.objects.filter(claimant_id=person).order_by("-opened_at")[:NEWEST]


def _newest_decisions(claims: Iterable[Claim]) -> dict[UUID, Decision]:
    ids = [claim.id for claim in claims]
    return {row.claim_id: row for row in _decisions(claims=ids)} if ids else {}


@prepared
def _decisions(claims: Given) -> QuerySet[Decision]:
    return Decision.objects.filter(claim_id__among=claims).order_by("id")


def _notices(person: UUID) -> list[Waiting]:
    return [
        Waiting(
            gettext("Tell us before we decide: %(programme)s") % {"programme": programme_name(row.claim.programme)},
            reverse("portal:answer-notice", args=[row.id]),
            gettext("We think that we cannot grant this. Answer by %(day)s.") % {"day": day_text(row.answer_by)},
            urgent=True,
        )
        for row in _intended(person=person)
    ]


@prepared
def _intended(person: Given) -> QuerySet[IntendedDecision]:
    rows = IntendedDecision.objects.filter(
        person_id=person, answered_at__isnull=True, claim__state=ClaimState.NOTICE_GIVEN
    )
    return rows.select_related("claim").order_by("answer_by")


def _questions(person: UUID) -> list[Waiting]:
    titles = {
        Question.Kind.SAY: gettext("Answer our question: %(programme)s"),
        Question.Kind.PAPER: gettext("Send us a paper: %(programme)s"),
    }
    return [
        Waiting(
            titles[Question.Kind(row.kind)] % {"programme": programme_name(row.claim.programme)},
            reverse("portal:question", args=[row.id]),
            gettext("We cannot go on without it. Answer by %(day)s.") % {"day": day_text(row.answer_by)},
            urgent=True,
        )
        for row in _asked(person=person)
    ]


@prepared
def _asked(person: Given) -> QuerySet[Question]:
    rows = Question.objects.filter(person_id=person, answered_at__isnull=True)
    return rows.select_related("claim").order_by("answer_by")


def _offers(claims: Iterable[Claim]) -> list[Waiting]:
    return [
        Waiting(
            gettext("Say yes or no: %(programme)s") % {"programme": programme_name(claim.programme)},
            reverse("portal:offer", args=[claim.id]),
            gettext("You may be entitled to this. You do not have to apply."),
        )
        for claim in claims
        if claim.state == ClaimState.OFFERED
    ]


def _account(person: UUID, is_paid: bool) -> list[Waiting]:
    states = set(_account_states(person=person))
    wrong = what_is_wrong_with_account(person=person)
    if wrong and AccountState.PROPOSED not in states:
        return [Waiting(gettext("A payment came back to us."), reverse("portal:account"), wrong, urgent=True)]
    if not is_paid or states & {AccountState.CONFIRMED, AccountState.PROPOSED}:
        return []
    return [
        Waiting(
            gettext("Tell us where to pay you"),
            reverse("portal:account"),
            gettext("We have no account for you, so we cannot pay you yet."),
            urgent=True,
        )
    ]


@prepared
def _account_states(person: Given) -> QuerySet[PayeeAccount, str]:
    return PayeeAccount.objects.filter(payee_id=person, ended_on__isnull=True).values_list("state", flat=True)


def _consents(person: UUID) -> list[Waiting]:
    if not asked_for_consent(person=person):
        return []
    return [
        Waiting(
            gettext("Somebody asks for your consent"),
            reverse("portal:consents"),
            gettext("It is your free choice. Nothing changes for your benefits if you say no."),
        )
    ]


def _unread(unread: int) -> list[Waiting]:
    if not unread:
        return []
    return [Waiting(gettext("Read your new messages"), reverse("portal:messages"), "")]


def _drafts(account: UUID, person: UUID, services: Mapping[str, Blueprint]) -> tuple[DraftRow, ...]:
    found = _draft_rows(account=account, person=person)
    return tuple(DraftRow(services[code].titles[pack_language()], code, at) for code, at in found if code in services)


@prepared
def _draft_rows(account: Given, person: Given) -> QuerySet[Draft, tuple[str, datetime]]:
    rows = Draft.objects.filter(account_id=account, applicant_id=person, discarded_at=None).order_by("-updated_at")
    return rows.values_list("service", "updated_at")


@prepared
def _lines(person: Given, on: Given) -> QuerySet[EntitlementLine]:
    return (
        EntitlementLine.objects.filter(person_id=person, entitlement__state="in_force", ends_on__gte=on)
        .exclude(state=LineState.ENDED)
        .select_related("entitlement")
        .order_by("due_on", "id")
    )


def _entitlements(person: UUID, on: date) -> tuple[PaidRow, ...]:
    found: dict[UUID, list[EntitlementLine]] = {}
    for line in _lines(person=person, on=on):
        found.setdefault(line.entitlement_id, []).append(line)
    return tuple(_paid(rows, on) for rows in found.values())


def _paid(lines: list[EntitlementLine], on: date) -> PaidRow:
    upcoming = [line for line in lines if line.due_on >= on and line.state == LineState.DUE]
    first = lines[0].entitlement
    return PaidRow(
        programme_name(first.programme),
        first.decision_id,
        upcoming[0].due_on if upcoming else None,
        Money(upcoming[0].amount, upcoming[0].currency) if upcoming else None,
        lines[-1].ends_on,
    )


def _claim(claim: Claim, decisions: Mapping[UUID, Decision], services: Mapping[str, Blueprint], on: date) -> ClaimRow:
    name = programme_name(claim.programme)
    decision = decisions.get(claim.id)
    if decision is not None:
        granted = decision.outcome == Decision.Outcome.GRANT
        status = gettext("Granted") if granted else gettext("Refused")
        hint = gettext("Decided on %(day)s.") % {"day": day_text(decision.on)}
        if granted and decision.amount is not None:
            hint = gettext("Decided on %(day)s: %(amount)s.") % {
                "day": day_text(decision.on),
                "amount": money_text(Money(decision.amount, decision.currency)),
            }
        return ClaimRow(
            name, reverse("portal:decision", args=[decision.id]), status, "green" if granted else "red", hint
        )
    href = "" if claim.application_id is None else reverse("portal:application", args=[claim.application_id])
    if claim.state == ClaimState.OFFERED:
        return ClaimRow(name, reverse("portal:offer", args=[claim.id]), gettext("Waits for your yes"), "yellow", "")
    if claim.state == ClaimState.WITHDRAWN:
        return ClaimRow(name, href, gettext("Taken back"), "grey", "")
    return ClaimRow(name, href, gettext("We are working on it"), "blue", _by_when(claim, services, on))


def _by_when(claim: Claim, services: Mapping[str, Blueprint], on: date) -> str:
    promised = promised_on(claim, services)
    if promised is None:
        return ""
    if on > promised:
        return gettext("We promised a decision by %(day)s. We are late.") % {"day": day_text(promised)}
    return gettext("You get a decision by %(day)s.") % {"day": day_text(promised)}
