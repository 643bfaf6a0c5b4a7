"""Integrated services card of persons with disability: valid for five years from its issue."""

from janua.rules.language import EGP, ON, ONCE, add_days, add_years, condition, programme, rule

programme(
    "EG-DIS-CARD",
    unit="single_person",
    parameters=ON,
    period=ONCE,
    currency=EGP,
    citation="Law 10/2018 on the rights of persons with disabilities",
    title="Integrated services card",
)


@rule("Integrated services card: five years", since="2018-01-01")
def expires_on(claimant, p):
    """Day on which the card expires; it is valid before that day."""
    return add_years(claimant.services_card_issued_on, p.services_card.years_valid)


@rule("Integrated services card: renewal before it expires", mark="A", since="2018-01-01")
def renewal_opens_on(expires_on, p):
    """First day on which the card may be renewed."""
    return add_days(expires_on, -p.services_card.renewal_days)


@condition("Integrated services card: issue", mark="N", since="2018-01-01")
def is_issued(claimant, on):
    """The card has been issued."""
    return claimant.services_card_issued_on <= on


@condition("Integrated services card: five years", since="2018-01-01")
def is_not_expired(expires_on, on):
    """The card has not expired."""
    return on < expires_on
