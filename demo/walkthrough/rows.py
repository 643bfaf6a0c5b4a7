"""Wait for rows: the story goes on when the product's own processes have written what it waits for."""

import time
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg.rows import dict_row

from demo.installation import DATABASE, Installation
from demo.processes import Processes

LOOK_AGAIN = 0.1


class NothingCame(RuntimeError):
    """What the story waits for did not come in time; the message says what is there instead, and where to look."""


class Rows:
    """Looks at the demo's database from outside, as its superuser; writes nothing."""

    def __init__(self, installation: Installation, processes: Processes) -> None:
        self._url = installation.cluster.url(database=DATABASE)
        self._processes = processes

    def all(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Every row of a query."""
        with psycopg.connect(self._url, autocommit=True, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def one(self, query: str, *values: object) -> dict[str, Any]:
        """The one row of a query."""
        return self.all(query, *values)[0]

    def wait(
        self,
        what: str,
        query: str,
        *values: object,
        seconds: float = 30.0,
        instead: str = "",
        about: Sequence[Any] = (),
    ) -> list[dict[str, Any]]:
        """Wait until a query gives rows, and give them.

        what      what is waited for, in words
        instead   a query whose rows say what is there, should it not come; `about` are its values
        Raises    NothingCame
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if found := self.all(query, *values):
                return found
            self._require_alive(what)
            time.sleep(LOOK_AGAIN)
        raise self._nothing(what, seconds, instead, about)

    def wait_gone(
        self,
        what: str,
        query: str,
        *values: object,
        seconds: float = 30.0,
        instead: str = "",
        about: Sequence[Any] = (),
    ) -> None:
        """Wait until a query gives no row any more.

        Raises   NothingCame
        """
        deadline = time.monotonic() + seconds
        while self.all(query, *values):
            if time.monotonic() > deadline:
                raise self._nothing(what, seconds, instead, about)
            self._require_alive(what)
            time.sleep(LOOK_AGAIN)

    def _nothing(self, what: str, seconds: float, instead: str, about: Sequence[Any]) -> NothingCame:
        there = f" There is: {self.all(instead, *about)}." if instead else ""
        return NothingCame(f"{what} did not come within {seconds:.0f} s.{there} Logs: {self._processes.folder}")

    def _require_alive(self, what: str) -> None:
        for name, running in self._processes.running.items():
            if not running.is_alive():
                raise NothingCame(f"{what} cannot come: {name} has ended; see {running.log}")
