"""Home Improvement Grant of the Ministry of Housing: drawn by lot among households of small income."""

from janua.rules.language import APPLIED, ONCE, TTD, age, amount, condition, held, known, min, per, programme, up_to

programme(
    "TT-HIG",
    unit="home",
    parameters=APPLIED,
    period=ONCE,
    currency=TTD,
    citation="Ministry of Housing: Home Improvement Grant",
    title="Home Improvement Grant",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Home Improvement Grant: resident citizen")
def is_a_resident_citizen(claimant, applied_on):
    """The claimant is a citizen and lives in the country."""
    return claimant.status_in_country == "citizen" and held(claimant.resides_in_country, applied_on)


@condition("Home Improvement Grant: 21 or older", since="2019-01-01")
def is_21(claimant, applied_on, p):
    """The claimant is 21 or older on the day of the application."""
    return age(claimant.date_of_birth, applied_on) >= p.home_improvement_grant.age


@condition("Home Improvement Grant: household income", since="2019-01-01")
def income_is_within_the_limit(household_income, p):
    """The household's income of a month is not above the limit."""
    return household_income <= p.home_improvement_grant.income_limit


@condition("Home Improvement Grant: legal tenure")
def has_legal_tenure(tenure):
    """The household has a deed, consent, receipts of three years, a permission or a certificate of comfort."""
    return tenure != "none"


@condition("Home Improvement Grant: no earlier benefit of the same ministry", mark="A")
def had_no_award(housing_ministry_award_on):
    """The Ministry of Housing never gave a home-improvement grant or subsidy."""
    return not known(housing_ministry_award_on)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Home Improvement Grant: the estimate, at most the ceiling; drawn by lot", since="2019-01-01")
def award(improvement_estimate, p):
    """The estimate, at most the ceiling, for who is drawn by lot; before the estimate the ceiling."""
    if not known(improvement_estimate):
        return up_to(per(ONCE, p.home_improvement_grant.ceiling))
    return up_to(per(ONCE, min(improvement_estimate, p.home_improvement_grant.ceiling)))
