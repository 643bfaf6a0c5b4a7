"""The steps of an application: which there are, which are done, and what comes next."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from janua.portal.journeys.apply.asking import Asked
from janua.portal.journeys.apply.opening import Opened
from janua.portal.journeys.apply.wording import Said, label_text

PEOPLE, KNOWN, PAPERS, FAMILY, WRONG = "people", "known", "papers", "family", "wrong."
State = Literal["done", "to_do", "optional", "again", "not_yet"]


@dataclass(frozen=True)
class Task:
    """One line of the task list; empty step: it leads to the last page."""

    step: str
    title: Said
    hint: str
    state: State


@dataclass(frozen=True)
class Section:
    """A part of the task list."""

    title: str
    tasks: tuple[Task, ...]


def sections_of(opened: Opened) -> tuple[Section, ...]:
    """The task list, part by part; parts without a task are left out."""
    parts = (
        Section(gettext("People and what we know"), _before(opened)),
        Section(gettext("Questions"), tuple(question_task(opened, asked) for asked in opened.asked)),
        Section(gettext("Papers"), (_papers(opened),)),
        Section(
            gettext("Send"),
            (Task("", gettext("Check your answers and send"), "", "to_do" if opened.is_ready else "not_yet"),),
        ),
    )
    return tuple(part for part in parts if part.tasks)


def open_tasks(opened: Opened) -> tuple[Task, ...]:
    """What must be done before it can be sent."""
    asked = tuple(
        question_task(opened, one)
        for one in opened.asked
        if not opened.is_answered(one) and (one.question.required or one.slug in opened.typed.answers)
    )
    return (*(task for task in _before(opened) if task.state != "done"), *asked)


def step_after(opened: Opened, slug: str) -> str:
    """The step to go on with: the next in the list that is not done, the papers, then the task list (empty)."""
    order = [task.step for section in sections_of(opened) for task in section.tasks if task.step]
    undone = {
        task.step
        for section in sections_of(opened)
        for task in section.tasks
        if task.state in ("to_do", "optional", "again")
    }
    later = order[order.index(slug) + 1 :] if slug in order else order
    return next((step for step in later if step in undone), "")


def question_task(opened: Opened, asked: Asked) -> Task:
    """A question as a line of the list."""
    whose = "" if asked.about.is_you else asked.about.name
    if opened.is_answered(asked):
        state: State = "done"
    elif asked.slug in opened.typed.answers or asked.question.required:
        state = "to_do"
    else:
        state = "optional"
    return Task(asked.slug, label_text(asked), whose, state)


def _before(opened: Opened) -> tuple[Task, ...]:
    people = Task(PEOPLE, gettext("Who it is about"), "", _seen(opened.are_people_seen, opened.typed.people_seen))
    if not opened.has_known:
        return (people,)
    known = Task(KNOWN, gettext("What we already know"), "", _seen(opened.is_known_seen, opened.typed.seen))
    return (people, known)


def _seen(is_seen: bool, before: str) -> State:
    return "done" if is_seen else "again" if before else "to_do"


def _papers(opened: Opened) -> Task:
    count = len(opened.typed.papers)
    state: State = "done" if count or opened.typed.papers_seen else "optional"
    return Task(PAPERS, gettext("Photos of papers"), "", state)
