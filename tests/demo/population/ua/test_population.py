"""The drawn people of Ukraine hang together, bear numbers of nobody, and the law can be asked of each."""

import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from demo.__main__ import main
from demo.population.ua.lives import AS_OF
from demo.population.ua.names import latin
from demo.population.ua.population import Household, draw_households, draw_situations
from demo.population.ua.write import write
from janua.countries.ua.attributes import ATTRIBUTES
from janua.countries.ua.identifiers import check_rnokpp, check_unzr
from janua.countries.ua.pack import COUNTRY
from janua.pack.identifier_rules import Checked, Holder

SEED, PEOPLE = 20260301, 3000


@pytest.fixture(scope="module")
def households() -> list[Household]:
    return list(draw_households(seed=SEED, people=PEOPLE))


def test_write_gives_the_same_bytes_for_the_same_seed(tmp_path: Path) -> None:
    manifests = [write(seed=3, people=200, to=tmp_path / name) for name in ("one", "two")]
    texts = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]

    assert manifests[0] == manifests[1] == json.loads(texts[0]["manifest.json"])
    assert texts[0] == texts[1]
    assert {name: text.count(b"\n") for name, text in texts[0].items() if name.endswith("l")} == {
        f"{name}.jsonl": count for name, count in manifests[0]["counts"].items()
    }


def test_command_writes_the_folder(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["population", "--country", "ua", "--people", "40", "--out", str(tmp_path)])

    assert (done.exit_code, done.stdout) == (0, "")
    assert "persons of ua, seed 1" in done.stderr


def test_more_people_change_no_household_drawn_before(households: list[Household]) -> None:
    few = [household.situation() for household in draw_households(seed=SEED, people=100)]

    assert few == [household.situation() for household in islice(households, len(few))]
    assert few[0] == next(draw_situations(seed=SEED, people=1))
    assert few != [household.situation() for household in islice(draw_households(seed=4, people=100), len(few))]


def test_numbers_are_valid_by_rule_and_of_nobody(households: list[Household]) -> None:
    people = [one for household in households for one in household.people]
    for one in people:
        holder = Holder(date_of_birth=one.born_on, sex=one.sex)
        assert not one.taxpayer or check_rnokpp(one.taxpayer, holder, AS_OF) == Checked(one.taxpayer)
        assert check_unzr(one.demographic, holder, AS_OF) == Checked(one.demographic)
        assert int(one.demographic[9:13]) >= 9000
        assert not one.taxpayer or int(one.taxpayer[5:9]) >= 9000

    taxpayers = [one.taxpayer for one in people if one.taxpayer]
    assert len(set(taxpayers)) == len(taxpayers)
    assert len({one.demographic for one in people}) == len(people) >= PEOPLE
    assert 0 < len(people) - len(taxpayers) < len(people) / 100


def test_names_are_surname_given_name_and_patronymic(households: list[Household]) -> None:
    assert {len(one.name.split()) for household in households for one in household.people} == {3}
    assert {latin(name) for name in ("Їжакевич Євген", "Згурський", "Солов’яненко Юлія", "Щербак Ґудзь")} == {
        "Yizhakevych Yevhen",
        "Zghurskyi",
        "Solovianenko Yuliia",
        "Shcherbak Gudz",
    }


def test_the_law_can_be_asked_of_every_household(households: list[Household]) -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    for household in households:
        situation = COUNTRY.situation(household.situation())
        for programme in COUNTRY.law.programmes:
            found = COUNTRY.assess(situation, programme, AS_OF, trace=False)
            outcomes[programme, str(found.outcome)] += 1
    granted = {programme for programme, outcome in outcomes if outcome == "eligible"}
    refused = {programme for programme, outcome in outcomes if outcome == "not_eligible"}
    open_ones = {key: count for key, count in outcomes.items() if key[1] == "cannot_decide"}

    assert set(COUNTRY.law.programmes) - granted == set()
    assert set(COUNTRY.law.programmes) - refused == set()
    assert open_ones == {}
    assert outcomes["UA-EDOP", "board_decides"] > 0


def test_every_fact_of_the_law_is_drawn_for_somebody(households: list[Household]) -> None:
    drawn = {name for household in households for facts in household.facts.values() for name in facts}
    drawn |= {name for household in households for name in (*household.declared, *household.home)}
    left_out = {
        "baby_package_received": "silence says no",
        "birth_aid_received": "silence says no",
        "date_of_adoption": "nobody is adopted here",
        "date_of_death": "everybody lives",
        "deprived_of_parental_rights": "silence says no",
        "in_prison": "silence says no",
        "in_state_care": "silence says no",
        "received_aid_before": "asked in the first stage of the pilot only",
        "receives_basic_assistance": "silence says no",
    }

    assert {attribute.name for attribute in ATTRIBUTES} - drawn == set(left_out)
