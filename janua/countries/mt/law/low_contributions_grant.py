"""Grant for persons of pension age whose contributions do not reach for a pension: once a year, by years paid."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    YEAR,
    amount,
    condition,
    days_between,
    entry,
    max,
    per,
    programme,
    round_half_up,
    value_on,
)

from .shared import pension_birthday

programme(
    "MT-LCB",
    unit="one_person",
    parameters=PERIOD_FIRST,
    period=YEAR,
    currency=EUR,
    citation="Department of Social Security: grant for persons without enough contributions for a pension",
    title="Grant for Persons without Enough Contributions for a Pension",
)


@condition("Grant for few contributions: fewer than ten years", since="2008-01-01")
def has_few_years(claimant, on, p):
    """Contributions were paid for at least one year and for fewer than ten."""
    return 1 <= value_on(claimant.contribution_years, on) < p.shared.pension_years_least


@condition("Grant for few contributions: pension age", since="2008-01-01")
def reaches_pension_age(claimant, period):
    """The claimant has reached the pension age or reaches it in the year."""
    return claimant.pension_birthday <= period.last


@condition("Grant for few contributions: no contributory pension")
def has_no_pension(claimant, on):
    """No contributory pension is paid to the claimant."""
    return not value_on(claimant.receives_contributory_pension, on)


@amount("Grant for few contributions: by years of contributions, in the first year for its days", since="2008-01-01")
def yearly_grant(claimant, on, period, p):
    """The grant of the year; in the first year the share of its days from the day of the pension age."""
    whole = entry(p.low_contributions_grant.by_years, value_on(claimant.contribution_years, on))
    if claimant.pension_birthday <= period.first:
        return per(YEAR, whole)
    days_left = days_between(claimant.pension_birthday, period.last) + 1
    return round_half_up(per(YEAR, whole * days_left / max(period.days, 1)), to=CENT, place="share of the year")
