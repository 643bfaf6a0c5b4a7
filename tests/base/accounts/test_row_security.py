"""Who sees which account, and where an officer may look: asked of the database, under the process's own role."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError, ProgrammingError

from janua.base import clock
from janua.base.accounts.models import Account, RoleAssignment, StaffProfile
from janua.base.actors import SYSTEM_ACTORS, system_actor
from tests.base.accounts.people import DAY, a_citizen, an_area, an_office, an_officer, hold

AsProcess = Callable[..., AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "JANUA_TODAY", DAY)


def _areas() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT janua_actor_areas()")
        row = cursor.fetchone()
        assert row is not None
        return list(row[0])


def test_query_without_an_actor_raises_where_there_is_a_row(as_process: AsProcess) -> None:
    a_citizen()

    with pytest.raises(DatabaseError, match="janua: nobody acts"), as_process("janua_portal"):
        Account.objects.count()


@pytest.mark.parametrize("role", ["janua_portal", "janua_workbench", "janua_api", "janua_work", "janua_payments"])
def test_citizen_sees_own_account_and_no_other(as_process: AsProcess, role: str) -> None:
    anna, _ben = a_citizen("anna"), a_citizen("ben")

    with as_process(role, anna.actor):
        assert list(Account.objects.values_list("id", flat=True)) == [anna.id]


def test_officer_sees_no_account_but_colleagues_names(as_process: AsProcess) -> None:
    office = an_office(an_area(1))
    one, two = an_officer(office, "case_officer"), an_officer(office, "administrator")
    a_citizen("anna")

    with as_process("janua_workbench", one.actor):
        assert list(Account.objects.values_list("id", flat=True)) == [one.id]
        assert set(StaffProfile.objects.values_list("account_id", flat=True)) == {one.id, two.id}


def test_door_sees_accounts_to_sign_people_in(as_process: AsProcess) -> None:
    anna = a_citizen("anna")

    with as_process("janua_portal", system_actor("door")):
        assert Account.objects.get(subject="anna").id == anna.id


def test_owner_is_bound_too(as_process: AsProcess) -> None:
    office = an_office(an_area(1))
    hold(an_officer(office), "case_officer", office.area)

    # Only reading, for the functions; changing is the loader's alone.
    with as_process("janua_owner", system_actor("keeper")):
        assert RoleAssignment.objects.update(ends_on=DAY) == 0


def test_actor_areas_are_the_roles_area_and_all_below(as_process: AsProcess) -> None:
    top = an_area(1)
    north, _south = an_area(2, top), an_area(3, top)
    an_area(4, north)
    officer = an_officer(an_office(north), "case_officer")

    with as_process("janua_workbench", officer.actor):
        assert _areas() == [2, 4]


def test_actor_areas_of_the_whole_country_are_all(as_process: AsProcess) -> None:
    top = an_area(1)
    an_area(2, top)
    officer = an_officer(an_office(top), "auditor")

    with as_process("janua_workbench", officer.actor):
        assert _areas() == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"starts_on": date(2026, 3, 3)},
        {"ends_on": date(2026, 3, 1)},
        {"revoked_on": date(2026, 3, 2), "revoked_at": clock.now()},
        {"confirmed_at": None},
    ],
)
def test_actor_areas_without_a_role_in_force_are_none(as_process: AsProcess, change: dict[str, Any]) -> None:
    officer = an_officer(an_office(an_area(1)))
    held = RoleAssignment(account=officer, role_id="case_officer", area_id=1, starts_on=date(2020, 1, 1))
    held.proposed_at = held.confirmed_at = clock.now()
    for name, value in change.items():
        setattr(held, name, value)
    held.save(force_insert=True)

    with as_process("janua_workbench", officer.actor):
        assert _areas() == []


@pytest.mark.parametrize("left_on", [date(2026, 3, 1), DAY])
def test_actor_areas_of_one_who_left_are_none(as_process: AsProcess, left_on: date) -> None:
    officer = an_officer(an_office(an_area(1)), "case_officer")
    StaffProfile.objects.update(left_on=left_on)

    with as_process("janua_workbench", officer.actor):
        assert _areas() == []


def test_actor_areas_of_a_citizen_are_none(as_process: AsProcess) -> None:
    an_area(1)

    with as_process("janua_portal", a_citizen().actor):
        assert _areas() == []


def test_officer_sees_assignments_of_own_areas_only(as_process: AsProcess) -> None:
    top = an_area(1)
    north, south = an_office(an_area(2, top)), an_office(an_area(3, top))
    one, other = an_officer(north, "administrator"), an_officer(south, "administrator")

    with as_process("janua_workbench", one.actor):
        seen = RoleAssignment.objects.values_list("account_id", flat=True)
        assert list(seen) == [one.id]
        assert RoleAssignment.objects.filter(account_id=other.id).count() == 0


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("janua_workbench", "UPDATE accounts_account SET kind = 'staff'"),
        ("janua_workbench", "DELETE FROM accounts_roleassignment"),
        ("janua_workbench", "UPDATE accounts_roleassignment SET role_id = 'auditor'"),
        ("janua_portal", "INSERT INTO accounts_rolepermission (role_id, permission) VALUES ('auditor', 'approve_run')"),
        ("janua_work", "UPDATE accounts_account SET password = 'x'"),
        ("janua_payments", "UPDATE areas_area SET code = 'x'"),
    ],
)
def test_process_may_not(as_process: AsProcess, role: str, statement: str) -> None:
    a_citizen()

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process(role, system_actor("keeper")),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_officer_opens_no_account_with_a_password(as_process: AsProcess) -> None:
    officer = an_officer(an_office(an_area(1)), "administrator")

    with (
        pytest.raises(ProgrammingError, match="violates row-level security"),
        as_process("janua_workbench", officer.actor),
    ):
        Account(kind="staff", login="ghost", password="known", opened_at=clock.now()).save(force_insert=True)


def test_portal_that_names_an_officer_as_its_actor_is_nobody(as_process: AsProcess) -> None:
    officer = an_officer(an_office(an_area(1)), "case_officer")

    with as_process("janua_portal", officer.actor), connection.cursor() as cursor:
        assert _areas() == []
        cursor.execute("SELECT janua_actor_kind()")
        assert cursor.fetchone() == ("",)


def test_workbench_that_names_a_citizen_as_its_actor_is_nobody(as_process: AsProcess) -> None:
    with as_process("janua_workbench", a_citizen("anna").actor), connection.cursor() as cursor:
        cursor.execute("SELECT janua_actor_kind(), janua_actor_persons()")
        assert cursor.fetchone() == ("", [])


@pytest.mark.parametrize(("role", "kind"), [("janua_portal", "citizen"), ("janua_workbench", "staff")])
def test_door_of_a_face_knows_the_accounts_of_that_face_alone(as_process: AsProcess, role: str, kind: str) -> None:
    accounts = {"citizen": a_citizen("anna"), "staff": an_officer(an_office(an_area(1)), "case_officer")}

    with as_process(role, system_actor("door")):
        assert list(Account.objects.values_list("id", flat=True)) == [accounts[kind].id]
        assert Account.objects.update(password="!") == 1


@pytest.mark.parametrize("name", [actor.name for actor in SYSTEM_ACTORS if actor.name != "door"])
@pytest.mark.parametrize("role", ["janua_portal", "janua_workbench"])
def test_faces_may_act_as_no_machine_step_but_the_door(as_process: AsProcess, role: str, name: str) -> None:
    a_citizen()

    with pytest.raises(ProgrammingError, match="may not act as"), as_process(role, system_actor(name)):
        Account.objects.count()
