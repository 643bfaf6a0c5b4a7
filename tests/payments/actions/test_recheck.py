"""What becomes of a due line whose facts have changed, as the law's new answer has it."""

from datetime import date
from typing import Any

import pytest

from janua.casework.actions.assessment import AssessedClaim
from janua.casework.models import Assessment, Claim
from janua.pack.giving import PaidPeriod
from janua.payments.actions.recheck import _difference
from janua.payments.models import Recheck
from janua.values import Period, uuid7

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ({}, ""),
        ({"amount": 99}, "amount_fell"),
        ({"amount": None}, "amount_fell"),
        # More is owed: what was decided is paid, and an officer is asked about the rest.
        ({"amount": 101}, "amount_rose"),
        ({"outcome": "not_eligible"}, "not_eligible_now"),
        ({"outcome": "cannot_decide"}, "not_eligible_now"),
        ({"amount_kind": "up_to"}, "not_eligible_now"),
        ({"period_starts_on": date(2026, 4, 1)}, "period_over"),
    ],
)
def test_difference_says_why_a_line_may_not_be_paid(found: dict[str, Any], reason: str) -> None:
    values = {"period_starts_on": QUARTER.starts_on, "outcome": "eligible", "amount_kind": "exact", "amount": 100}
    assessed = AssessedClaim(
        Claim(), ((PaidPeriod(QUARTER, QUARTER.starts_on, QUARTER.starts_on), Assessment(**values | found)),)
    )
    due = Recheck(line_id=uuid7(), claim_id=uuid7(), period_on=QUARTER.starts_on, amount=100, persons=[])
    assert _difference(due, assessed) == reason
