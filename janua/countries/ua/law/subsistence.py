"""The subsistence minimum of a person: which group somebody is of on a day, and the amount of that group."""

from janua.rules.language import PERSON, Date, age, entry, held, rule, year_of

from .income import month_of_application

# --- The group of a person on a day -----------------------------------------------------------------------------------


@rule("State Budget Law, article 7: students by full-time or dual study", of=PERSON, since="2021-01-01")
def is_student_on(when: Date, date_of_birth, occupation, p):
    """Whether the person is 18 or older, under 23 and in full-time or dual study on the day."""
    if not p.subsistence.child_age <= age(date_of_birth, when) < p.subsistence.student_age:
        return False
    return held(occupation, when, value=("full_time_study", "dual_study"))


@rule("State Budget Law, article 7: persons who have lost the capacity to work", of=PERSON)
def has_lost_capacity_on(when: Date, disability, pensioner):
    """Whether the person has a disability or receives a pension on the day."""
    return held(disability, when) or held(pensioner, when)


@rule("State Budget Law, article 7: persons able to work", of=PERSON, since="2021-01-01", mark="A")
def is_able_on(when: Date, date_of_birth, has_lost_capacity_on, p):
    """Whether the person is of working age, without disability and without pension on the day."""
    if not p.subsistence.child_age <= age(date_of_birth, when) < p.subsistence.age_of_rest:
        return False
    return not has_lost_capacity_on(when)


# --- The amount of the month paid for: the group is taken on its first day --------------------------------------------


@rule("State Budget Law, article 7: amounts by group", of=PERSON, since="2021-01-01", mark="A")
def minimum(period, date_of_birth, is_student_on, has_lost_capacity_on, p):
    """Subsistence minimum of the person's group on the first day of the month paid for."""
    if age(date_of_birth, period.first) < p.subsistence.small_child_age:
        return p.subsistence.child_under_6
    if age(date_of_birth, period.first) < p.subsistence.child_age:
        return p.subsistence.child_from_6
    if not is_student_on(period.first) and has_lost_capacity_on(period.first):
        return p.subsistence.lost_capacity
    return p.subsistence.able


@rule("State Budget Law, article 7: amounts of children by age", of=PERSON, since="2021-01-01", mark="A")
def child_minimum(period, date_of_birth, p):
    """Subsistence minimum of a child by the age on the first day of the month paid for."""
    if age(date_of_birth, period.first) < p.subsistence.small_child_age:
        return p.subsistence.child_under_6
    return p.subsistence.child_from_6


# --- The amount of the month of application, in which eligibility is tested -------------------------------------------


@rule("State Budget Law, article 7: amounts by group in the month of application", of=PERSON, since="2021-01-01", mark="A")
def minimum_at_application(month_of_application, date_of_birth, is_student_on, has_lost_capacity_on, p):
    """Subsistence minimum of the person's group on the first day of the month of application."""
    first = month_of_application.first
    if age(date_of_birth, first) < p.subsistence.small_child_age:
        return entry(p.subsistence.child_under_6_by_year, year_of(first))
    if age(date_of_birth, first) < p.subsistence.child_age:
        return entry(p.subsistence.child_from_6_by_year, year_of(first))
    if not is_student_on(first) and has_lost_capacity_on(first):
        return entry(p.subsistence.lost_capacity_by_year, year_of(first))
    return entry(p.subsistence.able_by_year, year_of(first))
