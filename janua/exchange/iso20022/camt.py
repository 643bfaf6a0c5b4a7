"""What moved on our account: camt.054.001.08 (notices, with returns) and camt.053.001.08 (the day's statement)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from lxml import etree

from janua.exchange import xml
from janua.exchange.iso20022.schemas import CAMT_053, CAMT_054, in_namespace, namespace, schema
from janua.values import Money


@dataclass(frozen=True, slots=True)
class Movement:
    """One booked movement, or one transaction of a movement that bundles several.

    is_credit      money came to our account
    is_reversal    the bank undoes an earlier movement
    end_to_end_id  of our order, "" or NOTPROVIDED where the movement is not ours
    return_reason  an external code such as AC04 where the payment came back, otherwise ""
    reference      the bank's own for the entry and, behind a slash, for the transaction: the same movement keeps it
    """

    account: str
    amount: Money
    is_credit: bool
    is_reversal: bool
    status: str
    booked_on: date | None
    end_to_end_id: str
    message_id: str
    return_reason: str
    additional: str
    reference: str


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance of a statement: OPBD opening booked, CLBD closing booked; below zero where the bank says debit."""

    account: str
    kind: str
    amount: Money
    on: date | None


@dataclass(frozen=True, slots=True)
class BankReport:
    """The head of a notice or statement, and its items read one by one.

    items  to be read once and while the file is open; it may raise XmlRefused to the very end, so that a file
           counts only when it was read wholly. The same file may come twice: know it by `message_id`.
    """

    message_id: str
    created_at: str
    items: Iterator[Balance | Movement]


def read_camt054(source: BinaryIO) -> BankReport:
    """Read a notice of debits and credits, validated against the XSD as it is read, in memory that does not grow.

    Raises  XmlRefused
    """
    return _read(source, CAMT_054)


def read_camt053(source: BinaryIO) -> BankReport:
    """Read a statement: its balances, then its movements; otherwise as `read_camt054`."""
    return _read(source, CAMT_053)


def _read(source: BinaryIO, message: str) -> BankReport:
    tags = in_namespace(message, "GrpHdr", "Acct", "Bal", "TxDtls", "Ntry")
    elements = xml.stream(source, tags=tags, schema=schema(message))
    ns = {"": namespace(message)}
    head = next(elements, None)
    if head is None or _local(head) != "GrpHdr":
        raise xml.XmlRefused(f"not a {message} file")
    ids = _text(head, "MsgId", ns), _text(head, "CreDtTm", ns)
    return BankReport(*ids, _items(elements, ns))


def _items(elements: Iterator[etree._Element], ns: dict[str, str]) -> Iterator[Balance | Movement]:
    account, has_details = "", False
    for element in elements:
        name = _local(element)
        if name == "Acct":
            account = _text(element, "Id/IBAN", ns) or _text(element, "Id/Othr/Id", ns)
        elif name == "Bal":
            yield _balance(element, account, ns)
        elif name == "TxDtls":
            has_details = True
            details = element.getparent()
            entry = details.getparent() if details is not None else None
            if entry is not None:
                yield _movement(entry, element, account, ns)
        elif name == "Ntry":
            if not has_details:
                yield _movement(element, None, account, ns)
            has_details = False


def _movement(entry: etree._Element, details: etree._Element | None, account: str, ns: dict[str, str]) -> Movement:
    """A transaction's own amount, sign and references go before those of its entry."""
    both = [part for part in (details, entry) if part is not None]

    def first(path: str) -> str:
        return next((found for part in both if (found := _text(part, path, ns))), "")

    amount = next(found for part in both if (found := part.find("Amt", ns)) is not None)
    references = [_text(entry, "AcctSvcrRef", ns) or _text(entry, "NtryRef", ns)]
    if details is not None:
        own = _text(details, "Refs/AcctSvcrRef", ns) or _text(details, "Refs/TxId", ns)
        references.append(own or _text(details, "Refs/EndToEndId", ns))
    return Movement(
        account=account,
        amount=_money(amount),
        is_credit=first("CdtDbtInd") == "CRDT",
        is_reversal=_text(entry, "RvslInd", ns) in ("true", "1"),
        status=_text(entry, "Sts/Cd", ns) or _text(entry, "Sts/Prtry", ns),
        booked_on=_day(_text(entry, "BookgDt/Dt", ns) or _text(entry, "BookgDt/DtTm", ns)),
        end_to_end_id=first("Refs/EndToEndId"),
        message_id=first("Refs/MsgId"),
        return_reason=first("RtrInf/Rsn/Cd") or first("RtrInf/Rsn/Prtry"),
        additional=first("RtrInf/AddtlInf") or first("AddtlTxInf"),
        reference="/".join(reference for reference in references if reference),
    )


def _balance(element: etree._Element, account: str, ns: dict[str, str]) -> Balance:
    amount = element.find("Amt", ns)
    if amount is None:
        raise xml.XmlRefused("a balance without an amount")
    money = _money(amount)
    return Balance(
        account=account,
        kind=_text(element, "Tp/CdOrPrtry/Cd", ns) or _text(element, "Tp/CdOrPrtry/Prtry", ns),
        amount=money if _text(element, "CdtDbtInd", ns) == "CRDT" else -money,
        on=_day(_text(element, "Dt/Dt", ns) or _text(element, "Dt/DtTm", ns)),
    )


def _money(amount: etree._Element) -> Money:
    written = (amount.text or "").strip()
    if "." in written:
        # Banks may write five decimals; what is left after the zeros must be whole minor units.
        written = written.rstrip("0").rstrip(".")
    try:
        return Money.of(written, amount.get("Ccy", ""))
    except ValueError as error:
        raise xml.XmlRefused(f"an amount that is not whole minor units of a known currency: {error}") from error


def _day(written: str) -> date | None:
    if not written:
        return None
    # XSD dates may carry a time zone, which a booking day does not need.
    return datetime.fromisoformat(written).date() if "T" in written else date.fromisoformat(written[:10])


def _text(element: etree._Element, path: str, ns: dict[str, str]) -> str:
    return (element.findtext(path, namespaces=ns) or "").strip()


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
