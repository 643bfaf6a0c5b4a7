"""Income: what counts, in which window of days, and the average of a month."""

from janua.rules.language import (
    MONTH,
    PERSON,
    Window,
    add_days,
    add_months,
    age,
    calendar_month,
    calendar_quarter,
    per,
    rule,
    total,
    window,
)

# --- Windows ----------------------------------------------------------------------------------------------------------


@rule("Common to the programmes: the month in which the application came")
def month_of_application(applied_on):
    """The calendar month of the application."""
    return calendar_month(applied_on)


@rule("CMU 632 of 2020: two quarters preceding the month before the month of application")
def two_quarters(applied_on):
    """The last two calendar quarters that ended before the month before the application began."""
    ended = calendar_quarter(add_months(calendar_month(applied_on).first, -1))
    return window(add_months(ended.first, -6), add_days(ended.first, -1))


# --- Income of a person -----------------------------------------------------------------------------------------------


@rule("CMU 632 of 2020: wages", of=PERSON, since="2021-01-01", mark="A")
def wages_in(when: Window, wages, date_of_birth, p):
    """Earnings; a child below the age of work has none."""
    if age(date_of_birth, when.last) < p.subsistence.age_of_work:
        return 0
    return total(wages, when)


@rule("CMU 632 of 2020: income that counts", of=PERSON, since="2021-01-01")
def income_in(when: Window, wages_in, pension_received, social_payments, other_income):
    """Everything received in the window that counts."""
    return (
        wages_in(when) + total(pension_received, when) + total(social_payments, when) + total(other_income, when)
    )


# --- Income of a family -----------------------------------------------------------------------------------------------


@rule("CMU 632 of 2020: average monthly total income", since="2021-01-01")
def income_of_two_quarters(family, two_quarters):
    """Income of all members in the two quarters, together."""
    return sum(member.income_in(two_quarters) for member in family)


@rule("CMU 632 of 2020: average monthly total income", since="2021-01-01")
def monthly_income(income_of_two_quarters):
    """Average monthly total income of the family: the two quarters divided by six, not rounded."""
    return per(MONTH, income_of_two_quarters / 6)
