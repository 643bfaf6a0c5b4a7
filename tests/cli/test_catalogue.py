"""`janua catalogue publish` as an installation runs it: once, then unchanged; no other role."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.database import RunningDatabase

ROOT = Path(__file__).parents[2]
JANUA = (sys.executable, "-c", "from janua.cli.main import main; main()")


def _publish(database: RunningDatabase, role: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": database.url(role), "JANUA_PROCESS": "owner", "JANUA_TLS": "off"}
    command = [*JANUA, "catalogue", "publish", "--on", "2026-01-01", "--json"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_publish_twice_changes_once(real_database: RunningDatabase) -> None:
    first, second = (_publish(real_database, "janua_owner") for _ in range(2))

    services = ["childrens-allowance", "birth-bonus", "unemployment-benefit"]
    assert (first.returncode, first.stderr) == (0, "")
    assert json.loads(first.stdout) == {"changed": services, "on": "2026-01-01"}
    assert json.loads(second.stdout) == {"changed": [], "on": "2026-01-01"}


def test_publish_as_another_role_is_one_line_and_status_3(real_database: RunningDatabase) -> None:
    done = _publish(real_database, "janua_portal")

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
