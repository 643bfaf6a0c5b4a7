"""Additional Cost-of-Living Benefit: for households below an income by their size; the scale of amounts is not public."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    PERSON,
    YEAR,
    age,
    amount,
    calendar_year,
    condition,
    count,
    known,
    max,
    per,
    programme,
    round_half_up,
    rule,
    total,
    up_to,
)

from .childrens_allowance import income_year, means

programme(
    "MT-ACOL",
    unit="working_family",
    parameters=PERIOD_FIRST,
    period=YEAR,
    currency=EUR,
    citation="Department of Social Security: additional cost-of-living benefit",
    title="Additional Cost-of-Living Benefit",
)


@rule("Additional benefit: members on 31 December of the round's year", of=PERSON, mark="A", since="2008-01-01")
def age_at_the_end(date_of_birth, date_of_death, period):
    """Completed years on the last day of the year; below 0 for whoever is not born or not alive then."""
    if date_of_birth > period.last or (known(date_of_death) and date_of_death <= period.last):
        return -1
    return age(date_of_birth, period.last)


@rule("Additional benefit: children are those under 14", mark="A", since="2008-01-01")
def young_children(children, p):
    """Children under 14 on the last day of the year."""
    return count(child for child in children if 0 <= child.age_at_the_end < p.additional_cost_of_living.child_age)


@rule("Additional benefit: further adults", mark="A", since="2008-01-01")
def further_adults(partner, children, p):
    """The partner, and those of the family who are no longer children but under 23."""
    return count(other for other in partner) + count(
        child
        for child in children
        if p.additional_cost_of_living.child_age <= child.age_at_the_end < p.additional_cost_of_living.member_age
    )


@rule("Additional benefit: income of the household two years before, after contributions and tax", mark="A")
def income_of_household(adults, income_year):
    """Income of claimant and partner after contributions and tax; a negative total counts as 0."""
    year = calendar_year(income_year)
    return max(
        sum(
            adult.means - total(adult.social_security_contributions, year) - total(adult.income_tax_paid, year)
            for adult in adults
        ),
        0,
    )


@rule("Additional benefit: the median income by the size of the household", since="2008-01-01")
def limit(further_adults, young_children, p):
    """The median income for one person, more for each further adult and each child; not rounded."""
    return p.additional_cost_of_living.median_income * (
        1
        + p.additional_cost_of_living.adult_weight * further_adults
        + p.additional_cost_of_living.child_weight * young_children
    )


@condition("Additional benefit: income below the limit", since="2008-01-01")
def is_below_the_limit(income_of_household, limit):
    """Income is below the limit for the household."""
    return income_of_household < limit


@amount("Additional benefit: up to the highest amount, in two instalments", since="2008-01-01")
def yearly_benefit(p):
    """At most the highest amount of a year; the scale by income and size is not public."""
    return up_to(round_half_up(per(YEAR, p.additional_cost_of_living.highest), to=CENT, place="highest amount"))
