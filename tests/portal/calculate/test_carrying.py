"""Answers of the calculator that wait in the browser for an application: only those given on our own pages."""

from typing import Any

import pytest

from tests.casework import factories as f
from tests.faces import FaceClient, portal_client
from tests.portal.apply import journeys
from tests.portal.calculate.conftest import begin, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_offer(settings: Any) -> None:
    settings.JANUA_TODAY = f.TODAY
    f.publish_catalogue()


def take_along(client: FaceClient, said: str, **headers: str) -> Any:
    return client.post(client.at("calculator-apply", journeys.CODE), {"said": said}, headers=headers)


@pytest.mark.parametrize("headers", [{"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}])
def test_answers_of_our_own_page_wait_for_the_application(headers: dict[str, str]) -> None:
    client = portal_client()
    said = fields_of(begin(client))["said"]

    done = take_along(client, said, **headers)

    assert (done.status_code, done["Location"]) == (303, client.at("calculator-carry", journeys.CODE))
    assert client.cookies["janua_carried"].value


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "null"}, {"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_answers_that_another_site_sends_are_not_put_into_this_browser(headers: dict[str, str]) -> None:
    client = portal_client()
    said = fields_of(begin(client))["said"]

    done = take_along(client, said, **headers)

    assert (done.status_code, done["Location"]) == (303, client.at("apply", journeys.CODE))
    assert "janua_carried" not in client.cookies
