"""Each signal finds what it is for, and leaves alone what is the same but innocent."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from janua.analytics.integrity.actions.watch import see_telephones
from janua.base.accounts.models import RoleAssignment
from janua.base.actors import acting_as, system_actor
from janua.casework.models import Task
from janua.registers.models import AccountLink, PersonContact, Relationship, Ruling, UrgentAccess
from janua.values import uuid7
from tests.analytics.integrity.scene import (
    NOON,
    ONE_ACCOUNT,
    TODAY,
    WATCHER,
    behind,
    changed_account,
    did,
    granted_by,
    handed,
    looked,
    order,
    payee,
)
from tests.payments import factories as paid
from tests.registers import factories as people

pytestmark = pytest.mark.django_db


def test_one_account_for_strangers_is_found_and_for_relatives_not(as_process: Any) -> None:
    one, other = payee(), payee()
    mother, daughter = payee("MT84MALT011000012345MTLCAST001S"), payee("MT84MALT011000012345MTLCAST001S")
    Relationship.objects.create(
        of_person=mother.payee, to_person=daughter.payee, kind="parent", source="civil", known_from=people.LONG_AGO
    )

    found = behind(as_process, "shared_account")

    assert {row.person for row in found} == {one.payee_id, other.payee_id}
    assert {(row.thing, row.row) for row in found} == {("payee_account", str(one.id)), ("payee_account", str(other.id))}
    # What the account is stands nowhere in what is kept.
    assert len({row.key for row in found}) == 1
    assert ONE_ACCOUNT not in found[0].key


def test_one_account_of_people_of_one_home_or_of_a_mandate_is_left_alone(as_process: Any) -> None:
    home = people.dwelling()
    for one in (payee(), payee()):
        people.residence(one.payee, home)
    giver, holder = payee("MT84MALT011000012345MTLCAST001S"), payee("MT84MALT011000012345MTLCAST001S")
    people.mandate(giver.payee, holder.payee)

    assert behind(as_process, "shared_account") == []


def test_one_telephone_of_three_strangers_is_found_however_it_is_spelt(as_process: Any) -> None:
    spelt = ("+356 7912 3456", "79123456", "00356-79123456", "+356 9900 1122")
    paid.office()
    persons = [paid.account_of(people.person(area_id=1)).payee for _ in spelt]
    with acting_as(system_actor("keeper")):
        for person, number in zip(persons, spelt, strict=True):
            PersonContact.objects.create(
                person=person, kind="telephone", value=number, source="declared", known_from=NOON
            )
    with as_process("janua_work", WATCHER):
        assert (see_telephones(), see_telephones()) == (4, 0)

    found = behind(as_process, "shared_telephone")

    assert {row.person for row in found} == {person.id for person in persons[:3]}
    assert not any("79123456" in str(row) for row in found)


def test_same_officer_approver_and_account_is_found_from_the_third_decision_on(as_process: Any) -> None:
    paid.office()
    officer, approver = people.officer("decide_claim"), people.officer("approve_run")
    for _ in range(2):
        order(granted_by(officer), approver=approver)
    assert behind(as_process, "same_chain") == []

    order(granted_by(officer), approver=people.officer("approve_run"))
    assert behind(as_process, "same_chain") == []
    order(granted_by(officer), approver=approver)

    found = behind(as_process, "same_chain")
    assert (len(found), {row.officer for row in found}, {row.second for row in found}) == (
        3, {officer.id}, {approver.id},
    )  # fmt: skip


def test_accounts_changed_just_before_pay_day_by_one_officer_are_found(as_process: Any) -> None:
    paid.office()
    officer, approver = people.officer("confirm_account"), people.officer("approve_run")
    first = paid.entitled(1_000)
    order(first, approver=approver)  # Paid into its first account: nobody changed it.
    for days in (1, 2, 3, 20):
        of = paid.entitled(1_000)
        changed = changed_account(of.person, by=officer, at=NOON - timedelta(days=days))
        order(paid.Entitled(of.person, of.entitlement, of.lines, changed), approver=approver)

    found = behind(as_process, "account_before_pay_day")

    assert ([row.officer for row in found], len(found)) == ([officer.id] * 3, 3)


def test_looks_at_people_without_a_case_are_found_and_work_is_not(as_process: Any) -> None:
    officer, curious = people.officer("read_case"), people.officer("read_case")
    strangers = [people.person(area_id=1) for _ in range(6)]
    with_case = paid.entitled(1_000).person
    looked(curious, *strangers, with_case)
    looked(curious, *strangers, page="find-person")
    # The same people, and the officer did something about each.
    looked(officer, *strangers)
    for one in strangers:
        did("facts.recorded", officer, subject=one.id)
    # Whoever audits looks at everybody.
    looked(people.officer("read_audit", "read_case"), *strangers)
    # Relatives stand on the pages of a case.
    child = people.person(area_id=1)
    Relationship.objects.create(
        of_person=with_case, to_person=child, kind="parent", source="civil", known_from=people.LONG_AGO
    )
    looked(curious, child)

    found = behind(as_process, "looks_without_case")

    assert {(row.officer, row.person) for row in found} == {(curious.id, one.id) for one in strangers}


def test_files_opened_in_urgency_often_or_wrongly_are_found(as_process: Any) -> None:
    often, once, wrongly = (people.officer("open_urgent_access") for _ in range(3))

    def opened(by: Any, verdict: str = "") -> UrgentAccess:
        with acting_as(system_actor("keeper")):
            return UrgentAccess.objects.create(
                account=by, person=people.person(area_id=1), area_id=1, reason="x", opened_at=NOON,
                ends_at=NOON + timedelta(hours=4), review_by=NOON + timedelta(hours=24),
                **({"verdict": verdict, "reviewed_by": people.officer(), "reviewed_at": NOON} if verdict else {}),
            )  # fmt: skip

    for _ in range(4):
        opened(often, "justified")
    opened(once, "justified")
    opened(wrongly, "not_justified")

    found = behind(as_process, "urgent_often")

    assert sorted((str(row.officer), row.thing) for row in found) == sorted(
        [(str(often.id), "urgent_access")] * 4 + [(str(wrongly.id), "urgent_access")]
    )


def test_facts_written_just_before_grants_are_found_and_a_registers_are_not(as_process: Any) -> None:
    officer = people.officer("keep_register")
    rows = [paid.entitled(1_000) for _ in range(4)]
    for of, hours in zip(rows, (1, 2, 23, 30), strict=True):
        decided_at = of.entitlement.decision.decided_at
        did("facts.recorded", officer, at=decided_at - timedelta(hours=hours), subject=of.person.id)
    for of in (paid.entitled(1_000) for _ in range(4)):
        did("facts.recorded", "system:exchange", at=of.entitlement.decision.decided_at, subject=of.person.id)

    found = behind(as_process, "facts_before_decision")

    assert {row.row for row in found} == {str(of.entitlement.decision.id) for of in rows[:3]}
    assert {row.officer for row in found} == {officer.id}


def test_approvals_in_bulk_are_found_and_a_days_work_is_not(as_process: Any) -> None:
    fast, steady = people.officer("decide_claim"), people.officer("decide_claim")
    for number in range(10):
        did("claim.grant", fast, at=NOON + timedelta(seconds=40 * number), subject=uuid7())
        did("claim.grant", steady, at=NOON + timedelta(minutes=10 * number), subject=uuid7())
    did("claim.grant", fast, at=NOON + timedelta(hours=3), subject=uuid7())

    found = behind(as_process, "bulk_approvals")

    assert [row.officer for row in found] == [fast.id] * 10
    assert {row.key for row in found} == {f"{fast.id} 2026-03-02"}


def test_approvals_at_odd_hours_follow_the_countrys_clock_and_holidays(as_process: Any) -> None:
    officer, early = people.officer("approve_run"), people.officer("approve_run")
    odd = (
        datetime(2026, 2, 27, 21, 30, tzinfo=UTC),  # a Friday evening
        datetime(2026, 2, 28, 11, tzinfo=UTC),  # a Saturday
        datetime(2026, 2, 10, 11, tzinfo=UTC),  # Saint Paul's Shipwreck, a Tuesday
    )
    for at in (*odd, NOON):
        did("run.approve", officer, at=at)
    # 6.30 in Greenwich is half past seven in Valletta: at work.
    for _ in range(3):
        did("run.approve", early, at=datetime(2026, 3, 2, 6, 30, tzinfo=UTC))

    found = behind(as_process, "odd_hours")

    assert sorted(row.at for row in found if row.at) == sorted(odd)
    assert {row.officer for row in found} == {officer.id}


def test_office_with_many_more_overrides_than_the_others_is_found(as_process: Any) -> None:
    here, there = people.officer("rule_on_fact"), people.officer("rule_on_fact", area_id=2)
    boss = people.officer("do_task")
    for _ in range(5):
        handed(here, boss, named=True)
    assert {row.officer for row in behind(as_process, "overrides_by_office")} == {here.id}

    # The other office overrides as much for as much work: neither is remarkable.
    for _ in range(5):
        statement = people.fact(people.person(area_id=2).id)
        Ruling.objects.create(
            subject_id=statement.subject_id, subject_kind=1, attribute=statement.attribute, fact=statement, reason="x",
            ruled_by=there.id, ruled_by_name="x", known_from=NOON,
        )  # fmt: skip
        Task.objects.create(
            kind="decide", office_id=2, area_id=2, object_type="claim", object_id=uuid7(), deadline_on=TODAY,
            state="open", opened_at=NOON,
        )  # fmt: skip
    assert behind(as_process, "overrides_by_office") == []


def test_work_handed_again_and_again_to_one_colleague_is_found(as_process: Any) -> None:
    giver, friend, fair = (people.officer("decide_claim") for _ in range(3))
    others = [people.officer("decide_claim") for _ in range(5)]
    for number in range(5):
        handed(giver, friend if number else others[0])
        handed(fair, others[number])

    found = behind(as_process, "hand_overs_to_one")

    assert {(row.officer, row.second) for row in found} == {(giver.id, friend.id)}
    assert len(found) == 4


def test_second_person_whose_sign_in_the_first_set_up_is_found(as_process: Any) -> None:
    first, second, other = (people.officer("grant_role") for _ in range(3))
    area = people.area(1)

    def granted(proposer: Any, confirmer: Any, days: int) -> Any:
        return RoleAssignment.objects.create(
            account=people.officer(), role_id=RoleAssignment.objects.filter(account=first)[0].role_id, area=area,
            starts_on=TODAY, proposed_by=proposer, proposed_at=NOON, confirmed_by=confirmer,
            confirmed_at=NOON + timedelta(days=days),
        )  # fmt: skip

    for account in (second, other):
        # Both set up their sign-in when they came; only the second did so anew, by a link of the first.
        did("account.set_up", "system:door", at=NOON - timedelta(days=20), object_id=account.id)
    did("account.invite", first, object_id=second.id)
    did("account.set_up", "system:door", at=NOON + timedelta(minutes=5), object_id=second.id)
    did("account.invite", first, object_id=other.id)
    found, _late = granted(first, second, 1), granted(first, second, 15)
    granted(first, other, 1)
    granted(other, second, 1)

    rows = behind(as_process, "second_person_set_up")

    assert [(row.thing, row.row, row.officer, row.second) for row in rows] == [
        ("role", str(found.id), second.id, first.id)
    ]

    # Both of two people, by the links of a third.
    did("account.set_up", "system:door", at=NOON + timedelta(minutes=9), object_id=other.id)
    both = RoleAssignment.objects.get(proposed_by=other)
    assert {row.row for row in behind(as_process, "second_person_set_up")} >= {str(found.id), str(both.id)}


def test_officer_whom_the_register_does_not_know_is_found(as_process: Any) -> None:
    unknown, known = people.officer("decide_claim"), people.officer("decide_claim")
    people.officer("write_announcement")
    AccountLink.objects.create(
        account=known, account_kind="staff", person=people.person(area_id=1), confirmed_by="papers",
        known_from=people.LONG_AGO,
    )  # fmt: skip

    assert [row.officer for row in behind(as_process, "officer_unknown")] == [unknown.id]
