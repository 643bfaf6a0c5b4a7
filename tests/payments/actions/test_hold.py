"""Money kept back, and let go by another person."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from janua.payments.actions import hold
from janua.payments.models import Hold
from janua.payments.permissions import NotPermitted, SecondPersonNeeded
from janua.payments.states import WrongState
from tests.payments import factories as paid
from tests.payments.desks import prepared_by
from tests.payments.factories import TODAY
from tests.registers import factories as people

AsProcess = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


def test_hold_keeps_one_programme_back_until_another_person_lifts_it(as_process: AsProcess) -> None:
    paid.office()
    preparer = paid.preparer()
    first, second = paid.actor(preparer), paid.actor(paid.approver())
    family = paid.entitled(100)
    paid.entitled(200, person=family.person, programme="MT-CAS")
    with as_process("janua_workbench", first):
        opened = hold.open_hold(person=family.person.id, reason="under_inquiry", programme="MT-CA", on=TODAY)
    assert prepared_by(preparer, as_process).control_sum == 200
    with as_process("janua_workbench", second):
        hold.lift(hold=opened.id, on=TODAY)
        with pytest.raises(WrongState):
            hold.lift(hold=opened.id, on=TODAY)
    assert prepared_by(preparer, as_process).control_sum == 100
    row = Hold.objects.get()
    assert (row.opened_by, row.lifted_by) == (first.setting, second.setting)


def test_hold_by_who_may_not_is_refused(as_process: AsProcess) -> None:
    paid.office()
    person = people.person(area_id=paid.AREA)
    with as_process("janua_workbench", paid.actor(paid.approver())), pytest.raises(NotPermitted):
        hold.open_hold(person=person.id, reason="x", on=TODAY)


def test_lift_by_who_may_not_or_who_held_is_refused(as_process: AsProcess) -> None:
    paid.office()
    person = people.person(area_id=paid.AREA)
    both = people.officer("prepare_run", "approve_run")
    with as_process("janua_workbench", paid.actor(both)):
        opened = hold.open_hold(person=person.id, reason="x", on=TODAY)
        with pytest.raises(SecondPersonNeeded):
            hold.lift(hold=opened.id, on=TODAY)
    with as_process("janua_workbench", paid.actor(paid.preparer())), pytest.raises(NotPermitted):
        hold.lift(hold=opened.id, on=TODAY)
