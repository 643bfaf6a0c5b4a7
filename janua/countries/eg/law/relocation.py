"""Destination of residents of a closing institution: what it must fulfil, and its points; a person makes the plan."""

from janua.rules.language import EGP, ON, ONCE, PERSON, age, condition, count, programme, rate, rule

programme(
    "EG-SUP-CLOSE",
    unit="group",
    parameters=ON,
    period=ONCE,
    currency=EGP,
    citation="Closing a critical institution: relocation of its residents; weights are assumed",
    title="Destination for residents of a closing institution",
)

# --- Points -----------------------------------------------------------------------------------------------------------


@rule("Relocation: an institution, a kafala family or the own family")
def is_an_institution(destination_kind):
    """Whether the destination is an institution."""
    return destination_kind == "institution"


@rule("Relocation: points of the kind of destination", mark="A", since="2020-01-01")
def points_of_kind(destination_kind, p):
    """Points for the own family or a kafala family; none for an institution."""
    if destination_kind == "own_family":
        return p.relocation.points_own_family
    if destination_kind == "kafala_family":
        return p.relocation.points_kafala_family
    return 0


@rule("Relocation: points of nearness", mark="A", since="2020-01-01")
def points_of_place(same_governorate, same_administration, p):
    """Points for the governorate of the home that closes, and further ones for its social administration."""
    if not same_governorate:
        return 0
    if same_administration:
        return p.relocation.points_governorate + p.relocation.points_administration
    return p.relocation.points_governorate


@rule("Relocation: points of the school", mark="A", since="2020-01-01")
def points_of_school(keeps_school, p):
    """Points where every member of school age keeps the school."""
    return p.relocation.points_school if keeps_school else 0


@rule("Relocation: a tenth of the last inspection, unrounded; none for a family", mark="A", since="2020-01-01")
def points_of_inspection(is_an_institution, inspection_total):
    """A tenth of the total of the last inspection."""
    if is_an_institution:
        return inspection_total * rate("1/10")
    return rate("0")


@rule("Relocation: points added up; a group is scored once", mark="A", since="2020-01-01")
def score(points_of_kind, points_of_place, points_of_school, points_of_inspection):
    """Points of the destination; the highest of all candidates is taken."""
    return points_of_inspection + points_of_kind + points_of_place + points_of_school


# --- Conditions -------------------------------------------------------------------------------------------------------


@rule("Relocation: age of a member", of=PERSON, mark="A", since="2020-01-01")
def fits_by_age(date_of_birth, takes_from_age, takes_below_age, on):
    """Whether the member is of an age that the destination takes."""
    return takes_from_age <= age(date_of_birth, on) < takes_below_age


@condition("Relocation: valid licence", mark="A", since="2020-01-01")
def licence_is_valid(is_an_institution, destination_licensed):
    """The institution has a valid licence."""
    return not is_an_institution or destination_licensed


@condition("Relocation: no critical institution", mark="A", since="2020-01-01")
def is_not_critical(is_an_institution, destination_critical):
    """The institution is not critical."""
    return not is_an_institution or not destination_critical


@condition("Relocation: no open case of severity 4", mark="A", since="2020-01-01")
def has_no_open_case(is_an_institution, open_severe_case):
    """The institution has no open case of severity 4."""
    return not is_an_institution or not open_severe_case


@condition("Relocation: disability", mark="A", since="2020-01-01")
def takes_every_disability(is_an_institution, fits_disabilities):
    """The institution is able to care for every disability of the group."""
    return not is_an_institution or fits_disabilities


@condition("Relocation: sex", mark="A", since="2020-01-01")
def takes_every_sex(is_an_institution, fits_sex):
    """The institution takes every member by sex."""
    return not is_an_institution or fits_sex


@condition("Relocation: age of every member", mark="A", since="2020-01-01")
def takes_every_age(is_an_institution, group):
    """The institution takes every member by age."""
    return not is_an_institution or all(member.fits_by_age for member in group)


@condition("Relocation: free places for the whole group", mark="A", since="2020-01-01")
def has_places(is_an_institution, licensed_capacity, present_residents, reserved_places, group):
    """The institution has free places for the whole group."""
    members = count(member for member in group)
    return not is_an_institution or licensed_capacity - present_residents - reserved_places >= members


@condition("Relocation: a family needs a positive study", mark="A", since="2020-01-01")
def family_is_studied(is_an_institution, social_study_positive):
    """The social study of the family is positive."""
    return is_an_institution or social_study_positive


@condition("Relocation: the highest score wins", mark="A", since="2020-01-01")
def no_other_has_more_points(score, best_score_of_others):
    """No other candidate that fulfils the conditions has more points."""
    return score >= best_score_of_others
