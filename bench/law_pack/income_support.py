"""Income support: what a household lacks to its needs after tax, with help for rent and children."""

from janua.rules.language import (
    CENT,
    EUR,
    MONTH,
    ON,
    PERSON,
    age,
    amount,
    condition,
    marginal,
    programme,
    round_half_up,
    rule,
)

programme("REF", unit="household", parameters=ON, period=MONTH, currency=EUR, citation="Reference Act")


@rule("s. 1", of=PERSON)
def years(date_of_birth, on):
    """Completed years."""
    return age(date_of_birth, on)


@rule("s. 2", of=PERSON)
def earnings(wage, business_income):
    """Wage and profit; a loss counts as nothing."""
    return wage + max(business_income, 0)


@rule("s. 3", of=PERSON)
def contribution(wage, p):
    """Social contribution on the wage up to its ceiling."""
    return round_half_up(min(wage, p.income_support.contribution_ceiling) * p.income_support.contribution_rate, to=CENT)


@rule("s. 4", of=PERSON)
def taxable(earnings, pension, contribution, p):
    """Income after contribution and the free amount."""
    return max(earnings + pension - contribution - p.income_support.tax_free, 0)


@rule("s. 5", of=PERSON)
def income_tax(taxable, p):
    """Tax by bands."""
    return round_half_up(marginal(p.income_support.tax_bands, taxable), to=CENT)


@rule("s. 6", of=PERSON)
def tax_credit(years, disabled, p):
    """Tax given back to the old and the disabled."""
    if disabled:
        return p.income_support.credit_disabled
    if years >= p.income_support.old_age:
        return p.income_support.credit_old
    return 0


@rule("s. 7", of=PERSON)
def net_income(earnings, pension, contribution, income_tax, tax_credit):
    """What the person has left."""
    return earnings + pension - contribution - max(income_tax - tax_credit, 0)


@rule("s. 8", of=PERSON)
def student_grant(years, student, earnings, p):
    """A grant for students up to an age, less what they earn."""
    if student and years <= p.income_support.student_until:
        return max(
            p.income_support.student_grant - round_half_up(earnings * p.income_support.student_taper, to=CENT), 0
        )
    return 0


@rule("s. 9", of=PERSON)
def is_child(years, p):
    return years < p.income_support.child_until


@rule("s. 10", of=PERSON)
def weight(is_child, disabled, p):
    """The person's weight in the household's needs, in hundredths."""
    if is_child:
        return p.income_support.weight_child
    if disabled:
        return p.income_support.weight_disabled
    return p.income_support.weight_adult


@rule("s. 11")
def household_income(members):
    """What all members have, grants included."""
    return sum(one.net_income + one.student_grant for one in members)


@rule("s. 12")
def weights(members):
    return sum(one.weight for one in members)


@rule("s. 13")
def needs(weights, p):
    """The standard amount by the household's weight."""
    return round_half_up(p.income_support.standard * weights / 100, to=CENT)


@rule("s. 14")
def rent_cap(weights, p):
    """The rent that is recognised for a household of this weight."""
    return round_half_up(p.income_support.rent_for_one * weights / 150, to=CENT)


@rule("s. 15")
def rent_aid(rent, rent_cap, household_income, p):
    """A part of the recognised rent above a part of the income."""
    own = round_half_up(household_income * p.income_support.own_part, to=CENT)
    return max(min(rent, rent_cap) - max(own, 0), 0)


@rule("s. 16", of=PERSON)
def child_supplement(is_child, years, household_income, weights, p):
    """For each child, more for the young; falls with the household's income by weight."""
    if not is_child:
        return 0
    base = p.income_support.supplement_young if years < 6 else p.income_support.supplement_child
    by_weight = round_half_up(household_income * 100 / max(weights, 1), to=CENT, place="income by weight")
    over = max(by_weight - p.income_support.supplement_free, 0)
    return max(base - round_half_up(over * p.income_support.supplement_taper, to=CENT), 0)


@rule("s. 17")
def supplements(members):
    return sum(one.child_supplement for one in members)


@condition("s. 18")
def has_an_adult(members):
    """Somebody of the household is grown up."""
    return any(not one.is_child for one in members)


@condition("s. 19")
def assets_within_limit(assets, p):
    """The household's savings are within the limit."""
    return assets <= p.income_support.asset_limit


@amount("s. 20")
def support(needs, household_income, rent_aid, supplements, p):
    """What is missing to the needs, help for rent and children; nothing below the smallest payment."""
    gap = max(needs - max(household_income, 0), 0) + rent_aid + supplements
    if gap < p.income_support.smallest_payment:
        return 0
    return gap
