"""Unemployment Benefit: a share of the last wage for each day without work, as long as contributions reach."""

from janua.rules.language import (
    BY_START,
    CENT,
    DAY,
    EUR,
    ON,
    ONCE,
    add_days,
    add_months,
    age,
    amount,
    bands,
    calendar_year,
    clip,
    condition,
    count,
    day,
    days,
    held,
    known,
    per,
    programme,
    round_half_up,
    rule,
    total,
    window,
    year_of,
)

programme(
    "MT-UB",
    unit="unemployed",
    parameters=ON,
    period=ONCE,
    currency=EUR,
    citation="Cap. 318, art. 30",
    title="Unemployment Benefit",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Cap. 318, art. 30: registered with Jobsplus")
def is_on_part_1(claimant, on):
    """The claimant stands on Part 1 of the register of unemployed persons."""
    return held(claimant.unemployment_register, on, value="part_1")


@rule("Cap. 318, art. 30: contributions paid since the first registration")
def contributions_paid_so_far(claimant, on):
    """Class 1 and Class 2 contributions paid before the first day of the claim, credits excluded."""
    return total(claimant.contributions_paid, window(day(1950, 1, 1), add_days(on, -1)))


@rule("Cap. 318, art. 30: contributions of the last two calendar years", since="2008-01-01")
def recent_contributions(claimant, on, p):
    """Contributions paid or credited in the two consecutive calendar years before the claim."""
    first = day(year_of(on) - p.unemployment_benefit.recent_years, 1, 1)
    recent = window(first, day(year_of(on) - 1, 12, 31))
    return total(claimant.contributions_paid, recent) + total(claimant.contributions_credited, recent)


@condition("Cap. 318, art. 30: 50 contributions paid", since="2008-01-01")
def has_contributions_paid(contributions_paid_so_far, p):
    """At least 50 contributions were paid since the first registration."""
    return contributions_paid_so_far >= p.unemployment_benefit.contributions_paid_least


@condition("Cap. 318, art. 30: 20 contributions in the last two calendar years", since="2008-01-01")
def has_recent_contributions(recent_contributions, p):
    """At least 20 contributions were paid or credited in the last two calendar years."""
    return recent_contributions >= p.unemployment_benefit.contributions_recent_least


@condition("Cap. 318, art. 30: fit for work")
def is_fit_for_work(claimant, on):
    """The claimant is fit for work."""
    return held(claimant.fit_for_work, on)


@condition("Cap. 318, art. 30: available for work")
def is_available_for_work(claimant, on):
    """The claimant is available for work."""
    return held(claimant.available_for_work, on)


@condition("Cap. 318, art. 30: not unemployed by own fault in the last six months", since="2008-01-01", mark="N")
def did_not_leave_by_own_fault(claimant, on, p):
    """The claimant did not leave work voluntarily or lose it by misconduct in the last six months."""
    recently = window(add_days(add_months(on, -p.unemployment_benefit.fault_months), 1), on)
    return count(claimant.left_work, recently, crossing=BY_START) == 0


@condition("Cap. 318, art. 30: thirteen weeks of work open a new benefit", since="2008-01-01")
def has_requalified(claimant, on, p):
    """No earlier benefit was drawn to its end, or thirteen weeks were worked since."""
    if not known(claimant.unemployment_benefit_exhausted_on):
        return True
    worked = window(add_days(claimant.unemployment_benefit_exhausted_on, 1), on)
    return days(claimant.employment, worked) >= p.unemployment_benefit.requalifying_days


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Cap. 318, art. 30: a benefit day for each contribution paid, 156 at most", since="2008-01-01")
def benefit_days(contributions_paid_so_far, p):
    """Benefit days that the claim gives at most."""
    return min(contributions_paid_so_far, p.unemployment_benefit.days_most)


@rule("Unemployment benefit from 2024: the last wage between the minimum wage and 175 % of it", since="2024-01-01")
def weekly_base(claimant, p):
    """The weekly wage on which the benefit is worked out; not rounded by itself."""
    highest = p.shared.nmw_weekly * p.unemployment_benefit.base_cap
    return clip(claimant.previous_weekly_wage, p.shared.nmw_weekly, highest)


@rule("Before 2024: the higher flat rate", since="2008-01-01", until="2023-12-31")
def supports_a_family(claimant, partner, children, on):
    """Whether the claimant is a single parent or a married person who maintains the spouse."""
    if count(other for other in partner) > 0:
        return claimant.maintains_spouse
    return any(age(child.date_of_birth, on) < 16 for child in children)


@amount("Before 2024: flat rate for a day", since="2008-01-01", until="2023-12-31")
def benefit(supports_a_family, benefit_days, p):
    """The flat rate of each benefit day."""
    if supports_a_family:
        return per(ONCE, p.unemployment_benefit.flat_daily_higher * benefit_days)
    return per(ONCE, p.unemployment_benefit.flat_daily_lower * benefit_days)


@amount("Unemployment benefit from 2024: each day at the rate of its band", since="2024-01-01")
def benefit(weekly_base, benefit_days, p):
    """Every benefit day at the rate of its weeks."""
    return per(
        ONCE,
        sum(
            round_half_up(
                per(DAY, weekly_base * band.value / p.unemployment_benefit.days_in_week), to=CENT, place="daily rate"
            )
            * band.part
            for band in bands(benefit_days, p.unemployment_benefit.share_by_day)
        ),
    )
