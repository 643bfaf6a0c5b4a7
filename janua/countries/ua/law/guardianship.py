"""Aid for children under guardianship or trusteeship: a multiple of the minimum, less the child's own income."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    add_years,
    amount,
    calendar_month,
    condition,
    held,
    max,
    months_between,
    programme,
    round_half_up,
    rule,
)

from .income import month_of_application
from .subsistence import child_minimum

programme(
    "UA-GUARD",
    unit="care_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 2811-XII; CMU 1751 of 27.12.2001",
    title="Aid for children under guardianship or trusteeship",
)


@rule("Law 2811-XII: guardianship to 14, trusteeship to 18", of=PERSON, since="2021-01-01", mark="A")
def is_ward(tie, date_of_birth, period, p):
    """Whether the child is under the claimant's guardianship or trusteeship, until the month of the 18th birthday."""
    if tie != "guardian":
        return False
    return period.first <= add_years(calendar_month(date_of_birth).first, p.guardianship.until_age)


@rule("CMU 1751: multiple of the subsistence minimum", of=PERSON, since="2021-01-01")
def level(disability, period, p):
    """Multiple of the subsistence minimum of the child's age; more for a child with disability."""
    if held(disability, period.first):
        return p.guardianship.multiple_disability
    return p.guardianship.multiple


@rule("CMU 1751: less pension, alimony and stipend of the child", of=PERSON, since="2021-01-01")
def sum_of_child(child_minimum, level, monthly_pension, monthly_alimony, monthly_stipend):
    """What the child lacks to the multiple of its minimum."""
    return max(child_minimum * level - (monthly_pension + monthly_alimony + monthly_stipend), 0)


@condition("Law 2811-XII: a child under guardianship or trusteeship", since="2021-01-01", mark="S")
def has_a_ward(children):
    """A child under 18 is under the claimant's guardianship or trusteeship."""
    return any(child.is_ward for child in children)


@condition("CMU 1751: granted for twelve months, and again on application", since="2021-01-01")
def is_within_the_term(month_of_application, period, p):
    """The month paid for is one of the twelve from the month of application."""
    months = months_between(month_of_application.first, period.first)
    return 0 <= months < p.guardianship.term_months


@amount("CMU 1751: for each child", since="2021-01-01")
def aid(children):
    """What all wards together lack to the multiple of their minimums."""
    return round_half_up(sum(child.sum_of_child for child in children if child.is_ward), to=CENT, place="guardianship aid")
