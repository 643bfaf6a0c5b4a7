"""The legal date of these tests."""

from typing import Any

import pytest

from tests.portal.follow.scene import ON


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    """It is the day on which the family of the scene applied."""
    settings.JANUA_TODAY = ON
