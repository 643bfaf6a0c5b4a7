"""A citizen at the portal's pages of an application."""

import re
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from tests.casework import factories as f
from tests.faces import FaceClient, portal_client

CODE = "childrens-allowance"


def fresh_family(**more: Any) -> f.Family:
    """A family of whom the registers told us today."""
    f.publish_catalogue()
    of = f.family(**more)
    freshen()
    return of


def freshen() -> None:
    """Make everything known as of an hour ago."""
    with connection.cursor() as cursor:
        # The guard that a row never changes is off for this one statement.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE registers_fact SET known_from = %s", [timezone.now() - timedelta(hours=1)])
        cursor.execute("SET LOCAL session_replication_role = origin")


def begun(of: f.Family, *, code: str = CODE, **more: Any) -> FaceClient:
    """The mother, who has begun an application."""
    client = portal_client(of.account, **more)
    answer = client.post(client.at("apply", code))
    assert (answer.status_code, answer["Location"]) == (303, client.at("apply-tasks", code))
    return client


def hidden(page: Any, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found.group(1) if found else ""


def go_on(client: FaceClient, step: str, *, code: str = CODE, **fields: Any) -> Any:
    """Open a step as a browser does, and press Continue with these fields."""
    page = client.get(client.at("apply-step", code, step))
    kept = {name: hidden(page, name) for name in ("shown", "was")}
    return client.post(client.at("apply-step", code, step), kept | fields)


def steps_of(client: FaceClient, *, code: str = CODE) -> list[str]:
    """The steps that the task list leads to, in order."""
    page = client.get(client.at("apply-tasks", code)).content.decode()
    return re.findall(rf"/apply/{code}/step/([^/\"]+)/", page)


def sent(client: FaceClient, *, code: str = CODE) -> Any:
    """Press the last button of the check page."""
    page = client.get(client.at("apply-check", code))
    kept = {name: hidden(page, name) for name in ("shown", "key")}
    return client.post(client.at("apply-submit", code), kept)
