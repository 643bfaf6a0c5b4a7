"""Takaful: conditional support for poor families with children, more for children under 6 and at school."""

from janua.rules.language import (
    BY_START,
    EGP,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    Window,
    age,
    amount,
    condition,
    count,
    entry,
    held,
    known,
    months_before,
    months_of,
    programme,
    rule,
    total,
    value_on,
)

from .karama import counts_this_month as counts_for_karama
from .karama import eligible as karama_is_due
from .karama import place_of_a_minor as karama_place
from .shared import (
    earns_little,
    goes_on,
    is_month_to_pay,
    is_poor,
    is_under_18_on,
    nobody_insured,
    owns_few_cattle,
    owns_little_land,
    owns_no_other_dwelling,
    owns_no_shop,
    rents_little_land,
)

programme(
    "EG-CASH-TAKAFUL",
    unit="household",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=EGP,
    citation="Social Security Law 12/2025; before it the decrees of 2015",
    title="Takaful",
)

# --- The child --------------------------------------------------------------------------------------------------------


@rule("Takaful: attendance recorded below 80 % stops the child's supplement", of=PERSON, mark="A", since="2015-04-01")
def is_low_in(month: Window, school_attendance, p):
    """Whether attendance recorded in the month is below the least; terms recorded in one month are taken together."""
    terms = count(school_attendance, month, crossing=BY_START)
    if terms == 0:
        return False
    return total(school_attendance, month, crossing=BY_START) < terms * p.takaful.least_attendance


@rule("Takaful: for the three payment months after the recording", of=PERSON, mark="A", since="2015-04-01")
def attended_too_little(is_low_in, period, p):
    """Whether a term's attendance recorded in the months before was below the least."""
    if p.takaful.low_attendance == "supplement_stops":
        return any(
            is_low_in(month) for month in months_of(months_before(period.first, p.takaful.months_without_supplement))
        )
    return False


@rule("A child paid under Karama gets no Takaful supplement", of=PERSON, mark="A", since="2015-04-01")
def is_paid_under_karama(receives_karama, counts_for_karama, karama_is_due, karama_place, period, p):
    """Whether Karama is paid for the child in the month, as recorded or, where nothing is, as the law would have it."""
    if p.takaful.child_under_karama == "with_supplement":
        return False
    if known(receives_karama):
        return held(receives_karama, period.first)
    return counts_for_karama and karama_is_due and karama_place <= p.karama.most_persons


@rule("Takaful: supplement by age and stage of school", of=PERSON, mark="A", since="2015-04-01")
def supplement(date_of_birth, school_stage, is_paid_under_karama, attended_too_little, period, p):
    """Supplement of the month for the child by age and stage of school on its first day."""
    years = age(date_of_birth, period.first)
    if years >= p.shared.adult_age or is_paid_under_karama:
        return 0
    if years < p.takaful.school_age:
        return p.takaful.supplement_under_school_age
    stage = value_on(school_stage, period.first)
    if stage == "not_enrolled" or attended_too_little:
        return 0
    return entry(p.takaful.supplement_by_stage, stage)


@rule("Takaful: the two highest supplements", of=PERSON, mark="A", since="2015-04-01")
def place(supplement, number, children):
    """Place of the child by its supplement, the highest first; equal ones in the order of the household."""
    higher = count(child for child in children if child.supplement > supplement)
    before = count(child for child in children if child.supplement == supplement and child.number < number)
    return 1 + higher + before


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Takaful: for Egyptians", mark="G", since="2015-04-01")
def claimant_is_egyptian(claimant, applied_on):
    """The claimant is an Egyptian citizen on the day of application."""
    return held(claimant.citizenship, applied_on, value="EG")


@condition("Takaful: valid national identity", mark="G", since="2015-04-01")
def national_number_is_valid(claimant, applied_on):
    """The claimant has a valid national number on the day of application."""
    return held(claimant.national_number_valid, applied_on)


@condition("Takaful: families with children, on the day of application", mark="N", since="2015-04-01")
def has_a_child_at_application(children_at_application, applied_on):
    """On the day of application a son, daughter or ward under 18 lives in the household."""
    return any(child.is_under_18_on(applied_on) for child in children_at_application)


@condition("Takaful: families with children, on the first day of the month", mark="N", since="2015-04-01")
def has_a_child_this_month(children, period):
    """On the first day of the month a son, daughter or ward under 18 lives in the household."""
    return any(child.is_under_18_on(period.first) for child in children)


@condition("Targeting by proxy means test", since="2015-04-01")
def household_is_poor(is_poor):
    """The household is poor by the proxy means test."""
    return is_poor


@condition("Exclusions of the programme: more than half a feddan owned", since="2015-04-01")
def land_owned_within_limit(owns_little_land):
    """The household owns no more than half a feddan of agricultural land."""
    return owns_little_land


@condition("Exclusions of the programme: more than one feddan rented", since="2015-04-01")
def land_rented_within_limit(rents_little_land):
    """The household rents no more than one feddan of agricultural land."""
    return rents_little_land


@condition("Exclusions of the programme: a dwelling besides the residence", since="2015-04-01")
def no_other_dwelling(owns_no_other_dwelling):
    """The household owns no dwelling besides the one it lives in."""
    return owns_no_other_dwelling


@condition("Exclusions of the programme: a shop", since="2015-04-01")
def no_shop(owns_no_shop):
    """The household owns no shop."""
    return owns_no_shop


@condition("Exclusions of the programme: more than three head of cattle", since="2015-04-01")
def cattle_within_limit(owns_few_cattle):
    """The household owns no more than three head of cattle."""
    return owns_few_cattle


@condition("Exclusions of the programme: social insurance of any member", since="2015-04-01")
def nobody_is_insured(nobody_insured):
    """No member of the household is socially insured."""
    return nobody_insured


@condition("Exclusions of the programme: salary", since="2015-04-01")
def salary_within_limit(earns_little):
    """The salaries of the household do not exceed the limit for its size."""
    return earns_little


@condition("Payment begins in the month after the decision", since="2015-04-01")
def month_is_paid(is_month_to_pay):
    """The month follows the decision on the application."""
    return is_month_to_pay


@condition("Law 12/2025: stop of payments", since="2015-04-01")
def payments_are_not_stopped(goes_on):
    """Payments are not stopped by a decision."""
    return goes_on


@amount("Takaful: amount of the family and supplements of at most two children", since="2015-04-01")
def support(children, p):
    """The amount of the month for the family and the supplements of its children, of at most two."""
    supplements = sum(child.supplement for child in children if child.place <= p.takaful.most_children)
    return p.takaful.family + supplements
