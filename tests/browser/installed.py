"""A demo with every process running, for tests that look at it from outside only."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from demo.addresses import Addresses
from demo.installation import DATABASE, Installation
from demo.opening import OPEN
from demo.staff import PASSWORD
from demo.walkthrough.partners import PORTS
from demo.walkthrough.people import Known
from janua.base.accounts.actions.second_factor import STEP_SECONDS, code_at
from janua.base.clock import now
from janua.values import Money

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 300
READY_SECONDS = 300
STOP_SECONDS = 60
PATIENCE = 30.0


@dataclass
class Installed:
    """One running demo.

    folder   its state folder
    """

    folder: Path
    addresses: Addresses
    _last_steps: dict[str, int] = field(default_factory=dict)

    @property
    def portal_url(self) -> str:
        """Where citizens come in."""
        return self.addresses.portal_url

    @property
    def workbench_url(self) -> str:
        """Where staff come in."""
        return self.addresses.workbench_url

    @property
    def known(self) -> Known:
        """What the population's folder says of its people."""
        return Known(self.folder / "demo" / "population")

    @property
    def password(self) -> str:
        """The password of every officer of the demo."""
        return PASSWORD

    def code(self, login: str) -> str:
        """A code that the door takes once; waits where an officer has signed in too often for this half minute."""
        secret = json.loads((self.folder / "demo" / "staff.json").read_text())[login]
        while True:
            at = now()
            step = int(at.timestamp()) // STEP_SECONDS
            # The code before is still taken, but not for long enough where this half minute is nearly over.
            oldest = step - 1 if at.timestamp() % STEP_SECONDS < STEP_SECONDS - 10 else step
            chosen = max(self._last_steps.get(login, 0) + 1, oldest)
            if chosen <= step:
                self._last_steps[login] = chosen
                return code_at(secret, at.fromtimestamp(chosen * STEP_SECONDS, at.tzinfo))
            time.sleep(0.5)

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Every row of a query, as the database's superuser."""
        url = Installation.at(self.folder / "demo").cluster.url(database=DATABASE)
        with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def wait_for(self, query: str, *values: object, seconds: float = PATIENCE) -> list[dict[str, Any]]:
        """The rows of a query as soon as there are any."""
        until = time.monotonic() + seconds
        while not (found := self.rows(query, *values)):
            assert time.monotonic() < until, f"nothing came of {query} {values}; logs in {self.logs}"
            time.sleep(0.2)
        return found

    def person(self, card: str) -> Any:
        """The id of whom an identity card names."""
        return self.rows("SELECT person_id FROM registers_personidentifier WHERE value = %s", card)[0]["person_id"]

    def demo(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the demo on this installation."""
        return subprocess.run(
            [sys.executable, "-m", "demo", *arguments],
            cwd=ROOT,
            env=_environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
        )

    def switch(self, emulator: str, **faults: Any) -> None:
        """Have a foreign system do something wrong, or behave again."""
        ports = json.loads((self.folder / "demo" / "emulators" / PORTS).read_text())
        control = http.client.HTTPConnection("127.0.0.1", ports[f"{emulator}.control"], timeout=10)
        with contextlib.closing(control):
            control.request("PUT", "/switches", json.dumps(faults))
            assert control.getresponse().status == 200

    def furnish(self) -> None:
        """Add what the story leaves out, so that every page has something to show; once."""
        mark = self.folder / "furnished"
        if mark.exists():
            return
        done = subprocess.run(
            [sys.executable, "-m", "tests.browser.furnish", str(self.folder)],
            cwd=ROOT,
            env=_environment(self.folder),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        mark.touch()

    @property
    def logs(self) -> Path:
        """Where the processes write what goes wrong."""
        return self.folder / "demo" / "processes"


@contextlib.contextmanager
def running_demo(*, people: int = PEOPLE) -> Iterator[Installed]:
    """Run `python -m demo up` in a folder of its own, on free ports, and stop it as Ctrl-C does.

    JANUA_TEST_DEMO names the state folder of a demo that runs already, for who writes such tests.
    """
    if standing := os.environ.get("JANUA_TEST_DEMO"):
        addresses = Installation.at(Path(standing) / "demo").addresses
        assert addresses
        yield Installed(Path(standing), addresses)
        return
    folder = Path(tempfile.mkdtemp(prefix="janua-browser-"))
    folder.chmod(0o755)
    first = five_in_a_row()
    said = (folder / "said").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "demo", "up", "--port", str(first), "--people", str(people)],
        cwd=ROOT,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
    )
    try:
        _wait_open(process, folder)
        yield Installed(folder, Addresses.beginning_at(first))
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        said.close()
        _run_reset(folder)
        shutil.rmtree(folder, ignore_errors=True)


def euro(minor: int) -> str:
    """An amount as pages in English write it."""
    whole, _, cents = Money(minor, "EUR").amount.partition(".")
    return f"€{int(whole):,}.{cents}"


def _wait_open(process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while not (folder / "demo" / OPEN).exists():
        ended = process.poll() is not None
        assert not ended, f"the demo ended before its doors were open:\n{_tail(folder)}"
        assert time.monotonic() < until, f"the demo's doors do not open:\n{_tail(folder)}"
        time.sleep(0.1)


def _tail(folder: Path) -> str:
    return "\n".join((folder / "said").read_text(errors="replace").splitlines()[-25:])


def _run_reset(folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "demo", "reset"], cwd=ROOT, env=_environment(folder), capture_output=True, check=False
    )


def _environment(folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JANUA_", "DJANGO_"))}
    return inherited | {"JANUA_STATE": str(folder), "COLUMNS": "110"}


def five_in_a_row() -> int:
    """The first of five ports, one after the other, at which nobody listens now."""
    from demo.processes import EnvironmentUnfit, free_port

    while True:
        first = min(free_port(), 65_000)
        try:
            Addresses.beginning_at(first).require_free()
        except EnvironmentUnfit:
            continue
        return first
