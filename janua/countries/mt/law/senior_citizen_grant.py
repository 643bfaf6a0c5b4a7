"""Senior Citizen Grant: once a year for everybody of 75 and above who lives at home or pays for a private home."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    YEAR,
    age,
    alternative,
    amount,
    any_of,
    condition,
    days_between,
    held,
    max,
    per,
    programme,
    round_half_up,
    rule,
    value_on,
)

from .shared import birthday, is_maltese_on

programme(
    "MT-SCG",
    unit="one_person",
    parameters=PERIOD_FIRST,
    period=YEAR,
    currency=EUR,
    citation="Department of Social Security: senior citizen grant",
    title="Senior Citizen Grant",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Senior citizen grant: from 75 years", since="2008-01-01")
def turns_75_by_the_end(claimant, period, p):
    """The claimant is 75 or becomes 75 in the year."""
    return age(claimant.date_of_birth, period.last) >= p.senior_citizen_grant.first_age


@alternative("Senior citizen grant: citizen of Malta")
def is_maltese(claimant, on):
    """The claimant is a Maltese citizen."""
    return claimant.is_maltese_on(on)


@alternative("Senior citizen grant: permanent resident with a listed nationality", since="2008-01-01")
def is_permanent_resident(claimant, on, p):
    """The claimant lives here permanently and is a citizen of a listed state."""
    return value_on(claimant.permanent_resident, on) and held(
        claimant.citizenship, on, value=p.senior_citizen_grant.states
    )


@condition("Senior citizen grant: citizenship", since="2008-01-01")
def has_the_citizenship(is_maltese, is_permanent_resident):
    """The claimant is Maltese, or a permanent resident with a listed nationality."""
    return any_of(is_maltese, is_permanent_resident)


@condition("Senior citizen grant: living at home, with relatives or in a private home at own cost")
def lives_at_own_cost(claimant, on):
    """The claimant lives at home, with relatives, or pays for a private home outside a public scheme."""
    return value_on(claimant.living_arrangement, on) in ("own_home", "with_relatives", "private_home_at_own_cost")


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Senior citizen grant: from the 75th birthday to the end of the year", mark="A", since="2008-01-01")
def from_75th_birthday(claimant, period, p):
    """The share of the lower grant for the days of the year from the 75th birthday, both included."""
    days_left = days_between(claimant.birthday(p.senior_citizen_grant.first_age), period.last) + 1
    lower = p.senior_citizen_grant.from_75
    return round_half_up(per(YEAR, lower * days_left / max(period.days, 1)), to=CENT, place="share of the year")


@rule("Senior citizen grant: the difference from the 80th birthday to the end of the year", mark="A", since="2008-01-01")
def in_year_of_80th_birthday(claimant, period, p):
    """The lower grant, and the difference to the higher for the days from the 80th birthday, both included."""
    eightieth = claimant.birthday(p.senior_citizen_grant.second_age)
    if eightieth > period.last:
        return per(YEAR, p.senior_citizen_grant.from_75)
    difference = p.senior_citizen_grant.from_80 - p.senior_citizen_grant.from_75
    days_left = days_between(eightieth, period.last) + 1
    more = round_half_up(per(YEAR, difference * days_left / max(period.days, 1)), to=CENT, place="share of the year")
    return per(YEAR, p.senior_citizen_grant.from_75) + more


@amount("Senior citizen grant: by the age on 1 January", since="2008-01-01")
def yearly_grant(claimant, from_75th_birthday, in_year_of_80th_birthday, period, p):
    """The grant of the year, by the age on its first day."""
    years = age(claimant.date_of_birth, period.first)
    if years >= p.senior_citizen_grant.second_age:
        return per(YEAR, p.senior_citizen_grant.from_80)
    if years >= p.senior_citizen_grant.first_age:
        return per(YEAR, in_year_of_80th_birthday)
    return per(YEAR, from_75th_birthday)
