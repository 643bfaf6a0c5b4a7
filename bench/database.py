"""A database for one benchmark: made, filled, measured, removed."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import psycopg

from demo.cluster import Cluster

# The wheel's defaults are for a laptop at rest. What a run on a laptop and a ministry's server have in common: enough
# memory for the hot part, and no checkpoint in the middle of a load.
_SETTINGS = {"shared_buffers": "1GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min", "work_mem": "32MB"}


@dataclass
class BenchDatabase:
    """One migrated database on a server of its own, with fsync on."""

    cluster: Cluster
    name: str

    def connect(self, role: str) -> psycopg.Connection[Any]:
        """Sign in as a role."""
        return psycopg.connect(self.cluster.url(role, self.name), autocommit=True)

    @contextlib.contextmanager
    def as_django(self, role: str) -> Iterator[None]:
        """Have Django in this process signed in as the role."""
        from django.db import connection

        from janua.config.environment import database_settings

        before = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(database_settings(self.cluster.url(role, self.name)))
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.clear()
            connection.settings_dict.update(before)


@contextlib.contextmanager
def bench_database() -> Iterator[BenchDatabase]:
    """Give a migrated database; JANUA_TEST_PGBIN names the folder of another PostgreSQL's programs."""
    os.environ["JANUA_ENV"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janua.config.settings")
    django.setup()
    from demo.database import make_database

    named = os.environ.get("JANUA_TEST_PGBIN")
    home = Path(tempfile.mkdtemp(prefix="janua-bench-"))
    home.chmod(0o755)
    cluster = Cluster(home, binaries=Path(named) if named else None, durable=True)
    try:
        cluster.start()
        with cluster.connect() as superuser:
            for name, value in _SETTINGS.items():
                superuser.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        cluster.stop()
        cluster.start()
        make_database(cluster, "bench", kind="test")
        yield BenchDatabase(cluster, "bench")
    finally:
        cluster.remove()
        shutil.rmtree(home, ignore_errors=True)
