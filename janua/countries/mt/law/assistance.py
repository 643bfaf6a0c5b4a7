"""Rules that social assistance and unemployment assistance share: who counts, the rate, what is taken off."""

from janua.rules.language import PERSON, WEEK, Money, age, clip, count, known, per, rule, sum


@rule("Cap. 318, art. 30: first day of the week paid for", mark="A")
def deciding_day(applied_on, period):
    """The day on which the household is looked at: the application, but not before or after the week paid for."""
    return clip(applied_on, period.first, period.last)


@rule("Sixth Schedule: eligible members of the household", of=PERSON, since="2008-01-01")
def is_eligible_child(date_of_birth, date_of_death, dependent_by_officer, deciding_day, p):
    """Whether the child counts: under 16, or recorded as dependent by an officer."""
    if date_of_birth > deciding_day or (known(date_of_death) and date_of_death < deciding_day):
        return False
    return age(date_of_birth, deciding_day) < p.assistance.child_age or dependent_by_officer


@rule("Sixth Schedule: eligible members of the household", mark="A")
def eligible_members(adults, children):
    """The claimant, the partner at home and the children who count."""
    return count(adult for adult in adults) + count(child for child in children if child.is_eligible_child)


@rule("Sixth Schedule: a rate for the first person and one for each other", since="2008-01-01")
def rate_of_household(eligible_members, p):
    """The rate of a week for all eligible members."""
    return p.assistance.first_person + p.assistance.extra_member * (eligible_members - 1)


@rule("Sixth Schedule: rent supplement", since="2008-01-01")
def rent_supplement(adults, p):
    """Added for a week where the claimant or the partner pays rent."""
    if any(adult.pays_rent for adult in adults):
        return p.assistance.rent_supplement
    return 0


@rule("Second Schedule: weekly income of claimant and partner")
def income_of_week(adults):
    """Weekly income of claimant and partner from every source."""
    return sum(adult.weekly_income for adult in adults)


@rule("Cap. 318, art. 30: person responsible for the household")
def claims_for_household(claimant, partner):
    """Whether the claimant is responsible for the household: always where there is no partner at home."""
    return count(other for other in partner) == 0 or claimant.responsible_for_household


@rule("Second Schedule: capital test", since="2008-01-01")
def capital_is_within(adults, partner, p):
    """Whether the capital of claimant and partner does not exceed the limit of a couple or of a single person."""
    capital = sum(adult.capital for adult in adults)
    if count(other for other in partner) > 0:
        return capital <= p.assistance.capital_couple
    return capital <= p.assistance.capital_single


@rule("Students keep assistance while the stipend leaves it room below the minimum wage", since="2008-01-01")
def stipend_leaves_room(award: Money, claimant, p):
    """Whether stipend and award together do not exceed the minimum wage, where there is a stipend."""
    return claimant.weekly_stipend == 0 or claimant.weekly_stipend <= per(WEEK, p.shared.nmw_weekly) - award


@rule("Students above 23 keep assistance; of younger ones the text says nothing", since="2008-01-01", mark="A")
def is_no_young_student(claimant, deciding_day, p):
    """Whether there is no stipend, or the claimant is above 23."""
    return claimant.weekly_stipend == 0 or age(claimant.date_of_birth, deciding_day) > p.assistance.student_age
