"""What the tables refuse by themselves, whoever asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from janua.payments.actions import run
from janua.payments.models import LedgerEntry, Order, OrderLine, Run
from janua.payments.states import ORDER_MAY_BECOME, POSTINGS, OrderState
from tests.payments import factories as paid
from tests.payments.desks import prepared_by
from tests.payments.factories import TODAY
from tests.payments.scene import PAYMASTER

AsProcess = Callable[..., AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(as_process: AsProcess) -> Run:
    paid.office()
    paid.entitled(100)
    prepared = prepared_by(paid.preparer(), as_process)
    with as_process("janua_workbench", paid.actor(paid.approver())):
        return run.approve(run=prepared.id, on=TODAY).run


def entry(of: Run, amount: int, account: str = "owed", journal: str = "sent") -> LedgerEntry:
    order = Order.objects.get(run=of)
    return LedgerEntry(
        order=order, journal=journal, account=account, person_id=order.person_id, programme="MT-CA", amount=amount,
        currency="EUR", booked_on=TODAY,
    )  # fmt: skip


def test_ledger_takes_no_booking_whose_sides_differ(approved: Run) -> None:
    for sides in ([entry(approved, 100)], [entry(approved, 100), entry(approved, -99, "sent")]):
        with pytest.raises(IntegrityError, match="two sides of a booking differ"), transaction.atomic():
            LedgerEntry.objects.bulk_create(sides)
    LedgerEntry.objects.bulk_create([entry(approved, 100), entry(approved, -100, "sent")])


def test_ledger_takes_no_booking_twice(approved: Run) -> None:
    with pytest.raises(IntegrityError, match="payments_entry_once_a_journal"), transaction.atomic():
        LedgerEntry.objects.bulk_create([entry(approved, 100, "expense", "due"), entry(approved, -100, "owed", "due")])


@pytest.mark.parametrize(
    "statement", ["UPDATE payments_ledgerentry SET amount = 1", "DELETE FROM payments_ledgerentry"]
)
def test_ledger_is_only_added_to(approved: Run, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="added, never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_line_stands_in_one_order_that_may_pay(approved: Run) -> None:
    line = OrderLine.objects.get()
    with pytest.raises(IntegrityError, match="payments_line_paid_once"), transaction.atomic():
        OrderLine.objects.create(order_id=line.order_id, line_id=line.line_id, programme="MT-CA", amount=100)


def test_run_is_never_approved_by_who_prepared_it(approved: Run) -> None:
    with pytest.raises(IntegrityError, match="payments_run_second_person"), transaction.atomic():
        Run.objects.update(approved_by_id=approved.prepared_by_id)
    with pytest.raises(IntegrityError, match="payments_run_sent_only_approved"), transaction.atomic():
        Run.objects.update(approved_by_id=None)


@pytest.mark.parametrize("role", ["janua_workbench", "janua_payments", "janua_work", "janua_portal", "janua_api"])
def test_no_process_inserts_an_order_or_changes_its_amount(approved: Run, as_process: AsProcess, role: str) -> None:
    officer = paid.actor(paid.approver())
    who = PAYMASTER if role == "janua_payments" else officer
    order = Order.objects.get()
    for statement in (
        "INSERT INTO payments_order"
        " (id, run_id, person_id, payee_id, account_id, amount, currency, state, taken_out_for)"
        f" SELECT gen_random_uuid(), '{order.run_id}', '{order.person_id}', '{order.person_id}',"
        f" '{order.account_id}', 1, 'EUR', 'approved', ''",
        "UPDATE payments_order SET amount = 1",
        "UPDATE payments_orderline SET amount = 1",
        "UPDATE payments_run SET control_sum = 1",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            as_process(role, who),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_payments_worker_cannot_approve_or_send_what_nobody_approved(approved: Run, as_process: AsProcess) -> None:
    paid.entitled(200)
    prepared = prepared_by(paid.preparer(), as_process)
    with as_process("janua_payments", PAYMASTER):
        assert Run.objects.filter(id=prepared.id).update(state="sent") == 0
        assert Order.objects.filter(run=prepared).update(state="approved") == 0
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT payments_approve_run(%s, %s, now())", [prepared.id, TODAY])


def test_every_state_is_reached_and_every_journal_has_two_accounts() -> None:
    assert {then for after in ORDER_MAY_BECOME.values() for then in after} == set(OrderState) - {OrderState.PREPARED}
    assert all(debited != credited for debited, credited in POSTINGS.values())
