"""Money that came back, and the other work that the bank makes."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from janua.casework.models import Task
from janua.casework.states import TaskState
from janua.payments.definers import ACCOUNT_AT_FAULT
from janua.payments.models import Disbursement, Hold, Order
from janua.values import Money

CAME_BACK = "returned_payment"
OF_THE_BANK = ("bank_refused_file", "bank_knew_file", "bank_report_at_fault", "bank_contradicts_itself")


@dataclass(frozen=True)
class CameBack:
    """An order whose money came back, the bank's reason as a code, and the task about it while one is open.

    is_account_at_fault   the same account is not paid again: another one is needed
    """

    order: Order
    reason: str
    task: Task | None

    @property
    def amount(self) -> Money:
        """What came back."""
        return Money(self.order.amount, self.order.currency)

    @property
    def is_account_at_fault(self) -> bool:
        """Whether the bank found the account itself at fault."""
        return self.reason in ACCOUNT_AT_FAULT


def came_back(*, areas: Collection[int], after: UUID | None = None, highest: int = 50) -> list[CameBack]:
    """Payments of some areas that came back and wait to be mended, the longest waiting first; from behind a task on."""
    tasks = Task.objects.filter(kind=CAME_BACK, state=TaskState.OPEN, area__in=areas).order_by("id")
    waiting = list((tasks.filter(id__gt=after) if after else tasks)[:highest])
    orders = Order.objects.in_bulk([task.object_id for task in waiting])
    reasons = _reasons(list(orders))
    return [
        CameBack(orders[task.object_id], reasons.get(task.object_id, ""), task)
        for task in waiting
        if task.object_id in orders
    ]


def one_that_came_back(*, order: UUID, areas: Collection[int]) -> CameBack | None:
    """One payment that came back, of one of these areas: that of its task, without one that of its run."""
    row = Order.objects.select_related("run").filter(id=order, state__in=["returned", "rejected"]).first()
    if row is None:
        return None
    task = Task.objects.filter(kind=CAME_BACK, object_id=order, state=TaskState.OPEN).first()
    if (task.area_id if task else row.run.area_id) not in areas:
        return None
    return CameBack(row, _reasons([order]).get(order, ""), task)


def work_of_the_bank(*, areas: Collection[int]) -> list[Task]:
    """Other work that the bank's files made in some areas: a file refused, a report that cannot be read."""
    tasks = Task.objects.filter(kind__in=OF_THE_BANK, state=TaskState.OPEN, area__in=areas)
    return list(tasks.order_by("deadline_on", "id")[:100])


def open_holds(*, areas: Collection[int], after: UUID | None = None, highest: int = 50) -> list[Hold]:
    """Payments of some areas that are held now, the longest first; from behind one of them on."""
    rows = Hold.objects.filter(lifted_at__isnull=True, area__in=areas).order_by("id")
    return list((rows.filter(id__gt=after) if after else rows)[:highest])


def _reasons(orders: list[UUID]) -> dict[UUID, str]:
    rows = Disbursement.objects.filter(order__in=orders).exclude(outcome="paid").order_by("id")
    return dict(rows.values_list("order_id", "reason"))
