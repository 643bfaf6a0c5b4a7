"""`janua db`: a difference is a finding, a wrong sign-in is the environment's fault."""

import json
import os
import subprocess
import sys

from tests.database import RunningDatabase


def _janua(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from janua.cli.main import main; main()", *arguments],
        env=os.environ | {"JANUA_ENV": "test", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_reports_a_dropped_policy(real_database: RunningDatabase) -> None:
    real_database.connect("janua_owner").execute("DROP POLICY own ON accounts_account")

    checked = _janua(real_database.url("janua_owner"), "db", "check", "--json")

    assert (checked.returncode, json.loads(checked.stdout)) == (
        1,
        ["table accounts_account: policy own is missing"],
    )


def test_migrate_puts_a_dropped_policy_back(real_database: RunningDatabase) -> None:
    real_database.connect("janua_owner").execute("DROP POLICY own ON accounts_account")

    migrated = _janua(real_database.url("janua_owner"), "db", "migrate")

    checked = _janua(real_database.url("janua_owner"), "db", "check")
    assert (migrated.returncode, checked.returncode, checked.stdout) == (
        0,
        0,
        "the database says what the data say\n",
    )


def test_migrate_as_anybody_but_the_owner_is_status_3(real_database: RunningDatabase) -> None:
    migrated = _janua(real_database.url("janua_work"), "db", "migrate")

    assert (migrated.returncode, migrated.stderr) == (
        3,
        "Error: DATABASE_URL signs in as janua_work: this is done as janua_owner.\n",
    )


def test_roles_by_anybody_but_a_superuser_is_status_3(real_database: RunningDatabase) -> None:
    made = _janua(real_database.url("janua_owner"), "db", "roles")

    assert (made.returncode, made.stderr[:52]) == (3, "Error: Database roles are made by a superuser: permi")


def test_check_without_a_database_is_status_3() -> None:
    checked = _janua("postgresql://janua_owner@/none?host=/nonexistent", "db", "check")

    assert (checked.returncode, checked.stderr[:39]) == (3, "Error: No database at DATABASE_URL: con")
