"""Two officers, or officer and person, act on one claim at one time; and an officer whose time is over."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from janua.base.accounts.models import RoleAssignment
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.casework.actions.claim import begin_claims, send_round_again, take_up_checks
from janua.casework.actions.decision import answer_notice, decide, intend_refusal
from janua.casework.models import Assessment, Claim, Decision, IntendedDecision
from janua.casework.states import WrongState
from tests.at_once import Hand
from tests.casework import factories as f
from tests.casework.actions.test_claim import example_one
from tests.database import RunningDatabase, as_process_role
from tests.registers import factories as people

ASSESSOR = system_actor("assessor")
LATER = f.TODAY + timedelta(days=15)


@pytest.fixture
def told(real_database: RunningDatabase) -> Iterator[tuple[RunningDatabase, f.Family, IntendedDecision]]:
    """A family told that its allowance is about to be refused: the only child is in foster care."""
    with real_database.as_django("postgres"):
        f.publish_catalogue()
        of = f.family(born=(date(2015, 5, 4),))
        people.fact(of.children[0].id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
        f.submit_as(as_process_role, of)
        with as_process_role("janua_work", ASSESSOR):
            begin_claims(on=f.TODAY)
        f.answer_checks(as_process_role, example_one(of))
        with as_process_role("janua_work", ASSESSOR):
            take_up_checks(on=f.TODAY)
        officer = people.officer("decide_claim")
        f.deal_to(officer, claim())
        with as_process_role("janua_workbench", officer.actor):
            notice = intend_refusal(claim=claim().id, assessment=shown().id, on=f.TODAY, answer_days=14)
        yield real_database, of, notice


def claim() -> Any:
    return Claim.objects.get(programme="MT-CA")


def shown() -> Any:
    return Assessment.objects.filter(claim=claim()).order_by("-known_at", "period_starts_on")[0]


def refuse() -> Any:
    return decide(claim=claim().id, assessment=shown().id, outcome="refuse", on=LATER, challenge_days=30)


def officer_at_work(database: Any, step: Any, *permissions: Any, account: Any = None) -> Any:
    return Hand(database, "janua_workbench", (account or people.officer(*permissions)).actor, step).start()


def test_one_officer_who_decides_twice_at_once_makes_one_decision(told: Any) -> None:
    database, _, notice = told

    first, second = (officer_at_work(database, refuse, account=notice.given_by) for _ in range(2))
    first.commit()
    with pytest.raises(WrongState):
        second.commit()

    assert Decision.objects.count() == 1


def test_claim_sent_round_while_another_officer_decides_stays_decided(told: Any) -> None:
    database, _, notice = told
    claim_id = claim().id

    first = officer_at_work(database, refuse, account=notice.given_by)
    second = officer_at_work(database, lambda: send_round_again(claim=claim_id, on=LATER), "prepare_decision")
    first.commit()
    with pytest.raises(WrongState):
        second.commit()

    assert (claim().state, Decision.objects.count()) == ("decided", 1)


def test_notice_answered_twice_at_once_keeps_the_first_answer(told: Any) -> None:
    database, of, notice = told

    hands = [
        Hand(
            database,
            "janua_portal",
            of.account.actor,
            partial(answer_notice, notice=notice.id, answer=words),
        ).start()
        for words in ("first", "second")
    ]
    hands[0].commit()
    with pytest.raises(WrongState):
        hands[1].commit()

    notice.refresh_from_db()
    assert notice.answer == "first"


@pytest.mark.parametrize("over", [{"ends_on": f.TODAY}, {"confirmed_at": None}])
def test_officer_without_a_role_in_force_on_the_day_does_not_decide(told: Any, over: Any) -> None:
    officer = people.officer("decide_claim")
    f.deal_to(officer, claim())
    held = RoleAssignment.objects.get(account=officer)
    held.delete()
    for name, value in over.items():
        setattr(held, name, value)
    held.save(force_insert=True)

    with pytest.raises((NotPermitted, Claim.DoesNotExist)), as_process_role("janua_workbench", officer.actor):
        refuse()

    assert Decision.objects.count() == 0
