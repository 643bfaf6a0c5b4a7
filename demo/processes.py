"""Run the product's processes and the emulators beside it: start, wait until ready, stop all, by process id.

Each runs in a session of its own, so Ctrl-C reaches us alone and we stop them in order. What a killed run left
behind is found by its record and stopped by the next.
"""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

READY_SECONDS = 30.0
STOP_SECONDS = 15.0
# Below this the database could stop in the middle of the demo: say so before it begins.
NEEDED_BYTES = 500_000_000


class EnvironmentUnfit(RuntimeError):
    """A port is taken, the disk is full, or a process does not come up: one line; exit status 3."""


@dataclass(frozen=True)
class Program:
    """One process to run.

    ready   says whether it answers; asked until it does
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    ready: Callable[[], bool] | None = None


@dataclass
class Running:
    """One process that was started."""

    program: Program
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def pid(self) -> int:
        """Its process id, which is its group's too."""
        return self.process.pid

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None


@dataclass
class Processes:
    """The processes of one run; used as a context manager, all are stopped at its end.

    folder   where their logs and the record of their ids go
    """

    folder: Path
    running: dict[str, Running] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Stop what a killed run left, and begin."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stop_left_behind(self.folder)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all."""
        self.stop_all()

    def start(self, program: Program, *, wait: bool = True) -> Running:
        """Start a program, and wait until it is ready.

        Raises   EnvironmentUnfit
        """
        log = self.folder / f"{program.name}.log"
        with log.open("ab") as handle:
            process = subprocess.Popen(
                list(program.command),
                env=dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=handle,
                start_new_session=True,
            )
        running = Running(program, process, log)
        self.running[program.name] = running
        self._record()
        if wait:
            self.wait_ready(program.name)
        return running

    def wait_ready(self, name: str, *, seconds: float = READY_SECONDS) -> None:
        """Wait until a process says that it is ready.

        Raises   EnvironmentUnfit
        """
        running = self.running[name]
        deadline = time.monotonic() + seconds
        while running.is_alive() and time.monotonic() < deadline:
            if running.program.ready is None or running.program.ready():
                return
            time.sleep(0.03)
        said = _last_line(running.log)
        how = "takes too long" if running.is_alive() else f"ended with status {running.process.returncode}"
        raise EnvironmentUnfit(f"{name} {how}: {said} ({running.log})")

    def stop(self, name: str) -> None:
        """Ask a process to end, and insist where it does not."""
        running = self.running.pop(name)
        _signal(running.pid, signal.SIGTERM)
        try:
            running.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            _signal(running.pid, signal.SIGKILL)
            running.process.wait()
        # Workers of a server that died may live on in its group.
        _signal(running.pid, signal.SIGKILL)
        self._record()

    def kill(self, name: str) -> None:
        """End a process and its children as a power cut would."""
        running = self.running.pop(name)
        _signal(running.pid, signal.SIGKILL)
        running.process.wait()
        self._record()

    def stop_all(self) -> None:
        """Stop every process, the last started first."""
        for name in reversed(list(self.running)):
            self.stop(name)

    def _record(self) -> None:
        record = {name: [running.pid, _started(running.pid)] for name, running in self.running.items()}
        (self.folder / "processes.json").write_text(json.dumps(record))


def stop_left_behind(folder: Path) -> None:
    """Stop the processes that a killed run recorded; an id that is another program's by now is left alone."""
    try:
        record: dict[str, tuple[int, str]] = json.loads((folder / "processes.json").read_text())
    except (FileNotFoundError, ValueError):
        return
    for pid, started in record.values():
        if started and _started(pid) == started:
            _signal(pid, signal.SIGTERM)
            deadline = time.monotonic() + STOP_SECONDS
            while _started(pid) == started and time.monotonic() < deadline:
                time.sleep(0.05)
            if _started(pid) == started:
                _signal(pid, signal.SIGKILL)
    (folder / "processes.json").unlink(missing_ok=True)


def answers_http(port: int, path: str = "/") -> Callable[[], bool]:
    """Give a question: does something speak HTTP at this port of this machine?"""

    def ready() -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    return ready


def says(log: Path, text: str) -> Callable[[], bool]:
    """Give a question: does a log hold this text yet?"""

    def ready() -> bool:
        return log.exists() and text in log.read_text(errors="replace")

    return ready


def require_free_port(port: int, *, wanted_by: str) -> None:
    """Make sure that nobody listens at a port.

    Raises   EnvironmentUnfit
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise EnvironmentUnfit(
                f"Port {port}, wanted by {wanted_by}, is taken: end what uses it, or choose another."
            ) from error


def free_port() -> int:
    """Give a port that nobody listens at now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_ports(count: int) -> list[int]:
    """Give several different ports that nobody listens at now."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def require_space(folder: Path, *, needed: int = NEEDED_BYTES) -> None:
    """Make sure that the disk has room.

    Raises   EnvironmentUnfit
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise EnvironmentUnfit(
            f"The disk of {folder} has {free // 1_000_000} MB left and {needed // 1_000_000} MB are needed: make room."
        )


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def _started(pid: int) -> str:
    # Id and start together name a process: an id alone may have been given to another since.
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        if Path("/proc/self").exists():
            return ""
    else:
        return "" if after_name[0] == "Z" else after_name[19]
    done = subprocess.run(["ps", "-p", str(pid), "-o", "lstart="], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
