"""What the bank never forgets: files it took, what it decided, its bookings and the files it made; one SQLite file."""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from emulators.bank_files import Booking

_TABLES = """
create table if not exists received (
    sha256 text primary key, message_id text not null, accepted integer not null, body blob, status integer not null,
    reply text not null, done integer not null);
create unique index if not exists one_accepted on received (message_id) where accepted;
create table if not exists booked (
    account text not null, reference text primary key, is_credit integer not null, amount text not null,
    currency text not null, end_to_end_id text not null, message_id text not null, reason text not null,
    booked_on text not null,
    statement text);
create table if not exists made (
    number integer primary key autoincrement, name text not null unique, body blob not null, ready_at real not null);
"""


class Ledger:
    """One writer at a time; everything is on the disk before anybody is answered."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(folder / "bank.sqlite", check_same_thread=False, isolation_level=None)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = full")
        self._connection.executescript(_TABLES)

    @contextmanager
    def change(self) -> Iterator[None]:
        """All or nothing."""
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._connection.execute("rollback")
                raise
            self._connection.execute("commit")

    def known(self, sha256: str) -> tuple[int, str] | None:
        """The status and reply that these bytes had."""
        found = self._one("select status, reply from received where sha256 = ?", sha256)
        return (int(found[0]), str(found[1])) if found else None

    def is_accepted(self, message_id: str) -> bool:
        return self._one("select 1 from received where accepted and message_id = ?", message_id) is not None

    def keep(self, sha256: str, message_id: str, body: bytes, status: int, reply: str, *, accepted: bool) -> None:
        row = (sha256, message_id, accepted, body if accepted else None, status, reply, not accepted)
        with self._lock:
            self._connection.execute("insert into received values (?, ?, ?, ?, ?, ?, ?)", row)

    def waiting(self) -> tuple[str, bytes] | None:
        """A file that was accepted and is not done."""
        found = self._one("select sha256, body from received where accepted and not done order by rowid limit 1")
        return (str(found[0]), bytes(found[1])) if found else None

    def done(self, sha256: str) -> None:
        with self._lock:
            self._connection.execute("update received set done = 1, body = null where sha256 = ?", (sha256,))

    def book(self, bookings: Iterable[Booking]) -> None:
        rows = (
            (
                one.account,
                one.reference,
                one.is_credit,
                str(one.amount),
                one.currency,
                one.end_to_end_id,
                one.message_id,
                one.reason,
                one.booked_on,
            )
            for one in bookings
        )
        with self._lock:
            self._connection.executemany("insert into booked values (?, ?, ?, ?, ?, ?, ?, ?, ?, null)", rows)

    def bookings(self, where: str = "true", *values: str) -> list[Booking]:
        """Bookings in order; `where` is one of our own conditions."""
        columns = "account, reference, is_credit, amount, currency, end_to_end_id, message_id, reason, booked_on"
        query = f"select {columns} from booked where {where} order by rowid"  # noqa: S608 (a condition of ours)
        with self._lock:
            rows = self._connection.execute(query, values).fetchall()
        return [Booking(row[0], row[1], bool(row[2]), Decimal(row[3]), *row[4:]) for row in rows]

    def state(self, name: str, account: str) -> None:
        """Everything of an account that is on no statement is on this one."""
        query = "update booked set statement = ? where statement is null and account = ?"
        with self._lock:
            self._connection.execute(query, (name, account))

    def list_file(self, name: str, body: bytes, ready_at: float) -> None:
        """A file for the customer from `ready_at`; a name that stands stays as it is."""
        with self._lock:
            self._connection.execute(
                "insert into made (name, body, ready_at) values (?, ?, ?) on conflict (name) do nothing",
                (name, body, ready_at),
            )

    def listed(self) -> list[tuple[int, str, int]]:
        """Number, name and size of what is ready, in the order of becoming ready."""
        query = "select number, name, length(body) from made where ready_at <= ? order by ready_at, number"
        with self._lock:
            return self._connection.execute(query, (time.time(),)).fetchall()

    def file(self, name: str) -> bytes | None:
        found = self._one("select body from made where name = ? and ready_at <= ?", name, time.time())
        return found[0] if found else None

    def _one(self, query: str, *values: object) -> Any:
        with self._lock:
            return self._connection.execute(query, values).fetchone()
