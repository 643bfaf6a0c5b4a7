"""The data key of a person: made when first needed, unwrapped once, kept in memory for a minute."""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from janua.base.keys.envelope import KEY_BYTES, KeysError, place
from janua.base.keys.folder import KeyFolder
from janua.base.keys.port import KeyMissing, KeyPort

CACHE_SIZE = 10_000
CACHE_SECONDS = 60.0


class KeyDestroyed(KeysError):
    """The person's data were erased by destroying their key; what was sealed is gone for good."""


@lru_cache(maxsize=1)
def _folder(path: str) -> KeyFolder:
    return KeyFolder(Path(path))


def key_port() -> KeyPort:
    """The key store of this process, from JANUA_KEYS."""
    path = settings.JANUA_KEYS
    if not path:
        raise KeyMissing("This process has no key folder: set JANUA_KEYS to its path.")
    return _folder(str(path))


class _Cache:
    """Unwrapped keys of this process: at most CACHE_SIZE, each at most CACHE_SECONDS old.

    The age bounds how long a key destroyed by another process can still be used here.
    """

    def __init__(self) -> None:
        self._keys: OrderedDict[UUID, tuple[float, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, subject: UUID) -> bytes | None:
        with self._lock:
            found = self._keys.get(subject)
            if found is None or time.monotonic() - found[0] > CACHE_SECONDS:
                self._keys.pop(subject, None)
                return None
            return found[1]

    def put(self, subject: UUID, key: bytes) -> None:
        with self._lock:
            self._keys[subject] = (time.monotonic(), key)
            self._keys.move_to_end(subject)
            while len(self._keys) > CACHE_SIZE:
                self._keys.popitem(last=False)

    def drop(self, subject: UUID) -> None:
        with self._lock:
            self._keys.pop(subject, None)

    def clear(self) -> None:
        with self._lock:
            self._keys.clear()

    def __len__(self) -> int:
        return len(self._keys)


cache = _Cache()


def data_key(subject: UUID, *, create: bool = False) -> bytes:
    """The data key of one subject. Raises KeyDestroyed, or KeyMissing when there is none and none may be made."""
    return data_keys([subject], create=create)[subject]


def data_keys(subjects: Iterable[UUID], *, create: bool = False) -> dict[UUID, bytes]:
    """The data keys of many subjects in one query; call it before a loop over rows with sealed fields.

    create  make the keys that are missing
    Raises  KeyDestroyed, KeyMissing
    """
    wanted = set(subjects)
    held = {subject: key for subject in wanted if (key := cache.get(subject)) is not None}
    missing = wanted - held.keys()
    if not missing:
        return held
    if create:
        _insert_missing(missing)
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, version, wrapped FROM keys_datakey WHERE subject = ANY(%s)", [list(missing)])
        rows = cursor.fetchall()
    for subject, version, wrapped in rows:
        if wrapped is None:
            raise KeyDestroyed(f"The data of {subject} were erased; their key was destroyed.")
        held[subject] = key_port().unwrap(version, bytes(wrapped), wrapping_place(subject))
        if subject not in _fresh():
            cache.put(subject, held[subject])
    if absent := wanted - held.keys():
        raise KeyMissing(f"There is no data key for {', '.join(sorted(map(str, absent)))}.")
    return held


def _insert_missing(subjects: set[UUID]) -> None:
    port = key_port()
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM keys_datakey WHERE subject = ANY(%s)", [list(subjects)])
        new = sorted(subjects - {subject for (subject,) in cursor.fetchall()})
        if not new:
            return
        wrapped = [port.wrap(os.urandom(KEY_BYTES), wrapping_place(subject)) for subject in new]
        cursor.execute(
            "INSERT INTO keys_datakey (subject, version, wrapped)"
            " SELECT * FROM unnest(%s::uuid[], %s::smallint[], %s::bytea[]) ON CONFLICT (subject) DO NOTHING",
            [new, [version for version, _ in wrapped], [blob for _, blob in wrapped]],
        )
    # A key made in a transaction that rolls back never existed: remembered, it would seal data for good.
    # Hence it is cached only after the commit.
    if connection.in_atomic_block:
        _fresh().update(new)
        transaction.on_commit(lambda: _fresh().difference_update(new))


_local = threading.local()


def _fresh() -> set[UUID]:
    """Subjects whose keys were made on this thread's connection and are not committed yet.

    After a rollback they stay here, which costs a query and no more.
    """
    if not hasattr(_local, "fresh"):
        _local.fresh = set()
    fresh: set[UUID] = _local.fresh
    if len(fresh) > CACHE_SIZE and not connection.in_atomic_block:
        fresh.clear()
    return fresh


def wrapping_place(subject: UUID) -> bytes:
    """Associated data of a wrapped key: it opens for its subject only."""
    return place("keys_datakey", "wrapped", subject)
