"""Faults of dated parameters, and the values they give on a day."""

from pathlib import Path

import pytest

from tests.rules.laws import mutated

NUMBERS_MUTATIONS = {
    "two values on one day": (
        "from: 2025-01-01",
        "from: 2020-01-01",
        "sound.base: values stand in the order of their days, each day once",
    ),
    "no mark": (
        ", mark: N}",
        "}",
        "sound.base: the value from 2025-01-01 needs a citation and a mark of S, N, D, G, A",
    ),
    "inexact": ('value: "12.34"', "value: 12.34", 'sound.base: 12.34 is not exact; write it in quotes, like "0.065"'),
    "no choice": ("value: one,", "value: two,", "sound.way: 'two' is not among one, another"),
    "unknown type": ("type: choices", "type: choicez", "sound.states: unknown type 'choicez'"),
    "unknown key": ("switch: true", "swich: true", "sound.way: has no swich; did you mean switch?"),
    "no unit of money": (
        'unit: EUR per week\n  values:\n    - {from: 2020-01-01, value: "100',
        'unit: EUR per fortnight\n  values:\n    - {from: 2020-01-01, value: "100',
        "sound.limit: unit 'EUR per fortnight' is no money",
    ),
    "rows out of order": (
        "{to: 96,",
        "{to: 30,",
        "sound.bands: rows stand in the order of their upper ends; only the last may be open",
    ),
    "no YAML": ("limit:", "limit: [", "this is no YAML"),
}


@pytest.mark.parametrize(("old", "new", "what"), NUMBERS_MUTATIONS.values(), ids=list(NUMBERS_MUTATIONS))
def test_load_reports_a_number(tmp_path: Path, old: str, new: str, what: str) -> None:
    found = mutated(tmp_path, old, new)

    assert [entry for entry in found if entry.startswith("sound.yaml:") and what in entry and "Write instead" in entry]
