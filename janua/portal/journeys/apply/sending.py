"""From what was typed to one application."""

from datetime import date
from uuid import UUID

from janua.base.documents.models import Document
from janua.casework.actions.application import Answer, PaperSent, Submission, WrongSaid, submit
from janua.casework.models import Application
from janua.casework.queries.applying import application_with_key
from janua.portal.journeys.apply.asking import Asked, Known
from janua.portal.journeys.apply.opening import Opened
from janua.portal.journeys.apply.typed import Answered, Entry
from janua.values import Money


class NotReady(Exception):
    """Something must be done before this can be sent; the task list says what."""


class ChangedMeanwhile(Exception):
    """What is sent is not what the page showed: something was changed in another window, or became known."""


def send(opened: Opened, *, key: str, shown: str, language: str) -> Application:
    """Send an application; pressed twice, it is sent once.

    key, shown   of the page on which the button was pressed
    Raises       NotReady, ChangedMeanwhile, NotPermitted, NotOnOffer, AnswerNotAsked, KeyUsedOtherwise
    """
    if not opened.is_ready:
        raise NotReady("There is still something to do.")
    if key != opened.typed.key or shown != state_of(opened):
        raise ChangedMeanwhile("Look through your answers once more.")
    return submit(submission=submission_of(opened, language=language), key=key, on=opened.by.on)


def state_of(opened: Opened) -> str:
    """What tells everything that the last page shows: what was typed, and what is known."""
    return f"{opened.typed.digest()}.{opened.known_digest}"


def sent_before(*, key: str) -> Application | None:
    """The application that this page has become already, in another window or by another press."""
    return application_with_key(key=key) if key.isprintable() and key else None


def submission_of(opened: Opened, *, language: str) -> Submission:
    """The submission: what was asked and answered, and what was said to be wrong."""
    answers = [
        answer
        for asked in opened.asked
        if asked.slug in opened.typed.answers and asked.question.of != "claim"
        for answer in _answers(asked, opened.typed.answers[asked.slug])
    ]
    wrong: list[WrongSaid] = []
    for known in opened.known:
        said = opened.typed.wrong.get(known.slug)
        if said is not None:
            answers += _answers(known, said) if said.status == "known" else []
            wrong.append(_wrong(known, said))
    if opened.typed.family:
        wrong.append(WrongSaid(opened.by.person, opened.typed.family))
    return Submission(
        service=opened.by.code,
        applicant=opened.by.person,
        language=language,
        answers=tuple(answers),
        declared=_declared(opened),
        papers=_papers(opened),
        wrong=tuple(wrong),
    )


def _answers(asked: Asked, answered: Answered) -> list[Answer]:
    if answered.status in ("not_known", "none"):
        word = "not_known" if answered.status == "not_known" else "not_applicable"
        first, last = _year(asked)
        return [Answer(asked.about.id, asked.attribute.name, None, "", first, last, word)]
    return [
        Answer(
            asked.about.id,
            asked.attribute.name,
            entry.value,
            # Several entries are told apart by their place in the list.
            str(number) if len(answered.entries) > 1 else "",
            _day(entry.true_from),
            _day(entry.true_to),
        )
        for number, entry in enumerate(answered.entries, start=1)
    ]


def _wrong(known: Known, said: Answered) -> WrongSaid:
    contested = next((fact.id for fact in known.facts if str(fact.id) in said.contests), known.facts[0].id)
    return WrongSaid(known.about.id, said.reason, known.attribute.name, contested)


def _declared(opened: Opened) -> dict[str, object]:
    """Answers about the claim itself, which are no facts about a person."""
    declared: dict[str, object] = {}
    for asked in opened.asked:
        answered = opened.typed.answers.get(asked.slug)
        if asked.question.of == "claim" and answered is not None and answered.entries:
            declared[asked.attribute.name] = _plain(asked, answered.entries[0])
    return declared


def _plain(asked: Asked, entry: Entry) -> object:
    if asked.attribute.type == "money":
        return Money(entry.value, asked.attribute.unit.partition(" ")[0]).amount
    return entry.value


def _papers(opened: Opened) -> tuple[PaperSent, ...]:
    items = {item.slug: item for item in opened.items}
    sent = []
    for paper in opened.typed.papers:
        item = items.get(paper.about)
        about = (item.attribute.name, item.about.id) if item else ("", None)
        sent.append(PaperSent(UUID(paper.id), *about))
    return tuple(sent)


def document_of(paper_id: str) -> Document | None:
    """The stored document of a paper, as far as the visitor may see it."""
    return Document.objects.filter(id=paper_id).first()


def _year(asked: Asked) -> tuple[date | None, date | None]:
    return (date(asked.year, 1, 1), date(asked.year, 12, 31)) if asked.year is not None else (None, None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
