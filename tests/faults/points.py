"""The moments at which a process or the database is killed, each before or after one call of the product."""

from dataclasses import dataclass
from typing import Literal

Stage = Literal["submit", "check", "decide", "prepare", "send", "reconcile"]


@dataclass(frozen=True)
class Point:
    """One moment: before or after a function is called, in the process that calls it.

    process    face: the process of whoever presses the button; api: the face for registers; work, payments: the workers
    module     where the caller looks the function up; `function` may be a method of a class there
    if_any     only where there is something to do: loops come by when there is nothing, too
    """

    name: str
    stage: Stage
    process: Literal["face", "api", "work", "payments"]
    module: str
    function: str
    when: Literal["before", "after"]
    if_any: bool = False


_SUBMIT = "janua.casework.actions.application"
_CHECKS = "janua.checks.jobs"
_TAKING = "janua.checks.actions.received"
_CASEWORK = "janua.casework.jobs"
_CLAIM = "janua.casework.actions.claim"
_RUN = "janua.payments.actions.run"
_PREPARING = "janua.payments.actions.preparing"
_FILE = "janua.payments.actions.file"
_REPORT = "janua.payments.actions.report"
_PRESSED = "tests.faults.acting"

POINTS: tuple[Point, ...] = (
    Point("application written", "submit", "face", _SUBMIT, "_write", "after"),
    Point("claims written", "submit", "face", _SUBMIT, "_write_claims", "after"),
    Point("answers recorded", "submit", "face", _SUBMIT, "_record_answers", "after"),
    Point("applied, not yet told", "submit", "face", _PRESSED, "applied", "before"),
    Point("questions in hand", "check", "work", _CHECKS, "take_due", "after", if_any=True),
    Point("about to ask", "check", "work", _CHECKS, "send_all", "before", if_any=True),
    Point("asked, not noted", "check", "work", _CHECKS, "send_all", "after", if_any=True),
    Point("message proven, not kept", "check", "api", "janua.api.dci.views", "keep_received", "before"),
    Point("message kept, not acknowledged", "check", "api", "janua.api.dci.views", "keep_received", "after"),
    Point("about to record an answer", "check", "work", _TAKING, "record_answer", "before"),
    Point("answer recorded", "check", "work", _TAKING, "record_answer", "after"),
    Point("messages taken up", "check", "work", _CHECKS, "take_up_received", "after", if_any=True),
    Point("claims begun", "decide", "work", _CASEWORK, "begin_claims", "after", if_any=True),
    Point("about to ask the law", "decide", "work", _CLAIM, "assess_claims", "before"),
    Point("law has answered", "decide", "work", _CLAIM, "assess_claims", "after"),
    Point("about to entitle", "decide", "work", "janua.casework.actions.decision", "entitle", "before"),
    Point("granted", "decide", "work", _CLAIM, "grant_automatically", "after"),
    Point("checks taken up", "decide", "work", _CASEWORK, "take_up_checks", "after", if_any=True),
    Point("run begun", "prepare", "payments", _PREPARING, "_begin", "after"),
    Point("about to ask the law again", "prepare", "payments", _PREPARING, "recheck_next", "before"),
    Point("law asked again", "prepare", "payments", _PREPARING, "recheck_next", "after"),
    Point("about to fill the run", "prepare", "payments", _PREPARING, "_fill", "before"),
    Point("run filled", "prepare", "payments", _PREPARING, "_fill", "after"),
    Point("prepared, not yet told", "prepare", "face", _PRESSED, "prepared", "before"),
    Point("looked at once more", "prepare", "face", _RUN, "_take_out", "after"),
    Point("approved, not yet told", "prepare", "face", _PRESSED, "approved", "before"),
    Point("about to write the file", "send", "payments", _FILE, "write_file", "before"),
    Point("file written", "send", "payments", _FILE, "write_file", "after"),
    Point("about to give the file", "send", "payments", _FILE, "Bank.put", "before"),
    Point("file given, not noted", "send", "payments", _FILE, "Bank.put", "after"),
    Point("file noted", "send", "payments", _FILE, "_given", "after"),
    Point("about to keep a report", "reconcile", "payments", _REPORT, "_keep", "before"),
    Point("report kept", "reconcile", "payments", _REPORT, "_keep", "after"),
    Point("words taken", "reconcile", "payments", _REPORT, "take_words", "after"),
    Point("words settled", "reconcile", "payments", _REPORT, "settle", "after"),
    Point("run closed", "reconcile", "payments", _REPORT, "reconcile", "after", if_any=True),
)


def points_of(stage: Stage) -> list[Point]:
    """The moments of one stage."""
    return [point for point in POINTS if point.stage == stage]
