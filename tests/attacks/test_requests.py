"""Requests as no browser of ours makes them: other methods, other hosts, paths that climb, fields sent twice."""

from typing import Any

import pytest
from django.http import HttpResponse

from tests.faces import FaceClient, portal_client, require_typed, workbench_client
from tests.registers import factories as people
from tests.walks.pages import PORTAL, WORKBENCH, Page

pytestmark = pytest.mark.django_db
CANARY = "canary-7c1f"
NOBODYS = "00000000-0000-0000-0000-000000000007"
CLIMBS = (
    "/static/../janua/config/settings.py",
    "/static/%2e%2e/%2e%2e/janua/config/settings.py",
    "/static/..%2f..%2fjanua%2fconfig%2fsettings.py",
    "/static/ui/..%5c..%5cconfig%5csettings.py",
    "/static//etc/passwd",
    "/static/ui/janua.css/../../../config/settings.py",
    "/../../etc/passwd",
    "/help/..%2f..%2f..%2fetc%2fpasswd",
    "/check/%2e%2e%2f%2e%2e%2fetc%2fpasswd/",
    "/static/ui/janua.css%00.txt",
)


def browsers() -> dict[str, tuple[FaceClient, tuple[Page, ...]]]:
    return {
        "portal": (portal_client(people.citizen(people.person()), raise_request_exception=False), PORTAL),
        "workbench": (workbench_client(people.officer("read_case"), raise_request_exception=False), WORKBENCH),
    }


@pytest.mark.parametrize("face", ["portal", "workbench"])
def test_trace_and_made_up_methods_do_nothing_and_echo_nothing(face: str) -> None:
    client, pages = browsers()[face]
    wrong: dict[str, Any] = {}
    for page in pages:
        address = client.at(page.name, **{k: NOBODYS if v.startswith("@") else v for k, v in page.arguments.items()})
        for method in ("TRACE", "JANUA", "CONNECT"):
            answer = client.generic(method, address, headers={"x-canary": CANARY})
            if answer.status_code not in (302, 303, 403, 404, 405) or CANARY in answer.content.decode():
                wrong[f"{method} {page.name}"] = answer.status_code

    assert (len(pages) > 20, wrong) == (True, {})


def test_name_of_the_host_is_believed_in_no_other_header() -> None:
    client = portal_client()

    answer = client.get(
        "/sign-in/",
        headers={
            "x-forwarded-host": "elsewhere.example",
            "forwarded": "host=elsewhere.example",
            "x-host": "elsewhere.example",
        },
    )

    assert (answer.status_code, "elsewhere.example" in answer.content.decode() + str(answer.headers)) == (200, False)


@pytest.mark.parametrize("path", CLIMBS)
def test_no_path_climbs_out_of_what_is_served(path: str) -> None:
    client = portal_client(raise_request_exception=False)

    answer = client.get(path)

    text = answer.content.decode(errors="replace")
    assert (answer.status_code in (400, 404), "root:" in text, "SECRET_KEY" in text) == (True, False, False)


@pytest.mark.parametrize(
    "back", ["/\r\nSet-Cookie: janua_citizen=mine", "/%0d%0aX-Canary: 1", "/\nX-Canary: 1", "/\u2028X-Canary", "/\x00"]
)
def test_nothing_sent_becomes_a_header(back: str) -> None:
    client = portal_client(raise_request_exception=False)

    answer = client.post("/language/", {"language": "en", "next": back})

    lines = [f"{name}: {value}" for name, value in answer.headers.items()]
    assert (answer.status_code < 500, "janua_citizen" in answer.cookies, "X-Canary" in answer.headers) == (
        True,
        False,
        False,
    )
    assert [line for line in lines if "\r" in line or "\n" in line] == []


def test_answer_that_leaves_open_what_it_is_is_noticed_in_every_test() -> None:
    for kind in ("text/html", "text/plain; charset=latin-1", "image/svg+xml", ""):
        answer = HttpResponse("x")
        answer.headers["Content-Type"] = kind
        with pytest.raises(AssertionError, match="of what it is"):
            require_typed(answer)
    for kind in ("text/html; charset=utf-8", "application/json", "image/jpeg"):
        require_typed(HttpResponse("x", content_type=kind))
    require_typed(HttpResponse(status=204))


def test_program_without_encryption_is_refused_and_a_page_is_sent_on(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    told: dict[str, tuple[int, str]] = {}
    for name, path in (("api", "/api/v1/persons/"), ("messages", "/dci/registry/notify"), ("page", "/help/")):
        answer = portal_client().get(path, headers={"authorization": "Bearer x"})
        told[name] = (answer.status_code, answer.headers.get("Location") or answer.headers["Content-Type"])

    refused = (403, "application/problem+json")
    assert told == {"api": refused, "messages": refused, "page": (301, "https://testserver/help/")}
    assert portal_client().get("/api/v1/persons/", secure=True).status_code != 403


@pytest.mark.parametrize("both", [["/news/", "//elsewhere.example/"], ["//elsewhere.example/", "/news/"]])
def test_field_sent_twice_is_checked_as_the_one_that_is_used(both: list[str]) -> None:
    answer = portal_client().post("/language/", {"language": "en", "next": both})

    assert answer.headers["Location"] == ("/news/" if both[1] == "/news/" else "/")


def test_field_in_the_address_does_not_stand_for_one_in_the_form() -> None:
    answer = portal_client().post("/language/?language=mt&next=/news/", {})

    assert (answer.headers["Location"], "janua_language" in answer.cookies) == ("/", False)
