"""Mend what came back: another account, or the same one again."""

from datetime import date
from uuid import UUID

from janua.base.audit import record
from janua.casework.actions.task import close_for
from janua.payments.actions.account import propose
from janua.payments.definers import ACCOUNT_AT_FAULT
from janua.payments.models import Disbursement, Order, PayeeAccount
from janua.payments.permissions import require_may_propose
from janua.payments.states import OrderState, WrongState

_CAME_BACK = (OrderState.RETURNED, OrderState.REJECTED)
_KINDS = ("returned_payment",)


def mend(*, order: UUID, number: str, holder_name: str, reason: str, on: date) -> PayeeAccount:
    """Name another account for a payee whose money came back; the first run after its confirmation pays it there.

    The payment that came back is no task any more: the proposal waits for its second person instead.
    Raises   NotPermitted, AccountRefused, AlreadyProposed, WrongState
    """
    row = _came_back(order)
    account = propose(payee=row.payee_id, number=number, holder_name=holder_name, reason=reason, on=on)
    _done(row, "order.mend")
    return account


def pay_again(*, order: UUID, on: date) -> Order:
    """Have the next run pay the same account again: the bank's reason did not lie in the account.

    Raises   NotPermitted, WrongState, where the bank found the account itself at fault
    """
    row = _came_back(order)
    require_may_propose(payee=row.payee_id, area_id=row.payee.kept_in, on=on)
    if Disbursement.objects.filter(order=row, reason__in=ACCOUNT_AT_FAULT).exists():
        raise WrongState("The bank says that this account cannot be paid into: name another one.")
    _done(row, "order.pay_again")
    return row


def _came_back(order: UUID) -> Order:
    row = Order.objects.select_related("payee").get(id=order)
    if row.state not in _CAME_BACK:
        raise WrongState(f"This payment is {row.state}: there is nothing to mend.")
    return row


def _done(order: Order, action: str) -> None:
    close_for(object_type="order", object_id=order.id, kinds=_KINDS)
    record(action, subject=order.payee_id, object_type="order", object_id=order.id)
