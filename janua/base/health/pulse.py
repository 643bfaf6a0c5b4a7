"""The sign of life of a process: whether it lives, whether it is ready, and what it has counted.

Two threads, because to live and to be ready are two things. One says every second that the process lives, and never
touches the database: a server that is away must not have every process restarted. The other looks every few seconds
whether the work can be done, and tells the database.
"""

import json
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor

from janua.base.clock import now
from janua.base.counters import count_key_error, count_outbound, reached, recent
from janua.base.documents.scanning import is_there
from janua.base.health.models import Process
from janua.base.health.noting import write_noted
from janua.base.keys.datakeys import key_port
from janua.base.keys.envelope import KeysError
from janua.values import uuid7

_INBOX = "inbox"
logger = logging.getLogger(__name__)
BEAT_SECONDS = 1.0
LOOK_SECONDS = 5.0
# A look that began this long ago and has not come back means that the database does not answer.
LOST_SECONDS = 20.0
# The scanner for malware among the systems that were asked, where one is named.
SCANNER = "scanner"
SCANNER_SECONDS = 2.0
# Work in hand for so long, with none finished meanwhile: the threads hang.
STUCK_SECONDS = 120.0


@dataclass
class Work:
    """What a process has in hand, told by whoever does it."""

    in_hand: dict[int, float] = field(default_factory=dict)
    finished_at: float = field(default_factory=time.monotonic)
    _next: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> int:
        """Take a piece of work in hand; the number is for `end`."""
        with self._lock:
            self._next += 1
            self.in_hand[self._next] = time.monotonic()
            return self._next

    def end(self, number: int) -> None:
        """Put it down."""
        with self._lock:
            self.in_hand.pop(number, None)
            self.finished_at = time.monotonic()

    def is_stuck(self) -> bool:
        """Whether something has been in hand for long, and nothing was finished meanwhile."""
        with self._lock:
            oldest = min(self.in_hand.values(), default=None)
            since = time.monotonic() - STUCK_SECONDS
            return oldest is not None and oldest < since and self.finished_at < since


WORK = Work()


@dataclass(frozen=True)
class Sign:
    """What a process says of itself; times are seconds since 1970."""

    pid: int
    at: float
    stuck: bool
    ready: bool
    why: tuple[str, ...]

    @property
    def is_live(self) -> bool:
        """Whether it was heard of just now and does not hang."""
        return time.time() - self.at < 10 * BEAT_SECONDS and not self.stuck


class Pulse:
    """The two threads of one process.

    folder   where the process that listens for it reads its sign; None where that is this process
    """

    def __init__(self, kind: str, *, folder: Path | None = None) -> None:
        self.kind = kind
        self._folder = folder
        self._row = uuid7()
        self._started_at = now()
        self._why: tuple[str, ...] = ("starting",)
        self._looking_since = time.monotonic()
        self._migrated = False
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> "Pulse":
        """Begin; the threads end with the process."""
        for name, step, seconds in (("beat", self._beat, BEAT_SECONDS), ("look", self._look, LOOK_SECONDS)):
            thread = threading.Thread(target=self._again, args=(step, seconds), name=f"health-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def stop(self) -> None:
        """End both threads."""
        self._stop.set()
        for thread in self._threads:
            thread.join(LOST_SECONDS)

    def sign(self) -> Sign:
        """What there is to say now."""
        lost = time.monotonic() - self._looking_since > LOST_SECONDS
        why = ("database",) if lost else self._why
        return Sign(os.getpid(), time.time(), WORK.is_stuck(), not why, why)

    def look(self) -> tuple[str, ...]:
        """What is missing for this process to do its work: database, migrations, keys."""
        why: list[str] = []
        skew = 0.0
        try:
            skew = self._skew()
            if not self._are_migrations_there():
                why.append("migrations")
        except (DatabaseError, InterfaceError):
            connection.close()
            why.append("database")
        if not _are_keys_there(self.kind):
            why.append("keys")
        _look_for_scanner()
        if not {"database", "migrations"} & set(why):
            self._tell(tuple(why), skew)
        return tuple(why)

    def _again(self, step: Callable[[], None], seconds: float) -> None:
        while not self._stop.is_set():
            step()
            self._stop.wait(seconds)
        connection.close()

    def _beat(self) -> None:
        if self._folder is None:
            return
        whole = self._folder / f"sign-{os.getpid()}.json"
        draft = whole.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(self.sign())))
        draft.replace(whole)

    def _look(self) -> None:
        close_old_connections()
        self._looking_since = time.monotonic()
        self._why = self.look()
        self._looking_since = time.monotonic()

    def _skew(self) -> float:
        before = now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            there: datetime = cursor.fetchone()[0]
        after = now()
        return (before + (after - before) / 2 - there).total_seconds()

    def _are_migrations_there(self) -> bool:
        if not self._migrated:
            executor = MigrationExecutor(connection)
            self._migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return self._migrated

    def _tell(self, why: tuple[str, ...], skew: float) -> None:
        said = {"seen_at": now(), "ready": not why, "why": list(why), "skew": skew}
        said |= {"recent": recent(), "reached": reached()}
        try:
            if not Process.objects.filter(id=self._row).update(**said):
                Process.objects.create(id=self._row, **self._who(), **said)
            write_noted(process=self.kind)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The sign of life was not written: %s.", type(error))
            connection.close()

    def _who(self) -> dict[str, object]:
        who = {"kind": self.kind, "host": socket.gethostname()[:80], "pid": os.getpid()}
        return who | {"version": _version(), "started_at": self._started_at}


def read_signs(folder: Path) -> list[Sign]:
    """The signs of the processes that write them to this folder."""
    signs = []
    for path in sorted(folder.glob("sign-*.json")):
        told = json.loads(path.read_text())
        signs.append(Sign(told["pid"], told["at"], told["stuck"], told["ready"], tuple(told["why"])))
    return signs


def _are_keys_there(kind: str) -> bool:
    """Whether this kind of process can do what it needs keys for."""
    try:
        port = key_port()
        if kind == "api":
            # What faces other systems closes what it is sent for the worker, and opens nothing.
            return bool(port.close_box(_INBOX, b"health"))
        return port.current_version > 0 and bool(port.mac("identifiers", b"health"))
    except KeysError as error:
        count_key_error(error=type(error).__name__)
        return False
    except OSError as error:
        count_key_error(error=type(error).__name__)
        return False


def _look_for_scanner() -> None:
    """Papers are refused without it: that must be known before somebody brings one."""
    scanner: Path | None = settings.JANUA_CLAMD
    if scanner is None:
        return
    began = time.monotonic()
    outcome = "answered" if is_there(scanner=scanner, seconds=SCANNER_SECONDS) else "unreachable"
    count_outbound(partner=SCANNER, outcome=outcome, seconds=time.monotonic() - began)


def _version() -> str:
    try:
        return version("janua")
    except PackageNotFoundError:
        return ""
