"""Disability Assistance Grant: a fixed monthly grant for adults under 65 who are permanently disabled."""

from janua.rules.language import (
    BOARD_DECIDES,
    MONTH,
    PERIOD_FIRST,
    TTD,
    age,
    amount,
    bracket,
    calendar_month,
    condition,
    days,
    exception_to,
    held,
    max,
    programme,
    rule,
    value_on,
    years_before,
)

from .shared import birthday, facts_day, is_alive_in, is_in_the_emergency_months

programme(
    "TT-DAG",
    unit="applicant",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="Public Assistance Act, Chap. 32:03, as amended",
    title="Disability Assistance Grant",
)

# --- The application --------------------------------------------------------------------------------------------------


@rule("Whole months, from the month of application or of approval", since="2008-01-01", mark="A")
def paid_from(applied_on, approved_on, p):
    """The first day of the first month that is paid."""
    if p.disability_assistance.accrual_start == "approval_date":
        return calendar_month(max(applied_on, approved_on)).first
    return calendar_month(applied_on).first


@condition("Chap. 32:03: applied for", since="2008-01-01", mark="A")
def is_applied_for(paid_from, period):
    """The month is not before the one from which the claim is paid."""
    return period.first >= paid_from


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Chap. 32:03: 18 or older; payable from the month of the birthday", since="2008-01-01")
def is_18(claimant, period, p):
    """The claimant is 18 or older in the month."""
    return age(claimant.date_of_birth, period.last) >= p.disability_assistance.age_from


@condition("Chap. 32:03: under 65; payable up to the month before the birthday's month", since="2008-01-01")
def is_under_65(claimant, period, p):
    """The claimant does not reach 65 in the month; from then on there is the pension."""
    return age(claimant.date_of_birth, period.last) < p.disability_assistance.age_below


@condition("Chap. 32:03: paid to the living", mark="A")
def is_alive(claimant, period):
    """The claimant was alive when the month began."""
    return claimant.is_alive_in(period.first)


@condition("Chap. 32:03: resident for 3 years with absences of 6 months at most", since="2008-01-01")
def lived_here_3_years(claimant, applied_on, p):
    """The claimant lived here for the 3 years before the application, with at most 6 months of absence in all."""
    before = years_before(applied_on, p.disability_assistance.residence_years)
    return before.days - days(claimant.in_country, before) <= p.disability_assistance.absence_days


@condition("Chap. 32:03: yearly income, tested as a year", since="2013-02-01")
def income_is_within_the_limit(claimant, facts_day, p):
    """The claimant's income of the twelve months before the month of application is not above the limit."""
    return value_on(claimant.income_of_twelve_months, facts_day) <= p.disability_assistance.income_limit


@condition("Chap. 32:03: certified by a Government Medical Officer")
def is_certified(claimant, facts_day):
    """A government doctor certifies that the claimant is permanently disabled and unable to earn."""
    return held(claimant.permanently_disabled, facts_day)


@condition("Chap. 32:03: certificate accepted by the Local Board", if_not=BOARD_DECIDES)
def board_has_decided(board_acceptance):
    """The Local Public Assistance Board has looked at the certificate."""
    return board_acceptance != "not_decided"


@condition("Chap. 32:03: certificate accepted by the Local Board")
def board_has_not_refused(board_acceptance):
    """The Local Public Assistance Board did not refuse the certificate."""
    return board_acceptance != "refused"


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Disability Assistance Grant, a fixed amount", since="2008-01-01")
def grant(p):
    """The fixed grant of the month."""
    return p.disability_assistance.monthly_grant


@exception_to(
    grant,
    when=is_in_the_emergency_months,
    citation="Emergency supplement of April to June 2020 for clients of disability assistance",
    since="2020-04-01",
    mark="N",
)
def grant_in_the_emergency(household_size, facts_day, p):
    """The grant of the month and the emergency supplement by the size of the household."""
    supplement = bracket(p.shared.emergency_supplement, value_on(household_size, facts_day))
    return p.disability_assistance.monthly_grant + supplement
