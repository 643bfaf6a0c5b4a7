"""The portal on a day of law: what is on offer, offices, somebody who looks for support."""

from datetime import date
from typing import Any

import pytest

from janua.base.areas.models import Office
from tests.casework.factories import publish_catalogue
from tests.catalogue.factories import Newsroom, a_newsroom

DAY = date(2026, 3, 2)


@pytest.fixture
def portal(db: None, settings: Any) -> Newsroom:
    """Everything that the pages of Find read."""
    settings.JANUA_TODAY = DAY
    publish_catalogue()
    room = a_newsroom()
    for number, names in enumerate(({"en": "Żebbuġ", "mt": "Ħaż-Żebbuġ"}, {"en": "Attard", "mt": "Ħ'Attard"}), start=1):
        Office.objects.create(id=number, code=f"hub-{number}", names=names, area=room.area, opens_on=date(2020, 1, 1))
    Office.objects.create(
        id=3, code="gone", names={"en": "Gone"}, area=room.area, opens_on=date(2020, 1, 1), closes_on=date(2025, 1, 1)
    )
    return room
