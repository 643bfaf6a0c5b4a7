"""A database with real commits, the real bank over HTTPS, and the officers and worker who act on them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from janua.base.actors import acting_as, system_actor
from janua.payments import jobs
from janua.payments.actions import file, preparing, report, run
from janua.payments.models import Disbursement, LedgerEntry, Order, Run
from tests.database import RunningDatabase
from tests.emulators.running import Running
from tests.payments import factories as paid
from tests.payments.factories import EXECUTE_ON, TODAY

PAYMASTER = system_actor("paymaster")


class Scene:
    """What the tests of sending and reconciling act on."""

    def __init__(self, database: RunningDatabase, superuser: str, bank: Running) -> None:
        self.database, self.superuser, self.bank = database, superuser, bank
        with self.as_superuser():
            paid.office()
            self.first, self.second = paid.preparer(), paid.approver()

    @contextmanager
    def as_superuser(self) -> Iterator[None]:
        with self.database.as_django(self.superuser):
            yield

    @contextmanager
    def officer(self, account: Any) -> Iterator[None]:
        with self.database.as_django("janua_workbench"), acting_as(paid.actor(account)):
            yield

    @contextmanager
    def worker(self) -> Iterator[None]:
        """The payments worker, which opens its own transactions."""
        with self.database.as_django("janua_payments"):
            yield

    def approved(self, *amounts: int, execute_on: Any = EXECUTE_ON) -> UUID:
        """An approved run with an order for each amount, each for somebody new."""
        with self.as_superuser():
            for amount in amounts:
                paid.entitled(amount)
        return self.approve_what_is_due(execute_on=execute_on)

    def approve_what_is_due(self, *, execute_on: Any = EXECUTE_ON) -> UUID:
        prepared = self.prepare(execute_on=execute_on)
        with self.officer(self.second):
            assert run.approve(run=prepared.id, on=TODAY).approved
        return prepared.id

    def ask(self, *, execute_on: Any = EXECUTE_ON) -> Run:
        """A run that the worker has not taken up."""
        with self.officer(self.first):
            return run.prepare(execute_on=execute_on, on=TODAY)

    def prepare(self, *, execute_on: Any = EXECUTE_ON) -> Run:
        asked = self.ask(execute_on=execute_on)
        with self.worker():
            while self.step(asked.id):
                pass
        with self.as_superuser():
            return Run.objects.get(id=asked.id)

    def step(self, of: UUID) -> bool:
        """A step of the preparation, in a transaction of its own."""
        with acting_as(PAYMASTER):
            return preparing.advance(run=of, on=TODAY)

    def start_worker(self, statement: str) -> "subprocess.Popen[bytes]":
        """A process of the payments worker in which every step is a transaction of its own; it runs a statement."""
        script = f"""
from janua.config.start import start
start("payments")
from datetime import date
from uuid import UUID
from janua.base.actors import acting_as, system_actor
from janua.payments.actions import preparing
TODAY, taken = date({TODAY.year}, {TODAY.month}, {TODAY.day}), preparing.advance
def advance(**given):
    with acting_as(system_actor("paymaster")):
        return taken(**given)
preparing.advance = advance
{statement}
"""
        environment = os.environ | {"JANUA_ENV": "test", "DATABASE_URL": self.database.url("janua_payments")}
        return subprocess.Popen([sys.executable, "-c", script], env=environment)

    def send(self, of: UUID) -> None:
        with self.worker():
            file.send(run=of, on=TODAY)

    def take_reports(self) -> tuple[int, int]:
        with self.worker():
            return report.fetch(), report.take_waiting(on=TODAY)

    def until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        """Take the bank's reports until something holds."""
        deadline = time.monotonic() + seconds
        while True:
            self.take_reports()
            with self.as_superuser():
                if condition():
                    return
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.05)

    def reconcile(self, of: UUID) -> None:
        self.until(lambda: Run.objects.get(id=of).state == "reconciled")

    def reconcile_by_loops(self, of: UUID, seconds: float = 10) -> None:
        """Have the worker do all of it."""
        deadline = time.monotonic() + seconds
        while True:
            self.work_once()
            with self.as_superuser():
                if Run.objects.get(id=of).state == "reconciled":
                    return
            assert time.monotonic() < deadline, "it did not happen in time"

    def work_once(self) -> None:
        """What the payments worker does every second."""
        with self.worker():
            jobs.send_approved_runs()
            jobs.take_bank_reports()


def partners(bank: Running, keys: Path) -> Mapping[str, Mapping[str, str]]:
    """What the payments worker is told of the bank."""
    return {
        "bank": {
            "address": f"https://127.0.0.1:{bank.port}",
            "ca_file": str(keys / "ca.pem"),
            "certificate": str(keys / "janua-payments.pem"),
            "key": str(keys / "janua-payments.key"),
        }
    }


def balances() -> dict[str, int]:
    """Each ledger account's balance that is not nought."""
    found: dict[str, int] = {}
    for account, amount in LedgerEntry.objects.values_list("account", "amount"):
        found[account] = found.get(account, 0) + amount
    return {account: amount for account, amount in sorted(found.items()) if amount}


def states(of: UUID) -> list[tuple[int, str]]:
    """Amount and state of each order of a run."""
    return sorted(Order.objects.filter(run=of).values_list("amount", "state"))


def said() -> list[tuple[int, str, str]]:
    """Amount, outcome and reason of every word of the bank."""
    return sorted(Disbursement.objects.values_list("amount", "outcome", "reason"))
