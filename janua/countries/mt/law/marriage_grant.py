"""Marriage Grant: once, to each husband, wife or civil partner who has worked long enough before."""

from janua.rules.language import (
    EUR,
    EVENT,
    ONCE,
    add_days,
    amount,
    condition,
    day,
    held,
    known,
    per,
    programme,
    rule,
    total,
    window,
    year_of,
)

from .shared import is_in_time

programme(
    "MT-MG",
    unit="couple",
    parameters=EVENT,
    period=ONCE,
    currency=EUR,
    citation="Cap. 318, Part VI: marriage grant",
    title="Marriage Grant",
)


@condition("Marriage grant: marriage or civil union")
def married_on_the_day(married_on, event_on):
    """The claimant married or entered a civil union on the day of the event."""
    return known(married_on) and married_on == event_on


@condition("Marriage grant: residence on the day of the marriage")
def lived_in_malta(claimant, event_on):
    """The claimant lived in Malta on the day of the marriage."""
    return held(claimant.resident_in_malta, event_on)


@rule("Marriage grant: contributions since a marriage before", mark="A")
def counted_from(claimant):
    """The day from which contributions count: the marriage before this one, where there was one."""
    if known(claimant.previous_marriage_on):
        return claimant.previous_marriage_on
    return day(1950, 1, 1)


@rule("Marriage grant: whole calendar years between the two days")
def in_whole_years(claimant, counted_from, event_on):
    """Contributions paid in the calendar years that lie wholly between the two days."""
    first = day(year_of(add_days(counted_from, -1)) + 1, 1, 1)
    return total(claimant.contributions_paid, window(first, day(year_of(event_on) - 1, 12, 31)))


@condition("Marriage grant: 26 contributions paid before the marriage", mark="A", since="2008-01-01")
def has_worked_before(claimant, counted_from, in_whole_years, event_on, p):
    """At least 26 contributions were paid before the marriage, and since the marriage before it, if any."""
    if in_whole_years >= p.marriage_grant.contributions_least:
        return True
    paid = total(claimant.contributions_paid, window(counted_from, add_days(event_on, -1)))
    return paid >= p.marriage_grant.contributions_least


@condition("Department of Social Security, claims within six months", mark="A", since="2008-01-01")
def is_claimed_in_time(is_in_time):
    """The claim came within six months of the marriage, or an officer recorded good cause for the delay."""
    return is_in_time


@amount("Marriage grant: by the day of the marriage", since="2008-01-01")
def grant(p):
    """The grant of one spouse."""
    return per(ONCE, p.marriage_grant.grant_of_one)
