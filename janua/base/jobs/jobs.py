"""The reaper: a killed worker's jobs go to another."""

from django.db import connection

from janua.base.jobs.registry import every
from janua.base.jobs.timing import timing

_RETRY = (
    "SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL) FROM procrastinate_jobs AS job"
    " LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id"
    " WHERE job.status = 'doing' AND job.queue_name = %s"
    " AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))"
)


def free_stalled(queue: str) -> int:
    """Put jobs of workers that have fallen silent back into the queue; returns how many.

    A worker that was only slow may still finish: the request's row lets the effect stand once.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RETRY, [queue, timing().stalled])
        return int(cursor.rowcount)


@every(seconds=timing().reap, actor="keeper", queue="work")
def free_stalled_work() -> None:
    """Free the jobs of silent workers."""
    free_stalled("work")


@every(seconds=timing().reap, actor="keeper", queue="payments")
def free_stalled_payments() -> None:
    """Free the jobs of silent payments workers."""
    free_stalled("payments")
