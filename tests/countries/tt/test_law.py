"""The law of Trinidad and Tobago: every written household gives what its calculation by hand says, and all is whole."""

from datetime import date

import pytest

from janua.countries.tt.pack import COUNTRY
from janua.pack.cases import Case, read_cases, run_case
from janua.pack.health import health_of

CASES = read_cases(COUNTRY.law_folder / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.removesuffix(".yaml"))
def test_case_gives_its_expected_result(case: Case) -> None:
    assert run_case(COUNTRY, case).differences == ()


def test_health_finds_nothing() -> None:
    assert health_of(COUNTRY).findings == ()


def test_cases_tell_all_worked_examples_of_the_country_file() -> None:
    told = {int(case.source.rpartition(" ")[2]) for case in CASES if case.source.startswith("Trinidad")}

    assert told == set(range(1, 20))


def test_cases_cover_each_programme_at_its_boundaries() -> None:
    boundary = dict.fromkeys(COUNTRY.law.programmes, 0)
    for case in CASES:
        if not case.source.startswith("Trinidad"):
            for programme in case.expect:
                boundary[programme] += 1

    assert min(boundary.values()) >= 6


def test_titles_of_cases_are_distinct() -> None:
    titles = [(case.name.partition("/")[0], case.title, case.on) for case in CASES]

    assert sorted(set(titles)) == sorted(titles)


def test_arrears_of_a_child_moved_from_public_assistance_are_1600() -> None:
    (moved,) = (case for case in CASES if case.name == "public_assistance/2019-01-01/example_19.yaml")
    situation = COUNTRY.situation(moved.situation)
    months = [date(2019, month, 1) for month in range(1, 9)]
    due, paid = (
        sum(COUNTRY.assess(situation, programme, month).amount or 0 for month in months)
        for programme in ("TT-DAGM", "TT-PAG")
    )

    assert (due, paid, due - paid) == (1_200_000, 1_040_000, 160_000)


def test_a_refusal_for_residence_names_both_limbs() -> None:
    (refused,) = (case for case in CASES if case.name == "senior_citizens_pension/2026-07-01/example_6.yaml")
    found = COUNTRY.assess(COUNTRY.situation(refused.situation), "TT-SCP", refused.on)
    (residence,) = (one for one in found.conditions if one.met is False)

    assert [(one.key, one.met, one.citation) for one in residence.alternatives] == [
        (
            "senior_citizens_pension.lived_here_20_years",
            False,
            "Chap. 32:02, s. 4(1): resident for 20 years with absences of 5 years at most",
        ),
        (
            "senior_citizens_pension.lives_here_and_has_50_years",
            False,
            "Chap. 32:02, s. 4(1): now residing here and 50 years in total",
        ),
    ]


def test_assumed_first_days_are_told_beside_official_figures() -> None:
    (paid,) = (case for case in CASES if case.name == "senior_citizens_pension/2026-07-01/example_1.yaml")

    assert COUNTRY.assess(COUNTRY.situation(paid.situation), "TT-SCP", paid.on).marks == ("A", "S")


def test_every_figure_has_a_mark_and_switches_are_assumptions() -> None:
    switches = {key: parameter for key, parameter in COUNTRY.law.parameters.items() if parameter.switch}

    assert sorted(switches) == [
        f"{benefit}.accrual_start"
        for benefit in (
            "disability_assistance",
            "disability_assistance_minors",
            "food_support",
            "public_assistance",
            "senior_citizens_pension",
        )
    ]
    assert {value.mark for parameter in switches.values() for value in parameter.values} == {"A"}


def test_listed_programmes_are_never_computed() -> None:
    listed = {entry.code for entry in COUNTRY.listed}

    assert len(listed) == len(COUNTRY.listed)
    assert listed & set(COUNTRY.law.programmes) == set()
    assert [entry.code for entry in COUNTRY.listed if not (entry.names["en"] and entry.summary["en"])] == []
