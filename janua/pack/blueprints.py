"""A service as data: what it asks, which register answers instead, which steps it takes.

Steps are a closed set, each written once in the core; a country describes its next service, it does not program it.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from janua.pack.guides import Guide, faults_of_guide, guide_from_json
from janua.pack.registers import AskedCheck
from janua.rules import Law

StepKind = Literal["collect", "check", "assess", "decide", "grant", "pay", "letter"]
STEP_KINDS: tuple[StepKind, ...] = ("collect", "check", "assess", "decide", "grant", "pay", "letter")
AskedOf = Literal["claimant", "partner", "child", "dwelling", "claim"]


@dataclass(frozen=True)
class Question:
    """One thing a form asks, unless a register or a fresh fact answers it.

    of            whom it is about
    answered_by   registers (codes) whose answer replaces the question
    unless        (attribute, values): not asked of somebody of whom one of these is known
    years_back    of a yearly amount: how many calendar years before the application the year asked about lies
    """

    attribute: str
    of: AskedOf
    answered_by: tuple[str, ...] = ()
    required: bool = True
    unless: tuple[str, tuple[str, ...]] | None = None
    years_back: int | None = None


@dataclass(frozen=True)
class Step:
    """One step of the service; `by` is the role that performs it, empty for a machine step."""

    kind: StepKind
    by: str = ""
    within_days: int | None = None


@dataclass(frozen=True)
class Blueprint:
    """One door of one or more programmes.

    titles, summaries   language → text
    decides             role whose holder may decide, and must for a refusal
    answer_days         days a person has to answer an intended refusal
    challenge_days      days to challenge the decision
    guide               what a person reads before applying; None only in versions older than guides
    exit_page           its pages can be left fast and name nothing in the browser's history: who shares the phone may
                        be the danger
    """

    code: str
    programmes: tuple[str, ...]
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    questions: tuple[Question, ...]
    checks: tuple[AskedCheck, ...]
    steps: tuple[Step, ...]
    decides: str
    decide_within_days: int
    answer_days: int
    challenge_days: int
    digital_since: date | None = None
    guide: Guide | None = None
    exit_page: bool = False

    @property
    def check_within_days(self) -> int:
        """Days that registers have to answer before an officer finds out instead."""
        return next((step.within_days or 0 for step in self.steps if step.kind == "check"), 0)


@dataclass(frozen=True)
class BlueprintFault:
    """Why a blueprint cannot be offered: where it stands and what to write instead."""

    service: str
    place: str
    fault: str


def faults_of(
    blueprint: Blueprint,
    *,
    attributes: Collection[str],
    programmes: Collection[str],
    languages: Collection[str],
    grounds: Mapping[str, Mapping[str, Collection[str]]],
    law: Law | None = None,
) -> tuple[BlueprintFault, ...]:
    """Everything that is wrong with a service's description, found before a person meets it.

    grounds   register code → question kind → keys of its legal grounds
    law       whose numbers the guide may name; without it the names are not looked up
    """
    found = [
        *_missing_texts(blueprint, languages),
        *(
            ("programmes", f"{code} is not a programme of this country")
            for code in blueprint.programmes
            if code not in programmes
        ),
        *_wrong_questions(blueprint, attributes, grounds),
        *_wrong_checks(blueprint, grounds),
        *_wrong_steps(blueprint),
        *faults_of_guide(blueprint.guide, languages=languages, law=law),
    ]
    return tuple(BlueprintFault(blueprint.code, place, fault) for place, fault in found)


def _missing_texts(blueprint: Blueprint, languages: Collection[str]) -> Iterator[tuple[str, str]]:
    for place, texts in (("titles", blueprint.titles), ("summaries", blueprint.summaries)):
        for language in languages:
            if not texts.get(language):
                yield place, f"no text in {language}"


def _wrong_questions(
    blueprint: Blueprint, attributes: Collection[str], registers: Collection[str]
) -> Iterator[tuple[str, str]]:
    for question in blueprint.questions:
        for name in (question.attribute, *(question.unless or ())[:1]):
            if name not in attributes:
                yield "questions", f"{name} is not a declared attribute"
        for register in question.answered_by:
            if register not in registers:
                yield "questions", f"{question.attribute} is answered by {register}, which is no known register"


def _wrong_checks(
    blueprint: Blueprint, grounds: Mapping[str, Mapping[str, Collection[str]]]
) -> Iterator[tuple[str, str]]:
    for check in blueprint.checks:
        kinds = grounds.get(check.register, {})
        if check.kind not in kinds:
            yield "checks", f"{check.register} answers no question {check.kind}"
        elif check.ground not in kinds[check.kind]:
            yield "checks", f"{check.register}/{check.kind} may not be asked under {check.ground}"


def _wrong_steps(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    order = ", ".join(STEP_KINDS)
    kinds = [step.kind for step in blueprint.steps]
    for kind in kinds:
        if kind not in STEP_KINDS:
            yield "steps", f"{kind} is not a step; the steps are {order}"
            return
    if blueprint.checks and not blueprint.check_within_days:
        yield "steps", "it asks registers: say in a step `check` within how many days they must have answered"
    if kinds != sorted(set(kinds), key=STEP_KINDS.index):
        yield "steps", f"each step stands once, in the order {order}"


def as_json(blueprint: Blueprint) -> dict[str, Any]:
    """The blueprint as plain JSON, for the catalogue's versions."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(blueprint), default=date.isoformat))
    return plain


def from_json(plain: Mapping[str, Any]) -> Blueprint:
    """The blueprint that `as_json` wrote."""
    since = plain["digital_since"]
    return Blueprint(
        **{
            **plain,
            "programmes": tuple(plain["programmes"]),
            "questions": tuple(_question(asked) for asked in plain["questions"]),
            "checks": tuple(AskedCheck(**check) for check in plain["checks"]),
            "steps": tuple(Step(**step) for step in plain["steps"]),
            "digital_since": date.fromisoformat(since) if since else None,
            "guide": guide_from_json(plain.get("guide")),
        }
    )


def _question(plain: Mapping[str, Any]) -> Question:
    unless = plain.get("unless")
    return Question(
        **{
            **plain,
            "answered_by": tuple(plain["answered_by"]),
            "unless": (unless[0], tuple(unless[1])) if unless else None,
        }
    )
