"""The families that are always there come out as the README says, by the law, from what the registers state."""

from datetime import date

import pytest

from demo.population.mt.families import named_families
from demo.population.mt.situations import situation_of
from demo.population.people import Family, Person, Span, Tie
from janua.countries.mt.pack import COUNTRY
from janua.values import Money

ON = date(2026, 3, 2)
FAMILIES = {family.key: family for family in named_families()}


def outcome(family: Family, role: str, programme: str, on: date = ON) -> tuple[str, str | None]:
    """Outcome and amount of one programme for one member."""
    situation = COUNTRY.situation(situation_of(family, family.members[role]))
    found = COUNTRY.assess(situation, programme, on)
    return str(found.outcome), None if found.amount is None else Money(found.amount, found.currency).amount


@pytest.mark.parametrize(
    ("key", "role", "allowance", "supplement"),
    [
        ("walkthrough", "mother", "308.88", "455.00"),
        ("one_child", "mother", "354.77", "227.50"),
        ("three_children", "mother", "337.74", "480.00"),
        ("joint_custody", "mother", "154.44", "227.50"),
        ("joint_custody", "father", "154.44", "227.50"),
        ("blue_card", "mother", "354.77", "227.50"),
        ("refugee", "mother", "308.36", "227.50"),
        ("three_generations", "mother", "225.94", "227.50"),
    ],
)
def test_family_is_paid_what_the_readme_says(key: str, role: str, allowance: str, supplement: str) -> None:
    family = FAMILIES[key]
    assert outcome(family, role, "MT-CA") == ("eligible", allowance)
    assert outcome(family, role, "MT-CAS") == ("eligible", supplement)


def test_the_unemployed_person_is_paid_what_example_8_says() -> None:
    assert outcome(FAMILIES["unemployed"], "claimant", "MT-UB", date(2026, 1, 12)) == ("eligible", "5640.00")


@pytest.mark.parametrize("key", ["child_in_care", "newcomers"])
def test_family_is_refused_as_the_readme_says(key: str) -> None:
    assert outcome(FAMILIES[key], "mother", "MT-CA") == ("not_eligible", None)


def test_the_second_child_brings_the_bonus_of_example_7() -> None:
    (family,) = [family for family in named_families() if family.key == "expecting"]
    (birth,) = family.births
    baby = Person(birth.card, birth.given, birth.family, birth.sex, birth.born_on)
    baby.citizenships, baby.stays = ("MT",), [Span(birth.born_on, None)]
    family.persons.append(baby)
    family.ties.append(Tie(birth.mother, birth.card, "parent", birth.born_on, None, None))
    assert outcome(family, "mother", "MT-BB", birth.born_on) == ("eligible", "1500.00")


def test_the_newcomers_are_paid_once_they_have_been_here_long_enough() -> None:
    assert outcome(FAMILIES["newcomers"], "mother", "MT-CA", date(2026, 7, 1))[0] == "eligible"
