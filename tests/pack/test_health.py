"""What `law check` finds: each kind of fault planted in a copy of a sound law."""

import shutil
from dataclasses import replace
from pathlib import Path

from janua.countries.mt.pack import COUNTRY
from janua.pack.country import Country
from janua.pack.health import health_of


def _copy(folder: Path) -> Country:
    shutil.copytree(COUNTRY.law_folder, folder / "law", ignore=shutil.ignore_patterns("__pycache__"))
    return replace(COUNTRY, law_folder=folder / "law", _laws={})


def _change(country: Country, name: str, old: str, new: str) -> None:
    path = country.law_folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_health_tells_a_changed_number_by_the_cases_it_breaks(tmp_path: Path) -> None:
    country = _copy(tmp_path)
    _change(country, "childrens_allowance.yaml", '2026-01-01, value: "27.29"', '2026-01-01, value: "27.30"')

    failed = [result.case.name for result in health_of(country).cases if result.differences]

    assert "childrens_allowance/2026-01-01/example_2_one_child.yaml" in failed


def test_health_tells_a_branch_that_no_case_reaches(tmp_path: Path) -> None:
    country = _copy(tmp_path)
    for year in ("2021-12-31", "2022-06-01", "2023-12-31"):
        shutil.rmtree(country.law_folder / "cases/unemployment_benefit" / year)

    health = health_of(country)

    assert "unemployment_benefit.supports_a_family" in health.without_cases
    assert "unemployment_benefit.benefit since 2008-01-01, branch 1: no case reaches it" in health.findings


def test_health_tells_every_fault_of_a_law_that_cannot_be_read(tmp_path: Path) -> None:
    country = _copy(tmp_path)
    _change(country, "unemployment_benefit.py", "/ p.unemployment_benefit.days_in_week", "/ 6.0")
    _change(country, "birth_bonus.py", "p.birth_bonus.first_day", "p.birth_bonus.frist_day")

    health = health_of(country)

    assert (health.law, health.cases, health.to_json()["ok"]) == (None, (), False)
    assert [error.partition("law/")[2].partition(":")[0] for error in health.findings] == [
        "birth_bonus.py",
        "unemployment_benefit.py",
    ]
    assert "first_day" in health.findings[0]


def test_health_asks_for_a_summary_in_every_language_where_one_language_has_it() -> None:
    texts = COUNTRY.messages.texts
    told = {
        "mt": {key: text for key, text in texts["mt"].items() if key != "MT-CA.summary"},
        "en": {**texts["en"], "MT-CA.summary": "For children.", "MT-XX.summary": "For nobody."},
    }
    findings = health_of(replace(COUNTRY, messages=replace(COUNTRY.messages, texts=told))).findings

    assert [finding for finding in findings if finding.startswith(("MT-CA.summary", "MT-XX.summary"))] == [
        "MT-CA.summary: no text in mt",
        "MT-XX.summary: a text in en, but nothing uses it",
    ]
