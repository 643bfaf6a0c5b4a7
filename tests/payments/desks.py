"""Two officers at their desks: one prepares runs, the other approves them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from janua.base.accounts.models import Account
from janua.base.actors import acting_as, system_actor
from janua.payments.actions import preparing, run
from janua.payments.models import LeftOut, Order, Run
from tests.database import as_process_role
from tests.payments import factories as paid
from tests.payments.factories import EXECUTE_ON, TODAY

AsProcess = Callable[..., AbstractContextManager[None]]


@dataclass(frozen=True)
class Prepared:
    """A run that is prepared, and every line that was due and is not in it."""

    run: Run
    left_out: tuple[LeftOut, ...]


def work_through(of: Run) -> Run:
    """What the payments worker does with a run that is to be prepared."""
    with as_process_role("janua_payments"), acting_as(system_actor("paymaster")):
        while preparing.advance(run=of.id, on=TODAY):
            pass
    return Run.objects.get(id=of.id)


def prepared_by(account: Account, as_process: AsProcess, **more: Any) -> Run:
    """A run that an officer asked for and the worker prepared."""
    with as_process("janua_workbench", paid.actor(account)):
        asked = run.prepare(**{"execute_on": EXECUTE_ON, "on": TODAY} | more)
    return work_through(asked)


class Office:
    """Two officers at their desks."""

    def __init__(self, as_process: AsProcess) -> None:
        self.as_process = as_process
        paid.office()
        self.first, self.second = paid.preparer(), paid.approver()

    def at(self, account: Account) -> AbstractContextManager[None]:
        return self.as_process("janua_workbench", paid.actor(account))

    def ask(self, **more: Any) -> Run:
        """Ask for a run; the worker has not taken it up."""
        with self.at(self.first):
            return run.prepare(**{"execute_on": EXECUTE_ON, "on": TODAY} | more)

    def prepare(self, **more: Any) -> Prepared:
        made = work_through(self.ask(**more))
        return Prepared(made, tuple(LeftOut.objects.filter(run=made).order_by("id")))

    def approve(self, of: Run, **more: Any) -> run.Approval:
        with self.at(self.second):
            return run.approve(run=of.id, on=TODAY, **more)


def orders() -> list[tuple[Any, ...]]:
    return list(Order.objects.order_by("amount").values_list("person_id", "amount", "state", "taken_out_for"))


def reasons(prepared: Prepared) -> list[tuple[Any, str]]:
    return sorted((one.person_id, one.reason) for one in prepared.left_out)
