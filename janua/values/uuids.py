"""Business keys: UUID version 7 (RFC 9562), made in Python so that rows point at each other before they are written."""

import os
import secrets
import threading
import time
from uuid import UUID

_COUNTER_BITS = 42
_VERSION_AND_VARIANT = (7 << 76) | (2 << 62)


class _Last:
    """The moment and counter of the newest key of this process."""

    lock = threading.Lock()
    millisecond = 0
    counter = 0


def uuid7() -> UUID:
    """A new key, greater than every earlier one of this process, whichever thread asks.

    48 bits of milliseconds, a 42-bit counter that starts at random each millisecond, 32 random bits. A clock that
    goes back keeps the last millisecond; a counter that runs out borrows the next one.
    """
    with _Last.lock:
        now = time.time_ns() // 1_000_000
        if now > _Last.millisecond:
            _Last.millisecond, _Last.counter = now, _fresh_counter()
        else:
            _Last.counter += 1
            if _Last.counter >> _COUNTER_BITS:
                _Last.millisecond, _Last.counter = _Last.millisecond + 1, _fresh_counter()
        millisecond, counter = _Last.millisecond, _Last.counter
    high, low = counter >> 30, counter & 0x3FFF_FFFF
    tail = int.from_bytes(os.urandom(4))
    return UUID(int=(millisecond << 80) | (high << 64) | (low << 32) | tail | _VERSION_AND_VARIANT)


def _fresh_counter() -> int:
    # The top bit stays 0, so at least 2⁴¹ keys fit in one millisecond before it runs out.
    return secrets.randbits(_COUNTER_BITS - 1)


def _start_anew_after_fork() -> None:
    # A child must not go on counting where its parent and siblings do, nor inherit a lock that is held.
    _Last.lock = threading.Lock()
    _Last.millisecond, _Last.counter = 0, 0


os.register_at_fork(after_in_child=_start_anew_after_fork)
