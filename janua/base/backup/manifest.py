"""What a backup says of itself, read in the very snapshot that is dumped."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from psycopg import sql


@dataclass
class Contents:
    """A part of a backup: how many, how large, and what its bytes were."""

    count: int = 0
    bytes: int = 0
    sha256: str = ""


@dataclass
class Manifest:
    """What a backup holds, and what a restored copy is compared with.

    server       PostgreSQL's major version
    next_xid     number of the server's next transaction: a server that counts lower cannot go on with the trail
    head         head of the audit trail's last seal, in hex; batch is its number
    counts       rows of each table
    gone         documents whose files were removed between the dump and the copy of the files
    """

    made_at: str
    janua: str
    server: int
    kind: str
    country: str
    migrations: list[list[str]]
    next_xid: int
    batch: int
    head: str
    counts: dict[str, int]
    database: Contents = field(default_factory=Contents)
    documents: Contents = field(default_factory=Contents)
    gone: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As it stands in the backup."""
        return asdict(self)

    def digest(self) -> str:
        """What names this backup in the trail: of everything in it, since it holds the digests of its parts."""
        return f"sha256:{sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()}"

    @classmethod
    def from_json(cls, words: dict[str, Any]) -> "Manifest":
        """Read it back. Raises TypeError where it says something else."""
        parts = {name: Contents(**words[name]) for name in ("database", "documents")}
        return cls(**{**words, **parts})


class Tally:
    """Counts entries on their way and digests them in order, so that both ends come to the same figure."""

    def __init__(self) -> None:
        self._count = self._bytes = 0
        self._hash = sha256()

    def begin(self, name: str) -> None:
        """The next entry begins."""
        self._count += 1
        self._hash.update(f"\0{name}\0".encode())

    def take(self, chunk: bytes) -> bytes:
        """Count some of it, and give it on."""
        self._bytes += len(chunk)
        self._hash.update(chunk)
        return chunk

    def result(self) -> Contents:
        """What came by."""
        return Contents(self._count, self._bytes, self._hash.hexdigest())


def read_manifest(connection: psycopg.Connection[Any], *, made_at: str, version: str) -> Manifest:
    """Read what the open snapshot holds, past row security. Raises psycopg.errors.InsufficientPrivilege."""
    connection.execute("SET LOCAL row_security = off")
    kind, country = _one(connection, "SELECT kind, country FROM config_installation")
    batch = connection.execute("SELECT number, encode(head, 'hex') FROM audit_batch ORDER BY number DESC LIMIT 1")
    number, head = batch.fetchone() or (0, "00" * 32)
    migrations = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Manifest(
        made_at=made_at,
        janua=version,
        server=connection.info.server_version // 10_000,
        kind=kind,
        country=country,
        migrations=[list(row) for row in migrations],
        next_xid=next_xid(connection),
        batch=number,
        head=head,
        counts=count_rows(connection),
    )


def next_xid(connection: psycopg.Connection[Any]) -> int:
    """The number that the server gives its next transaction, with its epoch."""
    return int(_one(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text")[0])


def count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"
    ).fetchall()
    counts = {}
    for (name,) in tables:
        found = connection.execute(sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(name))).fetchone()
        counts[str(name)] = int(found[0]) if found else 0
    return counts


def document_ids(connection: psycopg.Connection[Any]) -> list[UUID]:
    """Every document that the snapshot knows, oldest first."""
    return [row[0] for row in connection.execute("SELECT id FROM documents_document ORDER BY id")]


def _one(connection: psycopg.Connection[Any], statement: LiteralString) -> tuple[Any, ...]:
    row = connection.execute(statement).fetchone()
    if row is None:
        raise psycopg.errors.NoDataFound("This database is not an installation of Janua: it is not marked as one.")
    return tuple(row)
