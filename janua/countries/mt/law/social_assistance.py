"""Social Assistance: for a household whose responsible person cannot work, for health or for the care of children."""

from janua.rules.language import (
    BOARD_DECIDES,
    CENT,
    EUR,
    PERIOD_FIRST,
    WEEK,
    alternative,
    amount,
    any_of,
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
    is_eligible_child,
    is_no_young_student,
    rate_of_household,
    rent_supplement,
    stipend_leaves_room,
)
from .shared import is_more_favourable

programme(
    "MT-SA",
    unit="assistance_household",
    parameters=PERIOD_FIRST,
    period=WEEK,
    currency=EUR,
    citation="Cap. 318, art. 30 and Sixth Schedule",
    title="Social Assistance",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Cap. 318, art. 30: person responsible for the household")
def is_responsible(claims_for_household):
    """The claimant is the person responsible for the household."""
    return claims_for_household


@alternative("Cap. 318, art. 30: cannot work for medical reasons")
def health_forbids_work(claimant, deciding_day):
    """The claimant cannot work for medical reasons."""
    return held(claimant.cannot_work_for_health, deciding_day)


@alternative("Cap. 318, art. 30: care and custody of own children, separated")
def cares_for_children(claimant, children, deciding_day):
    """The claimant is separated and has the care and custody of children who count."""
    return held(claimant.separated, deciding_day) and any(child.is_eligible_child for child in children)


@alternative("Older text: care of a critically ill spouse", since="2008-01-01")
def cares_for_spouse(claimant, deciding_day, p):
    """The claimant cares for a critically ill husband or wife."""
    return p.assistance.care_for_ill_spouse == "counted" and held(claimant.cares_for_ill_spouse, deciding_day)


@condition("Cap. 318, art. 30: cannot work", since="2008-01-01")
def cannot_work(health_forbids_work, cares_for_children, cares_for_spouse):
    """The claimant cannot work, for health, for the care of children or for the care of a critically ill spouse."""
    return any_of(health_forbids_work, cares_for_children, cares_for_spouse)


@condition("Older text: the care of a spouse is for a board", since="2008-01-01", if_not=BOARD_DECIDES)
def board_has_accepted_care(health_forbids_work, cares_for_children, cares_for_spouse, claimant):
    """The board has accepted the care of a critically ill spouse, where nothing else opens the assistance."""
    if health_forbids_work or cares_for_children or not cares_for_spouse:
        return True
    return claimant.care_accepted_by_board


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


@rule("Sixth Schedule: rate and rent supplement", since="2008-01-01")
def highest(rate_of_household, rent_supplement):
    """The highest rate of the household: for its members, with the rent supplement."""
    return rate_of_household + rent_supplement


@rule("Sixth Schedule: weekly income is taken off", mark="A", since="2008-01-01")
def award(highest, income_of_week):
    """What the income leaves of the highest rate, not below 0."""
    return max(highest - income_of_week, 0)


@amount("Sixth Schedule: paid every four weeks in advance, for each week", since="2008-01-01")
def weekly_payment(award):
    """What is paid for a week."""
    return round_half_up(per(WEEK, award), to=CENT, place="weekly award")
