"""An installation with a granted family in it, its backup, and how both commands are called."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import transaction

from demo.cluster.binaries import find_binaries
from demo.cluster.supervisor import SUPERUSER
from janua.base.actors import acting_as, system_actor
from janua.base.audit.sealer import seal
from janua.base.documents.actions import store_document
from janua.base.keys.folder import create_keys
from janua.base.retention.actions.erase import erase_next, remove_files_next
from janua.base.retention.actions.lists import approve_list, find_past_retention, put_forward
from tests.database import RunningDatabase, TestServer, as_process_role
from tests.portal.follow.scene import ON, Scene, granted
from tests.registers import factories as people

ROOT = Path(__file__).parents[3]
KEEPER, SEALER = system_actor("keeper"), system_actor("sealer")
LATER = date(2045, 1, 2)
PAPER = b"a paper of the mother's"


@dataclass
class Town:
    """One installation: its database, its documents, and the pair of keys for its backups, kept apart."""

    server: TestServer
    database: RunningDatabase
    folder: Path
    scene: Scene

    @property
    def documents(self) -> Path:
        """Where its documents lie."""
        return self.folder / "documents"

    @property
    def journal(self) -> Path:
        """The journal of erasures, apart from the database."""
        return self.folder / "journal" / "erasures.jsonl"

    @property
    def safe(self) -> Path:
        """Where the private half lies."""
        return self.folder / "safe"

    @property
    def backups(self) -> Path:
        """Where backups go."""
        return self.folder / "backups"

    @contextmanager
    def open(self, today: date = ON) -> Iterator[None]:
        """Work in it with real commits, on a day."""
        values: dict[str, Any] = {
            "JANUA_TODAY": today,
            "JANUA_DOCUMENTS": str(self.documents),
            "JANUA_ERASURES": self.journal,
        }
        with patch.multiple(settings, **values), self.database.as_django(SUPERUSER):
            yield

    def back_up(self, *arguments: str, most: int | None = None, **changed: str) -> subprocess.CompletedProcess[str]:
        """`janua backup` into the folder of backups, on a machine that has no keys."""
        env = {
            "PATH": os.environ["PATH"],
            "JANUA_PG_BIN": str(_programs()),
            "DATABASE_URL": self.database.url("janua_backup"),
            "JANUA_DOCUMENTS": str(self.documents),
            "JANUA_BACKUP_KEY": str(self.safe / "box-backup.pub"),
        }
        return _run(["backup", *(arguments or (str(self.backups),)), "--json"], env | changed, most=most)

    def the_backup(self) -> Path:
        """Make a backup and give its file."""
        done = self.back_up()
        assert done.returncode == 0, done.stderr
        return Path(json.loads(done.stdout)["file"])

    def restore(
        self, file: Path, into: str, *arguments: str, key: Path | None = None, most: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """`janua restore` with the worker's keys, into a database of the same server."""
        env = os.environ | {"JANUA_PG_BIN": str(_programs()), "JANUA_ERASURES": str(self.journal)}
        command = ["restore", str(file), "--into", self.server.cluster.url(SUPERUSER, into)]
        command += ["--documents", str(self.restored), "--private-key", str(key or self.safe / "box-backup.key")]
        return _run([*command, "--json", *arguments], env, most=most)

    def resume_payments(self, into: str) -> subprocess.CompletedProcess[str]:
        """`janua payments resume`."""
        url = self.server.cluster.url(SUPERUSER, into)
        return _run(["payments", "resume", "--into", url, "--json"], dict(os.environ), most=None)

    def recover(self, into: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`janua restore --recovered` of a database that is there again."""
        command = ["restore", "--recovered", "--into", self.server.cluster.url(SUPERUSER, into), "--json", *arguments]
        return _run(command, dict(os.environ), most=None)

    @property
    def restored(self) -> Path:
        """Where the restored documents go."""
        return self.folder / "restored"

    def seal_trail(self) -> None:
        """Seal everything that waits."""
        with self.open():
            while self._sealed():
                pass

    def _sealed(self) -> int:
        with as_process_role("janua_work", SEALER):
            return seal()

    def erase_family(self) -> None:
        """Long after: two officers approve, the worker erases."""
        with self.open(LATER):
            officers = people.officer("put_erasure_forward"), people.officer("approve_erasure")
            with as_process_role("janua_work", KEEPER):
                found = find_past_retention(on=LATER)
            assert found is not None
            with as_process_role("janua_workbench", officers[0].actor):
                put_forward(erasure_list=found.id, on=LATER)
            with as_process_role("janua_workbench", officers[1].actor):
                approve_list(erasure_list=found.id, on=LATER)
            with as_process_role("janua_work", KEEPER):
                while erase_next():
                    pass
                while remove_files_next():
                    pass


def build(server: TestServer, database: RunningDatabase, folder: Path) -> Town:
    """A granted family with a paper, everything of theirs committed and sealed; a journal in which nobody stands."""
    for name in ("documents", "journal", "backups"):
        (folder / name).mkdir(mode=0o700)
    create_keys(folder / "safe", "box-backup", demo=False)
    town = Town(server, database, folder, None)  # type: ignore[arg-type]
    town.journal.touch(0o600)
    with town.open(), transaction.atomic():
        town.scene = granted(as_process_role, letters=True)
        with acting_as(KEEPER):
            store_document(person_id=town.scene.mother.id, area_id=None, content=PAPER, media_type="image/jpeg")
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("UPDATE casework_task SET state = 'done'")
    town.seal_trail()
    return town


def _programs() -> Path:
    """The programs of the server that the tests run on: another version's would write what it does not know."""
    named = os.environ.get("JANUA_TEST_PGBIN")
    return find_binaries(Path(named) if named else None)


def _run(arguments: list[str], env: dict[str, Any], *, most: int | None) -> subprocess.CompletedProcess[str]:
    """Run the product's command; `most` is how many bytes any file may get, as on a disk that is full."""
    command = [sys.executable, "-c", "from janua.cli.main import main; main(prog_name='janua')", *arguments]

    def bound() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, preexec_fn=bound
    )
