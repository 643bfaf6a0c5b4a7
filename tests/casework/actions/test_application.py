"""Submitting: kept once, by whoever may, for what the service asks."""

from datetime import date
from typing import Any

import pytest

from janua.base.accounts.permissions import NotPermitted
from janua.casework.actions.application import Answer, AnswerNotAsked, KeyUsedOtherwise
from janua.casework.actions.draft import answers_of, save_draft
from janua.casework.models import Application, Case, Claim, Draft
from janua.catalogue.queries import NotOnOffer
from janua.registers.models import Fact
from tests.casework import factories as f
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def test_submit_makes_one_claim_a_programme_and_records_the_answers(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    income = Answer(of.mother.id, "employment_income", 1400000, "", date(2024, 1, 1), date(2024, 12, 31))

    application = f.submit_as(as_process, of, answers=(income,))

    assert {(claim.programme, claim.state, claim.origin) for claim in application.claims.all()} == {
        ("MT-CA", "submitted", "application"),
        ("MT-CAS", "submitted", "application"),
    }
    assert Case.objects.get().holder == of.mother
    recorded = Fact.objects.get(attribute="employment_income")
    assert (recorded.number, recorded.source, recorded.evidence_id) == (1400000, "declared", application.id)


def test_submit_twice_with_one_key_is_one_application(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()

    first = f.submit_as(as_process, of, key="press")
    second = f.submit_as(as_process, of, key="press")

    assert first == second
    assert (Application.objects.count(), Claim.objects.count()) == (1, 2)


def test_submit_with_a_used_key_and_other_answers_is_refused(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of, key="press")

    with pytest.raises(KeyUsedOtherwise):
        f.submit_as(as_process, of, key="press", service="birth-bonus")
    assert Application.objects.count() == 1


def test_submit_for_somebody_without_their_mandate_is_refused(as_process: Any) -> None:
    f.publish_catalogue()
    of, stranger = f.family(), f.family(number=2)

    with pytest.raises(NotPermitted):
        f.submit_as(as_process, f.Family(of.mother, of.father, of.children, stranger.account, of.home))
    assert Application.objects.count() == 0


def test_submit_under_a_mandate_to_apply_stands(as_process: Any) -> None:
    f.publish_catalogue()
    of, helper = f.family(), f.family(number=2)
    people.mandate(of.mother, helper.mother, scope=["apply"])

    application = f.submit_as(as_process, f.Family(of.mother, of.father, of.children, helper.account, of.home))

    assert (application.applicant, application.submitted_by) == (of.mother, helper.account)


def test_submit_under_a_mandate_for_something_else_is_refused(as_process: Any) -> None:
    f.publish_catalogue()
    of, helper = f.family(), f.family(number=2)
    people.mandate(of.mother, helper.mother, scope=["see"])

    with pytest.raises(NotPermitted):
        f.submit_as(as_process, f.Family(of.mother, of.father, of.children, helper.account, of.home))


def test_submit_to_a_service_not_on_offer_is_refused(as_process: Any) -> None:
    f.publish_catalogue()

    with pytest.raises(NotOnOffer):
        f.submit_as(as_process, f.family(), on=date(2025, 12, 31))


def test_submit_with_an_answer_that_is_not_asked_is_refused(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()

    with pytest.raises(AnswerNotAsked):
        f.submit_as(as_process, of, answers=(Answer(of.mother.id, "contributions_paid", 3),))
    assert Application.objects.count() == 0


def test_draft_is_sealed_seen_by_its_account_alone_and_gone_after_submission(as_process: Any) -> None:
    f.publish_catalogue()
    of, other = f.family(), f.family(number=2)
    with as_process("janua_portal", of.account.actor):
        draft = save_draft(service="childrens-allowance", applicant=of.mother.id, answers={"income": "14 000"})
        save_draft(service="childrens-allowance", applicant=of.mother.id, answers={"income": "15 000"})
        assert answers_of(Draft.objects.get(id=draft.id)) == {"income": "15 000"}
    with as_process("janua_portal", other.account.actor):
        assert list(Draft.objects.all()) == []

    f.submit_as(as_process, of)

    assert Draft.objects.count() == 0
