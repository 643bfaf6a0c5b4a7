"""How often the worker looks, beats and gives up; JANUA_JOBS overrides single values."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Timing:
    """Seconds, apart from the two counts.

    heartbeat  between signs of life of a worker
    stalled    silence after which a worker's jobs are given to another
    reap       between looks for such jobs
    poll       between looks into the queue, should a notification get lost
    backoff    pause before the first retry; doubled each time, five minutes at most
    threads    loops that may run at once in one worker
    jobs       jobs that may run at once in one worker
    """

    heartbeat: float = 10.0
    stalled: float = 30.0
    reap: float = 10.0
    poll: float = 1.0
    backoff: float = 2.0
    threads: int = 3
    jobs: int = 1


def timing() -> Timing:
    """The timing of this process. Raises TypeError for a name that is none of these."""
    given: dict[str, Any] = dict(settings.JANUA_JOBS)
    return replace(Timing(), **given | {name: int(given[name]) for name in ("threads", "jobs") if name in given})
