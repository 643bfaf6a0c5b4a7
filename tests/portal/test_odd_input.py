"""Odd input on every address of the portal: a page that says what is wrong, never a fault of ours."""

from typing import Any

import pytest

from janua.casework.models import Claim
from tests.faces import FaceClient, portal_client
from tests.portal.apply import journeys
from tests.portal.follow import scene
from tests.registers import factories as people
from tests.walks.pages import PORTAL

pytestmark = pytest.mark.django_db
ODD = ("\x00", "9" * 5000)
NAMES = ("before", "after", "from", "entry", "q", "next", "replace", "page")
FIELDS = (
    *(
        "shown",
        "was",
        "key",
        "status",
        "remove",
        "more",
        "text",
        "value",
        "reason",
        "number",
        "family_name",
        "born_on_day",
    ),
    *(
        "born_on_day",
        "born_on_month",
        "born_on_year",
        "grounds",
        "answer",
        "message",
        "person",
        "who",
        "language",
        "next",
    ),
    "holder_name",
    *("true_from_day", "true_from_month", "true_from_year", "take-back", "scopes", "kind", "send", "back", "file"),
)


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    settings.JANUA_TODAY = scene.ON


def _addresses(client: FaceClient, of: scene.Scene) -> list[str]:
    claim = Claim.objects.filter(claimant=of.mother).first()
    decision = of.decision()
    known: dict[str, Any] = {
        "application": of.application.id,
        "decision": decision.id,
        "open-application": of.application.id,
    }
    known |= {"open-claim": claim.id if claim else None}
    found = []
    for page in PORTAL:
        arguments = {
            name: known.get(value[1:], of.application.id) if value.startswith("@") else value
            for name, value in page.arguments.items()
        }
        found.append(client.at(page.name, **arguments))
    return [*found, *(client.at("apply-step", journeys.CODE, step) for step in journeys.steps_of(client))]


@pytest.mark.long
def test_no_address_breaks_on_odd_input(as_process: Any) -> None:
    of = scene.granted(as_process)
    client = portal_client(of.account, raise_request_exception=False)
    client.post(client.at("apply", journeys.CODE))
    broken = []
    for address in _addresses(client, of):
        if "sign-" in address:
            continue
        for odd in ODD:
            for method, data in (
                ("get", dict.fromkeys(NAMES, odd)),
                ("post", dict.fromkeys(FIELDS, odd)),
            ):
                answer = getattr(client, method)(address, data)
                if answer.status_code >= 500:
                    broken.append((method, address, odd[:10]))
    assert broken == []


@pytest.mark.parametrize(("scope", "status"), [("receive_payment", 404), ("report", 404), ("apply", 200)])
def test_a_receipt_opens_to_a_mandate_for_it_and_to_whom_one_acts_for(as_process: Any, scope: str, status: int) -> None:
    of = scene.applied(as_process)
    people.mandate(of.mother, of.family.father, scope=[scope])
    for acts_for, expected in ((of.mother.id, status), (None, 404)):
        client = portal_client(of.father_account, acts_for=acts_for)
        assert client.get(client.at("receipt", of.application.id)).status_code == expected
