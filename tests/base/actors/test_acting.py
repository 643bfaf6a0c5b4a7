"""One transaction belongs to one actor, and ends with nothing left behind."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from janua.base.actors import (
    Actor,
    ActorConflict,
    NoActor,
    UnknownSystemActor,
    acting_as,
    current_actor,
    system_actor,
)
from tests.database import RunningDatabase

AsProcess = Callable[..., AbstractContextManager[None]]
ANNA = Actor("citizen", UUID("01900000-0000-7000-8000-000000000001"), "anna")
BEN = Actor("citizen", UUID("01900000-0000-7000-8000-000000000002"), "ben")
SETTINGS = (
    "SELECT coalesce(current_setting('janua.actor', true), ''), coalesce(current_setting('janua.purpose', true), '')"
)


def _rows(statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [tuple(row) for row in cursor.fetchall()]


def test_acting_as_tells_the_database_who_and_what_for(as_process: AsProcess) -> None:
    with as_process("janua_portal", ANNA, purpose="own file"):
        assert _rows("SELECT current_user::text, janua_actor(), janua_actor_account(), janua_actor_system()") == [
            ("janua_portal", str(ANNA.account_id), ANNA.account_id, "")
        ]
        assert _rows(SETTINGS) == [(str(ANNA.account_id), "own file")]
        assert current_actor() == ANNA


@pytest.mark.usefixtures("db")
def test_acting_as_leaves_nothing_to_an_outer_transaction() -> None:
    with acting_as(ANNA, purpose="own file"):
        pass

    assert _rows(SETTINGS) == [("", "")]


@pytest.mark.usefixtures("db")
def test_acting_as_leaves_nothing_after_an_error() -> None:
    with pytest.raises(DatabaseError, match="division by zero"), acting_as(ANNA):
        _rows("SELECT 1 / 0")

    assert _rows(SETTINGS) == [("", "")]
    with pytest.raises(NoActor, match="Nobody acts"):
        current_actor()


@pytest.mark.usefixtures("db")
def test_acting_as_joins_the_same_actor() -> None:
    with acting_as(ANNA, purpose="own file"):
        with acting_as(ANNA):
            pass
        assert _rows(SETTINGS) == [(str(ANNA.account_id), "own file")]


@pytest.mark.usefixtures("db")
def test_acting_as_refuses_a_second_actor() -> None:
    with acting_as(ANNA), pytest.raises(ActorConflict, match="anna is acting; ben cannot join"), acting_as(BEN):
        pass


def test_acting_as_leaves_nothing_on_the_connection(real_database: RunningDatabase) -> None:
    with real_database.as_django("janua_portal"):
        with acting_as(ANNA, purpose="own file"):
            assert _rows(SETTINGS) == [(str(ANNA.account_id), "own file")]
            first = _rows("SELECT pg_backend_pid()")

        assert _rows("SELECT pg_backend_pid()") == first
        assert _rows(SETTINGS) == [("", "")]


def test_acting_as_in_one_thread_is_unknown_to_another(real_database: RunningDatabase) -> None:
    seen: list[str] = []

    def look() -> None:
        try:
            seen.append(current_actor().name)
        except NoActor:
            seen.append("nobody")

    with real_database.as_django("janua_portal"), acting_as(ANNA):
        other = threading.Thread(target=look)
        other.start()
        other.join()

    assert seen == ["nobody"]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "question",
    [
        *("janua_actor()", "janua_actor_system()", "janua_actor_account()", "janua_actor_areas()"),
        *("janua_actor_persons()", "janua_actor_kind()"),
    ],
)
def test_every_question_about_the_actor_raises_without_one(question: str) -> None:
    with pytest.raises(DatabaseError, match="janua: nobody acts"):
        _rows(f"SELECT {question}")


@pytest.mark.usefixtures("db")
def test_the_question_raises_too_after_an_actor_has_gone() -> None:
    # The setting then reads back as '' and not as absent.
    with acting_as(ANNA):
        pass

    with pytest.raises(DatabaseError, match="janua: nobody acts"):
        _rows("SELECT janua_actor()")


def test_a_process_may_not_use_another_processes_machine_step(as_process: AsProcess) -> None:
    with (
        pytest.raises(DatabaseError, match="janua: janua_portal may not act as paymaster"),
        as_process("janua_portal", system_actor("paymaster")),
    ):
        _rows("SELECT janua_actor_system()")


def test_a_process_uses_its_own_machine_step(as_process: AsProcess) -> None:
    with as_process("janua_payments", system_actor("paymaster")):
        assert _rows("SELECT janua_actor_system(), janua_actor_account(), janua_actor_areas()") == [
            ("paymaster", None, [])
        ]


def test_system_actor_refuses_an_unknown_name() -> None:
    with pytest.raises(UnknownSystemActor, match="No system actor 'nobody'; there are analyst, assessor, checker"):
        system_actor("nobody")


@pytest.mark.parametrize(("kind", "account", "name"), [("system", ANNA.account_id, "x"), ("staff", None, "x")])
def test_actor_refuses_to_be_both(kind: Any, account: UUID | None, name: str) -> None:
    with pytest.raises(ValueError, match="A system actor has a name and no account"):
        Actor(kind, account, name)


@pytest.mark.usefixtures("db")
def test_acting_as_rolls_back_what_failed() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE scratch (n int)")
    with pytest.raises(DatabaseError, match="division by zero"), acting_as(ANNA):
        _rows("INSERT INTO scratch VALUES (1), (1 / 0) RETURNING n")

    assert _rows("SELECT n FROM scratch") == []
