"""Looking again: who may ask and until when, by whom, on what is known now, and what becomes of the money."""

from datetime import date, timedelta
from typing import Any

import pytest

from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.casework.actions import reconsideration as again
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding, answer_notice
from janua.casework.actions.replay import replay
from janua.casework.models import Claim, Decision, Entitlement, EntitlementLine, Reconsideration, Task
from janua.casework.states import WrongState
from janua.pack.installed import country
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import AccountLink, Assurance, Fact, Relationship
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")
LATER = f.TODAY + timedelta(days=10)
HEARD = LATER + timedelta(days=15)


@pytest.fixture
def granted(as_process: Any) -> Any:
    """Example 1 of the country file, granted by the machine: 308.88 a quarter on 20,500."""
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    return of


@pytest.fixture
def officer(granted: Any) -> Any:
    """An officer who looks again."""
    return people.officer("reconsider_claim", "do_task")


def old_decision(programme: Any = "MT-CA") -> Any:
    return Decision.objects.get(claim__programme=programme, supersedes__isnull=True)


def ask(as_process: Any, account: Any, *, on: Any = LATER, role: Any = "janua_portal") -> Any:
    decision = old_decision().id
    with as_process(role, account.actor):
        return again.ask(decision=decision, grounds="My income was lower.", on=on)


def rerun(as_process: Any, officer: Any, asked: Any, *, on: Any = LATER) -> Any:
    f.deal_to(officer, asked)
    with as_process("janua_workbench", officer.actor):
        return again.rerun(reconsideration=asked.id, on=on)


def decide(as_process: Any, officer: Any, asked: Any, *, on: Any = LATER) -> Any:
    f.deal_to(officer, asked)
    asked.refresh_from_db()
    with as_process("janua_workbench", officer.actor):
        return again.decide(reconsideration=asked.id, assessment=asked.assessment_id, on=on, challenge_days=30)


def correct_income(as_process: Any, of: Any, amount: Any) -> None:
    """Revenue states the father's income of 2024 anew, under the item it used before."""
    before = Fact.objects.get(subject_id=of.father.id, attribute="employment_income", known_to__isnull=True)
    with as_process("janua_work", system_actor("exchange")):
        record_facts(
            source="revenue",
            facts=[
                StatedFact(
                    subject=of.father.id, attribute="employment_income", value=amount, item=before.item,
                    true_from=before.true_from, true_to=before.true_to,
                )
            ],
            attributes=country().attributes_by_name,
            assurance=Assurance.CONFIRMED,
            on=LATER,
            evidence_id=None,
        )  # fmt: skip


def euro(amount: Any) -> Any:
    return {"amount": amount, "currency": "EUR"}


def standing() -> Any:
    """(first day, amount) of the lines of the allowance that have not ended."""
    lines = EntitlementLine.objects.filter(programme="MT-CA").exclude(state="ended").order_by("starts_on", "id")
    return [(line.starts_on.month, line.amount) for line in lines]


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_ask_by_the_person_is_sealed_and_dealt_to_another_officer(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    with as_process("janua_work", KEEPER):
        assert again.take_up_reconsiderations(on=LATER) == 1
        assert again.take_up_reconsiderations(on=LATER) == 0

    task = Task.objects.get(kind="reconsider")
    assert (task.object_id, task.owner, task.person) == (asked.id, officer, granted.mother)
    assert task.deadline_on == LATER + timedelta(days=28)
    assert Reconsideration.objects.get().grounds == "My income was lower."


def test_ask_by_the_holder_of_a_mandate_to_challenge(as_process: Any, granted: Any) -> None:
    helper = people.person(given="Rita", area_id=1)
    account = people.citizen(helper)
    people.mandate(granted.mother, helper, scope=["challenge"])

    assert ask(as_process, account).person == granted.mother


def test_ask_with_a_mandate_for_something_else_is_refused(as_process: Any, granted: Any) -> None:
    helper = people.person(given="Rita", area_id=1)
    account = people.citizen(helper)
    people.mandate(granted.mother, helper, scope=["report"])

    with pytest.raises(NotPermitted):
        ask(as_process, account)


def test_ask_by_the_partner_is_refused(as_process: Any, granted: Any) -> None:
    account = people.citizen(granted.father)

    with pytest.raises(NotPermitted):
        ask(as_process, account)


def test_ask_after_the_last_day_says_how_to_go_on(as_process: Any, granted: Any) -> None:
    last = old_decision().challenge_until
    ask(as_process, granted.account, on=last)
    Reconsideration.objects.all().delete()

    with pytest.raises(again.ChallengeLate, match="Apply again, or tell the office"):
        ask(as_process, granted.account, on=last + timedelta(days=1))


def test_ask_late_at_the_desk_is_refused_and_the_office_itself_may(as_process: Any, granted: Any, officer: Any) -> None:
    late = old_decision().challenge_until + timedelta(days=1)

    with pytest.raises(again.ChallengeLate):
        ask(as_process, people.officer("submit_application"), on=late, role="janua_workbench")
    assert ask(as_process, officer, on=late, role="janua_workbench").asked_by == officer


def test_ask_twice_is_refused(as_process: Any, granted: Any) -> None:
    ask(as_process, granted.account)

    with pytest.raises(WrongState, match="already"):
        ask(as_process, granted.account)


# --- Looking again ----------------------------------------------------------------------------------------------------


def test_rerun_shows_what_differs_line_by_line(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    assert rerun(as_process, officer, asked).differences == []
    correct_income(as_process, granted, 1000000)

    row = rerun(as_process, officer, asked)

    first = [
        (line["key"], line["subject"], line["then"], line["now"])
        for line in row.differences
        if line["period"] == "2026-01-01"
    ]
    father = str(granted.father.id)
    for expected in (
        ("total(employment_income)", father, euro("18000.00"), euro("10000.00")),
        ("childrens_allowance.reckonable_income", "", euro("20500.00"), euro("12500.00")),
        ("childrens_allowance.quarter_payment", "", euro("308.88"), euro("568.88")),
    ):
        assert expected in first
    assert not any(key.endswith("date_of_birth") for key, *_ in first)
    assert row.state == "rerun"


def test_rerun_by_kin_or_without_the_permission_is_refused(as_process: Any, granted: Any) -> None:
    asked = ask(as_process, granted.account)

    with pytest.raises(NotPermitted):
        rerun(as_process, people.officer("decide_claim"), asked)
    kin = people.officer("reconsider_claim")
    AccountLink.objects.create(
        account=kin, account_kind="staff", person=granted.father, confirmed_by="papers", known_from=people.LONG_AGO
    )
    with pytest.raises(NotPermitted):
        rerun(as_process, kin, asked)


def test_decide_by_who_took_the_first_decision_is_refused(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    rerun(as_process, officer, asked)
    Decision.objects.filter(id=old_decision().id).update(decided_by=officer, decided_by_system="")

    with pytest.raises(NotPermitted, match="took no decision on the claim"):
        decide(as_process, officer, asked)


def test_decide_before_the_rerun_is_refused(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)

    with pytest.raises(WrongState, match="Run the law again first"):
        decide(as_process, officer, asked)


def test_decide_on_what_has_changed_since_the_rerun_is_refused(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    rerun(as_process, officer, asked)
    correct_income(as_process, granted, 1000000)

    with pytest.raises(AssessmentOutdated):
        decide(as_process, officer, asked)


# --- More, less, nothing ----------------------------------------------------------------------------------------------


def test_decide_for_more_adds_a_line_for_each_periods_difference(as_process: Any, granted: Any, officer: Any) -> None:
    before = list(EntitlementLine.objects.order_by("id").values_list("id", "amount", "state"))
    asked = ask(as_process, granted.account)
    with as_process("janua_work", KEEPER):
        again.take_up_reconsiderations(on=LATER)
    correct_income(as_process, granted, 1000000)
    rerun(as_process, officer, asked)

    new = decide(as_process, officer, asked)

    old = old_decision()
    assert (new.supersedes, new.outcome, new.amount, new.decided_by) == (old, "grant", 56888, officer)
    assert new.challenge_until == LATER + timedelta(days=30)
    assert list(EntitlementLine.objects.filter(id__in=[row[0] for row in before]).order_by("id").values_list(
        "id", "amount", "state")) == before  # fmt: skip
    added = EntitlementLine.objects.filter(entitlement__decision=new).order_by("starts_on")
    assert [(line.starts_on.month, line.amount) for line in added] == [(1, 26000), (4, 26000), (7, 26000), (10, 26000)]
    asked.refresh_from_db()
    assert asked.state == "decided"
    assert Task.objects.filter(state="open").count() == 0
    for decision in (old, new):
        with as_process("janua_work", KEEPER):
            assert replay(decision=decision.id).differences == ()


def test_decide_for_the_same_confirms_with_a_new_time_to_challenge(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    rerun(as_process, officer, asked)

    new = decide(as_process, officer, asked)

    assert (new.outcome, new.amount) == ("grant", 30888)
    assert EntitlementLine.objects.filter(entitlement__decision=new).count() == 0
    with pytest.raises(WrongState, match=new.reference):
        ask(as_process, granted.account)


def test_decide_for_less_needs_notice_and_an_answer_or_its_time(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    correct_income(as_process, granted, 1900000)
    rerun(as_process, officer, asked)
    with pytest.raises(NoticeOutstanding, match="give notice first"):
        decide(as_process, officer, asked)
    with as_process("janua_workbench", officer.actor):
        notice = again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)
    with pytest.raises(NoticeOutstanding, match="may still answer"):
        decide(as_process, officer, asked)

    with as_process("janua_portal", granted.account.actor):
        answer_notice(notice=notice.id, answer="I ask you not to.")

    assert decide(as_process, officer, asked).amount < 30888


def test_decide_for_less_ends_what_is_not_due_and_asks_of_what_is(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    correct_income(as_process, granted, 1900000)
    rerun(as_process, officer, asked)
    with as_process("janua_workbench", officer.actor):
        again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)

    new = decide(as_process, officer, asked, on=HEARD)

    # Income 21,500: (30,000 − 21,500) × 0.00125 = 10.63 a child and week. January's line was due on 1 February.
    assert new.amount == 27638
    assert standing() == [(1, 30888), (4, 27638), (7, 27638), (10, 27638)]
    question = Task.objects.get(kind="overpayment_question")
    assert (question.object_id, question.state) == (new.id, "open")
    with as_process("janua_work", KEEPER):
        assert replay(decision=new.id).differences == ()
        assert replay(decision=old_decision().id).differences == ()


def test_decide_for_still_less_than_the_notice_said_is_refused(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    correct_income(as_process, granted, 1900000)
    rerun(as_process, officer, asked)
    with as_process("janua_workbench", officer.actor):
        again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)
    correct_income(as_process, granted, 2000000)
    rerun(as_process, officer, asked)

    with pytest.raises(NoticeOutstanding, match="worse than the notice said"):
        decide(as_process, officer, asked, on=HEARD)


def test_decide_as_the_notice_said_stands_after_another_rerun(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    correct_income(as_process, granted, 1900000)
    rerun(as_process, officer, asked)
    with as_process("janua_workbench", officer.actor):
        notice = again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)
    rerun(as_process, officer, asked)
    with as_process("janua_portal", granted.account.actor):
        answer_notice(notice=notice.id, answer="I understand.")

    assert decide(as_process, officer, asked).amount == 27638


def test_notice_of_less_where_nothing_is_less_is_refused(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    rerun(as_process, officer, asked)

    with as_process("janua_workbench", officer.actor), pytest.raises(WrongState, match="no less"):
        again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)


def test_decide_for_nothing_ends_the_right_and_names_the_officer(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    for child in granted.children:
        people.fact(child.id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    rerun(as_process, officer, asked)
    with as_process("janua_workbench", officer.actor):
        again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)

    new = decide(as_process, officer, asked, on=HEARD)

    assert (new.outcome, new.amount, new.decided_by) == ("refuse", None, officer)
    assert standing() == [(1, 30888)]
    ended = Entitlement.objects.get(decision=old_decision())
    assert (ended.state, ended.ends_on) == ("ended", HEARD)
    assert Task.objects.get(kind="overpayment_question").object_id == new.id


def test_decide_where_the_law_gives_no_answer_is_refused(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    Fact.objects.filter(attribute="employment_income").delete()
    rerun(as_process, officer, asked)
    with as_process("janua_workbench", officer.actor):
        again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)

    with pytest.raises(WrongState, match="find out what is missing"):
        decide(as_process, officer, asked, on=HEARD)


def test_decide_a_refusal_for_another_reason_needs_notice_of_it(as_process: Any, granted: Any, officer: Any) -> None:
    asked = ask(as_process, granted.account)
    first = people.officer("decide_claim")
    reasons = old_decision().reasons
    next(one for one in reasons if one["key"].endswith("lives_in_malta"))["met"] = False
    Decision.objects.filter(id=old_decision().id).update(
        outcome="refuse", amount=None, from_on=None, decided_by=first, decided_by_system="", reasons=reasons
    )
    for child in granted.children:
        people.fact(child.id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    rerun(as_process, officer, asked)

    with pytest.raises(NoticeOutstanding, match="give notice first"):
        decide(as_process, officer, asked)


def test_decide_a_refusal_anew_grants_from_the_first_period(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=(date(2015, 5, 4),))
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    # As it stands after an officer refused: the decision without an entitlement.
    first = people.officer("decide_claim")
    EntitlementLine.objects.all().delete()
    Entitlement.objects.all().delete()
    Decision.objects.update(outcome="refuse", amount=None, from_on=None, decided_by=first, decided_by_system="")
    officer = people.officer("reconsider_claim")
    asked = ask(as_process, of.account)
    rerun(as_process, officer, asked)

    new = decide(as_process, officer, asked)

    assert (new.outcome, new.from_on) == ("grant", date(2026, 1, 1))
    assert [month for month, _ in standing()] == [1, 4, 7, 10]
    assert {claim.state for claim in Claim.objects.all()} == {"decided"}
    assert Relationship.objects.filter(kind="spouse").count() == 1
