"""The database of the tests, and the ways in which code under test reaches it.

A run has a server of its own, copied from a data folder that is migrated once per state of the migrations and
kept in the machine's temporary folder: starting takes a fraction of a second, and runs at one time never meet.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import django
import pytest
from pytest_django import DjangoDbBlocker

from janua.base.keys.folder import create_keys
from janua.base.seals.files import create_seal

os.environ["JANUA_ENV"] = "test"
# Django's test client speaks plain HTTP; that production insists on TLS has tests of its own.
os.environ["JANUA_TLS"] = "off"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "janua.config.settings")

# Keys and documents of this run; the processes that tests start inherit them. So do the workers of xdist, in which
# the settings are read before this file: keys of their own would be others than the settings name.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _secrets = Path(tempfile.mkdtemp(prefix=f"janua-secrets-{os.getpid()}-"))
    atexit.register(shutil.rmtree, _secrets, ignore_errors=True)
    os.environ["JANUA_KEYS"] = str(_secrets / "keys")
    os.environ["JANUA_DOCUMENTS"] = str(_secrets / "documents")
    create_keys(
        _secrets / "keys",
        *("kek-0001", "mac-identifiers", "sign-audit", "sign-partners", "sign-bank", "box-inbox"),
        demo=True,
    )
    create_seal(_secrets / "keys" / "seal", organization="Ministry of the tests", at=datetime.now(UTC))

django.setup()

from tests.database import RunningDatabase, TestServer, as_process_role  # noqa: E402


@pytest.fixture(scope="session")
def server() -> Iterator[TestServer]:
    """The server of this run, migrated; stopped and deleted at the end."""
    server = TestServer.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def django_db_setup(server: TestServer) -> None:
    """Point Django at the migrated database, as superuser: factories write what they like."""
    from django.db import connection

    connection.settings_dict.update(server.django_settings(server.superuser, server.database))


@pytest.fixture
def as_process(db: None) -> Callable[..., AbstractContextManager[None]]:
    """Give `as_process("janua_work", system_actor("assessor"))`: code inside runs under that role as that actor."""
    return as_process_role


@pytest.fixture
def real_database(server: TestServer, django_db_blocker: DjangoDbBlocker) -> Iterator[RunningDatabase]:
    """A database of its own on the run's server, for real sign-ins of the process roles and real commits."""
    with django_db_blocker.unblock():
        database = server.clone()
        yield database
        database.drop()
