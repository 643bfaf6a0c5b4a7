"""One step's page: which form it shows, and what becomes of what is typed."""

from dataclasses import dataclass
from typing import Any

from janua.portal.journeys.apply.asking import Asked, Known
from janua.portal.journeys.apply.forms import AnswerForm, AnyForm, EntryForm, MoreForm, StepForm, WrongForm
from janua.portal.journeys.apply.opening import Opened, keep
from janua.portal.journeys.apply.typed import Answered, answered_now
from janua.portal.journeys.apply.wording import Said, answer_values, entry_text

NEW = "new"


class LateAnswer(Exception):
    """Another window answered this step meanwhile, and otherwise; it is shown beside what was typed here."""

    def __init__(self, standing: tuple[Said, ...], stands: str) -> None:
        super().__init__("Another window answered meanwhile.")
        self.standing, self.stands = standing, stands


@dataclass(frozen=True)
class Chosen:
    """The form of a step's page.

    kind      answer, any, entry, more: which page of the step it is
    entries   what is listed already, a line an entry
    """

    kind: str
    form: Any
    entries: tuple[Said, ...] = ()


def form_for(asked: Asked, standing: Answered | None, data: Any, entry: str, *, wrong: bool = False) -> Chosen:
    """The form that a step shows next: a value, whether there is anything to list, an entry, or whether there is more.

    entry   of a list: the number of the entry to change, or `new`
    """
    if wrong and isinstance(asked, Known):
        contests = tuple(str(fact.id) for fact in asked.facts)
        return Chosen("wrong", WrongForm(data, asked=asked, contests=contests, standing=standing))
    if not asked.is_list:
        return Chosen("answer", AnswerForm(data, asked=asked, standing=standing))
    entries = standing.entries if standing else ()
    told = tuple(entry_text(asked, one) for one in entries)
    if entry == NEW or (not entries and (asked.question.required or (standing and standing.status == "begun"))):
        return Chosen("entry", EntryForm(data, asked=asked, standing=standing), told)
    if entry in map(str, range(len(entries))):
        return Chosen("entry", EntryForm(data, asked=asked, standing=standing, number=int(entry)), told)
    if entries:
        return Chosen("more", MoreForm(data), told)
    return Chosen("any", AnyForm(data, asked=asked, standing=standing))


def keep_answer(opened: Opened, slug: str, form: StepForm, *, wrong: bool = False) -> None:
    """Keep what a valid form says.

    Raises   LateAnswer, once: pressed again, what is typed here is kept
    """
    answers = opened.typed.wrong if wrong else opened.typed.answers
    standing = answers.get(slug)
    if standing is not None and form.is_late(standing):
        asked = opened.known_as(slug) if wrong else opened.question(slug)
        raise LateAnswer(answer_values(asked, standing) if asked else (), standing.digest())
    answers[slug] = form.answered()
    keep(opened)


def drop_entry(opened: Opened, slug: str, number: str) -> None:
    """Take one entry from a list; the last one leaves the question open."""
    answer = opened.typed.answers.get(slug)
    if answer is None or number not in map(str, range(len(answer.entries))):
        return
    rest = [one for place, one in enumerate(answer.entries) if str(place) != number]
    if rest:
        opened.typed.answers[slug] = answered_now("known", *rest)
    else:
        opened.typed.answers.pop(slug)
    keep(opened)


def take_back(opened: Opened, slug: str) -> None:
    """Say no longer that something known is wrong."""
    opened.typed.wrong.pop(slug, None)
    keep(opened)


def keep_family(opened: Opened, text: str) -> None:
    """Keep what is wrong or missing in the list of the family."""
    opened.typed.family = text.strip()
    keep(opened)
