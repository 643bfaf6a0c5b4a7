"""Ramadan grant of 2025: once for a household that receives Takaful or Karama on 1 March 2025."""

from janua.rules.language import EGP, ON, ONCE, PERSON, amount, condition, held, per, programme, rule

programme(
    "EG-CASH-RAMADAN-2025",
    unit="household",
    parameters=ON,
    period=ONCE,
    currency=EGP,
    citation="Ramadan grant of March 2025",
    title="Ramadan grant 2025",
)


@rule("Ramadan grant of March 2025: for those who receive Takaful", of=PERSON)
def holds_takaful(cash_support, p):
    """Whether the person holds Takaful on the day that decides."""
    return held(cash_support, p.ramadan_grant.deciding_day, value="takaful")


@rule("Ramadan grant of March 2025: for those who receive Karama", of=PERSON)
def holds_karama(cash_support, p):
    """Whether the person holds Karama on the day that decides."""
    return held(cash_support, p.ramadan_grant.deciding_day, value="karama")


@rule("Ramadan grant of March 2025: for those who receive Takaful")
def household_holds_takaful(household):
    """Whether somebody of the household holds Takaful on the day that decides."""
    return any(member.holds_takaful for member in household)


@rule("Ramadan grant of March 2025: for those who receive Karama")
def household_holds_karama(household):
    """Whether somebody of the household holds Karama on the day that decides."""
    return any(member.holds_karama for member in household)


@condition("Ramadan grant of March 2025: paid in March 2025 only")
def is_paid_in_the_month(on, p):
    """The day lies in the month in which the grant is paid."""
    return p.ramadan_grant.deciding_day <= on <= p.ramadan_grant.last_day


@condition("Ramadan grant of March 2025: households that receive Takaful or Karama on 1 March", mark="N")
def receives_cash_support(household_holds_takaful, household_holds_karama):
    """The household receives Takaful or Karama on the day that decides."""
    return household_holds_takaful or household_holds_karama


@rule("Ramadan grant of March 2025: once for each household", mark="A")
def grants(household_holds_takaful, household_holds_karama, p):
    """How often the grant is paid: once for the household, whichever programmes it holds."""
    if p.ramadan_grant.paid_for == "programme":
        return (1 if household_holds_takaful else 0) + (1 if household_holds_karama else 0)
    return 1


@amount("Ramadan grant of March 2025: 300 pounds", since="2025-03-01")
def grant(grants, p):
    """The grant of the household."""
    return per(ONCE, p.ramadan_grant.grant * grants)
