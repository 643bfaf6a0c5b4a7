"""Claims refused under the old numbers: granted by machine, left to an officer, or told to apply again; never twice."""

from datetime import date, timedelta
from typing import Any

import pytest

from janua.base.actors import system_actor
from janua.base.notices.models import Notice
from janua.base.notices.queries import values_of
from janua.casework.actions import reconsideration as again
from janua.casework.actions.claim import begin_claims, take_up_checks
from janua.casework.actions.decision import decide, intend_refusal
from janua.casework.actions.letter import write_letters
from janua.casework.actions.replay import replay
from janua.casework.models import Assessment, Claim, Decision, EntitlementLine, Reconsideration, Redecision, Task
from janua.registers.models import Fact
from janua.values import uuid7
from tests.casework import factories as f
from tests.casework.actions.test_claim import example_one
from tests.casework.actions.test_letter import read, text_of
from tests.casework.rates import ASSESSOR, approved, carried_out
from tests.faces import portal_client
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
REFUSED_ON = f.TODAY + timedelta(days=15)
LATER = date(2026, 5, 20)
OF_SIXTEEN = date(2009, 12, 1)
# Example 1 of the country file for one child: (30,000 − 20,500) × 6.5 % ÷ 52 = 11.88 a week, × 13 = 154.44 a quarter.
QUARTER = 15444
CHILD = "childrens_allowance.has_a_child_under_16"


def age(years: int, since: str) -> dict[str, str]:
    """The age at which a child no longer counts, from a day on."""
    value = f"{{from: {since}, value: {years}, citation: Legal Notice 1 of 2026, mark: S}}"
    return {"childrens_allowance": f"child_age:\n  values:\n    - {value}\n"}


@pytest.fixture
def refused(as_process: Any) -> Any:
    """A family whose only child is 16 already: refused after notice by an officer."""
    f.publish_catalogue()
    return refuse(as_process, f.family(born=(OF_SIXTEEN,)))


def refuse(as_process: Any, of: Any, *, key: str = "k1", on: date = f.TODAY) -> Any:
    f.submit_as(as_process, of, key=key, on=on)
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=on)
    f.answer_checks(as_process, example_one(of), on=on)
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=on)
    claim = Claim.objects.get(programme="MT-CA", claimant=of.mother, about_on=on)
    shown = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on")[0]
    officer = people.officer("decide_claim")
    f.deal_to(officer, claim)
    with as_process("janua_workbench", officer.actor):
        intend_refusal(claim=claim.id, assessment=shown.id, on=on, answer_days=14)
        decide(claim=claim.id, assessment=shown.id, outcome="refuse", on=on + timedelta(days=15), challenge_days=30)
    return of


def lines() -> list[tuple[date, date, int]]:
    """(first day, due, amount) of what stands."""
    standing = EntitlementLine.objects.filter(programme="MT-CA").exclude(state="ended").order_by("starts_on", "id")
    return [(line.starts_on, line.due_on, line.amount) for line in standing]


def newest() -> Decision:
    return Decision.objects.get(claim__programme="MT-CA", superseded_by__isnull=True)


def all_replayed(as_process: Any) -> set[bool]:
    with as_process("janua_work", system_actor("keeper")):
        return {replay(decision=row.id).same for row in Decision.objects.all()}


def know_next_year() -> None:
    """Revenue states for 2025 what it stated for 2024."""
    for fact in Fact.objects.filter(true_from=date(2024, 1, 1)):
        fact.id, fact.true_from, fact.true_to = uuid7(), date(2025, 1, 1), date(2025, 12, 31)
        fact.save(force_insert=True)


# --- Granted by machine -----------------------------------------------------------------------------------------------


def test_refused_for_a_number_alone_is_granted_from_the_first_day_on(as_process: Any, refused: Any) -> None:
    refusal = newest()
    assert CHILD in {reason["key"] for reason in refusal.reasons if reason["met"] is False}
    approved(as_process, age(18, "2026-07-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "granted"}

    decision, row = newest(), Redecision.objects.get()
    assert lines() == [
        (date(2026, 7, 1), date(2026, 6, 15), QUARTER),
        (date(2026, 10, 1), date(2026, 9, 15), QUARTER),
    ]
    assert (decision.outcome, decision.decided_by_system, decision.supersedes) == ("grant", "assessor", refusal)
    assert (decision.amount, decision.from_on) == (QUARTER, date(2026, 7, 1))
    assert (row.before, row.after, row.decision) == (0, 2 * QUARTER, decision)
    assert (Reconsideration.objects.count(), all_replayed(as_process)) == (0, {True})


def test_correction_back_in_time_pays_arrears_to_who_was_refused(as_process: Any, refused: Any) -> None:
    approved(as_process, age(18, "2026-01-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "granted"}

    # What was due before today is paid by the next run.
    assert lines() == [
        (date(2026, 1, 1), f.TODAY, QUARTER),
        (date(2026, 4, 1), date(2026, 3, 13), QUARTER),
        (date(2026, 7, 1), date(2026, 6, 15), QUARTER),
        (date(2026, 10, 1), date(2026, 9, 15), QUARTER),
    ]
    assert all_replayed(as_process) == {True}


def test_carrying_out_again_grants_nothing_twice(as_process: Any, refused: Any) -> None:
    approved(as_process, age(18, "2026-07-01"), on=LATER)
    carried_out(as_process, on=LATER)
    found = (Decision.objects.count(), lines(), Redecision.objects.count())
    carried_out(as_process, on=LATER)
    assert (Decision.objects.count(), lines(), Redecision.objects.count()) == found


def test_letter_of_the_grant_says_that_the_rates_changed(
    as_process: Any, refused: Any, settings: Any, tmp_path: Any
) -> None:
    settings.JANUA_DOCUMENTS = tmp_path
    refusal = newest()
    approved(as_process, age(18, "2026-07-01"), on=LATER)
    carried_out(as_process, on=LATER)
    with as_process("janua_work", ASSESSOR):
        write_letters(on=LATER)
    told = text_of(read(as_process, newest().letters.get(), refused.account))
    assert f"Tieħu post id-deċiżjoni tagħna {refusal.reference}" in told
    assert "Ir-rati tal-liġi nbidlu: Legal Notice 1 of 2026." in told
    assert "154.44" in told


# --- Left to an officer -----------------------------------------------------------------------------------------------


def test_refusal_long_ago_is_an_officers_who_grants_from_the_first_day(as_process: Any, refused: Any) -> None:
    officer = people.officer("reconsider_claim", "do_task")
    late = REFUSED_ON + timedelta(days=184)
    approved(as_process, age(18, "2026-10-01"), on=late)
    assert carried_out(as_process, on=late) == {"MT-CA": "reopened"}
    with as_process("janua_work", system_actor("keeper")):
        again.take_up_reconsiderations(on=late)
    asked = Reconsideration.objects.get()
    assert (Task.objects.get(kind="reconsider").owner, lines()) == (officer, [])

    with as_process("janua_workbench", officer.actor):
        shown = again.rerun(reconsideration=asked.id, on=late).assessment_id
        assert shown is not None
        decision = again.decide(reconsideration=asked.id, assessment=shown, on=late, challenge_days=30)
    assert (decision.outcome, decision.from_on) == ("grant", date(2026, 10, 1))
    assert lines() == [(date(2026, 10, 1), date(2026, 9, 15), QUARTER)]
    assert all_replayed(as_process) == {True}


def test_refused_for_another_reason_that_is_gone_is_an_officers(as_process: Any) -> None:
    f.publish_catalogue()
    of = f.family(born=(OF_SIXTEEN,))
    Fact.objects.filter(subject_id=of.mother.id, attribute__in=["citizenship", "resident_in_malta"]).delete()
    refuse(as_process, of)
    people.fact(of.mother.id, "citizenship", source="identita", words="MT", item="MT")
    people.fact(of.mother.id, "resident_in_malta", source="identita", truth=True, true_from=date(1990, 3, 1))

    approved(as_process, age(18, "2026-07-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "reopened"}
    assert (lines(), newest().outcome) == ([], "refuse")


def test_somebody_who_died_is_an_officers(as_process: Any, refused: Any) -> None:
    refused.mother.died_on = LATER
    refused.mother.save()
    approved(as_process, age(18, "2026-07-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "reopened"}
    assert lines() == []


def test_two_claims_of_one_person_are_an_officers(as_process: Any, refused: Any) -> None:
    refuse(as_process, refused, key="k2", on=date(2026, 3, 20))
    approved(as_process, age(18, "2026-07-01"), on=LATER)
    carried_out(as_process, on=LATER)
    assert list(Redecision.objects.values_list("outcome", flat=True)) == ["reopened", "reopened"]
    assert (lines(), Reconsideration.objects.count()) == ([], 2)


# --- Nothing to do, and told to apply again ---------------------------------------------------------------------------


def test_who_is_refused_still_stays_refused_by_nobody(as_process: Any, refused: Any) -> None:
    refusal = newest()
    approved(as_process, age(15, "2026-07-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {"MT-CA": "same"}
    assert (newest(), Decision.objects.count(), Reconsideration.objects.count()) == (refusal, 1, 0)


def test_refused_for_a_year_that_is_over_is_told_to_apply_again(as_process: Any, refused: Any) -> None:
    new_year = date(2027, 1, 10)
    approved(as_process, age(18, "2027-01-01"), on=new_year)
    Notice.objects.all().delete()
    know_next_year()
    assert carried_out(as_process, on=new_year) == {"MT-CA": "invited"}

    notice, claim = Notice.objects.get(), newest().claim
    assert (notice.template, notice.person_id, notice.about_id) == ("apply_again", refused.mother.id, claim.id)
    with as_process("janua_portal", refused.account.actor):
        told = values_of(notice=Notice.objects.get())
    assert told == {
        "programme": "MT-CA",
        "claim": claim.reference,
        "source": "Legal Notice 1 of 2026",
        "from_on": "2027-01-10",
    }
    assert (lines(), newest().outcome) == ([], "refuse")
    # The message leads to where one applies.
    client = portal_client(refused.account)
    html = client.get(client.at("message", notice.id)).content.decode()
    assert ("you may get this now" in html, client.at("service", "childrens-allowance") in html) == (True, True)

    carried_out(as_process, on=new_year)
    assert Notice.objects.count() == 1


def test_nobody_is_told_to_apply_again_where_the_law_cannot_say(as_process: Any, refused: Any) -> None:
    new_year = date(2027, 1, 10)
    approved(as_process, age(18, "2027-01-01"), on=new_year)
    Notice.objects.all().delete()
    # The income of the year before last is not known.
    assert carried_out(as_process, on=new_year) == {"MT-CA": "same"}
    assert Notice.objects.count() == 0


def test_refused_four_years_ago_is_not_looked_at(as_process: Any, refused: Any) -> None:
    Decision.objects.update(on=date(2023, 1, 10))
    approved(as_process, age(18, "2026-07-01"), on=LATER)
    assert carried_out(as_process, on=LATER) == {}
