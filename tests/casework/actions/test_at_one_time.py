"""Two processes decide at one time: real sign-ins, real commits, one waiting for the other."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError

from janua.base.actors import system_actor
from janua.casework.actions.application import KeyUsedOtherwise, Submission, submit
from janua.casework.actions.claim import begin_claims, carry_on, take_up_checks
from janua.casework.actions.decision import decide
from janua.casework.actions.event import take_up_events
from janua.casework.models import Application, Assessment, Case, Claim, Decision, EntitlementLine, EventTaken, Task
from janua.casework.states import WrongState
from janua.registers.models import Event, Person, Relationship
from janua.values import uuid7
from tests.at_once import Hand
from tests.casework import factories as f
from tests.casework.actions.test_claim import example_one
from tests.database import RunningDatabase, as_process_role
from tests.registers import factories as people

ASSESSOR = system_actor("assessor")


@pytest.fixture
def town(real_database: RunningDatabase) -> Iterator[RunningDatabase]:
    """The pack's services on offer; this process writes as superuser, and commits."""
    with real_database.as_django("postgres"):
        f.publish_catalogue()
        yield real_database


def worker(town: Any, step: Any) -> Any:
    return Hand(town, "janua_work", ASSESSOR, step).start()


def lines_of(programme: Any) -> Any:
    return [
        (line.starts_on, line.amount)
        for line in EntitlementLine.objects.filter(programme=programme).order_by("starts_on", "id")
    ]


def waiting_for_answers(of: Any, key: Any) -> Any:
    application = f.submit_as(as_process_role, of, key=key)
    with as_process_role("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    return application


def test_two_claims_of_one_person_granted_at_once_pay_each_period_once(town: Any) -> None:
    of = f.family()
    waiting_for_answers(of, "k1")
    f.answer_checks(as_process_role, example_one(of))
    f.submit_as(as_process_role, of, key="k2")

    first = worker(town, lambda: take_up_checks(on=f.TODAY))
    second = worker(town, lambda: begin_claims(on=f.TODAY))
    first.commit()
    second.commit()

    quarters = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]
    assert lines_of("MT-CA") == [(day, 30888) for day in quarters]
    assert lines_of("MT-CAS") == [(day, 45500) for day in quarters]


def test_claim_carried_on_by_two_workers_is_decided_once(town: Any) -> None:
    of = f.family()
    application = waiting_for_answers(of, "k1")
    f.answer_checks(as_process_role, example_one(of))
    claims = [claim.id for claim in f.claims_of(application).values()]

    first = worker(town, lambda: carry_on(claim_ids=claims, on=f.TODAY))
    second = worker(town, lambda: carry_on(claim_ids=claims, on=f.TODAY))

    assert first.commit().granted == 2
    assert second.commit().granted == 0
    assert Decision.objects.count() == 2


def test_claim_decided_meanwhile_stays_decided(town: Any) -> None:
    of = f.family()
    application = waiting_for_answers(of, "k1")
    f.answer_checks(as_process_role, example_one(of))
    claims = [claim.id for claim in f.claims_of(application).values()]

    first = worker(town, lambda: carry_on(claim_ids=claims, on=f.TODAY))
    for child in of.children:
        people.fact(child.id, "in_care", source="appogg", words="foster", true_from=date(2025, 6, 1))
    second = worker(town, lambda: carry_on(claim_ids=claims, on=f.TODAY))
    first.commit()
    second.commit()

    assert {claim.state for claim in Claim.objects.all()} == {"decided"}
    assert Task.objects.count() == 0


def newborn(of: Any, number: Any) -> Any:
    child = f._person(f"Newborn {number}", f"0{number:03}26L", date(2026, 1, 20), "female", of.home)
    for parent in (of.mother, of.father):
        f._relate(parent.id, child.id, "parent", date(2026, 1, 20))
    return Event.objects.create(
        kind="birth",
        person=child,
        about=of.mother,
        source="civil",
        reference=f"birth-{number}",
        happened_on=date(2026, 1, 20),
        known_from=people.LONG_AGO,
    )


def test_one_birth_taken_up_by_two_workers_starts_its_claims_once(town: Any) -> None:
    of = f.family(born=())
    newborn(of, 1)

    hands = [worker(town, lambda: take_up_events(on=f.TODAY)) for _ in range(2)]
    hands[0].commit()
    with pytest.raises(IntegrityError):
        hands[1].commit()

    assert sorted(Claim.objects.values_list("programme", "about_on")) == [
        (programme, date(2026, 1, 20)) for programme in ("MT-BB", "MT-CA", "MT-CAS")
    ]
    assert EventTaken.objects.count() == 1


def test_twin_notified_while_the_first_is_being_decided_is_not_lost(town: Any) -> None:
    of = f.family(born=())
    newborn(of, 1)
    with as_process_role("janua_work", ASSESSOR):
        take_up_events(on=f.TODAY)

    first = worker(town, lambda: begin_claims(on=f.TODAY))
    newborn(of, 2)
    second = worker(town, lambda: take_up_events(on=f.TODAY))
    assert first.commit().granted == 3
    second.commit()

    assert sorted(Task.objects.values_list("kind", flat=True)) == ["reconsider"] * 3


def test_two_applications_of_a_person_without_a_file_share_one(town: Any) -> Any:
    of = f.family()

    def submit(key: Any) -> Any:
        return Hand(town, "janua_portal", of.account.actor, lambda: f.submission(of, key=key)).start()

    hands = [submit("k1"), submit("k2")]
    references = {hand.commit().reference for hand in hands}

    assert references == set(Application.objects.values_list("reference", flat=True))
    assert (len(references), Case.objects.count()) == (2, 1)


def test_one_key_pressed_twice_at_once_is_one_application(town: Any) -> None:
    of = f.family()

    hands = [Hand(town, "janua_portal", of.account.actor, lambda: f.submission(of, key="k1")).start() for _ in range(2)]
    references = {hand.commit().reference for hand in hands}

    assert references == set(Application.objects.values_list("reference", flat=True))
    assert (len(references), Claim.objects.count()) == (1, 2)


def test_one_key_of_two_accounts_at_once_is_told_to_the_second(town: Any) -> None:
    one, other = f.family(), f.family(number=2)

    hands = [
        Hand(town, "janua_portal", of.account.actor, partial(f.submission, of, key="k1")).start() for of in (one, other)
    ]
    hands[0].commit()
    with pytest.raises(KeyUsedOtherwise):
        hands[1].commit()

    assert list(Application.objects.values_list("applicant_id", flat=True)) == [one.mother.id]


def both_parents_apply(of: Any) -> None:
    """Each for themselves; the registers have answered all that is asked."""
    waiting_for_answers(of, "k1")
    account = people.citizen(of.father)
    with as_process_role("janua_portal", account.actor):
        submit(
            submission=Submission(service="childrens-allowance", applicant=of.father.id, language="mt"),
            key="k2",
            on=f.TODAY,
        )
    with as_process_role("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    f.answer_checks(as_process_role, example_one(of))


def claims_for(person: Any) -> Any:
    return list(Claim.objects.filter(claimant=person).values_list("id", flat=True))


def test_both_parents_at_once_are_not_both_paid_for_their_children(town: Any) -> None:
    of = f.family()
    both_parents_apply(of)

    first = worker(town, lambda: carry_on(claim_ids=claims_for(of.mother), on=f.TODAY))
    second = worker(town, lambda: carry_on(claim_ids=claims_for(of.father), on=f.TODAY))

    assert (first.commit().granted, second.commit().handed_on) == (2, 2)
    assert set(EntitlementLine.objects.values_list("person_id", flat=True)) == {of.mother.id}
    assert {task.kind for task in Task.objects.all()} == {"decide"}


def test_both_parents_in_one_batch_are_not_both_paid_for_their_children(town: Any) -> None:
    of = f.family()
    both_parents_apply(of)

    with as_process_role("janua_work", ASSESSOR):
        carried = take_up_checks(on=f.TODAY)

    assert (carried.granted, carried.handed_on) == (2, 2)
    assert len(set(EntitlementLine.objects.values_list("person_id", flat=True))) == 1


def test_parents_who_share_custody_are_each_paid_their_half(town: Any) -> None:
    of = f.family()
    for row in Relationship.objects.filter(kind="parent"):
        Relationship.objects.filter(id=row.id).update(known_to=people.LONG_AGO)
        row.pk, row.share_numerator, row.share_denominator = uuid7(), 1, 2
        row.save(force_insert=True)
    both_parents_apply(of)

    with as_process_role("janua_work", ASSESSOR):
        carried = take_up_checks(on=f.TODAY)

    assert carried.granted == 4
    assert set(EntitlementLine.objects.values_list("person_id", flat=True)) == {of.mother.id, of.father.id}


def test_officer_does_not_pay_the_second_parent_either(town: Any) -> None:
    of = f.family()
    both_parents_apply(of)
    with as_process_role("janua_work", ASSESSOR):
        carry_on(claim_ids=claims_for(of.mother), on=f.TODAY)
        carry_on(claim_ids=claims_for(of.father), on=f.TODAY)
    officer = people.officer("decide_claim")
    claim = Claim.objects.get(claimant=of.father, programme="MT-CA")
    shown = Assessment.objects.filter(claim=claim).order_by("-known_at", "period_starts_on").first()

    f.deal_to(officer, claim)
    with pytest.raises(WrongState, match="custody"), as_process_role("janua_workbench", officer.actor):
        decide(claim=claim.id, assessment=shown.id, outcome="grant", on=f.TODAY, challenge_days=30)


def test_machine_grants_nothing_to_the_dead(town: Any) -> None:
    of = f.family()
    waiting_for_answers(of, "k1")
    f.answer_checks(as_process_role, example_one(of))
    Person.objects.filter(id=of.mother.id).update(died_on=date(2026, 1, 15))

    with as_process_role("janua_work", ASSESSOR):
        carried = take_up_checks(on=f.TODAY)

    assert (carried.granted, carried.handed_on) == (0, 2)
    assert {task.kind for task in Task.objects.all()} == {"decide"}


def test_birth_that_a_citizen_declares_starts_nothing(town: Any) -> None:
    of = f.family()
    event = newborn(of, 1)
    Event.objects.filter(id=event.id).update(source="declared")

    with as_process_role("janua_work", ASSESSOR):
        take_up_events(on=f.TODAY)

    assert Claim.objects.count() == 0
    assert EventTaken.objects.get().outcome == "nothing_to_do"
