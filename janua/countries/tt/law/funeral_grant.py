"""Funeral grant: the undertaker's bill up to a ceiling, where nobody else pays."""

from janua.rules.language import APPLIED, BOARD_DECIDES, ONCE, TTD, amount, condition, min, per, programme

from .assistance import documents_are_in_time, is_citizen_or_legal_resident, need_is_not_denied, need_is_settled

programme(
    "TT-GAG-FUN",
    unit="home",
    parameters=APPLIED,
    period=ONCE,
    currency=TTD,
    citation="General Assistance Grants of the Social Welfare Division: funeral",
    title="Funeral Grant",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("General assistance: citizens and legal residents", mark="N")
def claimant_is_citizen_or_legal_resident(claimant):
    """The claimant is a citizen or a legal resident."""
    return claimant.is_citizen_or_legal_resident


@condition("Funeral grant: death certificate", mark="N")
def death_is_certified(death_certified):
    """The death certificate was seen."""
    return death_certified


@condition("Funeral grant: no other support", mark="N")
def nobody_else_pays(other_funeral_support):
    """Nobody else pays for the funeral."""
    return not other_funeral_support


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


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Funeral grant: the bill, at most the ceiling", since="2019-01-01")
def award(funeral_bill, p):
    """The undertaker's bill, at most the ceiling."""
    return per(ONCE, min(funeral_bill, p.funeral_grant.ceiling))
