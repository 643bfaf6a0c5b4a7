"""How often one may try: counted before the answer is known, so that a hundred tries at once are counted too.

What is counted is a name as it was typed, whether or not anybody has it, and an address. A browser in which somebody
has signed in before is counted apart: whoever tries a colleague's name all day locks out strangers, not the colleague
at their own desk. While it is locked nothing more is counted, so every lock ends a quarter of an hour after it began.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from janua.base import clock
from janua.base.accounts.door.sessions import DOOR, Kind
from janua.base.accounts.models import WrongAttempt
from janua.base.actors import acting_as
from janua.base.counters import count_limit_hit, count_sign_in_right, count_sign_in_try

WITHIN = timedelta(minutes=15)


class TooManyAttempts(Exception):
    """Too often in a quarter of an hour; `until` is when the next try is taken."""

    def __init__(self, until: datetime) -> None:
        super().__init__("Too many attempts: wait a quarter of an hour.")
        self.until = until

    @property
    def minutes(self) -> int:
        """Whole minutes to wait, at least one."""
        return max(1, -int(-(self.until - clock.now()).total_seconds() // 60))


@dataclass(frozen=True)
class Counted:
    """One thing that is counted: what it is, its value, and how many tries it has in a quarter of an hour."""

    what: str
    value: str
    most: int

    @property
    def key(self) -> bytes:
        """The digest under which it is counted: it names nobody."""
        return salted_hmac(f"janua.attempt.{self.what}", self.value, algorithm="sha256").digest()


@dataclass(frozen=True)
class Attempt:
    """A try that was counted; taken back where it turned out right.

    forgotten   whose earlier tries are forgotten with it; never those of an address
    rows        what was written of this try
    """

    kind: Kind
    forgotten: tuple[bytes, ...]
    rows: tuple[int, ...]


def by_address(request: HttpRequest, *, most: int) -> Counted:
    """Count where a request comes from: a whole office may share one address, so it may try more often."""
    return Counted("address", address_of(request), most)


def address_of(request: HttpRequest) -> str:
    """Give the address of the browser: where TLS is on a proxy stands before us, and its word is the last one."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told if settings.SECURE_SSL_REDIRECT and told else str(request.META.get("REMOTE_ADDR", ""))


def attempt(kind: Kind, counted: Iterable[Counted]) -> Attempt:
    """Count one try, in a transaction of its own.

    Raises   TooManyAttempts, and then counts nothing
    """
    now, wanted = clock.now(), sorted(counted, key=lambda one: one.key)
    with acting_as(DOOR):
        for one in wanted:
            _wait_for_others(one.key)
        for one in wanted:
            tried = WrongAttempt.objects.filter(kind=kind, key=one.key, at__gt=now - WITHIN).order_by("-at")
            times = list(tried.values_list("at", flat=True)[: one.most])
            if len(times) >= one.most:
                count_limit_hit(kind=kind)
                raise TooManyAttempts(times[-1] + WITHIN)
        rows = WrongAttempt.objects.bulk_create(WrongAttempt(kind=kind, key=one.key, at=now) for one in wanted)
    if kind == "staff":
        # Citizens prove who they are elsewhere: setting out for there is no wrong try.
        count_sign_in_try(kind=kind)
    forgotten = tuple(one.key for one in wanted if one.what != "address")
    return Attempt(kind, forgotten, tuple(row.id for row in rows))


def was_right(made: Attempt) -> None:
    """Take back a try that was right, and forget those before it; an address keeps those that were wrong."""
    mine = Q(key__in=made.forgotten) | Q(id__in=made.rows)
    with acting_as(DOOR):
        WrongAttempt.objects.filter(mine, kind=made.kind).delete()
    count_sign_in_right(kind=made.kind)


def _wait_for_others(key: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(key[:8], "big", signed=True)])
