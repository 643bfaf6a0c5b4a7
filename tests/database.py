"""The server of a test run: a copy of a migrated data folder, made once per state of the migrations."""

import contextlib
import fcntl
import hashlib
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from demo.cluster import Cluster
from demo.cluster.binaries import find_binaries
from demo.cluster.supervisor import SUPERUSER
from demo.database import ROOT, make_database
from janua.base.actors import Actor, acting_as
from janua.config.environment import database_settings

MIGRATED = "janua"
KEPT = 3
# These cannot change what a migration does: editing them must not cost a migration.
_INNOCENT = {"actions", "actions.py", "queries", "queries.py", "jobs.py", "permissions.py", "facts.py", "states.py"}
_counter = itertools.count(1)


@dataclass
class TestServer:
    """A running server with a migrated database `janua`, which tests leave untouched by rolling back."""

    __test__ = False

    cluster: Cluster
    superuser: str = SUPERUSER
    database: str = MIGRATED

    @classmethod
    def start(cls) -> "TestServer":
        """Start a server of this run's own."""
        folder = _state_folder()
        _remove_orphans(folder)
        migrated = _migrated_home(folder)
        home = Path(tempfile.mkdtemp(prefix=f"run-{os.getpid()}-", dir=folder))
        # Open to walk through: the server's user is not ours where we are root. Passwords have a closed file.
        home.chmod(0o755)
        cluster = Cluster(home, binaries=_named_binaries(), durable=False)
        source = Cluster(migrated, binaries=_named_binaries(), durable=False)
        subprocess.run(["cp", "-a", str(source.data), str(cluster.data)], check=True)
        shutil.copy2(migrated / "passwords.json", home / "passwords.json")
        cluster.start()
        return cls(cluster)

    def clone(self) -> "RunningDatabase":
        """Make a database with everything the migrated one has."""
        name = f"clone_{next(_counter)}"
        connection.close()
        with self.cluster.connect() as superuser:
            superuser.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.database}"'.encode())
            superuser.execute(f'ALTER DATABASE "{name}" OWNER TO janua_owner'.encode())
            superuser.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC'.encode())
            superuser.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {_runtime_roles()}'.encode())
        return RunningDatabase(self.cluster, name)

    def django_settings(self, role: str, database: str) -> dict[str, Any]:
        """Give Django's settings for a sign-in."""
        settings = database_settings(self.cluster.url(role, database))
        return settings | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}

    def remove(self) -> None:
        """Stop the server and delete its folder."""
        connection.close()
        self.cluster.remove()


@dataclass
class RunningDatabase:
    """One cloned database; `url(role)` signs in for real."""

    cluster: Cluster
    name: str
    _open: list[psycopg.Connection[Any]] = field(default_factory=list)

    def url(self, role: str) -> str:
        """Give what a process of this role has as DATABASE_URL."""
        return self.cluster.url(role, self.name)

    def connect(self, role: str) -> psycopg.Connection[Any]:
        """Sign in as a role; closed when the database is dropped."""
        opened = psycopg.connect(self.url(role), autocommit=True)
        self._open.append(opened)
        return opened

    @contextlib.contextmanager
    def as_django(self, role: str) -> Iterator[None]:
        """Have Django in this process signed in as the role, on this database, with real commits."""
        before = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(database_settings(self.url(role)))
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.clear()
            connection.settings_dict.update(before)

    def drop(self) -> None:
        """Close what was opened and drop the database."""
        for opened in self._open:
            opened.close()
        with self.cluster.connect() as superuser:
            superuser.execute(f'DROP DATABASE "{self.name}" WITH (FORCE)'.encode())


@contextlib.contextmanager
def as_process_role(role: str, actor: Actor | None = None, *, purpose: str = "") -> Iterator[None]:
    """Run the code inside under the database role of its process, as the actor.

    The role ends with the block, so that a test may look at the result as superuser.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{role}"')
        with acting_as(actor, purpose=purpose) if actor is not None else contextlib.nullcontext():
            yield
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE NONE")


def _runtime_roles() -> str:
    from janua.base.row_security.roles import BACKUP, RUNTIME

    return ", ".join((*RUNTIME, BACKUP))


def _named_binaries() -> Path | None:
    named = os.environ.get("JANUA_TEST_PGBIN")
    return Path(named) if named else None


def _state_folder() -> Path:
    # Not below a developer's closed home: the server's user could not reach it.
    folder = Path(tempfile.gettempdir()) / f"janua-tests-{os.geteuid()}"
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.stat().st_uid != os.geteuid() or folder.is_symlink():
        raise PermissionError(f"{folder} is not ours: remove it and start again.")
    return folder


def _migrated_home(folder: Path) -> Path:
    """Give the home of a stopped cluster with a migrated database, made now if this state has none yet."""
    home = folder / f"migrated-{_state_of_migrations()}"
    with (folder / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            Cluster(home, binaries=_named_binaries(), durable=False).remove()
            cluster = Cluster(home, binaries=_named_binaries(), durable=False)
            try:
                cluster.start()
                make_database(cluster, MIGRATED, kind="test")
            finally:
                cluster.stop()
            (home / "ready").touch()
        os.utime(home)
        _keep_newest(folder)
    return home


def _state_of_migrations() -> str:
    digest = hashlib.sha256(str(find_binaries(_named_binaries())).encode())
    for path in [*sorted((ROOT / "janua").rglob("*.py")), ROOT / "requirements.lock", ROOT / "demo" / "database.py"]:
        parts = path.relative_to(ROOT).parts
        if parts[1:2] in (("cli",), ("rules",), ("exchange",), ("portal",), ("workbench",), ("countries",)):
            continue
        if not _INNOCENT & set(parts):
            digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _keep_newest(folder: Path) -> None:
    homes = sorted(folder.glob("migrated-*"), key=lambda home: home.stat().st_mtime, reverse=True)
    for home in homes[KEPT:]:
        Cluster(home, durable=False).remove()


def _remove_orphans(folder: Path) -> None:
    """Delete the servers of runs that were killed."""
    for home in folder.glob("run-*"):
        try:
            os.kill(int(home.name.split("-")[1]), 0)
        except ProcessLookupError:
            Cluster(home, durable=False).remove()
