"""Make a backup: the database in one snapshot, then the files of the documents that this snapshot knows.

A document's file is on the disk before its row is committed and never changes, so whatever row the snapshot has, its
file is there afterwards, unless it was thrown away or erased meanwhile: those are named in the manifest.

Knows nothing of Django: the machine that backs up is given no keys, and no process of ours runs there.
"""

import fcntl
import json
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO

import psycopg

from janua.base.backup.archive import DATABASE, DOCUMENTS, MANIFEST, Entry, Header, fingerprint, write_backup
from janua.base.backup.manifest import Manifest, Tally, document_ids, read_manifest
from janua.base.backup.programs import dump, find_program
from janua.base.documents.pieces import PIECE
from janua.base.documents.store import DocumentMissing, Store

SUFFIX = ".janua-backup"
_UNFINISHED = ".unfinished"
Told = Callable[[str], None]


class NotABackupRole(Exception):
    """Whoever signs in may not read everything: a backup of a part is none."""


@dataclass(frozen=True)
class Made:
    """A backup that is whole and on the disk.

    is_noted   whether the database was told, for the trail and the alarm on old backups
    """

    file: Path
    bytes: int
    manifest: Manifest
    is_noted: bool


def make_backup(
    *, url: str, documents: Store | None, public: bytes, to: Path, at: datetime, told: Told, by: str
) -> Made:
    """Make a backup of the database at `url` and of its documents, for the holder of the private half.

    to      the file, or a folder in which it gets a name with database and time
    by      the operator, for the trail
    told    is given a line now and then, on how far it is
    Raises  NotABackupRole, ProgramMissing, ProgramFailed, OSError, psycopg.Error; then no file is left
    """
    with psycopg.connect(url) as connection:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        name = connection.info.dbname
        file = to / f"{name}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}" if to.is_dir() else to
        if file.exists():
            raise FileExistsError(f"{file} is there already: a backup is never written over.")
        header = Header(database=name, made_at=at.astimezone(UTC).isoformat(), to=fingerprint(public))
        work = _Work(connection, url, documents, header.made_at, told)
        with closing(work.entries()) as entries:
            size = _write(file, lambda out: write_backup(out, entries, header=header, public=public))
    assert work.manifest is not None
    is_noted = _note(url, at=at, size=size, digest=work.manifest.digest(), by=by)
    return Made(file, size, work.manifest, is_noted)


def keep_newest(*, folder: Path, database: str, number: int) -> list[Path]:
    """Remove all but the newest backups of a database in a folder, and what killed ones left; gives what went."""
    whole = sorted(path for path in folder.glob(f"{database}-????????T??????Z{SUFFIX}") if path.is_file())
    removed = whole[: max(0, len(whole) - number)]
    removed += [path for path in folder.glob(f".{database}-*{SUFFIX}{_UNFINISHED}") if _is_abandoned(path)]
    for path in removed:
        path.unlink()
    return removed


class _Work:
    """One backup on its way; knows its manifest when the last entry was read."""

    def __init__(
        self, connection: psycopg.Connection[Any], url: str, documents: Store | None, made_at: str, told: Told
    ) -> None:
        self.connection, self.url, self.documents, self.made_at, self.told = connection, url, documents, made_at, told
        self.manifest: Manifest | None = None
        self._gone: list[str] = []

    def entries(self) -> Generator[Entry]:
        """The dump, each document, the manifest."""
        try:
            manifest = read_manifest(self.connection, made_at=self.made_at, version=_version())
        except psycopg.errors.InsufficientPrivilege as error:
            raise NotABackupRole(
                "DATABASE_URL signs in as a role that may not read everything: back up as janua_backup."
            ) from error
        row = self.connection.execute("SELECT pg_export_snapshot()").fetchone()
        program = find_program("pg_dump", at_least=manifest.server, beside=_own_folder(self.connection))
        tally = Tally()
        tally.begin(DATABASE)
        yield DATABASE, map(tally.take, self._counted(dump(program, self.url, snapshot=str(row and row[0]))))
        manifest.database = tally.result()
        files = Tally()
        yield from self._files(files)
        manifest.documents, manifest.gone = files.result(), self._gone
        yield MANIFEST, [json.dumps(manifest.to_json(), sort_keys=True).encode()]
        self.manifest = manifest

    def _files(self, tally: Tally) -> Iterator[Entry]:
        known = document_ids(self.connection)
        if known and self.documents is None:
            raise NotABackupRole(f"There are {len(known)} documents: set JANUA_DOCUMENTS to where they lie.")
        for number, document in enumerate(known, start=1):
            assert self.documents is not None
            try:
                with self.documents.open(document) as file:
                    tally.begin(str(document))
                    yield f"{DOCUMENTS}{document}", map(tally.take, _chunks(file))
            except DocumentMissing:
                self._gone.append(str(document))
            if number % 1000 == 0:
                self.told(f"documents: {number} of {len(known)}")

    def _counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            before, size = size, size + len(chunk)
            if before >> 28 != size >> 28:
                self.told(f"database: {size >> 20} MB")
            yield chunk


def _write(file: Path, write: Callable[[BinaryIO], int]) -> int:
    """Write beside the final name, flush, then link: a kill leaves nothing that looks whole, nothing is replaced."""
    draft = file.with_name(f".{file.name}{_UNFINISHED}")
    if _is_abandoned(draft):
        draft.unlink()
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        try:
            fcntl.flock(out, fcntl.LOCK_EX)
            size = write(out)
            out.flush()
            os.fsync(out.fileno())
            os.link(draft, file)
        finally:
            draft.unlink()
    descriptor = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return size


def _is_abandoned(draft: Path) -> bool:
    """Whether a draft is there and nobody writes it any more."""
    try:
        with draft.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):
        return False
    return True


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(PIECE):
        yield chunk


def _version() -> str:
    try:
        return version("janua")
    except PackageNotFoundError:
        return "unknown"


def _own_folder(connection: psycopg.Connection[Any]) -> str | None:
    """Where the server's own programs lie; only a superuser is told."""
    with suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
        row = connection.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()
        return str(row[0]) if row else None
    return None


def _note(url: str, *, at: datetime, size: int, digest: str, by: str) -> bool:
    """Tell the database that there is a backup: for the trail, and for the alarm on its age."""
    try:
        with psycopg.connect(url) as connection:
            connection.execute("SELECT audit_note_backup(%s, %s, %s)", [digest, size, by])
            connection.execute("SELECT health_note_backup(%s, %s)", [at, float(size)])
    except psycopg.Error:
        return False
    return True
