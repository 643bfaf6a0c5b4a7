"""Every page of both faces, by every way of reading it.

At 320 px, which is 400 % of 1280, in English and Arabic: axe, geometry, shape. Once by keyboard alone, once without
script, once at desktop width. The other two languages on five pages here, and on all of them in the proofs.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Window

from tests.browser.calling import Caller
from tests.browser.reading import (
    direction_findings,
    geometry_findings,
    keyboard_findings,
    serious_findings,
    shape_findings,
)
from tests.browser.walking import Ways
from tests.walks.pages import PORTAL, WORKBENCH, Page

pytestmark = pytest.mark.long
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
# Where most people look: the door, a service, what is known, a decision, what is paid.
FIVE = {"home", "service", "known-facts", "decision", "payments"}
NewContext = Callable[..., BrowserContext]
# What a reader sees; what only sends on, or is a file, is no page.
_NO_PAGES = {"check-seal", "document-file", "document-page", "paper-picture", "letter", "sign-in-back"}


def _shown(pages: tuple[Page, ...]) -> list[Page]:
    return [one for one in pages if one.method == "GET" and one.lands == 200 and one.name not in _NO_PAGES]


def _readers(face: str) -> list[tuple[str, tuple[Page, ...]]]:
    """Who reads which pages: each page once, by the first of those who may."""
    pages = _shown(PORTAL if face == "portal" else WORKBENCH)
    readers: dict[str, list[Page]] = {}
    for page in pages:
        readers.setdefault(page.who[0] if page.who else "", []).append(page)
    return [(reader, tuple(its)) for reader, its in readers.items()]


READERS = [(face, reader, pages) for face in ("portal", "workbench") for reader, pages in _readers(face)]
_IDS = [f"{face}-{reader or 'nobody'}" for face, reader, _ in READERS]
every_reader = pytest.mark.parametrize(("face", "reader", "pages"), READERS, ids=_IDS)


FIVE_READERS = [
    (face, reader, tuple(page for page in pages if page.name in FIVE))
    for face, reader, pages in READERS
    if face == "portal" and {page.name for page in pages} & FIVE
]


def _caller(ways: Ways, face: str, reader: str) -> Caller:
    if not reader:
        return ways.nobody[face]
    return ways.citizen(reader) if face == "portal" else ways.officer(reader)


def _window(ways: Ways, new_context: NewContext, face: str, reader: str, language: str, **options: object) -> Window:
    """A window of somebody who has signed in, in a language."""
    caller = _caller(ways, face, reader)
    caller.post("/language/", {"language": language, "next": "/"})
    context = new_context(**{"viewport": NARROW} | options)
    context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": caller.address} for one in caller.client.cookies.jar]
    )
    return context.new_page()


def _opened(ways: Ways, window: Window, face: str, pages: tuple[Page, ...]) -> Iterator[tuple[Page, list[str]]]:
    address = ways.installation.portal_url if face == "portal" else ways.installation.workbench_url
    for page in pages:
        response = window.goto(address + ways.path(face, page))
        status = response.status if response else 0
        yield page, [] if status == page.lands else [f"answers {status}"]


@every_reader
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_at_320_px(
    ways: Ways, new_context: NewContext, face: str, reader: str, pages: tuple[Page, ...], language: str
) -> None:
    read_narrow(ways, new_context, face, reader, pages, language)


@every_reader
def test_pages_by_keyboard_alone_and_at_desktop_width(
    ways: Ways, new_context: NewContext, face: str, reader: str, pages: tuple[Page, ...]
) -> None:
    window = _window(ways, new_context, face, reader, "en", viewport=WIDE)
    found = []
    for page, wrong in _opened(ways, window, face, pages):
        wrong += [*geometry_findings(window), *keyboard_findings(window)]
        found += [f"{page.name}: {one}" for one in wrong]
    assert found == []


@every_reader
def test_pages_without_script(
    ways: Ways, new_context: NewContext, face: str, reader: str, pages: tuple[Page, ...]
) -> None:
    window = _window(ways, new_context, face, reader, "en", java_script_enabled=False)
    found = []
    for page, wrong in _opened(ways, window, face, pages):
        if window.locator("h1").count() != 1:
            wrong.append("shows no heading")
        # Everything that one can press is a link or belongs to a form.
        loose = window.locator("main button:not(form button):not([form])").count()
        if loose:
            wrong.append(f"{loose} buttons do nothing without script")
        found += [f"{page.name}: {one}" for one in wrong]
    assert found == []


@pytest.mark.parametrize(
    ("face", "reader", "pages"), FIVE_READERS, ids=[reader or "nobody" for _, reader, _ in FIVE_READERS]
)
@pytest.mark.parametrize("language", ["mt", "uk"])
def test_five_pages_in_the_other_languages(
    ways: Ways, new_context: NewContext, face: str, reader: str, pages: tuple[Page, ...], language: str
) -> None:
    read_narrow(ways, new_context, face, reader, pages, language)


def read_narrow(
    ways: Ways, new_context: NewContext, face: str, reader: str, pages: tuple[Page, ...], language: str
) -> None:
    """Read pages at 320 px in a language, and fail with everything that is wrong on any of them."""
    window = _window(ways, new_context, face, reader, language)
    found = []
    for page, wrong in _opened(ways, window, face, pages):
        wrong += [*shape_findings(window, language=language), *geometry_findings(window), *serious_findings(window)]
        wrong += direction_findings(window)
        found += [f"{page.name}: {one}" for one in wrong]
    assert found == []
