"""The legal date of these tests."""

from typing import Any

import pytest

from tests.registers.factories import TODAY


@pytest.fixture(autouse=True)
def legal_date(settings: Any) -> None:
    """It is the day of the factories."""
    settings.JANUA_TODAY = TODAY
