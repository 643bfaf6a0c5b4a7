"""What was refused or tried in vain: gathered while requests are answered, written down every few seconds.

No request waits for it, and none that reads writes a row: the thread of the sign of life does. A flood fills neither
memory nor table: within one round so many different rows of accounts and so many of strangers are told apart, and
what is beyond is added up by kind.
"""

import threading
from collections import Counter
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from janua.base.accounts.door.limits import address_of
from janua.base.clock import now
from janua.base.counters import count_security_event

# Told apart in one round of each: what strangers do in masses hides nothing of what an account does.
MOST = 30
BEYOND = "others"
_STEP_UP = ("workbench:step-up",)
_BY_STATUS = {400: "body", 401: "unproved", 405: "method", 413: "body", 415: "body"}
_INSERT = (
    "INSERT INTO health_securityevent (at, process, kind, page, status, account, origin, times)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


class Noted(NamedTuple):
    """One thing that is counted; see SecurityEvent."""

    kind: str
    page: str
    status: int
    account: UUID | None
    origin: str


class _Gathered:
    """What this process has noted since it last wrote it down."""

    def __init__(self) -> None:
        self._times: Counter[Noted] = Counter()
        self._lock = threading.Lock()

    def add(self, one: Noted, times: int = 1) -> None:
        with self._lock:
            apart = sum((seen.account is None) == (one.account is None) for seen in self._times)
            if one not in self._times and apart >= MOST:
                one = Noted(one.kind, BEYOND, 0, None, "")
            self._times[one] += times

    def take(self) -> dict[Noted, int]:
        with self._lock:
            taken, self._times = dict(self._times), Counter()
        return taken


_gathered = _Gathered()


def note_answer(request: HttpRequest, *, page: str, status: int, noted: list[str]) -> None:
    """Note what an answer says of security: what was noticed on the way, else what its status tells."""
    account: UUID | None = getattr(request, "janua_account", None)
    for kind in set(noted) or _told_by(status, account):
        kept = "step_up" if kind == "sign_in" and page in _STEP_UP else kind
        count_security_event(kind=kept)
        _gathered.add(Noted(kept, page[:120], status, account, origin_of(request)))


def origin_of(request: HttpRequest) -> str:
    """Digest of where a request came from: the same for a day, and nobody's address."""
    value = f"{now().date()}:{address_of(request)}"
    return salted_hmac("janua-security-origin", value, algorithm="sha256").hexdigest()[:16]


def write_noted(*, process: str) -> int:
    """Write down what was gathered, in the open connection; what cannot be written is kept for the next round."""
    taken = _gathered.take()
    if not taken:
        return 0
    at = now()
    try:
        with connection.cursor() as cursor:
            # Nothing is asked back: a face adds rows and reads none.
            cursor.executemany(_INSERT, [(at, process, *one, times) for one, times in taken.items()])
    except BaseException:
        for one, times in taken.items():
            _gathered.add(one, times)
        raise
    return len(taken)


def forget_noted() -> None:
    """Begin anew, for tests."""
    _gathered.take()


def _told_by(status: int, account: UUID | None) -> set[str]:
    if status in (403, 404):
        return {"refused" if account is not None else "absent"}
    return {_BY_STATUS[status]} if status in _BY_STATUS else set()
