"""What is known of a destination when an institution closes and its residents move."""

from typing import Literal

from janua.pack.attributes import Attribute

_MANY = 10_000


def _said(
    name: str, kind: Literal["bool", "count", "rate"], meaning: str, *, most: int | str | None = None
) -> Attribute:
    """One fact of the destination, from the ministry's register of institutions or the social worker's plan."""
    least = None if kind == "bool" else 0 if kind == "count" else "0"
    return Attribute(
        name=name, entity="claim", type=kind, minimum=least, maximum=most, meaning=meaning, registers=("ministry",)
    )


RELOCATION: tuple[Attribute, ...] = (
    Attribute(
        name="destination_kind",
        entity="claim",
        type="choice",
        choices=("institution", "kafala_family", "own_family"),
        meaning="An institution, a kafala family, or the own family (reunification).",
        registers=("ministry",),
    ),
    _said("destination_licensed", "bool", "Whether the institution has a valid licence."),
    _said("destination_critical", "bool", "Whether the institution is classified as critical."),
    _said("open_severe_case", "bool", "Whether a case of severity 4 is open against the institution."),
    _said("fits_disabilities", "bool", "Whether the institution is able to care for every disability of the group."),
    _said("fits_sex", "bool", "Whether the institution takes every member of the group by sex."),
    _said("takes_from_age", "count", "Age from which the institution takes residents.", most=150),
    _said("takes_below_age", "count", "Age below which the institution takes residents.", most=150),
    _said("licensed_capacity", "count", "Places that the licence allows.", most=_MANY),
    _said("present_residents", "count", "Residents who are there.", most=_MANY),
    _said("reserved_places", "count", "Places kept for groups that were placed before.", most=_MANY),
    _said("same_governorate", "bool", "Whether it lies in the governorate of the home that closes."),
    _said("same_administration", "bool", "Whether it lies in the social administration of the home that closes."),
    _said("keeps_school", "bool", "Whether every member of school age keeps the school."),
    _said("inspection_total", "rate", "Total of the last inspection, of 100.", most="100"),
    Attribute(
        name="best_score_of_others",
        entity="claim",
        type="rate",
        minimum="0",
        maximum="1000",
        meaning="Points of the best other candidate that fulfils the conditions; none where there is no other.",
        registers=("ministry",),
        default="0",
    ),
)
