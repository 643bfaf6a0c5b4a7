"""`janua db migrate` on a database of an older version."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from demo.cluster.supervisor import SUPERUSER
from janua.base.row_security.check import expected_security
from janua.base.row_security.roles import OWNER, make_roles
from tests.database import RunningDatabase, TestServer

ROOT = Path(__file__).parents[2]
# Every app as it was before its newest migration, as far as others do not need that.
OLDER = """
from janua.config.start import start
start("owner", database=False)
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
found = {}
for app, name in sorted(MigrationLoader(None).disk_migrations):
    found.setdefault(app, []).append(name)
for app, names in found.items():
    if len(names) > 1:
        call_command("migrate", app, names[-2], interactive=False, verbosity=0)
"""
MAIN = "from janua.cli.main import main; main()"


@pytest.fixture
def older(server: TestServer) -> Iterator[RunningDatabase]:
    """A database of an older version, without any function that can be taken from it."""
    with server.cluster.connect() as superuser:
        superuser.execute("CREATE DATABASE older")
    database = RunningDatabase(server.cluster, "older")
    with psycopg.connect(database.url(SUPERUSER), autocommit=True) as superuser:
        make_roles(superuser, database="older")
        _run(database, OLDER)
        # It came with the policies that call it.
        superuser.execute("DROP FUNCTION janua_actor_only_reads() CASCADE")
        for name in expected_security()[2]:
            try:
                superuser.execute(f'DROP FUNCTION IF EXISTS public."{name}"'.encode())
            except psycopg.errors.DependentObjectsStillExist:
                continue
    yield database
    database.drop()


def _run(database: RunningDatabase, program: str, *arguments: str) -> str:
    env = os.environ | {"JANUA_ENV": "test", "JANUA_PROCESS": "owner", "DATABASE_URL": database.url(OWNER)}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.long
def test_database_of_an_older_version_is_brought_to_this_one(older: RunningDatabase) -> None:
    with psycopg.connect(older.url(SUPERUSER)) as superuser:
        there = {str(row[0]) for row in superuser.execute("SELECT proname FROM pg_proc")}
        before = superuser.execute("SELECT count(*) FROM django_migrations").fetchone()
    assert "janua_actor_only_reads" not in there

    _run(older, MAIN, "db", "migrate")

    with psycopg.connect(older.url(SUPERUSER)) as superuser:
        after = superuser.execute("SELECT count(*) FROM django_migrations").fetchone()
    assert before is not None
    assert after is not None
    assert after[0] > before[0] + 5
    assert _run(older, MAIN, "db", "check") == "the database says what the data say\n"
