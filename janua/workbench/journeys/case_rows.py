"""The rows of a case's page: a claim, a question to a register, one to the person, a note, a task, each in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from janua.casework.models import Claim, Note, Question, Task
from janua.checks.models import Check
from janua.checks.states import CheckState
from janua.workbench.journeys.tasks import ENDED_BY_HAND
from janua.workbench.journeys.wording import (
    CHECK_COLOURS,
    CHECKS,
    CLAIM_COLOURS,
    CLAIMS,
    ORIGINS,
    TASKS,
    called,
    pack_text,
    source_text,
)


@dataclass(frozen=True)
class ClaimRow:
    """One claim of the case."""

    id: UUID
    reference: str
    programme: str
    state: str
    colour: str
    about_on: date
    origin: str
    is_shown: bool
    state_code: str = ""


@dataclass(frozen=True)
class CheckRow:
    """One question to a register."""

    id: UUID
    register: str
    person: str
    state: str
    colour: str
    asked_at: datetime | None
    answered_at: datetime | None
    trouble: str
    by_hand: bool


@dataclass(frozen=True)
class QuestionRow:
    """What the person was asked, and what they answered."""

    id: UUID
    text: str
    by: str
    asked_at: datetime
    answer_by: date
    answered_at: datetime | None
    answer: str
    documents: tuple[UUID, ...]


@dataclass(frozen=True)
class NoteRow:
    """A note of an officer."""

    id: UUID
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class RemarkRow:
    """What the person says is wrong or missing in what we know."""

    about: str
    name: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class TaskAbout:
    """An open task about this person."""

    id: UUID
    title: str
    programme: str
    deadline_on: date
    owner: str
    is_mine: bool
    ended_by_hand: bool


def claim_row(one: Claim, shown: Claim | None = None) -> ClaimRow:
    """A claim in words; `shown` is the one that is opened."""
    return ClaimRow(
        id=one.id,
        reference=one.reference,
        programme=pack_text(one.programme),
        state=called(CLAIMS, one.state),
        colour=CLAIM_COLOURS.get(one.state, "blue"),
        about_on=one.about_on,
        origin=called(ORIGINS, one.origin),
        is_shown=shown is not None and one.id == shown.id,
        state_code=one.state,
    )


def check_row(one: Check) -> CheckRow:
    """A question to a register in words."""
    return CheckRow(
        id=one.id,
        register=source_text(one.register),
        person=one.subject.name,
        state=called(CHECKS, one.state),
        colour=CHECK_COLOURS.get(one.state, "blue"),
        asked_at=one.asked_at,
        answered_at=one.answered_at,
        trouble=one.last_trouble if one.answered_at is None else "",
        by_hand=one.state == CheckState.MANUAL,
    )


def question_row(one: Question, staff: Mapping[UUID, str]) -> QuestionRow:
    """What the person was asked, by whom, and their answer."""
    return QuestionRow(
        id=one.id,
        text=one.text,
        by=staff.get(one.asked_by_id, ""),
        asked_at=one.asked_at,
        answer_by=one.answer_by,
        answered_at=one.answered_at,
        answer=one.answer or "",
        documents=tuple(one.documents),
    )


def task_row(one: Task, claims: Sequence[Claim], staff: Mapping[UUID, str], officer: UUID) -> TaskAbout:
    """An open task about this person, with the programme of its claim."""
    owner = staff.get(one.owner_id, "") if one.owner_id is not None else ""
    about = [pack_text(claim.programme) for claim in claims if claim.id == one.object_id]
    return TaskAbout(
        one.id,
        called(TASKS, one.kind),
        about[0] if about else "",
        one.deadline_on,
        owner,
        one.owner_id == officer,
        one.kind in ENDED_BY_HAND,
    )


def note_row(one: Note, staff: Mapping[UUID, str]) -> NoteRow:
    """A note with the name of its writer."""
    return NoteRow(one.id, one.text, staff.get(one.written_by_id, ""), one.written_at)
