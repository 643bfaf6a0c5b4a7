"""Sanction of a care institution: the step of the ladder by the violation and by those of the year before."""

from janua.rules.language import (
    BOARD_DECIDES,
    BY_START,
    EGP,
    EVENT,
    ONCE,
    add_days,
    add_months,
    condition,
    count,
    entry,
    min,
    programme,
    rule,
    window,
)

programme(
    "EG-SUP-VIOL",
    unit="single_person",
    parameters=EVENT,
    period=ONCE,
    currency=EGP,
    citation="Civil Work Law 149/2019, art. 22; codes, severities and ladder are assumed",
    title="Sanction of a care institution",
)


@rule("Ladder of sanctions: severity", mark="A", since="2020-01-01")
def severity_of(violation, p):
    """Severity of the violation that was recorded."""
    return entry(p.sanction.severity, violation)


@rule("Ladder of sanctions: violations of the same code in the twelve months before", mark="A", since="2020-01-01")
def earlier(claimant, event_on, p):
    """Confirmed violations of the same code recorded in the months before, neither on the first nor on the last day."""
    since = add_days(add_months(event_on, -p.sanction.months_back), 1)
    return count(claimant.violations_of_the_code, window(since, add_days(event_on, -1)), crossing=BY_START)


@rule("Ladder of sanctions: step", mark="A", since="2020-01-01")
def step(violation, earlier, p):
    """Step of the ladder: that of the violation, one more for each earlier one, and no more than the last."""
    return min(p.sanction.last_step, entry(p.sanction.base_step, violation) + earlier)


@condition(
    "Ladder of sanctions: proposal of the directorate's head, approval of the central department",
    mark="A",
    if_not=BOARD_DECIDES,
    since="2020-01-01",
)
def step_needs_no_approval(step, p):
    """The step needs no proposal of the directorate's head and no approval of the central department."""
    return step < p.sanction.approval_from


@condition("Ladder of sanctions: referral to the prosecution", mark="A", if_not=BOARD_DECIDES, since="2020-01-01")
def is_not_referred(severity_of, p):
    """The violation is not one that is referred to the prosecution on the same day."""
    return severity_of < p.sanction.referral_from
