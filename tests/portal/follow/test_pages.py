"""Each page of Follow: what it says, to whom, and with how many queries."""

from typing import Any

import pytest

from tests.faces import portal_client
from tests.portal.follow import scene as s

pytestmark = pytest.mark.django_db

PAGES = ("mine", "messages", "payments", "account", "known-facts", "looks")


@pytest.mark.parametrize("name", PAGES)
def test_page_is_shown_to_the_person(as_process: Any, name: str) -> None:
    scene = s.granted(as_process, letters=True)
    client = portal_client(scene.account)

    answer = client.get(client.at(name))

    assert answer.status_code == 200, answer.content[:2000]
