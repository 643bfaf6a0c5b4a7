"""An auditor's look-up: the trail and the access log, as far as row security shows them, and the chain's state."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from janua.base.audit.chain import GENESIS, head, instant, to_sign
from janua.base.audit.models import Access, Entry
from janua.base.audit.sealer import SIGNING_KEY, Seal, last_seal
from janua.base.keys.datakeys import key_port
from janua.base.keys.envelope import KeysError

PAGE = 50
HEADS_CHECKED = 1_000
MOST_EXPORTED = 10_000
_LAST = 2**62
# The auditor's areas, as row security says it too: neither wall leans on the other.
_IN_SCOPE = "((SELECT audit_scope()) = 'all' OR audit_reads_persons({0}))"


@dataclass(frozen=True, kw_only=True)
class EntryWanted:
    """Which rows of the trail are looked for; what is None or empty does not count.

    action   the beginning of it: run. finds all that was done with runs
    """

    person: UUID | None = None
    object_id: UUID | None = None
    actor: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of the trail; sealed_in is the batch that seals it, None while it waits for its seal."""

    seq: int
    at: datetime
    actor: str
    purpose: str
    action: str
    subject: UUID | None
    object_type: str
    object_id: UUID | None
    details: dict[str, Any]
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One page of persons' records that somebody was shown."""

    seq: int
    at: datetime
    actor: str
    purpose: str
    page: str
    persons: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ChainState:
    """How the chain of seals stands.

    checked     how many of the newest seals were worked out again: their hashes, their order, their signatures
    first_bad   the first of them that does not hold, None where all do
    """

    seals: int
    sealed_at: datetime | None
    checked: int
    first_bad: int | None


def entries(*, wanted: EntryWanted, before: int | None = None, highest: int = PAGE) -> list[EntryRow]:
    """Rows of the trail, the newest first; those older than one of them."""
    sealed_below = last_seal().below_xid
    conditions, values = _conditions(wanted)
    statement = (
        "SELECT seq, at, actor, purpose, action, subject, object_type, object_id, details::text,"  # noqa: S608
        f" xid < %s::text::xid8 FROM audit_entry WHERE seq < %s AND {_IN_SCOPE.format('ARRAY[subject]')}{conditions}"
        " ORDER BY seq DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [sealed_below, before or _LAST, *values, min(highest, MOST_EXPORTED)])
        rows = cursor.fetchall()
    return [EntryRow(*[*row[:8], json.loads(row[8]), row[9]]) for row in rows]


def actions_of(*, seqs: Collection[int]) -> dict[int, str]:
    """What was done in some rows of the trail, by their numbers, as far as who asks may read them."""
    return dict(Entry.objects.filter(seq__in=list(seqs)).values_list("seq", "action")) if seqs else {}


def looks_at(*, person: UUID, before: int | None = None, highest: int = PAGE) -> list[Look]:
    """Who was shown a person's record, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_looks_at(%s, %s, %s)", [person, before or _LAST, highest])
        numbers = [row[0] for row in cursor.fetchall()]
    return [_look(row) for row in Access.objects.filter(seq__in=numbers).order_by("-seq")]


def looks_by(*, actor: str, before: int | None = None, highest: int = PAGE) -> list[Look]:
    """Whose records somebody was shown, the newest first."""
    scope = RawSQL(_IN_SCOPE.format("audit_access.persons"), [], output_field=BooleanField())  # noqa: S611  (ours)
    rows = Access.objects.filter(scope, actor=actor, seq__lt=before or _LAST).order_by("-seq")
    return [_look(row) for row in rows[:highest]]


def chain_state() -> ChainState:
    """Work the newest seals out again, from the database as it stands now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, rows, root, previous, head, sealed_at, public_key, signature FROM audit_batch"
            " ORDER BY number DESC LIMIT %s",
            [HEADS_CHECKED],
        )
        batches = cursor.fetchall()[::-1]
    last: Seal = last_seal()
    bad = next(_bad(batches), None)
    return ChainState(last.number, batches[-1][5] if batches else None, len(batches), bad)


def _bad(batches: list[tuple[Any, ...]]) -> Iterator[int]:
    own_key, expected = _own_key(), None
    for number, rows, root, previous, kept, sealed_at, public_key, signature in batches:
        before = bytes(previous)
        if expected is None:
            expected = before if number > 1 else GENESIS
        made = head(number=number, previous=before, rows=rows, root=bytes(root), sealed_at=instant(sealed_at))
        key = own_key or bytes(public_key)
        if before != expected or made != bytes(kept) or not _is_signed(made, bytes(signature), key):
            yield number
        expected = bytes(kept)


def _own_key() -> bytes | None:
    """The key that this installation seals with; None in a process that was not given it."""
    try:
        return bytes(key_port().public_key(SIGNING_KEY))
    except KeysError:
        return None


def _is_signed(made: bytes, signature: bytes, key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, to_sign(made))
    except (InvalidSignature, ValueError):
        return False
    return True


def _conditions(wanted: EntryWanted) -> tuple[str, list[Any]]:
    asked: list[tuple[str, Any]] = [
        (" AND subject = %s", wanted.person),
        (" AND object_id = %s", wanted.object_id),
        (" AND actor = %s", wanted.actor),
        (" AND starts_with(action, %s)", wanted.action),
        (" AND at >= %s", wanted.since),
        (" AND at < %s", wanted.until),
    ]
    given = [(condition, value) for condition, value in asked if value]
    return "".join(condition for condition, _value in given), [value for _condition, value in given]


def _look(row: Access) -> Look:
    return Look(row.seq, row.at, row.actor, row.purpose, row.page, tuple(row.persons))
