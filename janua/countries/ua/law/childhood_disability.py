"""Assistance to persons with disability since childhood and children with disability, with supplement for care."""

from janua.rules.language import (
    CENT,
    MONTH,
    PERIOD_FIRST,
    PERSON,
    UAH,
    age,
    amount,
    condition,
    held,
    max,
    programme,
    round_half_up,
    rule,
)

from .subsistence import child_minimum

programme(
    "UA-DISCH",
    unit="care_family",
    parameters=PERIOD_FIRST,
    period=MONTH,
    currency=UAH,
    citation="Law 2109-III; CMU 79 of 03.02.2021",
    title="Assistance to persons with disability since childhood and children with disability",
)

# --- Who, on the first day of the month -------------------------------------------------------------------------------


@rule("Law 2109-III: children with disability", of=PERSON, since="2021-01-01")
def is_disabled_child(date_of_birth, disability, period, p):
    """Whether the person is under 18 and has a disability on the first day of the month."""
    return age(date_of_birth, period.first) < p.subsistence.child_age and held(disability, period.first)


@rule("Law 2109-III: adults with disability since childhood", of=PERSON, since="2021-01-01")
def is_disabled_since_childhood(date_of_birth, disability, disabled_since_childhood, period, p):
    """Whether the person is 18 or older and has a disability since childhood on the first day of the month."""
    if age(date_of_birth, period.first) < p.subsistence.child_age or not held(disability, period.first):
        return False
    return disabled_since_childhood


@rule("Law 2109-III: a child in the care of parent or guardian", of=PERSON, since="2021-01-01")
def is_child_of_the_claim(is_disabled_child, tie, in_state_care, period):
    """Whether the child has a disability, is not a foster child and not in full state care."""
    return is_disabled_child and tie != "foster_parent" and not held(in_state_care, period.first)


# --- The parts of the sum ---------------------------------------------------------------------------------------------


@rule("Law 2109-III: share of the minimum by group", of=PERSON, since="2021-01-01")
def base(is_disabled_child, disability, period, p):
    """Share of the subsistence minimum of persons without capacity to work, by group."""
    if is_disabled_child:
        return p.subsistence.lost_capacity * p.childhood_disability.base_child
    if held(disability, period.first, value="group_1"):
        return p.subsistence.lost_capacity * p.childhood_disability.base_group_1
    if held(disability, period.first, value="group_2"):
        return p.subsistence.lost_capacity * p.childhood_disability.base_group_2
    return p.subsistence.lost_capacity * p.childhood_disability.base_group_3


@rule("Law 2109-III: supplement for care of a child", of=PERSON, since="2021-01-01", mark="N")
def supplement_of_child(disability_subgroup, needs_care, child_minimum, p):
    """Supplement for the care of a child, by subgroup or recorded need."""
    if disability_subgroup == "a":
        return child_minimum * p.childhood_disability.care_child_a
    if needs_care:
        return child_minimum * p.childhood_disability.care_child
    return 0


@rule("Law 2109-III: supplement for care of an adult of group I", of=PERSON, since="2021-01-01", mark="N")
def supplement_of_adult(disability, disability_subgroup, needs_care, period, p):
    """Supplement for the care of an adult of group I, by subgroup or recorded need."""
    if not held(disability, period.first, value="group_1"):
        return 0
    if disability_subgroup == "a":
        return p.subsistence.lost_capacity * p.childhood_disability.care_group_1_a
    if needs_care:
        return p.subsistence.lost_capacity * p.childhood_disability.care_group_1_b
    return 0


@rule("State Budget Law 2024: wounds by explosive objects", of=PERSON, since="2021-01-01", mark="A")
def sum_of_child(base, supplement_of_child, injured_by_explosives, p):
    """Base and supplement of a child, more where the disability comes from explosive objects."""
    if injured_by_explosives:
        return (base + supplement_of_child) * p.childhood_disability.explosives
    return base + supplement_of_child


@rule("Law 2109-III: adults; a page of 2024 gives those of subgroup A the sum of a child", since="2021-01-01", mark="N")
def sum_of_claimant(claimant, p):
    """Base and supplement of an adult; by a switch not less than a child of subgroup A from 6 to 18 has."""
    own = claimant.base + claimant.supplement_of_adult
    if p.childhood_disability.adult_ia_floor == "not_applied" or claimant.supplement_of_adult == 0:
        return own
    if claimant.disability_subgroup != "a":
        return own
    of_child = p.subsistence.lost_capacity * p.childhood_disability.base_child
    return max(own, of_child + p.subsistence.child_from_6 * p.childhood_disability.care_child_a)


# --- Conditions and amount --------------------------------------------------------------------------------------------


@condition("Law 2109-III: disability since childhood, or a child with disability", since="2021-01-01", mark="S")
def has_a_disability(claimant, children):
    """The claimant has a disability since childhood, or cares for a child with disability."""
    return claimant.is_disabled_since_childhood or any(child.is_child_of_the_claim for child in children)


@amount("Law 2109-III: base and supplement of each person", since="2021-01-01")
def assistance(claimant, sum_of_claimant, children):
    """The sums of the claimant and of the children with disability."""
    of_children = sum(child.sum_of_child for child in children if child.is_child_of_the_claim)
    if claimant.is_disabled_since_childhood:
        return round_half_up(of_children + sum_of_claimant, to=CENT, place="disability assistance")
    return round_half_up(of_children, to=CENT, place="disability assistance")
