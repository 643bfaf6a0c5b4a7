"""School supplies grant: after a disaster, for each pupil, up to the ceiling of the school."""

from janua.rules.language import (
    APPLIED,
    BOARD_DECIDES,
    ONCE,
    PERSON,
    TTD,
    amount,
    condition,
    entry,
    known,
    min,
    per,
    programme,
    rule,
    up_to,
)

from .assistance import documents_are_in_time, is_citizen_or_legal_resident

programme(
    "TT-GAG-SCH",
    unit="home",
    parameters=APPLIED,
    period=ONCE,
    currency=TTD,
    citation="General Assistance Grants of the Social Welfare Division: school supplies",
    title="School Supplies Grant",
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


@rule("School supplies: enrolled in a primary or secondary school", of=PERSON, mark="N")
def is_a_pupil(school_level):
    """Whether the person is enrolled in a primary or secondary school."""
    return school_level != "none"


@condition("School supplies: a child in a primary or secondary school", mark="N")
def has_a_pupil(members):
    """A child of the household is enrolled in a primary or secondary school."""
    return any(person.is_a_pupil for person in members)


@condition("General assistance: assessed by an officer", if_not=BOARD_DECIDES, mark="N")
def need_is_assessed(members):
    """An officer has assessed what school supplies are needed."""
    return any(known(person.school_supplies_need) for person in members)


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("School supplies: ceiling by school", of=PERSON, since="2019-01-01")
def most(school_level, p):
    """The highest grant for the pupil, by the level of the school."""
    return entry(p.school_supplies_grant.ceiling, school_level)


@amount("School supplies: the assessed need of each child, at most the ceiling of the school", since="2019-01-01")
def award(members, p):
    """What each pupil needs, at most the ceiling; before the assessment the ceiling of every pupil."""
    if not any(known(person.school_supplies_need) for person in members):
        return up_to(per(ONCE, sum(person.most for person in members if person.is_a_pupil)))
    return per(
        ONCE,
        sum(
            min(person.school_supplies_need, person.most)
            for person in members
            if person.is_a_pupil and known(person.school_supplies_need)
        ),
    )
