"""From a proposal to the bank: a correction back in time is previewed, approved, decided, written and paid."""

from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.casework.actions.letter import write_letters
from janua.casework.actions.replay import replay
from janua.casework.models import Decision, EntitlementLine
from janua.payments.models import Order
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.rates import ASSESSOR, approved, carried_out, means, rate
from tests.payments import factories as paid
from tests.payments.desks import AsProcess, Office
from tests.payments.factories import TODAY

pytestmark = pytest.mark.django_db


def _paid_by_run(desks: Office) -> list[int]:
    prepared = desks.prepare()
    assert (prepared.left_out, desks.approve(prepared.run).approved) == ((), True)
    return list(Order.objects.filter(run=prepared.run).values_list("amount", flat=True))


def test_correction_back_in_time_reaches_the_bank_to_the_cent(
    as_process: AsProcess, desks: Office, settings: Any, tmp_path: Any
) -> None:
    settings.JANUA_DOCUMENTS, settings.JANUA_TODAY = tmp_path, TODAY
    f.publish_catalogue()
    of = f.family()
    paid.account_of(of.mother)
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    due = EntitlementLine.objects.filter(due_on__lte=paid.EXECUTE_ON)
    # (30,000 − 20,500) × 6.5 % ÷ 52 = 11.88 a week for each of two children, and the supplement
    first = 30888 + sum(line.amount for line in due.filter(programme="MT-CAS"))
    assert _paid_by_run(desks) == [first]

    # 8 % from the first of January: 9,500 × 8 % ÷ 52 = 14.62 a week, × 13 × 2 = 380.12 a quarter
    change = approved(as_process, rate("0.08", "2026-01-01"), on=TODAY)
    # One claim: whom it would give more is not told.
    assert {code: (one.more.claims, one.cost_before) for code, one in means(change).items()} == {"MT-CA": (None, 0)}
    assert carried_out(as_process, on=TODAY) == {"MT-CA": "increased"}
    with as_process("janua_work", ASSESSOR):
        assert write_letters(on=TODAY) == 3

    # The arrears of the first quarter; those of the second fall due with it, in the middle of March.
    assert _paid_by_run(desks) == [38012 - 30888]
    assert _paid_by_run_again(desks) == []
    with as_process("janua_work", system_actor("keeper")):
        assert {replay(decision=row.id).same for row in Decision.objects.all()} == {True}


def _paid_by_run_again(desks: Office) -> list[int]:
    return list(Order.objects.filter(run=desks.prepare().run).values_list("amount", flat=True))
