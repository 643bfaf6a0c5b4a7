"""Aid for pregnancy and birth, for women without insurance: a day rate times the days of leave."""

from janua.rules.language import (
    APPLIED,
    CENT,
    DAY,
    ONCE,
    UAH,
    amount,
    condition,
    per,
    programme,
    round_half_up,
    rule,
)

programme(
    "UA-MAT",
    unit="alone",
    parameters=APPLIED,
    period=ONCE,
    currency=UAH,
    citation="Law 2811-XII; Law 4681-IX of 05.11.2025",
    title="Aid for pregnancy and birth",
)


@condition("Law 2811-XII: leave for pregnancy and birth by a doctor's conclusion", mark="N")
def has_a_certificate(claimant):
    """A doctor has certified the leave for pregnancy and birth."""
    return claimant.maternity_certificate


@condition("Law 2811-XII: women who are not insured", mark="N")
def is_not_insured(claimant):
    """The woman is not insured in the system of social insurance."""
    return not claimant.maternity_insured


@rule("Law 2811-XII: days of leave", since="2026-01-01", mark="N")
def days_of_leave(claimant, p):
    """Days of leave: most with a Chornobyl status, more after a complicated birth or with several children."""
    if claimant.chornobyl_status:
        return p.maternity.days_chornobyl
    if claimant.complicated_birth or claimant.children_expected > 1:
        return p.maternity.days_longer
    return p.maternity.days


@rule("Law 2811-XII: the day rate is rounded first", since="2026-01-01", mark="N")
def day_rate(p):
    """A thirtieth of the monthly sum, rounded to the kopiyka."""
    return round_half_up(per(DAY, p.maternity.monthly / p.maternity.days_of_month), to=CENT, place="day rate")


@amount("Law 2811-XII: for all days of leave at once", since="2026-01-01")
def aid(day_rate, days_of_leave):
    """The day rate times the days of leave."""
    return per(ONCE, day_rate * days_of_leave)
