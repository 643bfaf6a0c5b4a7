"""Whom Ukraine's programmes count."""

from datetime import date
from typing import Any

import pytest

from janua.countries.ua.pack import COUNTRY
from janua.countries.ua.situations import event_of
from janua.countries.ua.units import care_family, core_family, household, lone_family, named_family, poor_family
from janua.rules import Given, Members, Situation, SituationError, View
from janua.values import Period

FIRST, DAY = date(2026, 3, 1), date(2026, 3, 10)
MONTH = Period(FIRST, date(2026, 3, 31))
STUDY = [{"value": "full_time_study", "starts_on": "2020-09-01"}]


def _is(of: str, kind: str, to: str, **more: Any) -> dict[str, Any]:
    return {"of": of, "to": to, "kind": kind, **more}


def _situation(*relationships: dict[str, Any], dwellings: Any = None, **persons: dict[str, Any]) -> Situation:
    names = {name for relation in relationships for name in (relation["of"], relation["to"])}
    document: dict[str, Any] = {
        "claimant": "anna",
        "persons": {"anna": {}, **{name: {} for name in sorted(names)}, **persons},
        "relationships": list(relationships),
    }
    if dwellings:
        document["dwellings"] = dwellings
    return COUNTRY.situation(document)


def _view(situation: Situation, applied: date = DAY) -> View:
    return View(situation, applied_on=applied, event_on=None, period=MONTH)


def test_family_has_spouse_minors_students_and_dependent_parents() -> None:
    situation = _situation(
        _is("anna", "spouse", "petro"),
        _is("anna", "parent", "ben"),
        _is("petro", "parent", "ivan"),
        _is("anna", "parent", "maria"),
        _is("olha", "dependent_parent", "petro"),
        _is("anna", "parent", "late"),
        _is("anna", "parent", "unborn"),
        ben={"date_of_birth": "2015-01-01"},
        ivan={"date_of_birth": "2004-03-11", "occupation": STUDY},
        maria={"date_of_birth": "2004-03-11"},
        late={"date_of_birth": "2015-01-01", "date_of_death": "2026-03-09"},
        unborn={"date_of_birth": "2026-03-11"},
    )

    assert poor_family.find(_view(situation), FIRST) == Members(
        roles={"claimant": ("anna",), "family": ("anna", "petro", "ben", "ivan", "olha"), "children": ("ben",)}
    )
    assert core_family.find(_view(situation), FIRST) == Members(
        roles={"claimant": ("anna",), "family": ("anna", "petro", "ben", "ivan"), "children": ("ben",)}
    )
    assert lone_family.find(_view(situation), FIRST).roles["children"] == ("ben",)


def test_family_keeps_its_composition_but_for_births_after_the_application() -> None:
    situation = _situation(
        _is("anna", "parent", "ben"),
        _is("anna", "parent", "newborn"),
        ben={"date_of_birth": "2008-02-10"},
        newborn={"date_of_birth": "2026-02-20"},
    )

    applied_before = core_family.find(_view(situation, date(2026, 2, 1)), FIRST)
    applied_now = core_family.find(_view(situation), FIRST)

    assert applied_before.roles["family"] == ("anna", "ben", "newborn")
    assert applied_now.roles["family"] == ("anna", "newborn")


def test_child_of_unknown_age_counts_so_that_the_law_asks() -> None:
    assert core_family.find(_view(_situation(_is("anna", "parent", "ben"))), FIRST).roles["children"] == ("ben",)


def test_student_with_a_family_of_their_own_is_no_member() -> None:
    young = {"date_of_birth": "2004-03-11", "occupation": STUDY}
    married = _situation(_is("anna", "parent", "ivan"), _is("olena", "spouse", "ivan"), ivan=young)
    parent = _situation(_is("anna", "parent", "ivan"), _is("ivan", "parent", "ben"), ivan=young)

    assert core_family.find(_view(married), FIRST).roles["family"] == ("anna",)
    assert core_family.find(_view(parent), FIRST).roles["family"] == ("anna",)


@pytest.mark.parametrize(
    ("group", "since_childhood", "married", "counts"),
    [
        ("group_1", False, False, True),
        ("group_2", True, False, True),
        ("group_2", False, False, False),
        ("group_3", True, False, False),
        ("group_1", True, True, False),
    ],
)
def test_adult_child_counts_by_the_disability(group: str, since_childhood: bool, married: bool, counts: bool) -> None:
    relations = [_is("anna", "parent", "ivan"), *([_is("ivan", "spouse", "olena")] if married else [])]
    situation = _situation(
        *relations,
        ivan={
            "date_of_birth": "1990-01-01",
            "disability": [{"value": group, "starts_on": "2000-01-01"}],
            "disabled_since_childhood": since_childhood,
        },
    )

    assert poor_family.find(_view(situation), FIRST).roles["family"] == (("anna", "ivan") if counts else ("anna",))


def test_named_family_has_whom_the_application_names_whichever_way_round() -> None:
    situation = _situation(
        _is("anna", "family_member", "olha"),
        _is("ivan", "family_member", "anna"),
        _is("anna", "guardian", "ben"),
        _is("mark", "family_member", "zoe"),
        ben={"date_of_birth": "2015-01-01"},
    )

    assert named_family.find(_view(situation), FIRST) == Members(
        roles={"claimant": ("anna",), "family": ("anna", "ben", "ivan", "olha")},
        facts={
            ("anna", "cares_for_others"): Given(True),
            ("ben", "cares_for_others"): Given(False),
            ("ivan", "cares_for_others"): Given(False),
            ("olha", "cares_for_others"): Given(False),
        },
    )


def test_care_family_tells_what_the_claimant_is_to_each_child() -> None:
    situation = _situation(
        _is("anna", "parent", "ben"),
        _is("anna", "foster_parent", "clara", ref="order"),
        _is("anna", "guardian", "dun", ends_on="2026-03-09"),
        _is("petro", "parent", "emma"),
        dwellings={
            "flat": {"residents": [{"person": "anna"}, {"person": "ben"}]},
            "house": {"residents": [{"person": "clara"}]},
        },
    )

    assert care_family.find(_view(situation), FIRST) == Members(
        roles={"claimant": ("anna",), "children": ("ben", "clara")},
        facts={
            ("ben", "tie"): Given("parent"),
            ("ben", "lives_with_claimant"): Given(True),
            ("clara", "tie"): Given("foster_parent", "order"),
            ("clara", "lives_with_claimant"): Given(False),
        },
    )


def test_household_has_who_is_registered() -> None:
    flat = {
        "residents": [
            {"person": "anna", "kind": "registered"},
            {"person": "petro", "kind": "stays"},
            {"person": "ivan", "kind": "registered"},
            {"person": "olha", "kind": "registered", "ends_on": "2026-03-09"},
        ]
    }
    situation = _situation(dwellings={"flat": flat}, petro={}, ivan={}, olha={})

    assert household.find(_view(situation), FIRST) == Members(
        roles={"claimant": ("anna",), "household": ("anna", "ivan")}, dwelling="flat"
    )
    assert household.find(_view(_situation()), FIRST) == Members(roles={"claimant": ("anna",), "household": ("anna",)})


def test_event_of_is_the_latest_birth_or_adoption_that_has_come() -> None:
    situation = _situation(
        _is("anna", "parent", "ben"),
        _is("anna", "adoptive_parent", "clara"),
        _is("anna", "parent", "dun"),
        ben={"date_of_birth": "2022-06-01"},
        clara={"date_of_birth": "2019-06-01", "date_of_adoption": "2025-06-01"},
        dun={"date_of_birth": "2026-05-01"},
    )

    assert event_of("UA-BIRTH", situation, DAY) == date(2025, 6, 1)
    assert event_of("UA-BIRTH", situation, date(2026, 5, 1)) == date(2026, 5, 1)
    assert event_of("UA-BIRTH", _situation(), DAY) == DAY
    assert event_of("UA-LARGE", situation, DAY) is None


def test_parent_younger_than_the_child_is_refused() -> None:
    with pytest.raises(SituationError, match="cannot be parent of anna"):
        _situation(
            _is("ben", "parent", "anna"), anna={"date_of_birth": "1990-01-01"}, ben={"date_of_birth": "2015-01-01"}
        )
