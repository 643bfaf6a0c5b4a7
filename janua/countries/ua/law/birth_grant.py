"""Aid at the birth of a child: the sum paid once; for births until 2025 the first part of the whole."""

from janua.rules.language import (
    BOARD_DECIDES,
    EVENT,
    ONCE,
    PERSON,
    UAH,
    add_months,
    amount,
    condition,
    count,
    held,
    per,
    programme,
    rule,
)

programme(
    "UA-BIRTH",
    unit="care_family",
    parameters=EVENT,
    period=ONCE,
    currency=UAH,
    citation="Law 2811-XII; CMU 1751 of 27.12.2001; Law 4681-IX of 05.11.2025",
    title="Aid at the birth of a child",
)

# --- The child --------------------------------------------------------------------------------------------------------


@rule("CMU 1751: birth, or adoption; a guardian claims by the birth", of=PERSON, mark="A")
def came_on(tie, date_of_adoption, date_of_birth):
    """The day from which aid may be claimed: the birth, or the day the adoption took effect."""
    if tie == "adoptive_parent":
        return date_of_adoption
    return date_of_birth


@rule("CMU 1751: each child of the event", of=PERSON)
def is_of_the_event(came_on, event_on, tie):
    """Whether the child was born or adopted on the day of the event and is not a foster child."""
    return came_on == event_on and tie != "foster_parent"


@rule("CMU 1751: once for each child, who lives with the claimant and not in full state care", of=PERSON)
def is_claimed(is_of_the_event, lives_with_claimant, in_state_care, birth_aid_received, applied_on):
    """Whether the aid is paid for this child."""
    if not is_of_the_event or not lives_with_claimant:
        return False
    return not held(in_state_care, applied_on) and not birth_aid_received


# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Law 2811-XII: a child born, adopted or under guardianship", mark="S")
def has_a_child_of_the_event(children):
    """A child of the claimant was born or adopted on the day of the event."""
    return any(child.is_of_the_event for child in children)


@condition("CMU 1751: the claimant lives with the child", mark="S")
def lives_with_the_child(children, has_a_child_of_the_event):
    """The child lives with the claimant."""
    return not has_a_child_of_the_event or any(
        child.is_of_the_event and child.lives_with_claimant for child in children
    )


@condition("Law 2811-XII: applied for within twelve months of the birth", since="1900-01-01")
def is_claimed_in_time(applied_on, event_on, p):
    """The application came within twelve months of the birth or adoption, that day included."""
    return applied_on <= add_months(event_on, p.birth_grant.claim_months)


@condition("Law 2811-XII: not for parents deprived of parental rights", mark="S")
def keeps_parental_rights(claimant):
    """The claimant is not deprived of parental rights."""
    return not claimant.deprived_of_parental_rights


@condition("Law 2811-XII: not for a child in full state care, and once for each child", mark="S")
def a_child_is_to_be_paid_for(children, has_a_child_of_the_event, lives_with_the_child):
    """At least one child is not in full state care, and the aid was not received for it before."""
    if not has_a_child_of_the_event or not lives_with_the_child:
        return True
    return any(child.is_claimed for child in children)


@condition(
    "Law 4681-IX: the sum on adoption is not stated in the pages", since="2026-01-01", mark="G", if_not=BOARD_DECIDES
)
def was_born_to_the_claimant(children):
    """No child of the event was adopted: for adoptions from 2026 the sum has to be looked up."""
    return not any(child.is_of_the_event and child.tie == "adoptive_parent" for child in children)


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Law 2811-XII: every child separately", since="2021-01-01")
def grant(children, p):
    """The sum for each child of the event."""
    return per(ONCE, p.birth_grant.sum_of_child * count(child for child in children if child.is_claimed))
