"""What is known is shown with its source; what is another adult's is not, unless they allow it."""

from datetime import date, timedelta
from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.base.clock import now, today
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.draft import clear_drafts
from janua.casework.models import Application, Claim, Draft, Remark, Task
from janua.checks.models import Discrepancy
from janua.registers.models import Consent, Fact
from tests.casework import factories as f
from tests.faces import portal_client, workbench_client
from tests.portal.apply.journeys import CODE, begun, fresh_family, go_on, sent
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
YEAR = today().year - 2
WHOLE: dict[str, Any] = {"true_from": date(YEAR, 1, 1), "true_to": date(YEAR, 12, 31)}


def with_incomes() -> f.Family:
    of = fresh_family()
    people.fact(of.mother.id, number=1111100, item="PE1", known_from=now(), **WHOLE)
    people.fact(of.father.id, number=2222200, item="PE2", known_from=now(), **WHOLE)
    return of


def known_page(client: Any) -> str:
    text: str = client.get(client.at("apply-step", CODE, "known")).content.decode()
    return text


def test_known_page_shows_own_and_childrens_values_and_not_the_partners() -> None:
    of = with_incomes()

    page = known_page(begun(of))

    assert ("€11,111.00" in page, "€22,222.00" in page) == (True, False)
    assert f"Gross income from employment, {YEAR}: known, not shown (Malta Tax and Customs Administration)" in page
    assert ("Malta" in page, "4 May 2016" in page, "1 July 1988" in page) == (True, True, False)


def test_known_page_shows_the_partners_values_with_consent_and_offers_no_word_against_them() -> None:
    of = with_incomes()
    Consent.objects.create(
        person=of.father, purpose="see_values", recipient=str(of.mother.id), true_from=today(), known_from=now()
    )

    page = known_page(client := begun(of))

    wrong = client.at("apply-step", CODE, f"wrong.employment_income.{of.father.id.hex[-8:]}")
    assert ("€22,222.00" in page, "lets you see this" in page, wrong in page) == (True, True, False)


def test_consent_is_not_handed_on_to_who_acts_for_the_one_who_holds_it() -> None:
    of, helper = with_incomes(), f.family(number=2)
    people.mandate(of.mother, helper.mother, scope=["apply"])
    Consent.objects.create(
        person=of.father, purpose="see_values", recipient=str(of.mother.id), true_from=today(), known_from=now()
    )
    client = portal_client(helper.account, acts_for=of.mother.id)
    client.post(client.at("apply", CODE))

    page = known_page(client)

    assert ("€11,111.00" in page, "€22,222.00" in page) == (True, False)


def test_stale_fact_that_no_register_answers_is_asked() -> None:
    f.publish_catalogue()
    of = f.family()
    client = begun(of)

    tail = of.mother.id.hex[-8:]
    page = client.get(client.at("apply-step", CODE, f"resident_in_malta.{tail}"))

    assert (page.status_code, "From when have you lived in Malta?" in page.content.decode()) == (200, True)


def test_permit_is_asked_of_whom_it_can_concern_alone() -> None:
    of = fresh_family()
    assert "residence_permit" not in begun(of).get(f"/apply/{CODE}/tasks/").content.decode()
    other = f.family(number=2)
    Fact.objects.filter(subject_id=other.mother.id, attribute="citizenship").delete()
    people.fact(other.mother.id, "citizenship", source="identita", words="UA", item="UA", known_from=now())

    assert "residence_permit" in begun(other).get(f"/apply/{CODE}/tasks/").content.decode()


def test_restricted_partner_and_child_are_not_named() -> None:
    of = fresh_family()
    for person in (of.father, of.children[0]):
        person.restricted = True
        person.save()
    client = begun(of)

    page = client.get(client.at("apply-step", CODE, "people")).content.decode()

    assert [name in page for name in ("Maria Borg", "Ġużeppi", "Luca 0", "Luca 1")] == [True, False, False, True]


def test_word_against_a_register_is_kept_and_weighed_by_an_officer(as_process: Any) -> None:
    of = with_incomes()
    client = begun(of)
    step = f"wrong.employment_income.{of.mother.id.hex[-8:]}"
    assert "It does not replace it by itself." in client.get(client.at("apply-step", CODE, step)).content.decode()

    kept = go_on(client, step, value="9,000", reason="My payslips say so.")
    assert kept["Location"] == client.at("upload", CODE, f"employment_income.{of.mother.id.hex[-8:]}")
    go_on(client, "people")
    go_on(client, "known")
    assert "My payslips say so." in client.get(client.at("apply-check", CODE)).content.decode()
    sent(client)

    remark = Remark.objects.get()
    stated = Fact.objects.get(source="declared", attribute="employment_income")
    assert (stated.number, remark.stated, remark.reason) == (900000, stated.id, "My payslips say so.")
    with as_process("janua_work", system_actor("assessor")):
        begin_claims(on=today())
    number = of.mother.identifiers.get().value
    income = f.income_record(number, gross="11111.00") | {"year": YEAR}
    partner = f.income_record(of.father.identifiers.get().value, gross="22222.00") | {"year": YEAR}
    f.answer_checks(as_process, {of.mother.id: income, of.father.id: partner}, on=today())
    with as_process("janua_work", system_actor("assessor")):
        take_up_checks(on=today())

    assert {(one.stated, one.attribute) for one in Discrepancy.objects.all()} == {(stated.id, "employment_income")}
    assert {claim.state for claim in Claim.objects.all()} == {"assessed"}
    assert "rule_on_discrepancy" in {task.kind for task in Task.objects.all()}


def test_missing_child_in_the_persons_words_goes_to_an_officer(as_process: Any) -> None:
    of = fresh_family()
    client = begun(of, code="birth-bonus")
    go_on(client, "family", code="birth-bonus", text="My baby Ana, born yesterday, is missing.")
    go_on(client, "people", code="birth-bonus")
    go_on(client, "known", code="birth-bonus")
    sent(client, code="birth-bonus")

    remark = Remark.objects.get()
    assert (remark.attribute, remark.stated, remark.reason) == ("", None, "My baby Ana, born yesterday, is missing.")
    with as_process("janua_work", system_actor("assessor")):
        begin_claims(on=today())
    f.answer_checks(as_process, {}, on=today())
    with as_process("janua_work", system_actor("assessor")):
        take_up_checks(on=today())
    assert Claim.objects.get().state == "assessed"
    assert Task.objects.count() == 1


def test_word_taken_back_is_not_sent() -> None:
    of = with_incomes()
    client = begun(of)
    step = f"wrong.employment_income.{of.mother.id.hex[-8:]}"
    go_on(client, step, value="9,000", reason="Wrong.")
    client.post(client.at("apply-step", CODE, step), {"take-back": "1"})
    go_on(client, "people")
    go_on(client, "known")
    sent(client)

    assert (Application.objects.count(), Remark.objects.count()) == (1, 0)
    assert not Fact.objects.filter(source="declared").exists()


def test_old_drafts_are_cleared_and_others_stay(as_process: Any) -> None:
    of = fresh_family()
    for code, days, discarded in (
        ("childrens-allowance", 0, 2),
        ("birth-bonus", 91, 0),
        ("unemployment-benefit", 5, 0),
    ):
        begun(of, code=code)
        at = now()
        Draft.objects.filter(service=code).update(
            updated_at=at - timedelta(days=days), discarded_at=at - timedelta(days=discarded) if discarded else None
        )

    with as_process("janua_work", system_actor("keeper")):
        cleared = clear_drafts()

    assert (cleared, [draft.service for draft in Draft.objects.all()]) == (2, ["unemployment-benefit"])


def test_officer_reads_what_the_person_says_is_wrong_and_sees_their_papers(as_process: Any) -> None:
    of = with_incomes()
    client = begun(of)
    go_on(client, f"wrong.employment_income.{of.mother.id.hex[-8:]}", value="9,000", reason="My payslips say so.")
    for step in ("people", "known"):
        go_on(client, step)
    sent(client)
    claim = Claim.objects.filter(programme="MT-CA").get()
    stated = Fact.objects.get(source="declared")
    row = Discrepancy.objects.create(
        subject=of.mother,
        attribute="employment_income",
        stated=stated.id,
        answered=Fact.objects.filter(subject_id=of.mother.id, source="revenue").get().id,
        found_at=now(),
    )
    officer = workbench_client(people.officer("read_case", "rule_on_fact"))

    case = officer.get(officer.at("claim", claim.id))
    rule = officer.get(officer.at("rule", row.id))

    assert [(page.status_code, "My payslips say so." in page.content.decode()) for page in (case, rule)] == [
        (200, True),
        (200, True),
    ]
