"""Queue a job, and run one so that its effect stands once."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from janua.base.actors import acting_as
from janua.base.jobs.registry import JOBS, Queue
from janua.exchange.request_id import current_id


class NotInTransaction(RuntimeError):
    """A job is queued by the transaction that causes it: wrap the work in `acting_as(…)`."""


def enqueue(*, name: str, queue: Queue, key: str, arguments: dict[str, Any]) -> bool:
    """Queue a job in the current transaction, once per key; see `Job.enqueue`."""
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{name} was queued outside a transaction; wrap the cause of it in acting_as(…).")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO jobs_request (name, key) VALUES (%s, %s) ON CONFLICT DO NOTHING", [name, key])
        if cursor.rowcount == 0:
            return False
        # Not through the library: it would turn the database's errors into its own, and read the row back,
        # which a process that only queues may not.
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES (%s, %s, %s::jsonb)",
            [queue, name, json.dumps({"key": key, "ids": arguments, "request": current_id()})],
        )
    return True


def run(*, name: str, key: str, arguments: dict[str, Any]) -> bool:
    """Run a queued job as its actor; False when its effect already stands.

    The row of the request is marked done in the transaction of the effect. A worker killed before the commit
    leaves neither, one killed after it leaves both.
    """
    job = JOBS[name]
    ids = job.from_json(arguments)
    if job.transaction:
        with acting_as(job.actor, purpose=name):
            if not _mark_done(name, key):
                return False
            job.function(**ids)
        return True
    with acting_as(job.actor, purpose=name):
        if _is_done(name, key):
            return False
    job.function(**ids)
    with acting_as(job.actor, purpose=name):
        return _mark_done(name, key)


def failed_jobs() -> list[tuple[str, int]]:
    """Kinds of jobs that stay failed after their last try, with how many; of the queue that this process may see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY task_name ORDER BY 1"
        )
        return [(str(name), int(number)) for name, number in cursor.fetchall()]


def try_again(*, name: str) -> int:
    """Put the failed jobs of a kind back into the queue, with all their tries; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'todo', attempts = 0, scheduled_at = NULL"
            " WHERE status = 'failed' AND task_name = %s",
            [name],
        )
        return int(cursor.rowcount)


def _mark_done(name: str, key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_request SET done_at = clock_timestamp() WHERE name = %s AND key = %s AND done_at IS NULL",
            [name, key],
        )
        return bool(cursor.rowcount)


def _is_done(name: str, key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT done_at IS NOT NULL FROM jobs_request WHERE name = %s AND key = %s", [name, key])
        row = cursor.fetchone()
    return row is None or bool(row[0])


def forget_requests(*, done_before: datetime, at_most: int) -> int:
    """Delete the rows of jobs whose effect stood before an instant; returns how many.

    The key may be queued again afterwards: let it be so long ago that nobody asks for it any more.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM jobs_request WHERE id IN (SELECT id FROM jobs_request WHERE done_at < %s LIMIT %s)",
            [done_before, at_most],
        )
        return int(cursor.rowcount)
