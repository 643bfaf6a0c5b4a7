"""The town of the walks: built once a run on a database of its own; what a test changes in it is rolled back."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.database import RunningDatabase, TestServer
from tests.walks.town import ON, Town, build
from tests.walks.walk import Walked

Tell = Callable[[str, Walked], None]


@dataclass(frozen=True)
class Standing:
    """The database in which the town stands."""

    database: RunningDatabase
    superuser: str
    town: Town


@pytest.fixture(scope="package")
def standing(server: TestServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """Build the town."""
    with django_db_blocker.unblock():
        database = server.clone()
        with database.as_django(server.superuser), override_settings(JANUA_TODAY=ON), transaction.atomic():
            town = build()
        yield Standing(database, server.superuser, town)
        database.drop()


@pytest.fixture
def town(standing: Standing, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """The town, in a transaction that is rolled back."""
    with (
        django_db_blocker.unblock(),
        override_settings(JANUA_TODAY=ON),
        standing.database.as_django(standing.superuser),
        transaction.atomic(),
    ):
        yield standing.town
        transaction.set_rollback(True)
    assert not connection.in_atomic_block


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Say how far a walk went, for docs/security.md to cite."""

    def say(name: str, walked: Walked) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{name}: {walked}\n")

    return say
