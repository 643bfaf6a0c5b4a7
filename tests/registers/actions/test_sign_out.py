"""A person who asks at the desk is signed out everywhere, by who keeps them and nobody else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from janua.base import clock
from janua.base.accounts.door import DOOR
from janua.base.accounts.models import Account, Session
from janua.base.accounts.permissions import NotPermitted
from janua.base.audit.models import Entry
from janua.registers.actions.accounts import sign_out_everywhere
from janua.registers.models import Person
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
AsProcess = Callable[..., AbstractContextManager[None]]


def _signed_in(person: Person) -> Account:
    account, now = f.citizen(person), clock.now()
    for number in range(2):
        Session.objects.create(
            account=account, kind="citizen", digest=f"{account.id} {number}".encode(), opened_at=now, seen_at=now,
            ends_at=now + timedelta(hours=1),
        )  # fmt: skip
    return account


def _open(account: Account) -> int:
    return Session.objects.filter(account=account, ended_at__isnull=True).count()


def test_desk_ends_every_session_of_one_person(as_process: AsProcess) -> None:
    maria, anna = f.person(given="Maria", area_id=1), f.person(given="Anna", area_id=1)
    hers, others = _signed_in(maria), _signed_in(anna)

    with as_process("janua_workbench", f.officer("keep_register").actor):
        assert sign_out_everywhere(person=maria, on=f.TODAY) == 2

    assert (_open(hers), _open(others)) == (0, 2)
    entry = Entry.objects.get(action="session.end_all")
    assert (entry.subject, entry.details) == (maria.id, {"sessions": 2})


@pytest.mark.parametrize(
    ("permission", "area", "restricted"),
    [("read_case", 1, False), ("keep_register", 2, False), ("keep_register", 1, True)],
)
def test_nobody_else_ends_them(as_process: AsProcess, permission: str, area: int, restricted: bool) -> None:
    f.area(2)
    maria = f.person(area_id=1, restricted=restricted)
    account, officer = _signed_in(maria), f.officer(permission, area_id=area)

    with pytest.raises(NotPermitted), as_process("janua_workbench", officer.actor):
        sign_out_everywhere(person=maria, on=f.TODAY)
    with as_process("janua_workbench", officer.actor), connection.cursor() as cursor:
        cursor.execute("SELECT registers_sign_out(%s, now())", [maria.id])
        assert cursor.fetchone() == (-1,)

    assert _open(account) == 2


def test_no_other_process_may_ask_for_it(as_process: AsProcess) -> None:
    maria = f.person(area_id=1)

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process("janua_portal", DOOR),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT registers_sign_out(%s, now())", [maria.id])
