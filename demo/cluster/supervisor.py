"""Start, re-attach to, recover and stop one PostgreSQL server that lives in one folder."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg

from demo.cluster.account import server_account
from demo.cluster.binaries import find_binaries, reachable_binaries
from demo.cluster.places import FAR, NEAR, outside_folder

SUPERUSER = "postgres"
# The server says by this name that it is ours; production refuses a server that says so.
CLUSTER_NAME = "janua-embedded"
START_SECONDS = 60.0
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class ClusterFailed(RuntimeError):
    """The server could not be made, started or stopped; the message says what to do."""


class Cluster:
    """One server: its data, passwords and log in `home`, its socket in a short private folder.

    The server survives us, and the next `start` attaches to it. A server that was killed is started again and
    recovers. With `durable=False` it does not wait for the disk: for
    tests only.
    """

    def __init__(self, home: Path, *, binaries: Path | None = None, durable: bool = True) -> None:
        self.home = home.absolute()
        self.durable = durable
        self._named_binaries = binaries
        self._account = server_account()

    @property
    def data(self) -> Path:
        """The data folder: in `home`, or outside it where the server's user cannot reach `home`."""
        if self._account.can_reach(self.home / "data"):
            return self.home / "data"
        return outside_folder("data", self.home, self._account, under=FAR) / "data"

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket: short, since a socket's path may have 107 bytes, and closed to others.

        Each cluster made has a name of its own: a server whose home was deleted under it notices within a minute and
        clears its socket away, which must not be that of the next cluster in the same place.
        """
        name = self.home / "socket"
        if self.home.exists():
            with contextlib.suppress(FileExistsError), name.open("x") as new:
                new.write(secrets.token_hex(4))
        token = name.read_text() if name.exists() else ""
        return outside_folder("s", self.home / token, self._account)

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    def start(self) -> None:
        """Leave the server running and answering: made if new, attached if alive, recovered if killed."""
        self.home.mkdir(parents=True, exist_ok=True)
        with self._locked():
            if not (self.data / "PG_VERSION").exists():
                self._make()
            if self.pid() is None or not self._answers():
                self._launch()

    def stop(self, *, fast: bool = True) -> None:
        """Stop the server; `fast=False` stops at once, without writing out, as a crash would."""
        with self._locked():
            pid = self.pid()
            if pid is None:
                return
            os.kill(pid, signal.SIGINT if fast else signal.SIGQUIT)
            self._wait_gone(pid)

    def remove(self) -> None:
        """Stop the server and delete everything it kept."""
        if self.home.exists():
            self.stop(fast=False)
        data = self.data
        shutil.rmtree(data if data.parent == self.home else data.parent, ignore_errors=True)
        shutil.rmtree(self.socket_folder, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def pid(self) -> int | None:
        """Give the server's process id, or None where none runs on this data folder.

        The pid file alone is not believed: after kill -9 it stays, and its number may by now be another program's.
        """
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if str(self.data) in _command_line(pid) else None

    def passwords(self) -> dict[str, str]:
        """Give the password of each role, from the file of mode 0600."""
        stored: dict[str, str] = json.loads((self.home / "passwords.json").read_text())
        return stored

    def set_passwords(self, roles: list[str]) -> Path:
        """Choose a password for every role that has none, and give the file that holds them all."""
        known = self.passwords() if (self.home / "passwords.json").exists() else {}
        return self._write_passwords({role: secrets.token_urlsafe(24) for role in roles} | known)

    def url(self, role: str = SUPERUSER, database: str = "postgres") -> str:
        """Give the address of a database for a role, password included."""
        password = quote(self.passwords()[role], safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def connect(self, role: str = SUPERUSER, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Open a connection that commits each statement."""
        return psycopg.connect(self.url(role, database), autocommit=True)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        # Two starters at once would both run initdb: the second waits, then attaches.
        with (self.home / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _write_passwords(self, passwords: Mapping[str, str]) -> Path:
        path = self.home / "passwords.json"
        unfinished = self.home / "passwords.json.new"
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            json.dump(passwords, handle, indent=1)
        unfinished.rename(path)
        return path

    def _program(self, name: str) -> str:
        return str(reachable_binaries(find_binaries(self._named_binaries), self._account) / name)

    def _make(self) -> None:
        # An initdb that was cut short leaves a folder without PG_VERSION at its end: begin again.
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        self._account.give(self.data)
        self.set_passwords([SUPERUSER])
        with tempfile.NamedTemporaryFile("w", dir=NEAR, prefix="janua-") as handle:
            handle.write(self.passwords()[SUPERUSER])
            handle.flush()
            self._account.give(Path(handle.name))
            self._initdb(handle.name)

    def _initdb(self, password_file: str) -> None:
        command = [self._program("initdb"), "-D", str(self.data), "-U", SUPERUSER, f"--pwfile={password_file}"]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8"]
        if not self.durable:
            command.append("--no-sync")
        done = subprocess.run(
            command,
            cwd="/",
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            **self._account.ownership(),
        )
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ClusterFailed(f"PostgreSQL could not be set up in {self.data}: {_last_line(done.stderr)}")

    def _launch(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            pid = self._spawn()
            while _lives(pid) and time.monotonic() < deadline:
                if self._answers():
                    return
                time.sleep(0.02)
            # The children of a killed server need a moment to notice; until then its memory is in use.
            said = self.log.read_text(errors="replace")
            if time.monotonic() > deadline or "is still in use" not in said:
                raise ClusterFailed(f"PostgreSQL did not start: {_last_line(said)} (all of it in {self.log})")
            time.sleep(0.2)

    def _spawn(self) -> int:
        self._clear_traces()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "cluster_name": CLUSTER_NAME,
            "password_encryption": "scram-sha-256",
            "max_connections": "100",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
        } | ({} if self.durable else FAST)
        command = [self._program("postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        # By way of a shell that ends at once: the server is nobody's child and outlives whoever starts it.
        with self.log.open("wb") as log:
            done = subprocess.run(
                ["/bin/sh", "-c", '"$@" </dev/null >&2 & echo $!', "sh", *command],
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                check=True,
                **self._account.ownership(),
            )
        return int(done.stdout)

    def _clear_traces(self) -> None:
        """Remove what a killed server left, once the last of its children has gone.

        The pid file is PostgreSQL's guard against two servers on one data folder, so it goes only when we have
        seen that none is left. Where we cannot see, it stays, and PostgreSQL judges.
        """
        if self.pid() is not None or not Path("/proc/self").exists():
            return
        deadline = time.monotonic() + START_SECONDS
        while _servers_in(self.data):
            if time.monotonic() > deadline:
                raise ClusterFailed(
                    f"Processes of a killed PostgreSQL still use {self.data}: end them and start again."
                )
            time.sleep(0.02)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for trace in self.socket_folder.glob(".s.PGSQL.*"):
            trace.unlink(missing_ok=True)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def _wait_gone(self, pid: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.pid() is None and not _command_line(pid):
                return
            time.sleep(0.01)
        raise ClusterFailed(f"The PostgreSQL server {pid} does not stop; see {self.log}")


def _environment() -> dict[str, str]:
    # The server needs none of ours, and PG* variables of a developer's shell would mislead it.
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return ""
    done = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)
    return done.stdout


def _lives(pid: int) -> bool:
    # While a program is being loaded its command line is empty, as that of a dead one is: the state tells them apart.
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except (FileNotFoundError, ProcessLookupError):
        return bool(_command_line(pid))
    return state not in {"Z", "X"}


def _servers_in(data: Path) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "comm").read_text() == "postgres\n" and (process / "cwd").readlink() == data:
                found.append(int(process.name))
        except OSError:
            # It has ended meanwhile, or belongs to somebody else.
            continue
    return found


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
