"""Disabled Child Allowance: on top of the children's allowance, for each child with a certified disability."""

from janua.rules.language import (
    BOARD_DECIDES,
    CENT,
    EUR,
    PERIOD_FIRST,
    PERSON,
    QUARTER,
    amount,
    condition,
    count,
    day,
    held,
    per,
    programme,
    round_half_up,
    rule,
    weeks,
    window,
)

from .childrens_allowance import a_child_lives_at_home as at_home
from .childrens_allowance import a_parent_qualifies as parent_qualifies
from .childrens_allowance import has_a_child_under_16 as child_under_16
from .childrens_allowance import has_a_week_to_pay as week_to_pay
from .childrens_allowance import has_lived_in_malta_three_months as three_months
from .childrens_allowance import is_paid_in, weeks_paid
from .childrens_allowance import lives_in_malta as in_malta

programme(
    "MT-DCA",
    unit="family",
    parameters=PERIOD_FIRST,
    period=QUARTER,
    currency=EUR,
    citation="Department of Social Security: disabled child allowance",
    title="Disabled Child Allowance",
)

# --- The child --------------------------------------------------------------------------------------------------------


@rule("Disabled child allowance: certified by the medical board", of=PERSON)
def is_decided(disability_finding):
    """Whether the board has decided about the child at any time."""
    return count(disability_finding, window(day(1900, 1, 1), day(2149, 12, 31))) > 0


@rule("Disabled child allowance: certified by the medical board", of=PERSON, since="2008-01-01")
def weeks_certified(is_paid_in, disability_finding, period, p):
    """Weeks paid by the children's allowance on whose first day the board's certificate holds."""
    return count(
        week
        for week in weeks(period, p.childrens_allowance.weeks_in_quarter)
        if is_paid_in(week) and held(disability_finding, week.first, value="certified")
    )


@rule("Disabled child allowance: certified by the medical board", of=PERSON, since="2008-01-01")
def weeks_of_child(is_decided, weeks_certified, has_disability, weeks_paid):
    """Weeks for the child; before the board decides those that it would give."""
    if is_decided:
        return weeks_certified
    return weeks_paid if has_disability else 0


# --- Conditions: those of the children's allowance, each named, and the disability ------------------------------------


@condition("Cap. 318, Part VI: care and custody of a child under 16", since="2008-01-01")
def has_a_child_under_16(child_under_16):
    """A child under 16 is in the claimant's care and custody."""
    return child_under_16


@condition("Cap. 318, Part VI: not in foster or residential care", since="2008-01-01")
def a_child_lives_at_home(at_home):
    """The child is not in foster or residential care."""
    return at_home


@condition("Cap. 318, Part VI: citizenship or right of one parent", since="2008-01-01")
def a_parent_qualifies(parent_qualifies):
    """One parent has the citizenship or the right to live and work that the law asks for."""
    return parent_qualifies


@condition("Cap. 318, Part VI: three months of residence before the application", since="2008-01-01")
def has_lived_in_malta_three_months(three_months):
    """The claimant has lived in Malta for the three months before the application or the birth."""
    return three_months


@condition("Cap. 318, Part VI: residence in Malta", mark="A")
def lives_in_malta(in_malta):
    """The claimant lives in Malta in the quarter paid for."""
    return in_malta


@condition("Disabled child allowance: on top of the children's allowance", since="2008-01-01")
def has_a_week_to_pay(week_to_pay):
    """At least one week of the quarter is paid by the children's allowance."""
    return week_to_pay


@rule("Disabled child allowance: on top of the children's allowance", since="2008-01-01")
def a_week_is_paid(children):
    """Whether the children's allowance pays a week for a child."""
    return any(child.weeks_paid > 0 for child in children)


@condition("Disabled child allowance: a child with a disability", since="2008-01-01")
def has_a_disabled_child(children, a_week_is_paid):
    """A child for whom a week is paid has a disability, and the board has not found otherwise."""
    if not a_week_is_paid:
        return True
    return any(child.weeks_of_child > 0 for child in children)


@condition("Disabled child allowance: certified by the medical board", since="2008-01-01", if_not=BOARD_DECIDES)
def board_has_certified(children, a_week_is_paid, has_a_disabled_child):
    """The medical board has certified the disability of a child for whom a week is paid."""
    if not a_week_is_paid or not has_a_disabled_child:
        return True
    return any(child.is_decided and child.weeks_of_child > 0 for child in children)


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Disabled child allowance: a rate for each child and week", since="2008-01-01")
def paid_in_full(children, p):
    """The quarter of the children whose custody is not shared."""
    counted = sum(child.weeks_of_child for child in children if child.weeks_of_child > 0 and not child.joint_custody)
    return per(QUARTER, p.disabled_child_allowance.weekly * counted)


@rule("Disabled child allowance: joint custody", mark="A", since="2008-01-01")
def paid_in_halves(children, p):
    """This parent's part of the quarter of the children under joint custody."""
    counted = sum(child.weeks_of_child for child in children if child.weeks_of_child > 0 and child.joint_custody)
    whole = per(QUARTER, p.disabled_child_allowance.weekly * counted)
    if p.disabled_child_allowance.joint_custody == "whole":
        return whole
    return round_half_up(whole / 2, to=CENT, place="half under joint custody")


@amount("Disabled child allowance: paid every 13 weeks", since="2008-01-01")
def quarter_payment(paid_in_full, paid_in_halves):
    """What is paid for the quarter."""
    return paid_in_full + paid_in_halves
