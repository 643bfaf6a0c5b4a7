"""Baby package "Пакунок малюка", in money: three subsistence minimums of a small child for each child."""

from janua.rules.language import (
    APPLIED,
    CENT,
    ONCE,
    PERSON,
    UAH,
    add_months,
    amount,
    any_of,
    alternative,
    condition,
    count,
    max,
    per,
    programme,
    round_half_up,
    rule,
)

programme(
    "UA-BABY",
    unit="care_family",
    parameters=APPLIED,
    period=ONCE,
    currency=UAH,
    citation="Baby package, in money",
    title="Baby package, in money",
)


@rule("Baby package: to three months after birth, once for each child", of=PERSON, since="2024-01-01")
def is_newborn(date_of_birth, applied_on, baby_package_received, tie, p):
    """Whether the child was born not more than three months before the application and has had no package."""
    if tie == "foster_parent" or baby_package_received:
        return False
    return date_of_birth <= applied_on <= add_months(date_of_birth, p.baby_package.months_after_birth)


@alternative("Baby package: from the 36th week of pregnancy", since="2024-01-01")
def is_late_in_pregnancy(claimant, p):
    """The claimant is in the 36th week of pregnancy or later."""
    return claimant.pregnancy_week >= p.baby_package.week


@alternative("Baby package: to three months after birth", since="2024-01-01", mark="S")
def has_a_newborn(children):
    """A child was born not more than three months before the application, without a package so far."""
    return any(child.is_newborn for child in children)


@condition("Baby package: from the 36th week of pregnancy to three months after birth", since="2024-01-01", mark="S")
def is_in_time(is_late_in_pregnancy, has_a_newborn):
    """The application comes between the 36th week of pregnancy and three months after birth."""
    return any_of(is_late_in_pregnancy, has_a_newborn)


@rule("Baby package: for each child", since="2024-01-01", mark="A")
def children_counted(children, is_late_in_pregnancy, claimant):
    """The children born, or those expected."""
    born = count(child for child in children if child.is_newborn)
    if is_late_in_pregnancy:
        return max(born, claimant.children_expected)
    return born


@amount("Baby package: three subsistence minimums of a child under six", since="2024-01-01")
def package(children_counted, p):
    """Three subsistence minimums for each child."""
    return round_half_up(
        per(ONCE, p.subsistence.child_under_6 * p.baby_package.minimums * children_counted), to=CENT, place="package"
    )
