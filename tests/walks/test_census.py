"""No endpoint of any process is left out of the walks, and no role."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from demo.walkthrough.people import OFFICERS
from janua.api.v1.urls import CITIZENS
from janua.api.v1.urls import OFFICERS as OFFICERS_API
from janua.base.accounts.roles import ROLES
from janua.base.health import server as health
from janua.base.row_security.roles import RUNTIME
from janua.config import urls
from tests.walks.api import OPERATIONS
from tests.walks.others import OF_OPERATORS, OTHERS
from tests.walks.pages import EVERYBODY, PORTAL, RECORDS, WORKBENCH, Page
from tests.walks.roles import ROLE_OF, UNVISITED

PAGES = {"portal": PORTAL, "workbench": WORKBENCH}
PROCESSES = ("portal", "workbench", "api", "none")


def _endpoints(patterns: list[Any], space: str = "", route: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every address: namespace, whole route, pattern."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _endpoints(pattern.url_patterns, pattern.namespace or space, here)
        else:
            yield space, here, pattern


def _of(process: str) -> list[tuple[str, str, URLPattern]]:
    return list(_endpoints(get_resolver(f"janua.config.urls.{process}").url_patterns))


def _pages(face: str) -> dict[str, frozenset[str]]:
    return {
        str(one.name): frozenset(one.pattern.converters) | frozenset(one.pattern.regex.groupindex)
        for space, _, one in _of(face)
        if space == face
    }


def _operations(face: str) -> set[tuple[str, str]]:
    described = {"portal": CITIZENS, "workbench": OFFICERS_API}[face].get_openapi_schema(path_prefix="/api/v1/")
    return {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}


def _unknown(process: str) -> set[str]:
    """Addresses that are neither a page, nor an operation that the API describes, nor known by themselves."""
    described = {path.lstrip("/") for _, path in _operations(process)} if process in PAGES else set()
    left = set()
    for space, route, one in _of(process):
        operation = route.replace("<", "{").replace(">", "}")
        if space != process and operation not in described:
            left.add(f"{space}:{one.name or ''} {route}")
    return left


@pytest.mark.parametrize("face", PAGES)
def test_every_page_is_known(face: str) -> None:
    assert {page.name: frozenset(page.arguments) for page in PAGES[face]} == _pages(face), (
        "Enter new pages in tests/walks/pages.py: who opens them, with which arguments."
    )


@pytest.mark.parametrize("face", PAGES)
def test_every_page_is_listed_once_and_its_records_are_known(face: str) -> None:
    names = [page.name for page in PAGES[face]]
    kinds = {value[1:] for page in PAGES[face] for value in page.arguments.values() if value.startswith("@")}

    assert (len(names), kinds - set(RECORDS)) == (len(set(names)), set())


@pytest.mark.parametrize("face", PAGES)
def test_every_operation_of_the_api_is_known(face: str) -> None:
    assert {(one.method, one.path) for one in OPERATIONS[face]} == _operations(face)


@pytest.mark.parametrize("process", PROCESSES)
def test_every_other_address_is_known(process: str) -> None:
    assert _unknown(process) == {one.named for one in OTHERS.get(process, ())}, (
        "Enter it in tests/walks/others.py: what it is, and what it may answer to whom."
    )


def test_every_process_that_serves_is_walked() -> None:
    serving = {one.stem for one in Path(urls.__file__).parent.glob("*.py") if one.stem != "__init__"}
    assert serving == set(PROCESSES)
    # The two workers serve no addresses.
    assert set(RUNTIME) == {*(f"janua_{one}" for one in PROCESSES if one != "none"), "janua_work", "janua_payments"}


def test_every_address_for_operators_is_known() -> None:
    asked = set(re.findall(r'path == "([^"]+)"', inspect.getsource(health.answer)))

    assert asked == set(OF_OPERATORS)


def test_every_role_is_walked() -> None:
    assert {*ROLE_OF.values(), *UNVISITED} == {one.code for one in ROLES}
    assert set(ROLE_OF) == set(EVERYBODY)
    assert {one.login: one.role for one in OFFICERS if one.login != "administrator-2"}.items() <= ROLE_OF.items()


def test_a_page_that_is_missing_is_found() -> None:
    without: tuple[Page, ...] = PORTAL[1:]

    assert {page.name for page in without} != set(_pages("portal"))
    assert _unknown("api") != set()
