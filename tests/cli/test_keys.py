"""`janua keys` as its users call it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from janua.base.actors import acting_as, system_actor
from janua.base.keys.datakeys import data_keys
from janua.base.keys.folder import KeyFolder
from janua.values import uuid7
from tests.database import RunningDatabase

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


def test_rewrap_renews_every_key(real_database: RunningDatabase, tmp_path: Path) -> None:
    people = [uuid7() for _ in range(3)]
    with real_database.as_django("janua_work"), acting_as(system_actor("assessor")):
        data_keys(people, create=True)
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    for file in Path(os.environ["JANUA_KEYS"]).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
        (folder / file.name).chmod(0o600)
    assert run("renew", str(folder)).returncode == 0
    env = {"JANUA_ENV": "test", "JANUA_KEYS": str(folder), "DATABASE_URL": real_database.url("janua_work")}
    done = run("rewrap", "--json", env=env)
    assert json.loads(done.stdout) == {"rewrapped": 3, "version": 2}
    assert json.loads(run("rewrap", "--json", env=env).stdout) == {"rewrapped": 0, "version": 2}
