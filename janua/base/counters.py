"""What this process has counted: for Prometheus since it started, for the alarms in the last five minutes.

Labels are codes (a page's name, a status, a register): never an id, a name or anything that was typed. Under a server
with several worker processes the library keeps the numbers in files that are added up (PROMETHEUS_MULTIPROC_DIR).
"""

import threading
import time
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any

from prometheus_client import Counter, Gauge, Histogram

RECENT_SECONDS = 300.0
_STEP = 10.0
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0)

ANSWERS = Counter("janua_answers", "Answers by page, method and status.", ["page", "method", "status"])
ANSWER_SECONDS = Histogram("janua_answer_seconds", "Time until the answer, by page.", ["page"], buckets=_BUCKETS)
IN_HAND = Gauge("janua_requests_in_hand", "Requests being answered now.", multiprocess_mode="livesum")
SIGN_IN_TRIES = Counter("janua_sign_in_tries", "Tries to sign in, counted before it is known to be right.", ["kind"])
SIGN_INS_RIGHT = Counter("janua_sign_ins_right", "Tries to sign in that were right.", ["kind"])
LIMITS_HIT = Counter("janua_limits_hit", "Tries refused because there had been too many.", ["kind"])
SHED = Counter("janua_shed", "Requests sent away with a time to come back, because there were too many.", ["page"])
KEY_ERRORS = Counter("janua_key_errors", "Times the key store did not do what it was asked.", ["error"])
SECURITY_EVENTS = Counter("janua_security_events", "What was refused or tried in vain, by kind.", ["kind"])
FAILURES = Counter("janua_failures", "Unexpected errors, by where: page, loop or job.", ["where"])
OUTBOUND = Counter("janua_outbound", "Requests to other systems, by system and outcome.", ["partner", "outcome"])
OUTBOUND_SECONDS = Histogram(
    "janua_outbound_seconds", "Time until another system answered.", ["partner"], buckets=_BUCKETS
)


class _Recent:
    """Numbers of the last five minutes, in steps of ten seconds."""

    def __init__(self) -> None:
        self._steps: deque[tuple[int, Tally[str]]] = deque()
        self._lock = threading.Lock()

    def add(self, name: str, number: float = 1) -> None:
        step = int(time.monotonic() // _STEP)
        with self._lock:
            if not self._steps or self._steps[-1][0] != step:
                self._steps.append((step, Tally()))
            self._steps[-1][1][name] += number  # type: ignore[assignment]

    def sums(self) -> dict[str, float]:
        oldest = int((time.monotonic() - RECENT_SECONDS) // _STEP)
        total: Tally[str] = Tally()
        with self._lock:
            while self._steps and self._steps[0][0] < oldest:
                self._steps.popleft()
            for _, tally in self._steps:
                total.update(tally)
        return {name: float(number) for name, number in total.items()}

    def clear(self) -> None:
        with self._lock:
            self._steps.clear()


@dataclass
class Reached:
    """How another system was last found.

    answered_at   when it last answered, as seconds since 1970; 0 for never since this process started
    away_since    when it was first found away, without an answer since; 0 while it answers
    tried_at      when it was last asked
    seconds       how long the last answer took
    """

    tried_at: float = 0.0
    answered_at: float = 0.0
    away_since: float = 0.0
    seconds: float = 0.0
    outcome: str = ""


_recent = _Recent()
_noted: ContextVar[list[str] | None] = ContextVar("noted", default=None)
_reached: dict[str, Reached] = {}
_reached_lock = threading.Lock()


def count_answer(*, page: str, method: str, status: int, seconds: float) -> None:
    """Count one answer of a face."""
    ANSWERS.labels(page, method, str(status)).inc()
    ANSWER_SECONDS.labels(page).observe(seconds)
    _recent.add("answers")
    if status >= 500:
        _recent.add("errors")


def count_sign_in_try(*, kind: str) -> None:
    """Count a try to sign in; until it is known to be right it counts as one that was not."""
    SIGN_IN_TRIES.labels(kind).inc()
    _recent.add("failed_sign_ins")
    note_here("sign_in")


def count_sign_in_right(*, kind: str) -> None:
    """Take a try back from those that were not right."""
    SIGN_INS_RIGHT.labels(kind).inc()
    _recent.add("failed_sign_ins", -1)
    noted = _noted.get()
    if noted and "sign_in" in noted:
        noted.remove("sign_in")


def count_limit_hit(*, kind: str) -> None:
    """Count a try that was refused because there had been too many."""
    LIMITS_HIT.labels(kind).inc()
    _recent.add("limits_hit")
    note_here("limit")


def count_security_event(*, kind: str) -> None:
    """Count something that was refused or tried in vain."""
    SECURITY_EVENTS.labels(kind).inc()


@contextmanager
def noting() -> Iterator[list[str]]:
    """Gather what is noted while a request is answered: by whoever notices it, told by whoever knows the request."""
    noted: list[str] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note_here(kind: str) -> None:
    """Note something about the request that is being answered; outside one nothing."""
    noted = _noted.get()
    if noted is not None:
        noted.append(kind)


def count_shed(*, page: str) -> None:
    """Count a request that was sent away with a time to come back, because there were too many."""
    SHED.labels(page).inc()
    _recent.add("shed")


def count_key_error(*, error: str) -> None:
    """Count a time when the key store did not do what it was asked; `error` is the kind of the error."""
    KEY_ERRORS.labels(error).inc()
    _recent.add("key_errors")


def count_failure(*, where: str) -> None:
    """Count an unexpected error; `where` is the name of a page, a loop or a job."""
    FAILURES.labels(where).inc()


def count_outbound(*, partner: str, outcome: str, seconds: float) -> None:
    """Count a request to another system; `outcome` is *answered*, or the fault."""
    OUTBOUND.labels(partner, outcome).inc()
    now = time.time()
    with _reached_lock:
        state = _reached.setdefault(partner, Reached())
        state.tried_at, state.outcome = now, outcome
        if outcome == "answered":
            state.answered_at, state.away_since, state.seconds = now, 0.0, round(seconds, 3)
        elif not state.away_since:
            state.away_since = now
    if outcome == "answered":
        OUTBOUND_SECONDS.labels(partner).observe(seconds)


def recent() -> dict[str, float]:
    """What was counted in the last five minutes, by name; what was not counted is not there."""
    return _recent.sums()


def reached() -> dict[str, dict[str, Any]]:
    """How each other system was last found by this process."""
    with _reached_lock:
        return {partner: asdict(state) for partner, state in _reached.items()}


def forget_counts() -> None:
    """Begin anew, for tests."""
    _recent.clear()
    with _reached_lock:
        _reached.clear()
