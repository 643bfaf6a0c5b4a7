"""Contributory two-thirds retirement pension: an unofficial projection, as the department's own calculators are."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    WEEK,
    YEAR,
    add_days,
    age,
    alternative,
    amount,
    any_of,
    bracket,
    condition,
    day,
    entry,
    max,
    min,
    per,
    programme,
    rate,
    round_half_up,
    rule,
    total,
    value_on,
    window,
    year_of,
)

from .shared import pension_birthday

programme(
    "MT-RET",
    unit="one_person",
    parameters=PERIOD_FIRST,
    period=WEEK,
    currency=EUR,
    citation="Cap. 318, Part V",
    title="Retirement Pension (unofficial projection)",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@alternative("Cap. 318, Part V: pension age")
def has_reached_pension_age(claimant, on):
    """The claimant has reached the pension age."""
    return claimant.pension_birthday <= on


@rule("Cap. 318, Part V: contributions paid in the whole of working life", since="2008-01-01")
def enough_for_early(claimant, on, p):
    """Whether the contributions paid reach for a pension at 61: those of whole years, or with the year that runs."""
    least = bracket(p.retirement_pension.early_contributions, year_of(claimant.date_of_birth))
    first = day(1950, 1, 1)
    if total(claimant.contributions_paid, window(first, day(year_of(on) - 1, 12, 31))) >= least:
        return True
    return total(claimant.contributions_paid, window(first, add_days(on, -1))) >= least


@alternative("Cap. 318, Part V: early pension at 61", since="2008-01-01")
def may_retire_early(claimant, on, enough_for_early, p):
    """The claimant is 61 or older, and enough contributions were paid."""
    return age(claimant.date_of_birth, on) >= p.retirement_pension.early_age and enough_for_early


@condition("Cap. 318, Part V: pension age, or early with enough contributions", since="2008-01-01")
def may_retire(has_reached_pension_age, may_retire_early):
    """The claimant has reached the pension age, or is 61 with enough contributions."""
    return any_of(has_reached_pension_age, may_retire_early)


@condition("Cap. 318, Part V: ten years of contributions", mark="D", since="2008-01-01")
def has_ten_years(claimant, on, p):
    """Contributions were paid for at least ten years."""
    return value_on(claimant.contribution_years, on) >= p.shared.pension_years_least


# --- The projection ---------------------------------------------------------------------------------------------------


@rule("Projection: years of contributions against those required", since="2008-01-01")
def years_required(claimant, p):
    """The years of contributions of a full pension."""
    return bracket(p.retirement_pension.years_required, year_of(claimant.date_of_birth))


@rule("Projection: years of contributions against those required", since="2008-01-01")
def years_counted(claimant, on, years_required):
    """The years of contributions, at most those required."""
    return min(value_on(claimant.contribution_years, on), years_required)


@rule("Projection: increase for years of deferral", since="2008-01-01")
def increase(claimant, on, p):
    """What a pension gains that is drawn later, from 2024."""
    return entry(p.retirement_pension.deferral, value_on(claimant.pension_deferred_years, on))


@rule("Projection: two thirds of the pensionable income", since="2008-01-01")
def full_pension(claimant, on, increase, p):
    """Two thirds of the income that counts, with the increase; not rounded by itself."""
    counted = min(value_on(claimant.pensionable_income, on), p.retirement_pension.highest_income)
    return counted * rate("2/3") * (1 + increase)


@rule("Projection: two thirds of the pensionable income", since="2008-01-01")
def yearly_pension(full_pension, years_counted, years_required):
    """The pension of a year for the years of contributions, rounded once."""
    return round_half_up(
        per(YEAR, full_pension * years_counted / max(years_required, 1)), to=CENT, place="pension of a year"
    )


@amount("Projection: the year by 52 weeks", mark="A", since="2008-01-01")
def weekly_pension(yearly_pension):
    """The pension of a week."""
    return round_half_up(per(WEEK, yearly_pension / 52), to=CENT, place="pension of a week")
