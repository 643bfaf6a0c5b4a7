"""Reading changes nothing but the log of reading, the session and counted tries; every answer says what may run."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.casework.models import Case, Letter, Task
from tests.faces import FaceClient, portal_client, workbench_client
from tests.portal.follow import scene
from tests.registers import factories as people
from tests.walks.pages import PORTAL, WORKBENCH, Page
from tests.workbench.test_odd_input import EVERYTHING

pytestmark = pytest.mark.django_db
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
MAY_BE_WRITTEN = {"audit_access", "accounts_session", "accounts_wrongattempt"}


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    settings.JANUA_TODAY = scene.ON


def _known(of: scene.Scene) -> dict[str, Any]:
    decision = of.decision()
    letter = Letter.objects.order_by("id").first()
    assert letter is not None
    return {
        "application": of.application.id,
        "decision": decision.id,
        "letter": letter.id,
        "document": letter.document_id,
        "open-application": of.application.id,
        "open-claim": decision.claim_id,
        "person": of.mother.id,
        "case": Case.objects.get(holder=of.mother).id,
        "task": Task.objects.values_list("id", flat=True).first(),
    }


def _wrong_of(client: FaceClient, pages: tuple[Page, ...], known: dict[str, Any]) -> dict[str, Any]:
    """What was written, or said too freely, by page; and which pages answered."""
    wrong: dict[str, Any] = {}
    seen: set[str] = set()
    for page in pages:
        arguments = {
            name: known.get(value[1:]) or known["application"] if value.startswith("@") else value
            for name, value in page.arguments.items()
        }
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(client.at(page.name, **arguments) + page.query)
        written = {found[1] for row in asked if (found := _WRITES.match(row["sql"] or ""))}
        seen |= written
        tables = written - MAY_BE_WRITTEN
        policy = answer.headers.get("Content-Security-Policy", "")
        if tables or "default-src" not in policy or "unsafe" in policy or answer.status_code >= 500:
            wrong[page.name] = (answer.status_code, tables, policy)
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            wrong[page.name] = "kept by browsers"
    # Reading leaves its trace: what is written is noticed.
    assert "audit_access" in seen
    return wrong


def test_reading_the_portal_writes_nothing_else(as_process: Any) -> None:
    of = scene.granted(as_process, letters=True)
    client = portal_client(of.account)
    client.post(client.at("apply", "childrens-allowance"))

    assert _wrong_of(client, PORTAL, _known(of)) == {}


def test_reading_the_workbench_writes_nothing_else(as_process: Any) -> None:
    of = scene.granted(as_process, letters=True)
    client = workbench_client(people.officer(*EVERYTHING))

    assert _wrong_of(client, WORKBENCH, _known(of)) == {}
