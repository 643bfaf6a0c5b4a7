"""Energy Benefit: towards electricity, water and gas of a household with a low income or a need of health."""

from janua.rules.language import (
    BOARD_DECIDES,
    CENT,
    EUR,
    PERIOD_FIRST,
    YEAR,
    age,
    alternative,
    amount,
    any_of,
    condition,
    known,
    min,
    per,
    programme,
    round_half_up,
    rule,
)

programme(
    "MT-ENB",
    unit="one_person",
    parameters=PERIOD_FIRST,
    period=YEAR,
    currency=EUR,
    citation="Department of Social Security: energy benefit",
    title="Energy Benefit",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@alternative("Energy benefit: a social case")
def is_a_social_case(claimant):
    """The household is a social case."""
    return claimant.social_case


@alternative("Energy benefit: income test", since="2017-01-01")
def has_little_income(claimant, p):
    """The household's income does not exceed the limit."""
    return claimant.household_income_of_year <= p.energy_benefit.income_limit


@alternative("Energy benefit: a humanitarian case with an income below the limit", since="2017-01-01")
def is_a_humanitarian_case(claimant, p):
    """It is a humanitarian case, and the household's income is below the limit for it."""
    return claimant.humanitarian_energy_case and (
        claimant.household_income_of_year < p.energy_benefit.humanitarian_income_limit
    )


@condition("Energy benefit: a social case, a low income or a humanitarian case", since="2017-01-01")
def is_in_need(is_a_social_case, has_little_income, is_a_humanitarian_case):
    """The household is a social case, has a low income, or is a humanitarian case with an income below its limit."""
    return any_of(is_a_social_case, has_little_income, is_a_humanitarian_case)


@rule("Energy benefit: what the board has still to look at takes nothing from a right by income", mark="A", since="2017-01-01")
def is_paid_as_humanitarian(is_a_humanitarian_case, is_a_social_case, has_little_income, claimant):
    """Whether it is paid as a humanitarian case: accepted by the board, or with no other ground for the benefit."""
    if not is_a_humanitarian_case:
        return False
    return claimant.energy_case_accepted or not (is_a_social_case or has_little_income)


@condition("Energy benefit: a humanitarian case is for the Medical Advisory Board", if_not=BOARD_DECIDES, since="2017-01-01")
def board_has_accepted(claimant, is_paid_as_humanitarian):
    """The Medical Advisory Board has accepted a humanitarian case."""
    return not is_paid_as_humanitarian or claimant.energy_case_accepted


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Energy benefit: electricity before the eco-reduction", since="2017-01-01")
def electricity(claimant, is_paid_as_humanitarian, p):
    """The part towards electricity: a share of the charge, limited by persons but for humanitarian cases."""
    charge = claimant.electricity_charge
    if is_paid_as_humanitarian:
        return charge * p.energy_benefit.humanitarian_share
    limit = p.energy_benefit.limit_of_person * claimant.persons_at_address
    return min(charge * p.energy_benefit.electricity_share, limit)


@rule("Energy benefit: meters", mark="A", since="2017-01-01")
def electricity_meter(claimant, is_paid_as_humanitarian, p):
    """The rent of the electricity meter up to its limit, or the limit where the rent is not recorded."""
    limit = p.energy_benefit.electricity_meter_limit
    if is_paid_as_humanitarian and claimant.three_phase_meter:
        limit = p.energy_benefit.three_phase_meter_limit
    if known(claimant.electricity_meter_rent):
        return min(claimant.electricity_meter_rent, limit)
    return limit


@rule("Energy benefit: meters", mark="A", since="2017-01-01")
def water_meter(claimant, p):
    """The rent of the water meter up to its limit, or the limit where the rent is not recorded."""
    if known(claimant.water_meter_rent):
        return min(claimant.water_meter_rent, p.energy_benefit.water_meter_limit)
    return p.energy_benefit.water_meter_limit


@rule("Energy benefit: gas, higher above 60 years", mark="A", since="2017-01-01")
def gas(claimant, is_paid_as_humanitarian, applied_on, p):
    """The rebate on gas, higher for a claimant above 60; humanitarian cases have none."""
    if is_paid_as_humanitarian:
        return p.energy_benefit.gas * 0
    if age(claimant.date_of_birth, applied_on) > p.energy_benefit.gas_age:
        return p.energy_benefit.gas_above_age
    return p.energy_benefit.gas


@amount("Energy benefit: electricity, and with the account in the family's name meters and gas", since="2017-01-01")
def yearly_benefit(claimant, electricity, electricity_meter, water_meter, gas, p):
    """What is taken off the bills of a year."""
    if claimant.holds_energy_account:
        whole = electricity + electricity_meter + water_meter + gas
        return round_half_up(per(YEAR, whole), to=CENT, place="benefit of the year")
    if p.energy_benefit.gas_rebate_needs_account == "no":
        return round_half_up(per(YEAR, electricity + gas), to=CENT, place="benefit of the year")
    return round_half_up(per(YEAR, electricity), to=CENT, place="benefit of the year")
