"""`janua keys` as its users call it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import psycopg

from demo.cluster.supervisor import SUPERUSER
from janua.base.actors import acting_as, system_actor
from janua.base.keys.datakeys import data_keys, wrapping_place
from janua.base.keys.folder import KeyFolder
from janua.values import uuid7
from tests.base.keys.vault import Service, service
from tests.database import RunningDatabase

__all__ = ["service"]

ROOT = Path(__file__).parents[2]


def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from janua.cli.keys import keys; keys(prog_name='janua keys')", *arguments]
    return subprocess.run(command, env=env or {}, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_create_makes_live_keys_and_renew_adds_a_version(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert run("create", str(folder), "kek-0001", "sign-audit").returncode == 0
    assert run("renew", str(folder)).returncode == 0
    port = KeyFolder(folder)
    assert (port.demo, port.current_version, sorted(path.name for path in folder.iterdir())) == (
        False,
        2,
        ["kek-0001.key", "kek-0002.key", "sign-audit.key"],
    )


def test_create_ends_with_2_on_a_name_of_no_kind(tmp_path: Path) -> None:
    assert run("create", str(tmp_path / "keys"), "secret").returncode == 2


def test_renew_ends_with_3_without_keys(tmp_path: Path) -> None:
    assert run("renew", str(tmp_path / "nothing")).returncode == 3


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir(mode=0o700)
    for file in filter(Path.is_file, Path(os.environ["JANUA_KEYS"]).iterdir()):
        (folder / file.name).write_bytes(file.read_bytes())
        (folder / file.name).chmod(0o600)
    return folder


def _people(database: RunningDatabase, number: int) -> list[UUID]:
    people = [uuid7() for _ in range(number)]
    with database.as_django("janua_work"), acting_as(system_actor("assessor")):
        data_keys(people, create=True)
    return people


def _environment(database: RunningDatabase, keys: Path) -> dict[str, str]:
    return {"JANUA_ENV": "test", "JANUA_KEYS": str(keys), "DATABASE_URL": database.url("janua_work")}


def _trail(database: RunningDatabase) -> list[tuple[str, dict[str, object]]]:
    with psycopg.connect(database.url(SUPERUSER), autocommit=True) as connection:
        rows = connection.execute("SELECT action, details FROM audit_entry WHERE action LIKE 'keys.%' ORDER BY xid, at")
        return [(row[0], {name: value for name, value in row[1].items() if name != "by"}) for row in rows]


def test_rotate_wraps_every_key_anew_while_others_run(real_database: RunningDatabase, tmp_path: Path) -> None:
    people = _people(real_database, 3)
    work, portal = _folder(tmp_path, "work"), _folder(tmp_path, "portal")
    running = KeyFolder(portal)
    env = _environment(real_database, work)

    done = run("rotate", str(portal), "--json", env=env)

    assert (done.returncode, json.loads(done.stdout)) == (0, {"version": 2, "rewrapped": 3, "left": 0})
    assert running.current_version == 2
    with psycopg.connect(real_database.url(SUPERUSER), autocommit=True) as connection:
        rows = connection.execute("SELECT subject, version, wrapped FROM keys_datakey").fetchall()
    opened = running.unwrap_all([(version, bytes(blob), wrapping_place(person)) for person, version, blob in rows])
    assert ({row[0] for row in rows}, {row[1] for row in rows}, len(opened)) == (set(people), {2}, 3)
    assert _trail(real_database) == [
        ("keys.rotation_begun", {"version": 2}),
        ("keys.rotation_ended", {"version": 2, "done": 3}),
    ]


def test_rotate_that_was_killed_goes_on_to_the_same_version(real_database: RunningDatabase, tmp_path: Path) -> None:
    _people(real_database, 4000)
    work = _folder(tmp_path, "work")
    env = _environment(real_database, work)
    command = [sys.executable, "-c", "from janua.cli.keys import keys; keys(prog_name='janua keys')", "rotate"]
    kills = 0
    for _ in range(2):
        process = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        before = _wrapped_by(real_database, 2)
        deadline = time.monotonic() + 60
        while _wrapped_by(real_database, 2) == before and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        ended = process.poll() is not None
        process.kill()
        process.wait()
        if ended:
            break
        kills += 1
    assert kills > 0

    assert run("rotate", env=env).returncode == 0
    with psycopg.connect(real_database.url(SUPERUSER), autocommit=True) as connection:
        rotations = connection.execute("SELECT version, done, ended_at IS NOT NULL FROM keys_rotation").fetchall()
    assert (_wrapped_by(real_database, 2), rotations) == (4000, [(2, 4000, True)])
    assert [name for name, _ in _trail(real_database)] == ["keys.rotation_begun", "keys.rotation_ended"]


def _wrapped_by(database: RunningDatabase, version: int) -> int:
    with psycopg.connect(database.url(SUPERUSER), autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM keys_datakey WHERE version = %s", [version]).fetchone()
    return int(row[0]) if row else 0


def test_retire_waits_until_nothing_needs_the_version(real_database: RunningDatabase, tmp_path: Path) -> None:
    _people(real_database, 1)
    work = _folder(tmp_path, "work")
    env = _environment(real_database, work)
    assert run("retire", "1", "--yes", env=env).returncode == 2
    assert run("rotate", env=env).returncode == 0
    early = run("retire", "1", "--yes", env=env)
    assert (early.returncode, "less than an hour ago" in early.stderr) == (1, True)
    with psycopg.connect(real_database.url(SUPERUSER), autocommit=True) as connection:
        connection.execute("UPDATE keys_rotation SET ended_at = ended_at - interval '2 hours'")
        connection.execute("UPDATE keys_datakey SET version = 1")
    needed = run("retire", "1", "--yes", env=env)
    assert (needed.returncode, "1 data keys are still wrapped by version 1" in needed.stderr) == (1, True)
    with psycopg.connect(real_database.url(SUPERUSER), autocommit=True) as connection:
        connection.execute("UPDATE keys_datakey SET version = 2")
    assert run("retire", "1", "--yes", env=env).returncode == 0
    assert (not (work / "kek-0001.key").exists(), (work / "retired" / "kek-0001.key").exists()) == (True, True)
    assert _trail(real_database)[-1] == ("keys.retired", {"version": 1})


def test_rotate_with_a_key_service(real_database: RunningDatabase, service: Service) -> None:
    settings = service.settings()
    env = _environment(real_database, Path()) | {
        "JANUA_KEYS": settings.address,
        "JANUA_KEYS_TOKEN": str(settings.token_file),
        "JANUA_KEYS_CA": str(settings.ca_file),
    }
    port, person = service.client(), uuid7()
    [(version, wrapped)] = port.wrap_all([(b"k" * 32, wrapping_place(person))])
    with psycopg.connect(real_database.url(SUPERUSER), autocommit=True) as connection:
        connection.execute(
            "INSERT INTO keys_datakey (subject, version, wrapped) VALUES (%s, %s, %s)", [person, version, wrapped]
        )
    done = run("rotate", "--json", env=env)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"version": 2, "rewrapped": 1, "left": 0})
    service.running.kill()
    assert run("rotate", env=env).returncode == 3
