"""Sickness Benefit: for each certified working day from the fourth of a spell, as long as the year allows."""

from janua.rules.language import (
    EUR,
    PERIOD_FIRST,
    PERSON,
    WEEK,
    YEAR,
    Count,
    Date,
    add_days,
    amount,
    calendar_year,
    condition,
    day,
    days_between,
    known,
    max,
    min,
    per,
    programme,
    round_floor,
    rule,
    total,
    window,
    year_of,
)

from .shared import is_more_favourable, pension_birthday

programme(
    "MT-SICK",
    unit="one_person",
    parameters=PERIOD_FIRST,
    period=YEAR,
    currency=EUR,
    citation="Cap. 318, art. 18",
    title="Sickness Benefit",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Cap. 318, art. 18: certified incapable of work", mark="N")
def is_certified(claimant, period):
    """A spell of certified sickness falls in the year."""
    if not known(claimant.sick_from):
        return False
    return claimant.sick_from <= period.last and claimant.sick_to >= period.first


@condition("Cap. 318, art. 18: below pension age", mark="N", since="2008-01-01")
def is_below_pension_age(claimant, p):
    """The claimant has not reached the pension age when the spell begins."""
    if not known(claimant.sick_from):
        return True
    if year_of(claimant.date_of_birth) < p.sickness_benefit.past_pension_age:
        return False
    return claimant.sick_from < claimant.pension_birthday


@condition("Cap. 318, art. 18: 50 contributions paid", mark="G", since="2008-01-01")
def has_contributions_paid(claimant, p):
    """At least 50 contributions were paid before the spell."""
    if not known(claimant.sick_from):
        return True
    first = day(1950, 1, 1)
    in_whole_years = total(claimant.contributions_paid, window(first, day(year_of(claimant.sick_from) - 1, 12, 31)))
    if in_whole_years >= p.unemployment_benefit.contributions_paid_least:
        return True
    before = window(first, add_days(claimant.sick_from, -1))
    return total(claimant.contributions_paid, before) >= p.unemployment_benefit.contributions_paid_least


@condition("Cap. 318, art. 18: 20 contributions in the last two calendar years", mark="G", since="2008-01-01")
def has_recent_contributions(claimant, p):
    """At least 20 contributions were paid or credited in the two calendar years before the spell."""
    if not known(claimant.sick_from):
        return True
    year = year_of(claimant.sick_from)
    recent = window(day(year - p.unemployment_benefit.recent_years, 1, 1), day(year - 1, 12, 31))
    counted = total(claimant.contributions_paid, recent) + total(claimant.contributions_credited, recent)
    return counted >= p.unemployment_benefit.contributions_recent_least


@condition("Cap. 318, art. 90: only the more favourable of two", since="2008-01-01")
def is_the_more_favourable(daily_rate, is_more_favourable, p):
    """No other benefit that is as high or higher is paid to the claimant."""
    return is_more_favourable(per(WEEK, daily_rate * p.sickness_benefit.days_in_week))


# --- The days ---------------------------------------------------------------------------------------------------------


@rule("Cap. 318, art. 18: Sundays are not counted", of=PERSON)
def working_days_to(last: Date, sick_from):
    """Days of the spell up to a day, without Sundays; 0 where the spell begins later."""
    if last < sick_from:
        return 0
    from_monday = days_between(day(1900, 1, 1), sick_from)
    to_last = days_between(day(1900, 1, 1), last)
    sundays = round_floor((to_last + 1) / 7, to=1) - round_floor(from_monday / 7, to=1)
    return to_last - from_monday + 1 - sundays


@rule("Cap. 318, art. 18: from the fourth day", of=PERSON, since="2008-01-01")
def days_after_waiting_to(last: Date, working_days_to, sick_to, p):
    """Certified days of the spell up to a day, less the first three."""
    return max(working_days_to(min(last, sick_to)) - p.sickness_benefit.waiting_days, 0)


@rule("Cap. 318, art. 18: at most 156 paid days in a calendar year", of=PERSON, mark="A", since="2008-01-01")
def paid_days_in(year: Count, days_after_waiting_to, full_wage_sick_days, other_sick_days_paid, p):
    """Paid days of the spell in a calendar year: without days at full wage, no more than other spells have left."""
    all_year = calendar_year(year)
    certified = days_after_waiting_to(all_year.last) - days_after_waiting_to(add_days(all_year.first, -1))
    unpaid = max(certified - total(full_wage_sick_days, all_year), 0)
    left = max(p.sickness_benefit.days_most - total(other_sick_days_paid, all_year), 0)
    return min(unpaid, left)


@rule("Cap. 318, art. 18: at most 156 paid days in a calendar year")
def paid_days(claimant, period):
    """Paid days of the spell in the year."""
    return claimant.paid_days_in(year_of(period.first))


@rule("Cap. 318, art. 18: higher rates from paid day 157 of one spell", mark="A", since="2008-01-01")
def days_at_higher_rate(claimant, paid_days, period, p):
    """Paid days of the year that come after 156 paid days of the same spell."""
    year = year_of(period.first)
    earlier = claimant.paid_days_in(year - 1) + claimant.paid_days_in(year - 2)
    left = max(p.sickness_benefit.days_at_first_rate - earlier, 0)
    return max(paid_days - left, 0)


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Cap. 318, art. 18: rate of a day", since="2008-01-01")
def daily_rate(claimant, p):
    """The rate of a day: higher for whoever maintains a spouse who is not in full-time work."""
    if claimant.maintains_spouse_at_home:
        return p.sickness_benefit.daily_with_spouse
    return p.sickness_benefit.daily


@rule("Cap. 318, art. 18: rate of a day after 156 days of one spell", since="2008-01-01")
def higher_daily_rate(claimant, p):
    """The rate of a day after 156 days of the spell."""
    if claimant.maintains_spouse_at_home:
        return p.sickness_benefit.daily_with_spouse_after
    return p.sickness_benefit.daily_after


@amount("Cap. 318, art. 18: the paid days of the year", since="2008-01-01")
def benefit(daily_rate, higher_daily_rate, paid_days, days_at_higher_rate):
    """Each paid day of the spell in the year at its rate."""
    if days_at_higher_rate == 0:
        return per(YEAR, daily_rate * paid_days)
    return per(YEAR, daily_rate * (paid_days - days_at_higher_rate)) + per(
        YEAR, higher_daily_rate * days_at_higher_rate
    )
