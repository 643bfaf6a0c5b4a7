"""A service as data: what it asks, which register answers instead, which steps it takes.

Steps are a closed set, each written once in the core; a country describes its next service, it does not program it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from janua.pack.registers import AskedCheck

StepKind = Literal["collect", "check", "assess", "decide", "grant", "pay", "letter"]
STEP_KINDS: tuple[StepKind, ...] = ("collect", "check", "assess", "decide", "grant", "pay", "letter")
AskedOf = Literal["claimant", "partner", "child", "dwelling", "claim"]


@dataclass(frozen=True)
class Question:
    """One thing a form asks, unless a register or a fresh fact answers it.

    of            whom it is about
    answered_by   registers (codes) whose answer replaces the question
    """

    attribute: str
    of: AskedOf
    answered_by: tuple[str, ...] = ()
    required: bool = True


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
    questions_of_registers: Mapping[str, Mapping[str, Collection[str]]],
) -> Iterator[BlueprintFault]:
    """Everything that is wrong with a service's description, found before a person meets it.

    questions_of_registers   register code → question kind → keys of its legal grounds
    """

    def fault(place: str, text: str) -> BlueprintFault:
        return BlueprintFault(blueprint.code, place, text)

    for programme in blueprint.programmes:
        if programme not in programmes:
            yield fault("programmes", f"{programme} is not a programme of this country")
    for language in languages:
        for place, texts in (("titles", blueprint.titles), ("summaries", blueprint.summaries)):
            if not texts.get(language):
                yield fault(place, f"no text in {language}")
    for question in blueprint.questions:
        if question.attribute not in attributes:
            yield fault("questions", f"{question.attribute} is not a declared attribute")
        for register in question.answered_by:
            if register not in questions_of_registers:
                yield fault("questions", f"{question.attribute} is answered by {register}, which is no known register")
    for check in blueprint.checks:
        kinds = questions_of_registers.get(check.register, {})
        if check.kind not in kinds:
            yield fault("checks", f"{check.register} answers no question {check.kind}")
        elif check.ground not in kinds[check.kind]:
            yield fault("checks", f"{check.register}/{check.kind} may not be asked under {check.ground}")
    kinds_of_steps = [step.kind for step in blueprint.steps]
    for kind in kinds_of_steps:
        if kind not in STEP_KINDS:
            yield fault("steps", f"{kind} is not a step; the steps are {', '.join(STEP_KINDS)}")
    if kinds_of_steps != sorted(kinds_of_steps, key=lambda k: STEP_KINDS.index(k) if k in STEP_KINDS else 99):
        yield fault("steps", f"steps come in the order {', '.join(STEP_KINDS)}")
