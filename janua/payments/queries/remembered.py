"""Sums over all orders of a run, remembered for some minutes.

Adding up a hundred thousand orders under row security takes a second of the database, and they come to the same at
every look: lines never change, and an order that is taken out changes the run's own number and sum. So what was added
up is good as long as those are. It is remembered for the one officer whose rows it was made of, in this process alone.
"""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from janua.base.actors import current_actor
from janua.payments.models import Run
from janua.payments.states import RunState

_Sums = TypeVar("_Sums")
# An area or a line of the budget may be renamed or changed meanwhile.
GOOD_FOR_SECONDS = 300.0
MOST = 200
_kept: dict[Hashable, tuple[float, Any]] = {}
_lock = threading.Lock()


def remembered(name: str, runs: tuple[Run | None, ...], add_up: Callable[[], _Sums]) -> _Sums:
    """Give what was added up of these runs for this officer, or add it up now.

    name   which sums they are
    """
    if any(run is not None and run.state == RunState.PREPARING for run in runs):
        return add_up()
    state = tuple(run and (run.id, run.state, run.order_count, run.control_sum) for run in runs)
    key, now = (name, current_actor().setting, state), time.monotonic()
    with _lock:
        found = _kept.get(key)
    if found is not None and now - found[0] < GOOD_FOR_SECONDS:
        sums: _Sums = found[1]
        return sums
    sums = add_up()
    with _lock:
        _kept.pop(key, None)
        _kept[key] = (now, sums)
        while len(_kept) > MOST:
            _kept.pop(next(iter(_kept)))
    return sums


def forget() -> None:
    """Add everything up anew, for tests."""
    with _lock:
        _kept.clear()
