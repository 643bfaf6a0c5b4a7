"""The worker as a process: effects stand once, whatever is killed when; a stop is clean."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from django.db import connection

from janua.base.actors import acting_as, system_actor
from janua.values import uuid7
from tests.base.jobs import kinds
from tests.database import RunningDatabase, TestServer

ROOT = Path(__file__).parents[3]
ASSESSOR = system_actor("assessor")
TIMING = "heartbeat=0.2,stalled=1,reap=0.2,poll=0.2,backoff=0.1"


class Stage:
    """A database, a folder of flags, and the workers of one test."""

    def __init__(self, database: RunningDatabase, flags: Path) -> None:
        self.database = database
        self.flags = flags
        self.workers: list[subprocess.Popen[bytes]] = []
        self.superuser = database.cluster.connect(database=database.name)

    def start(self, queue: str = "work", role: str = "janua_work") -> subprocess.Popen[bytes]:
        env = os.environ | {
            "JANUA_ENV": "test",
            "JANUA_PROCESS": queue,
            "DATABASE_URL": self.database.url(role),
            "JANUA_JOBS": TIMING,
            "JANUA_TEST_FLAGS": str(self.flags),
        }
        worker = subprocess.Popen([sys.executable, "-m", "tests.base.jobs.serve", queue], cwd=ROOT, env=env)
        self.workers.append(worker)
        return worker

    def raise_flag(self, name: str) -> None:
        (self.flags / name).touch()

    def count(self, action: str) -> int:
        row = self.superuser.execute("SELECT count(*) FROM audit_entry WHERE action = %s", (action,)).fetchone()
        return int(str(row[0])) if row else -1

    def jobs(self) -> list[tuple[object, ...]]:
        return self.superuser.execute(
            "SELECT task_name, status::text FROM procrastinate_jobs WHERE task_name LIKE 'test.%' ORDER BY id"
        ).fetchall()

    def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.05)


@pytest.fixture
def own_server() -> Iterator[TestServer]:
    server = TestServer.start()
    yield server
    server.remove()


@pytest.fixture
def stage(real_database: RunningDatabase, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(real_database, tmp_path)
    yield stage
    for worker in stage.workers:
        worker.kill()
        worker.wait()
    stage.superuser.close()


def enqueue(stage: Stage, what: object, *keys: str) -> None:
    with stage.database.as_django("janua_work"), acting_as(ASSESSOR):
        for key in keys:
            what.enqueue(key=key, thing=uuid7())  # type: ignore[attr-defined]


def test_worker_killed_before_the_commit_leaves_the_effect_once(stage: Stage) -> None:
    stage.raise_flag("hang before commit")
    enqueue(stage, kinds.effect, "a")
    first = stage.start()
    stage.until((stage.flags / "hanging").exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert (stage.count("test.effect"), stage.jobs()) == (0, [("test.effect", "doing")])
    stage.start()
    stage.until(lambda: stage.jobs() == [])
    assert stage.count("test.effect") == 1


def test_worker_killed_after_the_commit_leaves_the_effect_once(stage: Stage) -> None:
    stage.raise_flag("die after commit")
    enqueue(stage, kinds.effect, "a")
    first = stage.start()
    assert first.wait(20) == -signal.SIGKILL
    assert (stage.count("test.effect"), stage.jobs()) == (1, [("test.effect", "doing")])
    stage.start()
    stage.until(lambda: stage.jobs() == [])
    assert stage.count("test.effect") == 1


def test_worker_told_to_stop_finishes_the_job_in_hand(stage: Stage) -> None:
    enqueue(stage, kinds.slow, "a", "b")
    worker = stage.start()
    stage.until((stage.flags / "started").exists)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert (stage.count("test.slow"), stage.jobs()) == (1, [("test.slow", "todo")])
    assert stage.superuser.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,)


def test_job_that_fails_is_tried_again_and_leaves_nothing_of_its_failures(stage: Stage) -> None:
    enqueue(stage, kinds.fails, "a")
    stage.start()
    stage.until(lambda: stage.jobs() == [("test.fails", "failed")])
    assert stage.count("test.fails") == 0
    assert stage.superuser.execute("SELECT attempts FROM procrastinate_jobs").fetchone() == (3,)


def test_job_that_waits_for_others_holds_no_transaction(stage: Stage) -> None:
    things = [uuid7(), uuid7()]
    with stage.database.as_django("janua_work"), acting_as(ASSESSOR):
        kinds.outside.enqueue(key="a", things=things, on=date(2026, 3, 1), number=3)
    stage.start()
    stage.until(lambda: stage.jobs() == [])
    row = stage.superuser.execute("SELECT actor, details FROM audit_entry WHERE action = 'test.outside'").fetchall()
    details = {"things": [str(thing) for thing in things], "on": "2026-03-01", "number": 3, "waiting": True}
    assert row == [("system:checker", details)]


def test_each_worker_runs_its_own_queue(stage: Stage) -> None:
    enqueue(stage, kinds.effect, "a")
    with stage.database.as_django("janua_payments"), acting_as(system_actor("paymaster")):
        kinds.pays.enqueue(key="a", thing=uuid7())
    stage.start("payments", "janua_payments")
    stage.until(lambda: stage.count("test.pays") == 1)
    stage.until(lambda: stage.jobs() == [("test.effect", "todo")])
    stage.start()
    stage.until(lambda: stage.jobs() == [])
    assert (stage.count("test.effect"), stage.count("test.pays")) == (1, 1)


def test_loops_of_two_workers_run_one_at_a_time(stage: Stage) -> None:
    stage.start()
    stage.start()
    stage.until(lambda: stage.count("test.loop") >= 5)
    gaps = stage.superuser.execute(
        "SELECT min(gap) FROM (SELECT at - lag(at) OVER (ORDER BY seq) AS gap FROM audit_entry"
        " WHERE action = 'test.loop') AS gaps"
    ).fetchone()
    assert gaps is not None
    assert cast("timedelta", gaps[0]) >= timedelta(seconds=0.19)


def test_loop_with_more_to_do_runs_again_at_once(stage: Stage) -> None:
    stage.raise_flag("much 1")
    stage.raise_flag("much 2")
    stage.start()
    stage.until(lambda: stage.count("test.much") >= 3)
    time.sleep(0.5)
    assert stage.count("test.much") == 3


def test_loop_that_fails_leaves_nothing_and_is_tried_later_each_time(stage: Stage) -> None:
    stage.start()
    query = "SELECT failures, error, due_at > now() + interval '0.3 s' FROM jobs_loop WHERE name = 'test.broken'"
    stage.until(lambda: stage.superuser.execute(query).fetchone() == (3, "ConnectionError", True))
    assert stage.count("test.broken") == 0


def test_loop_killed_under_its_lease_is_run_again_when_it_ends(stage: Stage) -> None:
    stage.raise_flag("die under lease")
    assert stage.start().wait(20) == -signal.SIGKILL
    assert stage.count("test.lease") == 1
    stage.start()
    stage.until(lambda: stage.count("test.lease") == 2)


def test_worker_seals_what_is_left_behind(stage: Stage) -> None:
    enqueue(stage, kinds.effect, "a")
    stage.start()
    stage.until(lambda: stage.count("test.effect") == 1)

    def sealed() -> bool:
        return stage.superuser.execute(
            "SELECT EXISTS (SELECT 1 FROM audit_entry JOIN audit_batch ON xid >= from_xid AND xid < below_xid"
            " WHERE action = 'test.effect')"
        ).fetchone() == (True,)

    stage.until(sealed)


def test_worker_outlives_the_database(stage: Stage) -> None:
    worker = stage.start()
    stage.until(lambda: stage.count("test.loop") >= 1)
    stage.superuser.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    connection.close()
    before = stage.count("test.loop")
    enqueue(stage, kinds.effect, "a")
    stage.until(lambda: stage.jobs() == [] and stage.count("test.loop") > before)
    assert (stage.count("test.effect"), worker.poll()) == (1, None)


@pytest.mark.long
def test_worker_outlives_a_killed_server(own_server: TestServer, tmp_path: Path, django_db_blocker: object) -> None:
    stage = Stage(own_server.clone(), tmp_path)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        enqueue(stage, kinds.slow, "a")
        enqueue(stage, kinds.effect, *(str(number) for number in range(50)))
    worker = stage.start()
    try:
        stage.until((stage.flags / "started").exists)
        server = own_server.cluster.pid()
        assert server is not None
        os.kill(server, signal.SIGKILL)
        time.sleep(2)
        own_server.cluster.start()
        stage.superuser.close()
        stage.superuser = own_server.cluster.connect(database=stage.database.name)
        stage.until(lambda: stage.jobs() == [], 60)
        assert (stage.count("test.slow"), stage.count("test.effect"), worker.poll()) == (1, 50, None)
    finally:
        worker.kill()
        worker.wait()
        stage.superuser.close()
