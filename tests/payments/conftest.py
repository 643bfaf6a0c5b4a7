"""The bank as a running process, and a database of a test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from emulators import certificates
from tests.database import RunningDatabase, TestServer
from tests.emulators.running import Running
from tests.payments.desks import AsProcess, Office
from tests.payments.scene import Scene, partners


@pytest.fixture(scope="session")
def bank_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank-keys")
    certificates.make(folder)
    return folder


@pytest.fixture
def open_bank(bank_keys: Path, tmp_path: Path, settings: Any) -> Iterator[Callable[..., Running]]:
    """Give `open_bank("--returns", 1000)`: a bank with a ledger of its own, which this process knows."""
    banks: list[Running] = []

    def start(*options: object) -> Running:
        state = tmp_path / f"bank-{len(banks)}"
        returns = () if "--returns" in options else ("--returns", 0)
        bank = Running("bank", "--state", state, "--keys", bank_keys, "--today", "2026-03-04", *returns, *options)
        banks.append(bank)
        settings.JANUA_PARTNERS = partners(bank, bank_keys)
        return bank

    yield start
    for bank in banks:
        if bank.process.poll() is None:
            bank.stop()


@pytest.fixture
def open_scene(
    real_database: RunningDatabase,
    server: TestServer,
    open_bank: Callable[..., Running],
    settings: Any,
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
) -> Callable[..., Scene]:
    """Give `open_scene("--returns", 1000)`: the bank with these options, and all that acts with it."""
    settings.JANUA_DOCUMENTS = tmp_path / "documents"
    return lambda *options: Scene(real_database, server.superuser, open_bank(*options))


@pytest.fixture
def desks(as_process: AsProcess) -> Office:
    """Two officers at their desks."""
    return Office(as_process)
