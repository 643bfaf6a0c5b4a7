"""Canaries through every page of both faces: in addresses, questions, forms, headers, cookies, statements, errors.

They come to the log's doors, as the raw records show, and no line of the log carries one.
"""

import json
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from janua.base.jobs.registry import Loop
from janua.config.log import JsonFormatter, LineFormatter, know_words

# The faces' own pages for what goes wrong.
from janua.config.urls.portal import handler400, handler403, handler404, handler500  # noqa: F401
from tests.base.accounts.people import an_area, an_office, an_officer
from tests.faces import FaceClient, portal_client, workbench_client
from tests.registers import factories as people
from tests.walks.pages import PORTAL, WORKBENCH, Page

pytestmark = pytest.mark.django_db
CANARY = "Kanarju9900190M"
HEADERS = {
    "user-agent": CANARY,
    "referer": f"http://testserver/{CANARY}",
    "x-forwarded-for": CANARY,
    "x-request-id": CANARY,
}
TYPED = dict.fromkeys(("login", "password", "code", "q", "name", "text", "person", "reason", "iban", "given"), CANARY)


def breaking(request: HttpRequest, how: str) -> HttpResponse:
    """Break in the way that the address names, with a canary in the error's own words."""
    if how == "sql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::int", [CANARY])
    if how == "caused":
        try:
            int(CANARY)
        except ValueError as error:
            raise LookupError(CANARY) from error
    logging.getLogger("some.library").warning(f"I was given {CANARY}")  # noqa: G004  (what others do)
    logging.getLogger("some.library").warning("I was given %s", CANARY, extra={"sent": CANARY})
    logging.getLogger("janua.somewhere").warning("The name is %s.", CANARY)
    return HttpResponse("said")


_BREAKING = path("breaking/<str:how>/", breaking, name="test-breaking")
urlpatterns = [_BREAKING, path("", include("janua.config.urls.portal"))]


class Kept(logging.Handler):
    """Keeps records, and what the log would say of each."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.raw: list[str] = []
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = f"{record.exc_info[1]}" if record.exc_info else ""
        self.raw.append(f"{record.msg} {record.args} {vars(record)} {error}")
        self.lines += [JsonFormatter().format(record), LineFormatter().format(record)]


@pytest.fixture
def kept(caplog: Any) -> Any:
    for face in ("portal", "workbench"):
        with override_settings(ROOT_URLCONF=f"janua.config.urls.{face}"):
            know_words()
    handler, root = Kept(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    # Statements with their parameters, as somebody might switch them on.
    for name in ("", "django.db.backends"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    yield handler
    connection.force_debug_cursor = False
    root.removeHandler(handler)
    root.setLevel(before)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)


def walk(client: FaceClient, pages: tuple[Page, ...]) -> int:
    """Open every page with canaries wherever something can be said; gives how many requests that were."""
    asked = 0
    client.cookies["janua_kept"] = CANARY
    for page in pages:
        named = {name: uuid4() if value.startswith("@") else value for name, value in page.arguments.items()}
        address = client.at(page.name, **named)
        client.get(f"{address}?q={CANARY}&name={CANARY}&before={CANARY}", headers=HEADERS)
        client.post(address, TYPED, headers=HEADERS)
        asked += 2
    return asked


def test_log_carries_no_canary_of_a_whole_walk(kept: Kept) -> None:
    area = an_area(7)
    roles = ("case_officer", "supervisor", "steward", "administrator", "communications_writer", "operator")
    officer = an_officer(an_office(area), *roles)
    citizen = people.citizen(people.person(family=CANARY))
    faces: list[tuple[FaceClient, tuple[Page, ...]]] = [
        (portal_client(raise_request_exception=False), PORTAL),
        (portal_client(citizen, raise_request_exception=False), PORTAL),
        (workbench_client(raise_request_exception=False), WORKBENCH[:12]),
        (workbench_client(officer, raise_request_exception=False), WORKBENCH),
    ]

    asked = sum(walk(client, pages) for client, pages in faces)

    said = [json.loads(line) for line in kept.lines[::2]]
    requests = [line for line in said if line["logger"] == "janua.base.health.requests"]
    # Canaries did come to the log's doors, and each request has its line with its page's name.
    assert len([line for line in kept.raw if CANARY in line]) > 40
    assert len(requests) == asked
    assert len({line["request"] for line in requests}) == asked
    assert {line["actor"] for line in requests if "actor" in line} >= {"citizen", "staff", "nobody"}
    assert [line for line in requests if "…" in line["message"]] == []
    assert [line for line in kept.lines if CANARY in line] == []


@pytest.mark.parametrize("how", ["sql", "caused", "said"])
def test_log_carries_no_canary_of_what_breaks(kept: Kept, how: str) -> None:
    client = portal_client(raise_request_exception=False)
    client.urlconf = __name__

    client.get(client.at("home").replace("/", f"/breaking/{how}/", 1), headers=HEADERS)

    assert [line for line in kept.raw if CANARY in line] != []
    assert [line for line in kept.lines if CANARY in line] == []


def test_log_carries_no_canary_of_a_host_that_is_not_ours(kept: Kept) -> None:
    client = portal_client(raise_request_exception=False)
    with override_settings(ALLOWED_HOSTS=["janua.example"]):
        client.get("/search/", headers={"host": f"{CANARY}.example"})

    assert [line for line in kept.raw if CANARY in line] != []
    assert [line for line in kept.lines if CANARY in line] == []


def test_log_carries_no_canary_of_a_loop_that_fails(kept: Kept) -> None:
    from janua.base.actors import system_actor
    from janua.base.jobs.loops import run_loop

    def fail() -> None:
        raise ValueError(CANARY)

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_loop (name) VALUES ('janua.base.audit.jobs.seal_audit') ON CONFLICT DO NOTHING"
        )
    loop = Loop("janua.base.audit.jobs.seal_audit", fail, system_actor("sealer"), "work", 1, transaction=False, lease=1)

    assert run_loop(loop) is False

    told = [json.loads(line) for line in kept.lines[::2] if "janua.base.jobs.loops" in line]
    assert [line["message"] for line in told] == ["The loop janua.base.audit.jobs.seal_audit failed."]
    assert len(told[0]["request"]) == 32
    assert [line for line in kept.lines if CANARY in line] == []
