"""A server that archives its log is brought back to a moment between two commits, as the operators' page says."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.cluster import Cluster
from demo.cluster.account import server_account
from demo.cluster.binaries import find_binaries, reachable_binaries
from demo.cluster.places import NEAR

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Archived:
    """A server, where it puts its log, and where its base backups go."""

    cluster: Cluster
    log: Path
    base: Path


@pytest.fixture
def archived() -> Iterator[Archived]:
    """A server of its own that archives its log."""
    home = Path(tempfile.mkdtemp(prefix="janua-pitr-", dir=NEAR))
    # Open to walk through: the server's user is not ours where we are root.
    home.chmod(0o755)
    account = server_account()
    for name in ("log", "base"):
        (home / name).mkdir(mode=0o700)
        account.give(home / name)
    cluster = Cluster(home / "server", durable=False)
    (home / "server").mkdir(mode=0o755)
    cluster.start()
    with cluster.connect() as superuser:
        superuser.execute("ALTER SYSTEM SET archive_mode = on")
        superuser.execute(
            f"ALTER SYSTEM SET archive_command = 'test ! -f {home}/log/%f && cp %p {home}/log/%f'".encode()
        )
    cluster.stop()
    cluster.start()
    yield Archived(cluster, home / "log", home / "base")
    cluster.remove()
    shutil.rmtree(home)


def test_server_is_recovered_to_a_moment_between_two_commits(archived: Archived) -> None:
    cluster = archived.cluster
    with cluster.connect() as superuser:
        superuser.execute("CREATE TABLE commits (word text)")
        superuser.execute("INSERT INTO commits VALUES ('before the base backup')")
        _base_backup(archived)
        superuser.execute("INSERT INTO commits VALUES ('wanted')")
        row = superuser.execute("SELECT clock_timestamp()::text").fetchone()
        assert row is not None
        moment = str(row[0])
        time.sleep(0.05)
        superuser.execute("INSERT INTO commits VALUES ('a mistake')")
        segment = superuser.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
    assert segment is not None
    _wait_for(archived.log / str(segment[0]))
    cluster.stop(fast=False)

    # The disk is lost: the base backup takes its place, the log is read from the archive until that moment.
    shutil.rmtree(cluster.data)
    subprocess.run(["cp", "-a", str(archived.base), str(cluster.data)], check=True)
    settings = {
        "restore_command": f"cp {archived.log}/%f %p",
        "recovery_target_time": moment,
        "recovery_target_action": "promote",
    }
    with (cluster.data / "postgresql.auto.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
    (cluster.data / "recovery.signal").touch()
    server_account().give(cluster.data / "recovery.signal")
    cluster.start()

    with cluster.connect() as superuser:
        _wait_until_promoted(superuser)
        found = [row[0] for row in superuser.execute("SELECT word FROM commits ORDER BY word")]
    assert found == ["before the base backup", "wanted"]


def _base_backup(archived: Archived) -> None:
    account = server_account()
    program = reachable_binaries(find_binaries(), account) / "pg_basebackup"
    command = [str(program), "-d", archived.cluster.url(), "-D", str(archived.base), "-X", "stream", "-c", "fast"]
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, timeout=60, check=False, **account.ownership()
    )
    assert done.returncode == 0, done.stderr


def _wait_for(file: Path) -> None:
    deadline = time.monotonic() + 30
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert file.exists()


def _wait_until_promoted(superuser: object) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        row = superuser.execute("SELECT pg_is_in_recovery()").fetchone()  # type: ignore[attr-defined]
        if row == (False,):
            return
        time.sleep(0.05)
    raise AssertionError("The server is still in recovery.")
