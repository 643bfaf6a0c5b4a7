"""Malta's law: every written household gives what its calculation by hand says, and the pack is whole."""

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.pack.cases import Case, read_cases, run_case
from janua.pack.health import health_of

CASES = read_cases(COUNTRY.law_folder / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.removesuffix(".yaml"))
def test_case_gives_its_expected_result(case: Case) -> None:
    assert run_case(COUNTRY, case).differences == ()


def test_health_finds_nothing() -> None:
    assert health_of(COUNTRY).findings == ()


def test_cases_cover_each_programme_at_its_boundaries() -> None:
    worked = {"MT-CA": 0, "MT-CAS": 0, "MT-BB": 0, "MT-UB": 0}
    boundary = dict(worked)
    for case in CASES:
        for programme in case.expect:
            if case.source.startswith("Malta country file, worked example"):
                worked[programme] += 1
            else:
                boundary[programme] += 1

    assert worked == {"MT-CA": 7, "MT-CAS": 7, "MT-BB": 2, "MT-UB": 2}
    assert min(boundary.values()) >= 6


def test_titles_of_cases_are_distinct() -> None:
    titles = [(case.title, case.on) for case in CASES]

    assert sorted(set(titles)) == sorted(titles)
