"""Jobsplus: employments, registration as unemployed, reached through X-Road."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from janua.pack.registers import AnswerUnreadable, RegisterQuestion, Statement
from janua.values import Identifier, Money

_GROUND = "Cap. 318, art. 30: registration for work with the public employment service"
_SUPPLIES = (
    "employment",
    "unemployment_register",
    "left_work",
    "fit_for_work",
    "available_for_work",
    "previous_weekly_wage",
)
_AGAINST_THE_PERSON = ("voluntarily", "dismissed_for_misconduct")


@dataclass(frozen=True)
class Jobsplus:
    """The employment service behind its X-Road security server."""

    code: str = "jobsplus"
    names: Mapping[str, str] = field(default_factory=lambda: {"en": "Jobsplus", "mt": "Jobsplus"})
    scheme: str = "mt-id-card"
    wire: Literal["xroad"] = "xroad"
    questions: Mapping[str, RegisterQuestion] = field(
        default_factory=lambda: {
            "work": RegisterQuestion(
                "work",
                _SUPPLIES,
                {"unemployment": _GROUND, "employment": _GROUND},
                fresh_for_days=7,
                complete_for=_SUPPLIES,
            )
        }
    )

    def parameters(self, kind: str, *, about_on: date) -> dict[str, Any]:
        return {}

    def path(self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        return f"persons/{subject.value}", {}

    def statements(
        self, kind: str, *, subject: Identifier, parameters: Mapping[str, Any], records: Sequence[Mapping[str, Any]]
    ) -> tuple[Statement, ...]:
        """Jobs, registrations, why work ended, fitness, the last wage; no record: never at work and not registered."""
        if not records:
            return (Statement(subject, "unemployment_register", None, status="not_known"),)
        try:
            if [record["id_card"] for record in records] != [subject.value]:
                raise AnswerUnreadable("the answer is about another person than asked")
            return tuple(_statements(subject, records[0]))
        except (KeyError, TypeError, ValueError) as error:
            raise AnswerUnreadable(f"the record lacks or misstates {error}") from error


def _statements(subject: Identifier, record: Mapping[str, Any]) -> list[Statement]:
    said = []
    for job in record["employments"]:
        starts_on, ends_on = date.fromisoformat(job["starts_on"]), _day(job["ends_on"])
        said.append(Statement(subject, "employment", job["kind"], job["employer"], starts_on, ends_on))
        if job["left"] in _AGAINST_THE_PERSON and ends_on is not None:
            said.append(Statement(subject, "left_work", job["left"], job["employer"], ends_on, ends_on))
    for entry in record["registrations"]:
        starts_on, ends_on = date.fromisoformat(entry["starts_on"]), _day(entry["ends_on"])
        said.append(Statement(subject, "unemployment_register", entry["part"], "", starts_on, ends_on))
    since = date.fromisoformat(record["registrations"][-1]["starts_on"]) if record["registrations"] else None
    said += [
        Statement(subject, name, bool(record[name]), "", since)
        for name in ("fit_for_work", "available_for_work")
        if record[name] is not None
    ]
    if record["employments"] and since is not None:
        wage = Money.from_json(record["employments"][-1]["weekly_wage"])
        said.append(Statement(subject, "previous_weekly_wage", wage.minor, "", since))
    return said


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


JOBSPLUS = Jobsplus()
