"""Foster Care Allowance: for each child in foster care to 21, and a shrinking share after adoption by the fosterers."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    PERSON,
    QUARTER,
    WEEK,
    Window,
    age,
    amount,
    condition,
    entry,
    held,
    known,
    per,
    programme,
    round_half_up,
    rule,
    sum,
    weeks,
)

from .shared import claim_day, paid_from

programme(
    "MT-FOS",
    unit="foster_family",
    parameters=PERIOD_FIRST,
    period=QUARTER,
    currency=EUR,
    citation="Department of Social Security: foster care allowance",
    title="Foster Care Allowance",
)

# --- The child, week by week ------------------------------------------------------------------------------------------


@rule("Foster care allowance: for a child to 21", of=PERSON, since="2008-01-01")
def is_young_in(week: Window, date_of_birth, date_of_death, p):
    """Whether the child is born, alive and under 21 on the first day of the week."""
    if date_of_birth > week.first or (known(date_of_death) and date_of_death < week.first):
        return False
    return age(date_of_birth, week.first) < p.foster_care_allowance.child_age


@rule("Foster care allowance: adopted by the fosterers", of=PERSON)
def is_adopted_in(week: Window, adopted_by_fosterer, date_of_adoption):
    """Whether the claimant, who fostered the child, has adopted it by the first day of the week."""
    return adopted_by_fosterer and date_of_adoption <= week.first


@rule("Foster care allowance: placed with the fosterers", of=PERSON, since="2008-01-01")
def is_fostered_in(week: Window, is_young_in, is_adopted_in, placed_from, placed_to):
    """Whether the child is under 21 and placed with the claimant on the first day of the week."""
    if not is_young_in(week) or is_adopted_in(week):
        return False
    if known(placed_to) and week.first > placed_to:
        return False
    return not known(placed_from) or placed_from <= week.first


@rule("Foster care allowance: four years after the adoption", of=PERSON, since="2008-01-01", mark="N")
def is_tapered_in(week: Window, is_young_in, is_adopted_in, date_of_adoption, p):
    """Whether the week falls in the four years after an adoption by the fosterers, from 2023."""
    if not is_young_in(week) or not is_adopted_in(week):
        return False
    if date_of_adoption < p.foster_care_allowance.first_adoption:
        return False
    return age(date_of_adoption, week.first) < p.foster_care_allowance.years_after_adoption


@rule("Foster care allowance: rate of a week", of=PERSON, since="2008-01-01")
def rate_in(week: Window, is_fostered_in, is_tapered_in, paid_from, approval_holds_in, date_of_adoption, p):
    """Rate of the week for the child: whole while it is fostered, a share of it after adoption."""
    if week.first < paid_from:
        return per(WEEK, p.foster_care_allowance.weekly * 0)
    if is_tapered_in(week):
        share = entry(p.foster_care_allowance.share_after_adoption, age(date_of_adoption, week.first) + 1)
        return round_half_up(per(WEEK, p.foster_care_allowance.weekly * share), to=CENT, place="share after adoption")
    if is_fostered_in(week) and approval_holds_in(week):
        return per(WEEK, p.foster_care_allowance.weekly)
    return per(WEEK, p.foster_care_allowance.weekly * 0)


@rule("Foster care allowance: approved by the Fostering Board")
def approval_holds_in(week: Window, claimant):
    """Whether the Fostering Board's approval of the claimant holds on the first day of the week."""
    return held(claimant.approved_fosterer, week.first)


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Foster care allowance: a child in foster care, or adopted by the fosterers", since="2008-01-01")
def has_a_child(children, period, p):
    """A child under 21 is fostered by the claimant, or was adopted by the claimant in the last four years."""
    return any(
        any(
            child.is_fostered_in(week) or child.is_tapered_in(week)
            for week in weeks(period, p.foster_care_allowance.weeks_in_quarter)
        )
        for child in children
    )


@condition("Foster care allowance: approved by the Fostering Board", since="2008-01-01")
def is_approved(children, has_a_child, approval_holds_in, period, p):
    """The Fostering Board has approved the claimant, where a child is fostered."""
    if not has_a_child:
        return True
    return any(
        approval_holds_in(week) or any(child.is_tapered_in(week) for child in children)
        for week in weeks(period, p.foster_care_allowance.weeks_in_quarter)
    )


@condition("Department of Social Security, claims within six months", mark="A", since="2008-01-01")
def has_a_week_to_pay(children, has_a_child, is_approved, period, p):
    """At least one week of the quarter meets every condition and is not more than six months before the claim."""
    if not has_a_child or not is_approved:
        return True
    return any(
        any(child.rate_in(week) > 0 for week in weeks(period, p.foster_care_allowance.weeks_in_quarter))
        for child in children
    )


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Foster care allowance: every week at its rate", of=PERSON, since="2008-01-01")
def quarter_of_child(rate_in, period, p):
    """The quarter of the child, week by week."""
    return per(QUARTER, sum(rate_in(week) for week in weeks(period, p.foster_care_allowance.weeks_in_quarter)))


@amount("Foster care allowance: paid every 13 weeks", since="2008-01-01")
def quarter_payment(children):
    """What is paid for the quarter."""
    return sum(child.quarter_of_child for child in children)
