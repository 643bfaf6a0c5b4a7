"""Aid at the birth of a child born or adopted until 2025: thirty-six monthly parts after the sum paid at once."""

from janua.rules.language import (
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    add_months,
    amount,
    condition,
    count,
    held,
    months_between,
    programme,
    rule,
)

from .birth_grant import came_on
from .income import month_of_application

programme(
    "UA-BIRTH-PARTS",
    unit="care_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 2811-XII; CMU 1751 of 27.12.2001",
    title="Aid at the birth of a child: monthly parts",
)

# --- The child --------------------------------------------------------------------------------------------------------


@rule("Law 4681-IX: children born or adopted until the end of 2025, claimed for in time", of=PERSON, since="2021-01-01")
def is_of_the_old_rule(came_on, applied_on, tie, p):
    """Whether the child was born or adopted until the last day of the old rule, and the application came in time."""
    if tie == "foster_parent" or came_on > p.birth_instalments.last_day:
        return False
    return came_on <= applied_on <= add_months(came_on, p.birth_instalments.claim_months)


@rule("CMU 1751: the child lives with the claimant and not in full state care", of=PERSON, since="2021-01-01")
def is_paid_for(is_of_the_old_rule, lives_with_claimant, in_state_care, period):
    """Whether the part of the month is paid for the child."""
    return is_of_the_old_rule and lives_with_claimant and not held(in_state_care, period.first)


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Law 4681-IX: born or adopted until 31 December 2025; applied for in twelve months", since="2021-01-01", mark="S")
def has_a_child_of_the_old_rule(children):
    """A child was born or adopted until 31 December 2025, and the aid was claimed within twelve months."""
    return any(child.is_of_the_old_rule for child in children)


@condition("CMU 1751: thirty-six equal parts", since="2021-01-01", mark="A")
def is_one_of_the_months(month_of_application, period, p):
    """The month is one of the thirty-six in which parts are paid."""
    months = months_between(month_of_application.first, period.first)
    if p.birth_instalments.begin == "month_after_application":
        return 1 <= months <= p.birth_instalments.parts
    return 0 <= months < p.birth_instalments.parts


@condition("Law 2811-XII: not for parents deprived of parental rights", mark="S")
def keeps_parental_rights(claimant):
    """The claimant is not deprived of parental rights."""
    return not claimant.deprived_of_parental_rights


@condition("CMU 1751: with the claimant, not in full state care", since="2021-01-01", mark="S")
def a_child_is_paid_for(children, has_a_child_of_the_old_rule):
    """A child lives with the claimant and is not in full state care."""
    return not has_a_child_of_the_old_rule or any(child.is_paid_for for child in children)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("CMU 1751: thirty-six parts for each child", since="2021-01-01")
def instalment(children, p):
    """The part of the month for each child."""
    return p.birth_instalments.part * count(child for child in children if child.is_paid_for)
