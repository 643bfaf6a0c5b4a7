"""Nursery aid "єЯсла": for a child from one to three whose mother is back at full-time work."""

from janua.rules.language import (
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    add_months,
    add_years,
    amount,
    calendar_month,
    condition,
    count,
    held,
    programme,
    rule,
)

programme(
    "UA-EYASLA",
    unit="care_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 4681-IX of 05.11.2025",
    title="Nursery aid єЯсла",
)


@rule("єЯсла: from the month after the first birthday through the month of the third", of=PERSON, mark="A")
def is_between_one_and_three(date_of_birth, period):
    """Whether the month lies after the month of the first birthday and not after that of the third."""
    born = calendar_month(date_of_birth).first
    return add_months(born, 13) <= period.first <= add_years(born, 3)


@rule("єЯсла: not for foster parents, not with a place in a communal kindergarten", of=PERSON)
def is_paid_for(is_between_one_and_three, tie, communal_kindergarten, period):
    """Whether the child is of the age, not a foster child, and without a place in a communal kindergarten."""
    if not is_between_one_and_three or tie == "foster_parent":
        return False
    return not held(communal_kindergarten, period.first)


@rule("єЯсла: more for a child with disability", of=PERSON, since="2026-01-01")
def sum_of_child(disability, period, p):
    """Sum of the month for the child, by disability on the first day of the month."""
    if held(disability, period.first):
        return p.nursery.monthly_disability
    return p.nursery.monthly


@condition("єЯсла: a child between one and three", mark="S")
def has_a_child_between_one_and_three(children):
    """The claimant has a child older than one year and not older than three."""
    return any(child.is_between_one_and_three for child in children)


@condition("єЯсла: not foster parents, no place in a communal kindergarten", mark="S")
def a_child_needs_a_nursery(children, has_a_child_between_one_and_three):
    """The child is not a foster child and has no place in a communal kindergarten."""
    return not has_a_child_between_one_and_three or any(child.is_paid_for for child in children)


@condition("єЯсла: back to full-time work; paid from the month in which it begins", mark="A")
def works_full_time(claimant, period):
    """The mother or legal representative works full time in the month."""
    return count(claimant.full_time_work, period) > 0


@amount("єЯсла: a month for each child", since="2026-01-01")
def aid(children):
    """The sum of the month for each child."""
    return sum(child.sum_of_child for child in children if child.is_paid_for)
