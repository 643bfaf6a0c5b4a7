"""The moments at which a process or the database is killed, each before or after one call of the product."""

from dataclasses import dataclass
from typing import Literal

Stage = Literal["submit", "check", "decide", "prepare", "send", "reconcile"]


@dataclass(frozen=True)
class Point:
    """One moment: before or after a function is called, in the process that calls it.

    process    face: the process of whoever presses the button; work, payments: the workers
    module     where the caller looks the function up
    """

    name: str
    stage: Stage
    process: Literal["face", "work", "payments"]
    module: str
    function: str
    when: Literal["before", "after"]


_SUBMIT = "janua.casework.actions.application"
_CLAIM = "janua.casework.actions.claim"

POINTS: tuple[Point, ...] = (
    Point("application written", "submit", "face", _SUBMIT, "_write", "after"),
    Point("claims written", "submit", "face", _SUBMIT, "_write_claims", "after"),
    Point("answers recorded", "submit", "face", _SUBMIT, "_record_answers", "after"),
    Point("committed, not yet answered", "submit", "face", "tests.faults.acting", "answer", "before"),
    Point("questions in hand", "check", "work", "janua.checks.jobs", "take_due", "after"),
    Point("about to ask", "check", "work", "janua.checks.jobs", "send_all", "before"),
    Point("asked, not noted", "check", "work", "janua.checks.jobs", "send_all", "after"),
    Point("about to record an answer", "check", "work", "janua.checks.actions.received", "record_answer", "before"),
    Point("answer recorded", "check", "work", "janua.checks.actions.received", "record_answer", "after"),
    Point("messages taken up", "check", "work", "janua.checks.jobs", "take_up_received", "after"),
    Point("claims begun", "decide", "work", "janua.casework.jobs", "begin_claims", "after"),
    Point("about to ask the law", "decide", "work", _CLAIM, "assess_claims", "before"),
    Point("law has answered", "decide", "work", _CLAIM, "assess_claims", "after"),
    Point("about to entitle", "decide", "work", "janua.casework.actions.decision", "entitle", "before"),
    Point("granted", "decide", "work", _CLAIM, "grant_automatically", "after"),
    Point("checks taken up", "decide", "work", "janua.casework.jobs", "take_up_checks", "after"),
)


def points_of(stage: Stage) -> list[Point]:
    """The moments of one stage."""
    return [point for point in POINTS if point.stage == stage]
