"""Temporary aid for children whose parent evades alimony: half the minimum less income for each member."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    age,
    amount,
    condition,
    count,
    max,
    programme,
    round_half_up,
    rule,
)

from .income import monthly_income
from .subsistence import child_minimum

programme(
    "UA-ALIM",
    unit="lone_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Temporary aid for children whose parents evade alimony",
    title="Temporary aid for children whose parent evades alimony",
)


@rule("Temporary aid: a child under 18 for whom alimony is evaded", of=PERSON, since="2021-01-01")
def is_paid_for(date_of_birth, alimony_evaded, period, p):
    """Whether the child is under 18 on the first day of the month and the parent evades alimony."""
    return age(date_of_birth, period.first) < p.subsistence.child_age and alimony_evaded


@condition("Temporary aid: a child for whom alimony is evaded", since="2021-01-01", mark="N")
def has_a_child_without_alimony(children):
    """A parent of a child under 18 evades alimony, cannot pay it, or cannot be found."""
    return any(child.is_paid_for for child in children)


@condition("CMU 371 of 25.03.2025: replaced by the basic social assistance", mark="S")
def does_not_receive_basic_assistance(receives_basic_assistance):
    """The family does not receive basic social assistance."""
    return not receives_basic_assistance


@amount("Temporary aid: half the minimum less income for each member, at least a share of it", since="2021-01-01")
def aid(children, family, monthly_income, p):
    """For each child half its minimum less the income for each member, but not less than the lowest share."""
    people = max(count(member for member in family), 1)
    lacking = sum(
        max(
            child.child_minimum * p.unpaid_alimony.share * people - monthly_income,
            child.child_minimum * p.unpaid_alimony.lowest_share * people,
        )
        for child in children
        if child.is_paid_for
    )
    return round_half_up(lacking / people, to=CENT, place="alimony aid")
