"""Written households: read with care, and every difference told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.pack.cases import CaseFaulty, read_cases, run_case

CASE = """
title: A title
source: Somewhere
working: None needed
day: 2026-01-01
situation: {claimant: anna, persons: {anna: {citizenship: MT, resident_in_malta: []}}}
expect: {MT-CA: {outcome: not_eligible, failed: [has_a_child_under_16]}}
"""


def _read(folder: Path, text: str) -> None:
    (folder / "case.yaml").write_text(text)
    read_cases(folder)


def test_read_gives_days_as_a_situation_writes_them(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "case.yaml").write_text(CASE.replace("citizenship: MT", "date_of_birth: 1990-01-01"))

    (case,) = read_cases(tmp_path)

    assert (case.name, case.on) == ("deep/case.yaml", date(2026, 1, 1))
    assert case.situation["persons"]["anna"]["date_of_birth"] == "1990-01-01"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CASE.replace("source: Somewhere\n", ""), "a case has"),
        (CASE + "more: 1\n", "a case has"),
        (CASE.replace("outcome: not_eligible, ", ""), "expects an outcome"),
        (CASE.replace("failed:", "fails:"), "expects an outcome"),
        ("[]", "a case has"),
    ],
)
def test_read_refuses_what_is_no_case(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CaseFaulty, match=told):
        _read(tmp_path, text)


def test_run_tells_every_difference(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE)
    (case,) = read_cases(tmp_path)
    wrong = replace(case, expect={"MT-CA": {"outcome": "eligible", "amount": "1.00", "from": "2026-04-01"}})

    assert run_case(COUNTRY, case).differences == (
        "MT-CA: failed is ['has_a_child_under_16', 'has_lived_in_malta_three_months', 'lives_in_malta'], "
        "expected ['has_a_child_under_16']",
    )
    assert run_case(COUNTRY, wrong).differences == (
        "MT-CA: amount is None, expected 1.00",
        "MT-CA: failed is ['has_a_child_under_16', 'has_lived_in_malta_three_months', 'lives_in_malta'], expected []",
        "MT-CA: outcome is not_eligible, expected eligible",
        "MT-CA: from is 2026-01-01, expected 2026-04-01",
    )


def test_run_tells_what_a_rule_worked_out_otherwise(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE)
    (case,) = read_cases(tmp_path)
    expected = {
        "outcome": "not_eligible",
        "failed": ["has_a_child_under_16", "has_lived_in_malta_three_months", "lives_in_malta"],
    }
    right = replace(case, expect={"MT-CA": {**expected, "values": {"claim_day": "2026-01-01"}}})
    wrong = replace(case, expect={"MT-CA": {**expected, "values": {"claim_day": "2026-01-02", "weekly_rate": "1"}}})

    assert run_case(COUNTRY, right).differences == ()
    assert run_case(COUNTRY, wrong).differences == (
        "MT-CA: claim_day is worked out as 2026-01-01, expected 2026-01-02",
        "MT-CA: weekly_rate is worked out as None, expected 1",
    )
