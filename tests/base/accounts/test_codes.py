"""For how long a code is taken, by the clock: its own half minute and the one after, and no moment before it."""

from datetime import UTC, datetime, timedelta

import pytest

from janua.base.accounts.actions.second_factor import WrongCode, code_at, new_secret, set_second_factor, take_code
from janua.base.accounts.door import DOOR
from janua.base.accounts.models import SecondFactor
from tests.database import as_process_role
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
# The first moment of a step.
BEGINS = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(-30, False), (-1, False), (0, True), (29, True), (30, True), (59, True), (60, False)]
)
def test_code_is_taken_for_a_minute_at_most(seconds: int, taken: bool) -> None:
    account, secret = f.officer(), new_secret()
    with as_process_role("janua_workbench", DOOR):
        before = BEGINS - timedelta(minutes=10)
        set_second_factor(account=account, secret=secret, code=code_at(secret, before), at=before)

    with as_process_role("janua_workbench", DOOR):
        try:
            take_code(account_id=account.id, code=code_at(secret, BEGINS), at=BEGINS + timedelta(seconds=seconds))
        except WrongCode:
            assert not taken

    step = int(BEGINS.timestamp()) // 30
    assert (SecondFactor.objects.get(account=account).last_step == step) is taken
