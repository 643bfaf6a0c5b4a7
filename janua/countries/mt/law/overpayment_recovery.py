"""Recovery of an overpayment from later awards: the least that is taken off each payment."""

from janua.rules.language import CENT, EUR, ON, ONCE, amount, condition, min, per, programme, round_up, rule

programme(
    "MT-REC",
    unit="one_person",
    parameters=ON,
    period=ONCE,
    currency=EUR,
    citation="Cap. 318, art. 102",
    title="Recovery of an Overpayment: the least taken off a payment",
)


@condition("Cap. 318, art. 102: an overpayment")
def something_is_owed(overpayment_left):
    """Part of an overpayment is still to be paid back."""
    return overpayment_left > 0


@condition("Cap. 318, art. 102: from non-disclosure or misrepresentation")
def was_not_disclosed(overpaid_by_misstatement):
    """The overpayment came from something that was not disclosed or was misrepresented."""
    return overpaid_by_misstatement


@rule("Cap. 318, art. 102: not less than a tenth of the award", mark="A", since="2008-01-01")
def least_instalment(payment_to_reduce, p):
    """A tenth of the payment, rounded up to the cent so that it is never less."""
    return round_up(per(ONCE, payment_to_reduce * p.overpayment_recovery.least_share), to=CENT, place="a tenth")


@amount("Cap. 318, art. 102: at most what is left", mark="A", since="2008-01-01")
def instalment(least_instalment, overpayment_left):
    """What is taken off at least; the last instalment is the remainder."""
    return min(least_instalment, per(ONCE, overpayment_left))
