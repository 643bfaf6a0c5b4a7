"""Ukraine's law: every written household gives what its calculation by hand says, and the pack is whole."""

import pytest

from janua.countries.ua.pack import COUNTRY
from janua.pack.cases import Case, read_cases, run_case
from janua.pack.health import health_of

CASES = read_cases(COUNTRY.law_folder / "cases")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.removesuffix(".yaml"))
def test_case_gives_its_expected_result(case: Case) -> None:
    assert run_case(COUNTRY, case).differences == ()


def test_health_finds_nothing() -> None:
    assert health_of(COUNTRY).findings == ()


def test_cases_cover_each_programme_at_its_boundaries() -> None:
    worked = dict.fromkeys(COUNTRY.law.programmes, 0)
    boundary = dict(worked)
    for case in CASES:
        for programme in case.expect:
            if case.source.startswith("Ukraine country file, worked example"):
                worked[programme] += 1
            else:
                boundary[programme] += 1

    assert {programme: number for programme, number in worked.items() if number} == {
        "UA-ALIM": 1,
        "UA-BABY": 1,
        "UA-BIRTH": 1,
        "UA-BSD": 2,
        "UA-DISCH": 1,
        "UA-EDOP": 1,
        "UA-GMI": 5,
        "UA-GUARD": 1,
        "UA-HUS": 1,
        "UA-IDP": 2,
        "UA-LARGE": 1,
        "UA-MAT": 1,
        "UA-NOPEN": 1,
        "UA-SINGLE": 1,
    }
    assert min(boundary.values()) >= 6


def test_titles_of_cases_are_distinct() -> None:
    titles = [(case.name.partition("/")[0], case.title, case.on) for case in CASES]

    assert sorted(set(titles)) == sorted(titles)
