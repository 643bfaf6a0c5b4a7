"""The drawn people of Trinidad and Tobago hang together, and the law can say something of every household."""

import json
from collections import Counter
from datetime import date
from itertools import chain, islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from demo.__main__ import main
from demo.population.tt.population import AS_OF, Household, draw_households, draw_situations
from demo.population.tt.write import write
from janua.countries.tt.attributes import ATTRIBUTES
from janua.countries.tt.pack import COUNTRY

SEED, PEOPLE = 20260701, 4000


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
    done = CliRunner().invoke(main, ["population", "--country", "tt", "--people", "40", "--out", str(tmp_path)])

    assert (done.exit_code, done.stdout) == (0, "")
    assert "persons of tt, seed 1" in done.stderr


def test_more_people_change_no_household_drawn_before(households: list[Household]) -> None:
    few = [household.situation() for household in draw_households(seed=SEED, people=100)]

    assert few == [household.situation() for household in islice(households, len(few))]
    assert few[0] == next(draw_situations(seed=SEED, people=1))
    assert few != [household.situation() for household in islice(draw_households(seed=4, people=100), len(few))]


def test_people_have_keys_of_their_own_and_live_in_one_home(households: list[Household]) -> None:
    keys = [one.key for household in households for one in household.people]
    living = {one.key for household in households for one in household.people if one.role != "late"}

    assert len(set(keys)) == len(keys) >= PEOPLE
    assert {resident["person"] for household in households for resident in household.residents} == living
    assert all(household.claimant in household.adults for household in households)


def test_days_are_possible(households: list[Household]) -> None:
    for facts in chain.from_iterable(household.facts.values() for household in households):
        born = facts["date_of_birth"]
        ends = [stay.get("ends_on", AS_OF.isoformat()) for stay in facts.get("in_country", [])]
        starts = [stay["starts_on"] for stay in facts.get("in_country", [])]
        assert born <= AS_OF.isoformat()
        assert all(born <= start <= end <= AS_OF.isoformat() for start, end in zip(starts, ends, strict=True)), facts
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False)), facts
    for tie in chain.from_iterable(household.ties for household in households):
        assert tie.get("starts_on", "") <= tie.get("ends_on", "9999")


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

    assert granted == refused == set(COUNTRY.law.programmes)
    assert open_ones == {}
    assert outcomes["TT-GAG-HHI", "needs_waiver"] > 0


def test_every_fact_of_the_law_is_drawn_for_somebody(households: list[Household]) -> None:
    drawn = {name for household in households for facts in household.facts.values() for name in facts}
    drawn |= {name for household in households for name in household.declared}
    left_out = {
        "approved_on": "read only under a switch",
        "years_in_country": "a record in years stands in for days",
        "persons_covered_recorded": "a list of the Board's own",
        "rent_first_paid": "the scheme is young",
        "covered_by_other_assistance": "silence says that nobody else's grant covers the person",
    }

    assert {attribute.name for attribute in ATTRIBUTES} - drawn == set(left_out)


def test_population_is_of_its_day() -> None:
    assert date(2026, 7, 1) == AS_OF
