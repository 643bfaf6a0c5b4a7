"""Tapering of Benefits, the employer's share: a quarter of the last assistance for whoever employs the person."""

from janua.rules.language import CENT, EUR, PERIOD_FIRST, WEEK, amount, condition, per, programme, round_half_up

from .tapering import had_assistance_for_a_year as assistance_for_a_year
from .tapering import has_weeks_left as weeks_left
from .tapering import has_work as work
from .tapering import last_rate

programme(
    "MT-TAPE",
    unit="assistance_household",
    parameters=PERIOD_FIRST,
    period=WEEK,
    currency=EUR,
    citation="Department of Social Security: tapering of benefits",
    title="Tapering of Benefits: the employer's share",
)


@condition("Tapering: a job that pays the minimum wage", since="2008-01-01")
def has_work(work):
    """The claimant or the partner works for the minimum wage or more."""
    return work


@condition("Tapering: a year of assistance in the three years before the job", mark="A", since="2008-01-01")
def had_assistance_for_a_year(assistance_for_a_year):
    """Assistance was paid for 52 weeks in the three years before the job began."""
    return assistance_for_a_year


@condition("Tapering: for three years", since="2008-01-01")
def has_weeks_left(weeks_left):
    """Fewer than three years of tapering have been paid."""
    return weeks_left


@condition("Tapering: the older version had no share for the employer", since="2008-01-01")
def is_shared_with_employers(period, p):
    """The week falls in the time in which employers are given a share."""
    return period.first >= p.tapering_employer.first_day


@amount("Tapering: a share for the employer, paid every twelve weeks", since="2008-01-01")
def weekly_payment(last_rate, p):
    """The employer's share of a week."""
    return round_half_up(per(WEEK, last_rate * p.tapering_employer.share), to=CENT, place="share of the rate")
