"""A payment run by hand: SQL statements that put what is due into orders and book it, and a streaming XML writer.

Writes the rows that prepare, approve and send write, in the same tables with their constraints and triggers, as the
superuser whom no row security slows. Nobody's eligibility is looked at again, nothing is audited; the account numbers
stand in plain in a table of their own, and the file is a plain file.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from lxml import etree
from psycopg import Connection

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_PREPARE = """
INSERT INTO payments_run (id, reference, area_id, state, execute_on, prepared_by_id, frozen_at, currency, order_count,
    control_sum)
VALUES (%(run)s, %(reference)s, 1, 'prepared', %(execute_on)s, %(preparer)s, now(), 'EUR', 0, 0);
CREATE TEMP TABLE due ON COMMIT DROP AS
    SELECT l.id, l.person_id, l.programme, l.amount, a.id AS account_id
    FROM casework_entitlementline l
    JOIN payments_payeeaccount a ON a.payee_id = l.person_id AND a.state = 'confirmed'
    WHERE l.state = 'due' AND l.due_on <= %(execute_on)s
      AND l.id NOT IN (SELECT line_id FROM payments_orderline WHERE holds);
CREATE TEMP TABLE orders ON COMMIT DROP AS
    SELECT gen_random_uuid() AS id, person_id, account_id, sum(amount) AS amount FROM due GROUP BY 2, 3;
ANALYZE due;
ANALYZE orders;
INSERT INTO payments_order (id, run_id, person_id, payee_id, account_id, amount, currency, state, taken_out_for)
    SELECT id, %(run)s, person_id, person_id, account_id, amount, 'EUR', 'prepared', '' FROM orders;
INSERT INTO payments_orderline (order_id, line_id, programme, amount, holds)
    SELECT o.id, d.id, d.programme, d.amount, true FROM due d JOIN orders o USING (person_id, account_id);
UPDATE payments_run SET (order_count, control_sum) = (SELECT count(*), sum(amount) FROM orders) WHERE id = %(run)s;
"""
_APPROVE = """
UPDATE payments_run SET state = 'approved', approved_by_id = %(approver)s, approved_at = now() WHERE id = %(run)s;
UPDATE payments_order SET state = 'approved' WHERE run_id = %(run)s;
INSERT INTO payments_ledgerentry (order_id, journal, account, person_id, programme, amount, currency, booked_on)
    SELECT o.id, 'due', side.account, o.person_id, l.programme, side.sign * l.amount, 'EUR', %(on)s
    FROM payments_order o JOIN payments_orderline l ON l.order_id = o.id,
        (VALUES ('expense', 1), ('owed', -1)) AS side(account, sign)
    WHERE o.run_id = %(run)s;
"""
_READ = """
SELECT o.end_to_end_id, o.amount, a.holder_name, n.number, string_agg(l.programme, ' ' ORDER BY l.programme)
FROM payments_order o JOIN payments_payeeaccount a ON a.id = o.account_id JOIN plain_account n ON n.account_id = a.id
JOIN payments_orderline l ON l.order_id = o.id
WHERE o.run_id = %(run)s GROUP BY o.id, a.id, n.number ORDER BY o.id
"""
_BOOK = """
INSERT INTO payments_ledgerentry (order_id, journal, account, person_id, programme, amount, currency, booked_on)
    SELECT o.id, 'sent', side.account, o.person_id, l.programme, side.sign * l.amount, 'EUR', %(on)s
    FROM payments_order o JOIN payments_orderline l ON l.order_id = o.id,
        (VALUES ('owed', 1), ('sent', -1)) AS side(account, sign)
    WHERE o.run_id = %(run)s;
UPDATE payments_order SET state = 'sent' WHERE run_id = %(run)s;
UPDATE payments_run SET state = 'sending' WHERE id = %(run)s;
"""


def pay(
    superuser: Connection[Any], to: Path, *, on: date, execute_on: date, preparer: UUID, approver: UUID
) -> tuple[UUID, int, bytes]:
    """Prepare, approve and write the file, in three transactions; gives the run, its orders and the file's digest."""
    run = uuid4()
    values: dict[str, Any] = {"run": run, "on": on, "execute_on": execute_on}
    values |= {"reference": run.hex[:20], "preparer": preparer, "approver": approver}
    for statements in (_PREPARE, _APPROVE):
        with superuser.transaction():
            for statement in statements.split(";\n"):
                if statement.strip():
                    superuser.execute(statement.encode(), values)
    with superuser.transaction():
        head = superuser.execute("SELECT order_count, control_sum FROM payments_run WHERE id = %s", [run]).fetchone()
        assert head is not None
        with superuser.cursor(name="orders") as cursor:
            cursor.itersize = 2_000
            cursor.execute(_READ.encode(), values)
            digest = _write(to, run, head[0], head[1], execute_on, iter(cursor))
        for statement in _BOOK.split(";\n"):
            if statement.strip():
                superuser.execute(statement.encode(), values)
    return run, head[0], digest


def _write(to: Path, run: UUID, count: int, total: int, execute_on: date, orders: Iterator[tuple[Any, ...]]) -> bytes:
    reference = run.hex
    with to.open("wb") as out:
        sink = _Hashed(out)
        with etree.xmlfile(sink, encoding="utf-8") as file:
            file.write_declaration()
            with file.element("Document", nsmap={None: _NAMESPACE}), file.element("CstmrCdtTrfInitn"):
                file.write(
                    _element(
                        "GrpHdr",
                        _element("MsgId", reference),
                        _element("CreDtTm", "2026-03-02T09:00:00Z"),
                        _element("NbOfTxs", str(count)),
                        _element("CtrlSum", _money(total)),
                        _element("InitgPty", _element("Nm", "Department of Social Security")),
                    )
                )
                with file.element("PmtInf"):
                    for part in _batch(reference, count, total, execute_on):
                        file.write(part)
                    for one in orders:
                        file.write(_payment(reference, *one))
    return sink.digest.digest()


class _Hashed:
    def __init__(self, out: Any) -> None:
        self.out, self.digest = out, hashlib.sha256()

    def write(self, content: bytes) -> None:
        self.out.write(content)
        self.digest.update(content)


def _batch(reference: str, count: int, total: int, execute_on: date) -> list[etree._Element]:
    return [
        _element("PmtInfId", reference),
        _element("PmtMtd", "TRF"),
        _element("BtchBookg", "false"),
        _element("NbOfTxs", str(count)),
        _element("CtrlSum", _money(total)),
        _element("PmtTpInf", _element("SvcLvl", _element("Cd", "SEPA")), _element("CtgyPurp", _element("Cd", "SSBE"))),
        _element("ReqdExctnDt", _element("Dt", execute_on.isoformat())),
        _element("Dbtr", _element("Nm", "Department of Social Security")),
        _element("DbtrAcct", _element("Id", _element("IBAN", "MT01JNUA99001000000000000000001"))),
        _element("DbtrAgt", _element("FinInstnId", _element("Othr", _element("Id", "NOTPROVIDED")))),
        _element("ChrgBr", "SLEV"),
    ]


def _payment(reference: str, end_to_end: str, amount: int, name: str, number: str, programmes: str) -> etree._Element:
    sum_ = _element("InstdAmt", _money(amount))
    sum_.set("Ccy", "EUR")
    return _element(
        "CdtTrfTxInf",
        _element("PmtId", _element("EndToEndId", end_to_end)),
        _element("Amt", sum_),
        _element("Cdtr", _element("Nm", name)),
        _element("CdtrAcct", _element("Id", _element("IBAN", number))),
        _element("RmtInf", _element("Ustrd", f"{programmes} {reference}")),
    )


def _element(name: str, *content: Any) -> etree._Element:
    element = etree.Element(name)
    for part in content:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element


def _money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"
