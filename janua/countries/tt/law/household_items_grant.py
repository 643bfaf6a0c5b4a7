"""Household items grant: bed, stove, fridge and the like up to a ceiling, once in three years."""

from janua.rules.language import (
    APPLIED,
    BOARD_DECIDES,
    NEEDS_WAIVER,
    ONCE,
    TTD,
    add_years,
    amount,
    condition,
    known,
    min,
    per,
    programme,
    rule,
    up_to,
)

from .assistance import documents_are_in_time, is_citizen_or_legal_resident, need_is_not_denied, need_is_settled

programme(
    "TT-GAG-HHI",
    unit="home",
    parameters=APPLIED,
    period=ONCE,
    currency=TTD,
    citation="General Assistance Grants of the Social Welfare Division: household items",
    title="Household Items Grant",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("General assistance: citizens and legal residents", mark="N")
def claimant_is_citizen_or_legal_resident(claimant):
    """The claimant is a citizen or a legal resident."""
    return claimant.is_citizen_or_legal_resident


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
def amount_is_assessed(household_items_need):
    """An officer has assessed what the household items cost."""
    return known(household_items_need)


@condition("Household items: once in 3 years", if_not=NEEDS_WAIVER, waiver="authorised officer", since="2019-01-01")
def had_none_for_three_years(household_items_awarded_on, applied_on, p):
    """The household's last grant for household items is three years ago, or there was none."""
    if not known(household_items_awarded_on):
        return True
    return applied_on >= add_years(household_items_awarded_on, p.household_items_grant.years_between)


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Household items: a higher ceiling after a disaster", since="2019-01-01")
def most(disaster_recorded, p):
    """The highest grant for household items."""
    return p.household_items_grant.ceiling_after_disaster if disaster_recorded else p.household_items_grant.ceiling


@amount("Household items: the assessed need, at most the ceiling", since="2019-01-01")
def award(household_items_need, most):
    """What the household items cost, at most the ceiling; before the assessment the ceiling."""
    if not known(household_items_need):
        return up_to(per(ONCE, most))
    return per(ONCE, min(household_items_need, most))
