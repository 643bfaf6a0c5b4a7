"""`janua audit` as its users call it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from janua.base.actors import acting_as, system_actor
from janua.base.audit import record
from janua.base.audit.sealer import seal
from tests.database import RunningDatabase

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "audit-verify.json").read_text())


def run(*arguments: str, env: dict[str, str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from janua.cli.audit import audit; audit(prog_name='janua audit')", *arguments]
    return subprocess.run(command, env=env, cwd=ROOT, input=stdin, capture_output=True, timeout=60, check=False)


@pytest.fixture
def trail(real_database: RunningDatabase, tmp_path: Path) -> tuple[Path, Path, dict[str, Any]]:
    """An export with two batches of one's own, its public key, and what the export said."""
    with real_database.as_django("janua_work"):
        for _ in range(2):
            with acting_as(system_actor("assessor")):
                record("claim.assessed")
            with acting_as(system_actor("sealer")):
                seal()
    file, pub = tmp_path / "audit.jsonl", tmp_path / "audit.pub"
    env = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": real_database.url("janua_work")}
    done = run("export", str(file), "--pub", str(pub), "--json", env=env)
    assert done.returncode == 0, done.stderr
    return file, pub, json.loads(done.stdout)


def verify(*arguments: str, stdin: bytes = b"") -> tuple[int, dict[str, Any]]:
    done = run("verify", *arguments, env={}, stdin=stdin)
    result = json.loads(done.stdout)
    validate(result, SCHEMA)
    return done.returncode, result


def test_verify_accepts_an_export_without_database_or_environment(trail: Any) -> None:
    file, pub, said = trail
    status, result = verify(str(file), "--key", str(pub), "--head", said["head"])
    assert (status, result["ok"], result["rows"], result["first_bad"]) == (0, True, said["rows"], None)
    assert verify("-", "--key", str(pub), stdin=file.read_bytes()) == (status, result)


def test_verify_ends_with_1_on_a_changed_row(trail: Any) -> None:
    file, pub, _ = trail
    lines = file.read_text().splitlines(keepends=True)
    number = next(index for index, line in enumerate(lines) if "claim.assessed" in line)
    lines[number] = lines[number].replace("claim.assessed", "claim.obsessed")
    file.write_text("".join(lines))
    status, result = verify(str(file), "--key", str(pub))
    assert (status, result["ok"], result["first_bad"]) == (1, False, number + 1)


def test_verify_ends_with_1_on_a_cut_tail(trail: Any) -> None:
    file, pub, said = trail
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:-2]))
    assert verify(str(file), "--key", str(pub))[0] == 0
    status, result = verify(str(file), "--key", str(pub), "--head", said["head"])
    assert (status, result["ok"], result["first_bad"]) == (1, False, len(lines) - 1)


@pytest.mark.parametrize(
    "arguments", [["missing.jsonl"], ["-", "--key", "no-key"], ["-", "--head", "12"], ["-", "--nonsense"], []]
)
def test_verify_ends_with_2_on_wrong_use(arguments: list[str]) -> None:
    done = run("verify", *arguments, env={})
    assert (done.returncode, done.stdout) == (2, b"")


def test_export_ends_with_3_without_a_database(tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "audit.jsonl"), env={"JANUA_ENV": "test"})
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"DATABASE_URL" in done.stderr
