"""The families that are always there carry the figures that the README promises."""

from fractions import Fraction

import pytest

from janua.values import Money
from tests.demo.population.conftest import Folder


def reckonable(population: Folder, family: str, roles: tuple[str, ...]) -> Money:
    """Income of 2024 less contributions and tax, as the registers' lines add up."""
    revenue, members = population.by_card("revenue"), population.members(family)
    total = Money.zero("EUR")
    for role in roles:
        (year,) = [year for year in revenue[members[role]]["years"] if year["year"] == 2024]
        total += Money.total((Money.from_json(item["amount"]) for item in year["items"]), "EUR")
        total -= Money.from_json(year["social_security_contributions"]) + Money.from_json(year["income_tax_paid"])
    return total


@pytest.mark.parametrize(
    ("family", "roles", "net"),
    [
        ("walkthrough", ("mother", "father"), "20500"),
        ("one_child", ("mother",), "7500"),
        ("three_children", ("mother", "father"), "45000"),
        ("joint_custody", ("mother",), "20500"),
        ("joint_custody", ("father",), "20500"),
    ],
)
def test_incomes_add_up_to_the_worked_example(
    population: Folder, family: str, roles: tuple[str, ...], net: str
) -> None:
    assert reckonable(population, family, roles) == Money.of(net, "EUR")


def test_the_walkthrough_family_earns_what_example_1_says(population: Folder) -> None:
    revenue, members = population.by_card("revenue"), population.members("walkthrough")
    years = [year for role in ("mother", "father") for year in revenue[members[role]]["years"] if year["year"] == 2024]
    gross = Money.total((Money.from_json(item["amount"]) for year in years for item in year["items"]), "EUR")
    paid = Money.total((Money.from_json(year["social_security_contributions"]) for year in years), "EUR")
    tax = Money.total((Money.from_json(year["income_tax_paid"]) for year in years), "EUR")
    assert [gross, paid, tax] == [Money.of(amount, "EUR") for amount in ("25000", "2500", "2000")]
    assert {year["items"][0]["kind"] for year in years} == {"employment_income"}


def test_children_are_tied_to_the_parents_that_the_readme_names(population: Folder) -> None:
    expected = {
        "walkthrough": {"child_1": {"mother", "father"}, "child_2": {"mother", "father"}},
        "one_child": {"child_1": {"mother"}},
        "child_in_care": {"child_1": {"mother"}},
        "three_generations": {"child_1": {"mother"}, "mother": {"grandmother"}},
    }
    for family, ties in expected.items():
        members = population.members(family)
        role_of = {card: role for role, card in members.items()}
        found: dict[str, set[str]] = {}
        for tie in population.lines["relationships"]:
            if tie["kind"] == "parent" and tie["to"] in role_of:
                found.setdefault(role_of[tie["to"]], set()).add(role_of[tie["of"]])
        assert found == ties


def test_joint_custody_halves_both_children_between_two_homes(population: Folder) -> None:
    members = population.members("joint_custody")
    parents, children = {members["mother"], members["father"]}, {members["child_1"], members["child_2"]}
    shared = [tie for tie in population.lines["relationships"] if tie["share"] and tie["to"] in children]
    assert {(tie["of"], tie["to"]) for tie in shared} == {(parent, child) for parent in parents for child in children}
    assert sum(Fraction(*tie["share"]) for tie in shared) == len(children)
    homes = {
        (line["person"], line["kind"]): line["dwelling"]
        for line in population.lines["residences"]
        if line["ends_on"] is None
    }
    assert homes[members["mother"], "registered"] != homes[members["father"], "registered"]
    for child in children:
        assert homes[child, "registered"] == homes[members["mother"], "registered"]
        assert homes[child, "actual"] == homes[members["father"], "registered"]


def test_the_unemployed_person_meets_every_condition_of_example_8(population: Folder) -> None:
    card = population.members("unemployed")["claimant"]
    jobs, own = population.by_card("jobsplus")[card], population.by_card("department")[card]
    (job,) = jobs["employments"]
    assert (job["weekly_wage"], job["left"]) == ({"amount": "400.00", "currency": "EUR"}, "redundancy")
    assert jobs["registrations"] == [{"part": "part_1", "starts_on": "2026-01-12", "ends_on": None}]
    assert (jobs["fit_for_work"], jobs["available_for_work"]) == (True, True)
    assert sum(year["paid"] for year in own["contributions"]) >= 156
    assert sum(year["paid"] + year["credited"] for year in own["contributions"] if year["year"] in {2024, 2025}) >= 20


def test_the_second_child_is_still_to_come(population: Folder) -> None:
    members = population.members("expecting")
    assert population.lines["births_to_come"] == [
        {
            "id_card": members["baby"],
            "name": {"Latn": {"given": "Gabriel", "family": "Farrugia"}},
            "born_on": "2026-02-03",
            "registered_on": "2026-02-09",
            "sex": "male",
            "mother": members["mother"],
            "father": members["father"],
            "place": "L-Imsida",
        }
    ]
    assert population.by_card("civil")[members["mother"]]["children"] == [members["child_1"]]


def test_revenue_contradicts_what_the_family_declares(population: Folder) -> None:
    entry = population.manifest["families"]["contradiction"]
    (declared,) = entry["declares"]
    years = population.by_card("revenue")[entry["members"][declared["member"]]]["years"]
    (year,) = [year for year in years if year["year"] == declared["year"]]
    assert declared["amount"] == {"amount": "14000.00", "currency": "EUR"}
    assert [item["amount"] for item in year["items"]] == [{"amount": "31000.00", "currency": "EUR"}]


def test_refused_families_fail_what_the_readme_says(population: Folder) -> None:
    in_care = population.members("child_in_care")
    (placement,) = population.by_card("appogg")[in_care["child_1"]]["placements"]
    assert (placement["kind"], placement["starts_on"], placement["ends_on"]) == ("foster", "2025-06-01", None)
    assert set(placement["with"]) == {in_care["foster_mother"], in_care["foster_father"]}
    for card in population.members("newcomers").values():
        assert population.by_card("identita")[card]["stays"] == [{"starts_on": "2026-01-05", "ends_on": None}]


def test_foreigners_hold_the_permits_that_the_law_tells_apart(population: Folder) -> None:
    identita = population.by_card("identita")
    papers = {
        family: [
            (identita[card]["refugee"], permit["kind"], permit["starts_on"])
            for card in population.members(family).values()
            for permit in identita[card]["permits"]
        ]
        for family in ("newcomers", "blue_card", "refugee")
    }
    assert papers == {
        "newcomers": [(False, "residence_or_work", "2026-01-05")] * 3,
        "blue_card": [(False, "blue_card", "2025-10-25")] * 3,
        "refugee": [(True, "international_protection", "2022-04-10")] * 2,
    }
    assert "Cyrl" in population.by_card("persons")[population.members("refugee")["mother"]]["name"]


def test_the_readme_names_the_cards_of_every_family(population: Folder) -> None:
    from pathlib import Path

    import demo.population

    readme = (Path(demo.population.__file__).parent / "README.md").read_text(encoding="utf-8")
    for key, family in population.manifest["families"].items():
        (row,) = [line for line in readme.splitlines() if line.startswith(f"| `{key}` |")]
        assert [card for card in family["members"].values() if card not in row] == []
