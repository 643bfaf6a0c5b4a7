"""What people do by accident: press twice, go back and press again, have the same form open in two tabs."""

import pytest
from playwright.sync_api import Page

from tests.browser.applying import fill_in
from tests.browser.conftest import AsCitizen
from tests.browser.installed import Installed

pytestmark = pytest.mark.long
SERVICE = "childrens-allowance"
_SENT = "SELECT id FROM casework_application WHERE applicant_id = %s"
SEND = "Agree and send"


def _ready_to_send(page: Page, installation: Installed) -> None:
    page.goto(f"{installation.portal_url}/apply/{SERVICE}/")
    page.locator("main form button").first.click()
    fill_in(page, SERVICE)


def _press_send(page: Page) -> None:
    page.locator("main").get_by_role("button", name=SEND, exact=True).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False])
def test_send_pressed_twice_and_again_after_going_back_is_one_application(
    installation: Installed, as_citizen: AsCitizen, script: bool
) -> None:
    card = installation.known.family("blue_card" if script else "three_generations")["mother"]
    page = as_citizen(card, java_script_enabled=script)
    _ready_to_send(page, installation)

    page.locator("main").get_by_role("button", name=SEND, exact=True).dblclick(no_wait_after=True)
    page.wait_for_url("**/receipt/")
    page.go_back()
    if page.locator("main").get_by_role("button", name=SEND, exact=True).count():
        _press_send(page)

    assert len(installation.rows(_SENT, installation.person(card))) == 1


def test_form_open_in_two_tabs_is_sent_once_and_the_second_tab_says_so(
    installation: Installed, as_citizen: AsCitizen
) -> None:
    card = installation.known.family("joint_custody")["father"]
    first = as_citizen(card)
    _ready_to_send(first, installation)
    second = first.context.new_page()
    second.goto(first.url)

    _press_send(first)
    first.wait_for_url("**/receipt/")
    _press_send(second)

    assert len(installation.rows(_SENT, installation.person(card))) == 1
    assert second.url == first.url
