"""`janua calculate`: the documents that go in and come out, and what wrong use is told."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from janua.cli.main import main
from janua.config.countries import COUNTRIES
from janua.countries.mt.pack import COUNTRY

SCHEMAS = Path(__file__).parents[2] / "docs/schemas"


def _schema(name: str) -> Draft202012Validator:
    document = json.loads((SCHEMAS / name).read_text())
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def _family() -> dict[str, Any]:
    year = {"starts_on": "2024-01-01", "ends_on": "2024-12-31"}
    return {
        "persons": {
            "anna": {
                "sex": "female",
                "citizenship": "MT",
                "resident_in_malta": [{"value": True, "starts_on": "1990-01-01"}],
                "employment_income": [{"value": {"amount": "25000.00", "currency": "EUR"}, "item": "FS3", **year}],
                "social_security_contributions": [{"value": "2500", **year}],
                "income_tax_paid": [{"value": "2000", **year}],
            },
            "ben": {"date_of_birth": "2016-04-11"},
            "clara": {"date_of_birth": "2026-02-03"},
        },
        "relationships": [
            {"of": "anna", "to": "ben", "kind": "parent"},
            {"of": "anna", "to": "clara", "kind": "parent"},
        ],
        "claimant": "anna",
    }


def _calculate(document: Any, *more: str, on: str = "2026-04-01") -> Result:
    text = document if isinstance(document, str) else json.dumps(document)
    return CliRunner().invoke(main, ["calculate", "--country", "mt", "--on", on, *more, "-"], input=text)


def test_calculate_gives_every_programme_by_the_schema() -> None:
    _schema("calculate-in.json").validate(_family())

    found = _calculate(_family())
    document = json.loads(found.stdout)

    assert found.exit_code == 0
    assert list(_schema("calculate-out.json").iter_errors(document)) == []
    assert (document["country"], document["on"]) == ("mt", "2026-04-01")
    summary = {
        result["programme"]: (
            result["outcome"],
            result["amount"],
            result["amount_kind"],
            result["period"],
            result["from"],
        )
        for result in document["results"]
    }
    assert set(summary) == set(COUNTRY.law.programmes)
    expected = {
        "MT-CA": ("eligible", {"amount": "308.88", "currency": "EUR"}, "exact", "quarter", "2026-04-01"),
        "MT-CAS": ("eligible", {"amount": "455.00", "currency": "EUR"}, "exact", "quarter", "2026-04-01"),
        "MT-BB": ("eligible", {"amount": "1500.00", "currency": "EUR"}, "exact", "once", "2026-02-03"),
        "MT-UB": ("cannot_decide", None, "none", "once", "2026-04-01"),
        "MT-ACOL": ("eligible", {"amount": "1500.00", "currency": "EUR"}, "up_to", "year", "2026-01-01"),
        "MT-FOS": ("not_eligible", None, "none", "quarter", "2026-04-01"),
    }
    assert {programme: summary[programme] for programme in expected} == expected


def test_calculate_explains_by_one_graph_with_citations() -> None:
    document = json.loads(_calculate(_family(), "--json", "--programme", "MT-CA").stdout)
    nodes = {node["id"]: node for node in document["explanation"]["nodes"]}
    (result,) = document["results"]

    assert result["unit"] == ["anna", "ben", "clara"]
    assert all(child in nodes for node in nodes.values() for child in node["children"])
    assert all(node["citation"] for node in nodes.values() if node["kind"] in ("rule", "condition", "parameter"))
    assert nodes[result["explanation"]]["value"] == "eligible"
    ceiling = next(node for node in nodes.values() if node["key"] == "childrens_allowance.income_ceiling")
    assert (ceiling["value"], ceiling["mark"]) == ({"amount": "30000.00", "currency": "EUR"}, "N")


def test_calculate_names_what_is_missing_and_the_register_that_has_it() -> None:
    family = _family()
    family["persons"]["anna"]["employment_income"] = None

    (result,) = json.loads(_calculate(family, "--programme", "MT-CA").stdout)["results"]

    assert result["outcome"] == "cannot_decide"
    assert [(one["attribute"], one["register"]) for one in result["missing"]] == [("employment_income", "revenue")]


def test_calculate_names_a_missing_parameter() -> None:
    (result,) = json.loads(_calculate(_family(), "--programme", "MT-CA", on="2019-05-01").stdout)["results"]

    assert result["outcome"] == "cannot_decide"
    assert "p.childrens_allowance.income_ceiling" in {one["attribute"] for one in result["missing"]}


def test_calculate_names_every_failed_condition_with_its_citation() -> None:
    family = _family()
    family["persons"]["anna"] |= {
        "citizenship": "PH",
        "resident_in_malta": [],
        "refugee": False,
        "residence_permit": [],
    }

    (result,) = json.loads(_calculate(family, "--programme", "MT-CA").stdout)["results"]
    failed = {one["key"]: bool(one["citation"]) for one in result["conditions"] if one["met"] is False}

    assert (result["outcome"], result["amount"]) == ("not_eligible", None)
    assert failed == {
        "childrens_allowance.a_parent_qualifies": True,
        "childrens_allowance.has_lived_in_malta_three_months": True,
        "childrens_allowance.lives_in_malta": True,
    }


def test_calculate_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "family.json").write_text(json.dumps(_family()))

    found = CliRunner().invoke(
        main, ["calculate", "--country", "MT", "--on", "2026-04-01", str(tmp_path / "family.json")]
    )

    assert found.exit_code == 0
    assert found.stdout == _calculate(_family()).stdout


def _with(person: str, name: str, value: Any) -> dict[str, Any]:
    family = _family()
    family["persons"][person][name] = value
    return family


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (_with("anna", "employment_incom", "5"), "employment_income"),
        (_with("ben", "date_of_birth", "2016-13-01"), "2016-13-01"),
        (_with("anna", "citizenship", "Malta"), "'Malta' is not among its choices"),
        (_with("anna", "sex", 3), "3 is not among its choices"),
        (_with("anna", "contributions_paid", [{"value": 500, "starts_on": "2025-01-01"}]), "500"),
        (_with("anna", "employment_income", 25000.5), "not exact"),
        ({**_family(), "claimant": "ana"}, "anna"),
        ({**_family(), "declared": {"started_by": "accident"}}, "accident"),
        ({**_family(), "dwelings": {}}, "dwellings"),
        ({**_family(), "relationships": [{"of": "anna", "to": "nobody", "kind": "parent"}]}, "nobody"),
        ({**_family(), "relationships": [{"of": "anna", "to": "ben", "kind": "parent", "share": "half"}]}, "half"),
        ({**_family(), "relationships": [{"of": "anna", "to": "ben", "kind": "mother"}]}, "mother"),
        (
            {
                **_with("anna", "date_of_birth", "1990-01-01"),
                "relationships": [{"of": "ben", "to": "anna", "kind": "parent"}],
            },
            "`of` is the parent",
        ),
        ({**_family(), "relationships": [7]}, "relationships[0]"),
        ({**_family(), "relationships": [{"of": "anna", "to": "ben", "kind": "parent", "shares": "1/2"}]}, "share"),
        ({**_family(), "relationships": [{"of": "ben", "to": "ben", "kind": "spouse"}]}, "themselves"),
        ({**_family(), "relationships": None}, "write a list"),
        ({**_family(), "dwellings": {"home": []}}, "dwellings.home"),
        ({**_family(), "dwellings": {"home": {"residents": [{"persons": "ben"}]}}}, "person"),
        ({**_family(), "declared": []}, "declared"),
        ([], "object"),
        ("{", "no JSON"),
    ],
)
def test_calculate_refuses_what_cannot_be(document: Any, told: str) -> None:
    found = _calculate(document)

    assert (found.exit_code, found.stdout) == (2, "")
    assert told in found.stderr


def test_calculate_refuses_a_country_without_pack_and_a_programme_that_is_none() -> None:
    country = CliRunner().invoke(main, ["calculate", "--country", "xx", "--on", "2026-04-01", "-"], input="{}")
    programme = _calculate(_family(), "--programme", "MT-XX")

    assert (country.exit_code, programme.exit_code) == (2, 2)
    assert f"there is {', '.join(sorted(COUNTRIES))}" in country.stderr
    assert "MT-XX is no programme" in programme.stderr
