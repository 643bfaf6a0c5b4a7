"""The text that is kept with decisions, and the law with new numbers laid over it."""

from datetime import date

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.pack.kept_law import load_kept_law
from janua.pack.texts import NoSuchFile

_RAISED = """
weekly_minimum:
  values:
    - {from: 2026-07-01, value: "10.00", citation: Legal Notice 1 of 2026, mark: S}
"""
# So much income that the lowest rate is paid.
_FAMILY = {
    "persons": {
        "anna": {
            "date_of_birth": "1990-05-03",
            "citizenship": [{"value": "MT"}],
            "resident_in_malta": [{"value": True, "starts_on": "1990-05-03"}],
            "employment_income": [{"value": "90000", "starts_on": "2024-01-01", "ends_on": "2024-12-31"}],
        },
        "ben": {"date_of_birth": "2020-01-01"},
    },
    "relationships": [{"of": "anna", "to": "ben", "kind": "parent"}],
    "claimant": "anna",
}


def test_law_texts_hold_rules_numbers_units_and_attributes() -> None:
    texts = COUNTRY.law_texts()

    assert {"attributes.py", "units.py", "law/childrens_allowance.py", "law/childrens_allowance.yaml"} <= set(texts)
    assert 'programme(\n    "MT-CA"' in texts["law/childrens_allowance.py"]
    assert not [path for path in texts if path.startswith("law/cases")]


def test_new_rates_are_the_law_from_their_day_on() -> None:
    raised = {"childrens_allowance": _RAISED}
    situation = COUNTRY.situation(_FAMILY)

    paid = {
        day: [
            COUNTRY.assess(situation, "MT-CA", day, law=law).amount for law in (COUNTRY.law, COUNTRY.law_at([raised]))
        ]
        for day in (date(2026, 1, 5), date(2026, 7, 1))
    }

    assert paid[date(2026, 1, 5)][0] == paid[date(2026, 1, 5)][1]
    assert paid[date(2026, 7, 1)][0] < paid[date(2026, 7, 1)][1]  # type: ignore[operator]  # both are eligible
    assert COUNTRY.law_at([raised]) is COUNTRY.law_at([raised])
    assert COUNTRY.law_at([]) is COUNTRY.law


def test_law_with_new_rates_is_kept_whole() -> None:
    raised = {"childrens_allowance": _RAISED}

    kept = load_kept_law(COUNTRY.law_texts([raised]))

    assert kept.hash == COUNTRY.law_at([raised]).hash
    assert kept.hash != COUNTRY.law.hash


def test_new_rates_of_no_file_are_refused() -> None:
    with pytest.raises(NoSuchFile, match=r"The law has no numbers child_allowance; it has .*birth_bonus"):
        COUNTRY.law_at([{"child_allowance": _RAISED}])
