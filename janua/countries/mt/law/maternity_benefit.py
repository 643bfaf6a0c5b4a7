"""Maternity Benefit: eight weeks before and six after the birth, for mothers without paid leave from an employer."""

from janua.rules.language import (
    CENT,
    EUR,
    EVENT,
    ONCE,
    PERSON,
    Date,
    add_days,
    add_months,
    alternative,
    amount,
    any_of,
    condition,
    entry,
    held,
    known,
    per,
    programme,
    round_half_up,
    rule,
    year_of,
)

from .shared import (
    is_a_refugee_on,
    is_in_time,
    is_maltese_on,
    is_of_a_charter_state_on,
    is_of_the_union_on,
)

programme(
    "MT-MB",
    unit="birth_family",
    parameters=EVENT,
    period=ONCE,
    currency=EUR,
    citation="Cap. 318, Part VI: maternity benefit",
    title="Maternity Benefit",
)

# --- Conditions -------------------------------------------------------------------------------------------------------


@condition("Maternity benefit: the mother")
def is_the_mother(claimant):
    """The claimant is a woman."""
    return claimant.sex == "female"


@condition("Maternity benefit: a birth, or one expected")
def there_is_a_birth(claimant, children, event_on):
    """The claimant gave birth on the day of the event, or is expected to."""
    if any(child.date_of_birth == event_on and not child.adopted for child in children):
        return True
    return known(claimant.expected_birth_on) and claimant.expected_birth_on == event_on


@condition("Maternity benefit: from the eighth month of pregnancy", mark="A", since="2008-01-01")
def is_in_the_eighth_month(applied_on, event_on, p):
    """The claim comes in the eighth month of pregnancy or later."""
    return applied_on >= add_months(event_on, -p.maternity_benefit.months_before)


@condition("Department of Social Security, claims within six months", since="2008-01-01")
def is_claimed_in_time(is_in_time):
    """The claim came within six months of the birth, or an officer recorded good cause for the delay."""
    return is_in_time


@alternative("Maternity benefit: citizenship as for the children's allowance", since="2008-01-01")
def has_a_citizenship(claimant, event_on):
    """The claimant is a citizen of Malta, of the Union or of a state of the Social Charter, or a refugee."""
    return (
        claimant.is_maltese_on(event_on)
        or claimant.is_of_the_union_on(event_on)
        or claimant.is_of_a_charter_state_on(event_on)
        or claimant.is_a_refugee_on(event_on)
    )


@alternative("Maternity benefit: married to or living with a citizen of Malta")
def lives_with_a_maltese(partner, event_on):
    """The claimant is married to or lives with a Maltese citizen."""
    return any(other.is_maltese_on(event_on) for other in partner)


@alternative("Maternity benefit: ordinary residence")
def lives_in_malta(claimant, event_on):
    """The claimant lives in Malta."""
    return held(claimant.resident_in_malta, event_on)


@condition("Maternity benefit: citizenship or residence", since="2008-01-01")
def citizenship_or_residence(has_a_citizenship, lives_with_a_maltese, lives_in_malta):
    """The claimant has the citizenship, lives with a Maltese citizen, or lives in Malta."""
    return any_of(has_a_citizenship, lives_with_a_maltese, lives_in_malta)


@condition("Maternity benefit: no paid maternity leave")
def has_no_paid_leave(claimant):
    """No employer pays maternity leave."""
    return not claimant.paid_maternity_leave


@rule("Maternity benefit: self-occupied on the first day", of=PERSON, mark="A", since="2008-01-01")
def is_self_occupied(employment, first_block_on):
    """Whether the person worked for herself on the first day of the fourteen weeks."""
    return held(employment, first_block_on, value="self_employed")


@condition("Maternity benefit: the self-occupied do not work in the fourteen weeks", since="2008-01-01")
def did_not_work(claimant):
    """The claimant did not work for herself, or not in the fourteen weeks."""
    return not claimant.is_self_occupied or not claimant.worked_in_maternity_weeks


# --- The amount -------------------------------------------------------------------------------------------------------


@rule("Maternity benefit: eight weeks before the birth", mark="A", since="2008-01-01")
def first_block_on(event_on, p):
    """The first day of the weeks before the birth."""
    return add_days(event_on, -7 * p.maternity_benefit.weeks_before)


@rule("Maternity benefit: rate of a week by the year of the block's first day", since="2008-01-01")
def rate_of_block(first: Date, claimant, p):
    """The rate of a week in the block that begins on the day."""
    if claimant.is_self_occupied:
        return entry(p.maternity_benefit.weekly_self_occupied, year_of(first))
    return entry(p.maternity_benefit.weekly, year_of(first))


@amount("Maternity benefit: eight weeks before and six weeks after the birth", since="2008-01-01")
def benefit(rate_of_block, first_block_on, event_on, p):
    """Both blocks, each by the rate of its first day; twins give one benefit."""
    before = rate_of_block(first_block_on) * p.maternity_benefit.weeks_before
    after = rate_of_block(event_on) * p.maternity_benefit.weeks_after
    return round_half_up(per(ONCE, before) + per(ONCE, after), to=CENT, place="both blocks")
