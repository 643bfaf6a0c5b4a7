"""Aid for the care of a child until one year: a fixed sum a month, more for a child with disability."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    add_years,
    amount,
    calendar_month,
    condition,
    held,
    programme,
    round_half_up,
    rule,
)

programme(
    "UA-CARE1",
    unit="care_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 4681-IX of 05.11.2025",
    title="Aid for the care of a child until one year",
)


@rule("Law 4681-IX: from the month of birth through the month of the first birthday", of=PERSON, mark="A")
def is_in_the_first_year(date_of_birth, period):
    """Whether the month lies between the month of birth and the month of the first birthday, both included."""
    born = calendar_month(date_of_birth).first
    return born <= period.first <= add_years(born, 1)


@rule("Law 4681-IX: care by a parent or guardian who lives with the child", of=PERSON, mark="A")
def is_cared_for(is_in_the_first_year, tie, lives_with_claimant, in_state_care, period):
    """Whether the child is in its first year, with the claimant, and not in full state care."""
    if not is_in_the_first_year or tie == "foster_parent":
        return False
    return lives_with_claimant and not held(in_state_care, period.first)


@rule("Law 4681-IX: more for a child with disability", of=PERSON, since="2026-01-01")
def sum_of_child(disability, period, p):
    """Sum of the month for the child, by disability on the first day of the month."""
    if held(disability, period.first):
        return p.care_to_one.monthly * p.care_to_one.disability
    return p.care_to_one.monthly


@condition("Law 4681-IX: a child until one year", mark="S")
def has_a_child_until_one(children):
    """The claimant has a child who is not past the month of the first birthday."""
    return any(child.is_in_the_first_year for child in children)


@condition("Law 4681-IX: care by the claimant", mark="A")
def cares_for_the_child(children, has_a_child_until_one):
    """The child lives with the claimant as parent or guardian, and not in full state care."""
    return not has_a_child_until_one or any(child.is_cared_for for child in children)


@amount("Law 4681-IX: a month for each child", since="2026-01-01")
def aid(children):
    """The sum of the month for each child."""
    return round_half_up(sum(child.sum_of_child for child in children if child.is_cared_for), to=CENT, place="care aid")
