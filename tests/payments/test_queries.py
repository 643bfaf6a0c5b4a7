"""What the ledger and the runs come to."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from janua.base.actors import acting_as, system_actor
from janua.pack.installed import country
from janua.payments.actions import run
from janua.payments.queries import account_on_record, balances_of, cost_of, totals_of
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import Assurance
from janua.values import Period
from tests.payments import factories as paid
from tests.payments.desks import prepared_by
from tests.payments.factories import TODAY
from tests.registers import factories as people

AsProcess = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


def test_totals_and_balances_tell_programmes_apart(as_process: AsProcess) -> None:
    paid.office()
    preparer = paid.preparer()
    first, second = paid.actor(preparer), paid.actor(paid.approver())
    family, other = paid.entitled(100, 150), paid.entitled(1000)
    paid.entitled(30, person=family.person, programme="MT-CAS")
    prepared = prepared_by(preparer, as_process)
    with as_process("janua_workbench", first):
        assert totals_of(run=prepared.id) == [("MT-CA", 3, 1250), ("MT-CAS", 1, 30)]
    with as_process("janua_workbench", second):
        run.approve(run=prepared.id, on=TODAY)
        assert balances_of(person=family.person.id) == {
            ("MT-CA", "expense"): 250,
            ("MT-CA", "owed"): -250,
            ("MT-CAS", "expense"): 30,
            ("MT-CAS", "owed"): -30,
        }
        assert balances_of(person=other.person.id) == {("MT-CA", "expense"): 1000, ("MT-CA", "owed"): -1000}
        day = timedelta(days=1)
        assert [
            cost_of(programme="MT-CA", booked=Period(*days))
            for days in ((TODAY, None), (date(2026, 1, 1), TODAY), (TODAY + day, None), (date(2026, 1, 1), TODAY - day))
        ] == [1250, 1250, 0, 0]


def test_account_on_record_is_what_the_department_states(as_process: AsProcess) -> None:
    paid.office()
    officer = paid.actor(paid.preparer())
    known, unknown = people.person(area_id=paid.AREA), people.person(area_id=paid.AREA)
    with acting_as(system_actor("loader")):
        record_facts(
            source="department",
            facts=[
                StatedFact(subject=known.id, attribute="bank_account", value="MT31 MALT 0110 0001 2345 MTLC AST0 01S"),
                StatedFact(subject=known.id, attribute="bank_account_holder", value="Maria Borg"),
            ],
            attributes=country().attributes_by_name,
            assurance=Assurance.CONFIRMED,
            on=TODAY,
        )
    with as_process("janua_workbench", officer):
        assert [account_on_record(payee=one.id, on=TODAY) for one in (known, unknown)] == [
            ("MT31 MALT 0110 0001 2345 MTLC AST0 01S", "Maria Borg"),
            ("", ""),
        ]
