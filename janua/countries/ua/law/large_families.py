"""Aid for children of large families: a fixed sum for the third and each later child until six."""

from janua.rules.language import (
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    add_years,
    age,
    amount,
    calendar_month,
    condition,
    count,
    programme,
    rule,
)

programme(
    "UA-LARGE",
    unit="large_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="CMU 250 of 13.03.2019",
    title="Aid for children of large families",
)


@rule("CMU 250 of 13.03.2019: children under 18 on the certificate", of=PERSON, since="2021-01-01")
def is_on_the_certificate(date_of_birth, period, p):
    """Whether the child of the claimant or of the spouse is under 18 on the first day of the month."""
    return age(date_of_birth, period.first) < p.subsistence.child_age


@rule("CMU 250 of 13.03.2019: order by birth; all children of one birth count together", of=PERSON, since="2021-01-01")
def place(date_of_birth, children):
    """Children on the certificate born before this one or on the same day, itself included."""
    return count(child for child in children if child.is_on_the_certificate and child.date_of_birth <= date_of_birth)


@rule("CMU 250 of 13.03.2019: the third and each later child, through the month of the sixth birthday", of=PERSON,
      since="2021-01-01", mark="A")
def is_paid_for(is_on_the_certificate, place, date_of_birth, period, p):
    """Whether the child is the third or later and not past the month of the sixth birthday."""
    if not is_on_the_certificate or place < p.large_families.from_child:
        return False
    return period.first <= add_years(calendar_month(date_of_birth).first, p.large_families.until_age)


@condition("CMU 250 of 13.03.2019: certificate of a large family", mark="S")
def has_a_certificate(claimant):
    """The claimant holds the certificate of a large family."""
    return claimant.large_family_certificate


@condition("CMU 250 of 13.03.2019: a third or later child until six", since="2021-01-01", mark="S")
def has_a_third_child_until_six(children):
    """The third or a later child is not past the month of the sixth birthday."""
    return any(child.is_paid_for for child in children)


@condition("CMU 371 of 25.03.2025: replaced by the basic social assistance", mark="S")
def does_not_receive_basic_assistance(receives_basic_assistance):
    """The family does not receive basic social assistance."""
    return not receives_basic_assistance


@amount("CMU 250 of 13.03.2019: a month for each such child", since="2021-01-01")
def aid(children, p):
    """The sum of the month for the third and each later child."""
    return p.large_families.monthly * count(child for child in children if child.is_paid_for)
