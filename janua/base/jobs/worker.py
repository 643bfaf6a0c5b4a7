"""The worker: runs one queue's jobs and loops until it is told to stop."""

import asyncio
import logging
import signal
import threading
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import close_old_connections
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.contrib.django import DjangoApp, connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as QueuedJob
from psycopg import OperationalError
from psycopg_pool import PoolTimeout

from janua.base.clock import now
from janua.base.jobs.actions import run
from janua.base.jobs.loops import serve_loops
from janua.base.jobs.registry import JOBS, Job, Queue
from janua.base.jobs.timing import Timing, timing
from janua.exchange.request_id import carrying

logger = logging.getLogger(__name__)
LONGEST_PAUSE = 300.0
AGAIN = 0.2


def work(queue: Queue) -> None:
    """Run the jobs and loops of one queue until SIGTERM or SIGINT; the job in hand is finished first.

    Outlives the database: when it goes away the worker waits for it and begins anew. For the main thread only.
    """
    times = timing()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threads = serve_loops(queue, stop, threads=times.threads)
    try:
        while not stop.is_set():
            try:
                asyncio.run(_serve_jobs(queue, times, stop))
            except (ConnectorException, PoolTimeout, OperationalError):
                logger.warning("The database does not answer; the worker begins anew.")
            stop.wait(AGAIN)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        close_old_connections()


async def _serve_jobs(queue: Queue, times: Timing, stop: threading.Event) -> None:
    """Serve jobs until told to stop, or until the library gives up because a connection of its own was lost."""
    app = worker_app(queue, times)
    async with app.open_async():
        serving = asyncio.create_task(
            app.run_worker_async(
                queues=[queue],
                name=queue,
                concurrency=times.jobs,
                fetch_job_polling_interval=times.poll,
                update_heartbeat_interval=times.heartbeat,
                stalled_worker_timeout=times.stalled,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        )
        # A threading event: the loops' threads and the signal handlers know no event loop.
        while not stop.is_set() and not serving.done():  # noqa: ASYNC110
            await asyncio.sleep(AGAIN)
        # To the library a cancel is the wish to stop: it waits for the jobs in hand.
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving


def worker_app(queue: Queue, times: Timing) -> App:
    """The queue's library set up with our jobs."""
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4 + times.jobs)
    app = DjangoApp(connector=connector)
    for job in JOBS.values():
        if job.queue == queue:
            app.task(name=job.name, queue=queue, retry=Backoff(job.attempts, times.backoff))(_runner(job))
    return app


class Backoff(BaseRetryStrategy):
    """Try again after a pause that doubles, so that a register that is down is not hammered."""

    def __init__(self, attempts: int, first: float) -> None:
        self.attempts = attempts
        self.first = first

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        """Pause, or None when the job has been tried often enough."""
        if job.attempts + 1 >= self.attempts:
            logger.error("%s failed %d times and stays failed: %s", job.task_name, self.attempts, type(exception))
            return None
        pause = min(self.first * 2**job.attempts, LONGEST_PAUSE)
        return RetryDecision(retry_at=now() + timedelta(seconds=pause))


def _runner(job: Job[Any, Any]) -> Any:
    def run_queued(key: str, ids: dict[str, Any], request: str = "") -> None:
        with carrying(request):
            run(name=job.name, key=key, arguments=ids)

    return run_queued
