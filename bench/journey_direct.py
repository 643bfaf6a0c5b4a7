"""Submit → decision → entitlement by direct calls, beside the same rows written by one INSERT a table.

A round submits some applications, each by its citizen under the portal's role in a transaction of its own, and has the
assessor carry them to decision and entitlement under the worker's role, as the worker's loop does. The law is run
before in a transaction that is rolled back; its time is told apart, and in the round its answers are at hand. The
rows are then taken away and written again by the baseline.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unittest.mock import patch

from bench.baselines import written_rows
from bench.database import BenchDatabase, bench_database
from bench.journey_world import SERVICE, TODAY, Claimant, furnish
from bench.results import Options, Result

APPLICATIONS = 125
A_ROUND = 25
BAR = 0.25


def run(options: Options) -> list[Result]:
    """Measure in rounds of 25 applications, the baseline after each."""
    with bench_database() as database:
        return measure(database, furnish(database, claimants=options.rows or APPLICATIONS))


def measure(database: BenchDatabase, claimants: Sequence[Claimant]) -> list[Result]:
    """One round warms up and does not count."""
    rounds = [
        _round(database, claimants[first : first + A_ROUND])
        for first in range(0, len(claimants) - A_ROUND + 1, A_ROUND)
    ][1:]
    _tell(rounds)
    ours = statistics.median(one.applications / one.ours for one in rounds)
    return [
        Result(
            name="journey-direct",
            ours=ours,
            limit=statistics.median(one.applications / one.by_hand for one in rounds),
            bar=BAR,
            unit="applications/s",
            runs=len(rounds),
            better="higher",
        ),
        Result(
            # For information: how much the law would add. Its own bar is that of journey-law.
            name="journey-direct-law",
            ours=statistics.median(one.law / one.applications for one in rounds) * 1000,
            limit=1000 / ours,
            bar=10,
            unit="ms/application",
            runs=len(rounds),
        ),
    ]


@dataclass
class _Round:
    applications: int
    submitting: float = 0.0
    deciding: float = 0.0
    by_hand: float = 0.0
    law: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def ours(self) -> float:
        return self.submitting + self.deciding


def _round(database: BenchDatabase, claimants: Sequence[Claimant]) -> _Round:
    from janua.base.actors import acting_as, system_actor

    measured = _Round(len(claimants))
    law = _LawAside()
    superuser = database.connect("postgres")
    mark = written_rows.Mark.now(superuser)
    measured.submitting = submit_all(database, claimants)
    with _ready(database, "janua_work"), law.aside():
        with acting_as(system_actor("assessor")):
            _carry_on()
            _undo()
        measured.law = law.seconds
        began = time.perf_counter()
        with acting_as(system_actor("assessor")):
            _carry_on()
        measured.deciding = time.perf_counter() - began
    rows = mark.taken_away(superuser)
    measured.rows = {table: len(found) for table, found in rows.items()}
    superuser.close()
    with database.connect("janua_work") as worker:
        began = time.perf_counter()
        written_rows.write(worker, rows, today=TODAY)
        measured.by_hand = time.perf_counter() - began
    return measured


def submit_all(database: BenchDatabase, claimants: Sequence[Claimant]) -> float:
    """Submit for each, as the citizen under the portal's role, one transaction each; gives the seconds."""
    from janua.base.actors import Actor, acting_as
    from janua.casework.actions.application import Answer, Submission, submit

    with _ready(database, "janua_portal"):
        began = time.perf_counter()
        for one in claimants:
            answer = Answer(one.person, "maintenance_income", 0, "", date(2024, 1, 1), date(2024, 12, 31))
            with acting_as(Actor(kind="citizen", account_id=one.account, name="citizen")):
                submit(
                    submission=Submission(service=SERVICE, applicant=one.person, language="mt", answers=(answer,)),
                    key=f"bench-{one.account}",
                    on=TODAY,
                )
        return time.perf_counter() - began


def _carry_on() -> None:
    from janua.casework.actions.claim import begin_claims

    while True:
        carried = begin_claims(on=TODAY)
        if carried.granted + carried.handed_on + carried.waiting + carried.stuck == 0:
            return


def _undo() -> None:
    from django.db import transaction

    transaction.set_rollback(True)


@contextmanager
def _ready(database: BenchDatabase, role: str) -> Iterator[None]:
    """Sign in before the clock runs: a process does so once."""
    from django.db import connection

    with database.as_django(role):
        connection.ensure_connection()
        yield


class _LawAside:
    """Runs the law once for each question and keeps its answer; counts the seconds that the law took."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._answers: dict[Any, Any] = {}

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Have casework ask us instead of the law."""
        from janua.casework import facts
        from janua.casework.actions import assessment
        from janua.rules import Situation, assess

        situation = self._kept(Situation, lambda document, _: ("situation", document["claimant"]))
        asked = self._kept(
            assess,
            lambda _, about, programme, on, **days: ("assess", id(about), programme, on, days["period"]),
        )
        result = self._kept(assessment.result_of, lambda found: ("result", id(found)))
        with (
            patch.object(facts, "Situation", situation),
            patch.object(assessment, "assess", asked),
            patch.object(assessment, "result_of", result),
        ):
            yield

    def _kept(self, asked: Callable[..., Any], name: Callable[..., Any]) -> Callable[..., Any]:
        def answer(*arguments: Any, **named: Any) -> Any:
            key = name(*arguments, **named)
            if key not in self._answers:
                began = time.perf_counter()
                self._answers[key] = asked(*arguments, **named)
                self.seconds += time.perf_counter() - began
            return self._answers[key]

        return answer


def _tell(rounds: Sequence[_Round]) -> None:
    for what, seconds in (
        ("submit", [one.submitting for one in rounds]),
        ("decide and entitle, the law's answers at hand", [one.deciding for one in rounds]),
        ("the law", [one.law for one in rounds]),
        ("the same rows by hand", [one.by_hand for one in rounds]),
    ):
        each = sorted(one / rounds[0].applications * 1000 for one in seconds)
        print(
            f"journey, {what}: median {statistics.median(each):.1f} ms an application,"
            f" {each[0]:.1f} to {each[-1]:.1f} over {len(each)} rounds",
            file=sys.stderr,
        )
    total = {table: count / rounds[-1].applications for table, count in rounds[-1].rows.items()}
    print(
        "rows an application: " + ", ".join(f"{table} {count:.1f}" for table, count in total.items()), file=sys.stderr
    )
