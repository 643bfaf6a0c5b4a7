"""One transaction for one response, rendering included."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.test import Client, override_settings
from django.urls import path

from janua.base.actors import Actor, acting_as, current_actor, if_rolled_back, system_actor
from janua.base.actors.middleware import own_transactions
from tests.database import RunningDatabase

DOOR = system_actor("door")
PLAIN = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]


def actor_of(request: HttpRequest) -> Actor | None:
    return None if request.path == "/nobody" else DOOR


def _note(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO notes VALUES (%s)", [word])


def write(request: HttpRequest) -> HttpResponse:
    _note("view")
    if_rolled_back(lambda: _note("kept"))
    return HttpResponse(status=int(request.GET["status"]))


def fail(request: HttpRequest) -> HttpResponse:
    _note("view")
    if_rolled_back(lambda: _note("kept"))
    raise ZeroDivisionError


def render(request: HttpRequest) -> SimpleTemplateResponse:
    template = engines["django"].from_string("{% autoescape on %}{{ who }}{% endautoescape %}")
    return SimpleTemplateResponse(template, {"who": _who_acts})


def _who_acts() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT janua_actor()")
        return f"{cursor.fetchone()[0]} {connection.in_atomic_block}"


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse([b"x"])


@own_transactions
def waits(request: HttpRequest) -> HttpResponseBase:
    before = connection.in_atomic_block
    with acting_as(DOOR):
        return HttpResponse(f"{before} {current_actor().name}")


def nobody(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_who_acts())


urlpatterns = [
    path("write", write),
    path("fail", fail),
    path("render", render),
    path("stream", stream),
    path("waits", waits),
    path("nobody", nobody),
]


@pytest.fixture
def client(real_database: RunningDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client of a server that runs as janua_portal, signed in for real, with real commits."""
    with real_database.cluster.connect(database=real_database.name) as superuser:
        superuser.execute("CREATE TABLE notes (word text)")
        superuser.execute("GRANT SELECT, INSERT ON notes TO janua_portal")
    monkeypatch.setattr(settings, "JANUA_PROCESS", "portal")
    monkeypatch.setattr(settings, "JANUA_ACTOR_OF", {"portal": f"{__name__}.actor_of"})
    with real_database.as_django("janua_portal"), override_settings(ROOT_URLCONF=__name__, TEMPLATES=PLAIN):
        yield Client(raise_request_exception=False, headers={"x-forwarded-proto": "https"})


def _notes() -> list[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT word FROM notes")
        return [row[0] for row in cursor.fetchall()]


def test_response_that_is_well_commits(client: Client) -> None:
    client.get("/write?status=200")

    assert _notes() == ["view"]


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_response_that_is_an_error_rolls_back_and_writes_the_log_apart(client: Client, status: int) -> None:
    client.get(f"/write?status={status}")

    assert _notes() == ["kept"]


def test_view_that_raises_rolls_back_and_writes_the_log_apart(client: Client) -> None:
    answered = client.get("/fail")

    assert (answered.status_code, _notes()) == (500, ["kept"])


def test_template_is_rendered_as_the_actor(client: Client) -> None:
    assert client.get("/render").content == b"system:door True"


def test_request_leaves_no_actor_to_the_next(client: Client) -> None:
    client.get("/render")

    assert client.get("/nobody").status_code == 500


def test_streaming_is_refused(client: Client) -> None:
    assert client.get("/stream").status_code == 500


def test_view_that_waits_for_others_holds_no_transaction(client: Client) -> None:
    assert client.get("/waits").content == b"False door"
