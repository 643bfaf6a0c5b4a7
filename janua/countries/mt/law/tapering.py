"""Tapering of Benefits: a shrinking share of the last assistance for whoever takes up work, for three years."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    PERSON,
    WEEK,
    amount,
    bracket,
    condition,
    days,
    held,
    last_day,
    per,
    programme,
    round_half_up,
    rule,
    value_on,
    years_before,
)

from .assistance import deciding_day

programme(
    "MT-TAP",
    unit="assistance_household",
    parameters=PERIOD_FIRST,
    period=WEEK,
    currency=EUR,
    citation="Department of Social Security: tapering of benefits",
    title="Tapering of Benefits",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@rule("Tapering: a job that pays the minimum wage", of=PERSON, since="2008-01-01")
def works_for_the_minimum_wage(employment, job_weekly_wage, deciding_day, p):
    """Whether the person works and the gross weekly wage is the minimum wage or more."""
    return held(employment, deciding_day) and job_weekly_wage >= p.shared.nmw_weekly


@condition("Tapering: a job that pays the minimum wage", since="2008-01-01")
def has_work(adults):
    """The claimant or the partner works for the minimum wage or more."""
    return any(adult.works_for_the_minimum_wage for adult in adults)


@condition("Tapering: a year of assistance in the three years before the job", mark="A", since="2008-01-01")
def had_assistance_for_a_year(claimant, event_on, p):
    """Assistance was paid for 52 weeks in the three years before the job began."""
    return (
        days(claimant.assistance_rate, years_before(event_on, p.tapering.years_looked_back))
        >= p.tapering.days_of_assistance
    )


@condition("Tapering: for three years", since="2008-01-01")
def has_weeks_left(claimant, p):
    """Fewer than three years of tapering have been paid."""
    return claimant.tapering_weeks_paid < p.tapering.weeks_most


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Tapering: the last rate of assistance, fixed for the three years", mark="A", since="2008-01-01")
def last_rate(claimant, event_on, p):
    """The rate of assistance of the last paid week before the job began."""
    before = years_before(event_on, p.tapering.years_looked_back)
    return value_on(claimant.assistance_rate, last_day(claimant.assistance_rate, before))


@amount("Tapering: a share of the last rate by the year", since="2008-01-01")
def weekly_payment(last_rate, claimant, p):
    """The share of the year of tapering in which the week falls."""
    share = bracket(p.tapering.share_by_week, claimant.tapering_weeks_paid + 1)
    return round_half_up(per(WEEK, last_rate * share), to=CENT, place="share of the rate")
