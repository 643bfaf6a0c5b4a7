"""Renewal of the integrated services card: from the days before it expires, and afterwards."""

from janua.rules.language import EGP, ON, ONCE, condition, programme

from .services_card import is_issued as issued
from .services_card import renewal_opens_on

programme(
    "EG-DIS-CARD-RENEWAL",
    unit="single_person",
    parameters=ON,
    period=ONCE,
    currency=EGP,
    citation="Law 10/2018 on the rights of persons with disabilities",
    title="Renewal of the integrated services card",
)


@condition("Integrated services card: issue", since="2018-01-01")
def is_issued(issued):
    """A card has been issued."""
    return issued


@condition("Integrated services card: renewal before it expires", mark="A", since="2018-01-01")
def renewal_is_open(renewal_opens_on, on):
    """The window of renewal is open."""
    return on >= renewal_opens_on
