"""What an officer waits for: an answer to a notice or a question, with the reasons that it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext

from janua.casework.models import IntendedDecision, Question
from janua.casework.states import ClaimState
from janua.catalogue.queries import blueprints_by_programme
from janua.portal.journeys.deciding import Explained, explained
from janua.portal.journeys.spoken import lang_mark, programme_name
from janua.values import Money

ELIGIBLE = "eligible"


@dataclass(frozen=True)
class NoticeAsked:
    """An intended refusal or decrease, as the person reads it.

    amount   what they would get; None where nothing
    """

    id: UUID
    programme: str
    lang: str
    application: UUID | None
    area_id: int
    given_on: date
    answer_by: date
    answered_at: datetime | None
    answer: str
    may_answer: bool
    is_decrease: bool
    amount: Money | None
    why: Explained
    letters: tuple[tuple[UUID, str], ...]
    exit_page: bool


@dataclass(frozen=True)
class QuestionAsked:
    """A question of an officer."""

    id: UUID
    programme: str
    lang: str
    area_id: int
    text: str
    wants_paper: bool
    asked_at: datetime
    answer_by: date
    answered_at: datetime | None
    answer: str
    exit_page: bool


def notice_asked(*, notice: UUID, person: UUID, on: date) -> NoticeAsked | None:
    """A notice to the person; None where there is none that the actor may see."""
    rows = IntendedDecision.objects.select_related("claim", "assessment").prefetch_related("letters")
    row = rows.filter(id=notice, person_id=person).first()
    if row is None:
        return None
    law = row.assessment
    decrease = law.outcome == ELIGIBLE
    return NoticeAsked(
        id=row.id,
        programme=programme_name(row.claim.programme),
        lang=lang_mark(),
        application=row.claim.application_id,
        area_id=row.claim.area_id,
        given_on=row.given_on,
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        answer=row.answer or "",
        may_answer=row.answered_at is None and (row.claim.state == ClaimState.NOTICE_GIVEN or decrease),
        is_decrease=decrease,
        amount=Money(law.amount, law.currency) if decrease and law.amount is not None else None,
        why=explained(assessment=law, person=person, on=on, with_sums=decrease),
        letters=tuple((letter.id, letter.language) for letter in row.letters.all()),
        exit_page=left_fast(programme=row.claim.programme, on=on),
    )


def left_fast(*, programme: str, on: date) -> bool:
    """Whether pages about a programme can be left fast, as its service says."""
    blueprint = blueprints_by_programme(on=on).get(programme)
    return blueprint is not None and blueprint.exit_page


def question_asked(*, question: UUID, person: UUID, on: date) -> QuestionAsked | None:
    """A question to the person; None where there is none that the actor may see."""
    row = Question.objects.select_related("claim").filter(id=question, person_id=person).first()
    if row is None:
        return None
    return QuestionAsked(
        id=row.id,
        programme=programme_name(row.claim.programme),
        lang=lang_mark(),
        area_id=row.claim.area_id,
        text=row.text,
        wants_paper=row.kind == Question.Kind.PAPER,
        asked_at=row.asked_at,
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        answer=row.answer or gettext("You sent a paper."),
        exit_page=left_fast(programme=row.claim.programme, on=on),
    )
