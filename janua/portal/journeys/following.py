"""One application as the person follows it: what happened, what happens next and by when, honestly where it is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext

from janua.casework.models import Application, Claim, Decision, IntendedDecision, Question, Reconsideration
from janua.casework.states import ClaimState, ReconsiderationState
from janua.checks.states import CheckState
from janua.pack.blueprints import Blueprint, from_json
from janua.portal.journeys.home import promised_on
from janua.portal.journeys.spoken import lang_mark, pack_language, programme_name, source_name
from janua.ui.on_page import day_text

_WAITS = (CheckState.WAITING, CheckState.ASKING, CheckState.ASKED)
OPEN = (ClaimState.SUBMITTED, ClaimState.CHECKING, ClaimState.ASSESSED, ClaimState.NOTICE_GIVEN, ClaimState.STUCK)


@dataclass(frozen=True)
class Step:
    """One line of the timeline, as the component takes it; `next` is what has not happened yet."""

    title: str
    at: datetime | date | str | None
    text: str = ""
    href: str = ""
    next: bool = False


@dataclass(frozen=True)
class AskedRegister:
    """A register that was asked for this application: never about whom, nor what it said."""

    register: str
    state: str
    asked_at: datetime | None
    answered_at: datetime | None
    until: date


@dataclass(frozen=True)
class Followed:
    """The whole page.

    promised    by when the service promises a decision
    late        whether that day is over and something is not decided
    needs_you   whether we wait for the person
    claims      every claim of the application
    open        those that the person may take back, with their programme
    """

    id: UUID
    reference: str
    title: str
    lang: str
    submitted_at: datetime
    steps: tuple[Step, ...]
    now: tuple[str, ...]
    promised: date | None
    late: bool
    needs_you: bool
    claims: frozenset[UUID]
    open: tuple[tuple[UUID, str], ...]
    decisions: tuple[tuple[UUID, str, bool], ...]
    exit_page: bool
    service: str


def followed(*, application: UUID, person: UUID, on: date) -> Followed | None:
    """An application of the person; None where there is none that the actor may see."""
    row = Application.objects.select_related("service_version").filter(id=application, applicant_id=person).first()
    if row is None:
        return None
    blueprint = from_json(row.service_version.blueprint)
    claims = list(Claim.objects.filter(application=row).order_by("programme"))
    ids = [claim.id for claim in claims]
    asked = checks_asked(claims=ids)
    decisions = list(Decision.objects.filter(claim__in=ids).select_related("claim").order_by("id"))
    waiting = [claim for claim in claims if claim.state in OPEN]
    promised = _promised(claims, blueprint)
    late = bool(waiting) and promised is not None and on > promised
    return Followed(
        id=row.id,
        reference=row.reference,
        title=blueprint.titles.get(pack_language(), blueprint.code),
        lang=lang_mark(),
        submitted_at=row.submitted_at,
        steps=_steps(row, ids, asked, decisions, promised if waiting else None),
        now=_now(waiting, asked),
        promised=promised,
        late=late,
        needs_you=_needs_you(waiting, ids),
        claims=frozenset(ids),
        open=tuple((claim.id, programme_name(claim.programme)) for claim in waiting),
        decisions=tuple(
            (one.id, programme_name(one.claim.programme), one.outcome == Decision.Outcome.GRANT) for one in decisions
        ),
        exit_page=blueprint.exit_page,
        service=blueprint.code,
    )


def checks_asked(*, claims: Sequence[UUID]) -> list[AskedRegister]:
    """Which registers claims of one's own were asked of, each once in each state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_checks_asked(%s)", [list(claims)])
        rows = cursor.fetchall()
    return list(dict.fromkeys(AskedRegister(*row[1:]) for row in rows))


def _needs_you(waiting: Sequence[Claim], claims: Sequence[UUID]) -> bool:
    asked = Question.objects.filter(claim__in=claims, answered_at__isnull=True)
    return any(claim.state == ClaimState.NOTICE_GIVEN for claim in waiting) or (bool(waiting) and asked.exists())


def _promised(claims: Sequence[Claim], described: Blueprint) -> date | None:
    found = [promised_on(claim, {described.code: described}) for claim in claims]
    return max((day for day in found if day is not None), default=None)


def _steps(
    row: Application, claims: Sequence[UUID], asked: Sequence[AskedRegister], decisions: Sequence[Decision],
    promised: date | None,
) -> tuple[Step, ...]:  # fmt: skip
    happened = [
        Step(
            gettext("We received your application"),
            row.submitted_at,
            gettext("Your number is %(reference)s.") % {"reference": row.reference},
        ),
        *_asked(asked),
        *_notices(claims),
        *_questions(claims),
        *(_decided(one) for one in decisions),
        *_looked_again(claims),
    ]
    steps = sorted((step for step in happened if not step.next), key=_when)
    ahead = [step for step in happened if step.next]
    if promised is not None:
        ahead.append(
            Step(gettext("You get our decision"), gettext("by %(day)s") % {"day": day_text(promised)}, next=True)
        )
    return (*steps, *ahead)


def _when(step: Step) -> Any:
    return step.at.isoformat() if isinstance(step.at, date) else ""


def _asked(asked: Sequence[AskedRegister]) -> list[Step]:
    steps = []
    for register, rows in _by_register(asked).items():
        name = {"office": source_name(register)}
        answered = [row.answered_at for row in rows if row.answered_at is not None]
        if any(row.state in _WAITS for row in rows):
            since = min((row.asked_at for row in rows if row.asked_at is not None), default=None)
            until = {"day": day_text(max(row.until for row in rows))}
            title = gettext("We wait for %(office)s") % name
            text = gettext("If there is no answer by %(day)s, one of our officers finds out instead.") % until
            steps.append(Step(title, _since(since), text, next=True))
        elif any(row.state == CheckState.MANUAL for row in rows):
            title = gettext("%(office)s did not answer in time") % name
            steps.append(
                Step(title, None, gettext("One of our officers finds out. You need not do anything."), next=True)
            )
        elif answered:
            steps.append(Step(gettext("%(office)s answered us") % name, max(answered)))
    return steps


def _since(at: datetime | None) -> Any:
    return None if at is None else gettext("since %(day)s") % {"day": day_text(at.date())}


def _by_register(asked: Sequence[AskedRegister]) -> dict[str, list[AskedRegister]]:
    found: dict[str, list[AskedRegister]] = {}
    for row in asked:
        found.setdefault(row.register, []).append(row)
    return found


def _notices(claims: Sequence[UUID]) -> list[Step]:
    steps = []
    for row in IntendedDecision.objects.filter(claim__in=claims).select_related("claim").order_by("id"):
        name = {"programme": programme_name(row.claim.programme)}
        href = reverse("portal:answer-notice", args=[row.id])
        title = gettext("We told you what we intend: %(programme)s") % name
        steps.append(
            Step(title, row.given_on, gettext("You could answer by %(day)s.") % {"day": day_text(row.answer_by)}, href)
        )
        if row.answered_at is not None:
            steps.append(Step(gettext("You answered: %(programme)s") % name, row.answered_at))
    return steps


def _questions(claims: Sequence[UUID]) -> list[Step]:
    steps = []
    for row in Question.objects.filter(claim__in=claims).defer("text", "answer").order_by("id"):
        href = reverse("portal:question", args=[row.id])
        steps.append(Step(gettext("We asked you something"), row.asked_at, "", href))
        if row.answered_at is not None:
            steps.append(Step(gettext("You answered our question"), row.answered_at))
    return steps


def _decided(decision: Decision) -> Step:
    name = {"programme": programme_name(decision.claim.programme)}
    granted = decision.outcome == Decision.Outcome.GRANT
    title = gettext("Granted: %(programme)s") % name if granted else gettext("Refused: %(programme)s") % name
    return Step(title, decision.decided_at, "", reverse("portal:decision", args=[decision.id]))


def _looked_again(claims: Sequence[UUID]) -> list[Step]:
    steps = []
    rows = Reconsideration.objects.filter(decision__claim__in=claims).defer("grounds").order_by("id")
    for row in rows:
        steps.append(Step(gettext("You asked us to look at our decision again"), row.asked_on))
        if row.state != ReconsiderationState.DECIDED:
            text = gettext("Somebody else than the one who decided looks at it.")
            steps.append(Step(gettext("You get a new decision"), None, text, next=True))
    return steps


def _now(waiting: Sequence[Claim], asked: Sequence[AskedRegister]) -> tuple[str, ...]:
    states = {ClaimState(claim.state) for claim in waiting}
    told = []
    if states & {ClaimState.SUBMITTED, ClaimState.CHECKING}:
        if any(row.state in (*_WAITS, CheckState.MANUAL) for row in asked):
            told.append(gettext("We are checking what other offices know, so that you need not bring papers."))
        else:
            told.append(gettext("We are looking at your application."))
    if ClaimState.ASSESSED in states or ClaimState.STUCK in states:
        told.append(gettext("One of our officers is looking at it."))
    if ClaimState.NOTICE_GIVEN in states:
        told.append(gettext("We wait for your answer before we decide."))
    return tuple(told)
