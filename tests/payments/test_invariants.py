"""Each invariant is seen to be reported when somebody breaks it past every wall."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import connection

from janua.base.documents.actions import store_large_document
from janua.base.keys.datakeys import cache
from janua.payments.actions import file, report, run
from janua.payments.actions.settling import settle, take_words
from janua.payments.actions.words import Said
from janua.payments.invariants import INVARIANTS
from janua.payments.models import BankReport, Order, Run
from janua.payments.states import Word
from janua.values import uuid7
from tests.database import RunningDatabase, TestServer
from tests.payments import factories as paid
from tests.payments.broken import broken
from tests.payments.desks import prepared_by
from tests.payments.factories import TODAY
from tests.payments.scene import PAYMASTER

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "check-invariants.json"
AsProcess = Callable[..., AbstractContextManager[None]]


def settled(as_process: AsProcess) -> None:
    """A run with one order of each end, one that is approved, and one that is prepared."""
    paid.office()
    preparer, second = paid.preparer(), paid.actor(paid.approver())

    def approved(*amounts: int) -> Run:
        for amount in amounts:
            paid.entitled(amount)
        prepared = prepared_by(preparer, as_process)
        with as_process("janua_workbench", second):
            assert run.approve(run=prepared.id, on=TODAY).approved
        return prepared

    sent = approved(100, 200, 300)
    with as_process("janua_payments", PAYMASTER):
        file.write_file(run=sent.id, on=TODAY)
        Run.objects.filter(id=sent.id).update(state="sent")
        number = uuid7()
        with Path(__file__).open("rb") as content:
            BankReport.objects.create(
                id=number,
                kind="camt.054.001.08",
                sha256=number.bytes * 2,
                document=store_large_document(subject=number, area_id=None, source=content, media_type="text/plain"),
                received_at=paid.KNOWN_AT,
            )
        words = [(100, Word.PAID), (200, Word.PAID), (200, Word.RETURNED), (300, Word.REJECTED)]
        said = [
            Said(Order.objects.get(amount=amount).id, word, amount, "EUR", date(2026, 3, 4), "NARR", "")
            for amount, word in words
        ]
        assert take_words(report=number, words=said) == 0
        settle(report=number, on=TODAY)
        assert report.reconcile() == [sent.id]
    approved(400)
    paid.entitled(500)
    prepared_by(preparer, as_process)


# invariant → what breaks it
MUTATIONS = {
    "payments.order_has_a_decision_in_force": "UPDATE casework_decision SET outcome = 'refuse', decided_by_system = '',"
    " decided_by_id = (SELECT id FROM accounts_account LIMIT 1) WHERE id IN (SELECT"
    " e.decision_id FROM casework_entitlement e JOIN casework_entitlementline l ON l.entitlement_id = e.id"
    " JOIN payments_orderline ol ON ol.line_id = l.id JOIN payments_order o ON o.id = ol.order_id"
    " WHERE o.amount = 500)",
    "payments.line_paid_once": "UPDATE payments_orderline SET line_id = (SELECT line_id FROM payments_orderline"
    " WHERE amount = 100), holds = false WHERE amount = 400",
    "payments.line_is_held_while_its_order_may_pay": "UPDATE payments_orderline SET holds = false WHERE amount = 100",
    "payments.order_is_the_sum_of_its_lines": "UPDATE payments_order SET amount = 501 WHERE amount = 500",
    "payments.order_pays_what_the_line_says": "UPDATE casework_entitlementline SET amount = 99 WHERE amount = 100",
    "payments.run_is_the_sum_of_its_orders": "UPDATE payments_run SET control_sum = control_sum + 1"
    " WHERE state = 'prepared'",
    "payments.file_is_the_sum_of_its_orders": "UPDATE payments_sentfile SET control_sum = control_sum - 1",
    "payments.run_sent_was_approved_by_another": "DELETE FROM payments_sentfile",
    "payments.order_stands_where_the_bank_put_it": "DELETE FROM payments_disbursement WHERE outcome = 'returned'",
    "payments.bank_word_is_the_order_amount": "UPDATE payments_disbursement SET amount = 101 WHERE amount = 100",
    "payments.run_reconciled_has_every_last_word": "UPDATE payments_order SET state = 'sent' WHERE amount = 300",
    "payments.ledger_balances": "DELETE FROM payments_ledgerentry WHERE journal = 'due' AND account = 'owed'",
    "payments.ledger_is_what_orders_say": "DELETE FROM payments_ledgerentry WHERE journal = 'paid'",
    "payments.cost_is_booked_once_a_line": "DELETE FROM payments_ledgerentry WHERE journal = 'due'",
    "payments.account_was_confirmed_by_another": "UPDATE payments_accountchange SET confirmed_by_id = NULL",
    "payments.approval_is_signed": "UPDATE seals_signature SET account_id = gen_random_uuid()",
}


@pytest.fixture
def documents(tmp_path: Path, settings: Any) -> None:
    settings.JANUA_DOCUMENTS = tmp_path / "documents"
    cache.clear()


def test_nothing_is_broken_at_the_end_of_every_kind_of_order(as_process: AsProcess, documents: None) -> None:
    settled(as_process)
    assert sorted(Order.objects.values_list("amount", "state")) == [
        (100, "paid"),
        # What came back or was refused is in the next run.
        (200, "approved"),
        (200, "returned"),
        (300, "approved"),
        (300, "rejected"),
        (400, "approved"),
        (500, "prepared"),
    ]
    assert broken() == []


@pytest.mark.parametrize("invariant", [invariant.name for invariant in INVARIANTS])
def test_breaking_an_invariant_is_reported(as_process: AsProcess, documents: None, invariant: str) -> None:
    settled(as_process)
    with connection.cursor() as cursor:
        # Past every trigger and foreign key, as a mistaken repair by hand would be.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(MUTATIONS[invariant])
        assert cursor.rowcount > 0
    assert invariant in broken()


def test_accounts_swapped_after_the_approval_are_reported(as_process: AsProcess, documents: None) -> None:
    settled(as_process)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_order o SET account_id = other.account_id FROM payments_order other"
            " WHERE o.amount = 100 AND other.amount = 400"
        )
    assert "payments.approval_is_signed" in broken()


def test_command_reports_a_broken_invariant(real_database: RunningDatabase, server: TestServer) -> None:
    def janua() -> tuple[int, dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, "-c", "from janua.cli.main import main; main()", "check-invariants", "--json"],
            env=os.environ | {"JANUA_ENV": "test", "DATABASE_URL": real_database.url("janua_work")},
            capture_output=True,
            text=True,
            check=False,
        )
        said = json.loads(done.stdout)
        jsonschema.validate(said, json.loads(SCHEMA.read_text()))
        return done.returncode, {one["invariant"]: one for one in said}

    status, found = janua()
    assert (status, {invariant.name for invariant in INVARIANTS} <= set(found)) == (0, True)

    with real_database.as_django(server.superuser):
        person = paid.entitled(100)
        assert person.account is not None
        with connection.cursor() as cursor:
            cursor.execute("UPDATE payments_accountchange SET confirmed_by_id = NULL")
    status, found = janua()
    assert (status, found["payments.account_was_confirmed_by_another"]) == (
        1,
        {
            "invariant": "payments.account_was_confirmed_by_another",
            "checked": 1,
            "broken": [str(person.account.id)],
        },
    )
