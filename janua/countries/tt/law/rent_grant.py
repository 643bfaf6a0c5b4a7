"""Rent grant: rent that a household cannot pay after it lost its income, for some months."""

from janua.rules.language import (
    BOARD_DECIDES,
    MONTH,
    PERIOD_FIRST,
    TTD,
    add_months,
    amount,
    calendar_month,
    condition,
    known,
    min,
    per,
    programme,
    rule,
    up_to,
)

from .assistance import (
    documents_are_in_time,
    is_citizen_or_legal_resident,
    month_is_applied_for,
    need_is_not_denied,
    need_is_settled,
)

programme(
    "TT-GAG-REN",
    unit="home",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="General Assistance Grants of the Social Welfare Division: rent",
    title="Rent Grant",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("General assistance: citizens and legal residents", mark="N")
def claimant_is_citizen_or_legal_resident(claimant):
    """The claimant is a citizen or a legal resident."""
    return claimant.is_citizen_or_legal_resident


@condition("General assistance: applied for", mark="A")
def is_applied_for(month_is_applied_for):
    """The month is not before the month of the application."""
    return month_is_applied_for


@condition("Rent grant: loss of income", mark="N")
def has_lost_income(lost_income):
    """The household lost its income."""
    return lost_income


@condition("Documents within 6 weeks of the application", since="2008-01-01")
def has_documents_in_time(documents_are_in_time):
    """All documents arrived, or may still arrive, within 6 weeks of the application."""
    return documents_are_in_time


@condition("Need by an officer's assessment, waived for victims of a disaster", if_not=BOARD_DECIDES, mark="N")
def need_is_assessed(need_is_settled):
    """An officer has assessed the household, or a disaster is recorded."""
    return need_is_settled


@condition("Need by an officer's assessment, waived for victims of a disaster", mark="N")
def is_in_need(need_is_not_denied):
    """The officer did not find the household able to pay by itself, or a disaster is recorded."""
    return need_is_not_denied


@condition("General assistance: amount of the need assessed by an officer", if_not=BOARD_DECIDES, mark="N")
def amount_is_assessed(rent_need):
    """An officer has assessed, by lease and notice, what rent cannot be paid."""
    return known(rent_need)


@rule("Rent grant: a number of months, counted from the first month paid", since="2019-01-01")
def paid_before(rent_first_paid, p):
    """The first day after the months for which rent is paid at most."""
    return add_months(calendar_month(rent_first_paid).first, p.rent_grant.months_most)


@condition("Rent grant: for a number of months at most", since="2019-01-01")
def has_a_month_left(rent_first_paid, paid_before, period):
    """Rent has not yet been paid for all the months that are allowed."""
    return not known(rent_first_paid) or period.first < paid_before


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Rent grant: the assessed need in a month, at most the ceiling", since="2019-01-01")
def award(rent_need, p):
    """The rent that cannot be paid, at most the ceiling; before the assessment the ceiling."""
    if not known(rent_need):
        return up_to(per(MONTH, p.rent_grant.ceiling))
    return per(MONTH, min(rent_need, p.rent_grant.ceiling))
