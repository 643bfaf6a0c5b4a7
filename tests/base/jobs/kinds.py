"""Jobs and loops that only tests know."""

import os
import time
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from janua.base.actors import acting_as, system_actor
from janua.base.audit import record
from janua.base.jobs import every, job

FLAGS = Path(os.environ.get("JANUA_TEST_FLAGS", "/nonexistent"))


def flag(name: str) -> bool:
    """Whether this run is the first to pass here."""
    try:
        (FLAGS / name).unlink()
    except FileNotFoundError:
        return False
    return True


@job(name="test.effect", actor="assessor")
def effect(thing: UUID) -> None:
    record("test.effect", object_id=thing)
    if flag("hang before commit"):
        (FLAGS / "hanging").touch()
        time.sleep(60)
    if flag("die after commit"):
        transaction.on_commit(lambda: os.kill(os.getpid(), 9))


@job(name="test.slow", actor="assessor")
def slow(thing: UUID) -> None:
    (FLAGS / "started").touch()
    time.sleep(1.5)
    record("test.slow", object_id=thing)


@job(name="test.fails", actor="assessor", attempts=3)
def fails(thing: UUID) -> None:
    record("test.fails", object_id=thing)
    if not flag("mended"):
        raise ConnectionError("the register is down")


@job(name="test.outside", actor="checker", transaction=False)
def outside(things: list[UUID], on: date, number: int) -> None:
    details = {"things": things, "on": on, "number": number, "waiting": not connection.in_atomic_block}
    with acting_as(system_actor("checker")):
        record("test.outside", details=details)


@job(name="test.pays", actor="paymaster", queue="payments")
def pays(thing: UUID) -> None:
    record("test.pays", object_id=thing)


@every(seconds=0.2, actor="keeper", name="test.loop")
def loop() -> None:
    record("test.loop")


@every(seconds=60, actor="keeper", name="test.much")
def much() -> bool:
    """Has three batches to do, once."""
    record("test.much")
    return flag("much 1") or flag("much 2")


@every(seconds=0.1, actor="checker", name="test.broken")
def broken() -> None:
    record("test.broken")
    raise ConnectionError("the register is down")


@every(seconds=60, actor="checker", name="test.lease", transaction=False, lease=1.0)
def lease() -> None:
    with acting_as(system_actor("checker")):
        record("test.lease")
    if flag("die under lease"):
        os.kill(os.getpid(), 9)
