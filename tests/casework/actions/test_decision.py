"""Saying no: only a named officer, after notice and a chance to answer, on what the law says now."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.casework.actions.claim import begin_claims, send_round_again, take_up_checks
from janua.casework.actions.decision import (
    AssessmentOutdated,
    NoticeOutstanding,
    answer_notice,
    decide,
    intend_refusal,
)
from janua.casework.models import Assessment, Claim, Decision, EntitlementLine, Task
from janua.casework.states import WrongState
from janua.registers.models import AccountLink, Fact, Relationship
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
ASSESSOR = system_actor("assessor")
LATER = f.TODAY + timedelta(days=15)


@pytest.fixture
def refused(as_process: Any) -> Any:
    """A family whose only child is in foster care: the law says no, and the claim waits for an officer."""
    f.publish_catalogue()
    of = f.family(born=(date(2015, 5, 4),))
    people.fact(of.children[0].id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    f.submit_as(as_process, of)
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    f.answer_checks(as_process, {of.mother.id: f.income_record(of.mother.identifiers.get().value, gross="1.00")})
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=f.TODAY)
    return of


def claim_and_assessment(programme: Any = "MT-CA") -> Any:
    claim = Claim.objects.get(programme=programme)
    shown = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on").first()
    return claim, shown


def give_notice(as_process: Any, officer: Any, *, on: Any = f.TODAY) -> Any:
    claim, shown = claim_and_assessment()
    f.deal_to(officer, claim)
    with as_process("janua_workbench", officer.actor):
        return intend_refusal(claim=claim.id, assessment=shown.id, on=on, answer_days=14)


def refuse(as_process: Any, officer: Any, *, on: Any, outcome: Any = "refuse") -> Any:
    claim, shown = claim_and_assessment()
    f.deal_to(officer, claim)
    with as_process("janua_workbench", officer.actor):
        return decide(claim=claim.id, assessment=shown.id, outcome=outcome, on=on, challenge_days=30)


def test_refusal_after_notice_names_the_officer_and_each_failed_condition(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    give_notice(as_process, officer)

    decision = refuse(as_process, officer, on=LATER)

    failed = [reason for reason in decision.reasons if reason["met"] is False]
    assert (decision.outcome, decision.decided_by, decision.amount) == ("refuse", officer, None)
    assert "childrens_allowance.a_child_lives_at_home" in [reason["key"] for reason in failed]
    assert all(reason["citation"] for reason in decision.reasons)
    assert decision.challenge_until == LATER + timedelta(days=30)
    assert EntitlementLine.objects.count() == 0
    claim, _ = claim_and_assessment()
    assert Task.objects.filter(object_id=claim.id, state="open").count() == 0


def test_refusal_without_notice_is_refused(as_process: Any, refused: Any) -> None:
    with pytest.raises(NoticeOutstanding):
        refuse(as_process, people.officer("decide_claim"), on=LATER)
    assert Decision.objects.count() == 0


def test_refusal_before_the_time_to_answer_is_over_is_refused(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    give_notice(as_process, officer)

    with pytest.raises(NoticeOutstanding):
        refuse(as_process, officer, on=f.TODAY + timedelta(days=14))


def test_refusal_after_the_answer_need_not_wait(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    notice = give_notice(as_process, officer)
    with as_process("janua_portal", refused.account.actor):
        answer_notice(notice=notice.id, answer="He comes home every weekend.")

    decision = refuse(as_process, officer, on=f.TODAY)

    notice.refresh_from_db()
    assert decision.outcome == "refuse"
    assert notice.answer == "He comes home every weekend."


def test_answer_to_a_notice_by_a_stranger_finds_nothing(as_process: Any, refused: Any) -> None:
    notice = give_notice(as_process, people.officer("decide_claim"))
    stranger = f.family(number=2)

    with pytest.raises(notice.DoesNotExist), as_process("janua_portal", stranger.account.actor):
        answer_notice(notice=notice.id, answer="…")


def test_grant_against_the_law_is_refused(as_process: Any, refused: Any) -> None:
    with pytest.raises(WrongState):
        refuse(as_process, people.officer("decide_claim"), on=LATER, outcome="grant")


def test_notice_by_an_officer_without_the_permission_is_refused(as_process: Any, refused: Any) -> None:
    with pytest.raises(NotPermitted):
        give_notice(as_process, people.officer("prepare_decision"))


def test_notice_by_an_officer_of_another_area_finds_no_claim(as_process: Any, refused: Any) -> None:
    with pytest.raises(Claim.DoesNotExist):
        give_notice(as_process, people.officer("decide_claim", area_id=7))


def test_notice_by_a_relative_is_refused(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    aunt = people.person(given="Aunt", area_id=1)
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=aunt, confirmed_by="papers", known_from=people.LONG_AGO
    )
    Relationship.objects.create(
        of_person=aunt, to_person=refused.mother, kind="guardian", source="civil", known_from=people.LONG_AGO
    )

    with pytest.raises(NotPermitted):
        give_notice(as_process, officer)


def test_refusal_on_what_has_changed_meanwhile_is_refused(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    give_notice(as_process, officer)
    # Came home on the day before: what the officer looked at is no longer so.
    Fact.objects.filter(attribute="in_care").update(known_to=people.NOW)

    with pytest.raises(AssessmentOutdated):
        refuse(as_process, officer, on=LATER)
    assert Decision.objects.count() == 0


def test_send_round_again_assesses_the_mended_facts(as_process: Any, refused: Any) -> None:
    officer = people.officer("prepare_decision")
    Fact.objects.filter(attribute="in_care").update(known_to=people.NOW)
    claim, _ = claim_and_assessment()
    with as_process("janua_workbench", officer.actor):
        send_round_again(claim=claim.id, on=f.TODAY)

    with as_process("janua_work", ASSESSOR):
        carried = begin_claims(on=f.TODAY)

    assert carried.handed_on + carried.granted == 1
    assert next(iter(Task.objects.filter(object_id=claim.id).order_by("opened_at"))).state == "done"


def test_database_refuses_a_refusal_without_a_name(as_process: Any, refused: Any) -> None:
    claim, shown = claim_and_assessment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            reference="D-X",
            claim=claim,
            assessment=shown,
            outcome="refuse",
            currency="EUR",
            period_unit="quarter",
            reasons=[],
            decided_by_system="assessor",
            decided_at=people.NOW,
            on=f.TODAY,
            challenge_until=f.TODAY,
        )


def officer_who_is(person: Any, *, permission: Any = "decide_claim") -> Any:
    officer = people.officer(permission)
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=person, confirmed_by="papers", known_from=people.LONG_AGO
    )
    return officer


def test_notice_by_a_relative_whom_the_officer_cannot_see_is_refused(as_process: Any, refused: Any) -> None:
    people.area(9)
    grandmother = people.person(given="Nanna", area_id=9)
    sister = people.person(given="Sister", area_id=9)
    for child in (refused.mother, sister):
        Relationship.objects.create(
            of_person=grandmother, to_person=child, kind="parent", source="civil", known_from=people.LONG_AGO
        )
    officer = officer_who_is(sister)
    type(refused.mother).objects.filter(id=refused.mother.id).update(restricted=True)

    # Restricted, and so not there at all for this officer.
    with pytest.raises((NotPermitted, Claim.DoesNotExist)):
        give_notice(as_process, officer)


def test_notice_by_somebody_of_the_same_dwelling_registered_elsewhere_is_refused(as_process: Any, refused: Any) -> None:
    people.area(9)
    lodger = people.person(given="Lodger", area_id=9)
    people.residence(lodger, refused.home, kind="actual")

    with pytest.raises(NotPermitted):
        give_notice(as_process, officer_who_is(lodger))


def test_refusal_for_reasons_that_the_person_was_not_told_is_refused(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    notice = give_notice(as_process, officer)
    told = [reason | {"met": True} for reason in notice.reasons]
    type(notice).objects.filter(id=notice.id).update(reasons=told)

    with pytest.raises(NoticeOutstanding, match="never told"):
        refuse(as_process, officer, on=LATER)


def test_answer_by_whoever_gave_the_notice_is_refused(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim", "submit_application")
    notice = give_notice(as_process, officer)

    with pytest.raises(NotPermitted), as_process("janua_workbench", officer.actor):
        answer_notice(notice=notice.id, answer="Nothing to say.")


def test_answer_by_a_mandate_for_something_else_is_refused(as_process: Any, refused: Any) -> None:
    notice = give_notice(as_process, people.officer("decide_claim"))
    people.mandate(refused.mother, refused.father, scope=["see"])
    account = people.citizen(refused.father)

    with pytest.raises(NotPermitted), as_process("janua_portal", account.actor):
        answer_notice(notice=notice.id, answer="I agree.")


def a_decision(claim: Any, shown: Any, **more: Any) -> Any:
    values = {
        "reference": "D-X",
        "claim": claim,
        "assessment": shown,
        "outcome": "refuse",
        "currency": "EUR",
        "period_unit": "quarter",
        "reasons": [],
        "decided_at": people.NOW,
        "on": LATER,
        "challenge_until": LATER,
    }
    return Decision.objects.create(**values | more)


def test_database_refuses_a_refusal_that_the_worker_signs_with_an_officers_name(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    notice = give_notice(as_process, officer)
    type(notice).objects.filter(id=notice.id).update(answered_at=people.NOW)
    claim, shown = claim_and_assessment()

    for actor in (ASSESSOR, officer.actor):
        with pytest.raises(ProgrammingError, match="row-level security"), as_process("janua_work", actor):
            a_decision(claim, shown, decided_by=officer)


def test_database_refuses_a_refusal_without_notice(as_process: Any, refused: Any) -> None:
    officer = people.officer("decide_claim")
    claim, shown = claim_and_assessment()

    with pytest.raises(ProgrammingError, match="row-level security"), as_process("janua_workbench", officer.actor):
        a_decision(claim, shown, decided_by=officer)


def test_database_refuses_a_decision_in_a_colleagues_name(as_process: Any, refused: Any) -> None:
    officer, colleague = people.officer("decide_claim"), people.officer("decide_claim")
    give_notice(as_process, colleague)
    claim, shown = claim_and_assessment()

    with pytest.raises(ProgrammingError, match="row-level security"), as_process("janua_workbench", officer.actor):
        a_decision(claim, shown, decided_by=colleague)


def test_grant_without_an_exact_amount_is_refused(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, {})
    officer = people.officer("decide_claim")
    claim = Claim.objects.filter(programme="MT-CA").get()
    shown = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on")[0]

    f.deal_to(officer, claim)
    with pytest.raises(WrongState), as_process("janua_workbench", officer.actor):
        decide(claim=claim.id, assessment=shown.id, outcome="grant", on=f.TODAY, challenge_days=30)
