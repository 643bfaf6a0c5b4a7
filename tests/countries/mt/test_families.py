"""Whom assistance, fostering, marriage and work benefits count, and which event a claim is about."""

from datetime import date
from typing import Any

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.countries.mt.situations import event_of
from janua.countries.mt.units import assistance_household, couple, foster_family, one_person, working_family
from janua.rules import Given, Members, View
from janua.values import Period

DAY = date(2026, 1, 1)
QUARTER = Period(DAY, date(2026, 3, 31))


def _is(of: str, kind: str, to: str, **more: Any) -> dict[str, Any]:
    return {"of": of, "to": to, "kind": kind, **more}


def _document(
    *relationships: dict[str, Any], dwellings: dict[str, Any] | None = None, **persons: Any
) -> dict[str, Any]:
    names = {"anna", *(name for relation in relationships for name in (relation["of"], relation["to"]))}
    return {
        "persons": {**{name: {} for name in sorted(names)}, **persons},
        "relationships": list(relationships),
        "dwellings": dwellings or {},
        "claimant": "anna",
    }


def _view(*relationships: dict[str, Any], **more: Any) -> View:
    situation = COUNTRY.situation(_document(*relationships, **more))
    return View(situation, applied_on=DAY, event_on=None, period=QUARTER)


def _home(name: str, *persons: str) -> dict[str, Any]:
    return {name: {"residents": [{"person": person, "kind": "registered"} for person in persons]}}


def test_assistance_counts_the_partner_at_home_and_the_children_of_both() -> None:
    view = _view(
        _is("mario", "spouse", "anna"),
        _is("anna", "parent", "ben"),
        _is("mario", "guardian", "clara"),
        _is("mario", "parent", "dun", share="0"),
        _is("anna", "parent", "emma", ends_on="2025-12-31"),
    )

    assert assistance_household.find(view, DAY) == Members(
        roles={
            "claimant": ("anna",),
            "partner": ("mario",),
            "adults": ("anna", "mario"),
            "children": ("ben", "clara"),
        }
    )


@pytest.mark.parametrize(
    ("more", "partner"),
    [
        ({}, ("mario",)),
        ({"dwellings": {**_home("here", "anna"), **_home("there", "mario")}}, ()),
        ({"dwellings": _home("here", "anna", "mario")}, ("mario",)),
        ({"anna": {"separated": [{"value": "legally", "starts_on": "2025-06-01"}]}}, ()),
        ({"mario": {"separated": [{"value": "de_facto", "starts_on": "2025-06-01"}]}}, ()),
        ({"anna": {"separated": [{"value": "legally", "starts_on": "2026-06-01"}]}}, ("mario",)),
    ],
    ids=["nothing known", "another dwelling", "one dwelling", "separated", "the other says so", "separated later"],
)
def test_assistance_leaves_out_a_spouse_who_lives_apart(more: dict[str, Any], partner: tuple[str, ...]) -> None:
    assert assistance_household.find(_view(_is("mario", "spouse", "anna"), **more), DAY).roles["partner"] == partner


def test_assistance_counts_whom_a_separated_person_lives_with() -> None:
    view = _view(
        _is("mario", "spouse", "anna"), _is("anna", "cohabitant", "zak"), anna={"separated": [{"value": "legally"}]}
    )

    assert assistance_household.find(view, DAY).roles["adults"] == ("anna", "zak")


def test_working_family_leaves_out_children_who_live_elsewhere() -> None:
    dwellings = {**_home("here", "anna", "ben"), **_home("there", "clara")}
    view = _view(_is("anna", "parent", "ben"), _is("anna", "parent", "clara"), dwellings=dwellings)

    assert working_family.find(view, DAY) == Members(
        roles={"claimant": ("anna",), "partner": (), "adults": ("anna",), "children": ("ben",)}
    )


def test_couple_tells_the_day_of_the_marriage() -> None:
    view = _view(_is("anna", "spouse", "mario", starts_on="2025-06-01"), _is("rita", "spouse", "zak"))

    assert couple.find(view, DAY) == Members(
        roles={"claimant": ("anna",), "partner": ("mario",)}, facts={(None, "married_on"): Given(date(2025, 6, 1))}
    )
    assert couple.find(_view(_is("anna", "cohabitant", "mario", starts_on="2025-06-01")), DAY).facts == {}


def test_foster_family_tells_placements_and_adoptions_by_the_fosterer() -> None:
    view = _view(
        _is("anna", "foster_parent", "ben", starts_on="2024-05-01"),
        _is("anna", "foster_parent", "clara", starts_on="2020-01-01", ends_on="2025-06-30"),
        _is("anna", "adoptive_parent", "clara", starts_on="2025-07-01"),
        _is("anna", "adoptive_parent", "dun"),
        _is("rita", "foster_parent", "emma"),
    )

    assert foster_family.find(view, DAY) == Members(
        roles={"claimant": ("anna",), "children": ("ben", "clara")},
        facts={
            ("ben", "adopted_by_fosterer"): Given(value=False),
            ("ben", "placed_from"): Given(date(2024, 5, 1)),
            ("clara", "adopted_by_fosterer"): Given(value=True),
            ("clara", "placed_from"): Given(date(2020, 1, 1)),
            ("clara", "placed_to"): Given(date(2025, 6, 30)),
        },
    )


def test_one_person_counts_nobody_else() -> None:
    assert one_person.find(_view(_is("mario", "spouse", "anna")), DAY) == Members(roles={"claimant": ("anna",)})


@pytest.mark.parametrize(
    ("programme", "on", "event"),
    [
        ("MT-MB", date(2026, 3, 1), date(2025, 12, 1)),
        ("MT-MB", date(2025, 11, 1), date(2025, 12, 8)),
        ("MT-MLB", date(2026, 3, 1), date(2025, 12, 1)),
        ("MT-BB", date(2025, 11, 1), date(2023, 2, 2)),
        ("MT-TAP", date(2026, 3, 1), date(2026, 2, 2)),
        ("MT-TAPE", date(2026, 1, 31), date(2021, 4, 1)),
        ("MT-MG", date(2026, 3, 1), date(2024, 6, 1)),
        ("MT-MG", date(2024, 5, 31), date(2024, 5, 31)),
        ("MT-SA", date(2026, 3, 1), None),
    ],
)
def test_event_is_the_latest_of_the_programme(programme: str, on: date, event: date | None) -> None:
    document = _document(
        _is("anna", "parent", "ben"),
        _is("anna", "parent", "clara"),
        _is("mario", "spouse", "anna", starts_on="2024-06-01"),
        anna={"expected_birth_on": "2025-12-08", "employment": [{"value": "employed", "starts_on": "2021-04-01"}]},
        mario={"employment": [{"value": "employed", "starts_on": "2026-02-02"}]},
        ben={"date_of_birth": "2023-02-02"},
        clara={"date_of_birth": "2025-12-01"},
    )

    assert event_of(programme, COUNTRY.situation(document), on) == event


def test_event_of_tapering_is_the_job_that_followed_assistance() -> None:
    jobs = [("2021-04-01", "2024-01-31"), ("2026-01-05", "2026-06-30"), ("2026-08-03", None)]
    document = _document(
        anna={
            "assistance_rate": [{"value": "140", "starts_on": "2024-06-03", "ends_on": "2026-01-04"}],
            "employment": [{"value": "employed", "starts_on": first, "ends_on": last} for first, last in jobs],
        },
    )

    assert event_of("MT-TAP", COUNTRY.situation(document), date(2026, 9, 1)) == date(2026, 1, 5)
    assert event_of("MT-TAP", COUNTRY.situation(document), date(2025, 9, 1)) == date(2021, 4, 1)
