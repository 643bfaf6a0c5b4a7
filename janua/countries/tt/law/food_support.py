"""Food Support Programme: a monthly card for families in need, by the size of the household, for two years at most."""

from janua.rules.language import (
    BOARD_DECIDES,
    MONTH,
    PERIOD_FIRST,
    TTD,
    add_months,
    amount,
    bracket,
    calendar_month,
    condition,
    count,
    exception_to,
    known,
    max,
    programme,
    rule,
    value_on,
)

from .shared import facts_day, is_in_the_emergency_months

programme(
    "TT-FSP",
    unit="household",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="Food Support Programme, a programme of policy without an Act",
    title="Food Support Programme",
)

# --- The application --------------------------------------------------------------------------------------------------


@rule("Whole months, from the month of application or of approval", since="2008-01-01", mark="A")
def paid_from(applied_on, approved_on, p):
    """The first day of the first month that is paid."""
    if p.food_support.accrual_start == "approval_date":
        return calendar_month(max(applied_on, approved_on)).first
    return calendar_month(applied_on).first


@condition("Food support: applied for", since="2008-01-01", mark="A")
def is_applied_for(paid_from, period):
    """The month is not before the one from which the claim is paid."""
    return period.first >= paid_from


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Food support: means test, interview and home visit", if_not=BOARD_DECIDES)
def need_is_assessed(food_support_assessment):
    """Means test, interview and home visit are done."""
    return food_support_assessment != "not_done"


@condition("Food support: families in need with limited or no income")
def is_in_need(food_support_assessment):
    """Means test, interview and home visit did not find that the household can feed itself."""
    return food_support_assessment != "not_in_need"


@condition("Food support: members join a development programme unless excused")
def joins_a_development_programme(development_programme, facts_day):
    """The household joins a development programme or is excused from it."""
    return value_on(development_programme, facts_day) != "declines"


@rule("Food support: two years, counted from the first month paid", since="2008-01-01")
def paid_before(food_support_first_paid, p):
    """The first day after the months that the limit of stay allows."""
    return add_months(calendar_month(food_support_first_paid).first, p.food_support.months_most)


@condition("Food support: limit of stay of two years, unless extended by a decision", since="2008-01-01", mark="N")
def is_within_two_years(food_support_first_paid, food_support_extended_until, paid_before, period):
    """Food support has been paid for less than two years, or a recorded decision extends it to this month."""
    if not known(food_support_first_paid) or period.first < paid_before:
        return True
    return known(food_support_extended_until) and period.first <= food_support_extended_until


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Household: all persons living and eating together, the applicant included", mark="A")
def persons(members, household_size, facts_day):
    """Number of persons of the household, by its dwelling or else as stated."""
    counted = count(member for member in members)
    return counted if counted > 0 else value_on(household_size, facts_day)


@amount("Food support by size of household; the table's first day is assumed", since="2008-01-01", mark="A")
def card(persons, p):
    """What the card holds for the month, by the number of persons."""
    return bracket(p.food_support.by_persons, persons)


@exception_to(
    card,
    when=is_in_the_emergency_months,
    citation="Emergency supplement of April to June 2020 for clients of food support",
    since="2020-04-01",
    mark="N",
)
def card_in_the_emergency(persons, p):
    """What the card holds for the month, with the emergency supplement of the same size of household."""
    return bracket(p.food_support.by_persons, persons) + bracket(p.shared.emergency_supplement, persons)
