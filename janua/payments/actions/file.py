"""Write the file of an approved run, once, and give it to the bank, in doubt again."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import connection

from janua.base.actors import acting_as, system_actor
from janua.base.audit import record
from janua.base.clock import now
from janua.base.documents.actions import read_large_document, store_large_document
from janua.base.documents.models import Document
from janua.base.keys.datakeys import data_keys, open_for
from janua.base.keys.envelope import Tampered, open_sealed, place
from janua.base.seals.queries import what_was_signed
from janua.casework.actions.task import open_task
from janua.casework.queries import office_serving
from janua.exchange import iso20022
from janua.pack.installed import country
from janua.payments.actions.ledger import book_sent
from janua.payments.models import Order, PayeeAccount, Run, SentFile
from janua.payments.queries import bank_characters
from janua.payments.queries.signed import digest_of_orders
from janua.payments.states import RunState, require_run_may_become
from janua.payments.wire import Bank, BankNotReady
from janua.values import Money

PAYMASTER = system_actor("paymaster")
_ORDERS_AT_ONCE = 2_000
_NAMELESS = "Payee"
_TAKEN = frozenset({200, 201, 202, 204})
# The bank knows the message id: an earlier try of ours had reached it.
_KNOWN = 409
# The bank has read the file and says no: trying again gives the same answer.
_REFUSED = frozenset({400, 413, 415, 422})
_DAYS_TO_LOOK = 1
_ORDERS = """
SELECT o.id, o.end_to_end_id, o.amount, o.payee_id, a.id, a.sealed_number,
  CASE WHEN p.restricted THEN coalesce(alias.name, '') ELSE a.holder_name END,
  (SELECT string_agg(DISTINCT ol.programme, ' ' ORDER BY ol.programme)
   FROM payments_orderline ol WHERE ol.order_id = o.id)
FROM payments_order o
JOIN payments_payeeaccount a ON a.id = o.account_id
JOIN registers_person p ON p.id = o.payee_id
LEFT JOIN LATERAL (
  SELECT concat_ws(' ', nullif(n.given, ''), nullif(n.family, '')) AS name FROM registers_personname n
  WHERE n.person_id = p.id AND n.kind = 'alias' AND n.known_to IS NULL ORDER BY n.place LIMIT 1) alias ON p.restricted
WHERE o.run_id = %s AND o.state = 'approved' AND o.id > %s ORDER BY o.id LIMIT %s
"""


class NotWhatWasSigned(ValueError):
    """Payees, accounts or amounts of a run are not those that its approver signed: an order was changed since."""


def send(*, run: UUID, on: date) -> SentFile:
    """Write the file of an approved run if that was not done, and give the bank its bytes.

    Two short transactions with the bank between them. Killed anywhere, it is called again and gives the same bytes:
    the bank takes them once.
    Raises   WrongState, NotWhatWasSigned, OutboundFailed, BankNotReady
    """
    # A file without a name: it is gone with the process, whatever happens.
    with tempfile.TemporaryFile() as copy:
        with acting_as(PAYMASTER, purpose="send a payment run"):
            sent = write_file(run=run, on=on)
            _copy_out(sent, copy)
        with Bank() as bank:
            answer = bank.put(f"{sent.message_id}.xml", Path(f"/proc/self/fd/{copy.fileno()}"))
    if answer.status not in _TAKEN | _REFUSED and answer.status != _KNOWN:
        raise BankNotReady(f"The bank answered the run's file with status {answer.status}; it is given again.")
    with acting_as(PAYMASTER, purpose="send a payment run"):
        _given(run, status=answer.status, on=on)
    return sent


def write_file(*, run: UUID, on: date) -> SentFile:
    """Write the file of an approved run into a sealed document and book its orders as sent; once, ever.

    From here on the bank may have it: the orders count as sent before the first byte leaves.
    Raises   WrongState, NotWhatWasSigned
    """
    row = Run.objects.select_for_update(of=("self",)).get(id=run)
    written = SentFile.objects.filter(run=row).first()
    if written is not None:
        return written
    require_run_may_become(row.state, RunState.SENDING)
    signed = what_was_signed(act="approve_run", object_id=row.id)
    if signed is None or signed["digest"] != digest_of_orders(run=row.id):
        raise NotWhatWasSigned(
            f"The orders of run {row.reference} are not those whose approval was signed: nothing of"
            " it is sent. Look at them with an auditor."
        )
    with tempfile.TemporaryFile() as out:
        result = iso20022.write_pain001(out, _head(row), _orders(row), characters=bank_characters())
        out.seek(0)
        document = store_large_document(subject=row.id, area_id=row.area_id, source=out, media_type="application/xml")
    written = SentFile.objects.create(
        run=row,
        message_id=row.message_id,
        document=document,
        sha256=bytes.fromhex(result.sha256),
        order_count=result.count,
        control_sum=result.total.minor,
        written_at=now(),
    )
    book_sent(run=row.id, on=on)
    Order.objects.filter(run=row, state="approved").update(state="sent")
    Run.objects.filter(id=row.id).update(state=RunState.SENDING)
    record(
        "run.write_file",
        object_type="run",
        object_id=row.id,
        details={"orders": result.count, "control_sum": result.total.minor, "sha256": f"sha256:{result.sha256}"},
    )
    return written


def _copy_out(sent: SentFile, copy: BinaryIO) -> None:
    """The very bytes that were written: Raises Tampered."""
    digest = sha256()
    for piece in read_large_document(document=Document.objects.get(id=sent.document_id)):
        digest.update(piece)
        copy.write(piece)
    if digest.digest() != bytes(sent.sha256):
        raise Tampered(f"The file of run {sent.run_id} is not the one that was written.")
    copy.flush()


def _given(run: UUID, *, status: int, on: date) -> None:
    """Note that the bank has the file, or has read it and said no; its reports say what became of each order."""
    row = Run.objects.select_for_update(of=("self",)).get(id=run)
    if row.state != RunState.SENDING:
        return
    Run.objects.filter(id=run).update(state=RunState.SENT, sent_at=now())
    record("run.send", object_type="run", object_id=run, details={"status": status})
    if status not in _TAKEN:
        open_task(
            kind="bank_refused_file" if status in _REFUSED else "bank_knew_file",
            office=office_serving(area_id=row.area_id, on=on),
            object_type="run",
            object_id=run,
            deadline_on=on + timedelta(days=_DAYS_TO_LOOK),
        )


def _head(run: Run) -> iso20022.Run:
    bank = country().bank
    assert run.approved_at is not None
    return iso20022.Run(
        message_id=run.message_id,
        batch_id=run.message_id,
        created_at=run.approved_at,
        execute_on=run.execute_on,
        initiator=bank.debtor.name,
        initiator_id="",
        debtor=bank.debtor.name,
        debtor_iban=bank.debtor.account,
        debtor_bic=bank.debtor.agent,
        count=run.order_count,
        total=Money(run.control_sum, run.currency),
        service_level=bank.service_level,
    )


def _orders(run: Run) -> Iterator[iso20022.Order]:
    """The run's orders in the order of their ids, a batch at a time: memory does not grow with the run."""
    bank, after = country().bank, UUID(int=0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ORDERS, [run.id, after, _ORDERS_AT_ONCE])
            rows = cursor.fetchall()
        if not rows:
            return
        keys = data_keys({payee for _, _, _, payee, *_ in rows})
        for _, end_to_end_id, amount, payee, account, sealed, name, programmes in rows:
            number = _number(payee, keys[payee], bytes(sealed), _place(account))
            yield iso20022.Order(
                end_to_end_id=end_to_end_id,
                amount=Money(amount, run.currency),
                payee=name or _NAMELESS,
                iban=number if number[:2].isalpha() else "",
                other_account="" if number[:2].isalpha() else number,
                bic=bank.agent_of(number),
                remittance=f"{programmes} {run.reference}",
            )
        after = rows[-1][0]


def _number(payee: UUID, key: bytes, sealed: bytes, where: bytes) -> str:
    try:
        return open_sealed(sealed, key, where).decode()
    except Tampered:
        # Their key was replaced since this batch was begun; else this raises again.
        return open_for(payee, sealed, where).decode()


def _place(account: UUID) -> bytes:
    return place(PayeeAccount._meta.db_table, "sealed_number", account)
