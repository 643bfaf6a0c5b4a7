"""Whom Egypt's programmes count."""

from datetime import date
from typing import Any

import pytest

from janua.countries.eg.pack import COUNTRY
from janua.countries.eg.units import group, household, kafala_family, single_person
from janua.rules import Given, Members, Situation, SituationError, View
from janua.values import Period

DAY = date(2025, 5, 1)
APPLIED = date(2025, 3, 10)


def _view(persons: dict[str, Any], relationships: list[dict[str, Any]] | None = None, **more: Any) -> View:
    document = {"persons": persons, "relationships": relationships or [], "claimant": "mona", **more}
    situation = Situation.from_json(document, COUNTRY.attributes)
    return View(situation, applied_on=APPLIED, event_on=None, period=Period(DAY, date(2025, 5, 31)))


def _is(of: str, kind: str, to: str, **more: Any) -> dict[str, Any]:
    return {"of": of, "to": to, "kind": kind, **more}


def test_household_without_dwelling_is_everybody_named() -> None:
    view = _view(
        {"mona": {}, "ali": {}, "salma": {}, "zeinab": {}},
        [_is("ali", "spouse", "mona"), _is("ali", "parent", "salma"), _is("zeinab", "parent", "ali")],
    )
    everybody = ("mona", "ali", "salma", "zeinab")

    assert household.find(view, DAY) == Members(
        roles={
            "claimant": ("mona",),
            "household": everybody,
            "household_at_application": everybody,
            "children": ("salma",),
            "children_at_application": ("salma",),
        },
        facts={(person, "number"): Given(number) for number, person in enumerate(everybody, start=1)},
    )


def test_household_is_those_in_the_dwelling_on_each_of_the_two_days() -> None:
    residents = [
        {"person": "mona", "kind": "resident"},
        {"person": "salma", "kind": "resident", "ends_on": "2025-04-30"},
        {"person": "omar", "kind": "resident", "starts_on": "2025-05-01"},
        {"person": "karim", "kind": "resident", "starts_on": "2025-05-02"},
    ]
    view = _view(
        {"mona": {}, "salma": {}, "omar": {}, "karim": {}, "ali": {}},
        [_is("mona", kind, child) for kind, child in (("parent", "salma"), ("kafala", "omar"), ("guardian", "karim"))],
        dwellings={"home": {"residents": residents}},
    )

    found = household.find(view, DAY)

    assert found.roles == {
        "claimant": ("mona",),
        "household": ("mona", "omar"),
        "household_at_application": ("mona", "salma"),
        "children": ("omar",),
        "children_at_application": ("salma",),
    }
    assert {person: given.value for (person, _), given in found.facts.items()} == {"mona": 1, "omar": 2, "salma": 3}


def test_household_counts_nobody_before_birth_or_after_death() -> None:
    view = _view(
        {
            "mona": {},
            "born_that_day": {"date_of_birth": "2025-05-01"},
            "born_later": {"date_of_birth": "2025-05-02"},
            "died_that_day": {"date_of_death": "2025-05-01"},
            "died_later": {"date_of_death": "2025-05-02"},
        }
    )

    found = household.find(view, DAY)

    assert found.roles["household"] == ("mona", "born_that_day", "died_later")
    assert found.roles["household_at_application"] == ("mona", "died_that_day", "died_later")


def test_children_of_every_spouse_count() -> None:
    view = _view(
        {"mona": {}, "ali": {}, "salma": {}, "friend": {}},
        [_is("mona", "spouse", "ali", ends_on="2025-04-30"), _is("ali", "parent", "salma")],
    )

    found = household.find(view, DAY)

    assert (found.roles["children"], found.roles["children_at_application"]) == ((), ("salma",))


@pytest.mark.parametrize("relation", [_is("mona", "spouse", "ali"), _is("ali", "spouse", "mona")])
def test_kafala_family_is_the_couple_and_its_marriage(relation: dict[str, Any]) -> None:
    view = _view({"mona": {}, "ali": {}}, [{**relation, "starts_on": "2020-02-29", "ref": "deed 7"}])

    assert kafala_family.find(view, DAY) == Members(
        roles={"claimant": ("mona",), "spouse": ("ali",), "applicants": ("mona", "ali")},
        facts={(None, "married_on"): Given(date(2020, 2, 29), "deed 7")},
    )


def test_kafala_family_of_one_has_no_marriage() -> None:
    view = _view({"mona": {}, "ali": {}}, [_is("mona", "spouse", "ali", ends_on="2024-01-01")])

    assert kafala_family.find(view, DAY) == Members(
        roles={"claimant": ("mona",), "spouse": (), "applicants": ("mona",)}
    )
    assert single_person.find(view, DAY) == Members(roles={"claimant": ("mona",)})


def test_kafala_family_takes_the_applicants_word_where_no_register_has_the_day() -> None:
    view = _view({"mona": {}, "ali": {}}, [_is("mona", "spouse", "ali")], declared={"date_of_marriage": "2021-04-05"})

    assert kafala_family.find(view, DAY).facts == {(None, "married_on"): Given(date(2021, 4, 5))}


def test_group_is_everybody_named_and_the_claimant_first() -> None:
    view = _view({"omar": {}, "mona": {}})

    assert group.find(view, DAY) == Members(roles={"claimant": ("mona",), "group": ("mona", "omar")})


def test_parent_younger_than_the_child_is_refused() -> None:
    persons = {"mona": {"date_of_birth": "2015-01-01"}, "salma": {"date_of_birth": "1990-01-01"}}
    document = {"persons": persons, "relationships": [_is("mona", "parent", "salma")], "claimant": "mona"}

    with pytest.raises(SituationError, match="cannot be parent of"):
        COUNTRY.situation(document)
