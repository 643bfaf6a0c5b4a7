"""New rates carried out: more by machine with arrears, less by an officer after notice, nothing twice."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.casework.actions import reconsideration as again
from janua.casework.actions import redecision
from janua.casework.actions.assessment import consider_claims
from janua.casework.actions.decision import NoticeOutstanding, grant_anew
from janua.casework.actions.letter import write_letters
from janua.casework.actions.redecision import list_redecisions, redecide_next, try_again
from janua.casework.actions.replay import replay
from janua.casework.models import Decision, EntitlementLine, RatesTaken, Reconsideration, Redecision, Task
from janua.casework.queries.rates import Counted, redecisions_counted
from janua.pack.installed import country, install
from tests.casework import factories as f
from tests.casework.actions.test_claim import carry, example_one
from tests.casework.actions.test_letter import read, text_of
from tests.casework.actions.test_reconsideration import correct_income
from tests.casework.rates import ASSESSOR, approved, carried_out, rate
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
LATER = date(2026, 5, 20)
BEFORE = {(1, 30888), (4, 30888), (7, 30888), (10, 30888)}


@pytest.fixture
def granted(as_process: Any) -> Any:
    """Example 1 of the country file: two children, (30,000 − 20,500) × 6.5 % ÷ 52 = 11.88 a week, 308.88 a quarter."""
    f.publish_catalogue()
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))
    return of


def lines() -> set[tuple[int, int]]:
    """(month, amount) of the lines of the allowance that have not ended."""
    standing = EntitlementLine.objects.filter(programme="MT-CA").exclude(state="ended")
    return {(line.starts_on.month, line.amount) for line in standing}


def newest() -> Decision:
    return Decision.objects.get(claim__programme="MT-CA", superseded_by__isnull=True)


def all_replayed(as_process: Any) -> set[bool]:
    with as_process("janua_work", system_actor("keeper")):
        return {replay(decision=row.id).same for row in Decision.objects.all()}


# --- More -------------------------------------------------------------------------------------------------------------


def test_more_from_a_day_to_come_changes_what_is_due_then(as_process: Any, granted: Any) -> None:
    approved(as_process, rate("0.08", "2026-07-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "increased"}

    decision = newest()
    assert lines() == BEFORE | {(7, 7124), (10, 7124)}  # 380.12 − 308.88
    assert {(line.due_on, line.amount) for line in EntitlementLine.objects.filter(entitlement__decision=decision)} == {
        (date(2026, 6, 15), 7124),
        (date(2026, 9, 15), 7124),
    }
    assert (decision.decided_by_system, decision.amount, decision.from_on) == ("assessor", 38012, date(2026, 7, 1))
    assert decision.supersedes == Decision.objects.get(claim__programme="MT-CA", supersedes__isnull=True)
    assert all_replayed(as_process) == {True}


def test_correction_back_in_time_pays_arrears_today(as_process: Any, granted: Any) -> None:
    approved(as_process, rate("0.08", "2026-01-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "increased"}

    new = EntitlementLine.objects.filter(entitlement__decision=newest()).order_by("starts_on")
    assert [(line.starts_on, line.due_on, line.amount) for line in new] == [
        (date(2026, 1, 1), LATER, 7124),
        (date(2026, 4, 1), LATER, 7124),
        (date(2026, 7, 1), date(2026, 6, 15), 7124),
        (date(2026, 10, 1), date(2026, 9, 15), 7124),
    ]
    row = Redecision.objects.get()
    assert (row.before, row.after, row.decision) == (4 * 30888, 4 * 38012, newest())
    assert all_replayed(as_process) == {True}


def test_carrying_out_again_repeats_nothing(as_process: Any, granted: Any) -> None:
    approved(as_process, rate("0.08", "2026-01-01"), on=LATER)
    carried_out(as_process, on=LATER)
    found = (Decision.objects.count(), lines(), Redecision.objects.count())

    carried_out(as_process, on=LATER)
    assert (Decision.objects.count(), lines(), Redecision.objects.count()) == found

    # Nor does another change that gives the same.
    approved(as_process, rate("0.08", "2026-02-01"), on=LATER)
    with as_process("janua_work", ASSESSOR):
        list_redecisions()
        assert redecide_next(on=LATER) == 1
    assert list(Redecision.objects.order_by("id").values_list("outcome", flat=True)) == ["increased", "same"]
    assert (Decision.objects.count(), lines()) == found[:2]


def test_a_second_change_counts_what_the_first_gave(as_process: Any, granted: Any) -> None:
    approved(as_process, rate("0.08", "2026-07-01"), on=LATER)
    carried_out(as_process, on=LATER)
    # 9,500 × 9 % ÷ 52 = 16.44 a week, × 26 = 427.44; 427.44 − 380.12 = 47.32
    approved(as_process, rate("0.09", "2026-10-01"), on=LATER)
    with as_process("janua_work", ASSESSOR):
        list_redecisions()
        redecide_next(on=LATER)

    assert lines() == BEFORE | {(7, 7124), (10, 7124), (10, 4732)}
    row = Redecision.objects.order_by("-id")[0]
    assert (row.outcome, row.before, row.after) == ("increased", 38012, 42744)
    assert all_replayed(as_process) == {True}


def test_letter_says_that_the_rates_changed(as_process: Any, granted: Any, settings: Any, tmp_path: Any) -> None:
    settings.JANUA_DOCUMENTS = tmp_path
    approved(as_process, rate("0.08", "2026-07-01"), on=LATER)
    carried_out(as_process, on=LATER)
    with as_process("janua_work", ASSESSOR):
        assert write_letters(on=LATER) == 3
    told = text_of(read(as_process, newest().letters.get(), granted.account))
    assert "Ir-rati tal-liġi nbidlu: Legal Notice 1 of 2026." in told
    assert "kif tlabt" not in told


def test_who_is_granted_after_the_approval_gets_the_new_rates(as_process: Any) -> None:
    f.publish_catalogue()
    approved(as_process, rate("0.08", "2026-07-01"), on=f.TODAY)
    of = f.family()
    f.submit_as(as_process, of)
    carry(as_process, of, example_one(of))

    assert lines() == {(1, 30888), (4, 30888), (7, 38012), (10, 38012)}
    assert carried_out(as_process, on=LATER) == {"MT-CA": "same"}
    assert all_replayed(as_process) == {True}


def test_a_dispute_leaves_more_to_an_officer(as_process: Any, granted: Any, monkeypatch: Any) -> None:
    approved(as_process, rate("0.08", "2026-07-01"), on=LATER)
    claim = newest().claim_id
    monkeypatch.setattr(redecision, "disputed_claims", lambda assessed: {claim})
    assert carried_out(as_process, on=LATER) == {"MT-CA": "asked"}
    assert (lines(), Reconsideration.objects.get().decision) == (BEFORE, newest())


# --- Less -------------------------------------------------------------------------------------------------------------


def test_less_is_an_officers_after_notice(as_process: Any, granted: Any) -> None:
    officer = people.officer("reconsider_claim", "do_task")
    approved(as_process, rate("0.05", "2026-07-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "asked"}
    with as_process("janua_work", system_actor("keeper")):
        again.take_up_reconsiderations(on=LATER)
    asked = Reconsideration.objects.get()
    task = Task.objects.get(kind="reconsider")
    assert (lines(), task.owner, asked.grounds) == (BEFORE, officer, "New rates: New rates. Legal Notice 1 of 2026")

    with as_process("janua_workbench", officer.actor):
        shown = again.rerun(reconsideration=asked.id, on=LATER).assessment_id
        assert shown is not None
        with pytest.raises(NoticeOutstanding):
            again.decide(reconsideration=asked.id, assessment=shown, on=LATER, challenge_days=30)
        again.give_notice_of_less(reconsideration=asked.id, on=LATER, answer_days=14)
        heard = LATER + timedelta(days=15)
        again.decide(reconsideration=asked.id, assessment=shown, on=heard, challenge_days=30)
    # 9,500 × 5 % ÷ 52 = 9.13 a week, × 26 = 237.38
    assert lines() == {(1, 30888), (4, 30888), (7, 23738), (10, 23738)}
    assert all_replayed(as_process) == {True}


def test_less_by_machine_only_under_a_law_of_the_pack(as_process: Any, granted: Any) -> None:
    pack = country()
    install(replace(pack, machine_decreases={"MT-CA": "An Act that says so"}))
    try:
        approved(as_process, rate("0.05", "2026-07-01"), on=LATER)
        assert carried_out(as_process, on=LATER) == {"MT-CA": "decreased"}
    finally:
        install(pack)
    assert lines() == {(1, 30888), (4, 30888), (7, 23738), (10, 23738)}
    assert all_replayed(as_process) == {True}


def test_less_for_another_reason_than_rates_is_never_by_machine(as_process: Any, granted: Any) -> None:
    correct_income(as_process, granted, 2000000)
    pack = country()
    install(replace(pack, machine_decreases={"MT-CA": "An Act that says so"}))
    try:
        approved(as_process, rate("0.05", "2026-07-01"), on=LATER)
        assert carried_out(as_process, on=LATER) == {"MT-CA": "asked"}
    finally:
        install(pack)
    assert lines() == BEFORE


def test_what_an_officer_looks_at_already_is_left_to_them(as_process: Any, granted: Any) -> None:
    with as_process("janua_portal", granted.account.actor):
        asked = again.ask(decision=newest().id, grounds="My income was lower.", on=f.TODAY)
    approved(as_process, rate("0.08", "2026-07-01"), on=LATER)

    assert carried_out(as_process, on=LATER) == {"MT-CA": "asked"}
    assert (Redecision.objects.get().reconsideration, Reconsideration.objects.count(), lines()) == (asked, 1, BEFORE)


# --- Faults and counts ------------------------------------------------------------------------------------------------


def test_a_claim_that_fails_holds_up_no_other_and_is_tried_again(
    as_process: Any, granted: Any, monkeypatch: Any
) -> None:
    other = f.family(number=2)
    f.submit_as(as_process, other, key="k2")
    carry(as_process, other, example_one(other))
    change = approved(as_process, rate("0.08", "2026-07-01"), on=LATER)

    def failing(*, claims: Any, since: Any) -> Any:
        if any(claim.claimant_id == other.mother.id for claim in claims):
            raise ValueError("no such income")
        return consider_claims(claims=claims, since=since)

    monkeypatch.setattr(redecision, "consider_claims", failing)
    carried_out(as_process, on=LATER)
    rows = Redecision.objects.order_by("id").values_list("claim__claimant_id", "outcome", "fault")
    assert set(rows) == {(granted.mother.id, "increased", ""), (other.mother.id, "failed", "ValueError")}

    monkeypatch.setattr(redecision, "consider_claims", consider_claims)
    with as_process("janua_workbench", people.officer("read_case").actor), pytest.raises(NotPermitted):
        try_again(change=change.id, on=LATER)
    with as_process("janua_workbench", people.officer("propose_rates").actor):
        assert redecisions_counted(change=change.id) == [
            Counted("MT-CA", "failed", 1, 0, 0),
            Counted("MT-CA", "increased", 1, 2 * 30888, 2 * 38012),
        ]
        assert try_again(change=change.id, on=LATER) == 1
    carried_out(as_process, on=LATER)
    assert set(Redecision.objects.values_list("outcome", "fault")) == {("increased", "")}


def test_counts_are_for_the_area_of_the_change(as_process: Any, granted: Any) -> None:
    change = approved(as_process, rate("0.08", "2026-07-01"), on=LATER)
    carried_out(as_process, on=LATER)
    stranger = people.officer("propose_rates", area_id=2)
    with as_process("janua_workbench", stranger.actor):
        assert redecisions_counted(change=change.id) == []


def test_claims_are_listed_until_nobody_can_have_read_the_old_law(as_process: Any, granted: Any) -> None:
    change = approved(as_process, rate("0.08", "2026-07-01"), on=LATER)
    carried_out(as_process, on=LATER)
    assert RatesTaken.objects.count() == 0

    type(change).objects.filter(id=change.id).update(approved_at=F("approved_at") - timedelta(minutes=11))
    carried_out(as_process, on=LATER)
    assert RatesTaken.objects.get().change == change


@pytest.mark.parametrize("families", [1, 3])
def test_carrying_out_asks_as_often_for_one_claim_and_for_three(
    as_process: Any, families: int, django_assert_num_queries: Any
) -> None:
    f.publish_catalogue()
    for number in range(1, families + 1):
        of = f.family(number=number)
        f.submit_as(as_process, of, key=f"k{number}")
        carry(as_process, of, example_one(of))
    approved(as_process, rate("0.08", "2026-07-01"), on=LATER)
    with as_process("janua_work", ASSESSOR):
        list_redecisions()
        with django_assert_num_queries(33):
            redecide_next(on=LATER)


def test_only_the_assessor_grants_anew(as_process: Any, granted: Any) -> None:
    with as_process("janua_work", system_actor("keeper")), pytest.raises(NotPermitted):
        grant_anew(assessed=[], on=LATER, challenge_days=30)
