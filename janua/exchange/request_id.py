"""The id of a piece of work: given when a request comes in, carried to the jobs it queues and the systems it asks.

Random, so it says nothing of anybody; whoever has one finds every log line of that piece of work.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

HEADER = "X-Request-Id"
_OURS = re.compile(r"[0-9a-f]{32}")
_current: ContextVar[str] = ContextVar("janua_request_id", default="")


def current_id() -> str:
    """The id of the work in hand; empty where there is none."""
    return _current.get()


@contextmanager
def carrying(request: str = "") -> Iterator[str]:
    """Do the work inside under an id: the one given, where it is one of ours, or a new one.

    What does not look like ours is not taken over: somebody could write a name into our log with it.
    """
    token = _current.set(request if _OURS.fullmatch(request) else uuid4().hex)
    try:
        yield _current.get()
    finally:
        _current.reset(token)
