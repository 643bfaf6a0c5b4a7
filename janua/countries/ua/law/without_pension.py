"""State social assistance to persons who have no right to a pension: a share of the subsistence minimum."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    Count,
    age,
    alternative,
    amount,
    any_of,
    condition,
    count,
    entry,
    held,
    max,
    months_before,
    per,
    programme,
    round_half_up,
    rule,
)

from .income import income_in, month_of_application
from .subsistence import is_student_on

programme(
    "UA-NOPEN",
    unit="care_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 1727-IV; CMU 261 of 02.04.2005",
    title="State social assistance to persons who have no right to a pension",
)

# --- The grounds ------------------------------------------------------------------------------------------------------


@alternative("Law 1727-IV: group I, not receiving a pension", mark="S")
def is_of_group_1(claimant, period):
    """The claimant has a disability of group I and receives no pension."""
    return held(claimant.disability, period.first, value="group_1") and not held(claimant.pensioner, period.first)


@alternative("Law 1727-IV: disability of group II or III, without right to a pension", mark="S")
def is_of_group_2_or_3(claimant, period):
    """The claimant has a disability of group II or III and no right to a pension."""
    if not held(claimant.disability, period.first, value=("group_2", "group_3")):
        return False
    return not claimant.pension_right


@alternative("Law 1727-IV: aged 65, without right to a pension", since="2021-01-01")
def is_aged(claimant, period, p):
    """The claimant is 65 or older and has no right to a pension."""
    if age(claimant.date_of_birth, period.first) < p.without_pension.age:
        return False
    return not claimant.pension_right


@rule("Law 1727-IV: children of a breadwinner without enough insurance record", of=PERSON, since="2021-01-01", mark="A")
def lost_the_breadwinner(breadwinner_died_without_record, date_of_birth, is_student_on, period, p):
    """Whether the person lost the breadwinner and is under 18, or a student under 23, on the first of the month."""
    if not breadwinner_died_without_record:
        return False
    return age(date_of_birth, period.first) < p.subsistence.child_age or is_student_on(period.first)


@rule("Law 1727-IV: children of a breadwinner", since="2021-01-01")
def children_of_breadwinner(claimant, children):
    """How many children lost the breadwinner, the claimant among them."""
    others = count(child for child in children if child.lost_the_breadwinner)
    if claimant.lost_the_breadwinner:
        return others + 1
    return others


@alternative("Law 1727-IV: children of a breadwinner without enough insurance record", since="2021-01-01", mark="S")
def cares_for_children_of_breadwinner(children_of_breadwinner):
    """A child lost the breadwinner, who had not enough insurance record for a pension."""
    return children_of_breadwinner > 0


# --- Income -----------------------------------------------------------------------------------------------------------


@rule("Law 1727-IV: own income of six months before the month of application", since="2021-01-01", mark="A")
def own_income(claimant, month_of_application, p):
    """The claimant's own income of six months, divided by six, not rounded."""
    before = months_before(month_of_application.first, p.without_pension.income_months)
    return per(MONTH, claimant.income_in(before) / 6)


@rule("Law 1727-IV: income up to the subsistence minimum", since="2021-01-01")
def has_low_income(own_income, p):
    """Whether the claimant's own income does not exceed the minimum of persons without capacity to work."""
    return own_income <= p.subsistence.lost_capacity


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Law 1727-IV: disability, age, or loss of the breadwinner; no pension", since="2021-01-01", mark="S")
def has_a_ground(is_of_group_1, is_of_group_2_or_3, is_aged, cares_for_children_of_breadwinner):
    """The claimant has no pension, and a disability or 65 years of age; or a child lost the breadwinner."""
    return any_of(is_of_group_1, is_of_group_2_or_3, is_aged, cares_for_children_of_breadwinner)


@condition("Law 1727-IV: low income; not asked of group I and of children of a breadwinner", since="2021-01-01", mark="S")
def income_is_low(is_of_group_1, cares_for_children_of_breadwinner, has_low_income):
    """The claimant's income does not exceed the minimum; group I and children of a breadwinner are not asked."""
    return is_of_group_1 or cares_for_children_of_breadwinner or has_low_income


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Law 1727-IV: the highest of the shares", since="2021-01-01", mark="A")
def own_share(claimant, is_of_group_1, is_of_group_2_or_3, is_aged, has_low_income, period, p):
    """Share of the minimum for the claimant's own ground; of several grounds the highest."""
    if is_of_group_1:
        return p.without_pension.group_1
    if not (is_of_group_2_or_3 or is_aged) or not has_low_income:
        return 0
    if not is_of_group_2_or_3:
        return p.without_pension.aged
    if held(claimant.disability, period.first, value="group_2"):
        return p.without_pension.group_2
    return p.without_pension.group_3


@rule("Law 1727-IV: one child, two children, three or more in all", since="2021-01-01")
def share_of_children(number: Count, p):
    """Share of the minimum for so many children of the breadwinner together."""
    if number <= 0:
        return 0
    return entry(p.without_pension.children, number)


@rule("Law 1727-IV: nobody is paid on two grounds, the higher counts", since="2021-01-01", mark="A")
def shares(claimant, own_share, children_of_breadwinner, share_of_children):
    """The claimant's own share with that of the children; of a claimant who is such a child, one of the two grounds."""
    if not claimant.lost_the_breadwinner:
        return own_share + share_of_children(children_of_breadwinner)
    by_own_ground = own_share + share_of_children(children_of_breadwinner - 1)
    return max(by_own_ground, share_of_children(children_of_breadwinner))


@amount("Law 1727-IV: share of the minimum of persons without capacity to work", since="2021-01-01")
def assistance(shares, p):
    """The claimant's own share and that of the children, of the subsistence minimum."""
    return round_half_up(p.subsistence.lost_capacity * shares, to=CENT, place="assistance without pension")
