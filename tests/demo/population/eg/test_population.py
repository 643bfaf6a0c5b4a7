"""The fictional Egypt: the same from the same seed, whole as households, with numbers that nobody has."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from demo.population.eg.calendar import AS_OF
from demo.population.eg.households import KINDS
from demo.population.eg.numbers import NationalNumbers, NumbersUsedUp
from demo.population.eg.population import draw_households, draw_situations
from demo.population.eg.write import write
from janua.countries.eg.governorates import GOVERNORATES
from janua.countries.eg.identifiers import check_national_number, read_national_number
from janua.countries.eg.pack import COUNTRY
from janua.pack.identifier_rules import Checked, Holder

HOUSEHOLDS = list(draw_households(seed=7, people=1500))
PERSONS = [person for household in HOUSEHOLDS for person in household.persons]


def test_same_seed_draws_the_same_and_more_people_change_nothing_before() -> None:
    few, again = list(draw_situations(seed=7, people=300)), list(draw_situations(seed=7, people=300))

    assert few == again == [household.situation() for household in HOUSEHOLDS[: len(few)]]
    assert few != list(draw_situations(seed=8, people=300))


def test_national_numbers_are_valid_of_their_holder_and_never_issued() -> None:
    numbers = [person.number for person in PERSONS]

    assert len(set(numbers)) == len(numbers)
    for person in PERSONS:
        holder = Holder(date_of_birth=person.born_on, sex=person.sex)
        assert check_national_number(person.number, holder, AS_OF) == Checked(person.number)
        assert int(person.number[9:13]) >= 9000


def test_numbers_of_a_day_end() -> None:
    numbers = NationalNumbers()
    given = [numbers.give(date(2020, 2, 29), "21", "female") for _ in range(500)]

    assert (given[0][9:13], given[-1][9:13]) == ("9000", "9998")
    with pytest.raises(NumbersUsedUp):
        numbers.give(date(2020, 2, 29), "21", "female")
    said = read_national_number(numbers.give(date(2020, 2, 29), "21", "male"))
    assert said is not None
    assert (said.date_of_birth, said.governorate, said.sex) == (date(2020, 2, 29), "21", "male")


def test_every_kind_of_household_and_every_large_governorate_is_there() -> None:
    kinds = Counter(household.kind for household in HOUSEHOLDS)
    places = {household.place.governorate for household in HOUSEHOLDS}

    assert set(kinds) == set(KINDS.kinds)
    assert places <= set(GOVERNORATES)
    assert {"01", "02", "12", "13", "18", "21", "24", "26"} <= places


def test_children_bear_the_names_of_their_fathers() -> None:
    found = 0
    for household in HOUSEHOLDS:
        if household.kind != "couple_with_children":
            continue
        _, father, *children = household.persons
        for child in children:
            found += 1
            assert child.chain[1:] == (father.chain[0], father.chain[1], father.chain[3])

    assert found > 100


def test_nobody_is_born_later_and_parents_are_older() -> None:
    born = {person.number: person.born_on for person in PERSONS}

    assert max(born.values()) <= AS_OF
    for household in HOUSEHOLDS:
        for relation in household.relationships:
            if relation["kind"] == "parent":
                assert (born[relation["to"]] - born[relation["of"]]).days > 17 * 365


def test_law_can_read_every_household_and_meets_each_result() -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    for household in HOUSEHOLDS:
        situation = COUNTRY.situation(household.situation())
        for programme in ("EG-CASH-TAKAFUL", "EG-CASH-KARAMA", "EG-CASH-STOP"):
            outcomes[programme, COUNTRY.assess(situation, programme, AS_OF, trace=False).outcome] += 1

    assert outcomes["EG-CASH-TAKAFUL", "eligible"] > len(HOUSEHOLDS) // 15
    assert outcomes["EG-CASH-TAKAFUL", "not_eligible"] > len(HOUSEHOLDS) // 2
    assert outcomes["EG-CASH-TAKAFUL", "cannot_decide"] > 0
    assert outcomes["EG-CASH-KARAMA", "eligible"] > len(HOUSEHOLDS) // 50
    assert outcomes["EG-CASH-STOP", "eligible"] > 0


def test_folder_holds_what_the_manifest_counts(tmp_path: Path) -> None:
    manifest = write(seed=7, people=100, to=tmp_path)

    lines = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in tmp_path.glob("*.jsonl")}
    assert {name: len(found) for name, found in lines.items()} == manifest["counts"]
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == manifest
    assert json.loads(lines["situations"][0]) == {"id": 0, "situation": HOUSEHOLDS[0].situation()}
    assert json.loads(lines["persons"][0])["name"] == {"Arab": PERSONS[0].arabic, "Latn": PERSONS[0].latin}
