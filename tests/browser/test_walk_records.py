"""Every endpoint as every role: what is somebody else's and what there is not give the same answer.

Pages by GET and by POST, and every operation of the API; what one may see is seen, and nothing else.
"""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.browser.calling import Caller
from tests.browser.walking import ABSENT, Ways
from tests.walks.api import OPERATIONS, Operation
from tests.walks.pages import PORTAL, STAFF, WORKBENCH, Page

pytestmark = pytest.mark.long
METHODS = ("GET", "POST")
# The demo's sample was drawn over the whole country: each of its areas sees it, and its own decisions alone.
OF_SEVERAL_AREAS = {"sample", "sample-export"}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def _told(response: httpx.Response) -> tuple[int, str, str]:
    """What a response says, without what differs from request to request."""
    text = _TOKEN.sub("", _UUID.sub("ID", response.text))
    return response.status_code, _UUID.sub("ID", response.headers.get("location", "")), text


def _send(caller: Caller, method: str, path: str) -> tuple[int, str, str]:
    return _told(caller.get(path) if method == "GET" else caller.post(path))


def _with_records(pages: tuple[Page, ...]) -> list[Page]:
    return [page for page in pages if any(value.startswith("@") for value in page.arguments.values())]


def _named(pages: Any) -> list[str]:
    return [page.name for page in pages]


@pytest.mark.parametrize("page", PORTAL, ids=_named(PORTAL))
def test_portal_page_is_shown_to_whose_it_is(ways: Ways, page: Page) -> None:
    caller = ways.citizen(page.who[0]) if page.who else ways.nobody["portal"]
    if page.method == "GET":
        assert caller.get(ways.path("portal", page)).status_code == page.lands
    else:
        assert caller.get(ways.path("portal", page)).status_code == 405


@pytest.mark.parametrize("page", [page for page in PORTAL if page.who], ids=lambda page: page.name)
def test_portal_page_sends_a_stranger_to_sign_in(ways: Ways, page: Page) -> None:
    for method in METHODS:
        status, location, _ = _send(ways.nobody["portal"], method, ways.path("portal", page))
        assert status == 405 or location.startswith("/sign-in/"), (method, status, location)


@pytest.mark.parametrize("page", _with_records(PORTAL), ids=lambda page: page.name)
@pytest.mark.parametrize("method", METHODS)
def test_portal_record_of_another_is_as_if_it_were_not(ways: Ways, page: Page, method: str) -> None:
    if not page.who:
        assert _send(ways.nobody["portal"], method, ways.path("portal", page, absent=True))[0] in (404, 405)
        return
    stranger = ways.citizen("stranger")
    theirs = _send(stranger, method, ways.path("portal", page))
    absent = _send(stranger, method, ways.path("portal", page, absent=True))

    assert theirs == absent
    assert theirs[0] in (303, 404, 405)


@pytest.mark.parametrize("login", STAFF)
def test_workbench_shows_each_role_its_pages_and_no_others(ways: Ways, login: str) -> None:
    caller = ways.officer(login)
    told = {}
    for page in WORKBENCH:
        if page.method == "GET" and page.who:
            told[page.name] = caller.get(ways.path("workbench", page)).status_code
    expected = {
        page.name: page.lands if login in page.who else 404 for page in WORKBENCH if page.method == "GET" and page.who
    }
    assert told == expected


def test_workbench_sends_a_stranger_to_sign_in(ways: Ways) -> None:
    caller = ways.nobody["workbench"]
    let_in = [
        (page.name, method)
        for page in WORKBENCH
        if page.who
        for method in METHODS
        for status, location, _ in [_send(caller, method, ways.path("workbench", page))]
        if status != 405 and not location.startswith("/sign-in/")
    ]
    assert let_in == []


@pytest.mark.parametrize("login", STAFF)
def test_workbench_record_of_another_area_is_as_if_it_were_not(ways: Ways, login: str) -> None:
    caller = ways.officer(f"gozo-{login}")
    differs = []
    for page in _with_records(WORKBENCH):
        if page.everywhere or page.name in OF_SEVERAL_AREAS:
            continue
        for method in METHODS:
            foreign = _send(caller, method, ways.path("workbench", page))
            absent = _send(caller, method, ways.path("workbench", page, absent=True))
            if foreign != absent or foreign[0] not in (303, 404, 405):
                differs.append((page.name, method, foreign[:2], absent[:2]))
    assert differs == []


def _operations(face: str) -> Iterator[Operation]:
    yield from (one for one in OPERATIONS[face] if one.record.startswith("@"))


def _call(ways: Ways, caller: Caller, one: Operation, record: Any) -> tuple[int, Any]:
    secret = next(value for name, value in caller.client.cookies.items() if name in ("janua_citizen", "janua_staff"))
    path = re.sub(r"\{\w+\}", str(record), one.path) + one.query
    with httpx.Client(timeout=30) as client:
        response = client.request(
            one.method,
            caller.address + path,
            headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": "a walk of today"},
            json=dict(one.body) if one.method == "POST" else None,
        )
    return response.status_code, response.json()


@pytest.mark.parametrize("one", list(_operations("portal")), ids=lambda one: f"{one.method} {one.path}")
def test_api_record_of_another_is_as_if_it_were_not_for_citizens(ways: Ways, one: Operation) -> None:
    stranger = ways.citizen("stranger")

    theirs = _call(ways, stranger, one, ways.record(one.record[1:]))

    assert theirs == _call(ways, stranger, one, ABSENT)
    assert theirs[0] == 404 or theirs == (200, [])


@pytest.mark.parametrize("login", STAFF)
def test_api_record_of_another_area_is_as_if_it_were_not_for_officers(ways: Ways, login: str) -> None:
    caller = ways.officer(f"gozo-{login}")
    differs = [
        (one.method, one.path, foreign, absent)
        for one in _operations("workbench")
        for foreign in [_call(ways, caller, one, ways.record(one.record[1:]))]
        for absent in [_call(ways, caller, one, ABSENT)]
        if foreign != absent or foreign[0] != 404
    ]
    assert differs == []


@pytest.mark.parametrize("face", OPERATIONS)
def test_api_serves_nobody_without_a_session(ways: Ways, face: str) -> None:
    caller = ways.nobody[face]
    served = [
        (one.method, one.path, response.status_code)
        for one in OPERATIONS[face]
        if one.who
        for path in [re.sub(r"\{\w+\}", str(ABSENT), one.path) + one.query]
        for response in [caller.client.request(one.method, caller.address + path, json=dict(one.body))]
        if response.status_code != 401
    ]
    assert served == []
