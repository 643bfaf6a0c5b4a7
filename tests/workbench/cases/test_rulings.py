"""Contradictions: both sides beside each other, a ruling with its reason; and answers for a silent register."""

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image

from janua.base.documents.models import Document
from janua.checks.models import Check, Discrepancy
from janua.registers.models import AccountLink, Fact, Relationship, Ruling
from janua.values import uuid7
from janua.workbench.journeys.rulings import contradictions
from tests.casework import factories as f
from tests.checks.factories import check
from tests.registers import factories as people
from tests.workbench.cases.conftest import CASE_OFFICER, browser, counted, looks, text

pytestmark = pytest.mark.django_db
YEAR: dict[str, Any] = {"true_from": date(2024, 1, 1), "true_to": date(2024, 12, 31)}


def differing(number: int = 1) -> list[Any]:
    """So many people whose own word and the tax register's differ."""
    found = []
    for place in range(number):
        parent = people.person(given=f"Rita {place}", area_id=1)
        declared = people.fact(parent.id, number=1_400_000, source="declared", assurance=1, **YEAR)
        asked = check(parent, "revenue", state="discrepancy")
        told = people.fact(parent.id, number=3_100_000, source="revenue", item="PE1", evidence_id=asked.id, **YEAR)
        found.append(
            Discrepancy.objects.create(
                check_asked=asked,
                subject=parent,
                attribute="employment_income",
                item="PE1",
                stated=declared.id,
                answered=told.id,
                found_at=people.NOW,
            )
        )
    return found


def sister_of(person: Any, officer: Any) -> None:
    """Have an officer be a sister of somebody."""
    sister = people.person(given="Sister", area_id=1)
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=sister, confirmed_by="papers", known_from=people.LONG_AGO
    )
    Relationship.objects.create(
        of_person=sister, to_person=person, kind="sibling", source="civil", known_from=people.LONG_AGO
    )


def test_list_shows_both_statements_and_logs_one_look() -> None:
    one, other = differing(2)
    officer = people.officer("rule_on_fact")
    client = browser(account=officer)

    page = client.get(client.at("discrepancies"))

    rows = page.context["shown"].rows
    assert [(row.name, row.stated.value, row.answered.value) for row in rows] == [
        ("Gross income from employment", "€14,000.00 per year", "€31,000.00 per year")
    ] * 2
    assert looks("discrepancies") == [(str(officer.id), sorted([one.subject_id, other.subject_id]))]


def test_list_of_another_area_is_empty_and_says_so() -> None:
    differing()
    client = browser("rule_on_fact", area_id=2)

    assert "No contradictions wait" in text(client.get(client.at("discrepancies")))


def test_list_without_the_permission_is_absent() -> None:
    client = browser("read_case")

    assert client.get(client.at("discrepancies")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(number: int) -> None:
    differing(number)
    officer = people.officer("rule_on_fact")

    assert counted(officer, lambda: contradictions(officer=officer.id, after="", on=f.TODAY)) == 6


def test_rule_shows_source_date_and_evidence_and_keeps_the_reason() -> None:
    (found,) = differing()
    officer = people.officer("rule_on_fact")
    client = browser(account=officer)

    said = text(client.get(client.at("rule", found.id)))
    for words in (
        "The person themselves",
        "Said by the person",
        "Commissioner for Tax and Customs",
        "Confirmed by a register",
        "The register’s own answer to our question",
        "1 January 2024 to 31 December 2024",
    ):
        assert words in said

    done = client.post(client.at("rule", found.id), {"fact": found.stated, "reason": "Her payslips bear it out."})

    assert (done.status_code, done["Location"]) == (302, f"{client.at('discrepancies')}?done=ruled")
    ruling = Ruling.objects.get()
    assert (ruling.fact_id, ruling.ruled_by, ruling.reason) == (found.stated, officer.id, "Her payslips bear it out.")
    assert "Somebody ruled on this before" in text(client.get(client.at("rule", found.id)))


def test_rule_without_choice_or_reason_keeps_the_page() -> None:
    (found,) = differing()
    client = browser("rule_on_fact")

    page = client.post(client.at("rule", found.id), {"reason": " "})

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"fact", "reason"})
    assert client.post(client.at("rule", found.id), {"fact": uuid7(), "reason": "x"}).status_code == 422
    assert Ruling.objects.count() == 0


def test_rule_on_a_relative_is_said_and_refused() -> None:
    (found,) = differing()
    officer = people.officer("rule_on_fact")
    sister_of(found.subject, officer)
    client = browser(account=officer)

    assert "a colleague rules on it" in text(client.get(client.at("rule", found.id)))
    assert client.post(client.at("rule", found.id), {"fact": found.stated, "reason": "Mine."}).status_code == 404
    assert Ruling.objects.count() == 0


def test_rule_in_another_area_is_absent() -> None:
    (found,) = differing()
    client = browser("rule_on_fact", area_id=2)

    assert client.get(client.at("rule", found.id)).status_code == 404
    assert client.post(client.at("rule", found.id), {"fact": found.stated, "reason": "x"}).status_code == 404
    assert looks("rule") == []


def silent() -> Any:
    """A question that the tax register never answered."""
    parent = people.person(given="Rita", area_id=1)
    asked = check(parent, "revenue", state="manual", parameters={"year": 2024})
    return parent, asked


def photograph() -> Any:
    file = io.BytesIO()
    Image.effect_noise((600, 800), 90).convert("RGB").save(file, "JPEG")
    file.seek(0)
    file.name = "payslip.jpg"
    return file


def test_answer_from_papers_states_facts_for_the_asked_days_and_keeps_the_paper() -> None:
    parent, asked = silent()
    client = browser(*CASE_OFFICER)
    assert "Answer in the place of Commissioner for Tax and Customs" in text(
        client.get(client.at("answer-check", asked.id))
    )

    done = client.post(client.at("answer-check", asked.id), {"employment_income": "12,345.67", "paper": photograph()})

    assert (done.status_code, done["Location"]) == (302, f"{client.at('inbox')}?done=answered")
    fact = Fact.objects.get(subject_id=parent.id)
    assert (fact.attribute, fact.number, fact.source, fact.evidence_id) == (
        "employment_income",
        1_234_567,
        "office",
        asked.id,
    )
    assert (fact.true_from, fact.true_to, Check.objects.get().state) == (*YEAR.values(), "answered")
    assert [(paper.person_id, paper.media_type) for paper in Document.objects.all()] == [(parent.id, "image/jpeg")]


def test_answer_without_any_value_or_with_a_broken_file_is_refused() -> None:
    _parent, asked = silent()
    client = browser(*CASE_OFFICER)
    broken = io.BytesIO(b"not a photo")
    broken.name = "x.jpg"

    empty = client.post(client.at("answer-check", asked.id), {})
    unreadable = client.post(client.at("answer-check", asked.id), {"employment_income": "1", "paper": broken})

    assert (empty.status_code, unreadable.status_code) == (422, 422)
    assert "Write at least one value" in text(empty)
    assert (Fact.objects.count(), Document.objects.count(), Check.objects.get().state) == (0, 0, "manual")


def test_answer_for_a_relative_in_another_area_or_without_permission_is_refused() -> None:
    parent, asked = silent()
    officer = people.officer(*CASE_OFFICER)
    sister_of(parent, officer)
    kin, foreign, other = browser(account=officer), browser(*CASE_OFFICER, area_id=2), browser("read_case")

    assert "a colleague answers it" in text(kin.get(kin.at("answer-check", asked.id)))
    for client in (kin, foreign, other):
        assert client.post(client.at("answer-check", asked.id), {"employment_income": "1"}).status_code == 404
    assert foreign.get(foreign.at("answer-check", asked.id)).status_code == 404
    assert Fact.objects.count() == 0


def test_answer_of_what_is_not_open_is_not_offered() -> None:
    _parent, asked = silent()
    Check.objects.update(state="answered")
    client = browser(*CASE_OFFICER)

    assert "There is nothing to do here" in text(client.get(client.at("answer-check", asked.id)))
    assert client.post(client.at("answer-check", asked.id), {"employment_income": "1"}).status_code == 409
