"""What came out: what one can get, what may be, what not, each with its reasons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from janua.catalogue.queries import blueprints_by_programme
from janua.pack.installed import country
from janua.pack.telling import ToldLine, told_lines
from janua.portal.journeys.calculate.asking import Calculating, calculator, questionnaire
from janua.portal.journeys.calculate.words import said_text, who
from janua.portal.journeys.deciding import CONFIRMED_MARKS, figure_text
from janua.portal.journeys.spoken import lang_mark, pack_words, programme_name, value_text
from janua.rules import Assessment, Outcome
from janua.ui.drawings import FamilyDrawing, Relative, draw_family
from janua.values import Money


@dataclass(frozen=True)
class Line:
    """One line of how an amount came about."""

    text: str
    about: str
    figure: str
    ground: str
    unconfirmed: bool
    is_result: bool


@dataclass(frozen=True)
class Unsure:
    """Something that would have to be known, and what shows it."""

    text: str
    about: str
    evidence: str


@dataclass(frozen=True)
class Programme:
    """What came out for one programme.

    summary      for whom it is, in one sentence
    state        yes, perhaps or no
    up_to        the amount is the most that an office may give
    decided_by   a board, or whoever may make an exception; empty where the law alone decides
    failed       conditions that are not met, in words, with their articles
    """

    code: str
    name: str
    summary: str
    state: str
    amount: Money | None
    up_to: bool
    period: str
    decided_by: str
    failed: tuple[tuple[str, str], ...]
    unsure: tuple[Unsure, ...]
    lines: tuple[Line, ...]
    service: str
    has_picture: bool
    unconfirmed: bool


@dataclass(frozen=True)
class Results:
    """The last page of the calculator.

    said   (question, code, ((whom, answer), …)) of everything answered
    """

    yes: tuple[Programme, ...]
    perhaps: tuple[Programme, ...]
    no: tuple[Programme, ...]
    listed: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    family: FamilyDrawing
    lang: str
    unconfirmed: bool
    has_service: bool


def results(calculating: Calculating, *, rtl: bool) -> Results:
    """All programmes at once, the largest certainty first."""
    found = calculator().results(calculating.answers, calculating.on, programmes=calculating.programmes)
    nodes: list[Mapping[str, Any]] = found[0].explanation.to_json()["nodes"] if found else []
    offered = blueprints_by_programme(on=calculating.on)
    programmes = [
        _programme(one, nodes, calculating, offered[one.programme].code if one.programme in offered else "")
        for one in found
    ]
    by_name = sorted(programmes, key=lambda one: one.name)
    return Results(
        yes=tuple(one for one in by_name if one.state == "yes"),
        perhaps=tuple(one for one in by_name if one.state == "perhaps"),
        no=tuple(one for one in by_name if one.state == "no"),
        listed=() if calculating.programme else _listed(),
        said=_said(calculating),
        family=family(calculating, rtl=rtl),
        lang=lang_mark(),
        unconfirmed=any(one.unconfirmed for one in by_name),
        has_service=any(one.service for one in by_name),
    )


def _programme(found: Assessment, nodes: Sequence[Mapping[str, Any]], asked: Calculating, service: str) -> Programme:
    told = _state(found)
    words = pack_words()
    lines: tuple[Line, ...] = ()
    if told != "no" and found.amount is not None:
        names = {key: who(member) for key, member in asked.members.items()}
        lines = tuple(_line(line) for line in told_lines(nodes, found.root, words=words, names=names))
    failed = [one for one in found.conditions if one.met is False]
    return Programme(
        code=found.programme,
        name=programme_name(found.programme),
        summary=words.text(f"{found.programme}.summary") if words.has(f"{found.programme}.summary") else "",
        state=told,
        amount=found.money if told != "no" else None,
        up_to=found.amount_kind == "up_to",
        period=found.period,
        decided_by=_decided_by(found),
        failed=tuple((words.text(one.key), words.citation(one.citation)) for one in failed),
        unsure=_unsure(found, asked) if told == "perhaps" else (),
        lines=lines,
        service=service,
        has_picture=told == "yes" and any(one.programme == found.programme for one in questionnaire().pictures),
        unconfirmed=told != "no" and any(mark not in CONFIRMED_MARKS for mark in found.marks),
    )


def _state(found: Assessment) -> str:
    if found.outcome is Outcome.NOT_ELIGIBLE:
        return "no"
    if found.outcome is Outcome.ELIGIBLE:
        return "no" if found.amount == 0 else "yes"
    return "perhaps"


def _decided_by(found: Assessment) -> str:
    if found.outcome is Outcome.BOARD_DECIDES:
        return gettext("A board looks at your case and decides.")
    if found.outcome is Outcome.NEEDS_WAIVER:
        return gettext("Somebody may make an exception for you.")
    return ""


def _line(line: ToldLine) -> Line:
    return Line(
        line.text,
        line.about,
        figure_text(line.value, line.unit) if line.value is not None else "",
        line.citation,
        line.mark not in CONFIRMED_MARKS,
        line.kind == "result",
    )


def _unsure(found: Assessment, asked: Calculating) -> tuple[Unsure, ...]:
    """What is missing, each once; what a question of ours would answer says which paper answers it."""
    told: dict[tuple[str, str], Unsure] = {}
    words = pack_words()
    for missing in found.missing:
        if missing.kind != "fact" or not words.has(missing.attribute):
            continue
        person = asked.members.get(missing.person or "")
        about = "" if person is None else who(person)
        evidence = next(
            (said_text(one.evidence) for one in questionnaire().questions if missing.attribute in one.attributes), ""
        )
        told[missing.attribute, about] = Unsure(words.text(missing.attribute), about, evidence)
    return tuple(told.values())


def _listed() -> tuple[tuple[str, str], ...]:
    """Programmes that nobody can work out here: name and for whom."""
    return tuple((said_text(one.names), said_text(one.summary)) for one in country().listed)


def _said(asked: Calculating) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for (code, subject), answer in asked.answers.given.items():
        member = asked.members.get(subject)
        alone = len(questionnaire().question(code).subjects(asked.answers.members)) == 1
        rows.setdefault(code, []).append(("" if member is None or alone else who(member), answer_text(code, answer)))
    return tuple((said_text(questionnaire().question(code).texts), code, tuple(told)) for code, told in rows.items())


def answer_text(code: str, answer: Any) -> str:
    """An answer in words."""
    question = questionnaire().question(code)
    if answer is None:
        return gettext("I do not know")
    if question.kind == "choice":
        return said_text(question.choices[answer])
    if question.kind == "ticks":
        return ", ".join(said_text(question.choices[key]) for key in answer) or gettext("None of these")
    if question.kind == "money":
        return value_text("", Money.of(answer, country().currency).to_json())
    return value_text("", answer)


def family(asked: Calculating, *, rtl: bool) -> FamilyDrawing:
    """The household as it was described."""
    adults = tuple(member.key for member in asked.answers.members if member.role in ("you", "partner"))
    relatives = [
        Relative(
            key=member.key,
            name=_name(member.role, member.key),
            note=gettext("%(age)s years") % {"age": _age(member.date_of_birth, asked)},
            parents=adults if member.role == "child" else (),
            partner="partner" if member.role == "you" and "partner" in adults else "",
            asked=member.key == "you",
        )
        for member in asked.answers.members
    ]
    return draw_family(relatives, rtl=rtl)


def _name(role: str, key: str) -> str:
    number = {"number": key.partition("-")[2]}
    return {
        "you": gettext("You"),
        "partner": gettext("Your partner"),
        "child": gettext("Child %(number)s") % number,
    }.get(role, gettext("Person %(number)s") % number)


def _age(born: Any, asked: Calculating) -> int:
    return (int(asked.on.strftime("%Y%m%d")) - int(born.strftime("%Y%m%d"))) // 10_000
