"""Run what is due: each loop by one worker at a time, in the order of need."""

import logging
import threading
from collections.abc import Iterable
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.db.models import Model, QuerySet

from janua.base.actors import acting_as
from janua.base.counters import count_failure
from janua.base.jobs.registry import LOOPS, Loop
from janua.exchange.request_id import carrying

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)
LONGEST_PAUSE = 60.0
AWAY = 1.0


def take_up(waiting: "QuerySet[Row]", *, limit: int = 500) -> list[Row]:
    """Lock and return up to `limit` waiting rows that nobody else holds; others take the next ones meanwhile.

    Answer each in the same transaction with a row unique by it, so that nothing is answered twice.
    """
    return list(waiting.select_for_update(skip_locked=True, of=("self",))[:limit])


def run_loop(loop: Loop) -> bool:
    """Run a loop once if it is due and nobody else runs it; returns whether it asks to be run again at once."""
    # An id of its own: what it sends and what it logs is found together.
    with carrying():
        return _run_and_say(loop)


def _run_and_say(loop: Loop) -> bool:
    try:
        return _run_in_transaction(loop) if loop.transaction else _run_under_lease(loop)
    except Exception as error:
        count_failure(where=loop.name)
        logger.exception("The loop %s failed.", loop.name)
        _postpone(loop, error)
        return False


def serve_loops(queue: str, stop: threading.Event, *, threads: int) -> list[threading.Thread]:
    """Start threads that run the queue's loops until `stop` is set."""
    mine = [loop for loop in LOOPS.values() if loop.queue == queue]
    _ensure_rows(mine)
    busy: set[str] = set()
    started = [
        threading.Thread(target=_serve, args=(mine, busy, stop), name=f"loops-{number}") for number in range(threads)
    ]
    for thread in started:
        thread.start()
    return started


_choosing = threading.Lock()


def _serve(loops: list[Loop], busy: set[str], stop: threading.Event) -> None:
    names = [loop.name for loop in loops]
    pause = max(0.05, min([1.0, *(loop.seconds / 4 for loop in loops)]))
    while not stop.is_set():
        close_old_connections()
        try:
            again = False
            for name in _due(names):
                # Each in its turn: one loop with much to do does not keep the others waiting.
                again = _run_unless_busy(LOOPS[name], busy, stop) or again
            if not again:
                stop.wait(pause)
        except (DatabaseError, InterfaceError):
            # The server is away or starting again: look once more in a moment.
            logger.warning("The database does not answer; the loops wait.")
            connection.close()
            stop.wait(AWAY)
    connection.close()


def _run_unless_busy(loop: Loop, busy: set[str], stop: threading.Event) -> bool:
    with _choosing:
        if stop.is_set() or loop.name in busy:
            return False
        busy.add(loop.name)
    try:
        return run_loop(loop)
    finally:
        busy.discard(loop.name)


def _run_in_transaction(loop: Loop) -> bool:
    with acting_as(loop.actor, purpose=loop.name), connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM jobs_loop WHERE name = %s AND due_at <= clock_timestamp() FOR UPDATE SKIP LOCKED",
            [loop.name],
        )
        if cursor.fetchone() is None:
            return False
        again = bool(loop.function())
        _finish(loop, again=again)
    return again


def _run_under_lease(loop: Loop) -> bool:
    with acting_as(loop.actor, purpose=loop.name), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_loop SET due_at = clock_timestamp() + make_interval(secs => %s) WHERE name ="
            " (SELECT name FROM jobs_loop WHERE name = %s AND due_at <= clock_timestamp() FOR UPDATE SKIP LOCKED)",
            [loop.lease, loop.name],
        )
        if cursor.rowcount == 0:
            return False
    again = bool(loop.function())
    with acting_as(loop.actor, purpose=loop.name):
        _finish(loop, again=again)
    return again


def _finish(loop: Loop, *, again: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_loop SET due_at = clock_timestamp() + make_interval(secs => %s),"
            " finished_at = clock_timestamp(), failures = 0, error = '' WHERE name = %s",
            [0.0 if again else loop.seconds, loop.name],
        )


def _postpone(loop: Loop, error: Exception) -> None:
    if isinstance(error, DatabaseError | InterfaceError):
        connection.close()
    with acting_as(loop.actor, purpose=loop.name), connection.cursor() as cursor:
        # The kind of the error only: its text may quote a row.
        cursor.execute(
            "UPDATE jobs_loop SET failures = failures + 1, error = %s, due_at = clock_timestamp()"
            " + make_interval(secs => least(%s * power(2, least(failures, 10)), %s)) WHERE name = %s",
            [type(error).__name__, loop.seconds, LONGEST_PAUSE, loop.name],
        )


def _due(names: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM jobs_loop WHERE name = ANY(%s) AND due_at <= clock_timestamp() ORDER BY due_at", [names]
        )
        return [name for (name,) in cursor.fetchall()]


def _ensure_rows(loops: Iterable[Loop]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_loop (name) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING",
            [[loop.name for loop in loops]],
        )
