"""Child pension of the Child Law, art. 49: at least 60 pounds for each child; not in use unless switched on."""

from janua.rules.language import (
    BOARD_DECIDES,
    EGP,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    amount,
    condition,
    count,
    held,
    programme,
    rule,
)

from .shared import is_month_to_pay, is_under_18_on

programme(
    "EG-CHILD-PENSION",
    unit="household",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=EGP,
    citation="Child Law 12/1996, art. 49",
    title="Child pension",
)


@rule("Child Law, art. 49: orphans and children of unknown parents", of=PERSON, mark="G", since="2015-04-01")
def is_named_by_the_law(orphan, child_pension_ground, is_under_18_on, period):
    """Whether on the first day of the month the child is under 18 and an orphan or of unknown parents."""
    return is_under_18_on(period.first) and (
        held(orphan, period.first) or held(child_pension_ground, period.first, value="parents_unknown")
    )


@rule("Child Law, art. 49: some children of divorced or imprisoned parents", of=PERSON, mark="G", since="2015-04-01")
def needs_a_finding(is_named_by_the_law, child_pension_ground, is_under_18_on, period):
    """Whether only a person can say that the child counts: the parents are divorced or one is imprisoned."""
    return (
        is_under_18_on(period.first)
        and not is_named_by_the_law
        and held(child_pension_ground, period.first, value=("parents_divorced", "parent_imprisoned"))
    )


@condition("Child Law, art. 49: not verified, and not in use unless switched on", since="2015-04-01")
def is_in_use(p):
    """The child pension is in use."""
    return p.child_pension.use == "in_use"


@condition("Child Law, art. 49: children it is for", mark="G", since="2015-04-01")
def has_a_child(children):
    """A child under 18 is an orphan, of unknown parents, or of divorced or imprisoned parents."""
    return any(child.is_named_by_the_law or child.needs_a_finding for child in children)


@condition("Child Law, art. 49: some children only", mark="G", if_not=BOARD_DECIDES, since="2015-04-01")
def needs_no_finding(children):
    """No child counts only by what the social unit finds of divorced or imprisoned parents."""
    return not any(child.needs_a_finding for child in children)


@condition("Payment begins in the month after the decision", since="2015-04-01")
def month_is_paid(is_month_to_pay):
    """The month follows the decision on the application."""
    return is_month_to_pay


@amount("Child Law, art. 49: at least 60 pounds for each child", since="2015-04-01")
def pension(children, p):
    """The pension of the month for each child."""
    counted = count(child for child in children if child.is_named_by_the_law or child.needs_a_finding)
    return p.child_pension.rate * counted
