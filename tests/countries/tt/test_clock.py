"""Limits of time of Trinidad and Tobago, counted in calendar days."""

from datetime import date

import pytest

from janua.countries.tt.clock import days_waited, decision_day, last_day_of_appeal, review_day_of_food_support


def test_decision_is_due_on_day_90() -> None:
    assert decision_day(date(2026, 7, 1)) == date(2026, 9, 29)
    assert decision_day(date(2023, 12, 1)) == date(2024, 2, 29)


def test_a_wait_is_the_days_between_question_and_answer() -> None:
    assert days_waited(date(2026, 7, 1), date(2026, 7, 1)) == 0
    assert days_waited(date(2026, 7, 1), date(2026, 8, 1)) == 31


def test_an_appeal_is_in_time_on_the_30th_day_after_notification() -> None:
    # 31 January 2026 + 30 days is Monday 2 March; 28 June 2026 is a Sunday and stays the last day.
    assert last_day_of_appeal(date(2026, 1, 31)) == date(2026, 3, 2)
    assert last_day_of_appeal(date(2026, 5, 29)) == date(2026, 6, 28)


@pytest.mark.parametrize("paid", [date(2025, 1, 1), date(2025, 1, 31)])
def test_food_support_is_reviewed_60_days_before_its_24th_month_ends(paid: date) -> None:
    assert review_day_of_food_support(paid) == date(2026, 11, 1)


def test_a_day_before_the_first_rule_has_no_limit() -> None:
    with pytest.raises(ValueError, match="service_days has no value on 1999-01-01"):
        decision_day(date(1999, 1, 1))
