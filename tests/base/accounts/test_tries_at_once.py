"""Many tries at one moment: real sign-ins of the workbench's role, each with a connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from janua.base import clock
from janua.base.accounts.actions.second_factor import WrongCode, code_at, new_secret, set_second_factor, take_code
from janua.base.accounts.door import DOOR, limits
from janua.base.accounts.models import Account, SecondFactor, WrongAttempt
from janua.base.actors import acting_as
from janua.config.environment import database_settings
from tests.database import RunningDatabase, as_process_role
from tests.faces import workbench_client
from tests.registers import factories as f

AT_ONCE = 8


@pytest.fixture
def database(real_database: RunningDatabase) -> Iterator[RunningDatabase]:
    with real_database.as_django("postgres"):
        yield real_database


def _all_at_once(database: RunningDatabase, step: Callable[[], Any]) -> list[Any]:
    """What each of several processes gets that do the same step at one moment."""
    together = Barrier(AT_ONCE)

    def run() -> Any:
        connection.settings_dict = dict(connection.settings_dict) | database_settings(database.url("janua_workbench"))
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            together.wait(20)
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [future.result(30) for future in [pool.submit(run) for _ in range(AT_ONCE)]]


def _try_once() -> bool:
    try:
        limits.attempt("staff", [limits.Counted("name", "marisa", 5)])
    except limits.TooManyAttempts:
        return False
    return True


def test_tries_at_one_moment_are_all_counted(database: RunningDatabase) -> None:
    taken = _all_at_once(database, _try_once)

    assert (sorted(taken), WrongAttempt.objects.count()) == ([False] * 3 + [True] * 5, 5)


def _give(account: Account, code: str) -> bool:
    with acting_as(DOOR):
        try:
            take_code(account_id=account.id, code=code, at=clock.now())
        except WrongCode:
            return False
    return True


def test_one_code_at_one_moment_is_taken_once(database: RunningDatabase) -> None:
    account, secret, now = f.officer(), new_secret(), clock.now()
    with as_process_role("janua_workbench", DOOR):
        then = now - timedelta(seconds=60)
        set_second_factor(account=account, secret=secret, code=code_at(secret, then), at=then)

    taken = _all_at_once(database, partial(_give, account, code_at(secret, now)))

    assert (sorted(taken), SecondFactor.objects.count()) == ([False] * (AT_ONCE - 1) + [True], 1)


def test_a_wrong_try_is_counted_though_the_answer_is_an_error(database: RunningDatabase) -> None:
    with database.as_django("janua_workbench"):
        answer = workbench_client().post("/sign-in/", {"login": "nobody", "password": "x"})

    assert (answer.status_code, WrongAttempt.objects.count()) == (422, 2)
