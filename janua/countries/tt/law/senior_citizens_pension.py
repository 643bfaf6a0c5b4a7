"""Senior Citizens' Pension: a monthly pension from 65, by residence and by the person's own monthly income."""

from janua.rules.language import (
    MONTH,
    PERIOD_FIRST,
    TTD,
    age,
    alternative,
    amount,
    any_of,
    bracket,
    calendar_month,
    condition,
    day,
    days,
    held,
    known,
    max,
    programme,
    rule,
    window,
    years_before,
)

from .shared import birthday, facts_day, is_alive_in, monthly_income

programme(
    "TT-SCP",
    unit="applicant",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="Senior Citizens' Pension Act, Chap. 32:02",
    title="Senior Citizens' Pension",
)

# --- The application --------------------------------------------------------------------------------------------------


@rule("An application before the 65th birthday is held until that day", since="2008-01-01", mark="A")
def claim_day(claimant, applied_on, p):
    """The day from which the claim counts: the application, at the earliest the 65th birthday."""
    return max(applied_on, claimant.birthday(p.senior_citizens_pension.age))


@rule("Whole months, from the month of application or of approval", since="2008-01-01", mark="A")
def paid_from(claim_day, approved_on, p):
    """The first day of the first month that is paid."""
    if p.senior_citizens_pension.accrual_start == "approval_date":
        return calendar_month(max(claim_day, approved_on)).first
    return calendar_month(claim_day).first


@rule("A change of income counts from the month after it", since="2008-01-01", mark="A")
def income_day(claim_day, facts_day):
    """The day whose income decides."""
    return max(claim_day, facts_day)


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Chap. 32:02, s. 4(1): 65 years of age", since="2008-01-01")
def is_65(claimant, period, p):
    """The claimant is 65 or older in the month."""
    return age(claimant.date_of_birth, period.last) >= p.senior_citizens_pension.age


@condition("Chap. 32:02: applied for", since="2008-01-01", mark="A")
def is_applied_for(paid_from, period):
    """The month is not before the one from which the claim is paid."""
    return period.first >= paid_from


@condition("Chap. 32:02: paid to the living", mark="A")
def is_alive(claimant, period):
    """The claimant was alive when the month began."""
    return claimant.is_alive_in(period.first)


@rule("Chap. 32:02, s. 4(1): absences in the 20 years before the application", since="2008-01-01")
def days_of_absence(claimant, claim_day, p):
    """Whole days outside the country in the years before the claim; days of departure and arrival are inside."""
    before = years_before(claim_day, p.senior_citizens_pension.residence_years)
    return before.days - days(claimant.in_country, before)


@alternative("Chap. 32:02, s. 4(1): resident for 20 years with absences of 5 years at most", since="2008-01-01")
def lived_here_20_years(days_of_absence, p):
    """The claimant lived here for the 20 years before the application, with at most 5 years of absence in all."""
    return days_of_absence <= p.senior_citizens_pension.absence_days


@rule("Chap. 32:02, s. 4(1): 50 years in total, not necessarily consecutive", since="2008-01-01")
def has_50_years(claimant, claim_day, p):
    """Whether the claimant lived here for 50 years in all, by the record in years or else by the days of presence."""
    if known(claimant.years_in_country):
        return claimant.years_in_country >= p.senior_citizens_pension.years_in_all
    ever = window(day(1850, 1, 1), claim_day)
    return days(claimant.in_country, ever) >= p.senior_citizens_pension.days_in_all


@alternative("Chap. 32:02, s. 4(1): now residing here and 50 years in total", since="2008-01-01")
def lives_here_and_has_50_years(claimant, claim_day, has_50_years):
    """The claimant lives here now and has lived here for 50 years in all."""
    return held(claimant.resides_in_country, claim_day) and has_50_years


@condition("Chap. 32:02, s. 4(1): residence", since="2008-01-01")
def has_residence(lived_here_20_years, lives_here_and_has_50_years):
    """The claimant lived here for the last 20 years, or lives here now and has 50 years in all."""
    return any_of(lived_here_20_years, lives_here_and_has_50_years)


@rule("Chap. 32:02: the applicant's own monthly income", since="2008-01-01")
def income(claimant, income_day):
    """The claimant's own monthly income."""
    return claimant.monthly_income(income_day)


@condition("Chap. 32:02, s. 4(1): monthly income", since="2008-01-01")
def income_is_within_the_limit(income, p):
    """The claimant's own monthly income is not above the limit."""
    return income <= p.senior_citizens_pension.income_limit


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Chap. 32:02: pension by income; the first days of the tables are assumed", since="2008-01-01", mark="A")
def pension(income, p):
    """The pension of the band in which the monthly income falls."""
    return bracket(p.senior_citizens_pension.pension_by_income, income)
