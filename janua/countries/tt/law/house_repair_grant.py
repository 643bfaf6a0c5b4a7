"""Minor House Repair Grant: materials for the repair up to a ceiling, for who owns or may occupy the house."""

from janua.rules.language import (
    APPLIED,
    BOARD_DECIDES,
    ONCE,
    TTD,
    amount,
    condition,
    known,
    min,
    per,
    programme,
    rule,
    up_to,
)

from .assistance import need_is_not_denied, need_is_settled

programme(
    "TT-NSDP-MHR",
    unit="home",
    parameters=APPLIED,
    period=ONCE,
    currency=TTD,
    citation="National Social Development Programme: minor house repair",
    title="Minor House Repair Grant",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Need by an officer's assessment, waived for victims of a disaster", if_not=BOARD_DECIDES, mark="N")
def need_is_assessed(need_is_settled):
    """An officer has assessed the household, or a disaster is recorded."""
    return need_is_settled


@condition("Need by an officer's assessment, waived for victims of a disaster", mark="N")
def is_in_need(need_is_not_denied):
    """The officer did not find the household able to pay by itself, or a disaster is recorded."""
    return need_is_not_denied


@condition("National Social Development Programme: ownership or permission to occupy", mark="N")
def may_occupy_the_house(tenure):
    """The household owns the house or may occupy it."""
    return tenure != "none"


@condition("National Social Development Programme: estimate of the materials", if_not=BOARD_DECIDES, mark="N")
def materials_are_estimated(repair_estimate):
    """The materials for the repair are estimated."""
    return known(repair_estimate)


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("National Social Development Programme: ceiling, higher columns in a disaster", since="2019-01-01")
def most(disaster_recorded, p):
    """The highest grant for the repair."""
    return p.house_repair_grant.ceiling_after_disaster if disaster_recorded else p.house_repair_grant.ceiling


@amount("National Social Development Programme: the estimate, at most the ceiling", since="2019-01-01")
def award(repair_estimate, most):
    """The materials for the repair, at most the ceiling; before the estimate the ceiling."""
    if not known(repair_estimate):
        return up_to(per(ONCE, most))
    return per(ONCE, min(repair_estimate, most))
