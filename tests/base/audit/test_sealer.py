"""Sealing: gap-safe, chained, in order; one cloned database with real commits."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection

from janua.base.actors import acting_as, system_actor
from janua.base.audit import Trace, log_access, record, record_all
from janua.base.audit.models import Batch
from janua.base.audit.sealer import HorizonBehind, _insert_batch, backlog, last_seal, rows_between, seal
from janua.base.clock import now
from janua.values import uuid7
from tests.database import RunningDatabase

ASSESSOR, SEALER = system_actor("assessor"), system_actor("sealer")


@pytest.fixture
def worker(real_database: RunningDatabase) -> Iterator[RunningDatabase]:
    with real_database.as_django("janua_work"):
        # What the making of the database left is sealed first: the tests count their own batches after it.
        seal_once()
        yield real_database


def leave(*actions: str) -> None:
    with acting_as(ASSESSOR):
        for action in actions:
            record(action)


def seal_once(limit: int = 10_000) -> int:
    with acting_as(SEALER):
        return seal(limit=limit)


def sealed(batches: int) -> list[list[str]]:
    """What the newest batches hold."""
    with acting_as(SEALER), connection.cursor() as cursor:
        cursor.execute(
            "SELECT from_xid::text::bigint, below_xid::text::bigint FROM audit_batch ORDER BY number DESC LIMIT %s",
            [batches],
        )
        ranges = reversed(cursor.fetchall())
        return [[_what(row) for row in rows_between(*range_)] for range_ in ranges]


def _what(row: dict[str, Any]) -> str:
    return str(row["action" if row["table"] == "entry" else "page"])


def test_seal_takes_what_is_committed_once(worker: RunningDatabase) -> None:
    leave("one", "two")
    with acting_as(ASSESSOR):
        log_access([uuid7()], "page", "purpose")
    assert [seal_once(), seal_once()] == [3, 0]
    leave("three")
    assert seal_once() == 1
    assert sealed(2) == [["one", "two", "page"], ["three"]]


def test_seal_leaves_no_gap_behind_a_slow_transaction(worker: RunningDatabase) -> None:
    # The slow transaction takes its number first and commits last: by sequence its row would fall behind the seal.
    slow = psycopg.connect(worker.url("janua_work"))
    slow.execute("SELECT set_config('janua.actor', 'system:assessor', true)")
    slow.execute(
        "INSERT INTO audit_entry (at, actor, purpose, action, object_type, details)"
        " VALUES (now(), janua_actor(), '', 'slow', '', '{}')"
    )
    leave("quick")
    assert seal_once() == 0
    slow.commit()
    slow.close()
    assert seal_once() == 2
    assert sealed(1) == [["slow", "quick"]]


def test_seal_never_waits_for_a_rolled_back_row(worker: RunningDatabase) -> None:
    lost = psycopg.connect(worker.url("janua_work"))
    lost.execute("SELECT set_config('janua.actor', 'system:assessor', true)")
    lost.execute(
        "INSERT INTO audit_entry (at, actor, purpose, action, object_type, details)"
        " VALUES (now(), janua_actor(), '', 'lost', '', '{}')"
    )
    leave("kept")
    lost.rollback()
    lost.close()
    assert (seal_once(), sealed(1)) == (1, [["kept"]])


def test_seal_cuts_a_long_backlog_between_transactions(worker: RunningDatabase) -> None:
    for number in range(3):
        leave(*[f"t{number}"] * 2)
    assert [seal_once(limit=3) for _ in range(3)] == [4, 2, 0]
    assert sealed(2) == [["t0", "t0", "t1", "t1"], ["t2", "t2"]]


def test_second_sealer_at_one_time_is_refused(worker: RunningDatabase) -> None:
    leave("one")
    with acting_as(SEALER):
        last = last_seal()
    seal_once()
    with pytest.raises(IntegrityError), acting_as(SEALER):
        _insert_batch(last=last, below=last.below_xid + 1, leaves=[bytes(32)], at=now())


def test_only_the_sealer_seals(worker: RunningDatabase) -> None:
    leave("one")
    with acting_as(SEALER):
        before = last_seal()
    with acting_as(ASSESSOR):
        assert seal() == 0
    with acting_as(SEALER):
        assert last_seal() == before


def test_restored_database_is_refused_with_advice(worker: RunningDatabase) -> None:
    leave("one")
    with acting_as(SEALER):
        _insert_batch(last=last_seal(), below=10**9, leaves=[bytes(32)], at=now())
    with pytest.raises(HorizonBehind, match="pg_resetwal"):
        seal_once()


def test_backlog_tells_the_age_of_the_oldest_waiting_row(worker: RunningDatabase) -> None:
    with acting_as(SEALER):
        assert (backlog().rows, backlog().seconds(now())) == (0, 0.0)
    leave("one")
    leave("two")
    with acting_as(SEALER):
        waiting = backlog()
    assert waiting.rows == 2
    assert waiting.oldest_at is not None
    assert waiting.seconds(waiting.oldest_at + timedelta(seconds=11)) == 11.0
    seal_once()
    with acting_as(SEALER):
        assert backlog().rows == 0


def test_seals_form_a_chain(worker: RunningDatabase) -> None:
    for _ in range(3):
        with acting_as(ASSESSOR):
            record_all([Trace(action="one")])
        seal_once()
    with acting_as(SEALER):
        seals = list(Batch.objects.order_by("number").values_list("previous", "head"))
    assert len(seals) >= 3
    heads = [bytes(32), *(bytes(head) for _, head in seals)]
    assert [bytes(previous) for previous, _ in seals] == heads[:-1]
