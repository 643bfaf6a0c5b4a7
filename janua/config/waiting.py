"""The waiting room before the application: few work at one time, some wait, and nobody waits without end.

A server that takes every request at once answers all of them too late. Here as many requests are worked on as there
are desks; the others sit down and wait their turn, those in the middle of a form first. Who finds no seat, or has
waited as long as anybody should, is asked to come back and told when. A request that was sent away was never begun:
nothing of it is half done.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
# Under this name the application finds after how many seconds to come back; no header of a request can be called so.
COME_BACK_IN = "waiting-room.come-back-in"
STATIC = "/static/"
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
# Pages between the presses of a form: leaving somebody outside there would cost them their work.
_FORMS = ("/apply/", "/sign-in/", "/step-up/")
SOONEST, LATEST = 10, 120


class Rank(IntEnum):
    """Who goes first: who has something to lose."""

    FORM = 0
    SIGNED_IN = 1
    NEW = 2


@dataclass(frozen=True)
class Manners:
    """How many wait, and how long.

    desks      requests worked on at one time
    seats      requests that may wait for a desk
    share      the part of the seats that may be taken before a request of this rank finds none
    patience   seconds that a request of this rank waits at most
    """

    desks: int = 4
    seats: int = 64
    share: tuple[float, float, float] = (1.0, 0.75, 0.5)
    patience: tuple[float, float, float] = (8.0, 4.0, 2.0)


def manners_of(variables: Mapping[str, str]) -> Manners:
    """Give what `janua serve` tells its workers; and how long people wait, where JANUA_PATIENCE says so: `8,4,2`."""
    own = Manners()
    form, signed_in, new = map(float, (variables.get("JANUA_PATIENCE") or "8,4,2").split(","))
    return Manners(
        desks=int(variables.get("JANUA_DESKS") or own.desks),
        seats=int(variables.get("JANUA_SEATS") or own.seats),
        patience=(form, signed_in, new),
    )


@dataclass(eq=False)
class _Waiting:
    environ: Environ
    rank: Rank
    begun: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    answer: tuple[str, list[tuple[str, str]], list[bytes]] | None = None
    error: BaseException | None = None


class WaitingRoom:
    """A WSGI application round another.

    The server gives a thread to every request, desks and seats together; the work is done by the desks' own threads,
    which keep their connections to the database. So more people who wait are not more connections.
    """

    def __init__(self, application: Application, manners: Manners | None = None) -> None:
        self.application = application
        self.manners = manners or Manners()
        self._queues: tuple[deque[_Waiting], ...] = tuple(deque() for _ in Rank)
        self._changed = threading.Condition()
        # Seconds that a request takes at a desk, the newest counting for a twentieth.
        self._seconds = 0.02
        for number in range(self.manners.desks):
            threading.Thread(target=self._work, name=f"desk-{number}", daemon=True).start()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or say when to come back."""
        if environ.get("PATH_INFO", "").startswith(STATIC):
            # Needs no desk: no page is shown properly without it.
            return self.application(environ, start_response)
        one = _Waiting(environ, rank_of(environ))
        if not self._sit_down(one) or not self._is_called(one):
            return self.application(environ | {COME_BACK_IN: self._come_back_in()}, start_response)
        one.done.wait()
        if one.error is not None:
            raise one.error
        assert one.answer is not None
        status, headers, body = one.answer
        start_response(status, headers)
        return body

    @property
    def waiting(self) -> int:
        """How many wait for a desk."""
        return sum(len(queue) for queue in self._queues)

    def _sit_down(self, one: _Waiting) -> bool:
        with self._changed:
            if self.waiting >= self.manners.seats * self.manners.share[one.rank]:
                return False
            self._queues[one.rank].append(one)
            self._changed.notify()
            return True

    def _is_called(self, one: _Waiting) -> bool:
        """Wait for a desk; False for who has waited long enough, and was not begun."""
        if one.done.wait(self.manners.patience[one.rank]):
            return True
        with self._changed:
            if one.begun:
                return True
            self._queues[one.rank].remove(one)
            return False

    def _come_back_in(self) -> int:
        """Seconds until those who wait now will have been served, three times over, and not all at one moment."""
        ahead = self.waiting * self._seconds / self.manners.desks
        # Nobody is to guess it: it only spreads those who come back.
        return min(LATEST, round(SOONEST + 3 * ahead + random.uniform(0, SOONEST)))

    def _work(self) -> None:
        while True:
            one = self._next()
            began = time.perf_counter()
            try:
                one.answer = _answered(self.application, one.environ)
            except BaseException as error:  # noqa: BLE001  (the server's thread raises it again)
                one.error = error
            self._seconds += (time.perf_counter() - began - self._seconds) / 20
            one.done.set()

    def _next(self) -> _Waiting:
        with self._changed:
            while True:
                for queue in self._queues:
                    if queue:
                        one = queue.popleft()
                        one.begun = True
                        return one
                self._changed.wait()


def rank_of(environ: Environ) -> Rank:
    """Who goes before whom. A favour and no lock: who sends what a browser of ours sends is believed."""
    cookies = environ.get("HTTP_COOKIE", "")
    has_been_here = "janua_" in cookies or "HTTP_AUTHORIZATION" in environ
    if not has_been_here:
        return Rank.NEW
    in_a_form = environ.get("REQUEST_METHOD", "GET") not in _SAFE
    if in_a_form or environ.get("PATH_INFO", "").startswith(_FORMS):
        return Rank.FORM
    return Rank.SIGNED_IN


def _answered(application: Application, environ: Environ) -> tuple[str, list[tuple[str, str]], list[bytes]]:
    """The whole answer, made and closed in this thread: connections belong to the thread that used them."""
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        said[:] = [status, headers]

    body = application(environ, start_response)
    try:
        whole = [b"".join(body)]
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()
    return said[0], said[1], whole
