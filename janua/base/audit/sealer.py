"""Seal what is committed: hash it into a Merkle batch, chain and sign the batch's head.

Actions insert unchained rows, so no writer waits for another. A row carries the number of its transaction
(xid8). Every transaction below the oldest one still running has ended, so the rows below that horizon are
complete for ever: a batch is a range of transaction numbers, and no late commit can slip in behind it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from janua.base.audit.chain import GENESIS, head, instant, leaf, merkle_root, to_sign
from janua.base.clock import now
from janua.base.keys.datakeys import key_port

SIGNING_KEY = "audit"
BATCH_ROWS = 10_000
ALARM_SECONDS = 10.0

_ENTRIES = (
    "SELECT seq, at, actor, purpose, action, subject, object_type, object_id, details, xid::text::bigint"
    " FROM audit_entry WHERE xid >= %s::text::xid8 AND xid < %s::text::xid8"
)
_ACCESSES = (
    "SELECT seq, at, actor, purpose, page, persons, xid::text::bigint"
    " FROM audit_access WHERE xid >= %s::text::xid8 AND xid < %s::text::xid8"
)


class HorizonBehind(Exception):
    """The server numbers transactions lower than it did when the last batch was sealed."""


@dataclass(frozen=True)
class Seal:
    """The end of the chain."""

    number: int
    below_xid: int
    head: bytes


@dataclass(frozen=True)
class Backlog:
    """What waits to be sealed."""

    rows: int
    oldest_at: datetime | None

    def seconds(self, at: datetime) -> float:
        """Age of the oldest waiting row; more than ALARM_SECONDS means the sealer stands still."""
        return 0.0 if self.oldest_at is None else (at - self.oldest_at).total_seconds()


def seal(*, limit: int = BATCH_ROWS) -> int:
    """Seal one batch of up to about `limit` rows; returns how many, 0 when nothing waits.

    Call it inside one transaction of the actor *sealer*, one sealer at a time: a second is refused by the
    unique predecessor of a batch. Rows of one transaction are never split.
    Raises   HorizonBehind, KeyMissing
    """
    last = last_seal()
    below = _horizon()
    if below < last.below_xid:
        raise HorizonBehind(
            f"The next transaction has number {below}, yet all below {last.below_xid} are sealed: this database was"
            " restored to another server. Advance its counter (pg_resetwal --epoch) before it serves anybody."
        )
    below = _cut(last.below_xid, below, limit)
    leaves = [leaf(row) for row in rows_between(last.below_xid, below)]
    if not leaves:
        return 0
    _insert_batch(last=last, below=below, leaves=leaves, at=now())
    return len(leaves)


def last_seal() -> Seal:
    """The last batch, or the beginning of the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, below_xid::text::bigint, head FROM audit_batch ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    return Seal(0, 0, GENESIS) if row is None else Seal(row[0], row[1], bytes(row[2]))


def backlog() -> Backlog:
    """How many rows wait to be sealed, and since when. Needs the actor *sealer*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(at) FROM (SELECT at FROM audit_entry WHERE xid >= %(from)s::text::xid8"
            " UNION ALL SELECT at FROM audit_access WHERE xid >= %(from)s::text::xid8) AS waiting",
            {"from": last_seal().below_xid},
        )
        count, oldest = cursor.fetchone()
    return Backlog(count, oldest)


def rows_between(from_xid: int, below_xid: int) -> Iterator[dict[str, Any]]:
    """The rows of the transactions in a range, as they are hashed and exported, in their order in the batch."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [from_xid, below_xid])
        entries = [(row[-1], 0, row[0], entry_row(row)) for row in cursor.fetchall()]
        cursor.execute(_ACCESSES, [from_xid, below_xid])
        accesses = [(row[-1], 1, row[0], access_row(row)) for row in cursor.fetchall()]
    for *_, row in sorted(entries + accesses, key=lambda item: item[:3]):
        yield row


def entry_row(columns: tuple[Any, ...]) -> dict[str, Any]:
    """One audit row as it is hashed."""
    seq, at, actor, purpose, action, subject, object_type, object_id, details = columns[:9]
    return {
        "table": "entry",
        "seq": seq,
        "at": instant(at),
        "actor": actor,
        "purpose": purpose,
        "action": action,
        "subject": None if subject is None else str(subject),
        "object_type": object_type,
        "object_id": None if object_id is None else str(object_id),
        "details": json.loads(details),
    }


def access_row(columns: tuple[Any, ...]) -> dict[str, Any]:
    """One row of the access log as it is hashed."""
    seq, at, actor, purpose, page, persons = columns[:6]
    return {
        "table": "access",
        "seq": seq,
        "at": instant(at),
        "actor": actor,
        "purpose": purpose,
        "page": page,
        "persons": [str(person) for person in persons],
    }


def _horizon() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _cut(from_xid: int, below_xid: int, limit: int) -> int:
    """Lower the upper end to just above the transaction of the row that fills the batch."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xid::text::bigint FROM (SELECT xid FROM audit_entry WHERE xid >= %(from)s::text::xid8"
            " AND xid < %(below)s::text::xid8 UNION ALL SELECT xid FROM audit_access"
            " WHERE xid >= %(from)s::text::xid8 AND xid < %(below)s::text::xid8) AS waiting"
            " ORDER BY xid OFFSET %(offset)s LIMIT 1",
            {"from": from_xid, "below": below_xid, "offset": limit - 1},
        )
        filling = cursor.fetchone()
    return below_xid if filling is None else int(filling[0]) + 1


def _insert_batch(*, last: Seal, below: int, leaves: list[bytes], at: datetime) -> None:
    port = key_port()
    root = merkle_root(leaves)
    batch_head = head(number=last.number + 1, previous=last.head, rows=len(leaves), root=root, sealed_at=instant(at))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_batch (number, from_xid, below_xid, rows, root, previous, head, sealed_at, public_key,"
            " signature) VALUES (%s, %s::text::xid8, %s::text::xid8, %s, %s, %s, %s, %s, %s, %s)",
            [
                last.number + 1,
                last.below_xid,
                below,
                len(leaves),
                root,
                last.head,
                batch_head,
                at,
                port.public_key(SIGNING_KEY),
                port.sign(SIGNING_KEY, to_sign(batch_head)),
            ],
        )
