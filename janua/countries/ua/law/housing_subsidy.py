"""Housing subsidy: what housing and utilities cost within the norms, above a share of the household's income."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERIOD_FIRST,
    UAH,
    abs,
    amount,
    condition,
    count,
    day,
    entry,
    known,
    max,
    min,
    month_of,
    per,
    programme,
    round_half_up,
    rule,
    window,
    year_of,
)

from .income import income_in, two_quarters

programme(
    "UA-HUS",
    unit="household",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="CMU 848 of 21.10.1995; formula CMU 1156 of 27.07.1998; norms CMU 409 of 06.08.2014",
    title="Housing subsidy",
)

# --- Income of the household ------------------------------------------------------------------------------------------


@rule("CMU 848 of 21.10.1995: the day from which the subsidy is granted", mark="A")
def granted_on(subsidy_granted_on, applied_on):
    """The first day for which the subsidy was granted, or else the application."""
    if known(subsidy_granted_on):
        return subsidy_granted_on
    return applied_on


@rule("CMU 848 of 21.10.1995: the half-year whose income counts", since="2021-01-01", mark="A")
def income_window(granted_on, two_quarters, p):
    """For a heating season the first half of its year; for the months after it the second half of the year before."""
    if p.housing_subsidy.income_of == "two_quarters":
        return two_quarters
    if month_of(granted_on) >= p.housing_subsidy.heating_from_month:
        return window(day(year_of(granted_on), 1, 1), day(year_of(granted_on), 6, 30))
    if month_of(granted_on) <= p.housing_subsidy.heating_to_month:
        return window(day(year_of(granted_on) - 1, 1, 1), day(year_of(granted_on) - 1, 6, 30))
    return window(day(year_of(granted_on) - 1, 7, 1), day(year_of(granted_on) - 1, 12, 31))


@rule("CMU 1156 of 27.07.1998: average monthly total income of the household", since="2021-01-01")
def household_income(household, income_window):
    """Income of everybody registered in the dwelling in the half-year, divided by six, not rounded."""
    return per(MONTH, sum(member.income_in(income_window) for member in household) / 6)


@rule("CMU 848 of 21.10.1995: recalculation where income changed by more than half", since="2021-01-01", mark="A")
def counted_income(household_income, recalculated_income, p):
    """The income found anew in March or August, if it differs by more than half; else the income as assessed."""
    if not known(recalculated_income):
        return household_income
    if abs(recalculated_income - household_income) > household_income * p.housing_subsidy.change:
        return recalculated_income
    return household_income


# --- Costs within the norms -------------------------------------------------------------------------------------------


@rule("CMU 409 of 06.08.2014: social norm of housing", since="2021-01-01")
def area_norm(household, p):
    """Square metres within the norm: so many for each person and so many for the household."""
    people = count(member for member in household)
    return p.housing_subsidy.area_of_person * people + p.housing_subsidy.area_of_household


@rule("CMU 409 of 06.08.2014: area as registered, to a hundredth of a square metre", mark="A")
def registered_area(area):
    """Floor area of the dwelling, to a hundredth of a square metre."""
    return round_half_up(area, to="0.01", place="area of the dwelling")


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("CMU 848 of 21.10.1995: deposits up to the limit", since="2021-01-01", mark="G")
def has_no_large_deposits(deposits, p):
    """Bank deposits of the household do not exceed the limit."""
    return deposits <= p.housing_subsidy.deposit_limit


@condition("CMU 848 of 21.10.1995: no car younger than five years", since="2021-01-01", mark="G")
def has_no_new_car(newest_car_year, applied_on, p):
    """The household has no car younger than five years."""
    return year_of(applied_on) - newest_car_year >= p.housing_subsidy.car_age


@condition("CMU 848 of 21.10.1995: no purchase above the limit in twelve months", since="2021-01-01", mark="G")
def made_no_large_purchase(largest_purchase, p):
    """Nobody in the household bought anything above the limit in the twelve months before the application."""
    return largest_purchase <= p.housing_subsidy.purchase_limit


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("CMU 1156 of 27.07.1998: cost within the norms above the mandatory payment", since="2021-01-01")
def subsidy(
    household, counted_income, granted_on, area_norm, registered_area, charges_by_area, charges_within_norms, p
):
    """What a month costs within the norms, above the mandatory payment; nothing is rounded before the end."""
    people = max(count(member for member in household), 1)
    minimums = entry(p.subsistence.general_by_year, year_of(granted_on)) * people * p.housing_subsidy.minimums
    area = min(registered_area, area_norm)
    own_part = counted_income * p.housing_subsidy.share
    return round_half_up(
        max(charges_within_norms + charges_by_area * area / registered_area - own_part * (counted_income / minimums), 0),
        to=CENT,
        place="housing subsidy",
    )
