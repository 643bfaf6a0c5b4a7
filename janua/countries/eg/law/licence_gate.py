"""Gate of licences: no new licence for homes of children while the stop of licences lasts."""

from janua.rules.language import APPLIED, EGP, ONCE, condition, programme, rule

programme(
    "EG-LIC-MORATORIUM",
    unit="single_person",
    parameters=APPLIED,
    period=ONCE,
    currency=EGP,
    citation="Ministerial decision of December 2025: the stop of licences for shelter homes continues",
    title="Gate of licences for care institutions",
)


@rule("Decision of December 2025: new licences of children's homes")
def is_covered(institution_type, licence_service, p):
    """Whether the stop covers what is asked for: a new licence of an infants' nursery or a children's home."""
    return licence_service == "new_licence" and institution_type in p.licence_gate.types_stopped


@rule("An earlier stop of one year", mark="A")
def falls_into_the_earlier_stop(is_covered, applied_on, p):
    """Whether the application fell into the earlier stop, of which the legal adviser is told (EARLIER_STOP)."""
    return is_covered and p.licence_gate.earlier_first_day <= applied_on <= p.licence_gate.earlier_last_day


@condition("Decision of December 2025: no new licence from 16 December 2025 to 15 December 2026")
def is_outside_the_stop(is_covered, applied_on, p):
    """What is asked for is not covered by the stop, or the application was made before or after it."""
    return not (is_covered and p.licence_gate.first_day <= applied_on <= p.licence_gate.last_day)


@condition("An earlier stop of one year: it refuses nothing, the legal adviser is told", mark="A")
def is_not_refused_by_the_earlier_stop(falls_into_the_earlier_stop, p):
    """The earlier stop does not refuse the application."""
    return not falls_into_the_earlier_stop or p.licence_gate.earlier_stop == "told_to_legal_adviser"
