"""No page is left out of the walks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

from tests.walks.api import OPERATIONS
from tests.walks.pages import PORTAL, RECORDS, WORKBENCH, Page

PAGES = {"portal": PORTAL, "workbench": WORKBENCH}


def _names(patterns: list[Any], face: str, space: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, face, pattern.namespace or space)
        elif space == face:
            yield pattern.name, frozenset(pattern.pattern.converters) | frozenset(pattern.pattern.regex.groupindex)


@pytest.mark.parametrize("face", PAGES)
def test_every_page_is_known(face: str) -> None:
    there = dict(_names(get_resolver(f"janua.config.urls.{face}").url_patterns, face))

    assert {page.name: frozenset(page.arguments) for page in PAGES[face]} == there, (
        "Enter new pages in tests/walks/pages.py: who opens them, with which arguments."
    )


@pytest.mark.parametrize("face", PAGES)
def test_every_page_is_listed_once_and_its_records_are_known(face: str) -> None:
    names = [page.name for page in PAGES[face]]
    kinds = {value[1:] for page in PAGES[face] for value in page.arguments.values() if value.startswith("@")}

    assert (len(names), kinds - set(RECORDS)) == (len(set(names)), set())


@pytest.mark.parametrize("face", PAGES)
def test_every_operation_of_the_api_is_known(face: str) -> None:
    from janua.api.v1.urls import CITIZENS, OFFICERS

    described = {"portal": CITIZENS, "workbench": OFFICERS}[face].get_openapi_schema(path_prefix="/api/v1/")
    there = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}

    assert {(one.method, one.path) for one in OPERATIONS[face]} == there


def test_a_page_that_is_missing_is_found() -> None:
    there = dict(_names(get_resolver("janua.config.urls.portal").url_patterns, "portal"))
    without: tuple[Page, ...] = PORTAL[1:]

    assert {page.name for page in without} != set(there)
