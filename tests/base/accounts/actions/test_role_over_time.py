"""A role is made longer as it is granted, by two; nothing moves the end of one that holds."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection

from janua.base.accounts.actions.role import SecondPersonNeeded, confirm_role
from janua.base.accounts.permissions import may
from tests.base.accounts.actions.test_role import AsProcess, Ministry, _grant, _propose, ministry
from tests.base.accounts.people import DAY, hold

__all__ = ["ministry"]
pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 1, 1)


def test_role_is_made_longer_by_two_as_it_was_granted(ministry: Ministry, as_process: AsProcess) -> None:
    hold(ministry.officer, "case_officer", ministry.north, ends_on=date(2026, 12, 31))
    with as_process("janua_workbench", ministry.first.actor):
        longer = _propose(ministry, starts_on=NEXT_YEAR)
        with pytest.raises(SecondPersonNeeded):
            confirm_role(assignment=longer, on=DAY)

    def may_then() -> bool:
        with as_process("janua_workbench", ministry.officer.actor):
            return may(ministry.officer.actor, "read_case", area_id=2, on=NEXT_YEAR)

    assert may_then() is False
    with as_process("janua_workbench", ministry.second.actor):
        confirm_role(assignment=longer, on=DAY)
    assert may_then() is True


@pytest.mark.parametrize(
    "change",
    ["ends_on = '2099-01-01'", "starts_on = '2020-01-01'", "area_id = 1", "role_id = 'supervisor'", "account_id = %s"],
)
def test_database_lets_nobody_move_what_a_role_is(ministry: Ministry, as_process: AsProcess, change: str) -> None:
    assignment = _grant(ministry, as_process)
    values: list[Any] = [ministry.first.id] if "%s" in change else []
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        as_process("janua_workbench", ministry.second.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE accounts_roleassignment SET {change} WHERE id = '{assignment.id}'", values)
