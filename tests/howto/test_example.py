"""What `docs/howto/add-a-benefit.md` builds stands, step by step, so that the page cannot go stale."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from janua.cli.main import main
from janua.config.countries import COUNTRIES, Pack
from janua.pack.blueprints import as_json, faults_of, from_json
from janua.pack.calculator import Answers, Calculator
from janua.pack.curves import curve
from janua.pack.health import health_of
from janua.pack.questionnaire import Member
from janua.rules import Outcome
from tests.howto.example.pack import COUNTRY
from tests.howto.example.questionnaire import QUESTIONNAIRE
from tests.rules.agreement.asked import ask
from tests.rules.agreement.back_ends import EVERY

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/howto/add-a-benefit.md"
EXAMPLE = Path(__file__).parent / "example"
ON = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COUNTRIES, "zz", Pack("tests.howto.example.pack", "UTC"))


def test_check_finds_nothing() -> None:
    found = CliRunner().invoke(main, ["law", "check", "zz"])

    assert (found.exit_code, found.stderr) == (0, "")
    assert health_of(COUNTRY).findings == ()


def test_show_has_the_new_amounts_with_their_mark() -> None:
    found = CliRunner().invoke(main, ["law", "show", "ZZ-SCHOOL", "--on", "2026-09-01"])

    assert "from 2026-09-01 — Notice 3 of 2026 (reported; the text was not read) [N]" in found.stdout


def test_calculate_gives_the_household_of_the_page(tmp_path: Path) -> None:
    (written,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "family.json").write_text(written)

    words = ["calculate", "--country", "zz", "--on", "2025-09-01", str(tmp_path / "family.json")]
    (result,) = json.loads(CliRunner().invoke(main, words).stdout)["results"]

    assert (result["outcome"], result["amount"]) == ("eligible", {"amount": "75.38", "currency": "EUR"})


def test_calculator_asks_and_tells() -> None:
    calculator = Calculator(COUNTRY, QUESTIONNAIRE)
    members = (Member("you", "you", date(1990, 5, 17)), Member("child-1", "child", date(2016, 5, 5)))
    answers = Answers(members, {("school", "child-1"): True, ("earned", "you"): "20000"})

    assert [one.question.code for one in calculator.asked(Answers(members, {}), ON)] == ["school", "earned"]
    assert calculator.asked(Answers(members, {("school", "child-1"): False}), ON) == ()
    assert [(one.outcome, one.amount) for one in calculator.results(answers, ON)] == [(Outcome.ELIGIBLE, 15_075)]


def test_picture_falls_where_the_bands_end() -> None:
    members = (Member("you", "you", date(1990, 5, 17)), Member("child-1", "child", date(2016, 5, 5)))
    answers = Answers(members, {("school", "child-1"): True, ("earned", "you"): "20000"})

    drawn = curve(Calculator(COUNTRY, QUESTIONNAIRE), answers, QUESTIONNAIRE.pictures[0], ON)

    assert {24_000, 15_075, 8_000} <= {point.amount for point in drawn.points}


def test_service_has_no_fault() -> None:
    (service,) = COUNTRY.services

    assert (
        faults_of(
            service,
            attributes=COUNTRY.attributes_by_name,
            programmes=COUNTRY.law.programmes,
            languages=COUNTRY.languages,
            grounds={},
            law=COUNTRY.law,
        )
        == ()
    )
    assert from_json(as_json(service)) == service


def test_every_back_end_answers_alike() -> None:
    asked = ask("zz", "howto", EVERY, households=300, told=300)

    assert asked.differences == []
    assert len(asked.outcomes) >= 3


def test_page_shows_files_as_they_are() -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)```", text, re.DOTALL)

    assert {name for name, _ in shown} >= {"law/school_start_grant.py", "law/school_start_grant.yaml"}
    for name, lines in shown:
        assert lines.strip() in (EXAMPLE / name).read_text(encoding="utf-8"), name
