"""Limits of time of Trinidad and Tobago: the day to decide by, the last day of an appeal, the notice of an end."""

from datetime import date, timedelta

from janua.countries.tt.pack import COUNTRY
from janua.values import dates


def decision_day(applied_on: date) -> date:
    """Day 90 of an application; it does not wait for answers of others."""
    return applied_on + timedelta(days=_days("shared.service_days", applied_on))


def days_waited(asked_on: date, answered_on: date) -> int:
    """Days that a question to somebody else took; shown beside the clock."""
    return (answered_on - asked_on).days


def last_day_of_appeal(notified_on: date) -> date:
    """The last day on which an appeal to the Central Board is in time, itself included, whatever weekday it is."""
    return notified_on + timedelta(days=_days("shared.appeal_days", notified_on))


def review_day_of_food_support(first_paid: date) -> date:
    """The day on which food support that runs out is listed for review: some days before its last paid month ends."""
    first = first_paid.replace(day=1)
    months = _days("food_support.months_most", first)
    last = dates.add_months(first, months) - timedelta(days=1)
    return last - timedelta(days=_days("food_support.expiry_notice_days", first))


def _days(parameter: str, on: date) -> int:
    found = COUNTRY.law.parameter_on(parameter, on)
    if found is None or found.value is None:
        raise ValueError(f"{parameter} has no value on {on}")
    return int(found.value)
