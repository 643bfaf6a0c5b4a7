"""The data key of a person: made when first needed, unwrapped once, kept in memory for a minute."""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from janua.base.keys.envelope import KEY_BYTES, KeysError, Tampered, open_sealed, place
from janua.base.keys.folder import KeyFolder
from janua.base.keys.port import KeyMissing, KeyPort
from janua.base.keys.transit import TransitKeys, TransitSettings

CACHE_SIZE = 10_000
CACHE_SECONDS = 60.0


class KeyDestroyed(KeysError):
    """The person's data were erased by destroying their key; what was sealed is gone for good."""


@lru_cache(maxsize=1)
def _folder(path: str) -> KeyFolder:
    return KeyFolder(Path(path))


@lru_cache(maxsize=1)
def _service(settings: TransitSettings) -> TransitKeys:
    return TransitKeys(settings)


def key_port() -> KeyPort:
    """The key store of this process, from JANUA_KEYS: a folder, or the address of a key service."""
    where = settings.JANUA_KEYS
    if not where:
        raise KeyMissing("This process has no keys: set JANUA_KEYS to its folder, or to the key service's address.")
    if isinstance(where, TransitSettings):
        return _service(where)
    return _folder(str(where))


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

    def put(self, subject: UUID, key: bytes, at: float | None = None) -> None:
        with self._lock:
            self._keys[subject] = (time.monotonic() if at is None else at, key)
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
    made = _made_here()
    held = {subject: key for subject in wanted if (key := made.get(subject) or cache.get(subject)) is not None}
    if wanted - held.keys():
        held |= _read(wanted - held.keys())
    if create and wanted - held.keys():
        held |= _make(wanted - held.keys())
    if absent := wanted - held.keys():
        raise KeyMissing(f"There is no data key for {', '.join(sorted(map(str, absent)))}.")
    return held


def open_for(subject: UUID, sealed: bytes, associated: bytes) -> bytes:
    """Open what was sealed for a subject, also while their data key is being replaced by another process.

    Raises   Tampered, KeyDestroyed, KeyMissing
    """
    key = data_key(subject)
    try:
        return open_sealed(sealed, key, associated)
    except Tampered:
        for other in newest_keys(subject):
            if other != key:
                with suppress(Tampered):
                    return open_sealed(sealed, other, associated)
        raise


def newest_keys(subject: UUID) -> tuple[bytes, ...]:
    """The data key as the database has it now, past the memory, and the one before it while that is still there.

    Raises   KeyDestroyed
    """
    asked = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, wrapped, previous_version, previous FROM keys_datakey WHERE subject = %s", [subject]
        )
        row = cursor.fetchone()
    if row is None:
        return ()
    if row[1] is None:
        raise KeyDestroyed(f"The data of {subject} were erased; their key was destroyed.")
    pairs = [(row[0], row[1]), *([(row[2], row[3])] if row[3] is not None else [])]
    where = wrapping_place(subject)
    keys = key_port().unwrap_all([(version, bytes(wrapped), where) for version, wrapped in pairs])
    if subject not in _made_here():
        cache.put(subject, keys[0], asked)
    return tuple(keys)


def forget(subject: UUID) -> None:
    """Drop a destroyed key from the memory of this process."""
    cache.drop(subject)
    for made in getattr(_local, "made", []):
        made.keys.pop(subject, None)


def _read(subjects: set[UUID]) -> dict[UUID, bytes]:
    # A key counts as old as the question for it: the key store may take its time.
    asked = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, version, wrapped FROM keys_datakey WHERE subject = ANY(%s)", [list(subjects)])
        rows = cursor.fetchall()
    for subject, _, wrapped in rows:
        if wrapped is None:
            raise KeyDestroyed(f"The data of {subject} were erased; their key was destroyed.")
    if not rows:
        return {}
    opened = key_port().unwrap_all(
        [(version, bytes(wrapped), wrapping_place(subject)) for subject, version, wrapped in rows]
    )
    held = {row[0]: key for row, key in zip(rows, opened, strict=True)}
    for subject, key in held.items():
        cache.put(subject, key, asked)
    return held


def _make(subjects: set[UUID]) -> dict[UUID, bytes]:
    port = key_port()
    keys = {subject: os.urandom(KEY_BYTES) for subject in sorted(subjects)}
    wrapped = port.wrap_all([(key, wrapping_place(subject)) for subject, key in keys.items()])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO keys_datakey (subject, version, wrapped)"
            " SELECT * FROM unnest(%s::uuid[], %s::smallint[], %s::bytea[]) ON CONFLICT (subject) DO NOTHING"
            " RETURNING subject",
            [list(keys), [version for version, _ in wrapped], [blob for _, blob in wrapped]],
        )
        new = {subject: keys[subject] for (subject,) in cursor.fetchall()}
    _Made(new).remember()
    # Another process may have made some of them in the same moment: theirs stand.
    return new | (_read(subjects - new.keys()) if subjects - new.keys() else {})


class _Made:
    """Keys made in the running transaction.

    One that rolls back, wholly or to a savepoint, takes its keys with it: a key remembered beyond that would seal
    data for good. Django drops the commit hooks of what rolled back, so a key holds as long as its hook does.
    """

    def __init__(self, keys: dict[UUID, bytes]) -> None:
        self.keys = keys
        self.hook = self._committed

    def remember(self) -> None:
        """Keep the keys for this transaction, and after its commit for the process."""
        transaction.on_commit(self.hook)
        if connection.in_atomic_block:
            _local.made = [*getattr(_local, "made", []), self]

    def _committed(self) -> None:
        for subject, key in self.keys.items():
            cache.put(subject, key)


_local = threading.local()


def _made_here() -> dict[UUID, bytes]:
    """Keys made in this transaction that still hold."""
    hooks = {id(function) for _, function, *_ in connection.run_on_commit}
    _local.made = [made for made in getattr(_local, "made", []) if id(made.hook) in hooks]
    keys: dict[UUID, bytes] = {}
    for made in _local.made:
        keys |= made.keys
    return keys


def wrapping_place(subject: UUID) -> bytes:
    """Associated data of a wrapped key: it opens for its subject only."""
    return place("keys_datakey", "wrapped", subject)
