"""Staying signed in: a press keeps the session open, up to its absolute limit, and only by a POST."""

from datetime import timedelta

import pytest

from janua.base import clock
from janua.base.accounts.models import Session
from tests.faces import FaceClient, portal_client, workbench_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["portal", "workbench"])
def client(request: pytest.FixtureRequest) -> FaceClient:
    """Somebody signed in to either face."""
    return portal_client(f.citizen(f.person())) if request.param == "portal" else workbench_client(f.officer())


def test_a_press_keeps_the_session_open(client: FaceClient) -> None:
    long_ago = clock.now() - timedelta(minutes=14)
    Session.objects.filter(ended_at__isnull=True).update(seen_at=long_ago)

    status = client.post(client.at("sign-in-stay")).status_code

    assert (status, Session.objects.get(ended_at__isnull=True).seen_at > long_ago) == (204, True)


def test_looking_keeps_nothing_open(client: FaceClient) -> None:
    assert client.get(client.at("sign-in-stay")).status_code == 405


def test_nothing_is_kept_open_beyond_the_limit(client: FaceClient) -> None:
    now = clock.now()
    Session.objects.update(opened_at=now - timedelta(days=1), ends_at=now)

    assert client.post(client.at("sign-in-stay")).status_code == 303


def test_page_says_when_it_ends_to_those_who_are_signed_in() -> None:
    signed_in = portal_client(f.citizen(f.person())).get("/acting-for/").content.decode()
    nobody = portal_client().get("/sign-in/").content.decode()

    assert ('data-idle-seconds="1800"' in signed_in, "data-idle-seconds" in nobody) == (True, False)
