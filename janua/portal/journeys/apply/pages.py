"""What the pages of an application show: people, what is known, the answers once more, the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext

from janua.casework.models import Application
from janua.pack.blueprints import Blueprint, from_json
from janua.portal.journeys.apply.asking import Asked, Hidden, Item, Known, LookedUp
from janua.portal.journeys.apply.opening import Opened
from janua.portal.journeys.apply.people import About
from janua.portal.journeys.apply.steps import FAMILY, PAPERS, WRONG, State, Task, sections_of
from janua.portal.journeys.apply.wording import (
    Said,
    answer_values,
    in_pack,
    known_values,
    label_text,
    person_text,
    question_text,
    register_name,
    said,
)
from janua.portal.journeys.spoken import word

Row = dict[str, Any]


@dataclass(frozen=True)
class PersonLine:
    """One person of the application, and what they are to the applicant."""

    name: str
    what: str
    born_on: date | None
    hidden: bool


@dataclass(frozen=True)
class KnownLine:
    """One thing known, with where it comes from; `contested` once the person has said that it is wrong."""

    label: Said
    value: Said
    source: Said
    on: Any
    wrong_href: str
    unverified: bool
    contested: bool


@dataclass(frozen=True)
class KnownGroup:
    """What is known of one person."""

    name: str
    lines: tuple[KnownLine, ...]
    spoken: bool


@dataclass(frozen=True)
class HiddenGroup:
    """What is known of another adult and not shown; `missing` is what only they can tell."""

    name: str
    about: About
    known: tuple[tuple[Said, Said], ...]
    missing: tuple[Said, ...]


@dataclass(frozen=True)
class Asking:
    """What one register will be asked; each line names those it is about, and what."""

    register: Said
    what: tuple[tuple[str, tuple[Said, ...]], ...]


@dataclass(frozen=True)
class Next:
    """What happens after sending, and by when."""

    text: str
    by: date | None


def lines_of_people(opened: Opened) -> tuple[PersonLine, ...]:
    """Those about whom the service asks anything."""
    return tuple(PersonLine(one.name, _what(one, opened), one.born_on, not one.shown) for one in _counted(opened))


def task_sections(opened: Opened) -> list[dict[str, Any]]:
    """The task list as its component draws it."""
    return [
        {"title": part.title, "items": [_item(opened, task) for task in part.tasks], "id": f"part-{number}"}
        for number, part in enumerate(sections_of(opened), start=1)
    ]


def known_groups(opened: Opened) -> tuple[KnownGroup, ...]:
    """What is known, person by person."""
    return tuple(
        KnownGroup(
            gettext("About you") if one.is_you else one.name,
            tuple(known_line(opened, known) for known in opened.known if known.about == one),
            one.spoken,
        )
        for one in opened.people
        if any(known.about == one for known in opened.known)
    )


def hidden_groups(opened: Opened) -> tuple[HiddenGroup, ...]:
    """What is known of other adults and not shown."""
    return tuple(
        HiddenGroup(
            one.name,
            one,
            tuple(
                dict.fromkeys((label_text(hidden), register_name(hidden.source)) for hidden in hiddens if hidden.source)
            ),
            tuple(label_text(hidden) for hidden in hiddens if not hidden.source),
        )
        for one in opened.people
        for hiddens in [[hidden for hidden in opened.hidden if hidden.about == one]]
        if hiddens
    )


def asking_of(opened: Opened) -> tuple[Asking, ...]:
    """Which registers will be asked what."""
    registers = dict.fromkeys(code for item in opened.looked_up for code in item.registers[:1])
    return tuple(Asking(register_name(code), _what_of(code, opened.looked_up)) for code in registers)


def summary_of_people(opened: Opened) -> list[Row]:
    """The family once more, before sending."""
    rows: list[Row] = [{"key": line.name, "value": line.what} for line in lines_of_people(opened)]
    if opened.typed.family:
        rows.append(
            {"key": gettext("You wrote"), "value": opened.typed.family, "actions": [_change(opened, FAMILY, "")]}
        )
    return rows


def summary_of_wrong(opened: Opened) -> list[Row]:
    """What the person said is wrong, once more."""
    rows: list[Row] = []
    for known in opened.known:
        answered = opened.typed.wrong.get(known.slug)
        if answered is None:
            continue
        right = lines(answer_values(known, answered)) if answered.status == "known" else gettext("An officer finds out")
        rows.append(
            {
                "key": _of_whom(known),
                "value": right,
                "note": answered.reason,
                "actions": [_change(opened, f"{WRONG}{known.slug}", label_text(known))],
            }
        )
    return rows


def summary_of_answers(opened: Opened) -> list[Row]:
    """Every answer once more, with a way back to it."""
    rows: list[Row] = []
    for asked in opened.asked:
        answered = opened.typed.answers.get(asked.slug)
        value = lines(answer_values(asked, answered)) if answered and answered.is_whole else gettext("Not answered")
        rows.append(
            {
                "key": question_text(asked),
                "verbatim": "key",
                "value": value,
                "note": "" if asked.about.is_you else asked.about.name,
                "actions": [_change(opened, asked.slug, label_text(asked))],
            }
        )
    return rows


def summary_of_papers(opened: Opened) -> list[Row]:
    """How many papers come along."""
    count = len(opened.typed.papers)
    value = ngettext("%(count)d paper", "%(count)d papers", count) % {"count": count} if count else gettext("None")
    return [{"key": gettext("Photos of papers"), "value": value, "actions": [_change(opened, PAPERS, "")]}]


def whom_it_asks(blueprint: Blueprint) -> frozenset[str]:
    """Roles about which a service asks anything: claimant, partner, child."""
    return frozenset({question.of for question in blueprint.questions} | {check.of for check in blueprint.checks})


def title_of(blueprint: Blueprint) -> Said:
    """What the service is called."""
    return said(in_pack(blueprint.titles))


def title_of_sent(application: Application) -> Said:
    """What the service of an application is called, as it was when it was sent."""
    return title_of(from_json(application.service_version.blueprint))


def labels(items: Iterable[Item]) -> tuple[Said, ...]:
    """What things are called, each once."""
    return tuple(dict.fromkeys(label_text(item) for item in items))


def open_items(opened: Opened, tasks: Iterable[Task]) -> list[Row]:
    """What is still to do, each with its address."""
    return [{"title": task.title, "hint": task.hint, "href": step_href(opened, task.step)} for task in tasks]


def next_steps(application: Application) -> tuple[Next, ...]:
    """What happens now with an application that was sent, and by when."""
    blueprint = from_json(application.service_version.blueprint)
    steps = []
    if blueprint.checks:
        until = application.on + timedelta(days=blueprint.check_within_days)
        steps.append(Next(gettext("We ask the registers. You do not have to bring what they tell us."), until))
    decided = application.on + timedelta(days=blueprint.decide_within_days)
    steps.append(Next(gettext("We decide, and write to you with the reasons."), decided))
    steps.append(
        Next(
            gettext("If anything is unclear, an officer asks you first. Nobody is refused without a chance to answer."),
            None,
        )
    )
    return tuple(steps)


def lines(values: Iterable[Said]) -> Said:
    """Several values, each on its line."""
    return format_html_join("\n", "<div>{}</div>", ((value,) for value in values))


def _counted(opened: Opened) -> tuple[About, ...]:
    roles = whom_it_asks(opened.blueprint)
    return tuple(one for one in opened.people if one.role == "claimant" or one.role in roles)


def _what(about: About, opened: Opened) -> str:
    """What somebody is to the applicant."""
    if about.role == "claimant":
        return gettext("You are applying") if about.is_you else gettext("You are applying for this person")
    if about.role == "child":
        if about.kind == "guardian":
            return gettext("Child in your care, as guardian") if opened.by.is_self else gettext("Child in their care")
        return gettext("Your child") if opened.by.is_self else gettext("Their child")
    if not opened.by.is_self:
        return gettext("Their partner")
    kinds = {
        "spouse": gettext("Your husband or wife"),
        "civil_partner": gettext("Your civil partner"),
        "cohabitant": gettext("You live together as a couple"),
    }
    return kinds.get(about.kind, gettext("Your partner"))


def _item(opened: Opened, task: Task) -> dict[str, Any]:
    words: dict[State, tuple[str, str]] = {
        "done": (gettext("Done"), ""),
        "to_do": (gettext("To do"), "blue"),
        "optional": (gettext("If you wish"), "grey"),
        "again": (gettext("Changed: look again"), "yellow"),
        "not_yet": (gettext("Not yet"), "grey"),
    }
    status, colour = words[task.state]
    href = step_href(opened, task.step) if task.step else reverse("portal:apply-check", args=[opened.by.code])
    item = {"title": task.title, "hint": task.hint, "status": status, "status_colour": colour}
    return item if task.state == "not_yet" else item | {"href": href}


def step_href(opened: Opened, step: str) -> str:
    """The address of a step; of the task list where there is none."""
    if not step:
        return reverse("portal:apply-tasks", args=[opened.by.code])
    return reverse("portal:apply-step", args=[opened.by.code, step])


def known_line(opened: Opened, known: Known) -> KnownLine:
    """One thing known, with its source and the way to say that it is wrong."""
    return KnownLine(
        label=label_text(known),
        value=lines(known_values(known)),
        source=gettext("you") if known.is_declared else register_name(known.source),
        on=known.learnt_at,
        wrong_href=step_href(opened, f"{WRONG}{known.slug}") if known.about.spoken else "",
        unverified=known.is_declared,
        contested=known.slug in opened.typed.wrong,
    )


def _what_of(code: str, looked_up: Iterable[LookedUp]) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """What one register is asked: those about whom it is the same stand together."""
    whom: dict[Said, list[str]] = {}
    for item in looked_up:
        if item.registers[:1] == (code,):
            whom.setdefault(said(word(item.attribute.name)), []).append(person_text(item.about))
    things: dict[str, list[Said]] = {}
    for what, names in whom.items():
        things.setdefault(", ".join(dict.fromkeys(names)), []).append(what)
    return tuple((names, tuple(what)) for names, what in things.items())


def _of_whom(asked: Asked | Hidden) -> Said:
    if asked.about.is_you:
        return label_text(asked)
    return lines((label_text(asked), asked.about.name))


def _change(opened: Opened, step: str, about: Said) -> Row:
    return {"text": gettext("Change"), "href": f"{step_href(opened, step)}?from=check", "about": about}
