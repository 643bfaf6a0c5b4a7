"""Typed numbers of law are told what is wrong with them by the lines of their own text."""

import pytest

from janua.cli.countries import load_country
from janua.pack.typed_rates import faults_of_law, faults_of_shape
from janua.rules import LawErrors

FILE = "childrens_allowance"
RATE = 'weekly_minimum:\n  values:\n    - {from: 2026-07-01, value: "9.00", citation: X, mark: S}\nrate:\n  values:\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rate: [", "line 1: this is no YAML: expected the node content, but found '<stream end>'"),
        ("\n- a\n", "line 2: write a name"),
        ("", "line 1: write a name"),
        ("x: 1\nrate: 3\n", "line 1: x: write a name"),
        ("rate:\n  values: 3\n", "line 1: rate: write a name"),
        ("rate:\n  values: []\n", "line 1: rate: write a name"),
        ("rate:\n  values:\n    - 3\n", "line 3: rate: say `from`"),
        ("rate:\n  values:\n    - {from: x, value: '1'}\n", "line 3: rate: 'x' is no day; write like 2026-01-31"),
        (f"{RATE}    - {{from: [2026], value: '1'}}\n", "line 6: rate: "),
        (f"{RATE}    - {{from: 2026-07-01, value: '1'}}\nrate: 1\n", "line 7: rate stands twice"),
    ],
)
def test_what_is_no_list_of_numbers_is_told_by_its_line(text: str, told: str) -> None:
    faults = faults_of_shape({FILE: text})
    assert [fault for fault in faults if fault.startswith(f"{FILE}, {told}")] != []


def test_numbers_that_fit_have_no_fault() -> None:
    text = f"{RATE}    - {{from: 2026-07-01, value: '0.07', citation: X, mark: S}}\n"
    assert faults_of_shape({FILE: text}) == ()
    assert load_country("mt").law_at(({FILE: text},)).hash != load_country("mt").law.hash


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{RATE}    - {{from: 2026-07-01, value: much, citation: X, mark: S}}\n",
            f"{FILE}, line 6: rate: 'much' is no number",
        ),
        (
            f"{RATE}    - {{from: 2026-07-01, value: '0.07', mark: S}}\n",
            f"{FILE}, line 6: rate: the value from 2026-07-01 needs a citation",
        ),
        (
            "nothing:\n  values:\n    - {from: 2026-07-01, value: '1', citation: X, mark: S}\n",
            f"{FILE}, line 1: nothing: ",
        ),
        (
            "weekly_minimum:\n  values:\n    - {from: 2026-07-01, value: '0.1234', citation: X, mark: S}\n",
            f"{FILE}.py, line ",
        ),
    ],
)
def test_what_the_law_does_not_take_is_told_by_the_line_that_was_typed(text: str, told: str) -> None:
    with pytest.raises(LawErrors) as refused:
        load_country("mt").law_at(({FILE: text},))
    faults = faults_of_law({FILE: text}, refused.value)
    assert [fault for fault in faults if fault.startswith(told)] != []
    assert not any("/" in fault.partition(":")[0] for fault in faults)
