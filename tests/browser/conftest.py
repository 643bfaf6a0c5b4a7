"""A browser, a running installation, and pages of people who have signed in to it.

Of the package and no longer: the browser's loop and the installation's processes would disturb tests of other folders.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.installed import Installed, running_demo
from tests.browser.walking import Ways

# Debian's browser by the flags that keep it from the network and from a screen.
FLAGS = (
    *("--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PHONE = {"width": 360, "height": 740}
PATIENCE_MS = 15_000


class AsCitizen(Protocol):
    """Give the page of a citizen who has signed in through the identity provider."""

    def __call__(self, card: str, *, language: str = "en", **context: Any) -> Page: ...


class AsOfficer(Protocol):
    """Give the page of an officer who has signed in with password and code."""

    def __call__(self, login: str, *, language: str = "en", **context: Any) -> Page: ...


class AsNobody(Protocol):
    """Give the page of somebody whom nobody knows."""

    def __call__(self, **context: Any) -> Page: ...


def chromium() -> Path:
    """The browser of this machine; red, never skipped, where there is none."""
    named = Path(os.environ.get("JANUA_CHROMIUM", "/usr/bin/chromium"))
    if not named.exists():
        pytest.fail(
            f"No browser at {named}: on Debian install the package chromium, or name one in JANUA_CHROMIUM.",
            pytrace=False,
        )
    return named


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real browser, without a window."""
    path = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def installation() -> Iterator[Installed]:
    """A whole demo, whose story has been told."""
    with running_demo() as installed:
        yield installed


@pytest.fixture(scope="package")
def ways(installation: Installed) -> Iterator[Ways]:
    """The way to every page of the list, on an installation that has something to show on each."""
    installation.furnish()
    found = Ways(installation)
    found.begin_an_application()
    yield found
    found.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give a browser window of its own: no cookies, English, at phone width; closed with the test."""
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, "locale": "en-GB", "reduced_motion": "reduce"} | options)
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def as_nobody(installation: Installed, new_context: Callable[..., BrowserContext]) -> AsNobody:
    """Open the portal without signing in."""

    def open_page(**context: Any) -> Page:
        page = new_context(**context).new_page()
        page.goto(installation.portal_url)
        return page

    return open_page


@pytest.fixture
def as_citizen(installation: Installed, new_context: Callable[..., BrowserContext]) -> AsCitizen:
    """Sign in to the portal as the holder of an identity card."""

    def sign_in(card: str, *, language: str = "en", **context: Any) -> Page:
        page = new_context(**context).new_page()
        sign_in_citizen(page, installation, card)
        choose_language(page, language)
        return page

    return sign_in


@pytest.fixture
def as_officer(installation: Installed, new_context: Callable[..., BrowserContext]) -> AsOfficer:
    """Sign in to the workbench as an officer of the demo."""

    def sign_in(login: str, *, language: str = "en", **context: Any) -> Page:
        page = new_context(**{"viewport": {"width": 1280, "height": 900}} | context).new_page()
        sign_in_officer(page, installation, login)
        choose_language(page, language)
        return page

    return sign_in


def sign_in_citizen(page: Page, installation: Installed, card: str) -> None:
    """Go the way of a citizen: to the identity provider and back, and the first time confirm who one is."""
    page.goto(f"{installation.portal_url}/sign-in/")
    page.locator("main form button").first.click()
    page.get_by_label("Identity card number").fill(card)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{installation.portal_url}/**")
    if "/sign-in/first/" in page.url:
        page.locator("main form button").first.click()
        page.wait_for_url(lambda address: "/sign-in/" not in address)


def sign_in_officer(page: Page, installation: Installed, login: str) -> None:
    """Go the way of an officer: name, password, code."""
    page.goto(f"{installation.workbench_url}/sign-in/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(installation.password)
    page.locator("main form button").first.click()
    page.locator("main form input:not([type=hidden])").first.fill(installation.code(login))
    page.locator("main form button").first.click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def choose_language(page: Page, language: str) -> None:
    """Press the switch of languages, where the page is not in this one."""
    if page.locator("html").get_attribute("lang") != language:
        shown = page.locator(f".ui-languages button[value={language}]").locator("visible=true")
        if not shown.count():
            # On a phone the languages stand in the menu.
            page.locator(".ui-menu__summary").click()
        shown.first.click()
        page.locator(f"html[lang={language}]").wait_for(state="attached")
