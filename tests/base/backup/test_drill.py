"""The restore drill: data, backup, an erasure, the end of everything, and the way back until a face answers."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from demo.cluster.supervisor import SUPERUSER
from tests.base.backup.drill import Town, build
from tests.database import RunningDatabase, TestServer

pytestmark = pytest.mark.long


@pytest.fixture
def town(server: TestServer, real_database: RunningDatabase, tmp_path: Path) -> Town:
    """An installation with a granted family."""
    return build(server, real_database, tmp_path)


@pytest.fixture
def empty(server: TestServer) -> Iterator[RunningDatabase]:
    """A database with nothing in it."""
    with server.cluster.connect() as superuser:
        superuser.execute("CREATE DATABASE restored")
    database = RunningDatabase(server.cluster, "restored")
    yield database
    database.drop()


def test_drill(town: Town, empty: RunningDatabase) -> None:
    file = town.the_backup()
    town.erase_family()
    shutil.rmtree(town.documents)

    done = town.restore(file, empty.name, "--verify")

    assert done.returncode == 0, done.stderr
    print(done.stdout, done.stderr)
