"""Forms that another site sends in somebody's name: no address of a face takes one, whatever the browser says of it."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from janua.api.v1.urls import CITIZENS, OFFICERS
from tests.faces import FaceClient, portal_client, workbench_client
from tests.registers import factories as people
from tests.walks.pages import PORTAL, WORKBENCH, Page

pytestmark = pytest.mark.django_db
# Pages that answer a form and change nothing; what is taken along from one is asked where it came from.
NOTHING_CHANGES = {"", "-of", "-embedded", "-embedded-of", "-save", "-open", "-apply"}
CALCULATOR = frozenset(f"calculator{part}" for part in NOTHING_CHANGES)
NOBODYS = UUID(int=7)
FORGED: tuple[dict[str, str], ...] = (
    {},
    {"origin": "null"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "https://elsewhere.example"},
    {"referer": "https://elsewhere.example/testserver/"},
    {"sec-fetch-site": "same-site", "origin": "http://sub.testserver"},
    {"x-csrftoken": "x" * 64, "hx-request": "true"},
)


def _patterns(patterns: list[Any]) -> list[URLPattern]:
    found: list[URLPattern] = []
    for one in patterns:
        found += _patterns(one.url_patterns) if isinstance(one, URLResolver) else [one]
    return found


def _address(client: FaceClient, page: Page) -> str:
    named = {name: NOBODYS if value.startswith("@") else value for name, value in page.arguments.items()}
    return client.at(page.name, **named)


@pytest.mark.parametrize("face", ["portal", "workbench"])
def test_no_page_is_exempt_from_the_token(face: str) -> None:
    every = _patterns(get_resolver(f"janua.config.urls.{face}").url_patterns)
    exempt = {one.name for one in every if getattr(one.callback, "csrf_exempt", False) and not _is_of_api(one)}
    assert exempt == (CALCULATOR if face == "portal" else set())


def _is_of_api(one: URLPattern) -> bool:
    """Of the interface for programs: it asks for a secret in a heading that no other site's page can send."""
    apis = {view.callback for api in (CITIZENS, OFFICERS) for view in _patterns(api.urls[0])}
    return one.callback in apis or getattr(one.callback, "__module__", "").startswith(("ninja", "janua.api."))


@pytest.mark.parametrize(("face", "pages"), [("portal", PORTAL), ("workbench", WORKBENCH)])
def test_no_address_takes_a_forged_form(face: str, pages: tuple[Page, ...]) -> None:
    if face == "portal":
        client = portal_client(people.citizen(people.person()), enforce_csrf_checks=True)
    else:
        client = workbench_client(people.officer("read_case", "do_task"), enforce_csrf_checks=True)
    taken = []
    for page in pages:
        address = _address(client, page)
        for headers in FORGED:
            answer = client.post(address, {"text": "x"}, headers=headers)
            if answer.status_code not in (403, 405) and page.name not in CALCULATOR:
                taken.append((page.name, headers, answer.status_code))
    assert taken == []


@pytest.mark.parametrize("face", ["portal", "workbench"])
def test_the_api_takes_no_cookie_for_a_sign_in(face: str) -> None:
    if face == "portal":
        client = portal_client(people.citizen(people.person()), enforce_csrf_checks=True)
        paths = ("/api/v1/applications", f"/api/v1/persons/{NOBODYS}/facts")
    else:
        client = workbench_client(people.officer("read_case", "prepare_run"), enforce_csrf_checks=True)
        paths = ("/api/v1/runs", "/api/v1/persons?words=xx")
    for path in paths:
        assert client.get(path).status_code == 401
        assert client.post(path, {}, content_type="application/json").status_code in (401, 405)
