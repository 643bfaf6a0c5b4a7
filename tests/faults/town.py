"""A whole installation for the fault tests: its own server that waits for the disk, and processes that are mended."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row

from demo.database import ROOT
from demo.installation import DATABASE, Installation
from demo.processes import Processes, Program, answers_http, free_port
from demo.walkthrough.partners import Foreign, order
from demo.walkthrough.stage import TODAY, population_of
from tests.faults.points import Point
from tests.faults.striking import give_order, was_struck

PATIENCE = 60.0
TIMING = {"heartbeat": 1, "stalled": 3, "reap": 1}


class Town:
    """One installation with everything running. `nurse` starts again what was killed."""

    def __init__(self, folder: Path, processes: Processes) -> None:
        named = os.environ.get("JANUA_TEST_PGBIN")
        self.installation = Installation(
            folder / "janua", today=TODAY, durable=True, binaries=Path(named) if named else None
        )
        self.orders = folder / "orders"
        self.orders.mkdir()
        self.processes = processes
        self.foreign = Foreign(self.installation, population_of(self.installation), free_port())
        self.claimants: dict[str, str] = {}

    @classmethod
    @contextmanager
    def running(cls, folder: Path, *, people: int, claimants: int) -> Iterator[Self]:
        """Make a town, and take it away again."""
        with Processes(folder / "processes") as processes:
            town = cls(folder, processes)
            try:
                town.installation.start()
                town.foreign.exchange_keys()
                town.claimants = town.act("ready", str(people), str(claimants))
                for program in town.programs:
                    town._start(program)
                yield town
            finally:
                processes.stop_all()
                town.installation.remove()

    @property
    def programs(self) -> list[Program]:
        """Every process of the town."""
        return [*self.foreign.programs(), self._api(), self._worker("work"), self._worker("payments")]

    def act(self, *words: str) -> Any:
        """Do as a person does, in a process of its own; pressed again until the page answers."""
        environment = self.installation.environment("workbench")
        deadline = time.monotonic() + PATIENCE
        while True:
            done = subprocess.run(
                self._command(*words), env=environment, cwd=ROOT, capture_output=True, text=True, check=False
            )
            if done.returncode == 0:
                return json.loads(done.stdout.splitlines()[-1])
            # Killed, or the database under it: whoever pressed presses again. Anything else is a fault of ours.
            if (done.returncode > 0 and not was_struck(self.orders)) or time.monotonic() > deadline:
                raise AssertionError(f"{words}: {done.stderr}")
            self.nurse()

    def apply(self, card: str) -> None:
        """Have a citizen apply."""
        self.act("submit", card, str(uuid4()))

    def settle(self) -> None:
        """Wait until nothing waits for a machine any more: claims, checks and letters."""
        self.until("an end to what machines do with claims", lambda: not self.rows(_MACHINES))

    def pay(self) -> None:
        """Have two officers pay all that is due, and wait for the bank's last word on it."""
        run = self.act("prepare")
        if run["orders"]:
            self.act("approve", run["run"])
        self.until(
            "the bank's last word",
            lambda: not self.rows("SELECT 1 FROM payments_run WHERE state IN ('approved', 'sending', 'sent')"),
        )

    def strike(self, point: Point, victim: str) -> None:
        """Order a kill at a named moment."""
        give_order(self.orders, point, victim=victim, server=self.installation.cluster.pid() or 0)

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until something holds, mending what was killed meanwhile."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.nurse()
            try:
                if holds():
                    return
            except psycopg.OperationalError:
                # The server went down between the look at it and the question.
                continue
            time.sleep(0.1)
        raise AssertionError(f"{what} did not come; claims: {self.rows(_STATES)}, checks: {self.rows(_CHECKS)}")

    def nurse(self) -> None:
        """Start again whatever was killed: the server first."""
        if self.installation.cluster.pid() is None:
            self.installation.cluster.start()
        for program in self.programs:
            running = self.processes.running.get(program.name)
            if running is None or not running.is_alive():
                if running is not None:
                    status = running.process.returncode
                    # The face's server ends by itself when its one worker is killed.
                    killed = status == -signal.SIGKILL or (program.name == "api" and was_struck(self.orders))
                    assert killed, f"{program.name} ended by itself ({status}):\n{_end_of(running.log)}"
                    self.processes.kill(program.name)
                self._start(program)

    def _start(self, program: Program) -> None:
        running = self.processes.start(program)
        if program.name in ("work", "payments"):
            serves = self.orders / f"{program.name}-{running.pid}"
            deadline = time.monotonic() + PATIENCE
            while running.is_alive() and not serves.exists() and time.monotonic() < deadline:
                time.sleep(0.05)

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Look into the database from outside."""
        url = self.installation.cluster.url(database=DATABASE)
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def janua(self, *arguments: str) -> Any:
        """What the product's command says, as JSON."""
        command, environment = self.installation.command(arguments)
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def order(self, emulator: str, path: str, value: Any = None, *, method: str = "") -> Any:
        """Speak to an emulator's control address."""
        return order(self.foreign, emulator, path, value, method=method)

    def _api(self) -> Program:
        port = self.foreign.api_port
        return Program(
            "api", self._command("api", str(port)), self.installation.environment("api"), ready=answers_http(port)
        )

    def _worker(self, process: Literal["work", "payments"]) -> Program:
        environment = self.installation.environment(process)
        environment["JANUA_JOBS"] = ",".join(f"{name}={value}" for name, value in TIMING.items())
        return Program(process, self._command(process), environment)

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tests.faults", str(self.installation.folder), str(self.orders), *words]


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-40:])


_MACHINES = (
    "SELECT 1 FROM casework_claim WHERE state IN ('submitted', 'checking')"
    " UNION ALL SELECT 1 FROM checks_check WHERE state IN ('waiting', 'asking', 'asked')"
    " UNION ALL SELECT 1 FROM checks_received WHERE taken_at IS NULL"
    " UNION ALL SELECT 1 FROM casework_decision d WHERE NOT EXISTS"
    " (SELECT 1 FROM casework_letter l WHERE l.decision_id = d.id)"
)
_STATES = "SELECT state, count(*) FROM casework_claim GROUP BY state"
_CHECKS = "SELECT state, last_trouble, count(*) FROM checks_check GROUP BY state, last_trouble"
