"""Public Assistance Grant: for families judged needy by a means test, by the number of persons it covers."""

from janua.rules.language import (
    BOARD_DECIDES,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    TTD,
    age,
    alternative,
    amount,
    any_of,
    bracket,
    calendar_month,
    condition,
    count,
    entry,
    exception_to,
    held,
    known,
    max,
    programme,
    rule,
    value_on,
)

from .shared import facts_day, is_alive_in, is_in_the_emergency_months

programme(
    "TT-PAG",
    unit="family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=TTD,
    citation="Public Assistance Act, Chap. 32:03",
    title="Public Assistance Grant",
)

# --- The application and the means test -------------------------------------------------------------------------------


@rule("Whole months, from the month of application or of approval", since="2008-01-01", mark="A")
def paid_from(applied_on, approved_on, p):
    """The first day of the first month that is paid."""
    if p.public_assistance.accrual_start == "approval_date":
        return calendar_month(max(applied_on, approved_on)).first
    return calendar_month(applied_on).first


@condition("Chap. 32:03: applied for", since="2008-01-01", mark="A")
def is_applied_for(paid_from, period):
    """The month is not before the one from which the claim is paid."""
    return period.first >= paid_from


@condition("Chap. 32:03: Standard Means Test by an officer", if_not=BOARD_DECIDES)
def means_test_is_done(means_test):
    """An officer has done the Standard Means Test."""
    return means_test != "not_done"


@condition("Chap. 32:03: household income judged inadequate on the Standard Means Test")
def means_test_is_not_failed(means_test):
    """The Standard Means Test did not find the household's income adequate."""
    return means_test != "failed"


# --- Persons ----------------------------------------------------------------------------------------------------------


@rule("Child under 18; a change counts from the month after it", of=PERSON, since="2008-01-01")
def is_a_child(date_of_birth, facts_day, p):
    """Whether the person is born and under 18."""
    return date_of_birth <= facts_day and age(date_of_birth, facts_day) < p.public_assistance.adult_age


@rule("Severe disability of a child: severe or complete", of=PERSON, since="2008-01-01")
def is_a_severely_disabled_child(is_a_child, disability_level, facts_day):
    """Whether the person is a child with a severe disability."""
    return is_a_child and value_on(disability_level, facts_day) in ("severe", "complete")


@rule("Parent in hospital, deceased, imprisoned, or gone without maintenance", of=PERSON, since="2008-01-01")
def is_a_child_of_a_parent_away(is_a_child, parent_away, maintenance_sought_and_unpaid, facts_day):
    """Whether the person is a child whose parent is away and, if gone, pays no maintenance although it was sought."""
    if not is_a_child:
        return False
    if value_on(parent_away, facts_day) == "abandoned":
        return value_on(maintenance_sought_and_unpaid, facts_day)
    return value_on(parent_away, facts_day) != "no"


@rule("Spouse of a pensioner: 55 or older and unemployed, or younger and unable to work", of=PERSON, since="2008-01-01")
def is_without_earnings(date_of_birth, unemployed, unable_to_earn, facts_day, p):
    """Whether the person is 55 or older and unemployed, or younger and unable to work through disability."""
    if age(date_of_birth, facts_day) >= p.public_assistance.spouse_age:
        return value_on(unemployed, facts_day)
    return held(unable_to_earn, facts_day)


@rule("Covered by one grant only; never while paid a pension or a disability grant", of=PERSON, mark="A")
def may_be_covered(grants_in_payment, covered_by_other_assistance, facts_day, is_alive_in, period):
    """Whether the person is alive, has no grant of their own and is not covered by another family's grant."""
    has_a_grant = held(grants_in_payment, facts_day, value=("pension", "disability", "disability_of_a_minor"))
    return is_alive_in(period.first) and not has_a_grant and not value_on(covered_by_other_assistance, facts_day)


# --- Categories -------------------------------------------------------------------------------------------------------


@alternative("Chap. 32:03, category 1: certified unable to earn a living", since="2008-01-01")
def is_certified_unable_to_earn(claimant, facts_day, p):
    """The claimant is 18 or older and certified by a government doctor as unable to earn a living."""
    return age(claimant.date_of_birth, facts_day) >= p.public_assistance.adult_age and held(
        claimant.unable_to_earn, facts_day
    )


@rule("Chap. 32:03, category 2: the pensioner claims for the spouse", since="2008-01-01")
def claims_for_the_spouse(claimant, spouse, facts_day):
    """Whether the claimant receives the pension and the spouse is without earnings."""
    return held(claimant.grants_in_payment, facts_day, value="pension") and any(
        other.is_without_earnings for other in spouse
    )


@rule("Chap. 32:03, category 2: the spouse of a pensioner claims", since="2008-01-01")
def claims_as_the_spouse(claimant, spouse, facts_day):
    """Whether the claimant is without earnings and the spouse receives the pension."""
    return (
        any(held(other.grants_in_payment, facts_day, value="pension") for other in spouse)
        and claimant.is_without_earnings
    )


@alternative("Chap. 32:03, category 2: spouse of a person paid the Senior Citizens' Pension", since="2008-01-01")
def spouse_of_a_pensioner(claims_for_the_spouse, claims_as_the_spouse):
    """One of the couple gets the pension; the other is 55 or older and unemployed, or younger and unable to work."""
    return claims_for_the_spouse or claims_as_the_spouse


@alternative("Chap. 32:03, category 3: the deceased spouse received pension and public assistance", since="2008-01-01")
def is_widowed_of_a_grantee(claimant, facts_day):
    """The claimant's late husband or wife received both the pension and public assistance."""
    return value_on(claimant.widowed_of_a_grantee, facts_day)


@alternative("Chap. 32:03, category 4: single parent caring for a child with a severe disability", since="2008-01-01")
def is_a_single_parent_who_cares(claimant, spouse, companion, children, facts_day):
    """The claimant is a single parent who cannot earn because of caring for a child with a severe disability."""
    alone = count(other for other in spouse) == 0 and count(other for other in companion) == 0
    return (
        alone
        and value_on(claimant.cannot_earn_for_care, facts_day)
        and any(child.own_ward and child.is_a_severely_disabled_child for child in children)
    )


@alternative("Chap. 32:03, category 5: parent or guardian of a child with a severe disability", since="2008-01-01")
def has_a_severely_disabled_child(children):
    """The claimant is parent or guardian of a child with a severe disability."""
    return any(child.own_ward and child.is_a_severely_disabled_child for child in children)


@alternative("Chap. 32:03, category 6: on behalf of a child whose parent is away", since="2008-01-01")
def claims_for_a_child_of_a_parent_away(children):
    """A child's parent is in hospital, deceased or imprisoned, or is gone and pays no maintenance despite an order."""
    return any(child.is_a_child_of_a_parent_away for child in children)


@alternative("Chap. 32:03, category 7: spouse of a prisoner caring for a child of the family", since="2008-01-01")
def is_a_prisoners_spouse_who_cares(claimant, spouse, children, facts_day):
    """The claimant's husband or wife is in prison, and care for a child of the family keeps the claimant from work."""
    return (
        any(held(other.in_prison, facts_day) for other in spouse)
        and value_on(claimant.cannot_earn_for_care, facts_day)
        and any(child.is_a_child for child in children)
    )


@condition("Chap. 32:03: any one of seven categories", since="2008-01-01")
def is_of_a_category(
    is_certified_unable_to_earn,
    spouse_of_a_pensioner,
    is_widowed_of_a_grantee,
    is_a_single_parent_who_cares,
    has_a_severely_disabled_child,
    claims_for_a_child_of_a_parent_away,
    is_a_prisoners_spouse_who_cares,
):
    """The family is one the Act helps: unable to earn, a disabled child, a pensioner's spouse, or a parent away."""
    return any_of(
        is_certified_unable_to_earn,
        spouse_of_a_pensioner,
        is_widowed_of_a_grantee,
        is_a_single_parent_who_cares,
        has_a_severely_disabled_child,
        claims_for_a_child_of_a_parent_away,
        is_a_prisoners_spouse_who_cares,
    )


# --- Persons covered --------------------------------------------------------------------------------------------------


@rule("Persons covered: the certified, surviving, caring or unearning adult", since="2008-01-01", mark="A")
def claimant_is_covered(
    claimant,
    is_certified_unable_to_earn,
    claims_as_the_spouse,
    is_widowed_of_a_grantee,
    is_a_single_parent_who_cares,
    is_a_prisoners_spouse_who_cares,
):
    """Whether the grant covers the claimant: in categories 1, 3, 4 and 7, and as the spouse of a pensioner."""
    return claimant.may_be_covered and (
        is_certified_unable_to_earn
        or claims_as_the_spouse
        or is_widowed_of_a_grantee
        or is_a_single_parent_who_cares
        or is_a_prisoners_spouse_who_cares
    )


@rule("Persons covered: the spouse of the certified person or of the pensioner", since="2008-01-01", mark="A")
def spouse_is_covered(spouse, is_certified_unable_to_earn, claims_for_the_spouse):
    """Whether the grant covers the claimant's husband or wife."""
    return (is_certified_unable_to_earn or claims_for_the_spouse) and any(other.may_be_covered for other in spouse)


@rule("Persons covered: children by category", of=PERSON, since="2008-01-01", mark="A")
def child_is_covered(
    may_be_covered,
    own_child,
    own_ward,
    is_a_child,
    is_a_severely_disabled_child,
    is_a_child_of_a_parent_away,
    is_certified_unable_to_earn,
    is_a_single_parent_who_cares,
    is_a_prisoners_spouse_who_cares,
):
    """Whether the grant covers the child, by the categories of the family."""
    by_family = is_a_child and (
        is_a_single_parent_who_cares or is_a_prisoners_spouse_who_cares or (own_child and is_certified_unable_to_earn)
    )
    by_disability = own_ward and is_a_severely_disabled_child
    return may_be_covered and (by_family or by_disability or is_a_child_of_a_parent_away)


@rule("Persons covered: the union of the lists, unless the Board recorded another", since="2008-01-01", mark="A")
def persons_covered(claimant_is_covered, spouse_is_covered, children, persons_covered_recorded, facts_day):
    """Number of persons whom the grant covers."""
    if known(persons_covered_recorded):
        return value_on(persons_covered_recorded, facts_day)
    adults = (1 if claimant_is_covered else 0) + (1 if spouse_is_covered else 0)
    return adults + count(child for child in children if child.child_is_covered)


@condition("Persons covered by one grant only, and without a grant of their own", since="2008-01-01", mark="A")
def covers_somebody(is_of_a_category, persons_covered):
    """The grant covers at least one person."""
    return not is_of_a_category or persons_covered > 0


# --- The amount -------------------------------------------------------------------------------------------------------


@amount("Public assistance by persons covered; the table's first day is not verified", since="2008-01-01", mark="G")
def grant(persons_covered, p):
    """The grant of the month by the number of persons it covers."""
    return entry(p.public_assistance.by_persons, persons_covered)


@exception_to(
    grant,
    when=is_in_the_emergency_months,
    citation="Emergency supplement of April to June 2020 for clients of public assistance",
    since="2020-04-01",
    mark="N",
)
def grant_in_the_emergency(persons_covered, household_size, facts_day, p):
    """The grant of the month and the emergency supplement by the size of the household."""
    supplement = bracket(p.shared.emergency_supplement, value_on(household_size, facts_day))
    return entry(p.public_assistance.by_persons, persons_covered) + supplement
