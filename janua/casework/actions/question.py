"""Ask the person something about their claim, take the answer, and make it work for an officer."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from janua.base import audit
from janua.base.actors import current_actor
from janua.base.clock import now, today
from janua.base.documents.models import Document
from janua.base.notices.actions import send_notice
from janua.casework.actions.task import TaskWanted, open_tasks
from janua.casework.models import Claim, Question
from janua.casework.permissions import NotPermitted, may_answer_question, require_may_ask_person
from janua.casework.queries import language_for
from janua.casework.states import ClaimState, WrongState

LONGEST = 2000
READ_WITHIN = timedelta(days=7)
ANSWERABLE = (
    ClaimState.SUBMITTED,
    ClaimState.CHECKING,
    ClaimState.ASSESSED,
    ClaimState.NOTICE_GIVEN,
    ClaimState.STUCK,
)


class QuestionRefused(ValueError):
    """The question or answer says nothing, or too much; the message says what to write."""


def ask_person(*, claim: UUID, kind: str, text: str, answer_by: date, on: date) -> Question:
    """Ask the person something, or for a paper; they find a message in the portal and may answer there.

    kind        say, or paper
    answer_by   named to the person; an answer after it still counts
    Raises      NotPermitted, WrongState, QuestionRefused, Claim.DoesNotExist for whoever may not see it
    """
    row = Claim.objects.select_related("application", "claimant").get(id=claim)
    officer = require_may_ask_person(current_actor(), claim=row, on=on)
    if row.state not in ANSWERABLE:
        raise WrongState(_("This claim waits for nothing any more: there is nothing to ask about."))
    if answer_by <= on:
        raise QuestionRefused(_("Give the person at least one day to answer."))
    question = Question(
        claim=row,
        person_id=row.claimant_id,
        kind=Question.Kind(kind),
        text=_words(text, _("Write what you want to know, in words that the person understands.")),
        asked_by_id=officer,
        asked_at=now(),
        answer_by=answer_by,
    )
    question.save(force_insert=True)
    send_notice(
        person_id=row.claimant_id,
        area_id=row.area_id,
        template="question",
        values={"programme": row.programme, "claim": row.reference, "answer_by": answer_by.isoformat(), "kind": kind},
        language=language_for(row),
        about_type="question",
        about_id=question.id,
    )
    audit.record("claim.ask_person", subject=row.claimant_id, object_type="question", object_id=question.id)
    return question


def answer_question(*, question: UUID, answer: str, documents: Sequence[UUID] = ()) -> Question:
    """Take the answer to a question, from the person, whoever holds their mandate to apply, or at the desk.

    documents   files of theirs, stored before
    Raises      NotPermitted, WrongState, QuestionRefused, Question.DoesNotExist for whoever may not see it
    """
    seen = Question.objects.select_related("claim").get(id=question)
    if not may_answer_question(current_actor(), question=seen, on=today()):
        raise NotPermitted("The person answers, a holder of their mandate to apply, or an officer at the desk.")
    # Row security leaves nothing to lock once it is answered.
    row = Question.objects.select_for_update(of=("self",)).filter(id=question).first()
    if row is None:
        raise WrongState(_("This question was answered before."))
    held = set(Document.objects.filter(id__in=documents, person_id=row.person_id).values_list("id", flat=True))
    if held != set(documents):
        raise QuestionRefused(_("One of these files is not the person's: add it again."))
    row.answer = answer.strip() if documents and not answer.strip() else _words(answer, _("Write your answer."))
    row.documents = list(documents)
    row.answered_at = now()
    row.save(update_fields=["answer", "documents", "answered_at"])
    audit.record("claim.answer_question", subject=row.person_id, object_type="question", object_id=row.id)
    return row


def take_up_answers(*, on: date, limit: int = 200) -> int:
    """Make work of each answer that nobody was told of yet; returns how many."""
    rows = list(
        Question.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(answered_at__isnull=False, taken_at__isnull=True)
        .select_related("claim__case__office")
        .order_by("answered_at")[:limit]
    )
    open_tasks(
        [
            TaskWanted(
                kind="read_answer",
                office=row.claim.case.office,
                object_type="question",
                object_id=row.id,
                deadline_on=on + READ_WITHIN,
                person_id=row.person_id,
            )
            for row in rows
        ]
    )
    for row in rows:
        row.taken_at = now()
        row.save(update_fields=["taken_at"])
    return len(rows)


def _words(text: str, empty: str | Promise) -> str:
    words = text.strip()
    if not words:
        raise QuestionRefused(empty)
    if len(words) > LONGEST:
        raise QuestionRefused(format_lazy(_("At most {most} characters: say the most important first."), most=LONGEST))
    return words
