"""The national identity provider as a process, and a browser that goes there and back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from django.conf import settings

from janua.exchange import oidc
from tests.emulators.running import Running
from tests.faces import FaceClient

MARIA, ANNA, NOBODY = "9900190M", "9900692M", "9999999Z"
BACK = "http://testserver/sign-in/back/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("population")
    names = {MARIA: ("Maria", "Borg"), ANNA: ("Anna", "Farrugia"), NOBODY: ("Nobody", "Known")}
    lines = [
        json.dumps({"id_card": card, "name": {"Latn": {"given": given, "family": family}}})
        for card, (given, family) in names.items()
    ]
    Path(folder / "identita.jsonl").write_text("\n".join(lines) + "\n")
    with Running("eid", "--population", folder, "--redirect", BACK, "--issuer", "https://eid.example") as running:
        yield running


@pytest.fixture
def eid(provider: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    entry = {"address": provider.url, "issuer": "https://eid.example", "client_id": "janua"}
    monkeypatch.setattr(settings, "JANUA_PARTNERS", {"eid": entry})
    yield provider
    provider.switch()
    provider.control("claims", {})
    oidc.forget_provider(oidc.Client("https://eid.example", provider.url, "janua"))


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def at_the_provider(address: str, **form: str) -> str:
    """Fill in the provider's page as a browser does; gives the address to which it sends us back."""
    parts = urlsplit(address)
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()} | form
    request = Request(f"{parts.scheme}://{parts.netloc}{parts.path}", urlencode(fields).encode())
    opener = build_opener(_Stay)
    opener.add_handler(_Stay())
    with pytest.raises(HTTPError) as answer:
        opener.open(request, timeout=10)
    with answer.value:
        sent = urlsplit(answer.value.headers["Location"])
    return f"{sent.path}?{sent.query}"


def press_sign_in(client: FaceClient, onward: str = "/acting-for/") -> str:
    """Press the button; gives the provider's address."""
    answered = client.post(client.at("sign-in"), {"next": onward})
    assert answered.status_code == 303
    return str(answered["Location"])


def go_through(client: FaceClient, card: str, onward: str = "/acting-for/") -> Any:
    """Sign in at the provider and come back; gives what the portal says then."""
    return client.get(at_the_provider(press_sign_in(client, onward), card=card))
