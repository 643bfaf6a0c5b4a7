"""`janua simulate`: what comes out, and what wrong use is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from janua.cli.main import main

SCHEMA = Path(__file__).parents[2] / "docs/schemas/simulate.json"
RATE = 'rate:\n  values:\n    - {from: 2026-01-01, value: "0.08", citation: Reform, mark: S}\n'
YEAR = {"starts_on": "2024-01-01", "ends_on": "2024-12-31"}


def family(income: str | None) -> dict[str, Any]:
    """Example 1 of the country file, with another income."""
    known = {} if income is None else {
        "employment_income": [{"value": income, "item": "FS3", **YEAR}],
        "social_security_contributions": [{"value": "2500", **YEAR}],
        "income_tax_paid": [{"value": "2000", **YEAR}],
    }  # fmt: skip
    anna = {"sex": "female", "citizenship": "MT", "resident_in_malta": [{"value": True, "starts_on": "1990-01-01"}]}
    return {
        "persons": {
            "anna": anna | known,
            "ben": {"date_of_birth": "2016-04-11", "resident_in_malta": [{"value": True, "starts_on": "2016-04-11"}]},
        },
        "relationships": [{"of": "anna", "to": "ben", "kind": "parent"}],
        "claimant": "anna",
    }


@pytest.fixture
def reform(tmp_path: Path) -> Path:
    (tmp_path / "childrens_allowance.yaml").write_text(RATE)
    return tmp_path


def run(reform: Path, lines: list[Any], *more: str) -> Result:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    wanted = ["--programme", "MT-CA"] if "--programme" not in more else []
    words = ["simulate", "--country", "mt", "--reform", str(reform), "--on", "2026-04-01", *wanted, *more, "-"]
    return CliRunner().invoke(main, words, input=text)


def test_simulate_gives_counts_and_sums_by_the_schema(reform: Path) -> None:
    found = run(reform, [family("25000"), family("25000"), family(None)], "--json")
    document = json.loads(found.stdout)
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)

    assert found.exit_code == 0
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    programme = document["programmes"][0]
    groups = {name: one["claims"] for name, one in programme["groups"].items() if one["claims"]}
    # (30,000 − 20,500) × 6.5 % ÷ 52 = 11.88 a week, 154.44 a quarter of 13; × 8 % ÷ 52 = 14.62, 190.06.
    assert (document["situations"], document["persons"], groups) == (3, 6, {"more": 2, "undecided": 1})
    assert (programme["cost_before"]["amount"], programme["cost_after"]["amount"]) == ("308.88", "380.12")
    assert document["budget_lines"] == [
        {
            "budget_line": "Non-contributory benefits",
            "year_before": {"amount": "1235.52", "currency": "EUR"},
            "year_after": {"amount": "1520.48", "currency": "EUR"},
        }
    ]


def test_simulate_shows_a_table(reform: Path) -> None:
    found = run(reform, [family("25000")])

    assert found.exit_code == 0
    assert "1 situations, 2 persons, on 2026-04-01" in found.stdout
    assert "154.44 → 190.06 EUR a quarter" in found.stdout
    assert "a year, Non-contributory benefits: 617.76 → 760.24 EUR" in found.stdout


@pytest.mark.parametrize(
    ("lines", "more", "told"),
    [
        (["{"], (), "line 1 is no JSON"),
        ([{"persons": {"a": {"no_such": 1}}, "claimant": "a"}], (), "situation 1: "),
        ([], ("--programme", "MT-XX"), "MT-XX is no programme of both laws; there is MT-ACOL"),
    ],
)
def test_simulate_tells_wrong_use(reform: Path, lines: list[Any], more: tuple[str, ...], told: str) -> None:
    found = run(reform, lines, *more)

    assert (found.exit_code, told in found.stderr) == (2, True)


def test_simulate_tells_a_reform_that_cannot_be_read(reform: Path) -> None:
    (reform / "childrens_allowance.yaml").write_text('rate:\n  values:\n    - {from: 2026-01-01, value: "x"}\n')

    found = run(reform, [family("25000")])

    assert (found.exit_code, "The law cannot be read." in found.stderr) == (1, True)


def test_simulate_wants_a_file_or_the_population(reform: Path) -> None:
    words = ["simulate", "--country", "mt", "--reform", str(reform), "--on", "2026-04-01"]

    for more in ([], ["--snapshot", "-"]):
        found = CliRunner().invoke(main, [*words, *more])
        assert (found.exit_code, "one of them" in found.stderr) == (2, True)
