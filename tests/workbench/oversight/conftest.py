"""Two areas of one country, with an office each, and a person in each of them."""

from dataclasses import dataclass
from typing import Any

import pytest

from janua.base.areas.models import Office
from janua.registers.models import Person
from tests.faces import FaceClient, workbench_client
from tests.payments.factories import TODAY
from tests.registers import factories as people

COUNTRY, HERE, ELSEWHERE = 1, 2, 3


@dataclass(frozen=True)
class Country:
    """Who is where."""

    here: Person
    elsewhere: Person
    hidden: Person


@pytest.fixture
def country(settings: Any, db: None) -> Country:
    """A country of two areas."""
    settings.JANUA_TODAY = TODAY
    return built()


def built() -> Country:
    """Make the country's rows."""
    whole = people.area(COUNTRY)
    for number in (HERE, ELSEWHERE):
        people.area(number, under=whole)
    for number in (COUNTRY, HERE, ELSEWHERE):
        Office.objects.get_or_create(
            id=number,
            defaults={"code": f"office-{number}", "names": {}, "area_id": number, "opens_on": "2020-01-01"},
        )
    made = Country(
        people.person(given="Anna", family="Vella", area_id=HERE),
        people.person(given="Ben", family="Zammit", area_id=ELSEWHERE),
        people.person(given="Cora", family="Hidden", area_id=ELSEWHERE, restricted=True),
    )
    people.identified(made.here, "1M")
    people.identified(made.elsewhere, "2M")
    people.identified(made.hidden, "3M")
    return made


def at_desk(*permissions: str, area: int = HERE, **more: Any) -> FaceClient:
    """An officer with these permissions, at a browser."""
    return workbench_client(people.officer(*permissions, area_id=area), **more)
