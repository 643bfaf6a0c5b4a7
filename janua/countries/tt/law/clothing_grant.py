"""Clothing grant: after a disaster, for each person of the household, up to a ceiling."""

from janua.rules.language import (
    APPLIED,
    BOARD_DECIDES,
    ONCE,
    TTD,
    amount,
    condition,
    count,
    known,
    min,
    per,
    programme,
    up_to,
)

from .assistance import documents_are_in_time, is_citizen_or_legal_resident

programme(
    "TT-GAG-CLO",
    unit="home",
    parameters=APPLIED,
    period=ONCE,
    currency=TTD,
    citation="General Assistance Grants of the Social Welfare Division: clothing",
    title="Clothing Grant",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("General assistance: citizens and legal residents", mark="N")
def claimant_is_citizen_or_legal_resident(claimant):
    """The claimant is a citizen or a legal resident."""
    return claimant.is_citizen_or_legal_resident


@condition("General assistance: after a disaster, by fire or police report or a corporation's letter", mark="N")
def is_after_a_disaster(disaster_recorded):
    """A disaster is recorded on the case."""
    return disaster_recorded


@condition("Documents within 6 weeks of the application", since="2008-01-01")
def has_documents_in_time(documents_are_in_time):
    """All documents arrived, or may still arrive, within 6 weeks of the application."""
    return documents_are_in_time


@condition("General assistance: assessed by an officer", if_not=BOARD_DECIDES, mark="N")
def need_is_assessed(members):
    """An officer has assessed what clothing is needed."""
    return any(known(person.clothing_need) for person in members)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Clothing: the assessed need of each person, at most the ceiling", since="2019-01-01")
def award(members, p):
    """What each person needs, at most the ceiling; before the assessment the ceiling of everybody."""
    if not any(known(person.clothing_need) for person in members):
        return up_to(per(ONCE, p.clothing_grant.ceiling * count(person for person in members)))
    return per(
        ONCE,
        sum(min(person.clothing_need, p.clothing_grant.ceiling) for person in members if known(person.clothing_need)),
    )
