"""Whom the programmes of Trinidad and Tobago count."""

from datetime import date
from typing import Any

import pytest

from janua.countries.tt.pack import COUNTRY
from janua.countries.tt.situations import event_of
from janua.countries.tt.units import applicant, family, guardianship, home, household
from janua.rules import Given, Members, Situation, SituationError, View
from janua.values import Period

DAY = date(2026, 7, 1)
JULY = Period(DAY, date(2026, 7, 31))


def _is(of: str, kind: str, to: str, **more: Any) -> dict[str, Any]:
    return {"of": of, "to": to, "kind": kind, **more}


def _view(
    *relationships: dict[str, Any], residents: tuple[dict[str, Any], ...] = (), applied_on: date | None = DAY
) -> View:
    names = {name for relation in relationships for name in (relation["of"], relation["to"])}
    names |= {resident["person"] for resident in residents}
    document = {
        "persons": {"anna": {}, **{name: {} for name in sorted(names)}},
        "relationships": list(relationships),
        "dwellings": {"house": {"residents": list(residents)}} if residents else {},
        "claimant": "anna",
    }
    situation = Situation.from_json(document, COUNTRY.attributes)
    return View(situation, applied_on=applied_on, event_on=None, period=JULY)


def test_applicant_is_alone() -> None:
    assert applicant.find(_view(_is("anna", "spouse", "mark")), DAY) == Members(roles={"claimant": ("anna",)})


def test_family_counts_care_and_tells_own_children() -> None:
    view = _view(
        _is("anna", "parent", "ben", share="1/2"),
        _is("anna", "guardian", "clara"),
        _is("anna", "parent", "dan", share="0"),
        _is("anna", "carer", "emma", ends_on="2026-06-30"),
        _is("anna", "carer", "finn"),
        _is("mark", "spouse", "anna"),
        _is("anna", "cohabitant", "zoe"),
    )

    assert family.find(view, DAY) == Members(
        roles={"claimant": ("anna",), "spouse": ("mark",), "companion": ("zoe",), "children": ("ben", "clara", "finn")},
        facts={
            ("ben", "own_child"): Given(True),
            ("ben", "own_ward"): Given(True),
            ("clara", "own_child"): Given(False),
            ("clara", "own_ward"): Given(True),
            ("finn", "own_child"): Given(False),
            ("finn", "own_ward"): Given(False),
        },
    )


def test_guardianship_counts_no_child_who_is_only_cared_for() -> None:
    view = _view(_is("anna", "guardian", "ben"), _is("anna", "carer", "clara"), _is("anna", "adoptive_parent", "dan"))

    assert guardianship.find(view, DAY) == Members(roles={"claimant": ("anna",), "children": ("ben", "dan")})


def test_family_counts_a_change_from_the_month_after_it() -> None:
    relations = (_is("anna", "parent", "ben", starts_on="2026-07-01"), _is("anna", "parent", "clara"))

    assert family.find(_view(*relations, applied_on=date(2026, 5, 4)), DAY).roles["children"] == ("clara",)
    assert family.find(_view(*relations), DAY).roles["children"] == ("ben", "clara")
    assert family.find(_view(*relations, applied_on=None), DAY).roles["children"] == ("clara",)


def test_household_is_the_dwelling_or_nobody() -> None:
    living = (
        {"person": "mark", "kind": "tenant"},
        {"person": "anna", "kind": "tenant"},
        {"person": "mark", "kind": "owner"},
        {"person": "zoe", "kind": "tenant", "ends_on": "2026-06-30"},
    )

    assert household.find(_view(residents=living), DAY) == Members(
        roles={"claimant": ("anna",), "members": ("anna", "mark")}, dwelling="house"
    )
    assert household.find(_view(_is("anna", "parent", "ben")), DAY) == Members(
        roles={"claimant": ("anna",), "members": ()}
    )


def test_home_without_a_dwelling_is_the_family() -> None:
    view = _view(_is("anna", "parent", "ben"), _is("anna", "cohabitant", "zoe"))

    assert home.find(view, DAY).roles["members"] == ("anna", "zoe", "ben")
    assert home.find(_view(residents=({"person": "anna", "kind": "owner"},)), DAY).roles["members"] == ("anna",)


def test_no_claim_is_about_an_event() -> None:
    situation = Situation.from_json({"persons": {"anna": {}}, "claimant": "anna"}, COUNTRY.attributes)

    assert event_of("TT-SCP", situation, DAY) is None


@pytest.mark.parametrize("kind", ["parent", "adoptive_parent"])
def test_a_parent_younger_than_the_child_is_refused(kind: str) -> None:
    document = {
        "persons": {"anna": {"date_of_birth": "1990-01-01"}, "ben": {"date_of_birth": "1990-01-01"}},
        "relationships": [_is("anna", kind, "ben")],
        "claimant": "anna",
    }

    with pytest.raises(SituationError, match=f"anna was born on 1990-01-01 and cannot be {kind} of ben"):
        COUNTRY.situation(document)
    assert COUNTRY.situation({**document, "relationships": [_is("anna", "guardian", "ben")]}).claimant == "anna"
