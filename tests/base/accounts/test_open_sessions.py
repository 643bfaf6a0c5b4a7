"""Sessions that one is not sitting at: who ends them, and whom the database lets."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from janua.base import clock
from janua.base.accounts.actions.open_sessions import end_all_of_staff, end_elsewhere
from janua.base.accounts.door import DOOR
from janua.base.accounts.models import Account, Session, StaffProfile
from janua.base.accounts.permissions import NotPermitted
from janua.base.actors import Actor, system_actor
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
AsProcess = Callable[..., AbstractContextManager[None]]


def _session(account: Account, number: int = 1) -> Session:
    now = clock.now()
    return Session.objects.create(
        account=account, kind=account.kind, digest=f"{account.id} {number}".encode(), opened_at=now, seen_at=now,
        ends_at=now + timedelta(hours=1),
    )  # fmt: skip


def _open(account: Account) -> int:
    return Session.objects.filter(account=account, ended_at__isnull=True).count()


def test_others_of_one_account_end_and_nobody_elses(as_process: AsProcess) -> None:
    mine, other = f.officer(), f.officer()
    here, *_more = [_session(mine, number) for number in range(3)]
    foreign = _session(other)

    with as_process("janua_workbench", DOOR):
        assert end_elsewhere(session=here, other=foreign.id) == 0
        assert end_elsewhere(session=here, other=here.id) == 0
        assert end_elsewhere(session=here) == 2

    assert (_open(mine), _open(other)) == (1, 1)


def test_only_the_door_ends_sessions_of_ones_own(as_process: AsProcess) -> None:
    mine = f.officer()
    session = _session(mine)

    with pytest.raises(NotPermitted), as_process("janua_workbench", mine.actor):
        end_elsewhere(session=session)


def test_administrator_ends_every_session_of_a_colleague(as_process: AsProcess) -> None:
    colleague, administrator = f.officer("read_case"), f.officer("open_staff_account")
    for number in range(2):
        _session(colleague, number)

    with as_process("janua_workbench", administrator.actor):
        assert end_all_of_staff(staff=StaffProfile.objects.get(account=colleague), on=f.TODAY) == 2

    assert list(Session.objects.filter(account=colleague).values_list("ended_why", flat=True)) == ["office"] * 2


@pytest.mark.parametrize(("permission", "area"), [("grant_role", 1), ("keep_register", 1), ("open_staff_account", 2)])
def test_nobody_else_ends_sessions_of_a_colleague(as_process: AsProcess, permission: str, area: int) -> None:
    f.area(2)
    colleague, other = f.officer("read_case"), f.officer(permission, area_id=area)
    _session(colleague)

    with pytest.raises(NotPermitted), as_process("janua_workbench", other.actor):
        end_all_of_staff(staff=StaffProfile.objects.get(account=colleague), on=f.TODAY)
    with as_process("janua_workbench", other.actor):
        assert _ended_by_the_database(colleague.id) == -1

    assert _open(colleague) == 1


def test_administrator_ends_no_session_of_a_citizen(as_process: AsProcess) -> None:
    account = f.citizen(f.person(area_id=1))
    _session(account)

    with as_process("janua_workbench", f.officer("open_staff_account", "keep_register").actor):
        assert _ended_by_the_database(account.id) == -1

    assert _open(account) == 1


@pytest.mark.parametrize(
    ("role", "actor"), [("janua_portal", DOOR), ("janua_api", system_actor("exchange")), ("janua_work", DOOR)]
)
def test_no_other_process_may_ask_for_it(as_process: AsProcess, role: str, actor: Actor) -> None:
    account = f.citizen(f.person())

    with pytest.raises(ProgrammingError, match="permission denied"), as_process(role, actor):
        _ended_by_the_database(account.id)


def _ended_by_the_database(account: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_end_sessions(%s, now())", [account])
        (ended,) = cursor.fetchone() or (-9,)
    return int(ended)
