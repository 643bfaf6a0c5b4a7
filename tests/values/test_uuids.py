"""Keys follow RFC 9562 version 7 and grow, whatever the clock and the threads do."""

import os
import threading
import time
from uuid import RFC_4122, UUID

import pytest

from janua.values import uuid7, uuid7s, uuids


def test_uuid7_has_version_variant_and_the_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    key = uuid7()
    after = time.time_ns() // 1_000_000
    assert (key.version, key.variant) == (7, RFC_4122)
    assert before <= key.int >> 80 <= after + 1


def test_uuid7_grows_without_repeating() -> None:
    keys = [uuid7() for _ in range(50_000)]
    assert keys == sorted(set(keys))


def test_uuid7_grows_while_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert first < uuid7() < uuid7()


def test_uuid7_borrows_the_next_millisecond_when_the_counter_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    monkeypatch.setattr(uuids._Last, "counter", (1 << 42) - 1)
    second = uuid7()
    assert second > first
    assert second.int >> 80 == (first.int >> 80) + 1


def test_uuid7_is_unique_and_grows_in_each_thread() -> None:
    found: list[list[UUID]] = [[] for _ in range(8)]

    def draw(keys: list[UUID]) -> None:
        keys.extend(uuid7() for _ in range(2_000))

    threads = [threading.Thread(target=draw, args=(keys,)) for keys in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(keys == sorted(keys) for keys in found)
    assert len({key for keys in found for key in keys}) == 16_000


def test_uuid7_differs_in_a_forked_child() -> None:
    uuid7()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, uuid7().bytes)
        os._exit(0)
    os.waitpid(child, 0)
    theirs, ours = UUID(bytes=os.read(read, 16)), uuid7()
    os.close(read)
    os.close(write)
    assert theirs != ours
    assert theirs.int & (1 << 74) - 1 != ours.int & (1 << 74) - 1


def test_uuid7s_gives_keys_in_order_between_its_neighbours() -> None:
    before, many, after = uuid7(), uuid7s(10_000), uuid7()
    assert [before, *many, after] == sorted({before, *many, after})
    assert {(key.version, key.variant) for key in many} == {(7, RFC_4122)}
    assert uuid7s(0) == []
