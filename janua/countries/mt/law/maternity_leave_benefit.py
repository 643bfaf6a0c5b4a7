"""Maternity Leave Benefit: four weeks more, in one sum, after the leave that the employer pays."""

from janua.rules.language import (
    CENT,
    EUR,
    EVENT,
    ONCE,
    add_days,
    alternative,
    amount,
    any_of,
    condition,
    held,
    per,
    programme,
    round_half_up,
)

from .shared import is_in_time

programme(
    "MT-MLB",
    unit="birth_family",
    parameters=EVENT,
    period=ONCE,
    currency=EUR,
    citation="Cap. 318, Part VI: maternity leave benefit",
    title="Maternity Leave Benefit",
)


@condition("Maternity leave benefit: after a birth")
def gave_birth(claimant, children, event_on):
    """The claimant gave birth on the day of the event."""
    return claimant.sex == "female" and any(
        child.date_of_birth == event_on and not child.adopted for child in children
    )


@alternative("Maternity leave benefit: more than fourteen weeks of leave from an employer", since="2008-01-01")
def took_leave_as_employee(claimant, p):
    """The claimant took more than fourteen weeks of leave from an employer."""
    return (
        held(claimant.employment, claimant.maternity_leave_from, value="employed")
        and claimant.maternity_leave_weeks > p.maternity_leave_benefit.weeks_of_employer
    )


@alternative("Maternity leave benefit: self-occupied who took eighteen weeks", since="2008-01-01")
def took_leave_as_self_occupied(claimant, p):
    """The claimant works for herself and took eighteen weeks of leave."""
    return (
        held(claimant.employment, claimant.maternity_leave_from, value="self_employed")
        and claimant.maternity_leave_weeks >= p.maternity_leave_benefit.weeks_in_all
    )


@condition("Maternity leave benefit: leave beyond fourteen weeks", since="2008-01-01")
def took_the_leave(took_leave_as_employee, took_leave_as_self_occupied):
    """The claimant took more than fourteen weeks of leave, or eighteen as self-occupied."""
    return any_of(took_leave_as_employee, took_leave_as_self_occupied)


@condition("Maternity leave benefit: claimed after the eighteenth week", since="2008-01-01")
def is_after_the_weeks(claimant, applied_on, p):
    """The claim comes after the eighteenth week of leave."""
    return applied_on >= add_days(claimant.maternity_leave_from, 7 * p.maternity_leave_benefit.weeks_in_all)


@condition("Department of Social Security, claims within six months", since="2008-01-01")
def is_claimed_in_time(is_in_time):
    """The claim came within six months of the birth, or an officer recorded good cause for the delay."""
    return is_in_time


@amount("Maternity leave benefit: four weeks in one sum, once for a confinement", since="2008-01-01")
def benefit(p):
    """The rate of a week for each of the four weeks."""
    weeks = p.maternity_leave_benefit.weeks_in_all - p.maternity_leave_benefit.weeks_of_employer
    return round_half_up(per(ONCE, p.maternity_leave_benefit.weekly * weeks), to=CENT, place="four weeks")
