"""What the ledger and the runs come to."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from janua.payments.actions import run
from janua.payments.queries import balances_of, cost_of, totals_of
from janua.values import Period
from tests.payments import factories as paid
from tests.payments.factories import EXECUTE_ON, TODAY

AsProcess = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


def test_totals_and_balances_tell_programmes_apart(as_process: AsProcess) -> None:
    paid.office()
    first, second = paid.actor(paid.preparer()), paid.actor(paid.approver())
    family, other = paid.entitled(100, 150), paid.entitled(1000)
    paid.entitled(30, person=family.person, programme="MT-CAS")
    with as_process("janua_workbench", first):
        prepared = run.prepare(execute_on=EXECUTE_ON, on=TODAY).run
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
