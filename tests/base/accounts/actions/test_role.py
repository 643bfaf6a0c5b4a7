"""Granting by two people, forbidden pairs, ends: each refusal and each effect."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import IntegrityError

from janua.base.accounts.actions.role import (
    ForbiddenPairHeld,
    SecondPersonNeeded,
    WrongState,
    confirm_role,
    found_role,
    load_roles,
    propose_role,
    refuse_role,
    revoke_role,
)
from janua.base.accounts.models import Account, ForbiddenRolePair, Role, RoleAssignment
from janua.base.accounts.permissions import NotPermitted, may
from janua.base.accounts.roles import FORBIDDEN, ROLES, ForbiddenPair, RoleDefinition
from janua.base.actors import system_actor
from janua.base.areas.models import Area, Office
from tests.base.accounts.people import DAY, an_area, an_office, an_officer, hold
from tests.database import RunningDatabase

AsProcess = Callable[..., AbstractContextManager[None]]


@dataclass(frozen=True)
class Ministry:
    """Two administrators of the country, and an officer in its north."""

    top: Area
    north: Area
    office: Office
    first: Account
    second: Account
    officer: Account


@pytest.fixture
def ministry(db: None, monkeypatch: pytest.MonkeyPatch) -> Ministry:
    monkeypatch.setattr(settings, "JANUA_TODAY", DAY)
    top = an_area(1)
    office = an_office(an_area(2, top))
    first, second = (an_officer(office, "administrator", area=top) for _ in range(2))
    return Ministry(top, office.area, office, first, second, an_officer(office))


def _propose(ministry: Ministry, role: str = "case_officer", **days: date) -> RoleAssignment:
    return propose_role(
        account_id=ministry.officer.id,
        role_code=role,
        area=ministry.north,
        starts_on=days.get("starts_on", DAY),
        ends_on=days.get("ends_on"),
        on=DAY,
    )


def _grant(ministry: Ministry, as_process: AsProcess, role: str = "case_officer") -> RoleAssignment:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = _propose(ministry, role)
    with as_process("janua_workbench", ministry.second.actor):
        confirm_role(assignment=proposal, on=DAY)
    return proposal


def test_role_holds_once_a_second_person_has_confirmed(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = _propose(ministry)
    with as_process("janua_workbench", ministry.officer.actor):
        before = may(ministry.officer.actor, "read_case", area_id=2, on=DAY)

    with as_process("janua_workbench", ministry.second.actor):
        confirm_role(assignment=proposal, on=DAY)

    with as_process("janua_workbench", ministry.officer.actor):
        after = may(ministry.officer.actor, "read_case", area_id=2, on=DAY)
        above = may(ministry.officer.actor, "read_case", area_id=1, on=DAY)
        other = may(ministry.officer.actor, "decide_claim", area_id=2, on=DAY)
    assert (before, after, above, other) == (False, True, False, False)


def test_granting_leaves_a_trace_of_both_people(ministry: Ministry, as_process: AsProcess) -> None:
    proposal = _grant(ministry, as_process)

    with connection.cursor() as cursor:
        cursor.execute("SELECT actor, action FROM audit_entry WHERE object_id = %s ORDER BY at", [proposal.id])
        assert cursor.fetchall() == [
            (str(ministry.first.id), "role.propose"),
            (str(ministry.second.id), "role.confirm"),
        ]


def test_propose_without_the_permission_is_refused(ministry: Ministry, as_process: AsProcess) -> None:
    hold(ministry.officer, "case_officer", ministry.north)

    with as_process("janua_workbench", ministry.officer.actor), pytest.raises(NotPermitted, match="'grant_role'"):
        _propose(ministry)


def test_propose_outside_the_own_area_is_refused(ministry: Ministry, as_process: AsProcess) -> None:
    south = an_area(3, ministry.top)
    local = an_officer(ministry.office, "administrator", area=ministry.north)

    with as_process("janua_workbench", local.actor), pytest.raises(NotPermitted, match="in area 3"):
        propose_role(account_id=ministry.officer.id, role_code="case_officer", area=south, starts_on=DAY, on=DAY)


def test_propose_for_oneself_is_refused(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor), pytest.raises(SecondPersonNeeded):
        propose_role(account_id=ministry.first.id, role_code="case_officer", area=ministry.north, starts_on=DAY, on=DAY)


def test_confirm_by_the_proposer_is_refused(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = _propose(ministry)
        with pytest.raises(SecondPersonNeeded):
            confirm_role(assignment=proposal, on=DAY)


def test_confirm_by_the_grantee_is_refused(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = propose_role(
            account_id=ministry.second.id, role_code="case_officer", area=ministry.north, starts_on=DAY, on=DAY
        )

    with as_process("janua_workbench", ministry.second.actor), pytest.raises(SecondPersonNeeded):
        confirm_role(assignment=proposal, on=DAY)


@pytest.mark.parametrize("person", ["proposed_by", "account"])
@pytest.mark.usefixtures("ministry")
def test_database_refuses_one_person_as_both(ministry: Ministry, as_process: AsProcess, person: str) -> None:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = _propose(ministry)
    proposal.confirmed_by = getattr(proposal, person)
    proposal.confirmed_at = proposal.proposed_at

    with pytest.raises(IntegrityError, match=r"accounts_assignment_(two_people|not_self)"):
        proposal.save()


def test_confirm_twice_is_refused(ministry: Ministry, as_process: AsProcess) -> None:
    proposal = _grant(ministry, as_process)

    with as_process("janua_workbench", ministry.second.actor), pytest.raises(WrongState):
        confirm_role(assignment=proposal, on=DAY)


def test_refused_proposal_cannot_be_confirmed(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = _propose(ministry)
        refuse_role(assignment=proposal, on=DAY)

    with as_process("janua_workbench", ministry.second.actor), pytest.raises(WrongState):
        confirm_role(assignment=proposal, on=DAY)


def test_forbidden_pair_is_refused_when_proposed(ministry: Ministry, as_process: AsProcess) -> None:
    hold(ministry.officer, "payments_preparer", ministry.north)

    with (
        as_process("janua_workbench", ministry.first.actor),
        pytest.raises(ForbiddenPairHeld, match="Nobody holds payments_approver and payments_preparer at a time"),
    ):
        _propose(ministry, "payments_approver")


def test_forbidden_pair_is_refused_when_confirmed(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = _propose(ministry, "payments_approver")
    hold(ministry.officer, "payments_preparer", ministry.north)

    with as_process("janua_workbench", ministry.second.actor), pytest.raises(ForbiddenPairHeld):
        confirm_role(assignment=proposal, on=DAY)


def test_forbidden_pair_in_an_area_out_of_sight_is_refused_by_the_database(
    ministry: Ministry, as_process: AsProcess
) -> None:
    local, other = (an_officer(ministry.office, "administrator", area=ministry.north) for _ in range(2))
    hold(ministry.officer, "payments_preparer", an_area(3, ministry.top))
    with as_process("janua_workbench", local.actor):
        proposal = _propose(ministry, "payments_approver")

    with (
        pytest.raises(IntegrityError, match="two roles that nobody may hold together"),
        as_process("janua_workbench", other.actor),
    ):
        confirm_role(assignment=proposal, on=DAY)


def test_forbidden_pair_one_after_the_other_is_allowed(ministry: Ministry, as_process: AsProcess) -> None:
    hold(ministry.officer, "payments_preparer", ministry.north, ends_on=date(2026, 3, 1))

    assert _grant(ministry, as_process, "payments_approver").is_in_force_on(DAY)


def test_same_role_twice_at_a_time_is_refused_by_the_database(ministry: Ministry, as_process: AsProcess) -> None:
    _grant(ministry, as_process)

    with pytest.raises(IntegrityError, match="accounts_assignment_once"):
        _grant(ministry, as_process)


def test_revoke_ends_a_role_at_once(ministry: Ministry, as_process: AsProcess) -> None:
    assignment = _grant(ministry, as_process)

    with as_process("janua_workbench", ministry.first.actor):
        revoke_role(assignment=assignment, on=DAY)

    with as_process("janua_workbench", ministry.officer.actor):
        assert may(ministry.officer.actor, "read_case", area_id=2, on=DAY) is False
    assert (assignment.is_in_force_on(DAY), assignment.is_in_force_on(date(2026, 3, 1))) == (False, False)


def test_revoke_of_a_proposal_is_refused(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor):
        proposal = _propose(ministry)
        with pytest.raises(WrongState):
            revoke_role(assignment=proposal, on=DAY)


def test_confirmed_assignment_cannot_be_confirmed_anew_in_the_database(
    ministry: Ministry, as_process: AsProcess
) -> None:
    assignment = _grant(ministry, as_process)
    third = an_officer(ministry.office, "administrator", area=ministry.top)

    with pytest.raises(IntegrityError, match="a confirmed assignment is ended, never changed"):
        RoleAssignment.objects.filter(id=assignment.id).update(confirmed_by=third)


def test_system_actor_holds_no_permission(ministry: Ministry) -> None:
    assert may(system_actor("assessor"), "decide_claim", area_id=ministry.top.id, on=DAY) is False


def test_found_role_is_the_loaders_alone(ministry: Ministry, as_process: AsProcess) -> None:
    with as_process("janua_workbench", ministry.first.actor), pytest.raises(NotPermitted):
        found_role(account=ministry.officer, role_code="auditor", area=ministry.top, starts_on=DAY)

    with as_process("janua_owner", system_actor("loader")):
        assignment = found_role(account=ministry.officer, role_code="auditor", area=ministry.top, starts_on=DAY)
    assert assignment.is_in_force_on(DAY)


def test_load_roles_again_changes_nothing(db: None, as_process: AsProcess) -> None:
    before = (Role.objects.count(), ForbiddenRolePair.objects.count())

    with as_process("janua_owner", system_actor("loader")):
        load_roles(roles=ROLES, forbidden=FORBIDDEN)

    assert (Role.objects.count(), ForbiddenRolePair.objects.count()) == before == (len(ROLES), len(FORBIDDEN))


def test_load_roles_takes_away_what_the_data_no_longer_say(db: None, as_process: AsProcess) -> None:
    fewer = (RoleDefinition("auditor", {"en": "Auditor"}, ("read_audit",)),)

    with as_process("janua_owner", system_actor("loader")):
        load_roles(roles=fewer, forbidden=(ForbiddenPair("auditor", "administrator", "apart"),))

    assert list(Role.objects.get(code="auditor").permissions.values_list("permission", flat=True)) == ["read_audit"]
    assert list(ForbiddenRolePair.objects.values_list("first_id", "second_id")) == [("administrator", "auditor")]


@pytest.fixture
def racing(real_database: RunningDatabase) -> RunningDatabase:
    """A database with an officer and two proposals of roles that exclude each other."""
    with real_database.as_django("postgres"):
        office = an_office(an_area(1))
        officer, first = an_officer(office), an_officer(office, "administrator")
        for role in ("payments_preparer", "payments_approver"):
            proposed = hold(officer, role, office.area, starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 1))
            RoleAssignment.objects.filter(id=proposed.id).delete()
            proposed.proposed_by, proposed.confirmed_at, proposed.ends_on = first, None, None
            proposed.save(force_insert=True)
    return real_database


def test_two_confirmations_at_one_time_never_make_a_forbidden_pair(racing: RunningDatabase) -> None:
    confirm = (
        "UPDATE accounts_roleassignment SET confirmed_at = now(), confirmed_by_id ="
        " (SELECT account_id FROM accounts_staffprofile WHERE account_id NOT IN"
        " (SELECT account_id FROM accounts_roleassignment UNION SELECT proposed_by_id FROM accounts_roleassignment"
        " WHERE proposed_by_id IS NOT NULL)) WHERE role_id = %s AND confirmed_at IS NULL"
    )
    with racing.as_django("postgres"):
        third = an_officer(Office.objects.get())
    one, two = racing.connect("postgres"), racing.connect("postgres")
    one.execute("BEGIN")
    one.execute(confirm, ["payments_preparer"])
    outcome: list[str] = []

    def second() -> None:
        try:
            two.execute(confirm, ["payments_approver"])
            outcome.append("confirmed")
        except Exception as error:  # noqa: BLE001  (the thread must report whatever it met)
            outcome.append(str(error).splitlines()[0])

    waiting = Thread(target=second)
    waiting.start()
    waiting.join(0.3)
    one.execute("COMMIT")
    waiting.join(10)

    assert outcome == ["janua: two roles that nobody may hold together"]
    assert third.kind == "staff"
