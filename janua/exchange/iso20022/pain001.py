"""The file that asks the bank to pay: pain.001.001.09, written order by order."""

import hashlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any, BinaryIO, Protocol

from lxml import etree

from janua.exchange.iso20022.characters import Characters, is_writable
from janua.exchange.iso20022.schemas import PAIN_001, namespace
from janua.values import Money

_LONGEST_ID, _LONGEST_NAME = 35, 140
_NAMESPACE = namespace(PAIN_001)


class RunDoesNotAddUp(ValueError):
    """The orders differ from the run's count or control sum, or repeat an id; the file is worthless, delete it."""


class OrderNotWritable(ValueError):
    """An order cannot stand in the file: another currency, not above zero, an id or name too long or not XML."""


@dataclass(frozen=True, slots=True)
class Run:
    """The head of one file: one debtor account, one day, one currency.

    message_id    of the run and always the same for it: the bank refuses one it knows; `batch_id` likewise
    created_at    frozen with the run, so that the same run gives the same bytes
    execute_on    the day the bank is to pay
    initiator_id  the number the bank knows us by, "" if none; `debtor_bic` likewise
    count, total  what the orders must come to
    purpose       the category of all payments, an external code such as GOVT or SSBE
    """

    message_id: str
    batch_id: str
    created_at: datetime
    execute_on: date
    initiator: str
    initiator_id: str
    debtor: str
    debtor_iban: str
    debtor_bic: str
    count: int
    total: Money
    purpose: str = "SSBE"
    service_level: str = "SEPA"


@dataclass(frozen=True, slots=True)
class Order:
    """One payment. `iban` or, where there are none, `other_account`; `bic` where the bank wants it."""

    end_to_end_id: str
    amount: Money
    payee: str
    iban: str = ""
    other_account: str = ""
    bic: str = ""
    remittance: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: orders, their sum, and the file's SHA-256 and length."""

    count: int
    total: Money
    sha256: str
    size: int


class _Ids:
    """Finds a repeated id in eight bytes an id: a clash of digests would refuse a good run, once in 10^9 runs."""

    def __init__(self) -> None:
        # Apart by their last byte, so that sorting makes objects of a 256th of them at a time.
        self._digests = [array("Q") for _ in range(256)]

    def add(self, text: str) -> None:
        digest = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        self._digests[digest & 255].append(digest)

    def has_repeated(self) -> bool:
        return any(one == other for digests in self._digests for one, other in pairwise(sorted(digests)))


class _Sink(Protocol):
    def write(self, content: bytes, /) -> object: ...


class _Measured:
    """Passes bytes on and keeps their digest and length."""

    def __init__(self, out: _Sink) -> None:
        self._out = out
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> int:
        self._out.write(content)
        self.hash.update(content)
        self.size += len(content)
        return len(content)


def write_pain001(out: BinaryIO, run: Run, orders: Iterable[Order], *, characters: Characters | None = None) -> Written:
    """Write the run's file order by order, in memory that does not grow with it.

    out         an open binary file; after an exception what it holds is worthless
    orders      in their final order: the same run must give the same bytes
    characters  the bank's restriction; None writes every name in its own script
    Raises      RunDoesNotAddUp, OrderNotWritable, CharacterNotMapped
    """
    measured = _Measured(out)
    count, total = 0, Money(0, run.total.currency)
    ids = _Ids()
    writes = characters.write if characters else str
    with etree.xmlfile(measured, encoding="utf-8", close=False) as file:
        file.write_declaration()
        with file.element("Document", nsmap={None: _NAMESPACE}), file.element("CstmrCdtTrfInitn"):
            file.write(_head(run, writes))
            with file.element("PmtInf"):
                for part in _batch(run, writes):
                    file.write(part)
                for order in orders:
                    file.write(_payment(order, run, writes))
                    count += 1
                    total += order.amount
                    ids.add(order.end_to_end_id)
    if (count, total) != (run.count, run.total):
        raise RunDoesNotAddUp(f"the orders are {count} and {total}, the run says {run.count} and {run.total}")
    if ids.has_repeated():
        raise RunDoesNotAddUp("two orders have the same end-to-end id")
    return Written(count, total, measured.hash.hexdigest(), measured.size)


def _amount(money: Money) -> str:
    return money.amount


def _head(run: Run, writes: Any) -> etree._Element:
    head = etree.Element("GrpHdr")
    _add(head, "MsgId", _id(run.message_id))
    _add(head, "CreDtTm", run.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add(head, "NbOfTxs", str(run.count))
    _add(head, "CtrlSum", _amount(run.total))
    party = etree.SubElement(head, "InitgPty")
    _add(party, "Nm", _name(writes(run.initiator)))
    if run.initiator_id:
        _add(party, "Id/OrgId/Othr/Id", _id(run.initiator_id))
    return head


def _batch(run: Run, writes: Any) -> list[etree._Element]:
    batch = etree.Element("PmtInf")
    _add(batch, "PmtInfId", _id(run.batch_id))
    _add(batch, "PmtMtd", "TRF")
    # Each payment is booked apart, so that a statement names every order.
    _add(batch, "BtchBookg", "false")
    _add(batch, "NbOfTxs", str(run.count))
    _add(batch, "CtrlSum", _amount(run.total))
    kind = etree.SubElement(batch, "PmtTpInf")
    if run.service_level:
        _add(kind, "SvcLvl/Cd", run.service_level)
    _add(kind, "CtgyPurp/Cd", run.purpose)
    _add(batch, "ReqdExctnDt/Dt", run.execute_on.isoformat())
    _add(batch, "Dbtr/Nm", _name(writes(run.debtor)))
    _add(batch, "DbtrAcct/Id/IBAN", run.debtor_iban)
    _agent(batch, "DbtrAgt", run.debtor_bic)
    _add(batch, "ChrgBr", "SLEV")
    return list(batch)


def _payment(order: Order, run: Run, writes: Any) -> etree._Element:
    if order.amount.currency != run.total.currency or order.amount.minor <= 0:
        raise OrderNotWritable(f"order {order.end_to_end_id} is not a sum above zero in {run.total.currency}")
    if bool(order.iban) == bool(order.other_account):
        raise OrderNotWritable(f"order {order.end_to_end_id} needs an IBAN or another account, and not both")
    payment = etree.Element("CdtTrfTxInf")
    _add(payment, "PmtId/EndToEndId", _id(order.end_to_end_id))
    amount = etree.SubElement(etree.SubElement(payment, "Amt"), "InstdAmt", Ccy=order.amount.currency)
    amount.text = _amount(order.amount)
    if order.bic:
        _agent(payment, "CdtrAgt", order.bic)
    _add(payment, "Cdtr/Nm", _name(writes(order.payee)))
    if order.iban:
        _add(payment, "CdtrAcct/Id/IBAN", order.iban)
    else:
        _add(payment, "CdtrAcct/Id/Othr/Id", _id(order.other_account))
    if order.remittance:
        _add(payment, "RmtInf/Ustrd", _name(writes(order.remittance)))
    return payment


def _agent(parent: etree._Element, name: str, bic: str) -> None:
    if bic:
        _add(parent, f"{name}/FinInstnId/BICFI", bic)
    else:
        _add(parent, f"{name}/FinInstnId/Othr/Id", "NOTPROVIDED")


def _add(parent: etree._Element, path: str, text: str) -> None:
    for name in path.split("/"):
        parent = etree.SubElement(parent, name)
    parent.text = text


def _id(text: str) -> str:
    if not 0 < len(text) <= _LONGEST_ID or not is_writable(text):
        raise OrderNotWritable(f"an id has 1 to {_LONGEST_ID} characters, not {text!r}")
    return text


def _name(text: str) -> str:
    """At most 140 characters, as the format has it; a longer name is cut, the original stays with us."""
    if not text.strip() or not is_writable(text):
        raise OrderNotWritable("a name or text is empty or holds a character that XML cannot carry")
    return text[:_LONGEST_NAME]
