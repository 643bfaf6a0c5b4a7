"""`janua attributes`, `janua law check`, `janua law show`: their documents, their pages and their exit states."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from janua.cli import law as law_command
from janua.cli.main import COMMANDS, main
from janua.countries.mt.pack import COUNTRY
from janua.pack.messages import Messages

SCHEMAS = Path(__file__).parents[2] / "docs/schemas"


def _json(schema: str, *arguments: str) -> Any:
    found = CliRunner().invoke(main, list(arguments))
    assert (found.exit_code, found.stderr) == (0, "")
    document = json.loads(found.stdout)
    definition = json.loads((SCHEMAS / schema).read_text())
    Draft202012Validator.check_schema(definition)
    assert list(Draft202012Validator(definition).iter_errors(document)) == []
    return document


def test_attributes_say_who_reads_them() -> None:
    rows = {row["name"]: row for row in _json("attributes.json", "attributes", "--country", "mt", "--json")}

    assert {row["entity"] for row in rows.values()} == {"person", "claim"}
    assert rows["employment_income"]["programmes"] == ["MT-ACOL", "MT-CA", "MT-CAS", "MT-IWB"]
    assert rows["previous_weekly_wage"]["programmes"] == ["MT-UB"]
    assert rows["date_of_birth"]["type"] == "date"
    assert [name for name, row in rows.items() if not row["programmes"]] == []


def test_attributes_are_a_table_for_people() -> None:
    found = CliRunner().invoke(main, ["attributes", "--country", "mt"])

    assert found.exit_code == 0
    assert "employment_income"[:10] in found.stdout


def test_law_check_is_sound() -> None:
    document = _json("law-check.json", "law", "check", "mt", "--json")

    assert (document["ok"], document["findings"]) == (True, [])
    assert document["coverage"]["reached"] == document["coverage"]["branches"] > 100
    assert document["cases"]["run"] > 150
    assert [row["programme"] for row in document["programmes"]] == sorted(COUNTRY.law.programmes)
    assert [row["programme"] for row in document["listed"]] == [entry.code for entry in COUNTRY.listed]
    assert document["unreviewed"] == ["mt"]


def test_law_check_tells_its_findings_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {**COUNTRY.messages.texts, "mt": {"nobody_uses_this": "x"}}
    lacking = replace(COUNTRY, messages=Messages(texts, frozenset({"mt"})))
    monkeypatch.setattr(law_command, "load_country", lambda code: lacking)

    found = CliRunner().invoke(main, ["law", "check", "mt", "--json"])
    document = json.loads(found.stdout)

    assert (found.exit_code, document["ok"]) == (1, False)
    assert {"language": "mt", "key": "childrens_allowance.rate"} in document["untranslated"]
    assert "nobody_uses_this: a text in mt, but nothing uses it" in found.stderr


def test_law_show_puts_rule_number_article_and_mark_in_one_place() -> None:
    found = CliRunner().invoke(main, ["law", "show", "MT-CA", "--on", "2026-01-01"])

    assert found.exit_code == 0
    paragraph = found.stdout.partition("### Rate of a week for the child")[2].partition("###")[0]
    assert "Cap. 318, Part VI: rate by income, above the limit the lowest rate" in paragraph
    assert "EUR 30,000.00 per year, from 2026-01-01 — Budget 2026, citing the department [N]" in paragraph
    assert "def weekly_rate(" in paragraph


def test_law_show_as_json_shows_the_law_of_the_day() -> None:
    page = _json("law-show.json", "law", "show", "MT-CA", "--on", "2023-05-01", "--json")
    (rate,) = [rule for rule in page["rules"] if rule["key"] == "childrens_allowance.weekly_rate"]

    assert rate["until"] == "2023-12-31"
    numbers = {number["key"]: number["value"] for number in rate["numbers"]}
    assert numbers["childrens_allowance.income_ceiling"] == {"amount": "25924.00", "currency": "EUR"}


def test_law_show_refuses_what_is_no_programme() -> None:
    found = CliRunner().invoke(main, ["law", "show", "MT-CAT", "--on", "2026-01-01"])

    assert found.exit_code == 2
    assert ", ".join(sorted(COUNTRY.law.programmes)) in found.stderr


def test_every_command_of_the_table_loads_and_is_listed() -> None:
    found = CliRunner().invoke(main, ["--help"])

    assert found.exit_code == 0
    for name, command in COMMANDS.items():
        assert command.help in found.stdout
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_help_and_law_load_neither_framework_nor_database() -> None:
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from janua.cli.main import main\n"
        "CliRunner().invoke(main, ['--help'])\n"
        "early = sorted(name for name in ('yaml', 'lxml', 'rich', 'janua.rules') if name in sys.modules)\n"
        "assert CliRunner().invoke(main, ['law', 'show', 'MT-UB', '--on', '2026-01-01']).exit_code == 0\n"
        "late = sorted(name for name in ('django', 'psycopg') if name in sys.modules)\n"
        "print(early, late)\n"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env={}, check=True)

    assert found.stdout.strip() == "[] []"
