"""Placement of a child with a kafala family: not before the age from which a child may be placed."""

from janua.rules.language import EGP, EVENT, ONCE, add_months, condition, programme, rule

programme(
    "EG-KAFALA-PLACEMENT",
    unit="single_person",
    parameters=EVENT,
    period=ONCE,
    currency=EGP,
    citation="Executive regulation 2075/2010; Prime Minister's decree 178/2016",
    title="Placement of a child with a kafala family",
)


@rule("Decree 178/2016: age from which a child may be placed", since="2010-01-01")
def may_be_placed_from(claimant, p):
    """First day on which the child may be placed."""
    return add_months(claimant.date_of_birth, p.kafala_placement.least_months)


@condition("Decree 178/2016: age from which a child may be placed", since="2010-01-01")
def child_is_old_enough(may_be_placed_from, event_on):
    """On the day of the placement the child has reached the age from which a child may be placed."""
    return event_on >= may_be_placed_from
