"""Two officers at their desks: one prepares runs, the other approves them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from janua.base.accounts.models import Account
from janua.payments.actions import run
from janua.payments.models import Order, Run
from tests.payments import factories as paid
from tests.payments.factories import EXECUTE_ON, TODAY

AsProcess = Callable[..., AbstractContextManager[None]]


class Office:
    """Two officers at their desks."""

    def __init__(self, as_process: AsProcess) -> None:
        self.as_process = as_process
        paid.office()
        self.first, self.second = paid.preparer(), paid.approver()

    def at(self, account: Account) -> AbstractContextManager[None]:
        return self.as_process("janua_workbench", paid.actor(account))

    def prepare(self, **more: Any) -> run.Prepared:
        with self.at(self.first):
            return run.prepare(**{"execute_on": EXECUTE_ON, "on": TODAY} | more)

    def approve(self, of: Run, **more: Any) -> run.Approval:
        with self.at(self.second):
            return run.approve(run=of.id, on=TODAY, **more)


def orders() -> list[tuple[Any, ...]]:
    return list(Order.objects.order_by("amount").values_list("person_id", "amount", "state", "taken_out_for"))


def reasons(prepared: run.Prepared) -> list[tuple[Any, str]]:
    return sorted((one.person_id, one.reason) for one in prepared.left_out)
