"""Sessions that end, by a real browser: told before, kept meanwhile, and nothing for the next person at the phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AsCitizen, AsOfficer
from tests.browser.installed import Installed

pytestmark = pytest.mark.long
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
_OVER = (
    "UPDATE accounts_session SET seen_at = now() - interval '1 hour' WHERE ended_at IS NULL AND kind = %s RETURNING 1"
)


def _sign_in_at(page: Page, card: str) -> None:
    """Press the button of the page that is open, and go through the provider."""
    page.locator("main form button").first.click()
    page.get_by_label("Identity card number").fill(card)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _waiting_choice(installation: Installed, as_citizen: AsCitizen, **context: Any) -> Page:
    """A professional who chooses for whom they act, in a session that ends before they press."""
    page = as_citizen(installation.known.family("professional")["person"], **DESK | context)
    page.goto(f"{installation.portal_url}/acting-for/")
    page.get_by_label("Paul Micallef").check()
    installation.rows(_OVER, "citizen")
    page.get_by_role("button", name="Continue").click()
    return page


@pytest.mark.parametrize("script", [True, False])
def test_what_was_chosen_when_the_session_ended_is_sent_after_signing_in_again(
    installation: Installed, as_citizen: AsCitizen, script: bool
) -> None:
    page = _waiting_choice(installation, as_citizen, java_script_enabled=script)

    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    expect(page.get_by_text("What you typed is safe.")).to_be_visible()
    _sign_in_at(page, installation.known.family("professional")["person"])
    page.get_by_role("button", name="Carry on").click()

    expect(page.locator(".ui-acting")).to_contain_text("Paul Micallef")


def test_next_person_at_the_same_phone_finds_nothing_of_it(installation: Installed, as_citizen: AsCitizen) -> None:
    page = _waiting_choice(installation, as_citizen)

    _sign_in_at(page, installation.known.family("walkthrough")["mother"])
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto(f"{installation.portal_url}/sign-in/kept/")

    assert page.url == f"{installation.portal_url}/mine/"
    expect(page.locator("body")).not_to_contain_text("Paul Micallef")


def test_back_button_after_signing_out_shows_nothing(installation: Installed, as_citizen: AsCitizen) -> None:
    page = as_citizen(installation.known.family("walkthrough")["mother"], **DESK)
    page.goto(f"{installation.portal_url}/acting-for/")
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Maria Borg")


def test_page_says_so_before_the_session_ends_and_stays_open_on_a_press(
    installation: Installed, as_citizen: AsCitizen
) -> None:
    page = as_citizen(installation.known.family("walkthrough")["mother"], **DESK)
    page.clock.install()
    page.goto(f"{installation.portal_url}/acting-for/")
    told = page.get_by_role("heading", name="Are you still there?")

    page.clock.run_for(27 * 60_000)
    expect(told).to_be_hidden()
    page.clock.run_for(90_000)
    expect(told).to_be_visible()
    with page.expect_response("**/sign-in/stay/") as stayed:
        page.get_by_role("button", name="Stay signed in").click()

    assert stayed.value.status == 204
    expect(told).to_be_hidden()


def test_officer_is_told_in_time(installation: Installed, as_officer: AsOfficer) -> None:
    page = as_officer("auditor", **DESK)
    page.clock.install()
    page.goto(f"{installation.workbench_url}/")

    page.clock.run_for(13 * 60_000 + 30_000)

    expect(page.get_by_role("heading", name="Are you still there?")).to_be_visible()
