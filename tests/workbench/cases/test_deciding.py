"""An officer finishes a claim: grants, gives notice, refuses after it, asks, has it checked again, withdraws."""

from datetime import date, timedelta
from typing import Any

import pytest

from janua.casework.actions.decision import answer_notice
from janua.casework.models import Assessment, Claim, Decision, IntendedDecision, Question, Task
from janua.registers.models import Fact
from tests.casework import factories as f
from tests.registers import factories as people
from tests.workbench.cases.conftest import (
    CASE_OFFICER,
    DECISION_OFFICER,
    assessed,
    browser,
    claim_of,
    looks,
    text,
)

pytestmark = pytest.mark.django_db
LATER = f.TODAY + timedelta(days=15)


def shown(claim: Any) -> Any:
    """What an officer looked at."""
    return Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on").first()


def at_work(officer: Any, of: Any) -> tuple[Any, Any]:
    """An officer's browser, and the claim that the lot gave them."""
    claim = claim_of(of)
    f.deal_to(officer, claim)
    return browser(account=officer), claim


def notice(client: Any, claim: Any) -> Any:
    return client.post(client.at("intend-refusal", claim.id), {"assessment": shown(claim).id})


def refuse(client: Any, claim: Any, **more: Any) -> Any:
    return client.post(client.at("decide", claim.id), {"assessment": shown(claim).id, "outcome": "refuse"} | more)


@pytest.fixture
def grantable(as_process: Any) -> Any:
    """A claim that the law gives, and that a machine left to an officer while a contradiction was open."""
    of = assessed(as_process, in_care=True)
    Fact.objects.filter(subject_id=of.children[0].id, attribute="in_care").update(known_to=people.NOW)
    year = {"true_from": date(2024, 1, 1), "true_to": date(2024, 12, 31)}
    people.fact(of.father.id, "employment_income", number=1_000_000, item="PE1 2024", **year)
    return of


def test_notice_shows_the_words_first_and_is_then_given(as_process: Any, refused: Any) -> None:
    officer = people.officer(*DECISION_OFFICER)
    client, claim = at_work(officer, refused)

    page = client.get(client.at("intend-refusal", claim.id))
    assert 'lang="mt"' in text(page)
    assert "Il-wild jgħix id-dar, mhux f&#x27;foster" in text(page)
    assert "15 February 2026" in text(page)
    assert IntendedDecision.objects.count() == 0

    given = notice(client, claim)

    assert (given.status_code, given["Location"]) == (302, f"{client.at('claim', claim.id)}?done=noticed")
    kept = IntendedDecision.objects.get()
    assert (kept.given_by, kept.answer_by, claim_of(refused).state) == (
        officer,
        f.TODAY + timedelta(days=14),
        "notice_given",
    )
    task = Task.objects.get(object_id=claim.id, state="open")
    assert (task.kind, task.owner, task.deadline_on) == ("decide_after_notice", officer, f.TODAY + timedelta(days=21))
    assert "The person may answer until 15 February 2026." in text(client.get(client.at("claim", claim.id)))


def test_refusal_waits_for_the_answer_or_the_day(as_process: Any, refused: Any, go_to: Any) -> None:
    officer = people.officer(*DECISION_OFFICER)
    client, claim = at_work(officer, refused)
    notice(client, claim)

    early = refuse(client, claim)
    assert (early.status_code, Decision.objects.count()) == (422, 0)
    assert "may answer until" in text(early)

    go_to(LATER)
    client = browser(account=officer)
    assert "did not" in text(client.get(client.at("decide", claim.id)))
    done = refuse(client, claim)

    assert (done.status_code, done["Location"]) == (302, f"{client.at('claim', claim.id)}?done=refused")
    decision = Decision.objects.get()
    assert (decision.outcome, decision.decided_by, claim_of(refused).state) == ("refuse", officer, "decided")
    assert not Task.objects.filter(object_id=claim.id, state="open").exists()
    assert "Refused." in text(client.get(done["Location"]))


def test_refusal_after_an_answer_shows_it(as_process: Any, refused: Any) -> None:
    client, claim = at_work(people.officer(*DECISION_OFFICER), refused)
    notice(client, claim)
    with as_process("janua_portal", refused.account.actor):
        answer_notice(notice=IntendedDecision.objects.get().id, answer="He comes home every weekend.")

    for name in ("claim", "decide"):
        assert "He comes home every weekend." in text(client.get(client.at(name, claim.id)))
    assert refuse(client, claim).status_code == 302
    assert Decision.objects.get().outcome == "refuse"


def test_refusal_without_notice_is_refused_in_words(as_process: Any, refused: Any) -> None:
    client, claim = at_work(people.officer(*DECISION_OFFICER), refused)

    page = refuse(client, claim)

    assert (page.status_code, Decision.objects.count()) == (422, 0)
    assert "Give notice of the intended refusal first" in text(page)
    assert [len(persons) for _actor, persons in looks("decide")] == [3], "a page that says no is a look too"


def test_grant_against_the_law_is_refused_in_words(as_process: Any, refused: Any) -> None:
    client, claim = at_work(people.officer(*DECISION_OFFICER), refused)

    page = client.post(client.at("decide", claim.id), {"assessment": shown(claim).id, "outcome": "grant"})

    assert (page.status_code, Decision.objects.count()) == (422, 0)


def test_decision_on_what_has_changed_meanwhile_shows_the_new_assessment(as_process: Any, grantable: Any) -> None:
    client, claim = at_work(people.officer(*DECISION_OFFICER), grantable)
    looked_at = shown(claim)
    assert looked_at.outcome == "not_eligible"

    went = client.post(client.at("decide", claim.id), {"assessment": looked_at.id, "outcome": "refuse"})

    assert (went.status_code, went["Location"]) == (302, f"{client.at('decide', claim.id)}?done=changed")
    page = client.get(went["Location"])
    assert "What is known has changed since you looked" in text(page)
    assert page.context["file"].law.assessment == shown(claim).id != looked_at.id
    assert page.context["file"].doing.grant

    done = client.post(client.at("decide", claim.id), {"assessment": shown(claim).id, "outcome": "grant"})
    assert done["Location"] == f"{client.at('claim', claim.id)}?done=granted"
    decision = Decision.objects.get(claim=claim)
    assert (decision.outcome, decision.amount) == ("grant", shown(claim).amount)


def test_decision_with_an_assessment_that_never_was_is_refused(as_process: Any, refused: Any) -> None:
    client, claim = at_work(people.officer(*DECISION_OFFICER), refused)

    assert client.post(client.at("decide", claim.id), {"assessment": "x", "outcome": "grant"}).status_code == 422
    assert client.post(client.at("decide", claim.id), {"outcome": "both"}).status_code == 422
    assert Decision.objects.count() == 0


def test_decide_pressed_twice_decides_once(as_process: Any, refused: Any, go_to: Any) -> None:
    officer = people.officer(*DECISION_OFFICER)
    client, claim = at_work(officer, refused)
    notice(client, claim)
    go_to(LATER)
    client = browser(account=officer)
    pressed = {"assessment": shown(claim).id, "outcome": "refuse"}

    first, second = (client.post(client.at("decide", claim.id), pressed) for _ in range(2))

    assert (first.status_code, second.status_code, Decision.objects.count()) == (302, 422, 1)


@pytest.mark.parametrize("name", ["decide", "intend-refusal"])
def test_deciding_without_the_permission_is_absent(as_process: Any, refused: Any, name: str) -> None:
    client, claim = browser(*CASE_OFFICER), claim_of(refused)

    assert client.get(client.at(name, claim.id)).status_code == 404
    assert (
        client.post(client.at(name, claim.id), {"assessment": shown(claim).id, "outcome": "refuse"}).status_code == 404
    )
    assert IntendedDecision.objects.count() == Decision.objects.count() == 0
    assert client.at(name, claim.id) not in text(client.get(client.at("claim", claim.id)))


def test_ask_sends_a_question_and_shows_it_on_the_case(as_process: Any, refused: Any) -> None:
    client, claim = browser(*CASE_OFFICER), claim_of(refused)
    day = {"answer_by_day": "1", "answer_by_month": "3", "answer_by_year": "2026"}
    sent = {"kind": "paper", "text": "Please send the court order.", **day}

    asked = client.post(client.at("ask", claim.id), sent)

    assert (asked.status_code, asked["Location"]) == (302, f"{client.at('claim', claim.id)}?done=asked#questions")
    question = Question.objects.get()
    assert (question.kind, question.text, question.answer_by) == ("paper", sent["text"], date(2026, 3, 1))
    said = text(client.get(client.at("claim", claim.id)))
    assert "Please send the court order." in said
    assert "asked to answer by 1 March 2026" in said


def test_ask_without_words_or_for_yesterday_keeps_what_was_typed(as_process: Any, refused: Any) -> None:
    client, claim = browser(*CASE_OFFICER), claim_of(refused)
    day = {"answer_by_day": "1", "answer_by_month": "1", "answer_by_year": "2026"}

    page = client.post(client.at("ask", claim.id), {"kind": "say", "text": "Where?", **day})

    assert (page.status_code, Question.objects.count()) == (422, 0)
    assert "Where?</textarea>" in text(page)
    assert set(page.context["form"].errors) == {"answer_by"}


def test_check_again_sends_the_claim_round(as_process: Any, refused: Any) -> None:
    client, claim = browser(*CASE_OFFICER), claim_of(refused)

    again = client.post(client.at("check-again", claim.id))

    assert (again.status_code, claim_of(refused).state) == (302, "submitted")
    assert client.get(client.at("check-again", claim.id)).status_code == 405
    assert client.post(client.at("check-again", claim.id)).status_code == 409


def test_withdraw_is_asked_once_before(as_process: Any, refused: Any) -> None:
    client, claim = browser(*CASE_OFFICER), claim_of(refused)

    assert "Withdraw the claim" in text(client.get(client.at("withdraw", claim.id)))
    assert claim_of(refused).state == "assessed"
    done = client.post(client.at("withdraw", claim.id))

    assert (done.status_code, claim_of(refused).state) == (302, "withdrawn")
    assert Claim.objects.filter(state="withdrawn").count() == 1
