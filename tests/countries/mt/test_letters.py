"""Malta's letters: every article and source has its words, and every outcome of the law can be written."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from janua.base.seals.picture import picture_of
from janua.countries.mt.pack import COUNTRY
from janua.pack.cases import read_cases
from janua.pack.letters import render_letter
from janua.pack.telling import Words, told_conditions, told_lines, told_missing

LETTERS = COUNTRY.letters
AT = datetime(2026, 3, 2, tzinfo=UTC)
CASES = read_cases(COUNTRY.law_folder / "cases")


def test_each_language_of_service_has_its_letters() -> None:
    assert set(LETTERS.languages) == set(COUNTRY.languages)
    for language in COUNTRY.languages:
        names = {path.name for path in (LETTERS.folder / language).glob("*.typ")}
        assert names == {"decision.typ", "intended_decrease.typ", "intended_refusal.typ"}


def test_each_article_has_maltese_words_and_none_is_left_over() -> None:
    cited = {version.citation for versions in COUNTRY.law.rules.values() for version in versions}
    cited |= {value.citation for parameter in COUNTRY.law.parameters.values() for value in parameter.values}

    assert set(LETTERS.citations["mt"]) == cited - {""}


def test_each_source_of_facts_has_a_name_in_both_languages() -> None:
    sources = {source for attribute in COUNTRY.attributes for source in attribute.registers} | {"declared"}

    for language in COUNTRY.languages:
        assert set(LETTERS.sources[language]) == sources


def values(case: Any, programme: Any, language: Any) -> Any:
    found = COUNTRY.assess(COUNTRY.situation(case.situation), programme, case.on)
    words = Words(COUNTRY.messages, language, LETTERS.citations[language])
    result, names = found.to_json(), {str(person): str(person).title() for person in found.unit.persons}
    conditions = told_conditions(result["conditions"], words)
    granted = found.outcome == "eligible"
    amount = {"amount": "1234.50", "currency": "EUR"}
    line = {"starts_on": "2026-01-01", "ends_on": "2026-03-31", "due_on": "2026-02-01", "amount": amount}
    return {
        "outcome": "grant" if granted else "refuse",
        "programme": words.text(programme),
        "reference": "D-4F7K-2MWT-8",
        "claim": "K-93PD-M4QX-7",
        "person": {"name": "Anna Borg", "address": ["24, Triq il-Ħarruba"], "identifier": ""},
        "concerns": list(names.values()),
        "period": result["period"],
        "conditions": [condition.to_json() for condition in conditions],
        "failed": sum(condition.met is False for condition in conditions),
        "missing": list(told_missing(result["missing"], words)),
        "decided_on": "2026-03-02",
        "amount": result["amount"],
        "from_on": result["from"],
        "lines": [line, line] if granted else [],
        "total": amount,
        "counted": granted,
        "calculation": [
            one.to_json()
            for one in told_lines(found.explanation.to_json()["nodes"], found.root, words=words, names=names)
            if granted
        ],
        "asks_for_more": granted,
        "supersedes": {"reference": "D-1", "on": "2026-02-01"},
        "challenge_until": "2026-04-01",
        "decided_by": "Ċetta Zammit",
        "given_on": "2026-03-02",
        "given_by": "Ċetta Zammit",
        "answer_by": "2026-03-16",
        "before": amount,
        "seal": {"picture": picture_of("words"), "code": "ABCD-EFGH-IJKL-MNOP", "portal": "janua.example"},
    }


@pytest.mark.parametrize("language", COUNTRY.languages)
def test_every_outcome_of_every_programme_can_be_written(language: Any) -> None:
    written = set()
    for case in CASES:
        for programme, expected in case.expect.items():
            rules = tuple((rule.key, rule.since) for rule in COUNTRY.law.rules_of(programme, case.on))
            kind = (programme, expected["outcome"], rules)
            if case.switches or kind in written:
                continue
            written.add(kind)
            found = values(case, programme, language)
            for name in ("decision", "intended_refusal", "intended_decrease"):
                if name == "decision" or (found["outcome"] == "refuse") == (name == "intended_refusal"):
                    pdf = render_letter(LETTERS, name=name, language=language, values=found, at=AT)
                    assert pdf.startswith(b"%PDF-")
    assert {programme for programme, _, _ in written} == set(COUNTRY.law.programmes)


def text_of(found: Any, language: Any = "en") -> Any:
    pdf = render_letter(LETTERS, name="decision", language=language, values=found, at=AT)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("’", "'").split())


def case_named(name: Any) -> Any:
    return next(case for case in CASES if case.name.endswith(name))


def test_letter_of_the_country_files_first_example_shows_each_step() -> None:
    found = values(case_named("2026-01-01/example_1_two_children.yaml"), "MT-CA", "en")

    words = text_of(found)

    for expected in ("€20,500.00 a year", "6.5 %", "€11.88 a week", "13 weeks", "€154.44 a quarter", "€308.88"):
        assert expected in words, expected


def test_letter_of_unemployment_shows_the_rate_of_each_band() -> None:
    found = values(case_named("2026-01-01/example_8.yaml"), "MT-UB", "en")
    words = text_of(found)

    assert "Se nħallsuk €5,640.00 b'kollox, f'2 ħlasijiet" in text_of(found, "mt")
    for expected in (
        "We will pay you €5,640.00 in all, in 2 payments",
        "€40.00 a day",
        "€36.67 a day",
        "€33.33 a day",
        "€5,640.00",
    ):
        assert expected in words, expected


def test_letter_writes_days_and_money_as_each_language_does() -> None:
    found = values(case_named("2026-01-01/example_1_two_children.yaml"), "MT-CA", "en") | {
        "challenge_until": date(2026, 12, 8).isoformat()
    }

    assert "8 December 2026" in text_of(found)
    assert "8 ta' Diċembru 2026" in text_of(found, "mt")
    assert "€1,234.50" in text_of(found, "mt")
