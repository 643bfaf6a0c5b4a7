"""Opening and ending accounts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.conf import settings
from django.db.utils import IntegrityError

from janua.base.accounts.actions.account import (
    AlreadyLeft,
    open_citizen_account,
    open_staff_account,
    record_leaving,
)
from janua.base.accounts.models import Account, StaffProfile
from janua.base.accounts.permissions import NotPermitted
from janua.base.accounts.queries import account_of_subject
from janua.base.actors import system_actor
from tests.base.accounts.people import DAY, a_citizen, an_area, an_office, an_officer

AsProcess = Callable[..., AbstractContextManager[None]]
ISSUER = "https://id.example"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "JANUA_TODAY", DAY)


def test_open_citizen_account_at_the_door(as_process: AsProcess) -> None:
    with as_process("janua_portal", system_actor("door")):
        account = open_citizen_account(issuer=ISSUER, subject="anna", language="mt")
        assert account_of_subject(kind="citizen", issuer=ISSUER, subject="anna") == account

    assert Account.objects.values("kind", "issuer", "subject", "language", "login", "password").get() == {
        "kind": "citizen",
        "issuer": ISSUER,
        "subject": "anna",
        "language": "mt",
        "login": None,
        "password": "",
    }


def test_open_citizen_account_by_anybody_else_is_refused(as_process: AsProcess) -> None:
    with as_process("janua_portal", a_citizen().actor), pytest.raises(NotPermitted):
        open_citizen_account(issuer=ISSUER, subject="anna")


def test_open_citizen_account_twice_is_refused_by_the_database(as_process: AsProcess) -> None:
    a_citizen("anna")

    with pytest.raises(IntegrityError, match="accounts_account_once"), as_process("janua_portal", system_actor("door")):
        open_citizen_account(issuer=ISSUER, subject="anna")


def test_open_staff_account_gives_a_name_and_no_right(as_process: AsProcess) -> None:
    office = an_office(an_area(1))
    administrator = an_officer(office, "administrator")

    with as_process("janua_workbench", administrator.actor):
        account = open_staff_account(
            display_name="Maria Borg", staff_number="S-77", office=office, on=DAY, login="maria.borg"
        )

    assert (account.staff.display_name, account.assignments.count(), account.check_password("")) == (
        "Maria Borg",
        0,
        False,
    )


def test_open_staff_account_without_the_permission_is_refused(as_process: AsProcess) -> None:
    office = an_office(an_area(1))
    officer = an_officer(office, "case_officer")

    with as_process("janua_workbench", officer.actor), pytest.raises(NotPermitted, match="'open_staff_account'"):
        open_staff_account(display_name="X", staff_number="S-1", office=office, on=DAY)


def test_record_leaving_ends_what_the_officer_may(as_process: AsProcess) -> None:
    office = an_office(an_area(1))
    administrator, officer = an_officer(office, "administrator"), an_officer(office, "case_officer")

    with as_process("janua_workbench", administrator.actor):
        record_leaving(staff=StaffProfile.objects.get(account_id=officer.id), left_on=date(2026, 4, 1), on=DAY)

    assert StaffProfile.objects.get(account_id=officer.id).left_on == date(2026, 4, 1)


def test_record_leaving_twice_is_refused(as_process: AsProcess) -> None:
    office = an_office(an_area(1))
    administrator, officer = an_officer(office, "administrator"), an_officer(office, "case_officer")
    StaffProfile.objects.filter(account=officer).update(left_on=DAY)

    with as_process("janua_workbench", administrator.actor), pytest.raises(AlreadyLeft):
        record_leaving(staff=StaffProfile.objects.get(account_id=officer.id), left_on=DAY, on=DAY)


def test_record_leaving_by_a_colleague_is_refused(as_process: AsProcess) -> None:
    office = an_office(an_area(1))
    colleague, officer = an_officer(office, "case_officer"), an_officer(office, "case_officer")

    with as_process("janua_workbench", colleague.actor), pytest.raises(NotPermitted):
        record_leaving(staff=StaffProfile.objects.get(account_id=officer.id), left_on=DAY, on=DAY)
