"""Eligibility of a kafala family: a couple, or a woman alone; where a waiver is open, the committee grants it."""

from janua.rules.language import (
    APPLIED,
    EGP,
    NEEDS_WAIVER,
    ONCE,
    PERSON,
    age,
    condition,
    count,
    held,
    programme,
    rule,
)

programme(
    "EG-KAFALA-ELIG",
    unit="kafala_family",
    parameters=APPLIED,
    period=ONCE,
    currency=EGP,
    citation="Child Law 12/1996; executive regulation 2075/2010, art. 89 to 94 bis",
    title="Eligibility of a kafala family",
)

# --- Applicants -------------------------------------------------------------------------------------------------------


@rule("Regulation 2075/2010: Egyptian applicants", of=PERSON, mark="N")
def is_egyptian(citizenship, applied_on):
    """Whether the applicant is an Egyptian citizen on the day of application."""
    return held(citizenship, applied_on, value="EG")


@rule("Regulation 2075/2010: age of the applicants", of=PERSON)
def completed_years(date_of_birth, applied_on):
    """Age of the applicant on the day of application, in completed years."""
    return age(date_of_birth, applied_on)


@rule("Regulation 2075/2010: age of the applicants", of=PERSON, since="2020-01-01")
def is_within_the_upper_age(completed_years, p):
    """Whether the applicant has not passed the highest age."""
    return completed_years <= p.kafala_eligibility.most_years


@rule("Regulation 2075/2010: secondary diploma or equal", of=PERSON, mark="S")
def has_a_diploma(education):
    """Whether the applicant has at least a secondary diploma or its equal."""
    return education in ("secondary_diploma", "above_secondary")


@rule("Regulation 2075/2010: couple or woman alone")
def is_a_couple(spouse):
    """Whether a couple applies."""
    return count(other for other in spouse) > 0


@rule("Regulation 2075/2010: Egyptian applicants")
def egyptians(applicants):
    """How many of the applicants are Egyptian."""
    return count(one for one in applicants if one.is_egyptian)


@rule("Regulation 2075/2010: Egyptian applicants; a mixed couple goes to the committee", mark="A", since="2020-01-01")
def is_a_mixed_couple(is_a_couple, egyptians, p):
    """Whether exactly one of the couple is Egyptian, and the committee may accept that."""
    return is_a_couple and egyptians == 1 and p.kafala_eligibility.mixed_couple == "committee_decides"


@rule("Regulation 2075/2010: years of marriage of a couple", since="2020-01-01")
def married_long_enough(is_a_couple, married_on, applied_on, p):
    """Whether the couple has been married for the years asked for; a woman alone need not be."""
    return not is_a_couple or age(married_on, applied_on) >= p.kafala_eligibility.years_of_marriage


@rule("Regulation 2075/2010: waiver for permanent infertility", mark="S")
def is_infertility_certified(applicants):
    """Whether permanent infertility of one of the applicants is certified."""
    return any(one.infertility_certified for one in applicants)


@rule("Regulation 2075/2010: lower age of a couple", since="2020-01-01")
def least_years_of_a_couple(p):
    """The lowest age of each of a couple: that of the regulation, or that of the later practice."""
    if p.kafala_eligibility.lower_age == "later_practice":
        return p.kafala_eligibility.least_years_in_practice
    return p.kafala_eligibility.least_years


@rule("Regulation 2075/2010: upper age", since="2020-01-01")
def nobody_is_too_old(applicants):
    """Whether no applicant has passed the highest age."""
    return all(one.is_within_the_upper_age for one in applicants)


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Regulation 2075/2010: a couple, or a widowed, divorced or never married woman from 30 (S1)", since="2020-01-01")
def is_a_couple_or_a_woman_alone(is_a_couple, claimant, p):
    """A couple applies, or a woman alone who is at least 30."""
    if is_a_couple:
        return True
    return claimant.sex == "female" and claimant.completed_years >= p.kafala_eligibility.least_years_alone


@condition("Regulation 2075/2010: Egyptian spouses (K1)", mark="N", since="2020-01-01")
def applicants_are_egyptian(applicants, is_a_mixed_couple):
    """Every applicant is Egyptian, or one of a couple is and the committee may accept that."""
    return all(one.is_egyptian for one in applicants) or is_a_mixed_couple


@condition(
    "Regulation 2075/2010: couple of two nationalities (W3)",
    mark="A",
    if_not=NEEDS_WAIVER,
    waiver="the local committee for alternative families",
    since="2020-01-01",
)
def nationality_needs_no_waiver(is_a_mixed_couple):
    """The couple is not one of which only one is Egyptian."""
    return not is_a_mixed_couple


@condition("Regulation 2075/2010: three years of marriage (K2)", mark="S", since="2020-01-01")
def marriage_is_long_enough(married_long_enough, is_infertility_certified):
    """The couple has been married for three years, or permanent infertility is certified."""
    return married_long_enough or is_infertility_certified


@condition(
    "Regulation 2075/2010: waiver of the years of marriage for permanent infertility (W1)",
    mark="S",
    if_not=NEEDS_WAIVER,
    waiver="the local committee for alternative families",
    since="2020-01-01",
)
def marriage_needs_no_waiver(married_long_enough, is_infertility_certified):
    """The years of marriage need no waiver for infertility."""
    return married_long_enough or not is_infertility_certified


@condition("Regulation 2075/2010: lowest age of each spouse (K3)", since="2020-01-01")
def is_old_enough(is_a_couple, applicants, least_years_of_a_couple):
    """Each of the couple has reached the lowest age."""
    return not is_a_couple or all(one.completed_years >= least_years_of_a_couple for one in applicants)


@condition("Regulation 2075/2010: highest age, with a positive study (K3)", mark="S", since="2020-01-01")
def is_not_too_old(nobody_is_too_old, social_study_positive):
    """No applicant has passed the highest age, or the social study is positive."""
    return nobody_is_too_old or social_study_positive


@condition(
    "Regulation 2075/2010: waiver of the highest age on the social study (W2)",
    mark="S",
    if_not=NEEDS_WAIVER,
    waiver="the local committee for alternative families",
    since="2020-01-01",
)
def upper_age_needs_no_waiver(nobody_is_too_old, social_study_positive):
    """The highest age needs no waiver on the social study."""
    return nobody_is_too_old or not social_study_positive


@condition("Regulation 2075/2010: secondary diploma or equal (K4)", mark="S", since="2020-01-01")
def applicants_have_a_diploma(applicants):
    """Every applicant has at least a secondary diploma or its equal."""
    return all(one.has_a_diploma for one in applicants)


@condition("Regulation 2075/2010: training course of the ministry (K5)", mark="S", since="2020-01-01")
def applicants_are_trained(applicants):
    """Every applicant has passed the training course of the ministry."""
    return all(one.kafala_training_passed for one in applicants)


@condition("Regulation 2075/2010: same religion as the child (K6)", mark="N", since="2020-01-01")
def religion_is_the_same(same_religion_as_child):
    """The applicants have the religion of the child."""
    return same_religion_as_child


@condition("Regulation 2075/2010: moral and social maturity (K7)", mark="S", since="2020-01-01")
def social_study_is_positive(social_study_positive):
    """The social study finds the family morally and socially mature."""
    return social_study_positive


@condition("Documents of a kafala application: income (K8)", mark="G", since="2020-01-01")
def income_suffices(income_sufficient):
    """The income suffices and is proven."""
    return income_sufficient


@condition("Documents of a kafala application: home (K8)", mark="G", since="2020-01-01")
def home_is_suitable(home_suitable):
    """The home is suitable."""
    return home_suitable


@condition("Documents of a kafala application: health (K8)", mark="G", since="2020-01-01")
def applicants_are_healthy(applicants):
    """Every applicant has a health certificate."""
    return all(one.health_certified for one in applicants)


@condition("Documents of a kafala application: criminal record (K8)", mark="G", since="2020-01-01")
def applicants_have_a_clean_record(applicants):
    """Every applicant has a clean criminal record."""
    return all(one.criminal_record_clean for one in applicants)
