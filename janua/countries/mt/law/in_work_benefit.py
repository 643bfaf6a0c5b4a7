"""In-Work Benefit: for working parents, by class and by the income of two years before; one band is exact."""

from janua.rules.language import (
    CENT,
    EUR,
    PERIOD_FIRST,
    PERSON,
    QUARTER,
    age,
    amount,
    calendar_year,
    condition,
    count,
    entry,
    known,
    min_of,
    per,
    programme,
    round_half_up,
    rule,
    total,
    up_to,
)

from .childrens_allowance import earnings, income_year

programme(
    "MT-IWB",
    unit="working_family",
    parameters=PERIOD_FIRST,
    period=QUARTER,
    currency=EUR,
    citation="Department of Social Security: in-work benefit",
    title="In-Work Benefit",
)

# --- The family -------------------------------------------------------------------------------------------------------


@rule("In-work benefit: children under 23 at home", of=PERSON, mark="A", since="2008-01-01")
def is_under_23(date_of_birth, date_of_death, period, p):
    """Whether the child is born, alive and under 23 on the first day of the quarter."""
    if date_of_birth > period.first or (known(date_of_death) and date_of_death < period.first):
        return False
    return age(date_of_birth, period.first) < p.in_work_benefit.child_age


@rule("In-work benefit: children under 23 at home", since="2008-01-01")
def children_counted(children):
    """Children under 23 who live with the family."""
    return count(child for child in children if child.is_under_23)


@rule("In-work benefit: net income from employment two years before", of=PERSON, mark="A", since="2008-01-01")
def net_earnings(earnings, social_security_contributions, income_tax_paid, income_year):
    """Income from employment in the year of income, after contributions and tax."""
    year = calendar_year(income_year)
    return earnings - total(social_security_contributions, year) - total(income_tax_paid, year)


@rule("In-work benefit: net income from employment two years before", mark="A", since="2008-01-01")
def income_of_family(adults):
    """Net income from employment of claimant and partner together."""
    return sum(adult.net_earnings for adult in adults)


@rule("In-work benefit: single parent, couple both at work, couple one at work", since="2008-01-01")
def family_class(adults, partner, p):
    """The class: 1 single parent, 2 couple of whom both work, 3 couple of whom one works."""
    if count(other for other in partner) == 0:
        return 1
    lower = min_of((adult.net_earnings for adult in adults), 0)
    return 2 if lower >= p.in_work_benefit.lower_earner_least else 3


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("In-work benefit: children under 23 at home", since="2008-01-01")
def has_a_child_under_23(children_counted):
    """A child under 23 lives with the family."""
    return children_counted > 0


@condition("In-work benefit: not with tapering")
def has_no_tapering(adults):
    """No tapering of benefits is paid to the claimant or the partner."""
    return not any(adult.receives_tapering for adult in adults)


@condition("In-work benefit: income between the lowest and the end of the flat band", since="2008-01-01")
def earns_enough(income_of_family, family_class, p):
    """Net income from work, two years before, reaches the least that the benefit asks of a family like this."""
    return income_of_family >= entry(p.in_work_benefit.income_least, family_class)


@condition("In-work benefit: income between the lowest and the end of the flat band", since="2008-01-01")
def does_not_earn_too_much(income_of_family, family_class, p):
    """Net income from work, two years before, is not above the most at which a family like this is paid."""
    return income_of_family <= entry(p.in_work_benefit.flat_band_end, family_class)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("In-work benefit: in the full band up to the highest, in the flat band a fixed amount", since="2008-01-01")
def quarter_payment(income_of_family, family_class, children_counted, p):
    """A quarter of the year's amount for each child; the scale of the full band was not found."""
    if income_of_family > entry(p.in_work_benefit.full_band_end, family_class):
        flat = per(QUARTER, entry(p.in_work_benefit.flat_amount, family_class) * children_counted / 4)
        return round_half_up(flat, to=CENT, place="quarter of the year")
    highest = per(QUARTER, entry(p.in_work_benefit.highest, family_class) * children_counted / 4)
    return up_to(round_half_up(highest, to=CENT, place="quarter of the year"))
