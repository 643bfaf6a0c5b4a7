"""What becomes of a due line whose facts have changed, as the law's new answer has it."""

from datetime import date
from typing import Any

import pytest

from janua.payments.actions.recheck import Said, _difference
from janua.payments.models import Recheck
from janua.values import uuid7


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
        (None, "period_over"),
    ],
)
def test_difference_says_why_a_line_may_not_be_paid(found: dict[str, Any] | None, reason: str) -> None:
    said = None if found is None else Said("eligible", "exact", 100)._replace(**found)
    due = Recheck(line_id=uuid7(), claim_id=uuid7(), period_on=date(2026, 1, 1), amount=100, persons=[])
    assert _difference(due, said) == reason
