"""Malta's law: every written household gives what its calculation by hand says, and the pack is whole."""

from collections import Counter

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


# Worked examples of the country file, counted once for each programme of which they expect something.
WORKED = {"MT-CA": 7, "MT-CAS": 7, "MT-BB": 2, "MT-UB": 2, "MT-SA": 1, "MT-TAP": 3, "MT-TAPE": 3, "MT-SCG": 2}
WORKED |= {"MT-MG": 2, "MT-MB": 1, "MT-SICK": 1, "MT-ENB": 1, "MT-IWB": 1, "MT-ACOL": 1}


def test_cases_cover_each_programme_at_its_boundaries() -> None:
    worked: Counter[str] = Counter()
    boundary = Counter(dict.fromkeys(COUNTRY.law.programmes, 0))
    for case in CASES:
        counted = worked if case.source.startswith("Malta country file, worked example") else boundary
        counted.update(case.expect.keys())

    assert worked == WORKED
    assert {programme: number for programme, number in boundary.items() if number < 6} == {}


def test_titles_of_cases_are_distinct() -> None:
    titles = [(case.title, case.on) for case in CASES]

    assert sorted(set(titles)) == sorted(titles)
