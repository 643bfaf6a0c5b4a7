"""Whom Malta's programmes count."""

from datetime import date
from typing import Any

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.countries.mt.situations import event_of
from janua.countries.mt.units import birth_family, family, unemployed
from janua.rules import Given, Members, Situation, View
from janua.values import Period

DAY = date(2026, 1, 1)
QUARTER = Period(DAY, date(2026, 3, 31))


def _situation(relationships: list[dict[str, Any]], **persons: dict[str, Any]) -> Situation:
    names = {name for relation in relationships for name in (relation["of"], relation["to"])}
    document = {
        "persons": {"anna": {}, **{name: {} for name in sorted(names)}, **persons},
        "relationships": relationships,
        "claimant": "anna",
    }
    return Situation.from_json(document, COUNTRY.attributes)


def _view(*relationships: dict[str, Any]) -> View:
    return View(_situation(list(relationships)), applied_on=DAY, event_on=None, period=QUARTER)


def _is(of: str, kind: str, to: str, **more: Any) -> dict[str, Any]:
    return {"of": of, "to": to, "kind": kind, **more}


def test_family_counts_custody_of_the_quarter_and_the_other_parent() -> None:
    view = _view(
        _is("anna", "parent", "ben", share="1/2", starts_on="2026-02-01"),
        _is("anna", "parent", "clara", ends_on="2025-12-31"),
        _is("anna", "parent", "dun", share="0"),
        _is("mario", "parent", "ben", share="1/2"),
        _is("mario", "spouse", "rita"),
        _is("anna", "cohabitant", "zak"),
    )

    assert family.find(view, DAY) == Members(
        roles={
            "claimant": ("anna",),
            "partner": ("zak",),
            "adults": ("anna", "zak"),
            "children": ("ben",),
            "parents": ("anna", "mario"),
            "spouses": ("rita",),
        },
        facts={("ben", "joint_custody"): Given(True), ("ben", "custody_from"): Given(date(2026, 2, 1))},
    )


@pytest.mark.parametrize(
    ("first", "second", "custody"),
    [
        (("1", "2026-02-11"), ("1/2", "2026-02-12"), {"joint_custody": Given(None)}),
        (("1", "2026-01-31"), ("1", "2026-02-15"), {"joint_custody": Given(None)}),
        (("1", "2026-01-31"), ("1", "2026-02-01"), {"joint_custody": Given(False)}),
        (("1/2", "2026-02-28"), ("1/2", "2026-02-01"), {"joint_custody": Given(True)}),
    ],
    ids=["becomes joint", "stops for a while", "goes on", "overlaps"],
)
def test_family_asks_about_custody_that_one_answer_cannot_tell(
    first: tuple[str, str], second: tuple[str, str], custody: dict[str, Given]
) -> None:
    view = _view(
        _is("anna", "parent", "ben", share=first[0], ends_on=first[1]),
        _is("anna", "parent", "ben", share=second[0], starts_on=second[1]),
    )

    assert family.find(view, DAY).facts == {("ben", name): given for name, given in custody.items()}


def test_birth_family_counts_every_child_of_the_claimant_alone() -> None:
    view = _view(
        _is("anna", "parent", "ben"),
        _is("anna", "adoptive_parent", "clara"),
        _is("anna", "guardian", "dun"),
        _is("anna", "spouse", "mario"),
        _is("mario", "parent", "emma"),
    )

    assert birth_family.find(view, DAY) == Members(
        roles={"claimant": ("anna",), "partner": ("mario",), "children": ("ben", "clara")},
        facts={
            ("ben", "adopted"): Given(False),
            ("ben", "number"): Given(1),
            ("clara", "adopted"): Given(True),
            ("clara", "number"): Given(2),
        },
    )


def test_unemployed_counts_a_husband_but_no_cohabitant() -> None:
    married = _view(_is("mario", "spouse", "anna"), _is("anna", "parent", "ben"))
    together = _view(_is("mario", "cohabitant", "anna"))

    assert unemployed.find(married, DAY) == Members(
        roles={"claimant": ("anna",), "partner": ("mario",), "children": ("ben",)}
    )
    assert unemployed.find(together, DAY) == Members(roles={"claimant": ("anna",), "partner": (), "children": ()})


def test_event_of_takes_the_latest_birth_or_adoption_that_has_come() -> None:
    situation = _situation(
        [_is("anna", "parent", "ben"), _is("anna", "adoptive_parent", "clara"), _is("anna", "parent", "dun")],
        ben={"date_of_birth": "2022-06-01"},
        clara={"date_of_birth": "2025-06-01", "date_of_adoption": "2023-06-01"},
        dun={"date_of_birth": "2026-05-01"},
    )

    assert event_of("MT-BB", situation, date(2026, 3, 1)) == date(2023, 6, 1)
    assert event_of("MT-BB", situation, date(2026, 5, 1)) == date(2026, 5, 1)
    assert event_of("MT-CA", situation, date(2026, 5, 1)) is None


def test_event_of_every_programme_is_the_birth_that_started_the_claim() -> None:
    document = {
        "claimant": "anna",
        "persons": {"anna": {}, "ben": {"date_of_birth": "2026-05-01"}},
        "relationships": [_is("anna", "parent", "ben")],
        "declared": {"started_by": "birth"},
    }

    assert event_of("MT-CA", COUNTRY.situation(document), date(2026, 5, 9)) == date(2026, 5, 1)


def test_event_of_takes_the_day_itself_where_no_child_has_come() -> None:
    assert event_of("MT-BB", _situation([]), DAY) == DAY
