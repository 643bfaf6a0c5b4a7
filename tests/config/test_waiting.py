"""The waiting room: who is worked on, who waits, who is sent away."""

import io
import threading
import time
from collections.abc import Iterable
from typing import Any

import pytest

from janua.config.waiting import COME_BACK_IN, LATEST, SOONEST, Manners, Rank, WaitingRoom, manners_of, rank_of

NOBODY: dict[str, str] = {}
SIGNED_IN = {"HTTP_COOKIE": "janua_citizen=secret"}
PRESSES = SIGNED_IN | {"REQUEST_METHOD": "POST", "PATH_INFO": "/apply/childrens-allowance/send/"}


class Application:
    """Notes who came and who was sent away; keeps whoever came until it is told to let them go."""

    def __init__(self) -> None:
        self.came: list[str] = []
        self.sent_away: list[tuple[str, int]] = []
        self.closed_by: list[str] = []
        self.most_at_once = self.at_once = 0
        self.go = threading.Event()
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer."""
        name = environ["QUERY_STRING"]
        if COME_BACK_IN in environ:
            self.sent_away.append((name, environ[COME_BACK_IN]))
            start_response("429 Too Many Requests", [])
            return [b"come back"]
        with self.lock:
            self.came.append(name)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        if not environ["PATH_INFO"].startswith("/static/"):
            assert self.go.wait(10)
        with self.lock:
            self.at_once -= 1
        if name == "breaks":
            raise RuntimeError("the application broke")
        start_response("200 OK", [("X-Name", name)])
        return _Body(self, environ["wsgi.input"].read())


class _Body:
    def __init__(self, application: Application, sent: bytes) -> None:
        self.application, self.parts = application, [b"<", sent, b">"]

    def __iter__(self) -> Any:
        return iter(self.parts)

    def close(self) -> None:
        self.application.closed_by.append(threading.current_thread().name)


class Visits:
    """Comes to a waiting room, each visit in a thread of its own as the server has them."""

    def __init__(self, room: WaitingRoom, application: Application) -> None:
        self.room, self.application = room, application
        self.answers: dict[str, tuple[str, bytes]] = {}
        self.errors: dict[str, BaseException] = {}
        self.threads: list[threading.Thread] = []

    def come(self, name: str, **more: str) -> None:
        """Come, and go on when seated, at a desk or sent away."""
        before = self._settled()
        thread = threading.Thread(target=self._visit, args=(name, more))
        self.threads.append(thread)
        thread.start()
        until = time.monotonic() + 10
        while self._settled() == before or self._is_free_desk_wanted():
            assert time.monotonic() < until
            time.sleep(0.002)

    def end(self) -> None:
        """Let everybody go, and wait until all have gone."""
        self.application.go.set()
        for thread in self.threads:
            thread.join(10)

    def _settled(self) -> int:
        return self.room.waiting + len(self.application.came) + len(self.application.sent_away)

    def _is_free_desk_wanted(self) -> bool:
        """Whether somebody sits whom a desk will take in a moment."""
        return self.room.waiting > 0 and self.application.at_once < self.room.manners.desks

    def _visit(self, name: str, more: dict[str, str]) -> None:
        environ: dict[str, Any] = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": name}
        environ |= {"wsgi.input": io.BytesIO(name.encode())} | more
        said: list[Any] = []
        try:
            body = self.room(environ, lambda status, headers: said.extend([status, headers]))
            self.answers[name] = (said[0], b"".join(body))
        except RuntimeError as error:
            self.errors[name] = error


def _room(**manners: Any) -> Visits:
    application = Application()
    return Visits(WaitingRoom(application, Manners(**manners)), application)


def test_serve_works_on_as_many_as_there_are_desks() -> None:
    visits = _room(desks=2, seats=10)
    for name in ("a", "b", "c", "d"):
        visits.come(name)
    assert (visits.application.came, visits.room.waiting) == (["a", "b"], 2)

    visits.end()

    assert visits.answers == {name: ("200 OK", f"<{name}>".encode()) for name in "abcd"}
    assert (visits.application.most_at_once, visits.application.sent_away) == (2, [])
    assert {name.partition("-")[0] for name in visits.application.closed_by} == {"desk"}


def test_serve_takes_who_is_in_a_form_first_and_who_is_new_last() -> None:
    visits = _room(desks=1, seats=10)
    visits.come("at the desk")
    visits.come("new")
    visits.come("signed in", **SIGNED_IN)
    visits.come("in a form", **PRESSES)
    visits.come("in a form too", **PRESSES)

    visits.end()

    assert visits.application.came == ["at the desk", "in a form", "in a form too", "signed in", "new"]


def test_serve_sends_the_new_away_first_and_who_is_in_a_form_last() -> None:
    visits = _room(desks=1, seats=4)
    visits.come("at the desk")
    for name in ("new 1", "new 2", "new 3"):
        visits.come(name)
    for name in ("in 1", "in 2"):
        visits.come(name, **SIGNED_IN)
    for name in ("form 1", "form 2"):
        visits.come(name, **PRESSES)
    assert [name for name, _ in visits.application.sent_away] == ["new 3", "in 2", "form 2"]

    visits.end()

    assert visits.application.came == ["at the desk", "form 1", "in 1", "new 1", "new 2"]
    assert {name: status for name, (status, _) in visits.answers.items() if status != "200 OK"} == dict.fromkeys(
        ("new 3", "in 2", "form 2"), "429 Too Many Requests"
    )


def test_serve_sends_away_who_has_waited_long_enough_and_never_begins_it() -> None:
    visits = _room(desks=1, seats=4, patience=(10.0, 10.0, 0.05))
    visits.come("at the desk")
    visits.come("new")
    visits.come("signed in", **SIGNED_IN)
    until = time.monotonic() + 10
    while not visits.application.sent_away:
        assert time.monotonic() < until
        time.sleep(0.01)

    visits.end()

    assert [name for name, _ in visits.application.sent_away] == ["new"]
    assert visits.application.came == ["at the desk", "signed in"]


def test_serve_says_a_time_to_come_back_that_grows_with_who_waits() -> None:
    visits = _room(desks=1, seats=1)
    visits.come("at the desk")
    visits.come("waits", **PRESSES)
    visits.room._seconds = 0.0
    for number in range(20):
        visits.come(f"soon {number}")
    visits.room._seconds = 10.0
    visits.come("late")
    visits.room._seconds = 1_000.0
    visits.come("latest")
    visits.end()

    told = dict(visits.application.sent_away)
    soon = [told[f"soon {number}"] for number in range(20)]
    assert (min(soon) >= SOONEST, max(soon) <= 2 * SOONEST, len(set(soon)) > 1) == (True, True, True)
    assert SOONEST + 30 <= told["late"] <= 2 * SOONEST + 30
    assert told["latest"] == LATEST


def test_serve_gives_style_and_scripts_without_a_desk() -> None:
    visits = _room(desks=1, seats=1)
    visits.come("at the desk")
    visits.come("waits", **PRESSES)

    visits.come("style", PATH_INFO="/static/ui/janua.css")
    visits.threads[-1].join(10)

    assert visits.answers == {"style": ("200 OK", b"<style>")}
    visits.end()


def test_serve_raises_in_the_servers_thread_and_works_on() -> None:
    visits = _room(desks=1, seats=4)
    visits.application.go.set()

    visits.come("breaks")
    visits.come("works")
    visits.end()

    assert (str(visits.errors["breaks"]), visits.answers) == (
        "the application broke",
        {"works": ("200 OK", b"<works>")},
    )


@pytest.mark.parametrize(
    ("environ", "rank"),
    [
        (NOBODY, Rank.NEW),
        ({"REQUEST_METHOD": "POST", "PATH_INFO": "/apply/x/"}, Rank.NEW),
        (SIGNED_IN, Rank.SIGNED_IN),
        ({"HTTP_AUTHORIZATION": "Bearer secret"}, Rank.SIGNED_IN),
        ({"HTTP_AUTHORIZATION": "Bearer secret", "REQUEST_METHOD": "POST"}, Rank.FORM),
        (SIGNED_IN | {"PATH_INFO": "/apply/childrens-allowance/step/people/"}, Rank.FORM),
        (SIGNED_IN | {"PATH_INFO": "/search/"}, Rank.SIGNED_IN),
        (PRESSES, Rank.FORM),
    ],
)
def test_rank_of(environ: dict[str, str], rank: Rank) -> None:
    assert rank_of(environ) is rank


def test_manners_of_what_serve_tells_its_workers() -> None:
    assert manners_of({"JANUA_DESKS": "2", "JANUA_SEATS": "7"}) == Manners(desks=2, seats=7)
    assert manners_of({"JANUA_PATIENCE": "60,5,0.5"}) == Manners(patience=(60.0, 5.0, 0.5))
    assert manners_of({}) == Manners()
