"""Basic social assistance (pilot): a base sum for each member by weight, less the family's income."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    add_days,
    add_months,
    age,
    amount,
    calendar_quarter,
    condition,
    count,
    held,
    max,
    months_before,
    months_of,
    per,
    programme,
    round_half_up,
    rule,
    window,
)

from .income import income_in, month_of_application
from .subsistence import is_able_on

programme(
    "UA-BSD",
    unit="core_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="CMU 371 of 25.03.2025, changed by CMU 986 of 13.08.2025",
    title="Basic social assistance",
)

# --- Income -----------------------------------------------------------------------------------------------------------


@rule("CMU 371: income of three months", since="2025-07-01", mark="A")
def income_window(month_of_application, p):
    """The last quarter that ended before the month before the application, or the three months before it."""
    if p.basic_assistance.income_of == "three_months":
        return months_before(month_of_application.first, 3)
    ended = calendar_quarter(add_months(month_of_application.first, -1))
    return window(add_months(ended.first, -3), add_days(ended.first, -1))


@rule("CMU 371: average monthly income of the family", since="2025-07-01")
def family_income(family, income_window):
    """Income of all members in the three months, divided by three, not rounded."""
    return per(MONTH, sum(member.income_in(income_window) for member in family) / 3)


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("CMU 371: first stage, families that receive aid which it replaces", since="2025-07-01", until="2025-09-30", mark="S")
def receives_aid_that_it_replaces(received_aid_before):
    """The family receives aid that the basic social assistance replaces; needed until 30 September 2025 only."""
    return received_aid_before


@condition("CMU 371: all adult members confirm", since="2025-07-01", mark="S")
def all_adults_consent(adults_consent):
    """All adult members of the family have confirmed the application."""
    return adults_consent


@rule("CMU 371: whole months without occupation in the window", of=PERSON, since="2025-07-01", mark="A")
def idle_months(occupation, date_of_birth, month_of_application, p):
    """Calendar months from 18 years on without a day of work, service, business, study or registration."""
    before = months_before(month_of_application.first, p.basic_assistance.idle_window_months)
    return count(
        month
        for month in months_of(before)
        if age(date_of_birth, month.first) >= p.subsistence.child_age
        and count(
            occupation,
            month,
            value=("employment", "military_service", "business", "full_time_study", "dual_study", "job_seeker"),
        )
        == 0
    )


@rule("CMU 371: able-bodied members from 18 to 60", of=PERSON, since="2025-07-01")
def has_been_idle(is_able_on, idle_months, applied_on, p):
    """Whether the person is able to work and was without occupation for more months than allowed."""
    return is_able_on(applied_on) and idle_months > p.basic_assistance.idle_months_most


@condition("CMU 371: able-bodied members not idle for more than three months", since="2025-07-01", mark="S")
def nobody_has_been_idle(family):
    """No member able to work was without work, study or registration for more than three months."""
    return not any(member.has_been_idle for member in family)


@condition("CMU 371: no purchase above the limit in twelve months", since="2025-07-01")
def made_no_large_purchase(largest_purchase, largest_currency_purchase, p):
    """Nobody in the family bought goods, currency or metals above the limit in the last twelve months."""
    return max(largest_purchase, largest_currency_purchase) <= p.basic_assistance.purchase_limit


@condition("CMU 371: deposits up to the limit", since="2025-07-01")
def has_no_large_deposits(deposits, p):
    """Bank deposits of the family do not exceed the limit."""
    return deposits <= p.basic_assistance.deposit_limit


@condition("CMU 371: no second dwelling that can be lived in", since="2025-07-01", mark="S")
def has_no_second_dwelling(second_dwelling):
    """The family owns no second dwelling, unless it is destroyed or lies in an area of fighting or occupation."""
    return second_dwelling != "usable"


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("CMU 371: weight of a member", of=PERSON, since="2025-07-01")
def weight(date_of_birth, disability, period, p):
    """Weight of a member beside the applicant, on the first day of the month."""
    if age(date_of_birth, period.first) < p.subsistence.child_age:
        return p.basic_assistance.weight_child
    if held(disability, period.first, value=("group_1", "group_2")):
        return p.basic_assistance.weight_disability
    return p.basic_assistance.weight_other


@rule("CMU 371: the applicant has the full weight", since="2025-07-01")
def weights(family, claimant, p):
    """Weights of all members, the applicant's raised to that of the first member."""
    return sum(member.weight for member in family) + max(p.basic_assistance.weight_first - claimant.weight, 0)


@amount("CMU 371: base sum by weights, less income", since="2025-07-01")
def assistance(weights, family_income, p):
    """The base sum times the weights, less the family's income."""
    lacking = max(p.basic_assistance.base * weights - family_income, 0)
    return round_half_up(lacking, to=CENT, place="basic social assistance")
