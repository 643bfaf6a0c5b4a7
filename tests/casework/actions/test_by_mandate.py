"""Whoever acts by a mandate is recorded with both names: in the trail, in the case, and in the letter."""

from typing import Any

import pytest
from django.conf import settings

from janua.base.actors import system_actor
from janua.base.audit.models import Entry
from janua.casework.actions.letter import write_letters
from janua.casework.models import Case, Letter
from janua.registers.queries.acting import citizens_named
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.actions.test_letter import read, text_of
from tests.faces import workbench_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def applied(as_process: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Maria's allowance, for which Rita of another area applied by her mandate; granted, with its letter."""
    monkeypatch.setattr(settings, "JANUA_TODAY", f.TODAY)
    f.publish_catalogue()
    of = f.family()
    rita = people.person(given="Rita", family="Zammit", area_id=2)
    people.mandate(of.mother, rita, scope=["apply"])
    helper = people.citizen(rita)
    with as_process("janua_portal", helper.actor):
        f.submission(of)
    carry(as_process, of, example_one(of))
    with as_process("janua_work", system_actor("assessor")):
        write_letters(on=f.TODAY)
    return of, helper


def test_letter_names_who_applied_and_for_whom(as_process: Any, applied: Any) -> None:
    of, _helper = applied
    words = text_of(read(as_process, Letter.objects.order_by("id")[0], of.account))
    assert "Rita Zammit applika f'ismek, bil-mandat tiegħek." in words
    assert "Maria Borg" in words


def test_case_and_trail_name_both(applied: Any) -> None:
    of, helper = applied
    entry = Entry.objects.get(action="application.submit")
    assert (entry.actor, entry.subject) == (str(helper.id), of.mother.id)
    officer = workbench_client(people.officer("read_case"))
    case = officer.get(officer.at("case", Case.objects.get(holder=of.mother).id)).content.decode()
    assert "Rita Zammit, by mandate" in " ".join(case.split())
    auditor = workbench_client(people.officer("read_audit"))
    trail = auditor.get(auditor.at("audit")).content.decode()
    assert "Rita Zammit" in trail
    assert "Maria Borg" in trail


def test_own_application_names_nobody_else(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    with as_process("janua_work", system_actor("assessor")):
        write_letters(on=f.TODAY)
    assert "bil-mandat" not in text_of(read(as_process, Letter.objects.order_by("id")[0], of.account))


def test_citizen_is_named_to_whose_area_it_is_alone(as_process: Any, applied: Any) -> None:
    _of, helper = applied
    with as_process("janua_workbench", people.officer("read_case").actor):
        assert [name for _, name in citizens_named(accounts=[helper.id]).values()] == ["Rita Zammit"]
    people.area(3)
    with as_process("janua_workbench", people.officer("read_case", area_id=3).actor):
        assert citizens_named(accounts=[helper.id]) == {}
