"""People who use the faces without a browser: the same ways in, the same cookies, one request at a time."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin

import httpx

from tests.browser.installed import Installed

_INPUT = re.compile(r"<input[^>]*>")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Caller:
    """Somebody's cookies on one face."""

    address: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(follow_redirects=False, timeout=30))

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.client.get(urljoin(self.address, path))

    def post(self, path: str, form: dict[str, Any] | None = None) -> httpx.Response:
        """Send a form as one of our own pages does."""
        return self.client.post(urljoin(self.address, path), data=form or {}, headers=self._own_page())

    def post_file(self, path: str, name: str, content: bytes) -> httpx.Response:
        """Send a photograph as one of our own pages does."""
        files = {name: ("paper.png", content, "image/png")}
        return self.client.post(urljoin(self.address, path), files=files, headers=self._own_page())

    def _own_page(self) -> dict[str, str]:
        token = next((value for name, value in self.client.cookies.items() if "token" in name), "")
        return {"X-CSRFToken": token, "Origin": self.address, "Referer": f"{self.address}/"}

    def follow(self, response: httpx.Response) -> httpx.Response:
        """Go where a page sends the browser, until it shows something."""
        while response.is_redirect:
            response = self.client.get(urljoin(str(response.url), response.headers["location"]))
        return response


def citizen(installation: Installed, card: str) -> Caller:
    """Sign in to the portal through the identity provider."""
    caller = Caller(installation.portal_url)
    caller.get("/sign-in/")
    chooses = caller.follow(caller.post("/sign-in/"))
    form = fields_of(chooses.text) | {"card": card, "do": "sign-in"}
    shown = caller.follow(caller.client.post(urljoin(str(chooses.url), "/authorize"), data=form))
    if "/sign-in/first/" in str(shown.url):
        shown = caller.follow(caller.post("/sign-in/first/"))
    assert "/sign-in/" not in str(shown.url), shown.url
    return caller


def officer(installation: Installed, login: str) -> Caller:
    """Sign in to the workbench with password and code."""
    caller = Caller(installation.workbench_url)
    caller.get("/sign-in/")
    asked = caller.follow(caller.post("/sign-in/", {"login": login, "password": installation.password}))
    assert "/sign-in/code/" in str(asked.url), (login, asked.url)
    shown = caller.follow(caller.post("/sign-in/code/", {"code": installation.code(login)}))
    assert "/sign-in/" not in str(shown.url), (login, shown.url)
    return caller


def nobody(address: str) -> Caller:
    """Somebody whom nobody knows, with the cookie against forged forms."""
    caller = Caller(address)
    caller.get("/sign-in/")
    return caller


def fields_of(html: str) -> dict[str, str]:
    """The hidden fields of the first form of a page."""
    hidden = (one for one in _INPUT.findall(html.partition("</form>")[0]) if 'type="hidden"' in one)
    found = {}
    for one in hidden:
        name, value = re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)
        if name and value:
            found[unescape(name[1])] = unescape(value[1])
    return found
