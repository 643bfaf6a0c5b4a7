"""How somebody showed who they are: a provider's way that is too weak is not taken, where the settings ask for one."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from janua.base.accounts.models import Session
from tests.emulators.running import Running
from tests.faces import portal_client
from tests.portal.sign_in.conftest import MARIA, go_through, press_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(eid: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """A portal that asks for two ways that are strong enough."""
    entry = dict(settings.JANUA_PARTNERS["eid"]) | {"acr": "high substantial"}
    monkeypatch.setattr(settings, "JANUA_PARTNERS", {"eid": entry})
    return eid


def _arrives(page: Any) -> bool:
    return bool(page.status_code in (302, 303))


def test_wanted_strength_is_asked_for(strict: Running) -> None:
    asked = parse_qs(urlsplit(press_sign_in(portal_client())).query)

    assert asked["acr_values"] == ["high substantial"]


@pytest.mark.parametrize("said", ["high", "substantial"])
def test_strong_enough_is_taken(strict: Running, said: str) -> None:
    strict.control("claims", {"acr": said})

    assert _arrives(go_through(portal_client(), MARIA))


@pytest.mark.parametrize("said", ["low", "", None, ["high"], "HIGH", "high substantial"])
def test_less_is_refused_and_told(strict: Running, said: Any) -> None:
    strict.control("claims", {"acr": said})

    page = go_through(portal_client(), MARIA)

    assert (page.status_code, Session.objects.count()) == (403, 0)
    assert "A stronger sign-in is needed" in page.content.decode()


def test_emulator_answers_what_is_asked_for(strict: Running) -> None:
    assert _arrives(go_through(portal_client(), MARIA))


def test_where_no_strength_is_asked_for_none_need_be_told(eid: Running) -> None:
    eid.control("claims", {"acr": None, "amr": None})
    client = portal_client()

    assert "acr_values" not in parse_qs(urlsplit(press_sign_in(client)).query)
    assert _arrives(go_through(client, MARIA))
