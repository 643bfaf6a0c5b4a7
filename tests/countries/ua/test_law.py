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


def test_titles_of_cases_are_distinct() -> None:
    titles = [(case.title, case.on) for case in CASES]

    assert sorted(set(titles)) == sorted(titles)
