"""Karama: unconditional support for elderly persons, persons with severe disability, orphans and widows of poor homes."""

from janua.rules.language import (
    EGP,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    Date,
    age,
    amount,
    condition,
    count,
    held,
    programme,
    rule,
)

from .shared import (
    earns_little,
    goes_on,
    is_month_to_pay,
    is_poor,
    is_under_18_on,
    nobody_insured,
    owns_few_cattle,
    owns_little_land,
    owns_no_other_dwelling,
    owns_no_shop,
    rents_little_land,
)

programme(
    "EG-CASH-KARAMA",
    unit="household",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=EGP,
    citation="Social Security Law 12/2025; before it the decrees of 2015",
    title="Karama",
)

# --- Who counts -------------------------------------------------------------------------------------------------------


@rule("Karama: elderly, severe disability, orphans, widows", of=PERSON, since="2015-04-01")
def is_of_a_group_on(day: Date, date_of_birth, disability_level, orphan, widow, is_under_18_on, p):
    """Whether on the day the person is elderly, severely disabled, an orphan under 18 or a widow."""
    if age(date_of_birth, day) >= p.karama.elderly_age:
        return True
    if held(disability_level, day, value="severe"):
        return True
    if is_under_18_on(day) and held(orphan, day):
        return True
    return held(widow, day)


@rule("Karama: no contributory pension", of=PERSON, mark="A", since="2015-04-01")
def counts_on(day: Date, is_of_a_group_on, contributory_pension):
    """Whether on the day the person is of a group that Karama supports and has no contributory pension."""
    return is_of_a_group_on(day) and not held(contributory_pension, day)


@rule("Karama: persons paid for in the month", of=PERSON, since="2015-04-01")
def counts_this_month(counts_on, period):
    """Whether the person counts on the first day of the month."""
    return counts_on(period.first)


@rule("Karama: of more persons than are paid for, those of age come first", of=PERSON, mark="A", since="2015-04-01")
def place_of_a_minor(is_under_18_on, number, household, period):
    """Place of a minor among those who count: after all of age, then in the order of the household."""
    of_age = count(other for other in household if other.counts_this_month and not other.is_under_18_on(period.first))
    minors_before = count(
        other
        for other in household
        if other.counts_this_month and other.is_under_18_on(period.first) and other.number < number
    )
    return 1 + of_age + minors_before


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Targeting by proxy means test", since="2015-04-01")
def household_is_poor(is_poor):
    """The household is poor by the proxy means test."""
    return is_poor


@condition("Exclusions of the programme: more than half a feddan owned", since="2015-04-01")
def land_owned_within_limit(owns_little_land):
    """The household owns no more than half a feddan of agricultural land."""
    return owns_little_land


@condition("Exclusions of the programme: more than one feddan rented", since="2015-04-01")
def land_rented_within_limit(rents_little_land):
    """The household rents no more than one feddan of agricultural land."""
    return rents_little_land


@condition("Exclusions of the programme: a dwelling besides the residence", since="2015-04-01")
def no_other_dwelling(owns_no_other_dwelling):
    """The household owns no dwelling besides the one it lives in."""
    return owns_no_other_dwelling


@condition("Exclusions of the programme: a shop", since="2015-04-01")
def no_shop(owns_no_shop):
    """The household owns no shop."""
    return owns_no_shop


@condition("Exclusions of the programme: more than three head of cattle", since="2015-04-01")
def cattle_within_limit(owns_few_cattle):
    """The household owns no more than three head of cattle."""
    return owns_few_cattle


@condition("Exclusions of the programme: social insurance of any member", since="2015-04-01")
def nobody_is_insured(nobody_insured):
    """No member of the household is socially insured."""
    return nobody_insured


@condition("Exclusions of the programme: salary", since="2015-04-01")
def salary_within_limit(earns_little):
    """The salaries of the household do not exceed the limit for its size."""
    return earns_little


@condition("Karama: a person of one of the groups, on the day of application", mark="S", since="2015-04-01")
def has_a_person_at_application(household_at_application, applied_on):
    """On the day of application a member is elderly, severely disabled, an orphan or a widow, without a pension."""
    return any(member.counts_on(applied_on) for member in household_at_application)


@condition("Karama: a person of one of the groups, on the first day of the month", mark="S", since="2015-04-01")
def has_a_person_this_month(household):
    """On the first day of the month a member is elderly, severely disabled, an orphan or a widow, without a pension."""
    return any(member.counts_this_month for member in household)


@condition("Payment begins in the month after the decision", since="2015-04-01")
def month_is_paid(is_month_to_pay):
    """The month follows the decision on the application."""
    return is_month_to_pay


@condition("Law 12/2025: stop of payments", since="2015-04-01")
def payments_are_not_stopped(goes_on):
    """Payments are not stopped by a decision."""
    return goes_on


@amount("Karama: amount for each person, for at most three", since="2015-04-01")
def support(household, p):
    """The amount of the month for each person who counts, for at most three."""
    return p.karama.rate * min(p.karama.most_persons, count(member for member in household if member.counts_this_month))
