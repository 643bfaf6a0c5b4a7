"""A real server with no room: who cannot be served is told when to come back, and nothing is half done or lost."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import httpx
import pytest
from django.db import transaction

from janua.base.accounts.door import cookie_name
from tests.database import RunningDatabase
from tests.faces import FaceClient
from tests.portal.apply.journeys import CODE, begun, fresh_family, steps_of

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, "-c", "from janua.cli.main import main; main()"]
PATIENCE = 60.0
TOKEN = "t" * 32


@dataclass
class Served:
    """A portal with one desk and two seats, and a mother in the middle of an application."""

    address: str
    cookies: dict[str, str]
    question: str
    answers: dict[str, int] = field(default_factory=dict)
    threads: list[threading.Thread] = field(default_factory=list)

    def browser(self, *, language: str = "en", signed_in: bool = True) -> httpx.Client:
        """A browser; its form posts come from our own pages."""
        headers = {"Accept-Language": language, "Origin": self.address}
        cookies = self.cookies if signed_in else None
        return httpx.Client(base_url=self.address, headers=headers, cookies=cookies, timeout=PATIENCE)

    def ask_beside(self, path: str) -> None:
        """Ask for a page in a thread of its own, as somebody in a form."""

        def ask() -> None:
            with self.browser() as browser:
                self.answers[path] = browser.get(path).status_code

        self.threads.append(threading.Thread(target=ask))
        self.threads[-1].start()

    def answer(self, browser: httpx.Client, **fields: str) -> httpx.Response:
        """Answer the question about maintenance."""
        return browser.post(self.question, data=fields | {"csrfmiddlewaretoken": TOKEN})


@pytest.fixture
def served(real_database: RunningDatabase) -> Iterator[Served]:
    with real_database.as_django("postgres"), transaction.atomic():
        client: FaceClient = begun(fresh_family())
        step = next(one for one in steps_of(client) if one.startswith("maintenance"))
        cookies = {cookie_name("citizen"): client.cookies[cookie_name("citizen")].value, "janua_token": TOKEN}
        question = client.at("apply-step", CODE, step)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*MAIN, "serve", "portal", "--port", str(port), "--workers", "1", "--threads", "1", "--seats", "2"]
    environment = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": real_database.url("janua_portal")}
    # Those on the seats stay there however slow this machine is.
    environment["JANUA_PATIENCE"] = "60,60,2"
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    one = Served(f"http://127.0.0.1:{port}", cookies, question)
    try:
        _until_up(one)
        yield one
    finally:
        process.terminate()
        process.wait(30)


def test_portal_without_room_loses_nothing_and_does_nothing_by_half(
    served: Served, real_database: RunningDatabase
) -> None:
    holder = real_database.connect("postgres")
    with holder.transaction():
        # Whoever opens an application waits for us: one at the only desk, two on the only seats.
        holder.execute("LOCK TABLE casework_draft IN ACCESS EXCLUSIVE MODE")
        paths = [f"/apply/{CODE}/tasks/", f"/apply/{CODE}/step/people/", f"/apply/{CODE}/step/known/"]
        for path in paths:
            served.ask_beside(path)
        _until_it_waits(real_database)

        newcomers = {language: _look(served, language) for language in ("en", "mt", "ar", "uk")}
        with served.browser() as browser:
            style = browser.get("/static/ui/janua.css")
            machine = browser.get("/api/v1/me/applications", headers={"Authorization": "Bearer x"})
            page = served.answer(browser, value="123.45", was="")
        assert served.answers == {}

    assert newcomers == {"en": (429, "ltr"), "mt": (429, "ltr"), "ar": (429, "rtl"), "uk": (429, "ltr")}
    assert style.status_code == 200
    assert (machine.status_code, machine.json()["type"]) == (429, "urn:janua:problem:too-many-requests")
    assert (page.status_code, 10 <= int(page.headers["Retry-After"]) <= 120) == (429, True)

    for thread in served.threads:
        thread.join(PATIENCE)
    assert served.answers == dict.fromkeys(paths, 200)
    with served.browser() as browser:
        before = browser.get(served.question).text
        again = browser.post(_action(page.text), data=_fields(page.text))
        after = browser.get(served.question).text
    assert ("123.45" in before, again.status_code, "123.45" in after) == (False, 303, True)


def _look(served: Served, language: str) -> tuple[int, str]:
    with served.browser(language=language, signed_in=False) as browser:
        answer = browser.get("/")
    head = answer.text.partition("<head")[0]
    assert f'lang="{language}"' in head
    assert answer.headers["Retry-After"] in answer.text
    return answer.status_code, "rtl" if 'dir="rtl"' in head else "ltr"


def _action(page: str) -> str:
    found = re.search(r'<form method="post" action="([^"]*/step/[^"]*)"', page)
    assert found
    return unescape(found[1])


def _fields(page: str) -> dict[str, str]:
    form = page[page.index(f'action="{_action(page)}"') :].partition("</form>")[0]
    found = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def _until_up(served: Served) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if httpx.get(f"{served.address}/offices/", timeout=PATIENCE).status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < until
        time.sleep(0.1)


def _until_it_waits(database: RunningDatabase) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'casework_draft'::regclass"
    looker, until = database.connect("postgres"), time.monotonic() + PATIENCE
    while looker.execute(waiting).fetchone() == (0,):
        assert time.monotonic() < until
        time.sleep(0.05)
    # The two others are on their way to their seats.
    time.sleep(2)
