"""Queueing: in the causing transaction, once per key, into the queues a process may fill."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from janua.base.actors import acting_as, system_actor
from janua.base.jobs.actions import NotInTransaction, run
from janua.base.row_security.roles import RUNTIME
from janua.values import uuid7
from tests.base.jobs import kinds
from tests.database import RunningDatabase

AsProcess = Callable[..., AbstractContextManager[None]]
ASSESSOR = system_actor("assessor")


def queued() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, queue_name FROM procrastinate_jobs WHERE task_name LIKE 'test.%' ORDER BY id")
        return list(cursor.fetchall())


def effects(action: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry WHERE action = %s", [action])
        return int(cursor.fetchone()[0])


def test_enqueue_queues_once_per_key(as_process: AsProcess) -> None:
    thing = uuid7()
    with as_process("janua_work", ASSESSOR):
        assert [kinds.effect.enqueue(key=key, thing=thing) for key in ("a", "a", "b")] == [True, False, True]
    assert queued() == [("test.effect", "work")] * 2


def test_enqueue_goes_with_its_transaction(as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        with transaction.atomic():
            kinds.effect.enqueue(key="a", thing=uuid7())
            transaction.set_rollback(True)
        assert queued() == []
        assert kinds.effect.enqueue(key="a", thing=uuid7())


def test_enqueue_outside_a_transaction_is_refused(real_database: RunningDatabase) -> None:
    with real_database.as_django("janua_work"), pytest.raises(NotInTransaction):
        kinds.effect.enqueue(key="a", thing=uuid7())


@pytest.mark.parametrize("role", RUNTIME)
def test_every_process_queues_work(as_process: AsProcess, role: str) -> None:
    with as_process(role, system_actor("door")):
        assert kinds.effect.enqueue(key="a", thing=uuid7())
    assert queued() == [("test.effect", "work")]


@pytest.mark.parametrize(
    ("role", "allowed"), [(role, role in ("janua_workbench", "janua_payments")) for role in RUNTIME]
)
def test_payments_queue_takes_jobs_of_staff_and_payments_only(as_process: AsProcess, role: str, allowed: bool) -> None:
    if allowed:
        with as_process(role, system_actor("door")):
            assert kinds.pays.enqueue(key="a", thing=uuid7())
        assert queued() == [("test.pays", "payments")]
    else:
        with pytest.raises(ProgrammingError, match="row-level security"), as_process(role, system_actor("door")):
            kinds.pays.enqueue(key="a", thing=uuid7())


def test_workers_see_their_own_queue(as_process: AsProcess) -> None:
    with as_process("janua_payments", system_actor("paymaster")):
        kinds.effect.enqueue(key="a", thing=uuid7())
        kinds.pays.enqueue(key="b", thing=uuid7())
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET priority = 1")
            assert cursor.rowcount == 1
    with as_process("janua_work"):
        assert queued() == [("test.effect", "work")]


@pytest.mark.parametrize("role", ["janua_portal", "janua_workbench", "janua_api"])
def test_faces_cannot_read_the_arguments_of_jobs(as_process: AsProcess, role: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        as_process(role, system_actor("door")),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT args FROM procrastinate_jobs")


def test_run_leaves_the_effect_once(real_database: RunningDatabase) -> None:
    thing = uuid7()
    with real_database.as_django("janua_work"):
        with acting_as(ASSESSOR):
            kinds.effect.enqueue(key="a", thing=thing)
        ran = [run(name="test.effect", key="a", arguments={"thing": str(thing)}) for _ in range(3)]
        with acting_as(system_actor("sealer")):
            left = effects("test.effect")
    assert (ran, left) == ([True, False, False], 1)
