"""From a cookie to a session, in both faces: limits, rotation, and what is not taken."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from janua.base import clock
from janua.base.accounts.door import cookie_name
from janua.base.accounts.models import Session
from tests.faces import FaceClient, portal_client, workbench_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db


def _request(client: FaceClient, name: str) -> Any:
    """The request as the view got it."""
    return client.get(client.at(name)).wsgi_request


def test_portal_knows_whom_it_signed_in() -> None:
    maria = f.person()
    account = f.citizen(maria)
    client = portal_client(account)

    page: Any = client.get(client.at("acting-for"))

    visitor = page.wsgi_request.visitor
    assert (page.status_code, visitor.account_id, visitor.person, visitor.name, visitor.acts_for) == (
        *(200, account.id, maria.id, "Maria Borg"),
        "",
    )


def test_portal_knows_for_whom_somebody_acts() -> None:
    maria, anna = f.person(), f.person(given="Anna")
    f.mandate(anna, maria, scope=["apply"])
    client = portal_client(f.citizen(maria), acts_for=anna.id)

    visitor = _request(client, "acting-for").visitor

    assert (visitor.name, visitor.own_person, visitor.person, visitor.acts_for, visitor.scopes) == (
        *("Maria Borg", maria.id, anna.id, "Anna Borg"),
        frozenset({"apply"}),
    )


def test_workbench_knows_whom_it_signed_in() -> None:
    account = f.officer("read_case", "do_task")
    client = workbench_client(account)

    officer = _request(client, "sign-in").officer

    assert (officer.account_id, officer.name, officer.office, officer.permissions) == (
        *(account.id, "Ċetta Officer", "office-1"),
        frozenset({"read_case", "do_task"}),
    )


def test_password_without_the_code_is_nobody() -> None:
    account = f.officer("read_case")
    client = workbench_client(account)
    Session.objects.update(second_factor_at=None)

    assert _request(client, "sign-in").officer is None


@pytest.mark.parametrize(
    ("column", "seconds", "why"), [("seen_at", settings.JANUA_SESSION_SECONDS["citizen"][0], "idle")]
)
def test_session_ends_by_itself(column: str, seconds: int, why: str) -> None:
    client = portal_client(f.citizen(f.person()))
    Session.objects.update(**{column: clock.now() - timedelta(seconds=seconds)})

    page: Any = client.get(client.at("sign-in"))

    assert (page.wsgi_request.visitor, Session.objects.get().ended_why) == (None, why)


def test_secret_is_not_what_is_stored() -> None:
    client = portal_client(f.citizen(f.person()))

    secret = client.cookies[cookie_name("citizen")].value

    assert bytes(Session.objects.get().digest) != secret.encode()
