"""Dietary grant: a month's special diet for each person to whom a hospital's nutritionist prescribes it."""

from janua.rules.language import (
    BOARD_DECIDES,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    TTD,
    amount,
    condition,
    count,
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
    "TT-GAG-DIE",
    unit="home",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="General Assistance Grants of the Social Welfare Division: dietary",
    title="Dietary Grant",
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


@rule("Dietary grant: letter of a hospital's nutritionist", of=PERSON, mark="N")
def has_a_letter(dietary_letter):
    """Whether a hospital's nutritionist prescribes the person a special diet."""
    return dietary_letter


@condition("Dietary grant: letter of a hospital's nutritionist", mark="N")
def somebody_has_a_letter(members):
    """A hospital's nutritionist prescribes a special diet to somebody of the household."""
    return any(person.has_a_letter for person in members)


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
def amount_is_assessed(members):
    """An officer has assessed what the special diet costs."""
    return any(person.has_a_letter and known(person.dietary_need) for person in members)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Dietary Grant: the assessed need of each person in a month, at most the ceiling", since="2019-01-01")
def award(members, p):
    """What each person needs in a month, at most the ceiling; before the assessment the ceiling."""
    if not any(person.has_a_letter and known(person.dietary_need) for person in members):
        return up_to(per(MONTH, p.dietary_grant.ceiling * count(person for person in members if person.has_a_letter)))
    return per(
        MONTH,
        sum(
            min(person.dietary_need, p.dietary_grant.ceiling)
            for person in members
            if person.has_a_letter and known(person.dietary_need)
        ),
    )
