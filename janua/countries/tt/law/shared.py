"""Rules that several programmes of Trinidad and Tobago read: the day of the facts, ages, stays, monthly income."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERSON,
    Count,
    Date,
    add_days,
    add_years,
    age,
    known,
    max,
    per,
    round_half_up,
    rule,
    value_on,
)

# --- Days and ages ----------------------------------------------------------------------------------------------------


@rule("A change counts from the month after it; the month of application is paid on its own facts", mark="A")
def facts_day(applied_on, period):
    """The day whose facts decide: the application, in later months the last day of the month before."""
    return max(applied_on, add_days(period.first, -1))


@rule("An age is attained on the birthday; of 29 February on 1 March in other years", of=PERSON, mark="A")
def birthday(years: Count, date_of_birth):
    """The day on which the person completes so many years."""
    day = add_years(date_of_birth, years)
    return day if age(date_of_birth, day) >= years else add_days(day, 1)


@rule("No month after the month of death is paid", of=PERSON, mark="A")
def is_alive_in(first_day: Date, date_of_death):
    """Whether no death before the day is registered."""
    return not known(date_of_death) or date_of_death >= first_day


# --- Income -----------------------------------------------------------------------------------------------------------


@rule("Weekly income × 52 ÷ 12, fortnightly × 26 ÷ 12, each rounded half-up to the cent", of=PERSON, mark="A")
def wage_of_a_month(day: Date, wage, wage_paid):
    """The wage as income of a month, whatever the pay day."""
    how_often = value_on(wage_paid, day)
    if how_often == "weekly":
        return round_half_up(per(MONTH, value_on(wage, day) * 52 / 12), to=CENT, place="weekly wage by the month")
    if how_often == "fortnightly":
        return round_half_up(per(MONTH, value_on(wage, day) * 26 / 12), to=CENT, place="fortnightly wage by the month")
    return per(MONTH, value_on(wage, day)) if how_often == "monthly" else 0


@rule("Yearly income ÷ 12, rounded half-up to the cent", of=PERSON, mark="A")
def yearly_income_of_a_month(day: Date, yearly_income):
    """Income counted by the year, as income of a month."""
    return round_half_up(per(MONTH, value_on(yearly_income, day) / 12), to=CENT, place="yearly income by the month")


@rule("All recurring sources are added first, then the total is compared", of=PERSON)
def monthly_income(
    day: Date,
    nis_pension,
    other_pensions,
    wage_of_a_month,
    rental_income,
    yearly_income_of_a_month,
    other_income,
):
    """Everything that the person receives in a month."""
    pensions = value_on(nis_pension, day) + value_on(other_pensions, day)
    return (
        pensions
        + wage_of_a_month(day)
        + value_on(rental_income, day)
        + yearly_income_of_a_month(day)
        + value_on(other_income, day)
    )


# --- The emergency of 2020 --------------------------------------------------------------------------------------------


@rule("Emergency supplement, April to June 2020", since="2020-04-01")
def is_in_the_emergency_months(period, p):
    """Whether the month is one of those with an emergency supplement."""
    return p.shared.emergency_first_day <= period.first <= p.shared.emergency_last_day
