"""Fine of a family that returns a sponsored child without compelling reason; never where the child is protected."""

from janua.rules.language import EGP, EVENT, ONCE, amount, condition, per, programme

programme(
    "EG-KAFALA-RETURN",
    unit="single_person",
    parameters=EVENT,
    period=ONCE,
    currency=EGP,
    citation="Measure of April 2025 on the return of sponsored children",
    title="Fine for returning a sponsored child without compelling reason",
)


@condition("Measure of April 2025: returns from 14 April 2025")
def was_returned_since(event_on, p):
    """The child was returned on or after the first day of the fine."""
    return event_on >= p.kafala_return.first_day


@condition("Measure of April 2025: without compelling reason, as the committee finds", mark="N")
def has_no_compelling_reason(compelling_reason):
    """The committee found no compelling reason, such as death, serious illness or imprisonment."""
    return not compelling_reason


@condition("Measure of April 2025: never where the child is taken away for its protection", mark="N")
def child_was_not_taken_for_protection(removed_for_protection):
    """The child was not taken from the family for its own protection."""
    return not removed_for_protection


@condition("Measure of April 2025: for each child returned", mark="A")
def a_child_was_returned(children_returned):
    """At least one child was returned."""
    return children_returned > 0


@amount("Measure of April 2025: fine for each child returned", since="2025-04-14")
def fine(children_returned, p):
    """The fine for each child returned."""
    return per(ONCE, p.kafala_return.fine * children_returned)
