"""The bank's own reading of pain.001 and writing of pain.002, camt.054 and camt.053, held to the published XSD."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

# The published definitions, which are data: the one thing that the two ends share.
_XSD = Path(__file__).parents[1] / "janua" / "exchange" / "iso20022" / "xsd"
_PAIN_001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


class Unreadable(ValueError):
    """Not a valid pain.001.001.09; holds the message id if one could be read."""

    def __init__(self, why: str, message_id: str = "") -> None:
        super().__init__(why)
        self.message_id = message_id


@dataclass(frozen=True, slots=True)
class Instruction:
    """One payment of a file."""

    end_to_end_id: str
    amount: Decimal
    currency: str
    payee: str
    account: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself."""

    message_id: str
    batch_id: str
    count: int
    control_sum: Decimal
    debtor_account: str


@dataclass(frozen=True, slots=True)
class Booking:
    """One movement on the customer's account."""

    account: str
    reference: str
    is_credit: bool
    amount: Decimal
    currency: str
    end_to_end_id: str
    message_id: str
    reason: str
    booked_on: str


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_XSD / f"{name}.xsd"))


def read(body: bytes) -> tuple[Head, Iterator[Instruction]]:
    """Validate a file wholly, then give its head and its payments.

    Raises  Unreadable
    """
    if b"<!DOCTYPE" in body[:65_536]:
        raise Unreadable("a document type is not allowed")
    message_id = ""
    try:
        for _, element in _walk(body, "MsgId", "CdtTrfTxInf", checked=True):
            if element.tag.endswith("}MsgId"):
                message_id = element.text or ""
    except etree.XMLSyntaxError as error:
        raise Unreadable(str(error.msg), message_id) from error
    return _head(body), _instructions(body)


def _walk(body: bytes, *names: str, checked: bool = False) -> Iterator[tuple[str, Any]]:
    tags = [f"{{{_PAIN_001}}}{name}" for name in names]
    definition = schema("pain.001.001.09") if checked else None
    for event, element in etree.iterparse(io.BytesIO(body), events=("end",), tag=tags, schema=definition):
        yield event, element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None and element.getprevious().tag == element.tag:
            del parent[parent.index(element) - 1]


def _head(body: bytes) -> Head:
    found: dict[str, str] = {}
    for _, element in _walk(body, "GrpHdr", "PmtInfId", "DbtrAcct", "CdtTrfTxInf"):
        name = etree.QName(element).localname
        if name == "GrpHdr":
            found.update({part: _text(element, part) for part in ("MsgId", "NbOfTxs", "CtrlSum")})
        elif name == "CdtTrfTxInf":
            break
        else:
            found.setdefault(name, "".join(element.itertext()).strip())
    return Head(
        message_id=found["MsgId"],
        batch_id=found["PmtInfId"],
        count=int(found["NbOfTxs"]),
        control_sum=Decimal(found["CtrlSum"] or "NaN"),
        debtor_account=found.get("DbtrAcct", ""),
    )


def _instructions(body: bytes) -> Iterator[Instruction]:
    for _, element in _walk(body, "CdtTrfTxInf"):
        amount = next(element.iter(f"{{{_PAIN_001}}}InstdAmt"))
        yield Instruction(
            end_to_end_id=_text(element, "PmtId/EndToEndId"),
            amount=Decimal(amount.text),
            currency=amount.get("Ccy"),
            payee=_text(element, "Cdtr/Nm"),
            account=_text(element, "CdtrAcct/Id/IBAN") or _text(element, "CdtrAcct/Id/Othr/Id"),
        )


def _text(element: Any, path: str) -> str:
    return str(element.findtext(path, default="", namespaces={None: _PAIN_001}) or "").strip()


def status_report(
    head: Head,
    *,
    made_at: str,
    group: str,
    reason: str = "",
    why: str = "",
    statuses: Iterable[tuple[str, str, str]] = (),
    part: str = "",
) -> bytes:
    """A pain.002.001.10: the file's status, and (end-to-end id, status, reason) of each payment."""
    out = io.BytesIO()
    with _document(out, "pain.002.001.10") as file, file.element("CstmrPmtStsRpt"):
        name = _name("S", head.message_id, group, reason, part)
        file.write(_tree("GrpHdr", {"MsgId": name, "CreDtTm": made_at}))
        original: dict[str, Any] = {
            "OrgnlMsgId": head.message_id or "UNKNOWN",
            "OrgnlMsgNmId": "pain.001.001.09",
            "GrpSts": group,
        }
        if reason:
            original["StsRsnInf"] = {"Rsn": {"Cd": reason}, **({"AddtlInf": why[:105]} if why else {})}
        file.write(_tree("OrgnlGrpInfAndSts", original))
        payments = iter(statuses)
        first = next(payments, None)
        if first is not None:
            with file.element("OrgnlPmtInfAndSts"):
                file.write(_tree("OrgnlPmtInfId", head.batch_id))
                for number, (end_to_end_id, status, cause) in enumerate(_chain(first, payments)):
                    told: dict[str, Any] = {
                        "StsId": f"{number + 1}",
                        "OrgnlEndToEndId": end_to_end_id,
                        "TxSts": status,
                    }
                    if cause:
                        told["StsRsnInf"] = {"Rsn": {"Cd": cause}}
                    file.write(_tree("TxInfAndSts", told))
    return out.getvalue()


def notice(account: str, bookings: Iterable[Booking], *, made_at: str, name: str) -> bytes:
    """A camt.054.001.08 with one entry a booking."""
    out = io.BytesIO()
    with _document(out, "camt.054.001.08") as file, file.element("BkToCstmrDbtCdtNtfctn"):
        file.write(_tree("GrpHdr", {"MsgId": name, "CreDtTm": made_at}))
        with file.element("Ntfctn"):
            file.write(_tree("Id", name))
            file.write(_tree("Acct", {"Id": {"IBAN": account}}))
            for booking in bookings:
                file.write(_entry(booking))
    return out.getvalue()


def statement(
    account: str, bookings: Iterable[Booking], *, made_at: str, name: str, opening: Decimal, closing: Decimal, on: str
) -> bytes:
    """A camt.053.001.08: the balances, then one entry a booking."""
    out = io.BytesIO()
    with _document(out, "camt.053.001.08") as file, file.element("BkToCstmrStmt"):
        file.write(_tree("GrpHdr", {"MsgId": name, "CreDtTm": made_at}))
        with file.element("Stmt"):
            file.write(_tree("Id", name))
            file.write(_tree("Acct", {"Id": {"IBAN": account}}))
            for kind, amount in (("OPBD", opening), ("CLBD", closing)):
                balance = etree.Element("Bal")
                balance.append(_tree("Tp", {"CdOrPrtry": {"Cd": kind}}))
                balance.append(_amount(abs(amount), "EUR"))
                balance.append(_tree("CdtDbtInd", "CRDT" if amount >= 0 else "DBIT"))
                balance.append(_tree("Dt", {"Dt": on}))
                file.write(balance)
            for booking in bookings:
                file.write(_entry(booking))
    return out.getvalue()


def name_of(*parts: str) -> str:
    """A message id of at most 35 characters that the same parts always give."""
    return _name(*parts)


def _entry(booking: Booking) -> Any:
    sign = "CRDT" if booking.is_credit else "DBIT"
    entry = etree.Element("Ntry")
    entry.append(_amount(booking.amount, booking.currency))
    entry.append(_tree("CdtDbtInd", sign))
    entry.append(_tree("Sts", {"Cd": "BOOK"}))
    entry.append(_tree("BookgDt", {"Dt": booking.booked_on}))
    entry.append(_tree("AcctSvcrRef", booking.reference))
    entry.append(_tree("BkTxCd", {"Prtry": {"Cd": "RTRN" if booking.reason else "SCT"}}))
    details = etree.SubElement(etree.SubElement(entry, "NtryDtls"), "TxDtls")
    references = {"MsgId": booking.message_id, "EndToEndId": booking.end_to_end_id}
    details.append(_tree("Refs", {name: value for name, value in references.items() if value}))
    details.append(_amount(booking.amount, booking.currency))
    details.append(_tree("CdtDbtInd", sign))
    if booking.reason:
        details.append(_tree("RtrInf", {"Rsn": {"Cd": booking.reason}}))
    return entry


def _chain(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _amount(amount: Decimal, currency: str) -> Any:
    element = etree.Element("Amt", Ccy=currency)
    element.text = f"{amount:.2f}"
    return element


def _tree(name: str, value: Any) -> Any:
    element = etree.Element(name)
    if isinstance(value, dict):
        for inner, part in value.items():
            element.append(_tree(inner, part))
    else:
        element.text = str(value)
    return element


def _name(*parts: str) -> str:
    return parts[0] + "-" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]


@contextmanager
def _document(out: io.BytesIO, message: str) -> Iterator[Any]:
    """A declaration and the root in the message's namespace."""
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("Document", nsmap={None: f"urn:iso:std:iso:20022:tech:xsd:{message}"}):
            yield file
