"""The sealer: every second, what is committed is sealed."""

import logging

from janua.base.audit.sealer import ALARM_SECONDS, BATCH_ROWS, backlog, seal
from janua.base.clock import now
from janua.base.jobs import every

logger = logging.getLogger(__name__)


@every(seconds=1, actor="sealer", queue="work")
def seal_audit() -> bool:
    """Seal one batch; run again at once while there is more."""
    return seal() >= BATCH_ROWS


@every(seconds=10, actor="sealer", queue="work")
def watch_backlog() -> None:
    """Raise the alarm when rows have waited too long: the sealer stands still, or a transaction never ends."""
    waiting = backlog()
    age = waiting.seconds(now())
    if age > ALARM_SECONDS:
        logger.error("%d audit rows wait for their seal, the oldest for %.0f s.", waiting.rows, age)
