"""Sending: written once, given to the bank as often as it takes, taken by it once."""

import re
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from janua.base.actors import acting_as
from janua.base.documents.actions import read_document
from janua.casework.models import Task
from janua.exchange import xml
from janua.exchange.iso20022 import PAIN_001, schema
from janua.exchange.outbound import OutboundFailed
from janua.payments.actions import file
from janua.payments.models import LedgerEntry, Order, Run, SentFile
from janua.payments.states import WrongState
from janua.payments.wire import Bank, BankNotReady
from janua.registers.models import PersonName
from tests.payments import factories as paid
from tests.payments.factories import TODAY
from tests.payments.scene import PAYMASTER, Scene, balances, states
from tests.registers import factories as people

OpenScene = Callable[..., Scene]


def content_of(scene: Scene, run: UUID) -> bytes:
    with scene.worker(), acting_as(PAYMASTER):
        return read_document(document=SentFile.objects.get(run=run).document, page="test", purpose="test")


def test_send_gives_the_bank_a_valid_file_that_adds_up(open_scene: OpenScene) -> None:
    scene = open_scene()
    with scene.as_superuser():
        family = paid.entitled(30888, person=people.person(given="Ġuża", family="Ċaruana", area_id=paid.AREA))
        paid.entitled(45500, person=family.person, programme="MT-CAS")
    run = scene.approve_what_is_due()

    scene.send(run)

    content = content_of(scene, run)
    xml.parse(content, schema=schema(PAIN_001))
    with scene.as_superuser():
        row, sent, order = Run.objects.get(id=run), SentFile.objects.get(run=run), Order.objects.get(run=run)
        assert (row.state, order.state, row.sent_at is not None) == ("sent", "sent", True)
        assert (sent.message_id, sent.order_count, sent.control_sum) == (run.hex, 1, 76388)
        assert bytes(sent.sha256) == sha256(content).digest()
        assert family.account is not None
        written = {
            "MsgId": run.hex,
            "NbOfTxs": "1",
            "CtrlSum": "763.88",
            "EndToEndId": order.id.hex,
            "InstdAmt": "763.88",
            "Ustrd": f"MT-CA MT-CAS {row.reference}",
        }
        assert {
            name: re.findall(rf"<{name}[^>]*>([^<]*)</{name}>", content.decode())[-1] for name in written
        } == written
        assert re.findall(r"<Cdtr><Nm>([^<]*)</Nm>", content.decode()) == ["Guza Caruana"]
        assert balances() == {"expense": 76388, "sent": -76388}
    assert scene.bank.control("bookings", {}) == {
        "count": 1,
        "debits": "763.88",
        "credits": "0",
        "paid": [order.id.hex],
    }


@pytest.mark.parametrize(
    "swap",
    [
        # Two orders change their accounts: number of orders and total stay what they were.
        "UPDATE payments_order o SET account_id = other.account_id FROM payments_order other WHERE other.id <> o.id",
        "UPDATE payments_order SET amount = 300 - amount",
        "DELETE FROM seals_signature",
        "UPDATE seals_signature SET statement = replace(statement, 'approve_run', 'approve_sun')",
    ],
)
def test_send_writes_no_file_of_other_orders_than_were_signed(open_scene: OpenScene, swap: str) -> None:
    scene = open_scene()
    run = scene.approved(100, 200)
    with scene.as_superuser(), connection.cursor() as cursor:
        cursor.execute(swap)

    with pytest.raises(file.NotWhatWasSigned):
        scene.send(run)

    with scene.as_superuser():
        assert (SentFile.objects.count(), set(Order.objects.values_list("state", flat=True))) == (0, {"approved"})


def test_send_writes_restricted_persons_under_their_alias(open_scene: OpenScene) -> None:
    scene = open_scene()
    with scene.as_superuser():
        for alias in ("Rita Zahra", None):
            hidden = people.person(given="Secret", family="Name", area_id=paid.AREA, restricted=True)
            if alias:
                given, family = alias.split()
                PersonName.objects.create(
                    person=hidden, kind="alias", script="Latn", given=given, family=family, source="department",
                    known_from=people.LONG_AGO,
                )  # fmt: skip
            paid.entitled(100, person=hidden)
    run = scene.approve_what_is_due()
    scene.send(run)
    content = content_of(scene, run).decode()
    assert sorted(re.findall(r"<Cdtr><Nm>([^<]*)</Nm>", content)) == ["Payee", "Rita Zahra"]
    assert "Secret" not in content


def test_send_again_gives_the_same_bytes_and_the_bank_takes_them_once(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100, 200)
    for failure in ("unavailable", "disconnect", "disconnect_after"):
        scene.bank.switch(failure=failure, failures=1)
        with pytest.raises((OutboundFailed, BankNotReady)):
            scene.send(run)
        with scene.as_superuser():
            assert (Run.objects.get(id=run).state, states(run)) == ("sending", [(100, "sent"), (200, "sent")])
    first = content_of(scene, run)
    scene.send(run)
    scene.send(run)
    with scene.as_superuser():
        assert (Run.objects.get(id=run).state, balances()) == ("sent", {"expense": 300, "sent": -300})
        assert LedgerEntry.objects.filter(journal="sent").count() == 4
    assert content_of(scene, run) == first
    assert scene.bank.control("bookings", {})["debits"] == "3.00"


def test_bank_that_knows_the_message_has_the_file_already(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100)
    with scene.worker(), acting_as(PAYMASTER):
        file.write_file(run=run, on=TODAY)
    # Other bytes with this message id reached the bank before: a copy of the database was put back, say.
    other = content_of(scene, run).replace(b"MT-CA ", b"MT-XX ")
    with Bank() as bank:
        assert bank.put("other.xml", _on_disk(other)).status == 202
    scene.send(run)
    with scene.as_superuser():
        assert Run.objects.get(id=run).state == "sent"
        assert list(Task.objects.values_list("kind", "object_id")) == [("bank_knew_file", run)]
    # The bank refuses the second file in a report of its own; that says nothing against the first.
    scene.reconcile(run)
    with scene.as_superuser():
        assert states(run) == [(100, "paid")]


def test_file_that_the_bank_refuses_is_rejected_order_by_order(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100, 200)
    scene.bank.switch(failure="reject", failures=1)
    scene.send(run)
    scene.reconcile(run)
    with scene.as_superuser():
        assert states(run) == [(100, "rejected"), (200, "rejected")]
        assert balances() == {"expense": 300, "owed": -300}
        # One file, one task: the payments themselves were not at fault.
        assert list(Task.objects.values_list("kind", "object_id")) == [("bank_refused_file", run)]
    # Nothing was wrong with the accounts: the next run pays.
    again = scene.approve_what_is_due()
    scene.send(again)
    scene.reconcile(again)
    with scene.as_superuser():
        assert (states(again), balances()) == ([(100, "paid"), (200, "paid")], {"bank": -300, "expense": 300})


def test_run_that_nobody_approved_is_not_sent(open_scene: OpenScene) -> None:
    scene = open_scene()
    with scene.as_superuser():
        paid.entitled(100)
    prepared = scene.prepare()
    scene.work_once()
    # Row security hides an unapproved run from the hand that would send it.
    with pytest.raises((WrongState, Run.DoesNotExist)):
        scene.send(prepared.id)
    assert scene.bank.control("bookings", {})["count"] == 0


@pytest.mark.parametrize("role", ["janua_portal", "janua_workbench", "janua_api", "janua_work"])
def test_nobody_but_the_payments_worker_inserts_a_sent_file(open_scene: OpenScene, role: str) -> None:
    scene = open_scene()
    run = scene.approved(100)
    officer = paid.actor(scene.second)
    with (
        scene.database.as_django(role),
        pytest.raises(ProgrammingError, match="permission denied"),
        acting_as(officer),
    ):
        SentFile.objects.create(
            run_id=run,
            message_id="x",
            document_id=run,
            sha256=b"",
            order_count=1,
            control_sum=1,
            written_at=paid.KNOWN_AT,
        )


def test_two_runs_prepared_at_one_moment_pay_nothing_twice(open_scene: OpenScene) -> None:
    scene = open_scene()
    with scene.as_superuser():
        for amount in range(100, 140):
            paid.entitled(amount)
    asked = [scene.ask(), scene.ask()]
    both = [scene.start_worker(f"while preparing.advance(run=UUID('{one.id}'), on=TODAY): pass") for one in asked]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    with scene.as_superuser():
        assert sorted(Run.objects.values_list("order_count", "state")) == [(0, "empty"), (40, "prepared")]


def test_the_worker_sends_and_reconciles_by_itself(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100)
    scene.reconcile_by_loops(run)
    with scene.as_superuser():
        assert (Run.objects.get(id=run).state, states(run)) == ("reconciled", [(100, "paid")])


def _on_disk(content: bytes) -> Path:
    with tempfile.NamedTemporaryFile(delete=False) as kept:
        kept.write(content)
    return Path(kept.name)
