"""Bring a backup back: checked to its end first, then into an empty database that nobody may enter yet."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from psycopg import sql

from janua.base.backup.archive import DATABASE, DOCUMENTS, MANIFEST, BackupDamaged, read_backup
from janua.base.backup.manifest import Manifest, Tally, count_rows, next_xid
from janua.base.backup.programs import find_program, load
from janua.base.documents.store import FolderStore
from janua.base.row_security.roles import BACKUP, PAYMENTS_WAIT, RUNTIME, make_roles, payments_wait

UNFINISHED = ".unfinished"


class RestoreRefused(Exception):
    """The target is not fit for this backup; nothing was changed there. The message says what to do."""


class JournalTooOld(Exception):
    """The journal of erasures knows fewer erasures than the backup: it is not the newest copy."""


def require_empty(*, url: str, documents: Path) -> None:
    """Refuse a target in which anything is, or that is not ours to fill.

    Raises   RestoreRefused, psycopg.Error
    """
    with psycopg.connect(url) as connection:
        _require_superuser(connection)
        row = connection.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname <> 'information_schema'"
            " AND n.nspname NOT LIKE 'pg\\_%' AND NOT EXISTS (SELECT FROM pg_depend d"
            " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"
        ).fetchone()
        if row is None or row[0]:
            raise RestoreRefused(
                f"The database {connection.info.dbname} is not empty: create another one, nothing is written over."
            )
    for folder in (documents, _unfinished(documents)):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise RestoreRefused(f"{folder} is not empty: name a folder of documents that is new.")


def unpack(*, file: Path, private: X25519PrivateKey, documents: Path) -> Manifest:
    """Read a backup to its end, with its documents into a folder beside the one named; the dump is only checked.

    Raises   BackupDamaged, WrongKey, OSError; then the folder is gone again
    """
    draft = _unfinished(documents)
    store = FolderStore(draft)
    try:
        with file.open("rb") as opened:
            found = _read(read_backup(opened, private=private), store)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return found


def require_fit(*, manifest: Manifest, url: str, kind: str, country: str, known: set[tuple[str, str]]) -> None:
    """Refuse a server that counts transactions lower, another kind of installation, another version of ours.

    known    every migration of this version, as app and name
    Raises   RestoreRefused
    """
    if (manifest.kind, manifest.country) != (kind, country):
        raise RestoreRefused(
            f"This backup is of a {manifest.kind} installation of {manifest.country}, and the environment says"
            f" {kind} and {country}: set JANUA_ENV and JANUA_COUNTRY."
        )
    done = {(app, name) for app, name in manifest.migrations}
    ours = {one for one in known if one[0] in {app for app, _name in done}}
    if not done == ours:
        raise RestoreRefused(
            f"Janua {manifest.janua} made this backup, with other migrations than this version has: restore it with"
            " the version that made it, and upgrade afterwards."
        )
    with psycopg.connect(url) as connection:
        following = next_xid(connection)
        if following < manifest.next_xid:
            raise RestoreRefused(
                f"The server's next transaction has number {following}, and the trail needs {manifest.next_xid} or"
                f" more: stop the server, run pg_resetwal --epoch={(manifest.next_xid >> 32) + 1} on its data folder,"
                " start it, and restore again."
            )


def fill(*, file: Path, private: X25519PrivateKey, manifest: Manifest, url: str) -> list[str]:
    """Restore the dump in one transaction, with the doors shut; gives the tables whose rows are not those counted.

    Raises   ProgramMissing, ProgramFailed, BackupDamaged, psycopg.Error
    """
    with psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname
        # pg_restore must know what pg_dump wrote, and that was at least the server's version.
        newest = max(connection.info.server_version // 10_000, manifest.server)
        make_roles(connection, database=name)
        _shut(connection, name)
    program = find_program("pg_restore", at_least=newest)
    with file.open("rb") as opened, closing(read_backup(opened, private=private)) as entries:
        entry, content = next(entries)
        if entry != DATABASE:
            raise BackupDamaged("This backup does not begin with its database.")
        load(program, url, content)
    with psycopg.connect(url) as connection:
        found = count_rows(connection)
    return sorted(name for name in found.keys() | manifest.counts if found.get(name) != manifest.counts.get(name))


def end_what_was_under_way(*, url: str) -> tuple[int, int]:
    """End every session, and put jobs that were being done back into the queue; gives how many of both.

    Whoever was signed in signs in again: sessions that ended since would otherwise be open once more.
    """
    with psycopg.connect(url) as connection:
        sessions = connection.execute(
            "UPDATE accounts_session SET ended_at = now(), ended_why = 'closed' WHERE ended_at IS NULL"
        ).rowcount
        jobs = connection.execute(
            "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL WHERE status = 'doing'"
        ).rowcount
        connection.execute("DELETE FROM procrastinate_workers")
        connection.execute("DELETE FROM health_process")
    return sessions, jobs


def settle_documents(*, url: str, documents: Path, gone: list[str]) -> int:
    """Put the files in their place, without those of erased persons and papers thrown away meanwhile; gives how many.

    Raises   OSError, psycopg.Error
    """
    draft = _unfinished(documents)
    erased = remove_files_of_erased(url=url, folder=draft)
    with psycopg.connect(url) as connection:
        # Never handed in, and thrown away by its owner while the backup was made.
        connection.execute(
            "DELETE FROM documents_document WHERE id = ANY (%s) AND area_id IS NULL", [[UUID(one) for one in gone]]
        )
    if documents.exists():
        documents.rmdir()
    draft.rename(documents)
    return erased


def remove_files_of_erased(*, url: str, folder: Path) -> int:
    """Remove the files of whoever was erased from a folder of documents; gives how many there may have been."""
    store = FolderStore(folder)
    with psycopg.connect(url) as connection:
        erased = connection.execute(
            "SELECT d.id FROM documents_document d JOIN keys_datakey k ON k.subject = d.person_id"
            " WHERE k.wrapped IS NULL"
        ).fetchall()
    for (document,) in erased:
        store.delete(document)
    return len(erased)


def shut_doors(*, url: str) -> None:
    """Let no process in, and end the sign-ins of those that are. Raises RestoreRefused, psycopg.Error."""
    with psycopg.connect(url, autocommit=True) as connection:
        _require_superuser(connection)
        _shut(connection, connection.info.dbname)
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = ANY (%s)",
            [[*RUNTIME, BACKUP]],
        )


def open_doors(*, url: str) -> None:
    """Let the processes in; the one that pays waits for `let_payments_in`."""
    with psycopg.connect(url, autocommit=True) as connection:
        make_roles(connection, database=connection.info.dbname)


def let_payments_in(*, url: str) -> bool:
    """Let the process that pays in too, once the bank's statements were compared; gives whether it waited."""
    with psycopg.connect(url) as connection:
        _require_superuser(connection)
        waited = payments_wait(connection, database=connection.info.dbname)
        _set_wait(connection, "RESET {}")
        make_roles(connection, database=connection.info.dbname)
    return waited


def forget_documents(documents: Path) -> None:
    """Remove what was unpacked for a restore that was refused."""
    shutil.rmtree(_unfinished(documents), ignore_errors=True)


@contextmanager
def unpacked_or_removed(documents: Path) -> Iterator[None]:
    """Remove what was unpacked where anything inside fails."""
    try:
        yield
    except BaseException:
        forget_documents(documents)
        raise


def _read(entries: Iterator[tuple[str, Iterator[bytes]]], store: FolderStore) -> Manifest:
    database, files = Tally(), Tally()
    manifest: Manifest | None = None
    for name, content in entries:
        if name == DATABASE:
            database.begin(DATABASE)
            for chunk in content:
                database.take(chunk)
        elif name.startswith(DOCUMENTS):
            document = UUID(name.removeprefix(DOCUMENTS))
            files.begin(str(document))
            store.put_pieces(document, map(files.take, content))
        elif name == MANIFEST:
            manifest = Manifest.from_json(json.loads(b"".join(content)))
    if manifest is None or (database.result(), files.result()) != (manifest.database, manifest.documents):
        raise BackupDamaged("This backup does not hold what its manifest says.")
    return manifest


def _require_superuser(connection: psycopg.Connection[Any]) -> None:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row != (True,):
        raise RestoreRefused("Restoring makes roles and gives tables to them: --into has to name a superuser.")


def _set_wait(connection: psycopg.Connection[Any], how: str) -> None:
    change = sql.SQL("ALTER DATABASE {} ").format(sql.Identifier(connection.info.dbname))
    connection.execute(change + sql.SQL(how).format(sql.Identifier(*PAYMENTS_WAIT.split("."))))


def _shut(connection: psycopg.Connection[Any], name: str) -> None:
    # Runs that were made after the copy are known to the bank alone: whoever opens the doors, nothing is paid yet.
    _set_wait(connection, "SET {} = 'on'")
    roles = sql.SQL(", ").join(sql.Identifier(role) for role in (*RUNTIME, BACKUP))
    connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC, {}").format(sql.Identifier(name), roles))


def _unfinished(documents: Path) -> Path:
    return documents.with_name(f"{documents.name}{UNFINISHED}")
