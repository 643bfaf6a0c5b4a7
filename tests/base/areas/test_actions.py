"""The tree of areas and the offices in it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from janua.base.actors import system_actor
from janua.base.areas.actions import LoaderOnly, place_area, place_office
from janua.base.areas.models import Area, Office
from janua.base.areas.queries import areas_in_or_below

AsProcess = Callable[..., AbstractContextManager[None]]


def _place_tree() -> None:
    country = place_area(id=1, code="mt", kind="country", names={"en": "Malta"})
    island = place_area(id=2, code="gozo", kind="island", names={"en": "Gozo"}, parent=country)
    place_area(id=3, code="victoria", kind="locality", names={"en": "Victoria"}, parent=island)
    place_area(id=4, code="main", kind="island", names={"en": "Main island"}, parent=country)


def test_place_area_keeps_the_path_from_the_top(as_process: AsProcess) -> None:
    with as_process("janua_owner", system_actor("loader")):
        _place_tree()

    assert dict(Area.objects.values_list("id", "path")) == {1: [1], 2: [1, 2], 3: [1, 2, 3], 4: [1, 4]}
    assert set(areas_in_or_below([2]).values_list("id", flat=True)) == {2, 3}


def test_place_area_again_changes_names_only(as_process: AsProcess) -> None:
    with as_process("janua_owner", system_actor("loader")):
        _place_tree()
        place_area(id=1, code="mt", kind="country", names={"en": "Malta", "mt": "Malta"})

    assert (Area.objects.count(), Area.objects.get(id=1).names) == (4, {"en": "Malta", "mt": "Malta"})


def test_place_office_in_its_area(as_process: AsProcess) -> None:
    with as_process("janua_owner", system_actor("loader")):
        _place_tree()
        place_office(
            id=7,
            code="victoria-office",
            names={"en": "Victoria"},
            area=Area.objects.get(id=3),
            opens_on=date(2020, 1, 1),
        )

    assert Office.objects.values("id", "area_id", "closes_on").get() == {"id": 7, "area_id": 3, "closes_on": None}


def test_place_area_by_anybody_else_is_refused(as_process: AsProcess) -> None:
    with as_process("janua_work", system_actor("keeper")), pytest.raises(LoaderOnly):
        place_area(id=1, code="mt", kind="country", names={"en": "Malta"})
