"""Disability Assistance Grant for Minors: for each child under 18 with a severe or complete disability."""

from janua.rules.language import (
    MONTH,
    PERIOD_FIRST,
    PERSON,
    TTD,
    age,
    amount,
    calendar_month,
    condition,
    count,
    held,
    max,
    per,
    programme,
    rule,
    value_on,
)

from .shared import birthday, facts_day, is_alive_in

programme(
    "TT-DAGM",
    unit="guardianship",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="Disability Assistance Grant for Minors, budget of 2019; Public Assistance Act, Chap. 32:03",
    title="Disability Assistance Grant for Minors",
)

# --- The application --------------------------------------------------------------------------------------------------


@rule("Whole months, from the month of application or of approval", since="2008-01-01", mark="A")
def paid_from(applied_on, approved_on, p):
    """The first day of the first month that is paid."""
    if p.disability_assistance_minors.accrual_start == "approval_date":
        return calendar_month(max(applied_on, approved_on)).first
    return calendar_month(applied_on).first


@condition("Disability assistance for minors: applied for", since="2008-01-01", mark="A")
def is_applied_for(paid_from, period):
    """The month is not before the one from which the claim is paid."""
    return period.first >= paid_from


# --- The child --------------------------------------------------------------------------------------------------------


@rule("Under 18, up to the month before the birthday's month", of=PERSON, since="2019-01-01")
def is_under_18(date_of_birth, is_alive_in, period, p):
    """Whether the child is born, alive when the month began, and does not reach 18 in the month."""
    young = age(date_of_birth, period.last) < p.disability_assistance_minors.age_below
    return date_of_birth <= period.last and young and is_alive_in(period.first)


@rule("Child permanently residing in the country", of=PERSON)
def lives_here(resides_in_country, facts_day):
    """Whether the child lives in the country."""
    return held(resides_in_country, facts_day)


@rule("Severely or completely disabled; no other level", of=PERSON)
def is_severely_disabled(disability_level, facts_day):
    """Whether a doctor assessed the child as severely or completely disabled."""
    return value_on(disability_level, facts_day) in ("severe", "complete")


@rule("No similar monthly benefit above the limit", of=PERSON, since="2019-01-01")
def has_no_other_benefit(other_disability_benefit, facts_day, p):
    """Whether no more than the limit is paid a month for the child's disability elsewhere."""
    return value_on(other_disability_benefit, facts_day) <= p.disability_assistance_minors.other_benefit_limit


@rule("Disability assistance for minors: the child meets every condition", of=PERSON, since="2019-01-01")
def is_paid_for(is_under_18, lives_here, is_severely_disabled, has_no_other_benefit):
    """Whether the grant is paid for the child."""
    return is_under_18 and lives_here and is_severely_disabled and has_no_other_benefit


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Disability assistance for minors: parent or guardian a citizen or legal resident")
def claimant_is_citizen_or_legal_resident(claimant, facts_day):
    """The parent or guardian is a citizen or a legal resident."""
    return value_on(claimant.status_in_country, facts_day) in ("citizen", "legal_resident")


@condition("Disability assistance for minors: child under 18", since="2019-01-01")
def has_a_child_under_18(children):
    """A child in the claimant's care is under 18 for the whole month."""
    return any(child.is_under_18 for child in children)


@rule("Grown children are looked at only where there is no child under 18", of=PERSON, since="2019-01-01", mark="A")
def is_looked_at(is_under_18, has_a_child_under_18):
    """Whether the other conditions are asked of the child: of those under 18, or of all where nobody is."""
    return is_under_18 or not has_a_child_under_18


@condition("Disability assistance for minors: child permanently residing in the country", since="2019-01-01")
def a_child_lives_here(children):
    """The child lives in the country."""
    return any(child.is_looked_at and child.lives_here for child in children)


@condition("Disability assistance for minors: severely or completely disabled", since="2019-01-01")
def a_child_is_severely_disabled(children):
    """The child was assessed as severely or completely disabled."""
    return any(child.is_looked_at and child.is_severely_disabled for child in children)


@condition("Disability assistance for minors: no similar benefit above 1,500 a month", since="2019-01-01")
def a_child_has_no_other_benefit(children):
    """No similar benefit above the limit is paid for the child."""
    return any(child.is_looked_at and child.has_no_other_benefit for child in children)


@condition("Disability assistance for minors: one child meets all conditions", since="2019-01-01")
def has_a_child_to_pay_for(
    children, has_a_child_under_18, a_child_lives_here, a_child_is_severely_disabled, a_child_has_no_other_benefit
):
    """One and the same child meets every condition."""
    if not (has_a_child_under_18 and a_child_lives_here):
        return True
    if not (a_child_is_severely_disabled and a_child_has_no_other_benefit):
        return True
    return any(child.is_paid_for for child in children)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Disability assistance for minors: a fixed amount for each child", since="2019-01-01")
def grant(children, p):
    """The fixed grant of the month for every child who meets the conditions."""
    return per(
        MONTH, p.disability_assistance_minors.monthly_grant * count(child for child in children if child.is_paid_for)
    )
