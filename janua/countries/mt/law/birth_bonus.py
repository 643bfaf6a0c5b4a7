"""Child Birth and Adoption Bonus: once for each child, to the mother or adoptive parent, by the child's place."""

from janua.rules.language import (
    EUR,
    EVENT,
    ONCE,
    PERSON,
    add_months,
    alternative,
    amount,
    any_of,
    condition,
    count,
    covered,
    entry,
    held,
    known,
    per,
    programme,
    rule,
    years_before,
)

from .shared import is_maltese_on, is_of_the_union_on

programme(
    "MT-BB",
    unit="birth_family",
    parameters=EVENT,
    period=ONCE,
    currency=EUR,
    citation="Cap. 318, Part VI: child birth and adoption bonus",
    title="Child Birth and Adoption Bonus",
)

# --- The child --------------------------------------------------------------------------------------------------------


@rule("Bonus by date of birth, for an adoption by date of adoption", of=PERSON)
def came_on(adopted, date_of_adoption, date_of_birth):
    """The day on which the child came into the family: the birth, or the adoption by the claimant."""
    if adopted:
        return date_of_adoption
    return date_of_birth


@rule("Bonus: every child of the claimant counts in the order, whatever the age", of=PERSON, mark="A")
def place(came_on, number, children):
    """Place of the child among the claimant's children by birth or adoption; twins take the places one by one."""
    earlier = count(child for child in children if child.came_on < came_on)
    same_day_before = count(child for child in children if child.came_on == came_on and child.number < number)
    return 1 + earlier + same_day_before


@rule("Bonus: once for each child", of=PERSON)
def is_claimed(came_on, event_on, birth_bonus_paid_on):
    """Whether the bonus is claimed for this child: born or adopted on the day of the event and not yet paid."""
    return came_on == event_on and not known(birth_bonus_paid_on)


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Bonus: a child born or adopted")
def has_a_child_of_the_event(children, event_on):
    """A child of the claimant was born or adopted on the day of the event."""
    return any(child.came_on == event_on for child in children)


@condition("Bonus: born or adopted from 1 January 2020")
def came_from_2020(event_on, p):
    """The child was born or adopted on or after the first day of the bonus."""
    return event_on >= p.birth_bonus.first_day


@condition("Bonus: to the mother or adoptive parent")
def is_mother_or_adoptive_parent(claimant, children, event_on):
    """The claimant is the child's mother or adoptive parent."""
    return any(child.adopted and child.came_on == event_on for child in children) or claimant.sex == "female"


@condition("Bonus: once for each child")
def is_not_yet_paid(children, event_on):
    """The bonus for the child has not been paid before."""
    return not any(child.came_on == event_on and known(child.birth_bonus_paid_on) for child in children) or any(
        child.is_claimed for child in children
    )


@condition("Department of Social Security, claims within six months", mark="A", since="2008-01-01")
def is_claimed_in_time(started_by, applied_on, event_on, good_cause_for_late_claim, p):
    """The claim came within six months of the event, or an officer recorded good cause for the delay."""
    in_time = applied_on <= add_months(event_on, p.shared.claim_time_limit_months)
    return started_by == "birth" or in_time or good_cause_for_late_claim


@rule("Bonus: residence of ten consecutive years before the birth", of=PERSON, since="2008-01-01")
def has_lived_here_ten_years(resident_in_malta, event_on, p):
    """Whether the person lived in Malta without a break for the ten years before the event."""
    return covered(resident_in_malta, years_before(event_on, p.birth_bonus.residence_years))


@rule("Bonus: citizen of Malta or of the European Union with ten years of residence", of=PERSON, since="2008-01-01")
def meets_it_alone(is_maltese_on, is_of_the_union_on, has_lived_here_ten_years, event_on):
    """Whether the person is a citizen of Malta or the Union and has lived here for the ten years."""
    return (is_maltese_on(event_on) or is_of_the_union_on(event_on)) and has_lived_here_ten_years


@alternative("Bonus: mother or adoptive parent, citizen of Malta or of the European Union, ten years of residence")
def claimant_meets_it(claimant):
    """The claimant is a citizen of Malta or of the European Union and has lived here for the ten years."""
    return claimant.meets_it_alone


@alternative("Bonus: Maltese couple, one of whom has lived in Malta for ten years")
def maltese_couple_meets_it(claimant, partner, event_on):
    """Both of the couple are Maltese and one of them has lived in Malta for the ten years."""
    return claimant.is_maltese_on(event_on) and any(
        other.is_maltese_on(event_on) and (other.has_lived_here_ten_years or claimant.has_lived_here_ten_years)
        for other in partner
    )


@alternative("Bonus: mother married to or living with somebody who meets the conditions")
def partner_meets_it(partner):
    """The claimant is married to or lives with a citizen of Malta or the Union who has lived here ten years."""
    return any(other.meets_it_alone for other in partner)


@condition("Bonus: citizenship and ten years of residence", since="2008-01-01")
def citizenship_and_residence(claimant_meets_it, maltese_couple_meets_it, partner_meets_it):
    """The claimant, the Maltese couple or the partner has the citizenship and the ten years of residence."""
    return any_of(claimant_meets_it, maltese_couple_meets_it, partner_meets_it)


@amount("Bonus by date of birth or adoption and place of the child", since="2020-01-01")
def bonus(children, p):
    """The bonus of every child of the event, each by its own place."""
    return per(ONCE, sum(entry(p.birth_bonus.by_order, child.place) for child in children if child.is_claimed))
