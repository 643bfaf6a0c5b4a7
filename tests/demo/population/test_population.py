"""The drawn population hangs together: one card a person, one registered home, no child before its mother."""

import json
import re
from collections import Counter, defaultdict
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

from schwifty import IBAN

from demo.population.mt.population import draw_families
from demo.population.mt.write import write
from janua.values import Name, Period, age_on
from tests.demo.population.conftest import PEOPLE, SEED, Folder

AS_OF = date(2026, 2, 1)
CARD = re.compile(r"\d{7}[MGAPLHBZ]")


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(line: dict[str, str]) -> Period:
    return Period(day(line["starts_on"]), day(line["ends_on"]) if line["ends_on"] else None)


def overlapping(periods: list[Period]) -> bool:
    ordered = sorted(periods, key=lambda one: one.starts_on)
    return any(one.overlaps(other) for one, other in pairwise(ordered))


def test_write_gives_the_same_bytes_for_the_same_seed(population: Folder, tmp_path: Path) -> None:
    write(seed=SEED, people=PEOPLE, to=tmp_path)
    files = sorted(path.name for path in population.path.iterdir())
    assert files == sorted(path.name for path in tmp_path.iterdir())
    for name in files:
        assert (tmp_path / name).read_bytes() == (population.path / name).read_bytes()


def test_write_gives_other_people_for_another_seed(population: Folder, tmp_path: Path) -> None:
    manifest = write(seed=SEED + 1, people=300, to=tmp_path)
    lines = (tmp_path / "persons.jsonl").read_text(encoding="utf-8").splitlines()
    others = [json.loads(line) for line in lines]
    named = {card for family in manifest["families"].values() for card in family["members"].values()}
    drawn = [person for person in others if person["id_card"] not in named]
    assert manifest["families"] == population.manifest["families"]
    assert [person for person in drawn if person in population.lines["persons"]] == []


def test_a_larger_population_begins_with_the_smaller() -> None:
    few = [person.card for family in draw_families(seed=7, people=300) for person in family.persons]
    many = [person.card for family in draw_families(seed=7, people=900) for person in family.persons]
    assert many[: len(few)] == few


def test_manifest_counts_every_line(population: Folder) -> None:
    assert population.manifest["counts"] == {file: len(lines) for file, lines in population.lines.items()}
    assert PEOPLE <= len(population.lines["persons"]) < PEOPLE + 12
    assert population.manifest["as_of"] == AS_OF.isoformat()


def test_every_card_is_valid_its_own_and_never_issued(population: Folder) -> None:
    persons = population.lines["persons"] + population.lines["births_to_come"]
    cards = [person["id_card"] for person in persons]
    assert [card for card, count in Counter(cards).items() if count > 1 or not CARD.fullmatch(card)] == []
    centuries = {"M": 1900, "G": 1900, "L": 2000, "H": 2000}
    for person in persons:
        card, born = person["id_card"], day(person["born_on"]).year
        if card[-1] == "A":
            assert int(card[:7]) >= 9_000_000
        else:
            registered = centuries[card[-1]] + int(card[5:7])
            assert registered in {born, born + 1}
            assert int(card[:5]) > 60_000


def test_every_account_is_valid_and_of_a_bank_that_does_not_exist(population: Folder) -> None:
    ibans = [line["iban"] for line in population.lines["department"]]
    assert len(set(ibans)) == len(ibans) > 1000
    for text in ibans:
        iban = IBAN(text)
        assert (iban.country_code, iban.bank_code, iban.bank) == ("MT", "JNUA", None)


def test_names_addresses_and_telephones_have_their_form(population: Folder) -> None:
    for person in population.lines["persons"]:
        assert "Latn" in Name.from_json(person["name"]).to_json()
        assert person["phone"] is None or re.fullmatch(r"\+356 6\d{3} \d{4}", person["phone"])
        assert person["email"] is None or re.fullmatch(r"[a-z.0-9-]+@post\.example", person["email"])
    for dwelling in population.lines["dwellings"]:
        assert re.fullmatch(r"[A-Z]{3} 9\d{3}", dwelling["address"]["postcode"])
        assert (dwelling["monthly_rent"] is None) == (dwelling["tenure"] == "owned")


def test_every_line_names_persons_and_dwellings_that_exist(population: Folder) -> None:
    cards = {person["id_card"] for person in population.lines["persons"]}
    homes = {dwelling["id"] for dwelling in population.lines["dwellings"]}
    assert len(homes) == len(population.lines["dwellings"])
    assert {tie[end] for tie in population.lines["relationships"] for end in ("of", "to")} <= cards
    assert {residence["person"] for residence in population.lines["residences"]} == cards
    assert {residence["dwelling"] for residence in population.lines["residences"]} == homes
    for file in ("civil", "revenue", "jobsplus", "identita", "department", "appogg"):
        assert population.by_card(file).keys() <= cards
        assert len(population.by_card(file)) == len(population.lines[file])
    for birth in population.lines["births_to_come"]:
        assert birth["mother"] in cards
        assert birth["id_card"] not in cards


def test_nobody_has_two_registered_homes_or_lives_before_birth(population: Folder) -> None:
    born = {person["id_card"]: day(person["born_on"]) for person in population.lines["persons"]}
    homes = defaultdict(list)
    for residence in population.lines["residences"]:
        homes[residence["person"], residence["kind"]].append(period(residence))
    for (card, kind), periods in homes.items():
        assert not overlapping(periods), (card, kind)
        assert min(one.starts_on for one in periods) >= born[card]
    for card, line in population.by_card("identita").items():
        stays = [period(stay) for stay in line["stays"]]
        registered = homes[card, "registered"]
        assert not overlapping(stays)
        assert {one.starts_on for one in stays} <= {one.starts_on for one in registered}
        assert sum(one.ends_on is None for one in stays) == sum(one.ends_on is None for one in registered)


def test_many_drawn_families_keep_the_rules_of_the_registers() -> None:
    for family in chain.from_iterable(draw_families(seed=seed, people=4000) for seed in range(1, 6)):
        homes = defaultdict(list)
        for residence in family.residences:
            homes[residence.card, residence.kind].append(Period(residence.starts_on, residence.ends_on))
        ties = defaultdict(list)
        for tie in family.ties:
            ties[tie.of, tie.to, tie.kind].append(Period(tie.starts_on, tie.ends_on))
        assert [key for key, periods in (*homes.items(), *ties.items()) if overlapping(periods)] == []
        for person in family.persons:
            assert not overlapping([Period(stay.starts_on, stay.ends_on) for stay in person.stays])
            assert not overlapping([Period(permit.starts_on, permit.ends_on) for permit in person.permits])
            assert all(first.starts_on >= person.born_on for first in person.stays)
            if person.died_on and person.work:
                assert all(job.ends_on and job.ends_on <= person.died_on for job in person.work.jobs)
                assert all(year.year <= person.died_on.year for year in person.work.contributions)


def test_mothers_are_older_than_their_children_and_ties_agree_with_the_registry(population: Folder) -> None:
    born = {person["id_card"]: day(person["born_on"]) for person in population.lines["persons"]}
    parents = defaultdict(set)
    for tie in population.lines["relationships"]:
        if tie["kind"] == "parent":
            parents[tie["to"]].add(tie["of"])
            assert 15 <= age_on(born[tie["of"]], born[tie["to"]]) <= 66
    civil = population.by_card("civil")
    for card, line in civil.items():
        if line["birth"]:
            assert {line["birth"]["mother"], line["birth"]["father"]} - {None} == parents[card]
            assert day(line["birth"]["born_on"]) == born[card] <= day(line["birth"]["registered_on"]) <= AS_OF
        assert [civil[child]["birth"]["mother"] for child in line["children"]] == [card] * len(line["children"])
        births = [civil[child]["birth"]["born_on"] for child in line["children"]]
        assert births == sorted(births)
        if line["birth"] and line["birth"]["mother"]:
            assert card in civil[line["birth"]["mother"]]["children"]


def test_shares_of_custody_add_up_to_one(population: Folder) -> None:
    shares = defaultdict(list)
    for tie in population.lines["relationships"]:
        if tie["share"]:
            shares[tie["to"]].append((tie["share"], tie["starts_on"]))
    assert len(shares) > 30
    assert all(len(both) == 2 and both[0] == both[1] and both[0][0] == [1, 2] for both in shares.values())
    actual = {line["person"] for line in population.lines["residences"] if line["kind"] == "actual"}
    assert shares.keys() <= actual


def test_working_lives_agree_between_the_registers(population: Folder) -> None:
    jobs, revenue = population.by_card("jobsplus"), population.by_card("revenue")
    for card, line in population.by_card("department").items():
        years = line["contributions"]
        assert [year["year"] for year in years] == sorted({year["year"] for year in years})
        assert all(0 <= year["paid"] + year["credited"] <= 52 for year in years)
        employments = jobs[card]["employments"] if card in jobs else []
        assert (line["first_registered_on"] is None) == (employments == [])
        assert not overlapping([period(job) for job in employments])
        payers = {job["employer"] for job in employments}
        for year in revenue[card]["years"]:
            assert {item["payer"] for item in year["items"] if item["kind"].startswith("employment")} <= payers
        if jobs.get(card, {}).get("registrations"):
            assert employments[-1]["ends_on"]
            assert employments[-1]["left"]


def test_the_population_has_everyone_that_the_law_tells_apart(population: Folder) -> None:
    identita, civil = population.lines["identita"], population.lines["civil"]
    born = [day(person["born_on"]) for person in population.lines["persons"]]
    permits = Counter(permit["kind"] for line in identita for permit in line["permits"])
    kinds = Counter(tie["kind"] for tie in population.lines["relationships"])
    scripts = Counter(script for person in population.lines["persons"] for script in person["name"])
    left = Counter(job["left"] for line in population.lines["jobsplus"] for job in line["employments"])
    parts = Counter(one["part"] for line in population.lines["jobsplus"] for one in line["registrations"])
    tenures = Counter(dwelling["tenure"] for dwelling in population.lines["dwellings"])
    gaps = Counter(year["year"] for line in population.lines["revenue"] for year in line["years"])
    assert set(permits) == {"residence_or_work", "blue_card", "international_protection", "humanitarian_protection"}
    assert set(kinds) == {"parent", "spouse", "cohabitant", "civil_partner"}
    assert set(scripts) == {"Latn", "Cyrl", "Arab"}
    assert {None, "redundancy", "end_of_contract", "voluntarily", "dismissed_for_misconduct", "retirement"} <= set(left)
    assert set(parts) == {"part_1", "part_2"}
    assert set(tenures) == {"owned", "rented", "social"}
    assert sum(line["refugee"] for line in identita) > 5
    assert sum((AS_OF - one).days < 90 for one in born) > 5
    assert sum(age_on(one, AS_OF) >= 75 for one in born) > 50
    assert sum(line["death"] is not None for line in civil) > 10
    assert any(len(line["stays"]) > 1 for line in identita)
    assert gaps[2024] < gaps[2025]
    assert {card[-1] for card in population.by_card("persons")} == {"M", "G", "L", "H", "A"}
