"""Scan an installation that runs: the demonstration, with people who do not exist, on free ports of this machine.

Each scanner looks from several seats: as a stranger, and signed in as people who see different pages.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import over_api
import over_forms
import over_pages
from entering import ROOT, Browser, Seat, enter
from told import DidNotRun, Scan

MINUTES_TO_START = 12
STRANGERS = (Seat("portal"), Seat("workbench"))
APPLICANT, PAID = Seat("portal", "three_children/mother"), Seat("portal", "walkthrough/mother")
DECIDES, PREPARES = Seat("workbench", "decision"), Seat("workbench", "prepares")
AUDITS, STEWARD, ADMINISTERS = (Seat("workbench", who) for who in ("auditor", "steward", "administrator"))
SEATS: dict[str, tuple[Seat, ...]] = {
    "schemathesis": (PAID, DECIDES, PREPARES, *STRANGERS),
    "wapiti3": (PAID, APPLICANT, DECIDES, PREPARES, AUDITS, ADMINISTERS, *STRANGERS),
    "sqlmap": (APPLICANT, PAID, DECIDES, PREPARES, STEWARD, AUDITS, ADMINISTERS, *STRANGERS),
}
SCANS: dict[str, Callable[[Browser], Scan]] = {
    "schemathesis": over_api.schemathesis,
    "wapiti3": over_pages.wapiti3,
    "sqlmap": over_forms.sqlmap,
}


@dataclass(frozen=True)
class Running:
    """An installation whose doors are open: the first of its ports, and where it keeps what it has."""

    port: int
    state: Path

    def enter(self, seat: Seat) -> Browser:
        """Sign in anew: a scanner before may have changed what this one's session is."""
        return enter(seat, f"http://127.0.0.1:{self.port + (seat.face == 'workbench')}", self.state)


def scan(names: Sequence[str]) -> tuple[list[Scan], list[str]]:
    """Start an installation, run the scanners named from each of their seats; what they tell, and what did not run."""
    scans: list[Scan] = []
    faults: list[str] = []
    try:
        with running() as installation:
            for name, seat in in_order(names):
                _one(installation, name, seat, scans, faults)
    except DidNotRun as error:
        faults.append(f"{', '.join(names)} did not run: {error}")
    return scans, faults


def in_order(names: Sequence[str]) -> list[tuple[str, Seat]]:
    """Which scanner looks from which seat, one after the other.

    An administrator may end a colleague's access, and a stranger who tries the door of staff has it locked for this
    address: they come last.
    """
    walks = [(name, seat) for name in names for seat in SEATS[name]]
    return sorted(walks, key=lambda walk: (not walk[1].who, walk[1] == ADMINISTERS))


def _one(installation: Running, name: str, seat: Seat, scans: list[Scan], faults: list[str]) -> None:
    try:
        browser = installation.enter(seat)
        told = SCANS[name](browser)
        browser.require_inside()
    except (DidNotRun, subprocess.SubprocessError, OSError, httpx.HTTPError) as error:
        faults.append(f"{name}, {seat}, did not run: {error}")
        print(faults[-1], flush=True)
    else:
        covered = ", ".join(f"{number} {kind}" for kind, number in told.covered.items())
        print(f"{name}, {seat}: {covered}; {len(told.found)} findings in {told.seconds:.0f} s", flush=True)
        scans.append(told)


@contextmanager
def running() -> Iterator[Running]:
    """An installation that is thrown away afterwards; begun when its story is told and its staff can sign in."""
    port = free_ports()
    with tempfile.TemporaryDirectory(prefix="janua-scan-") as folder:
        state, log = Path(folder), Path(folder) / "up.log"
        own = {**os.environ, "JANUA_STATE": folder}
        command = [sys.executable, "-m", "demo", "up", "--port", str(port), "--people", "300"]
        with log.open("wb") as said:
            process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=said, stderr=subprocess.STDOUT)
        try:
            _until_open(state / "demo" / "open", process, log)
            yield Running(port, state)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(120)
            except subprocess.TimeoutExpired:
                process.kill()
            subprocess.run([sys.executable, "-m", "demo", "stop"], cwd=ROOT, env=own, check=False)


def free_ports() -> int:
    """The first of five ports that follow one another and that nobody listens at."""
    for first in range(20_100, 40_000, 10):
        try:
            for port in range(first, first + 5):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise DidNotRun("no free ports")


def _until_open(door: Path, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + MINUTES_TO_START * 60
    while not door.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise DidNotRun(f"the installation does not open: {log.read_text(errors='replace')[-600:]}")
        time.sleep(1)
