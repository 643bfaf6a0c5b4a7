"""Two processes at one time: each hand has a connection of its own and holds its transaction until let go."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from janua.base.actors import Actor, acting_as
from janua.config.environment import database_settings
from tests.database import RunningDatabase

PATIENCE = 20.0


class Hand:
    """Does a step as one process would, and commits only when it is told to."""

    def __init__(self, database: RunningDatabase, role: str, actor: Actor, step: Callable[[], Any]) -> None:
        self._database, self._role, self._actor, self._step = database, role, actor, step
        self._pid = 0
        self._outcome: Any = None
        self._failure: BaseException | None = None
        self._finished, self._may_commit = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> "Hand":
        """Begin; returns once the step is done, and not committed, or waits for somebody else's lock."""
        self._thread.start()
        until = time.monotonic() + PATIENCE
        while not self._finished.wait(0.02) and not self.is_waiting():
            if time.monotonic() > until:
                raise TimeoutError("The step neither ends nor waits for a lock.")
        return self

    def is_waiting(self) -> bool:
        """Whether the step waits for a lock that another transaction holds."""
        rows = self._database.connect("postgres").execute(
            "SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", [self._pid]
        )
        return rows.fetchall() == [("Lock",)]

    def commit(self) -> Any:
        """Let the transaction end. Gives what the step gave, or raises what it raised."""
        self._may_commit.set()
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise TimeoutError("The transaction does not end: is somebody else's still open?")
        if self._failure is not None:
            raise self._failure
        return self._outcome

    def _run(self) -> None:
        # Of this thread alone: Django shares one dictionary of settings between threads.
        connection.settings_dict = dict(connection.settings_dict) | database_settings(self._database.url(self._role))
        try:
            with acting_as(self._actor):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_backend_pid()")
                    (self._pid,) = cursor.fetchone()
                self._outcome = self._step()
                self._finished.set()
                self._may_commit.wait(PATIENCE)
        except BaseException as failure:  # noqa: BLE001  (told to whoever waits)
            self._failure = failure
        finally:
            self._finished.set()
            connection.close()
