"""The whole way through the calculator at 320 px, each page by axe, geometry and keyboard; and on into an application.

Its pages are answers to forms, so the walk of addresses does not come by.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import AsCitizen, choose_language
from tests.browser.installed import Installed
from tests.browser.reading import geometry_findings, keyboard_findings, serious_findings, shape_findings

pytestmark = pytest.mark.long
NARROW = {"width": 320, "height": 640}
SERVICE = "childrens-allowance"
MOST_QUESTIONS = 40
_ANSWERS = {"citizenship": "MT", "years_here": "20", "earned": "9000"}


def _choose_day(page: Page, name: str, *, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name={name}_{part}]").fill(value)


def _press(page: Page, button: Locator) -> None:
    """Press a button that sends its form, and wait until the answer is there whole."""
    with page.expect_navigation():
        button.click()


def _continue(page: Page) -> None:
    _press(page, page.locator("main form .govuk-button:not(.govuk-button--secondary)").first)


def _fill_household(page: Page, *, born: tuple[str, str, str]) -> None:
    day, month, year = born
    _choose_day(page, "born", day=day, month=month, year=year)
    page.locator("input[name=partner][value=none]").check(force=True)
    page.locator("input[name=children]").fill("1")


def _answer(page: Page) -> str:
    """Answer the question on the page, or say that one does not know; gives its code."""
    code = page.locator("input[name=question]").get_attribute("value") or ""
    known = _ANSWERS.get(code)
    field = page.locator("main [name=a-you]").first
    if known is None:
        _press(page, page.locator("main button[name=unsure]"))
    else:
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(known)
        else:
            field.fill(known)
        _continue(page)
    return code


def _findings(page: Page, where: str, *, language: str, keyboard: bool = True) -> list[str]:
    found = [*serious_findings(page), *geometry_findings(page), *shape_findings(page, language=language)]
    if keyboard:
        found += keyboard_findings(page)
    return [f"{where}: {one}" for one in found]


def _questions(page: Page, *, language: str) -> list[str]:
    """Answer until the results; each page that looks different from those before is read."""
    found: list[str] = []
    kinds: set[str] = set()
    for _ in range(MOST_QUESTIONS):
        if not page.locator("input[name=question]").count():
            return found
        first = page.locator("main [name^=a-]").first
        kind = first.evaluate("one => one.tagName + one.type + one.inputMode")
        if kind not in kinds:
            kinds.add(kind)
            found += _findings(page, f"question with {kind}", language=language)
        _answer(page)
    raise AssertionError("the calculator asks for ever")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whole_way_at_320_px(
    installation: Installed, new_context: Callable[..., BrowserContext], language: str
) -> None:
    page = new_context(viewport=NARROW).new_page()
    page.goto(f"{installation.portal_url}/calculator/")
    choose_language(page, language)
    found = _findings(page, "household", language=language)

    _continue(page)
    found += _findings(page, "household with errors", language=language, keyboard=False)
    _fill_household(page, born=("3", "5", "1990"))
    _continue(page)
    found += _findings(page, "births", language=language)
    _choose_day(page, "born-child-1", day="4", month="7", year="2019")
    _continue(page)
    found += _questions(page, language=language)
    found += _findings(page, "results", language=language)
    _press(page, page.locator("button[name=picture]").first)
    found += _findings(page, "picture", language=language)

    assert found == []


def test_way_back_is_the_browsers_and_ours(installation: Installed, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport=NARROW, java_script_enabled=False).new_page()
    page.goto(f"{installation.portal_url}/calculator/")
    _fill_household(page, born=("3", "5", "1990"))
    _continue(page)
    _choose_day(page, "born-child-1", day="4", month="7", year="2019")
    _continue(page)
    first = _answer(page)
    expect(page.locator("input[name=question]")).not_to_have_attribute("value", first)

    page.reload()
    expect(page.locator("input[name=question]")).not_to_have_attribute("value", first)
    page.locator("main button[name=back]").click()

    expect(page.locator("input[name=question]")).to_have_attribute("value", first)
    expect(page.locator("main [name=a-you]")).to_have_value("MT")


def test_answers_go_into_an_application(installation: Installed, as_citizen: AsCitizen) -> None:
    card = installation.known.family("three_children")["mother"]
    (person,) = installation.rows("SELECT p.born_on FROM registers_person p WHERE p.id = %s", installation.person(card))
    born = person["born_on"]
    page = as_citizen(card)
    page.goto(f"{installation.portal_url}/calculator/")
    _fill_household(page, born=(str(born.day), str(born.month), str(born.year)))
    _continue(page)
    _choose_day(page, "born-child-1", day="4", month="7", year="2019")
    _continue(page)
    for _ in range(MOST_QUESTIONS):
        if not page.locator("input[name=question]").count():
            break
        _answer(page)

    page.locator(f"form[action$='/calculator/apply/{SERVICE}/'] button").first.click()
    page.wait_for_url(f"**/calculator/carry/{SERVICE}/")
    page.get_by_role("button", name="Fill in my answers").click()

    page.wait_for_url(f"**/apply/{SERVICE}/tasks/")
    assert "janua_carried" not in {cookie["name"] for cookie in page.context.cookies()}
