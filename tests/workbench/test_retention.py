"""Keeping and erasing in the workbench: holds by two, lists by two, as officers press the buttons."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.base.retention.actions.erase import erase_next
from janua.base.retention.actions.lists import find_past_retention
from janua.base.retention.models import ErasureItem, ErasureList, Hold
from janua.registers.models import Person
from tests.faces import workbench_client
from tests.registers import factories as people

As = Callable[..., AbstractContextManager[None]]
KEEPER, ON = system_actor("keeper"), date(2045, 1, 2)
HOLD = {
    "ground": "proceedings",
    "law": "Cap. 12, art. 637",
    "reason": "The court has asked.",
    "ends_on_day": "1",
    "ends_on_month": "6",
    "ends_on_year": "2045",
}


@pytest.fixture
def person(db: None, settings: Any, tmp_path: Path) -> Person:
    """Registered long ago, and nothing since."""
    settings.JANUA_TODAY, settings.JANUA_ERASURES = ON, tmp_path / "erasures.jsonl"
    made = people.person(given="Vincenza", family="Tabone", area_id=1)
    Person.objects.filter(id=made.id).update(registered_at="2020-01-01T00:00:00Z")
    return made


def _list(as_process: As) -> ErasureList:
    with as_process("janua_work", KEEPER):
        found = find_past_retention(on=ON)
    assert found is not None
    return found


def test_list_is_put_forward_by_one_and_approved_by_another(as_process: As, person: Person) -> None:
    row = _list(as_process)
    first = workbench_client(people.officer("put_erasure_forward"))
    second = workbench_client(people.officer("approve_erasure"))
    assert b"Keeping and erasing" in first.get(first.at("retention")).content
    page = first.get(first.at("erasure-list", row.id))
    assert (page.status_code, b"Tabone" in page.content, b"Put this list forward" in page.content) == (200, True, True)
    assert first.post(first.at("erasure-propose", row.id)).status_code == 302
    assert first.post(first.at("erasure-approve", row.id)).status_code == 404
    assert b"Erase these persons" in second.get(second.at("erasure-list", row.id)).content
    assert second.post(second.at("erasure-approve", row.id)).status_code == 302
    with as_process("janua_work", KEEPER):
        assert erase_next()
    page = first.get(first.at("erasure-list", row.id))
    assert (b"Tabone" in page.content, b"Erased" in page.content) == (False, True)


def test_who_put_forward_is_told_that_a_second_person_approves(as_process: As, person: Person) -> None:
    row, both = _list(as_process), workbench_client(people.officer("put_erasure_forward", "approve_erasure"))
    both.post(both.at("erasure-propose", row.id))
    page = both.get(both.at("erasure-list", row.id))
    assert (b"a colleague has to approve it" in page.content, b"Erase these persons" in page.content) == (True, False)
    assert both.post(both.at("erasure-approve", row.id)).status_code == 409


def test_officer_keeps_a_person_who_is_on_the_list(as_process: As, person: Person) -> None:
    row, officer = _list(as_process), workbench_client(people.officer("put_erasure_forward"))
    item = ErasureItem.objects.get(erasure_list=row, person_id=person.id)
    assert officer.post(officer.at("erasure-keep", item.id)).status_code == 302
    item.refresh_from_db()
    assert item.state == "kept"


def test_hold_is_asked_for_by_one_and_confirmed_by_another(as_process: As, person: Person) -> None:
    first, second = workbench_client(people.officer("ask_hold")), workbench_client(people.officer("confirm_hold"))
    assert first.get(first.at("legal-hold-new", person.id)).status_code == 200
    assert first.post(first.at("legal-hold-new", person.id), {}).status_code == 422
    assert first.post(first.at("legal-hold-new", person.id), HOLD).status_code == 302
    hold = Hold.objects.get()
    page = second.get(second.at("legal-hold", hold.id))
    assert (page.status_code, b"The court has asked." in page.content) == (200, True)
    assert second.post(second.at("legal-hold", hold.id), {"is_confirmed": "yes"}).status_code == 302
    hold.refresh_from_db()
    assert hold.is_confirmed
    with as_process("janua_work", KEEPER):
        assert find_past_retention(on=ON) is None


@pytest.mark.parametrize("name", ["retention", "erasure-list", "legal-hold", "legal-hold-new"])
def test_pages_are_not_there_for_others(as_process: As, person: Person, name: str) -> None:
    row, officer = _list(as_process), workbench_client(people.officer("read_case", "decide_claim"))
    arguments = {"retention": ()}.get(name, (row.id if name == "erasure-list" else person.id,))
    assert officer.get(officer.at(name, *arguments)).status_code == 404
