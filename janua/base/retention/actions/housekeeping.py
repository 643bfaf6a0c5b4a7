"""Clear away what the machine keeps for itself and nobody needs any more; it is about no person."""

from datetime import datetime, timedelta

from janua.base.audit import record
from janua.base.jobs.actions import forget_requests

# Longer than a year: a job of each year has a key with the year in it, and may be asked for a second time by mistake.
REQUESTS_KEPT = timedelta(days=400)
MOST_AT_ONCE = 10_000


def clear_finished_requests(*, at: datetime) -> bool:
    """Delete the rows of jobs that were done long ago, as the keeper; says whether there may be more.

    How many goes into the trail. What was never done stays.
    """
    gone = forget_requests(done_before=at - REQUESTS_KEPT, at_most=MOST_AT_ONCE)
    if gone:
        record("jobs.cleared", details={"requests": gone})
    return gone == MOST_AT_ONCE
