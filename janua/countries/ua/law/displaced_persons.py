"""Living allowance of internally displaced persons: a fixed sum for each member of the family."""

from janua.rules.language import (
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    age,
    amount,
    condition,
    count,
    days_between,
    entry,
    held,
    max,
    months_before,
    months_between,
    per,
    programme,
    rule,
    since,
    year_of,
)

from .income import income_in, month_of_application
from .shared import tested_on
from .subsistence import is_able_on

programme(
    "UA-IDP",
    unit="named_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="CMU 332 of 20.03.2022",
    title="Living allowance for internally displaced persons",
)

# --- A member of the family -------------------------------------------------------------------------------------------


@rule("CMU 332: registered and displaced, or home destroyed, or born to displaced parents", of=PERSON)
def has_ground(tested_on, idp_registered, home_destroyed, displaced_from):
    """Whether the person is registered and has a ground: displaced without day of return, or without a home."""
    if not held(idp_registered, tested_on):
        return False
    return home_destroyed or displaced_from in ("occupied", "active_hostilities", "born_to_displaced")


@rule("CMU 332: more than 30 days abroad in a row without a documented reason", of=PERSON, since="2022-03-01")
def has_been_abroad_too_long(tested_on, abroad, p):
    """Whether the person has been abroad for more than 30 days in a row on the day."""
    if not held(abroad, tested_on):
        return False
    return days_between(since(abroad, tested_on), tested_on) + 1 > p.displaced_persons.days_abroad


@rule("CMU 332: able-bodied and without work: stopped until work or registration", of=PERSON, since="2022-03-01", mark="A")
def is_idle(tested_on, is_able_on, occupation):
    """Whether the person is able to work and neither works, studies, cares for somebody nor looks for work."""
    return is_able_on(tested_on) and not held(occupation, tested_on)


@rule("CMU 332: stopped on return, in prison, after conviction, abroad, without work", of=PERSON, since="2022-03-01")
def is_stopped(has_been_abroad_too_long, returned_home, in_prison, convicted_of_security_crime, is_idle, tested_on):
    """Whether the person's part is stopped for the month."""
    if held(returned_home, tested_on) or held(in_prison, tested_on):
        return True
    return convicted_of_security_crime or has_been_abroad_too_long or is_idle


# --- A further six months ---------------------------------------------------------------------------------------------


@rule("CMU 332: income of three months; the window is not stated", since="2024-01-01", mark="A")
def income_of_three_months(family, month_of_application):
    """Income of all members in the three calendar months before the month of application."""
    return sum(member.income_in(months_before(month_of_application.first, 3)) for member in family)


@rule("CMU 332: four subsistence minimums of 1 January of the year of the decision", since="2024-01-01")
def income_limit(applied_on, p):
    """Income for each person up to which the allowance goes on."""
    return entry(p.subsistence.lost_capacity_by_year, year_of(applied_on)) * p.displaced_persons.minimums


@rule("CMU 332: average monthly income for each member does not exceed the limit", since="2024-01-01")
def income_is_within_the_limit(income_of_three_months, family, income_limit):
    """Whether the family's average income for each member and month does not exceed the limit."""
    people = max(count(member for member in family), 1)
    return per(MONTH, income_of_three_months / 3) <= income_limit * people


@rule("CMU 332: goes on whatever the income", of=PERSON, since="2024-01-01")
def goes_on_without_income_test(
    tested_on, disability, date_of_birth, pensioner, monthly_pension, orphan, cares_for_others, income_limit, p
):
    """Whether the person is of a group whose allowance goes on whatever the family's income."""
    if held(disability, tested_on, value=("group_1", "group_2")):
        return True
    if age(date_of_birth, tested_on) < p.subsistence.child_age and held(disability, tested_on):
        return True
    if orphan and age(date_of_birth, tested_on) < p.displaced_persons.orphan_age:
        return True
    if cares_for_others:
        return True
    return held(pensioner, tested_on) and monthly_pension <= income_limit


@rule("CMU 332: first six months, or a further six months", of=PERSON, since="2024-01-01")
def may_go_on(extension, goes_on_without_income_test, income_is_within_the_limit):
    """Whether the person's part is granted: for the first time, or again with the test of income."""
    return not extension or goes_on_without_income_test or income_is_within_the_limit


@rule("CMU 332: first six months", of=PERSON, until="2023-12-31", mark="G")
def may_go_on(extension, p):
    """Whether the person's part is granted; how it went on before 2024 is not known."""
    return not extension or p.displaced_persons.went_on


@rule("CMU 332: amounts of a month", of=PERSON, since="2022-03-01")
def part(has_ground, is_stopped, may_go_on, period, date_of_birth, disability, p):
    """The person's part: more for a child or a person with disability, nothing where it is stopped or not granted."""
    if not has_ground or is_stopped or not may_go_on:
        return 0
    if age(date_of_birth, period.first) < p.subsistence.child_age or held(disability, period.first):
        return p.displaced_persons.child_or_disabled
    return p.displaced_persons.other


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("CMU 332: registered in the base of internally displaced persons", mark="S")
def is_registered(claimant, tested_on):
    """The claimant is registered as an internally displaced person."""
    return held(claimant.idp_registered, tested_on)


@condition("CMU 332: moved from occupation or active hostilities, or home destroyed", mark="S")
def a_member_has_a_ground(family):
    """A member of the family was displaced from occupation or active hostilities, or lost the home."""
    return any(member.has_ground for member in family)


@condition("CMU 332: at least one member whose part is not stopped", since="2022-03-01", mark="S")
def a_part_is_not_stopped(family, a_member_has_a_ground):
    """At least one member has not lost it by time abroad, return, prison, a conviction or being without work."""
    return not a_member_has_a_ground or any(member.has_ground and not member.is_stopped for member in family)


@condition("CMU 332: a further six months by income or by group", since="2022-03-01", mark="S")
def a_member_may_go_on(family, a_member_has_a_ground, a_part_is_not_stopped):
    """It is the first six months, or income for each person is within the limit, or does not count for one of you."""
    if not a_member_has_a_ground or not a_part_is_not_stopped:
        return True
    return any(member.has_ground and not member.is_stopped and member.may_go_on for member in family)


@condition("CMU 332: no housing or land bought above the limit", since="2022-03-01")
def bought_no_home(home_purchase, p):
    """The family bought no housing or land above the limit in the last three months or while receiving."""
    return home_purchase <= p.displaced_persons.purchase_limit


@condition("CMU 332: no car younger than five years bought", since="2022-03-01")
def bought_no_new_car(newest_car_bought_while_displaced, newest_car_year, applied_on, p):
    """The family bought no car younger than five years."""
    return not (
        newest_car_bought_while_displaced and year_of(applied_on) - newest_car_year < p.displaced_persons.car_age
    )


@condition("CMU 332: deposits up to the limit on the first of the month", since="2022-03-01", until="2025-07-31")
def has_no_large_deposits(deposits, p):
    """Bank deposits of the family do not exceed the limit."""
    return deposits <= p.displaced_persons.deposit_limit


@condition("CMU 332: deposits up to the limit, not asked of orphans", since="2025-08-01")
def has_no_large_deposits(deposits, claimant, p):
    """Bank deposits of the family do not exceed the limit; orphans are not asked."""
    return claimant.orphan or deposits <= p.displaced_persons.deposit_limit


@condition("CMU 332: no currency bought above the limit", since="2022-03-01")
def bought_no_currency(largest_currency_purchase, p):
    """Nobody bought foreign currency or metals above the limit."""
    return largest_currency_purchase <= p.displaced_persons.purchase_limit


@condition("CMU 332: six months from the month of application", since="2022-03-01")
def is_within_the_term(month_of_application, period, p):
    """The month paid for is one of the six from the month of application."""
    months = months_between(month_of_application.first, period.first)
    return 0 <= months < p.displaced_persons.term_months


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("CMU 332: sum over the family", since="2022-03-01")
def allowance(family):
    """The parts of all members together."""
    return sum(member.part for member in family)
