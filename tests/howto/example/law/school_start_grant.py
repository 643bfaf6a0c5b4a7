"""School-start grant: once a year for each child at school, by the income of the year before."""

from janua.rules.language import (
    CENT,
    EUR,
    EVENT,
    ONCE,
    PERSON,
    age,
    amount,
    bracket,
    calendar_year,
    condition,
    day,
    programme,
    round_half_up,
    rule,
    total,
    year_of,
)

programme(
    "ZZ-SCHOOL",
    unit="family",
    parameters=EVENT,
    period=ONCE,
    currency=EUR,
    citation="Notice 7 of 2024",
    title="School-start grant",
)


@rule("Notice 7 of 2024, 1", of=PERSON)
def is_paid_for(date_of_birth, at_school, event_on, p):
    """Whether the child has the age on 1 September and goes to school."""
    years = age(date_of_birth, event_on)
    return years >= p.school_start_grant.age_from and years < p.school_start_grant.age_until and at_school


@condition("Notice 7 of 2024, 1: a child at school")
def has_a_child_at_school(children):
    """A child between five and sixteen who goes to school is in the claimant's custody on 1 September."""
    return any(child.is_paid_for for child in children)


@rule("Notice 7 of 2024, 2", of=PERSON)
def income_of_year_before(yearly_income, event_on):
    """Income of the person in the calendar year before."""
    return total(yearly_income, calendar_year(year_of(event_on) - 1))


@rule("Notice 7 of 2024, 2")
def income(adults):
    """Income of the claimant and the partner in the calendar year before."""
    return sum(adult.income_of_year_before for adult in adults)


@condition("Notice 7 of 2024, 2: income up to the limit")
def income_is_within_limit(income, p):
    """The income of the claimant and the partner is not above the limit."""
    return income <= p.school_start_grant.income_limit


@condition("Notice 7 of 2024, 4: claimed within the year")
def is_claimed_within_the_year(applied_on, event_on):
    """The claim came by 31 December of the year."""
    return applied_on <= day(year_of(event_on), 12, 31)


@amount("Notice 7 of 2024, 2 and 3")
def grant(income, children, p):
    """The grant of each child by the band of the income; half of it under joint custody."""
    whole = bracket(p.school_start_grant.by_income, income)
    half = round_half_up(whole / 2, to=CENT, place="half of joint custody")
    return sum(half if child.joint_custody else whole for child in children if child.is_paid_for)
