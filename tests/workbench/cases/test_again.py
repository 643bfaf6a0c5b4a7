"""Looking at a decision again: recorded at the desk, run anew by another officer, less only after notice."""

from datetime import date
from typing import Any

import pytest

from janua.casework.models import Decision, IntendedDecision, Reconsideration
from tests.casework import factories as f
from tests.casework.actions.test_reconsideration import correct_income
from tests.registers import factories as people
from tests.workbench.cases.conftest import CASE_OFFICER, assessed, browser, claim_of, looks, text

pytestmark = pytest.mark.django_db
LOOKS_AGAIN = ("read_case", "reconsider_claim", "do_task")


@pytest.fixture
def granted(as_process: Any) -> Any:
    """A family that was granted the allowance on an income of a thousand."""
    return assessed(as_process, in_care=False, income="9000.00")


@pytest.fixture
def asked(granted: Any) -> Any:
    """Their request to look at it again, recorded at the desk."""
    desk = browser(*CASE_OFFICER)
    kept = desk.post(desk.at("record-challenge", decision_of(granted).id), {"grounds": "My income was lower."})
    assert kept.status_code == 302
    return Reconsideration.objects.get()


def decision_of(of: Any) -> Any:
    return Decision.objects.get(claim=claim_of(of), supersedes__isnull=True)


def test_challenge_is_recorded_at_the_desk(granted: Any) -> None:
    officer = people.officer(*CASE_OFFICER)
    client, decision = browser(account=officer), decision_of(granted)
    assert "It may be challenged until" in text(client.get(client.at("record-challenge", decision.id)))

    kept = client.post(client.at("record-challenge", decision.id), {"grounds": "My income was lower."})

    row = Reconsideration.objects.get()
    assert kept["Location"] == f"{client.at('reconsideration', row.id)}?done=challenged"
    assert (row.decision, row.grounds, row.asked_by) == (decision, "My income was lower.", officer)
    assert "My income was lower." in text(client.get(kept["Location"]))
    again = client.post(client.at("record-challenge", decision.id), {"grounds": "Once more."})
    assert (again.status_code, Reconsideration.objects.count()) == (422, 1)


def test_challenge_without_grounds_foreign_or_unpermitted_is_refused(granted: Any) -> None:
    client, foreign, other = browser(*CASE_OFFICER), browser(*CASE_OFFICER, area_id=2), browser("read_case")
    decision = decision_of(granted)

    assert client.post(client.at("record-challenge", decision.id), {"grounds": " "}).status_code == 422
    for one in (foreign, other):
        assert one.get(one.at("record-challenge", decision.id)).status_code == 404
        assert one.post(one.at("record-challenge", decision.id), {"grounds": "x"}).status_code == 404
    assert Reconsideration.objects.count() == 0


def test_lower_income_gives_more_and_shows_what_differs(as_process: Any, granted: Any, asked: Any) -> None:
    correct_income(as_process, granted, 100_000)
    officer = people.officer(*LOOKS_AGAIN)
    f.deal_to(officer, asked)
    client = browser(account=officer)

    ran = client.post(client.at("reconsideration-rerun", asked.id))
    page = client.get(ran["Location"])

    shown = page.context["shown"]
    assert (shown.is_rerun, shown.against) == (True, False)
    assert shown.main, "the amounts that differ come first"
    assert all(row.then != row.now for row in (*shown.main, *shown.details))
    assert looks("reconsideration")[-1] == (str(officer.id), [granted.mother.id])

    asked.refresh_from_db()
    done = client.post(client.at("reconsideration-decide", asked.id), {"assessment": asked.assessment_id})

    assert done["Location"] == f"{client.at('reconsideration', asked.id)}?done=reconsidered"
    old, new = decision_of(granted), Decision.objects.get(supersedes__isnull=False)
    assert (new.supersedes, new.decided_by, new.amount > old.amount) == (old, officer, True)
    assert "This was decided anew" in text(client.get(done["Location"]))


def test_less_needs_notice_first(as_process: Any, granted: Any, asked: Any) -> None:
    correct_income(as_process, granted, 2_200_000)
    officer = people.officer(*LOOKS_AGAIN)
    f.deal_to(officer, asked)
    client = browser(account=officer)
    client.post(client.at("reconsideration-rerun", asked.id))
    asked.refresh_from_db()

    assert "This would be worse for the person." in text(client.get(client.at("reconsideration", asked.id)))
    early = client.post(client.at("reconsideration-decide", asked.id), {"assessment": asked.assessment_id})
    assert (early.status_code, Decision.objects.filter(claim=claim_of(granted)).count()) == (422, 1)
    assert "give notice first" in text(early)

    given = client.post(client.at("reconsideration-notice", asked.id))
    assert given["Location"].endswith("?done=noticed")
    assert IntendedDecision.objects.get().answer_by == date(2026, 2, 15)
    assert "may answer until 15 February 2026" in text(client.get(client.at("reconsideration", asked.id)))


def test_what_changed_since_the_run_is_shown_anew(as_process: Any, granted: Any, asked: Any) -> None:
    officer = people.officer(*LOOKS_AGAIN)
    f.deal_to(officer, asked)
    client = browser(account=officer)
    client.post(client.at("reconsideration-rerun", asked.id))
    asked.refresh_from_db()
    correct_income(as_process, granted, 100_000)

    went = client.post(client.at("reconsideration-decide", asked.id), {"assessment": asked.assessment_id})

    assert went["Location"] == f"{client.at('reconsideration', asked.id)}?done=changed"
    assert Decision.objects.filter(claim=claim_of(granted)).count() == 1


def test_whoever_decided_or_may_not_look_again_is_told_so(granted: Any, asked: Any) -> None:
    client = browser(*CASE_OFFICER)
    own = people.officer(*LOOKS_AGAIN)
    Decision.objects.filter(id=asked.decision_id).update(decided_by=own, decided_by_system="")
    decider = browser(account=own)

    assert "You may not decide this one" in text(client.get(client.at("reconsideration", asked.id)))
    assert client.post(client.at("reconsideration-rerun", asked.id)).status_code == 404
    assert "You took a decision on this claim" in text(decider.get(decider.at("reconsideration", asked.id)))
    assert decider.post(decider.at("reconsideration-rerun", asked.id)).status_code == 404


def test_reconsideration_of_another_area_is_absent(asked: Any) -> None:
    client = browser(*LOOKS_AGAIN, area_id=2)

    assert client.get(client.at("reconsideration", asked.id)).status_code == 404
    for name in ("rerun", "notice", "decide"):
        pressed = client.post(client.at(f"reconsideration-{name}", asked.id), {"assessment": asked.id})
        assert pressed.status_code == 404
    assert looks("reconsideration") == []
