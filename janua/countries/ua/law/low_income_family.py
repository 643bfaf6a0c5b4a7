"""State social assistance to low-income families: what the family lacks to its level of provision, up to a cap."""

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
    held,
    max,
    min,
    months_between,
    programme,
    round_half_up,
    rule,
    year_of,
)

from .income import month_of_application, monthly_income
from .subsistence import has_lost_capacity_on, is_able_on, is_student_on, minimum, minimum_at_application

programme(
    "UA-GMI",
    unit="poor_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 1768-III of 01.06.2000; CMU 250 of 24.02.2003",
    title="State social assistance to low-income families",
)

# --- Conditions, tested in the month of application -------------------------------------------------------------------


@condition("Law 1768-III: families who live permanently in Ukraine", mark="S")
def lives_in_ukraine(permanent_residence):
    """The family lives permanently in Ukraine."""
    return permanent_residence


@rule("Law 1768-III: subsistence minimum of the family", since="2023-01-01")
def family_minimum_at_application(family, month_of_application):
    """Subsistence minimum of all members in the month of application, without the levels of provision."""
    return sum(member.minimum_at_application for member in family if member.date_of_birth <= month_of_application.last)


@condition("Law 1768-III: average monthly total income below the family's subsistence minimum", since="2023-01-01", mark="S")
def income_is_below_the_minimum(monthly_income, family_minimum_at_application):
    """The average monthly income of the family is below its subsistence minimum."""
    return monthly_income < family_minimum_at_application


@condition("CMU 250 of 24.02.2003: no purchase above the limit in twelve months", since="2023-01-01")
def made_no_large_purchase(largest_purchase, largest_currency_purchase, p):
    """Nobody in the family bought anything above the limit in the twelve months before the application."""
    return max(largest_purchase, largest_currency_purchase) <= p.low_income_family.purchase_limit


@condition("CMU 250 of 24.02.2003: deposits up to the limit", since="2023-01-01")
def has_no_large_deposits(deposits, p):
    """Bank deposits of the family do not exceed the limit."""
    return deposits <= p.low_income_family.deposit_limit


@condition("CMU 250 of 24.02.2003: no second dwelling", mark="S")
def has_no_second_dwelling(second_dwelling):
    """The family owns no second dwelling."""
    return second_dwelling == "none"


@condition("CMU 250 of 24.02.2003: at most one car under 15 years old", since="2023-01-01")
def has_one_young_car_at_most(second_newest_car_year, applied_on, p):
    """The family owns at most one car under 15 years old."""
    return year_of(applied_on) - second_newest_car_year >= p.low_income_family.car_age


@rule("CMU 250 of 24.02.2003: work, study, care or registered search for work", of=PERSON, since="2023-01-01")
def is_idle(is_able_on, occupation, applied_on):
    """Whether the person is able to work and does nothing of this on the day of application."""
    return is_able_on(applied_on) and not held(occupation, applied_on)


@condition("CMU 250 of 24.02.2003: able-bodied members; not for large families", since="2023-01-01")
def able_members_are_occupied(family, children, p):
    """Every member able to work works, studies, cares for somebody or looks for work; not asked of large families."""
    if count(child for child in children) >= p.low_income_family.large_family:
        return True
    return not any(member.is_idle for member in family)


@condition("CMU 250 of 24.02.2003: six months from the month of application", since="2023-01-01")
def is_within_the_term(month_of_application, period, p):
    """The month paid for is one of the six from the month of application."""
    months = months_between(month_of_application.first, period.first)
    return 0 <= months < p.low_income_family.term_months


@condition("CMU 371 of 25.03.2025: replaced by the basic social assistance", mark="S")
def does_not_receive_basic_assistance(receives_basic_assistance):
    """The family does not receive basic social assistance."""
    return not receives_basic_assistance


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("State Budget Law: level of provision of able-bodied, unable, children and students", of=PERSON, since="2023-01-01")
def level(period, date_of_birth, is_student_on, has_lost_capacity_on, p):
    """Share of the subsistence minimum that is provided for the person's group in the month paid for."""
    if age(date_of_birth, period.first) < p.subsistence.child_age:
        return p.low_income_family.level_child
    if is_student_on(period.first):
        return p.low_income_family.level_student
    if has_lost_capacity_on(period.first):
        return p.low_income_family.level_lost_capacity
    return p.low_income_family.level_able


@rule("State Budget Law: level of provision of the family", since="2023-01-01")
def level_of_provision(family):
    """Sum of each member's subsistence minimum times the level of the group."""
    return sum(member.minimum * member.level for member in family)


@rule("Law 1768-III: the cap is a share of the family's subsistence minimum", since="2023-01-01")
def cap(family, p):
    """The most that is paid: three quarters of the family's subsistence minimum."""
    return sum(member.minimum for member in family) * p.low_income_family.cap_share


@amount("Law 1768-III: the difference to the level of provision, capped", since="2023-01-01")
def assistance(level_of_provision, monthly_income, cap):
    """What the family lacks to its level of provision, up to the cap."""
    lacking = max(level_of_provision - monthly_income, 0)
    return round_half_up(min(lacking, cap), to=CENT, place="assistance to a low-income family")
