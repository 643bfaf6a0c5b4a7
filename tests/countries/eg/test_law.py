"""Egypt's law: every written household gives what its calculation by hand says, and the pack is whole."""

import pytest

from janua.countries.eg.pack import COUNTRY
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
            if case.source.startswith("Egypt country file, worked example"):
                worked[programme] += 1
            else:
                boundary[programme] += 1

    assert {programme: cases for programme, cases in worked.items() if cases} == {
        "EG-CASH-TAKAFUL": 8,
        "EG-CASH-KARAMA": 4,
        "EG-CASH-RAMADAN-2025": 3,
        "EG-CASH-STOP": 3,
        "EG-KAFALA-ELIG": 2,
        "EG-KAFALA-RETURN": 1,
        "EG-LIC-MORATORIUM": 1,
        "EG-SUP-VISIT": 3,
        "EG-SUP-VIOL": 2,
        "EG-SUP-CLOSE": 6,
    }
    assert min(boundary.values()) >= 6


def test_titles_of_cases_are_distinct() -> None:
    titles = [(case.title, case.on) for case in CASES]

    assert sorted(set(titles)) == sorted(titles)


def test_listed_programmes_have_no_law_here_and_words_in_every_language() -> None:
    assert {entry.code for entry in COUNTRY.listed} & set(COUNTRY.law.programmes) == set()
    assert {tuple(entry.names) for entry in COUNTRY.listed} == {("en", "ar")}
    assert {tuple(entry.summary) for entry in COUNTRY.listed} == {("en", "ar")}


def test_every_programme_has_a_name_and_a_summary_in_every_language() -> None:
    untold = [
        (language, key)
        for language in COUNTRY.languages
        for code in COUNTRY.law.programmes
        for key in (code, f"{code}.summary")
        if not COUNTRY.messages.texts[language].get(key)
    ]

    assert untold == []
