"""Go through a service's application in a browser as somebody would who has nothing special to tell."""

import re

from playwright.sync_api import Page

from tests.browser.installed import Installed

MOST_STEPS = 30
_REFERENCE = re.compile(r"A(-[0-9A-Z]{4}){3}")


def apply(page: Page, installation: Installed, service: str) -> str:
    """Apply for a service; gives the reference that the receipt shows."""
    page.goto(f"{installation.portal_url}/services/{service}/")
    page.locator("main").get_by_role("button", name="Apply now").first.click()
    page.locator("main form button").first.click()
    fill_in(page, service)
    return send(page)


def fill_in(page: Page, service: str) -> None:
    """Do every task of the list until it offers to check the answers."""
    for _ in range(MOST_STEPS):
        if page.url.endswith("/check/") and page.get_by_role("button", name="Agree and send").count():
            return
        if page.url.endswith("/tasks/"):
            _next_task(page, service)
        else:
            _answer(page)
    raise AssertionError(f"the application does not come to its end: {page.url}")


def send(page: Page) -> str:
    """Send what was checked; gives the reference of the receipt."""
    press(page, "Agree and send")
    page.wait_for_url("**/receipt/")
    told = page.locator("main").inner_text()
    reference = _REFERENCE.search(told)
    assert reference, told
    return reference[0]


def press(page: Page, name: str) -> None:
    """Press a button of the page's own form."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def _next_task(page: Page, service: str) -> None:
    undone = page.locator(".govuk-task-list__item").filter(has=page.locator(".govuk-tag, strong"))
    open_ones = undone.filter(has_not_text="Done").locator("a")
    if open_ones.count():
        open_ones.first.click()
    else:
        page.goto(page.url.replace("/tasks/", "/check/"))


def _answer(page: Page) -> None:
    """Say no, or nothing, and go on."""
    main = page.locator("main")
    radios = main.locator("input[type=radio]")
    if radios.count():
        wanted = main.get_by_label("No", exact=True)
        (wanted if wanted.count() else main.locator(".govuk-radios__item label")).last.click()
    else:
        for field in main.locator("form input[type=text]:visible").all():
            if not field.input_value():
                field.fill("0")
    before = page.url
    main.locator("form .govuk-button:not(.govuk-button--secondary)").last.click()
    assert page.locator(".govuk-error-summary").count() == 0, page.locator(".govuk-error-summary").inner_text()
    assert page.url != before, f"{before} does not go on"
