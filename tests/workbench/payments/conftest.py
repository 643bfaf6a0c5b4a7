"""Two payments officers at their browsers."""

from typing import Any

import pytest

from tests.faces import FaceClient, workbench_client
from tests.payments import factories as paid
from tests.payments.factories import TODAY


@pytest.fixture(autouse=True)
def _day(settings: Any, db: None) -> None:
    """The day of the factories."""
    settings.JANUA_TODAY = TODAY
    paid.office()


@pytest.fixture
def preparer(_day: None) -> FaceClient:
    """Who prepares, at a browser."""
    return workbench_client(paid.preparer())


@pytest.fixture
def approver(_day: None) -> FaceClient:
    """Who approves, at a browser."""
    return workbench_client(paid.approver())
