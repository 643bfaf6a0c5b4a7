"""Unemployment Assistance: for a household whose responsible person is registered for work."""

from janua.rules.language import (
    BOARD_DECIDES,
    CENT,
    EUR,
    PERIOD_FIRST,
    WEEK,
    amount,
    condition,
    held,
    max,
    per,
    programme,
    round_half_up,
    rule,
)

from .assistance import (
    capital_is_within,
    claims_for_household,
    deciding_day,
    income_of_week,
    is_no_young_student,
    rate_of_household,
    rent_supplement,
    stipend_leaves_room,
)
from .shared import is_more_favourable

programme(
    "MT-UA",
    unit="assistance_household",
    parameters=PERIOD_FIRST,
    period=WEEK,
    currency=EUR,
    citation="Cap. 318, art. 30 and Sixth Schedule",
    title="Unemployment Assistance",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Cap. 318, art. 30: registered with Jobsplus")
def is_on_part_1(claimant, deciding_day):
    """The claimant stands on Part 1 of the register of unemployed persons."""
    return held(claimant.unemployment_register, deciding_day, value="part_1")


@condition("Cap. 318, art. 30: person responsible for the household")
def is_responsible(claims_for_household):
    """The claimant is the person responsible for the household."""
    return claims_for_household


@condition("Second Schedule: capital test", since="2008-01-01")
def has_little_capital(capital_is_within):
    """Capital does not exceed the limit."""
    return capital_is_within


@condition("Second Schedule: income test", since="2008-01-01")
def has_little_income(income_of_week, highest):
    """Weekly income does not exceed the highest rate of the household."""
    return income_of_week <= highest


@condition("Cap. 318, art. 90: only the more favourable of two", since="2008-01-01")
def is_the_more_favourable(award, is_more_favourable):
    """No other benefit that is as high or higher is paid to the claimant."""
    return is_more_favourable(award)


@condition("Students keep assistance while the stipend leaves it room below the minimum wage", since="2008-01-01")
def has_a_small_stipend(award, stipend_leaves_room):
    """There is no stipend, or it leaves room for the assistance below the minimum wage."""
    return stipend_leaves_room(award)


@condition(
    "Students above 23 keep assistance; of younger ones the text says nothing",
    since="2008-01-01",
    mark="A",
    if_not=BOARD_DECIDES,
)
def is_no_student_under_24(is_no_young_student):
    """The claimant has no stipend or is above 23."""
    return is_no_young_student


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Sixth Schedule: three quarters where the home is shared with a relative other than a parent", since="2008-01-01")
def rate(rate_of_household, claimant, p):
    """The rate of the household, reduced where the claimant lives with a relative other than a parent."""
    if claimant.wider_family_at_home == "other_relative":
        reduced = rate_of_household * p.assistance.relatives_share
        return round_half_up(reduced, to=CENT, place="reduced rate")
    return rate_of_household


@rule("Sixth Schedule: rate and rent supplement", since="2008-01-01")
def highest(rate, rent_supplement):
    """The highest rate of the household: reduced first, then with the whole rent supplement."""
    return rate + rent_supplement


@rule("Sixth Schedule: weekly income is taken off", mark="A", since="2008-01-01")
def award(highest, income_of_week):
    """What the income leaves of the highest rate, not below 0."""
    return max(highest - income_of_week, 0)


@amount("Sixth Schedule: paid every week", since="2008-01-01")
def weekly_payment(award):
    """What is paid for a week."""
    return round_half_up(per(WEEK, award), to=CENT, place="weekly award")
