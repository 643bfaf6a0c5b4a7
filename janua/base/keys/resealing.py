"""New data keys, and everything sealed under the old ones sealed anew, a bounded step at a time.

A replaced key stays beside its successor until nothing needs it: readers open with whichever fits. Every step is a
transaction of its caller's and may be done twice; the keeper alone does them.
"""

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from janua.base.keys.datakeys import CACHE_SECONDS, forget, key_port, wrapping_place
from janua.base.keys.envelope import KEY_BYTES, Tampered, open_sealed, place, seal
from janua.base.keys.models import DataKey, Rotation
from janua.base.row_security.everywhere import RESEALED
from janua.base.row_security.roles import BACKUP, OWNER, RUNTIME

FIRST = UUID(int=0)
# A process seals with a key of its memory that long at most; the rest is for a key store that is slow to answer.
SETTLES_IN = CACHE_SECONDS + 15.0


@dataclass(frozen=True)
class Column:
    """One sealed column, and whose key seals it."""

    table: str
    key: str
    subject: str
    column: str

    def rows(self) -> int:
        """How many values there are."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT keys_sealed_count(%s, %s)", [self.table, self.column])
            return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Step:
    """What one step did.

    last    where the next one goes on; None: this was the last
    old     how many were sealed under an old key, and are not any more
    broken  what opens under no key of its subject, named
    """

    last: UUID | None
    looked: int = 0
    old: int = 0
    broken: tuple[str, ...] = ()


def sealed_columns() -> tuple[Column, ...]:
    """Every sealed column of every app."""
    return tuple(
        Column(table, sealed.key, sealed.subject, column)
        for table, sealed in sorted(RESEALED.items())
        for column in sealed.columns
    )


def to_replace(*, rotation: Rotation, leave: Collection[UUID] = ()) -> QuerySet[DataKey]:
    """Keys from before the rotation that it has not replaced.

    leave  subjects whose key stays: what they seal cannot be sealed anew
    """
    begun = rotation.started_at
    return DataKey.objects.filter(
        Q(renewed_at__isnull=True) | Q(renewed_at__lt=begun),
        wrapped__isnull=False,
        previous__isnull=True,
        created_at__lt=begun,
    ).exclude(subject__in=list(leave))


def replaced() -> QuerySet[DataKey]:
    """Keys beside which an old one still lies."""
    return DataKey.objects.filter(previous__isnull=False)


def replace_keys(*, rotation: Rotation, after: UUID, limit: int, leave: Collection[UUID] = ()) -> Step:
    """Give up to `limit` subjects a new data key; the old one stays beside it."""
    port = key_port()
    subjects = list(
        to_replace(rotation=rotation, leave=leave)
        .select_for_update(of=("self",), skip_locked=True)
        .filter(subject__gt=after)
        .order_by("subject")
        .values_list("subject", flat=True)[:limit]
    )
    wrapped = port.wrap_all([(os.urandom(KEY_BYTES), wrapping_place(subject)) for subject in subjects])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE keys_datakey k SET previous = k.wrapped, previous_version = k.version, wrapped = n.wrapped,"
            " version = n.version, renewed_at = now() FROM unnest(%s::uuid[], %s::smallint[], %s::bytea[])"
            " AS n(subject, version, wrapped)"
            " WHERE k.subject = n.subject AND k.wrapped IS NOT NULL AND k.previous IS NULL",
            [subjects, [version for version, _ in wrapped], [blob for _, blob in wrapped]],
        )
        done = int(cursor.rowcount)
    for subject in subjects:
        forget(subject)
    return Step(subjects[-1] if len(subjects) == limit else None, len(subjects), done)


def seal_rows_anew(*, column: Column, after: UUID, limit: int) -> Step:
    """Look at up to `limit` values of a column, and seal under the new key what opens under the old one alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT held, subject, sealed FROM keys_sealed_rows(%s, %s, %s, %s, %s, %s)",
            [column.table, column.key, column.subject, column.column, after, limit],
        )
        rows = [(row, whose, bytes(value)) for row, whose, value in cursor.fetchall()]
    last = rows[-1][0] if len(rows) == limit else None
    pairs = both_keys({whose for _, whose, _ in rows})
    changed: list[tuple[UUID, bytes, bytes]] = []
    broken: list[str] = []
    for row, whose, value in rows:
        if whose in pairs:
            where = place(column.table, column.column, row)
            try:
                anew = sealed_anew(value, pairs[whose], where)
            except Tampered:
                broken.append(where.decode())
                continue
            if anew is not None:
                changed.append((row, value, anew))
    _write(column, changed)
    return Step(last, len(rows), len(changed), tuple(broken))


def sealed_anew(value: bytes, keys: tuple[bytes, bytes], where: bytes) -> bytes | None:
    """The value under the new key; None where it is already. Raises Tampered where neither opens it."""
    new, old = keys
    with suppress(Tampered):
        open_sealed(value, new, where)
        return None
    return seal(open_sealed(value, old, where), new, where)


def both_keys(subjects: Collection[UUID]) -> dict[UUID, tuple[bytes, bytes]]:
    """The new and the old data key of those subjects that have both."""
    rows = list(
        replaced()
        .filter(subject__in=list(subjects))
        .values_list("subject", "version", "wrapped", "previous_version", "previous")
    )
    wrapped = [(version, bytes(blob or b""), wrapping_place(subject)) for subject, version, blob, _, _ in rows]
    wrapped += [(version or 0, bytes(blob or b""), wrapping_place(subject)) for subject, _, _, version, blob in rows]
    keys = key_port().unwrap_all(wrapped)
    return {row[0]: (keys[at], keys[at + len(rows)]) for at, row in enumerate(rows)}


def drop_old_keys(*, settled_at: datetime, after: UUID, limit: int) -> Step:
    """Destroy up to `limit` old keys, but those that a form needs which was kept before everything settled.

    Only when a look at everything found nothing left under them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT keys_waited_for(%s)", [settled_at])
        needed = [row[0] for row in cursor.fetchall()]
    subjects = list(
        replaced()
        .select_for_update(of=("self",))
        .filter(subject__gt=after)
        .exclude(subject__in=needed)
        .order_by("subject")
        .values_list("subject", flat=True)[:limit]
    )
    DataKey.objects.filter(subject__in=subjects).update(previous=None, previous_version=None)
    return Step(subjects[-1] if len(subjects) == limit else None, len(subjects), len(subjects))


def transactions_under_way() -> frozenset[str]:
    """Transactions of our processes, of backups too, that had begun before this one asks; its own is not among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'virtualxid' AND a.datname = current_database() AND a.usename = ANY (%s)"
            " AND l.pid <> pg_backend_pid()",
            [[*RUNTIME, OWNER, BACKUP]],
        )
        return frozenset(str(row[0]) for row in cursor.fetchall())


def through(step: Callable[[UUID], Step], told: Callable[[Step], None]) -> tuple[int, tuple[str, ...]]:
    """Do a step until there is nothing more to look at; gives how much was old, and what is broken."""
    old, after = 0, FIRST
    broken: list[str] = []
    while True:
        done = step(after)
        told(done)
        old += done.old
        broken += done.broken
        if done.last is None:
            return old, tuple(broken)
        after = done.last


def _write(column: Column, changed: Sequence[tuple[UUID, bytes, bytes]]) -> None:
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT keys_seal_anew(%s, %s, %s, %s::uuid[], %s::bytea[], %s::bytea[])",
            [
                *(column.table, column.key, column.column),
                *([row for row, _, _ in changed], [was for _, was, _ in changed], [anew for _, _, anew in changed]),
            ],
        )
