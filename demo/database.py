"""A database of Janua on a cluster of ours: roles, passwords, migrations, the mark of what it is."""

import os
import subprocess
import sys
from pathlib import Path

from demo.cluster import Cluster
from janua.base.row_security.roles import OWNER, ROLES, make_roles

ROOT = Path(__file__).resolve().parents[1]


class MigrationFailed(RuntimeError):
    """The database could not be brought to this version; the message is what migrate said."""


def make_database(cluster: Cluster, name: str, *, kind: str, country: str = "mt") -> None:
    """Make a database, or bring it to this version: roles with their passwords, migrations, the mark."""
    login = [role.name for role in ROLES if role.login]
    cluster.set_passwords(login)
    with cluster.connect() as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
    with cluster.connect(database=name) as connection:
        make_roles(connection, database=name, passwords=cluster.passwords())
    migrate(cluster, name, kind=kind, country=country)


def migrate(cluster: Cluster, name: str, *, kind: str, country: str) -> None:
    """Run the migrations as the owner, in a process of their own.

    Raises   MigrationFailed
    """
    environment = os.environ | {
        "JANUA_ENV": kind,
        "JANUA_PROCESS": "owner",
        "JANUA_COUNTRY": country,
        "DATABASE_URL": cluster.url(OWNER, name),
        "DJANGO_SETTINGS_MODULE": "janua.config.settings",
    }
    command = [sys.executable, "-c", "from janua.cli.db import db; db()", "migrate"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise MigrationFailed(done.stderr.strip() or done.stdout.strip())
