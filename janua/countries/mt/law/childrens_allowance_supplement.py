"""Children's Allowance Supplement: a fixed amount for each child, paid with every children's allowance."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    PERSON,
    QUARTER,
    amount,
    condition,
    per,
    programme,
    round_half_up,
    rule,
)

from .childrens_allowance import a_child_lives_at_home as at_home
from .childrens_allowance import a_parent_qualifies as parent_qualifies
from .childrens_allowance import has_a_child_under_16 as child_under_16
from .childrens_allowance import has_a_week_to_pay as week_to_pay
from .childrens_allowance import has_lived_in_malta_three_months as three_months
from .childrens_allowance import income_of_award, weeks_paid
from .childrens_allowance import lives_in_malta as in_malta

programme(
    "MT-CAS",
    unit="family",
    parameters=PERIOD_FIRST,
    period=QUARTER,
    currency=EUR,
    citation="Cap. 318, Part VI: supplement of the children's allowance",
    title="Children's Allowance Supplement",
)

# --- Conditions: those of the children's allowance, each named --------------------------------------------------------


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


@condition("Supplement: paid for a child with a paid week of the allowance", mark="A", since="2008-01-01")
def has_a_week_to_pay(week_to_pay):
    """At least one week of the quarter is paid by the children's allowance."""
    return week_to_pay


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Supplement: by the income and the ceiling of the same award", of=PERSON, since="2008-01-01")
def yearly_supplement(started_by, income_of_award, p):
    """Supplement of a year for the child; the lower one where income is not consulted."""
    if started_by == "birth" or income_of_award > p.childrens_allowance.income_ceiling:
        return p.childrens_allowance_supplement.yearly_low
    return p.childrens_allowance_supplement.yearly_high


@rule("Supplement: a quarter of the year for each child with a paid week", mark="A", since="2008-01-01")
def supplement_in_full(children):
    """The quarter of the children who are not under joint custody."""
    year = sum(child.yearly_supplement for child in children if child.weeks_paid > 0 and not child.joint_custody)
    return round_half_up(per(QUARTER, year / 4), to=CENT, place="quarter of the supplement")


@rule("Joint custody: each parent is paid half", since="2008-01-01")
def supplement_of_halves(children):
    """This parent's half of the quarter of the children under joint custody; an odd cent goes to both."""
    year = sum(child.yearly_supplement for child in children if child.weeks_paid > 0 and child.joint_custody)
    return round_half_up(per(QUARTER, year / 4) / 2, to=CENT, place="half under joint custody")


@amount("Supplement: paid with the children's allowance", since="2008-01-01")
def quarter_payment(supplement_in_full, supplement_of_halves):
    """What is paid for the quarter."""
    return supplement_in_full + supplement_of_halves
