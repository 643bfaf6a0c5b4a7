"""The database of the day: filled once, kept, and copied for each run, so that every run finds the same nation."""

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from bench.results import Options
from demo.database import make_database
from demo.installation import DATABASE, Installation
from demo.processes import stop_left_behind

TODAY = date(2026, 3, 2)
# The database that is filled and kept; a run works on a copy of it under the installation's own name.
FILLED = "filled"
# Change it where the filling changes in a way that migrations do not bring about.
VERSION = 1
# What docs/operations asks of a ministry's server, at the size of the machine measured.
_SETTINGS = {
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "15min",
    "work_mem": "16MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
}


@dataclass(frozen=True)
class Nation:
    """The installation of the day, and who visits on it.

    told   what was kept beside the database: accounts, claims and addresses of those who visit
    """

    installation: Installation
    told: dict[str, Any]

    def connect(self, role: str = "postgres", database: str = DATABASE) -> psycopg.Connection[Any]:
        """Sign in as a role."""
        return psycopg.connect(self.installation.cluster.url(role, database), autocommit=True)


def place_of(options: Options, persons: int) -> Path:
    """The folder of a nation of so many persons."""
    named = options.folder or os.environ.get("JANUA_BENCH_DIR") or Path.home() / ".cache" / "janua-bench"
    return Path(named).absolute() / f"day-{VERSION}-{persons}"


@contextlib.contextmanager
def nation(options: Options, *, persons: int) -> Iterator[Nation]:
    """Give a fresh copy of the filled database on a running server; fill it first where that was not done."""
    folder = place_of(options, persons)
    folder.mkdir(parents=True, exist_ok=True)
    # The server runs as somebody else where we are root.
    for one in (folder, folder.parent):
        one.chmod(0o755)
    named = os.environ.get("JANUA_TEST_PGBIN")
    installation = Installation(folder, today=TODAY, binaries=Path(named) if named else None)
    try:
        _start(installation, folder)
        if not (folder / "told.json").exists():
            _fill(installation, persons)
        with told("a fresh copy of the filled database"):
            _copy(installation)
        yield Nation(installation, json.loads((folder / "told.json").read_text()))
    finally:
        installation.stop()


def _start(installation: Installation, folder: Path) -> None:
    stop_left_behind(folder / "processes")
    cluster = installation.cluster
    cluster.start()
    with cluster.connect() as superuser:
        for name, value in _SETTINGS.items():
            superuser.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
    cluster.stop()
    cluster.start()


def _fill(installation: Installation, persons: int) -> None:
    """Fill a new database; one that was half filled by a run that was killed is thrown away."""
    from bench.day_world import fill

    cluster = installation.cluster
    with cluster.connect() as superuser:
        for name in (FILLED, DATABASE):
            superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
    installation.start()
    told = fill(installation, persons=persons)
    with cluster.connect() as superuser:
        superuser.execute(f"ALTER DATABASE {DATABASE} RENAME TO {FILLED}".encode())
        superuser.execute("CHECKPOINT")
    (installation.folder / "told.json").write_text(json.dumps(told))


def _copy(installation: Installation) -> None:
    """A copy of the filled database, at the newest migration; its statistics are the original's."""
    cluster = installation.cluster
    # What was migrated since is migrated in the original too, once for all runs.
    make_database(cluster, FILLED, kind="demo", country=installation.country)
    with cluster.connect() as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)".encode())
        superuser.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {FILLED} STRATEGY file_copy".encode())
    make_database(cluster, DATABASE, kind="demo", country=installation.country)


@contextlib.contextmanager
def told(what: str) -> Iterator[None]:
    """Say on standard error what is done and how long it took."""
    print(f"{what} …", end="", file=sys.stderr, flush=True)
    began = time.perf_counter()
    yield
    print(f" {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
