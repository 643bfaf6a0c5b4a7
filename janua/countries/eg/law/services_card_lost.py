"""New integrated services card in place of a lost one: with the memo of the police."""

from janua.rules.language import EGP, ON, ONCE, condition, programme

from .services_card import is_issued as issued
from .services_card import is_not_expired as not_expired

programme(
    "EG-DIS-CARD-LOST",
    unit="single_person",
    parameters=ON,
    period=ONCE,
    currency=EGP,
    citation="Law 10/2018 on the rights of persons with disabilities",
    title="New integrated services card in place of a lost one",
)


@condition("Integrated services card: issue", since="2018-01-01")
def is_issued(issued):
    """A card has been issued."""
    return issued


@condition("Integrated services card: five years", since="2018-01-01")
def is_not_expired(not_expired):
    """The lost card has not expired; an expired one is renewed."""
    return not_expired


@condition("Integrated services card: a lost card needs the memo of the police", mark="N", since="2018-01-01")
def loss_is_reported(loss_memo):
    """The police have written a memo of the loss."""
    return loss_memo
