"""The lot says who decides, and falls once: nobody picks, and nobody has it drawn again until it suits them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from janua.base.accounts.models import RoleAssignment, StaffProfile
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import system_actor
from janua.base.areas.models import Office
from janua.casework.actions import reconsideration as again
from janua.casework.actions.claim import begin_claims, send_round_again, take_up_checks
from janua.casework.actions.decision import decide, intend_refusal
from janua.casework.actions.hand_over import Receiver, confirm_hand_over, hand_over
from janua.casework.actions.task import deal, deal_waiting, finish, open_task, take_back_from_who_may_not
from janua.casework.actions.transfer import transfer_case
from janua.casework.models import Application, Case, Decision, IntendedDecision, Task
from janua.casework.states import WrongState
from janua.registers.models import AccountLink, Fact, Person, Relationship
from janua.registers.queries import find_persons
from janua.values import uuid7
from tests.casework import factories as f
from tests.casework.actions.test_decision import ASSESSOR, claim_and_assessment, refused
from tests.casework.actions.test_reconsideration import ask, granted
from tests.registers import factories as people

__all__ = ["granted", "refused"]
pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")
DECIDES = ("decide_claim", "do_task", "prepare_decision")


def dealt(as_process: Any) -> int:
    with as_process("janua_work", KEEPER):
        return deal_waiting(on=f.TODAY)


def of_claim() -> Task:
    claim, _ = claim_and_assessment()
    return Task.objects.get(object_id=claim.id, state="open")


def kin_to(person: Any, *permissions: str) -> Any:
    """An officer who is a sister of somebody."""
    officer, sister = people.officer(*permissions), people.person(given="Sister", area_id=1)
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=sister, confirmed_by="papers", known_from=people.LONG_AGO
    )
    Relationship.objects.create(
        of_person=sister, to_person=person, kind="sibling", source="civil", known_from=people.LONG_AGO
    )
    return officer


def goes_round(as_process: Any, officer: Any, refused: Any) -> None:
    """Have a claim checked anew: its work is closed, and comes again."""
    claim, _ = claim_and_assessment()
    with as_process("janua_workbench", officer.actor):
        send_round_again(claim=claim.id, on=f.TODAY)
    with as_process("janua_work", ASSESSOR):
        begin_claims(on=f.TODAY)
    f.answer_checks(as_process, {refused.mother.id: f.income_record("9900190M", gross="1.00")})
    with as_process("janua_work", ASSESSOR):
        take_up_checks(on=f.TODAY)


def test_only_who_has_the_work_decides(as_process: Any, refused: Any) -> None:
    one, other = people.officer(*DECIDES), people.officer(*DECIDES)
    claim, shown = claim_and_assessment()

    def notice(officer: Any) -> Any:
        with as_process("janua_workbench", officer.actor):
            return intend_refusal(claim=claim.id, assessment=shown.id, on=f.TODAY, answer_days=14)

    # Before the lot has fallen nobody decides, whoever opens the page first.
    for officer in (one, other):
        with pytest.raises(NotPermitted, match="lot"):
            notice(officer)
    dealt(as_process)
    owner = of_claim().owner
    stranger = other if owner == one else one
    with pytest.raises(NotPermitted, match="lot"):
        notice(stranger)
    given = notice(owner)
    later = f.TODAY + timedelta(days=15)
    with pytest.raises(NotPermitted, match="lot"), as_process("janua_workbench", stranger.actor):
        decide(claim=claim.id, assessment=shown.id, outcome="refuse", on=later, challenge_days=30)
    assert (IntendedDecision.objects.get(), Decision.objects.count()) == (given, 0)


def test_claim_sent_round_again_and_again_stays_with_whom_the_lot_fell_on(as_process: Any, refused: Any) -> None:
    for _ in range(6):
        people.officer(*DECIDES)
    dealt(as_process)
    owner = of_claim().owner
    assert owner is not None
    for _ in range(3):
        goes_round(as_process, owner, refused)
        dealt(as_process)
        assert of_claim().owner == owner


def test_work_let_go_once_comes_back_to_nobody_who_let_it_go(as_process: Any, refused: Any) -> None:
    officers = [people.officer(*DECIDES) for _ in range(2)]
    dealt(as_process)
    task = of_claim()
    first = task.owner
    with as_process("janua_workbench", first.actor):
        hand_over(task=task.id, reason="workload", words="", to=Receiver(), on=f.TODAY)
    dealt(as_process)
    second = of_claim().owner
    assert {first, second} == set(officers)
    goes_round(as_process, second, refused)
    dealt(as_process)
    assert of_claim().owner == second


def test_work_of_deciding_is_not_called_done_and_so_not_dealt_anew(as_process: Any, refused: Any) -> None:
    people.officer(*DECIDES)
    dealt(as_process)
    task = of_claim()
    with pytest.raises(WrongState, match="deciding"), as_process("janua_workbench", task.owner.actor):
        finish(task=task.id, on=f.TODAY)
    assert of_claim() == task


@pytest.mark.parametrize("how", ["left", "revoked", "ended"])
def test_work_of_who_left_or_lost_the_role_is_dealt_anew(as_process: Any, refused: Any, how: str) -> None:
    one, other = people.officer(*DECIDES), people.officer(*DECIDES)
    dealt(as_process)
    owner = of_claim().owner
    with as_process("janua_work", KEEPER):
        assert take_back_from_who_may_not(on=f.TODAY) == 0
    if how == "left":
        StaffProfile.objects.filter(account=owner).update(left_on=f.TODAY)
    elif how == "ended":
        RoleAssignment.objects.filter(account=owner).delete()
    else:
        RoleAssignment.objects.filter(account=owner).update(revoked_at=people.NOW, revoked_on=f.TODAY)
    with as_process("janua_work", KEEPER):
        assert take_back_from_who_may_not(on=f.TODAY) >= 1
    dealt(as_process)
    assert of_claim().owner == (other if owner == one else one)


def test_lot_is_drawn_in_the_area_where_nobody_of_the_office_may(as_process: Any) -> None:
    people.area(1)
    elsewhere = people.officer("decide_claim", "do_task")
    office = Office.objects.create(id=7, code="small", names={}, area_id=1, opens_on=people.TODAY)
    with as_process("janua_work", KEEPER):
        task = open_task(kind="decide", office=office, object_type="claim", object_id=uuid7(), deadline_on=f.TODAY)
        assert deal(task=task.id, on=f.TODAY) == elsewhere.id


def test_reconsideration_is_decided_by_whom_the_lot_fell_on(as_process: Any, granted: Any) -> None:
    one, other = (people.officer("reconsider_claim", "do_task") for _ in range(2))
    asked = ask(as_process, granted.account)
    on = asked.asked_on
    for officer in (one, other):
        with pytest.raises(NotPermitted, match="lot"), as_process("janua_workbench", officer.actor):
            again.rerun(reconsideration=asked.id, on=on)
    with as_process("janua_work", KEEPER):
        again.take_up_reconsiderations(on=on)
    owner = Task.objects.get(kind="reconsider").owner
    with (
        pytest.raises(NotPermitted, match="lot"),
        as_process("janua_workbench", (other if owner == one else one).actor),
    ):
        again.rerun(reconsideration=asked.id, on=on)
    with as_process("janua_workbench", owner.actor):
        assert again.rerun(reconsideration=asked.id, on=on).state == "rerun"


# --- Kin, found through the register ----------------------------------------------------------------------------------


def test_kin_neither_apply_nor_challenge_nor_send_round_nor_move_a_case(as_process: Any, refused: Any) -> None:
    sister = kin_to(refused.mother, "submit_application", "prepare_decision", "transfer_case", "do_task")
    claim, _ = claim_and_assessment()
    case = Case.objects.get(holder=refused.mother)
    applications = Application.objects.count()
    with pytest.raises(NotPermitted), as_process("janua_workbench", sister.actor):
        f.submission(refused, key="kin")
    with pytest.raises(NotPermitted), as_process("janua_workbench", sister.actor):
        send_round_again(claim=claim.id, on=f.TODAY)
    with pytest.raises(NotPermitted, match="kin"), as_process("janua_workbench", sister.actor):
        transfer_case(case=case.id, to_office=2, reason="moved", words="x", on=f.TODAY)
    assert Application.objects.count() == applications


def test_kin_do_not_challenge_at_the_desk(as_process: Any, granted: Any) -> None:
    sister = kin_to(granted.mother, "submit_application", "reconsider_claim")
    with pytest.raises(NotPermitted):
        ask(as_process, sister, role="janua_workbench")


def test_kin_do_not_confirm_who_gets_the_work(as_process: Any, refused: Any) -> None:
    giver, friend = people.officer(*DECIDES), people.officer(*DECIDES)
    sister = kin_to(refused.mother, "confirm_hand_over", "do_task")
    claim, _ = claim_and_assessment()
    f.deal_to(giver, claim)
    task = of_claim()
    with as_process("janua_workbench", giver.actor):
        given = hand_over(
            task=task.id, reason="skill", words="She speaks the language.", to=Receiver(named=friend.id), on=f.TODAY
        )
    with pytest.raises(NotPermitted, match="kin"), as_process("janua_workbench", sister.actor):
        confirm_hand_over(hand_over=given.id, on=f.TODAY)


def test_own_kin_are_told_to_the_officer_alone(as_process: Any, refused: Any) -> None:
    sister, stranger = kin_to(refused.mother), people.officer("read_case")

    def own_kin(account: Any) -> set[Any]:
        with as_process("janua_workbench", account.actor), connection.cursor() as cursor:
            cursor.execute("SELECT registers_own_kin(%s)", [f.TODAY])
            return set(cursor.fetchone()[0])

    assert {one.id for one in (refused.mother, refused.father, *refused.children)} < own_kin(sister)
    assert own_kin(stranger) == set()


def test_officer_has_no_file_of_their_own_at_the_staff_pages(as_process: Any, refused: Any) -> None:
    officer = people.officer("read_case", "keep_register")
    AccountLink.objects.create(
        account=officer, account_kind="staff", person=refused.mother, confirmed_by="papers",
        known_from=people.LONG_AGO,
    )  # fmt: skip
    with as_process("janua_workbench", officer.actor):
        seen = set(Person.objects.values_list("id", flat=True))
        facts = Fact.objects.filter(subject_id=refused.mother.id).count()
        found = [one.id for one in find_persons(words="9900190M", highest=5)]
    assert (refused.mother.id in seen, refused.father.id in seen, facts, found) == (False, True, 0, [])
    # As a citizen they read it like everybody.
    with as_process("janua_portal", refused.account.actor):
        assert Person.objects.filter(id=refused.mother.id).exists()
