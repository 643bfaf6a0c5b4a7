"""A link takes two, whatever an action or a page would say: the database itself refuses; and of two at one time one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError

from janua.base import clock
from janua.base.accounts.actions.invitation import (
    InvitationOver,
    InvitationWaits,
    accept_invitation,
    confirm_invitation,
    invite,
)
from janua.base.accounts.actions.role import SecondPersonNeeded
from janua.base.accounts.door import DOOR
from janua.base.accounts.models import Account, Invitation, StaffProfile
from janua.base.accounts.permissions import NotPermitted
from tests.at_once import Hand
from tests.database import RunningDatabase, as_process_role
from tests.registers import factories as f

AsProcess = Callable[..., AbstractContextManager[None]]
alone = pytest.mark.django_db


def _asked(by: Account, colleague: Account) -> tuple[Invitation, str]:
    with as_process_role("janua_workbench", by.actor):
        made = invite(staff=StaffProfile.objects.get(account=colleague), on=f.TODAY)
    return made.invitation, made.secret


def _people() -> tuple[Account, Account, Account]:
    first, second = (f.officer("open_staff_account") for _ in range(2))
    return first, second, f.officer("read_case")


@alone
@pytest.mark.parametrize("who", ["asker", "owner", "stranger"])
def test_confirm_needs_another_administrator(who: str) -> None:
    asker, _, _ = _people()
    owner = f.officer("open_staff_account")
    row, _secret = _asked(asker, owner)
    actor = {"asker": asker, "owner": owner, "stranger": f.officer("grant_role")}[who].actor
    # The owner does not see the row at all.
    wanted: Any = {"asker": SecondPersonNeeded, "owner": Invitation.DoesNotExist, "stranger": NotPermitted}[who]

    with pytest.raises(wanted), as_process_role("janua_workbench", actor):
        confirm_invitation(invitation=row, on=f.TODAY)


@alone
def test_unconfirmed_link_is_not_accepted() -> None:
    asker, _, new = _people()
    _row, secret = _asked(asker, new)

    with pytest.raises(InvitationWaits), as_process_role("janua_workbench", DOOR):
        accept_invitation(secret=secret, password="seven boats in a row", factor="x", code="1")


_CONFIRM = "UPDATE accounts_invitation SET confirmed_by_id = %s, confirmed_at = now(), code_digest = 'x'"


@alone
@pytest.mark.parametrize(
    ("who", "named", "says"),
    [
        ("asker", "asker", "may be one hand"),
        ("asker", "second", "violates row-level security|by who acts"),
        ("second", "asker", "violates row-level security|by who acts"),
        ("door", "second", "by who acts"),
    ],
)
def test_database_takes_no_confirmation_but_of_another_who_acts(
    as_process: AsProcess, who: str, named: str, says: str
) -> None:
    asker, second, new = _people()
    _asked(asker, new)
    people = {"asker": asker, "second": second}
    actor = DOOR if who == "door" else people[who].actor

    with (
        pytest.raises((IntegrityError, ProgrammingError), match=says),
        as_process("janua_workbench", actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(_CONFIRM, [people[named].id])


@alone
@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_database_shows_a_link_to_administrators_of_its_place_alone(as_process: AsProcess, who: str) -> None:
    asker, _, _ = _people()
    owner = f.officer("open_staff_account")
    _asked(asker, owner)
    actor = {"owner": owner, "stranger": f.officer("grant_role")}[who].actor

    with as_process("janua_workbench", actor), connection.cursor() as cursor:
        cursor.execute(_CONFIRM, [actor.account_id])
        assert (cursor.rowcount, Invitation.objects.count()) == (0, 0)


@alone
def test_database_lets_nobody_use_a_link_that_waits(as_process: AsProcess) -> None:
    asker, _, new = _people()
    _asked(asker, new)

    with (
        pytest.raises(IntegrityError, match="once a second person has confirmed it"),
        as_process("janua_workbench", DOOR),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE accounts_invitation SET used_at = now()")


@alone
@pytest.mark.parametrize("column", ["confirmed_at", "withdrawn_at", "used_at"])
def test_database_takes_no_link_that_is_answered_when_it_is_made(as_process: AsProcess, column: str) -> None:
    asker, second, new = _people()
    now = clock.now()
    answered: dict[str, Any] = {column: now}
    if column == "confirmed_at":
        answered |= {"confirmed_by_id": second.id, "code_digest": b"x"}

    with pytest.raises(IntegrityError, match="answered by somebody else"), as_process("janua_workbench", asker.actor):
        Invitation.objects.create(
            account=new, digest=b"x", made_by_id=asker.id, made_at=now, ends_at=now + timedelta(days=1), **answered
        )


@alone
@pytest.mark.parametrize(
    "change", ["code_digest = 'y'", "confirmed_by_id = NULL, confirmed_at = NULL, code_digest = NULL"]
)
def test_confirmed_link_keeps_its_confirmation(as_process: AsProcess, change: str) -> None:
    asker, second, new = _people()
    row, _secret = _asked(asker, new)
    with as_process_role("janua_workbench", second.actor):
        confirm_invitation(invitation=row, on=f.TODAY)

    with (
        pytest.raises((IntegrityError, ProgrammingError), match=r"confirmed once|row-level security"),
        as_process("janua_workbench", second.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE accounts_invitation SET {change}")


@alone
def test_loader_makes_first_links_which_open_at_once(as_process: AsProcess) -> None:
    from janua.base.accounts.actions.invitation import invitation_of
    from janua.base.actors import system_actor

    new = f.officer("open_staff_account")
    with as_process_role("janua_owner", system_actor("loader")):
        made = invite(staff=StaffProfile.objects.get(account=new), on=f.TODAY)

    with as_process("janua_workbench", DOOR):
        found = invitation_of(secret=made.secret, at=clock.now())
    assert (found.account_id, found.waits) == (new.id, False)


@pytest.fixture
def database(real_database: RunningDatabase) -> Iterator[RunningDatabase]:
    with real_database.as_django("postgres"):
        yield real_database


def _confirm(row: Invitation) -> bool:
    try:
        confirm_invitation(invitation=row, on=f.TODAY)
    except InvitationOver:
        return False
    return True


def test_of_two_who_confirm_at_one_time_one_gets_a_code(database: RunningDatabase) -> None:
    asker, second, new = _people()
    third = f.officer("open_staff_account")
    row, _secret = _asked(asker, new)

    step = partial(_confirm, row)
    one, other = (Hand(database, "janua_workbench", who.actor, step).start() for who in (second, third))
    outcome = (one.commit(), other.commit())

    row.refresh_from_db()
    assert (outcome, row.confirmed_by_id) == ((True, False), second.id)
