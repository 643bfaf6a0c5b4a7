"""Applications through the queue: `janua work` as a process beside us, which submit as the portal would.

Counted from the first press of submit to the last decision, or task of an officer, so the submissions, the worker and
the database share the machine's cores. The registers' answers are present. Letters are apart: their loops are put off.
"""

import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from psycopg import Connection

from bench.database import BenchDatabase, bench_database
from bench.journey_direct import submit_all
from bench.journey_world import TODAY, Claimant, furnish
from bench.results import Options, Result, highest_ms, median_ms
from demo.database import ROOT
from demo.installation import JANUA
from demo.processes import Processes, Program

APPLICATIONS = 450
SMALL = 300
ROUNDS = 3
ALONE = 12
BAR = 15.0
_LETTERS = ("letter",)
_LONGEST = 300.0


def run(options: Options) -> list[Result]:
    """Three rounds of a third of the applications each, then some one by one for their latency."""
    with bench_database() as database:
        return measure(database, furnish(database, claimants=applications(options) + 2 * ALONE))


def applications(options: Options) -> int:
    """How many go through the queue, those that come alone apart."""
    return options.rows or (SMALL if options.small else APPLICATIONS)


def measure(database: BenchDatabase, claimants: Sequence[Claimant]) -> list[Result]:
    """Warm up with a few, measure the rounds, then the few that come alone."""
    warm, alone, many = claimants[:ALONE], claimants[ALONE : 2 * ALONE], claimants[2 * ALONE :]
    size = len(many) // ROUNDS
    with _worker(database) as worker, database.connect("postgres") as superuser:
        _through(database, superuser, warm)
        rates, before = [], Effort.until_now(worker, database)
        for number in range(ROUNDS):
            seconds = _through(database, superuser, many[number * size : (number + 1) * size])
            rates.append(size / seconds)
        spent = Effort.until_now(worker, database).since(before)
        latencies = [_through(database, superuser, [one]) for one in alone]
    print(
        f"journey-queue: {', '.join(f'{rate:.1f}' for rate in rates)} applications/s in rounds of {size};"
        f" one alone, from submit to decision: median {median_ms(latencies):.0f} ms,"
        f" {min(latencies) * 1000:.0f} to {highest_ms(latencies):.0f} ms over {len(latencies)}",
        file=sys.stderr,
    )
    print(f"journey-queue: {spent.told(size * ROUNDS)}; load of the machine {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return [
        Result(
            name="journey-queue",
            ours=statistics.median(rates),
            limit=BAR,
            bar=1.0,
            unit="applications/s",
            runs=ROUNDS,
            better="higher",
        )
    ]


@dataclass(frozen=True)
class Effort:
    """Processor seconds of those who take part: what a machine shared with others tells, where its clock does not."""

    submitting: float
    worker: float
    database: float

    @classmethod
    def until_now(cls, worker: int, database: BenchDatabase) -> "Effort":
        """What each has used since it began."""
        server = database.cluster.pid() or 0
        parts = [_stat(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        backends = sum(seconds for parent, seconds, _ in parts if parent == server)
        _, own, ended = _stat(str(server))
        return cls(time.process_time(), _stat(str(worker))[1], own + ended + backends)

    def since(self, earlier: "Effort") -> "Effort":
        """What each has used since an earlier look."""
        return Effort(
            self.submitting - earlier.submitting, self.worker - earlier.worker, self.database - earlier.database
        )

    def told(self, applications: int) -> str:
        """Milliseconds an application, and how many two processors would do with nothing else on them."""
        each = [seconds / applications * 1000 for seconds in (self.submitting, self.worker, self.database)]
        return (
            f"processor time an application: submit {each[0]:.0f}, worker {each[1]:.0f}, database {each[2]:.0f} ms,"
            f" so {2000 / sum(each):.1f} applications/s for two processors with nothing else to do"
        )


def _stat(process: str) -> tuple[int, float, float]:
    """Parent, processor seconds, those of its ended children; noughts where it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0, 0.0, 0.0
    used, ended = (sum(map(int, fields[first : first + 2])) / os.sysconf("SC_CLK_TCK") for first in (11, 13))
    return int(fields[1]), used, ended


def _through(database: BenchDatabase, superuser: Connection[tuple[int]], claimants: Sequence[Claimant]) -> float:
    """Submit for these and wait until nothing of theirs waits for a machine; gives the seconds."""
    began = time.perf_counter()
    submit_all(database, claimants)
    while time.perf_counter() - began < _LONGEST:
        waiting = superuser.execute(
            "SELECT count(*) FROM casework_claim WHERE state IN ('submitted', 'checking')"
        ).fetchone()
        if waiting == (0,):
            return time.perf_counter() - began
        time.sleep(0.05)
    raise TimeoutError(f"the worker left claims undone for {_LONGEST:.0f} seconds")


@contextlib.contextmanager
def _worker(database: BenchDatabase) -> Iterator[int]:
    """`janua work` under its own role, with what a process needs, stopped at the end; gives its process id."""
    from demo.keys import make_keys

    with tempfile.TemporaryDirectory(prefix="janua-bench-worker-") as name:
        folder = Path(name)
        make_keys(folder / "keys")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
        environment = inherited | {
            "JANUA_ENV": "test",
            "JANUA_PROCESS": "work",
            "JANUA_TLS": "off",
            "JANUA_TODAY": TODAY.isoformat(),
            "JANUA_KEYS": str(folder / "keys" / "work"),
            "JANUA_DOCUMENTS": str(folder / "documents"),
            "DATABASE_URL": database.cluster.url("janua_work", database.name),
            "DJANGO_SETTINGS_MODULE": "janua.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        _put_letters_off(database)
        with Processes(folder / "processes") as processes:
            yield processes.start(Program("work", [*JANUA, "work"], environment)).pid


def _put_letters_off(database: BenchDatabase) -> None:
    """Have the letters' loops wait for ever; the worker makes its loops' rows only where there are none."""
    from janua.base.jobs.registry import LOOPS

    with database.connect("postgres") as superuser:
        for name in LOOPS:
            if any(word in name for word in _LETTERS):
                superuser.execute("INSERT INTO jobs_loop (name, due_at) VALUES (%s, '2999-01-01')", [name])
