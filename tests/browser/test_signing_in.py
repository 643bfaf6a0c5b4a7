"""The ways in, by a real browser."""

import pytest

from tests.browser.conftest import AsCitizen, AsOfficer
from tests.browser.installed import Installed

pytestmark = pytest.mark.long


def test_citizen_signs_in_through_the_identity_provider(installation: Installed, as_citizen: AsCitizen) -> None:
    page = as_citizen(installation.known.family("walkthrough")["mother"])

    assert page.url == f"{installation.portal_url}/mine/"
    assert page.locator("html").get_attribute("lang") == "en"


def test_citizen_signs_in_for_the_first_time(installation: Installed, as_citizen: AsCitizen) -> None:
    page = as_citizen(installation.known.family("three_children")["mother"])

    assert page.url == f"{installation.portal_url}/mine/"


def test_officer_signs_in_with_password_and_code(installation: Installed, as_officer: AsOfficer) -> None:
    page = as_officer("case")

    assert page.url == f"{installation.workbench_url}/"
