"""From the question to the letter: a family applies, registers answer, the law decides; a birth needs no question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from demo.walkthrough.partners import order
from demo.walkthrough.people import Citizen
from demo.walkthrough.signing_in import signed_in
from demo.walkthrough.stage import Stage
from demo.walkthrough.telling import Telling, written
from janua.values import uuid7

SERVICE = "childrens-allowance"
_CHECKS = (
    "SELECT DISTINCT k.id, k.register, k.kind, k.state, k.last_trouble FROM checks_check k"
    " JOIN casework_claimcheck l ON l.check_id = k.id JOIN casework_claim c ON c.id = l.claim_id"
    " WHERE c.application_id = %s"
)
_UNANSWERED = (
    "SELECT 1 FROM casework_claim c LEFT JOIN casework_claimcheck l ON l.claim_id = c.id"
    " LEFT JOIN checks_check k ON k.id = l.check_id WHERE c.application_id = %s"
    " AND (c.state = 'submitted' OR k.state NOT IN ('answered', 'discrepancy'))"
)
_DECISIONS = (
    "SELECT c.programme, d.id, d.reference, d.outcome, d.amount, d.currency, d.period_unit, d.from_on,"
    " a.outcome AS found FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id"
    " JOIN casework_assessment a ON a.id = d.assessment_id"
    " WHERE c.claimant_id = %s AND c.origin = %s ORDER BY c.programme"
)
_CLAIMS = "SELECT programme, state FROM casework_claim WHERE claimant_id = %s AND origin = %s"
_LETTERS = (
    "SELECT l.id, l.decision_id, l.language FROM casework_letter l WHERE l.decision_id = ANY(%s)"
    " AND (SELECT count(DISTINCT n.decision_id) FROM casework_letter n WHERE n.decision_id = ANY(%s)) = %s"
)


@dataclass(frozen=True)
class Granted:
    """What was decided for one person."""

    citizen: Citizen
    application: str
    decisions: list[dict[str, Any]]

    @property
    def ids(self) -> list[UUID]:
        """The decisions' ids."""
        return [decision["id"] for decision in self.decisions]


def apply(stage: Stage, citizen: Citizen, telling: Telling) -> Granted:
    """Have a citizen apply for children's allowance, and wait for what comes of it."""
    with telling.step(f"{citizen.name} applies", stop="submit") as step:
        application = submit_for(stage, citizen)
        step.result = f"application {application['reference']}"
    with telling.step("The registers answer our checks", stop="check.ask") as step:
        stage.rows.wait_gone(
            "an answer to every check", _UNANSWERED, application["id"], instead=_CHECKS, about=[application["id"]]
        )
        answered = stage.rows.all(_CHECKS, application["id"])
        registers = sorted({one["register"] for one in answered})
        step.result = f"{len(answered)} answers from {' and '.join(registers)}"
    with telling.step("The law is asked and says yes", stop="decide") as step:
        decisions = decisions_of(stage, citizen, "application")
        step.result = _amounts(decisions)
    return Granted(citizen, application["reference"], decisions)


def be_born(stage: Stage, card: str, citizen: Citizen, telling: Telling) -> Granted:
    """Have the civil registry register a birth, and wait for what the law starts by itself."""
    with telling.step("We hear of births and deaths", stop="subscribe") as step:
        stage.rows.wait(
            "the civil registry's word that it will tell us of births",
            "SELECT kind FROM checks_subscription WHERE state = 'active' AND kind = 'birth'",
            instead="SELECT kind, state FROM checks_subscription",
        )
        step.result = "by subscription"
    with telling.step("The civil registry tells us", stop="notify") as step:
        told = order(stage.foreign, "civil", "births", {"id_card": card})
        name = told["record"]["name"]
        step.result = f"{name['given_name']} {name['surname']}, {told['record']['birth_date']}"
    with telling.step("The law starts it by itself", stop="event.take_up") as step:
        decisions = decisions_of(stage, citizen, "event")
        step.result = _amounts(decisions)
    return Granted(citizen, "", decisions)


def await_letters(stage: Stage, granted: Granted, telling: Telling) -> list[dict[str, Any]]:
    """Wait for the letter of each decision."""
    with telling.step("A letter of each decision", stop="letter.render") as step:
        ids = granted.ids
        letters = stage.rows.wait("a letter of each decision", _LETTERS, ids, ids, len(ids))
        languages = {"mt": "Maltese", "en": "English"}
        spoken = sorted({languages.get(one["language"], one["language"]) for one in letters})
        step.result = f"{len(letters)} letters in {' and '.join(spoken)}"
    return letters


def submit_for(
    stage: Stage, citizen: Citizen, *, declares: Sequence[Mapping[str, Any]] = (), service: str = SERVICE
) -> dict[str, Any]:
    """Submit a citizen's application; gives its id and reference.

    declares   what the family says of itself, as the population's manifest writes it
    """
    # The demo stands in for the face here, which makes the key when it shows the form.
    from janua.casework.actions.application import Answer, Submission, submit

    answers = tuple(
        Answer(
            subject=stage.person(one["card"]),
            attribute=one["attribute"],
            value=one["minor"],
            true_from=date(one["year"], 1, 1),
            true_to=date(one["year"], 12, 31),
        )
        for one in declares
    )
    with signed_in(stage.installation, "portal", citizen.actor, purpose="apply"):
        submission = Submission(service=service, applicant=citizen.person, language=citizen.language, answers=answers)
        application = submit(submission=submission, key=str(uuid7()), on=stage.today)
    return {"id": application.id, "reference": application.reference}


def decisions_of(stage: Stage, citizen: Citizen, origin: str) -> list[dict[str, Any]]:
    """Wait until every claim of a citizen is decided, and give the decisions."""
    stage.rows.wait("a claim", _CLAIMS, citizen.person, origin, instead="SELECT kind, outcome FROM checks_received")
    stage.rows.wait_gone(
        "a decision on every claim",
        "SELECT 1 FROM casework_claim WHERE claimant_id = %s AND origin = %s AND state <> 'decided'",
        citizen.person,
        origin,
        instead=_CLAIMS,
        about=[citizen.person, origin],
    )
    return stage.rows.all(_DECISIONS, citizen.person, origin)


def _amounts(decisions: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"{one['programme']} {written(one['amount'], one['currency'])}"
        if one["amount"] is not None
        else one["programme"]
        for one in decisions
    )
