"""Aid for children of single mothers: the child's subsistence minimum less the family's income for each member."""

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
from .subsistence import is_student_on, minimum

programme(
    "UA-SINGLE",
    unit="lone_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 2811-XII; CMU 1751 of 27.12.2001",
    title="Aid for children of single mothers",
)


@rule("Law 2811-XII: until 18, a student until 23", of=PERSON, since="2021-01-01")
def is_paid_for(date_of_birth, is_student_on, period, p):
    """Whether the child is under 18 or a student under 23 on the first day of the month."""
    return age(date_of_birth, period.first) < p.subsistence.child_age or is_student_on(period.first)


@condition("Law 2811-XII: single mothers", mark="S")
def is_a_single_mother(claimant):
    """The claimant is a single mother by law."""
    return claimant.single_mother


@condition("Law 2811-XII: a child under 18, or a student under 23", since="2021-01-01", mark="S")
def has_a_child(children):
    """The claimant has a child under 18 or a student under 23."""
    return any(child.is_paid_for for child in children)


@condition("CMU 371 of 25.03.2025: replaced by the basic social assistance", mark="S")
def does_not_receive_basic_assistance(receives_basic_assistance):
    """The family does not receive basic social assistance."""
    return not receives_basic_assistance


@amount("Law 2811-XII: for each child, what the minimum exceeds income for each member", since="2021-01-01")
def aid(children, family, monthly_income):
    """For each child its minimum less the income for each member; one child's nothing lessens no other's."""
    people = max(count(member for member in family), 1)
    lacking = sum(max(child.minimum * people - monthly_income, 0) for child in children if child.is_paid_for)
    return round_half_up(lacking / people, to=CENT, place="single mothers' aid")
