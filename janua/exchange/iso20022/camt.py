"""What moved on our account: camt.054.001.08 (notices, with returns) and camt.053.001.08 (the day's statement)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from lxml import etree

from janua.exchange import xml
from janua.exchange.iso20022.schemas import CAMT_053, CAMT_054, in_namespace, schema
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
    head = next(elements, None)
    if head is None or _local(head) != "GrpHdr":
        raise xml.XmlRefused(f"not a {message} file")
    told = _texts(head)
    return BankReport(told.get("MsgId", ""), told.get("CreDtTm", ""), _items(elements))


def _items(elements: Iterator[etree._Element]) -> Iterator[Balance | Movement]:
    account, has_details = "", False
    for element in elements:
        name = _local(element)
        if name == "Acct":
            told = _texts(element)
            account = told.get("Id/IBAN") or told.get("Id/Othr/Id", "")
        elif name == "Bal":
            yield _balance(_texts(element), account)
        elif name == "TxDtls":
            has_details = True
            details = element.getparent()
            entry = details.getparent() if details is not None else None
            if entry is not None:
                yield _movement(_texts(entry), _texts(element), account)
        elif name == "Ntry":
            if not has_details:
                yield _movement(_texts(element), {}, account)
            has_details = False


def _movement(entry: Mapping[str, str], details: Mapping[str, str], account: str) -> Movement:
    """A transaction's own amount, sign and references go before those of its entry."""

    def first(path: str) -> str:
        return details.get(path) or entry.get(path, "")

    own = details.get("Refs/AcctSvcrRef") or details.get("Refs/TxId") or details.get("Refs/EndToEndId", "")
    references = entry.get("AcctSvcrRef") or entry.get("NtryRef", ""), own
    return Movement(
        account=account,
        amount=_money(details if "Amt" in details else entry),
        is_credit=first("CdtDbtInd") == "CRDT",
        is_reversal=entry.get("RvslInd") in ("true", "1"),
        status=entry.get("Sts/Cd") or entry.get("Sts/Prtry", ""),
        booked_on=_day(entry.get("BookgDt/Dt") or entry.get("BookgDt/DtTm", "")),
        end_to_end_id=first("Refs/EndToEndId"),
        message_id=first("Refs/MsgId"),
        return_reason=first("RtrInf/Rsn/Cd") or first("RtrInf/Rsn/Prtry"),
        additional=first("RtrInf/AddtlInf") or first("AddtlTxInf"),
        reference="/".join(reference for reference in references if reference),
    )


def _balance(told: Mapping[str, str], account: str) -> Balance:
    money = _money(told)
    return Balance(
        account=account,
        kind=told.get("Tp/CdOrPrtry/Cd") or told.get("Tp/CdOrPrtry/Prtry", ""),
        amount=money if told.get("CdtDbtInd") == "CRDT" else -money,
        on=_day(told.get("Dt/Dt") or told.get("Dt/DtTm", "")),
    )


def _money(told: Mapping[str, str]) -> Money:
    written = told.get("Amt", "")
    if "." in written:
        # Banks may write five decimals; what is left after the zeros must be whole minor units.
        written = written.rstrip("0").rstrip(".")
    try:
        return Money.of(written, told.get("Amt@Ccy", ""))
    except ValueError as error:
        raise xml.XmlRefused(f"an amount that is not whole minor units of a known currency: {error}") from error


def _day(written: str) -> date | None:
    if not written:
        return None
    # XSD dates may carry a time zone, which a booking day does not need.
    return datetime.fromisoformat(written).date() if "T" in written else date.fromisoformat(written[:10])


def _texts(element: etree._Element) -> dict[str, str]:
    """The first text at each path below, with the currency of the amount; of an entry without its details."""
    found: dict[str, str] = {}
    _gather(element, "", found)
    return found


def _gather(element: etree._Element, above: str, found: dict[str, str]) -> None:
    for child in element:
        path = above + child.tag[child.tag.index("}") + 1 :]
        if len(child):
            if path != "NtryDtls":
                _gather(child, path + "/", found)
        elif path not in found:
            found[path] = (child.text or "").strip()
            if path == "Amt":
                found["Amt@Ccy"] = child.get("Ccy", "")


def _local(element: etree._Element) -> str:
    return element.tag[element.tag.index("}") + 1 :]
