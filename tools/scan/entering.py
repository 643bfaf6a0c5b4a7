"""Sign in to the installation that is scanned by its own doors, as the people of the demonstration do."""

import json
import os
import re
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from told import DidNotRun

ROOT = Path(__file__).resolve().parents[2]
# A token of the browser's own, as good as any that it was given: it is sent in the cookie and with each form.
TOKEN = "s" * 32
# Plain HTTP on this machine is all that is spoken: this knows no authority, so no other house is believed.
_NO_OTHER_HOUSE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
_COOKIES = {"portal": ("janua_citizen", "janua_token"), "workbench": ("janua_staff", "janua_token_staff")}
_COME_BACK, _TIMES_ASKED, _LATER_SECONDS = (429, 503), 6, 10
_INSIDE = {"portal": "/mine/", "workbench": "/"}


@dataclass(frozen=True)
class Seat:
    """From where a scanner looks.

    who   family and member of the population, or the login of an officer; empty for a stranger
    """

    face: str
    who: str = ""

    def __str__(self) -> str:
        """As the summary calls it."""
        return f"{self.face}, {self.who or 'a stranger'}"


@dataclass(frozen=True)
class Browser:
    """A browser at a seat: where the face is, and the secret of its session where somebody is signed in."""

    seat: Seat
    address: str
    secret: str = ""

    @property
    def cookies(self) -> str:
        """The header that carries the session and the token."""
        session, token = _COOKIES[self.seat.face]
        return f"{token}={TOKEN}" + (f"; {session}={self.secret}" if self.secret else "")

    def get(self, path: str) -> httpx.Response:
        """Open a page, following nothing; later where the waiting room is full of what a scanner sent last."""
        for _ in range(_TIMES_ASKED):
            answer = httpx.get(self.address + path, headers=self._says(), timeout=60, verify=_NO_OTHER_HOUSE)
            if answer.status_code not in _COME_BACK:
                break
            time.sleep(_LATER_SECONDS)
        return answer

    def press(self, path: str) -> httpx.Response:
        """Press a button that sends nothing but the token."""
        form = {"csrfmiddlewaretoken": TOKEN}
        return httpx.post(self.address + path, data=form, headers=self._says(), timeout=60, verify=_NO_OTHER_HOUSE)

    def api(self, path: str) -> dict[str, Any]:
        """Ask the API; an empty answer where it refuses."""
        bearer = {"Authorization": f"Bearer {self.secret}"}
        answer = httpx.get(f"{self.address}/api/v1{path}", headers=bearer, timeout=60, verify=_NO_OTHER_HOUSE)
        return dict(answer.json()) if answer.status_code == 200 else {}

    def _says(self) -> dict[str, str]:
        return {"Cookie": self.cookies, "Accept-Language": "en"}

    def require_inside(self) -> None:
        """Make sure that who was signed in still is: a scan that was shown the door has seen nothing.

        Raises   DidNotRun
        """
        status = self.get(_INSIDE[self.seat.face]).status_code
        if self.seat.who and status != 200:
            raise DidNotRun(f"{self.seat}: signed out meanwhile, the first page answers {status}")


def enter(seat: Seat, address: str, state: Path) -> Browser:
    """Sign somebody in at a face.

    Raises   DidNotRun
    """
    if not seat.who:
        return Browser(seat, address)
    with httpx.Client(headers={"Accept-Language": "en"}, timeout=60, verify=_NO_OTHER_HOUSE) as client:
        client.cookies.set(_COOKIES[seat.face][1], TOKEN, domain="127.0.0.1")
        if seat.face == "portal":
            _as_citizen(client, address, _card(state, seat.who))
        else:
            _as_officer(client, address, seat.who, state)
        secret = client.cookies.get(_COOKIES[seat.face][0]) or ""
    browser = Browser(seat, address, secret)
    browser.require_inside()
    return browser


def _as_citizen(client: httpx.Client, address: str, card: str) -> None:
    token = {"csrfmiddlewaretoken": TOKEN}
    asked = _next(client.post(f"{address}/sign-in/", data=token))
    provider = urlsplit(asked)
    form = {**dict(parse_qsl(provider.query)), "card": card, "do": "sign-in"}
    back = _next(client.post(f"{provider.scheme}://{provider.netloc}{provider.path}", data=form))
    entered = client.get(back)
    if _next(entered).endswith("/sign-in/first/"):
        # Signed in for the first time: the name is shown, and confirmed.
        client.post(
            f"{address}/sign-in/first/", data={"csrfmiddlewaretoken": client.cookies.get("janua_token") or TOKEN}
        )


def _as_officer(client: httpx.Client, address: str, login: str, state: Path) -> None:
    from demo.staff import PASSWORD

    form = {"csrfmiddlewaretoken": TOKEN, "login": login, "password": PASSWORD}
    _next(client.post(f"{address}/sign-in/", data=form))
    command = [sys.executable, "-m", "demo", "code", login]
    own = {**os.environ, "JANUA_STATE": str(state)}
    code = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=True).stdout.strip()
    token = client.cookies.get("janua_token_staff") or TOKEN
    _next(client.post(f"{address}/sign-in/code/", data={"csrfmiddlewaretoken": token, "code": code}))


def _next(answer: httpx.Response) -> str:
    if answer.status_code not in (302, 303):
        said = re.sub(r"<[^>]+>|\s+", " ", answer.text)
        raise DidNotRun(f"sign-in: {answer.request.url.path} answers {answer.status_code}: {said[:300]}")
    return str(answer.headers["Location"])


def _card(state: Path, who: str) -> str:
    family, _, member = who.partition("/")
    known = json.loads((state / "demo" / "population" / "manifest.json").read_text())
    return str(known["families"][family]["members"][member])
