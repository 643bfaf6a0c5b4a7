"""Stop of payments for false data: until what was overpaid is recovered, and as long again beyond three months."""

from janua.rules.language import (
    BOARD_DECIDES,
    EGP,
    ON,
    ONCE,
    add_days,
    add_months,
    alternative,
    any_of,
    calendar_month,
    condition,
    programme,
    round_up,
    rule,
)

programme(
    "EG-CASH-STOP",
    unit="single_person",
    parameters=ON,
    period=ONCE,
    currency=EGP,
    citation="Social Security Law 12/2025: stop of payments",
    title="Stop of payments for false data",
)

# --- How long ---------------------------------------------------------------------------------------------------------


@rule("Law 12/2025: until what was overpaid is recovered", mark="S")
def months_to_recover(overpaid, benefit_due):
    """Months of the benefit due now that recover what was overpaid, a part of a month counted whole."""
    if overpaid > 0 and benefit_due > 0:
        return round_up(overpaid / benefit_due, to=1)
    return 0


@rule("Law 12/2025: an equal period is added where it exceeds three months", since="2025-01-01")
def stop_months(months_to_recover, p):
    """Months for which payments stop: those of the recovery, and as many again where they exceed the limit."""
    if months_to_recover > p.false_data_stop.months_without_addition:
        return months_to_recover + months_to_recover
    return months_to_recover


@rule("Law 12/2025: the stop begins with the first payment after the decision", mark="A", since="2025-01-01")
def stops_from(on, p):
    """First day of the stop."""
    return add_months(calendar_month(on).first, p.false_data_stop.first_month_after_decision)


@rule("Law 12/2025: the stop lasts for whole months", mark="A", since="2025-01-01")
def stops_until(stops_from, stop_months):
    """Last day of the stop; the day before it where there is none."""
    return add_days(add_months(stops_from, stop_months), -1)


@rule("Law 12/2025: false data, false statements, income left out", mark="S")
def is_for_false_data(false_data, false_statement, omitted_income):
    """Whether data were false, the state was stated falsely, or income was left out."""
    return false_data or false_statement or omitted_income


# --- Grounds ----------------------------------------------------------------------------------------------------------


@alternative("Law 12/2025: false data in the request", mark="S", since="2025-01-01")
def data_were_false(false_data):
    """Data in the request were false."""
    return false_data


@alternative("Law 12/2025: false statement of the financial or social state", mark="S", since="2025-01-01")
def state_was_stated_falsely(false_statement):
    """The financial or social state was stated falsely."""
    return false_statement


@alternative("Law 12/2025: omission of a source of income", mark="S", since="2025-01-01")
def income_was_left_out(omitted_income):
    """A source of income was left out, which led to undue money."""
    return omitted_income


@alternative("Law 12/2025: final judgment for begging, exposing a child to danger or human trafficking", mark="S", since="2025-01-01")
def was_judged_finally(final_judgment):
    """There is a final judgment for begging, for exposing a child to danger or for human trafficking."""
    return final_judgment


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Law 12/2025: grounds of a stop", mark="S", since="2025-01-01")
def has_a_ground(data_were_false, state_was_stated_falsely, income_was_left_out, was_judged_finally):
    """There is a ground for a stop."""
    return any_of(data_were_false, state_was_stated_falsely, income_was_left_out, was_judged_finally)


@condition("Law 12/2025: undue money was paid", mark="S", since="2025-01-01")
def something_was_overpaid(final_judgment, overpaid):
    """Money was paid that was not due, or there is a final judgment."""
    return final_judgment or overpaid > 0


@condition("Law 12/2025: nothing due now can be stopped; the debt is recorded for recovery", mark="A", since="2025-01-01")
def something_is_due_now(final_judgment, benefit_due):
    """A benefit is due now that can be stopped, or there is a final judgment."""
    return final_judgment or benefit_due > 0


@condition(
    "Law 12/2025: on a final judgment the head of the directorate may stop the support",
    mark="S",
    if_not=BOARD_DECIDES,
    since="2025-01-01",
)
def months_follow_from_the_law(is_for_false_data, stop_months, stops_from, stops_until, final_judgment):
    """The length of the stop follows from what was overpaid; on a judgment alone the head of the directorate decides."""
    return (is_for_false_data and stop_months > 0 and stops_until > stops_from) or not final_judgment
