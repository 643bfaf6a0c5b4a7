"""Education grant: transport or special needs of each pupil of a secondary school, by the month."""

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
    "TT-GAG-EDU",
    unit="home",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="General Assistance Grants of the Social Welfare Division: education",
    title="Education Grant",
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


@rule("Education grant: enrolled in a secondary school", of=PERSON, mark="N")
def is_in_secondary_school(school_level):
    """Whether the person is enrolled in a secondary school."""
    return school_level == "secondary"


@condition("Education grant: proof of enrolment in a secondary school", mark="N")
def has_a_pupil(members):
    """A child of the household is enrolled in a secondary school."""
    return any(person.is_in_secondary_school for person in members)


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
    """An officer has assessed what transport or special needs cost."""
    return any(person.is_in_secondary_school and known(person.education_need) for person in members)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Education Grant: the assessed need of each pupil in a month, at most the ceiling", since="2019-01-01")
def award(members, p):
    """What each pupil needs in a month, at most the ceiling; before the assessment the ceiling."""
    if not any(person.is_in_secondary_school and known(person.education_need) for person in members):
        return up_to(
            per(MONTH, p.education_grant.ceiling * count(person for person in members if person.is_in_secondary_school))
        )
    return per(
        MONTH,
        sum(
            min(person.education_need, p.education_grant.ceiling)
            for person in members
            if person.is_in_secondary_school and known(person.education_need)
        ),
    )
