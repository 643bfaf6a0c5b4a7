"""`janua backup`: its refusals, what a kill and a full disk leave, and that no key is in it."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from demo.cluster.binaries import find_binaries
from janua.base.backup.archive import read_backup, read_private
from janua.base.backup.making import keep_newest
from janua.base.backup.programs import ProgramMissing, find_program
from janua.base.keys.folder import create_keys
from tests.base.backup.drill import ROOT, Town
from tests.database import RunningDatabase, TestServer


@pytest.fixture
def town(server: TestServer, real_database: RunningDatabase, tmp_path: Path) -> Town:
    """An installation in which nothing happened yet."""
    for name in ("documents", "journal", "backups"):
        (tmp_path / name).mkdir(mode=0o700)
    create_keys(tmp_path / "safe", "box-backup", demo=False)
    return Town(server, real_database, tmp_path, None)  # type: ignore[arg-type]


def test_backup_is_closed_to_others_and_holds_no_key(town: Town) -> None:
    file = town.the_backup()
    content = file.read_bytes()
    private = read_private(town.safe / "box-backup.key")
    entries = {name: b"".join(chunks) for name, chunks in read_backup(io.BytesIO(content), private=private)}
    inside = b"".join(entries.values())
    secrets = [path.read_bytes().split()[3] for path in Path(os.environ["JANUA_KEYS"]).glob("*.key")]
    assert len(secrets) > 3
    assert [secret for secret in secrets if secret in inside or secret in content] == []
    assert (file.stat().st_mode & 0o777, list(entries)) == (0o600, ["database", "manifest"])
    assert json.loads(entries["manifest"])["kind"] == "test"


def test_backup_is_refused_in_one_line_and_leaves_nothing(town: Town) -> None:
    full = town.back_up(most=100_000)
    owner = town.back_up(DATABASE_URL=town.database.url("janua_owner"))
    nobody = town.back_up(DATABASE_URL="postgresql://janua_backup:wrong@/none?host=/nowhere")
    no_program = town.back_up(JANUA_PG_BIN=str(town.folder), PATH="/nowhere")
    no_key = town.back_up(JANUA_BACKUP_KEY=str(town.folder / "nothing"))

    lines = [done.stderr.strip().splitlines() for done in (full, owner, nobody, no_program, no_key)]
    assert [(done.returncode, done.stdout) for done in (full, owner, nobody, no_program, no_key)] == [(3, "")] * 5
    assert [len(some) for some in lines] == [1] * 5, lines
    assert "The backup could not be written: [Errno 27] File too large" in lines[0][0]
    assert "back up as janua_backup" in lines[1][0]
    assert "No backup of the database at DATABASE_URL" in lines[2][0]
    assert "or newer is needed" in lines[3][0]
    assert "holds no public half of a box" in lines[4][0]
    assert list(town.backups.iterdir()) == []


def test_backup_that_was_killed_leaves_nothing_that_looks_whole(town: Town) -> None:
    env = {
        "PATH": os.environ["PATH"],
        "JANUA_PG_BIN": str(find_binaries()),
        "DATABASE_URL": town.database.url("janua_backup"),
        "JANUA_BACKUP_KEY": str(town.safe / "box-backup.pub"),
    }
    command = [sys.executable, "-c", "from janua.cli.main import main; main()", "backup", str(town.backups)]
    process = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(town.backups.iterdir()) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = [path.name.startswith(".") for path in town.backups.iterdir()]
    assert left == [True]

    done = town.back_up(str(town.backups), "--keep", "1")

    # The next one clears it away.
    assert done.returncode == 0, done.stderr
    assert [path.name.startswith(".") for path in town.backups.iterdir()] == [False]


def test_backup_never_replaces_a_file(town: Town) -> None:
    there = town.backups / "there"
    there.write_text("mine")
    done = town.back_up(str(there))
    assert (done.returncode, "is there already" in done.stderr, there.read_text()) == (3, True, "mine")


def test_keep_removes_the_oldest_of_this_database_alone(tmp_path: Path) -> None:
    names = [f"janua-{datetime(2026, 3, day, tzinfo=UTC):%Y%m%dT%H%M%SZ}.janua-backup" for day in (1, 2, 3)]
    others = ["other-20260301T000000Z.janua-backup", "janua-notes.txt", "janua-x-20260301T000000Z.janua-backup"]
    for name in (*names, *others):
        (tmp_path / name).touch()
    removed = keep_newest(folder=tmp_path, database="janua", number=2)
    assert ([path.name for path in removed], {path.name for path in tmp_path.iterdir()}) == (
        [names[0]],
        {*names[1:], *others},
    )


def test_program_older_than_the_server_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'\n")
    program.chmod(0o755)
    monkeypatch.setenv("JANUA_PG_BIN", str(tmp_path))
    assert find_program("pg_dump", at_least=15) == program
    with pytest.raises(ProgramMissing, match=r"pg_dump of PostgreSQL 18 or newer is needed \(.*pg_dump is 15\)"):
        find_program("pg_dump", at_least=18)
