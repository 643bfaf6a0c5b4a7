"""The key store is away: every process says so in one way, nothing is kept by halves, and afterwards all goes on."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from janua.base.keys.datakeys import forget
from janua.base.keys.port import KeysUnavailable
from janua.base.keys.transit import TransitSettings
from janua.checks.models import Received
from janua.config.problems import KeyStoreMiddleware
from janua.exchange.dci.civil import BIRTH
from tests.checks.factories import As
from tests.checks.messages import PARTNERS, Sender, born
from tests.faces import portal_client
from tests.portal.follow.scene import ON, applied, notice_to


@pytest.fixture
def nowhere(tmp_path: Path) -> TransitSettings:
    """A key service at which nobody listens."""
    token = tmp_path / "token"
    token.write_text("s.work")
    return TransitSettings("https://127.0.0.1:1/v1/transit", token)


def test_message_of_a_register_is_answered_503_and_taken_when_it_comes_again(
    as_process: As, settings: Any, nowhere: TransitSettings
) -> None:
    settings.JANUA_PARTNERS, settings.JANUA_PROCESS, settings.ROOT_URLCONF = PARTNERS, "api", "janua.config.urls.api"
    sender = Sender().known()
    message = sender.signed(sender.told("b-1", BIRTH, born("9900626L", mother="9900692M"))).to_bytes()
    folder, client = settings.JANUA_KEYS, Client(raise_request_exception=False)

    def sent() -> Any:
        with as_process("janua_api"):
            return client.post("/dci/registry/notify", message, content_type="application/json")

    settings.JANUA_KEYS = nowhere
    away = sent()
    assert (away.status_code, away.headers["Retry-After"], away.headers["Content-Type"]) == (
        *(503, "30"),
        "application/problem+json",
    )
    assert json.loads(away.content)["type"] == "urn:janua:problem:keys-unavailable"
    assert Received.objects.count() == 0

    settings.JANUA_KEYS = folder
    assert sent().status_code == 200
    assert Received.objects.count() == 1


@pytest.mark.parametrize("process", ["portal", "workbench"])
@pytest.mark.django_db
def test_page_says_that_nothing_is_lost_and_when_to_come_again(settings: Any, process: str) -> None:
    settings.JANUA_PROCESS, settings.ROOT_URLCONF = process, f"janua.config.urls.{process}"
    request = RequestFactory().get("/")
    middleware = KeyStoreMiddleware(lambda _request: None)  # type: ignore[arg-type,return-value]
    page = middleware.process_exception(request, KeysUnavailable("The key service: cannot be reached"))
    assert page is not None
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "Nothing is lost" in page.content.decode()
    assert "key service" not in page.content.decode()
    assert middleware.process_exception(request, ValueError("other")) is None


def test_citizen_whose_sealed_words_cannot_be_opened_sees_503(
    as_process: As, settings: Any, nowhere: TransitSettings
) -> None:
    scene = applied(as_process)
    settings.JANUA_TODAY = ON
    notice_to(scene.mother, "offer")
    client = portal_client(scene.account)
    folder = settings.JANUA_KEYS
    settings.JANUA_KEYS = nowhere
    # As another process, which did not make the key.
    forget(scene.mother.id)
    page = client.get(client.at("messages"))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    settings.JANUA_KEYS = folder
    assert client.get(client.at("messages")).status_code == 200
