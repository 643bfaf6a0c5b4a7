"""Rules that the cash support programmes share: poverty, what a poor household may own, and which month is paid."""

from janua.rules.language import (
    PERSON,
    Date,
    add_months,
    age,
    calendar_month,
    count,
    held,
    known,
    rule,
    value_on,
)

# --- Persons ----------------------------------------------------------------------------------------------------------


@rule("Child Law 12/1996, art. 2: a child is under 18", of=PERSON, mark="G", since="2015-04-01")
def is_under_18_on(day: Date, date_of_birth, p):
    """Whether the person is under 18 on the day; born on 29 February, 18 is reached on 1 March of other years."""
    return age(date_of_birth, day) < p.shared.adult_age


@rule("Exclusions of the programme: agricultural land owned", of=PERSON)
def owned_land(land_owned, applied_on):
    """Land that the person owns on the day of application."""
    return value_on(land_owned, applied_on)


@rule("Exclusions of the programme: agricultural land rented", of=PERSON)
def rented_land(land_rented, applied_on):
    """Land that the person rents on the day of application."""
    return value_on(land_rented, applied_on)


@rule("Exclusions of the programme: dwellings besides the residence", of=PERSON)
def other_dwellings(dwellings_besides_residence, applied_on):
    """Dwellings besides the residence that the person owns on the day of application."""
    return value_on(dwellings_besides_residence, applied_on)


@rule("Exclusions of the programme: shops owned", of=PERSON)
def owned_shops(shops_owned, applied_on):
    """Shops that the person owns on the day of application."""
    return value_on(shops_owned, applied_on)


@rule("Exclusions of the programme: cattle", of=PERSON)
def owned_cattle(cattle, applied_on):
    """Cattle that the person owns on the day of application."""
    return value_on(cattle, applied_on)


@rule("Exclusions of the programme: social insurance", of=PERSON, mark="A", since="2015-04-01")
def is_insured(socially_insured, is_under_18_on, applied_on):
    """Whether the person is insured on the day of application; a minor of whom nothing is said is not."""
    if is_under_18_on(applied_on) and not known(socially_insured):
        return False
    return value_on(socially_insured, applied_on)


@rule("Exclusions of the programme: salary", of=PERSON, mark="A", since="2015-04-01")
def salary(monthly_salary, is_under_18_on, applied_on):
    """Salary of a month on the day of application; a minor of whom nothing is said has none."""
    if is_under_18_on(applied_on) and not known(monthly_salary):
        return 0
    return value_on(monthly_salary, applied_on)


# --- The household on the day of application --------------------------------------------------------------------------


@rule("Targeting by proxy means test", since="2015-04-01")
def is_poor(claimant, applied_on, p):
    """Whether the household's score on the day of application does not exceed the cutoff."""
    return value_on(claimant.poverty_score, applied_on) <= p.shared.poverty_cutoff


@rule("Exclusions of the programme: more than half a feddan owned", since="2015-04-01")
def owns_little_land(household_at_application, p):
    """Whether the household together owns no more land than the limit."""
    return sum(member.owned_land for member in household_at_application) <= p.shared.land_owned_most


@rule("Exclusions of the programme: more than one feddan rented", since="2015-04-01")
def rents_little_land(household_at_application, p):
    """Whether the household together rents no more land than the limit."""
    return sum(member.rented_land for member in household_at_application) <= p.shared.land_rented_most


@rule("Exclusions of the programme: a dwelling besides the residence", since="2015-04-01")
def owns_no_other_dwelling(household_at_application, p):
    """Whether the household owns fewer dwellings besides its residence than exclude it."""
    return sum(member.other_dwellings for member in household_at_application) < p.shared.other_dwellings_from


@rule("Exclusions of the programme: a shop", since="2015-04-01")
def owns_no_shop(household_at_application, p):
    """Whether the household owns fewer shops than exclude it."""
    return sum(member.owned_shops for member in household_at_application) < p.shared.shops_from


@rule("Exclusions of the programme: more than three head of cattle", since="2015-04-01")
def owns_few_cattle(household_at_application, p):
    """Whether the household together owns no more cattle than the limit."""
    return sum(member.owned_cattle for member in household_at_application) <= p.shared.cattle_most


@rule("Exclusions of the programme: social insurance of any member", mark="A", since="2015-04-01")
def nobody_insured(household_at_application):
    """Whether no member of the household is socially insured."""
    return not any(member.is_insured for member in household_at_application)


@rule("Exclusions of the programme: the salary that a household may have", since="2015-04-01")
def salary_limit(household_at_application, p):
    """The limit of a household of four, by the number of members; not rounded."""
    if p.shared.salary_limit_scales == "by_members":
        return p.shared.salary_limit * p.shared.salary_limit_share * count(member for member in household_at_application)
    return p.shared.salary_limit


@rule("Exclusions of the programme: salary", since="2015-04-01")
def earns_little(household_at_application, salary_limit):
    """Whether the salaries of the household together do not exceed the limit."""
    return sum(member.salary for member in household_at_application) <= salary_limit


# --- The month --------------------------------------------------------------------------------------------------------


@rule("Payment begins in the month after the decision", mark="A", since="2015-04-01")
def is_month_to_pay(decided_on, applied_on, period, p):
    """Whether the month is paid: it follows the decision, or, before there is one, does not lie before the application."""
    if known(decided_on):
        return period.first >= add_months(calendar_month(decided_on).first, p.shared.first_month_after_decision)
    return applied_on <= period.last


@rule("Law 12/2025: stop of payments", mark="A")
def goes_on(claimant, period):
    """Whether payments to the claimant are not stopped on the first day of the month."""
    return not held(claimant.payments_stopped, period.first)
