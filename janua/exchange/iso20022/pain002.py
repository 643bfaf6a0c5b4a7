"""The bank's word on a file and on each payment of it: pain.002.001.10."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from janua.exchange import xml
from janua.exchange.iso20022.schemas import PAIN_002, in_namespace, namespace, schema

_NS = {"": namespace(PAIN_002)}
_HEAD, _ORIGINAL, _BATCH, _PAYMENT = (
    next(iter(in_namespace(PAIN_002, name)))
    for name in ("GrpHdr", "OrgnlGrpInfAndSts", "OrgnlPmtInfAndSts", "TxInfAndSts")
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: an external code such as AC04 (account closed) or the bank's own words, and what it adds."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """The bank's word on one payment.

    status  ACSC settled, ACSP or ACCP on its way, PDNG pending, RJCT refused
    """

    end_to_end_id: str
    status: str
    reasons: tuple[Reason, ...]
    bank_reference: str


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The head of a report, and its payments read one by one.

    group_status  "" where the bank says nothing of the file as a whole; RJCT refuses all of it
    payments      to be read once and while the file is open; it may raise XmlRefused to the very end,
                  so that a report counts only when it was read wholly
    """

    message_id: str
    created_at: str
    original_message_id: str
    original_message: str
    group_status: str
    reasons: tuple[Reason, ...]
    payments: Iterator[PaymentStatus]


def read_pain002(source: BinaryIO) -> StatusReport:
    """Read a status report, validated against the XSD as it is read, in memory that does not grow with it.

    Raises  XmlRefused
    """
    tags = frozenset({_HEAD, _ORIGINAL, _BATCH, _PAYMENT})
    elements = xml.stream(source, tags=tags, schema=schema(PAIN_002))
    # The schema has these two come first and in this order.
    head = next(elements, None)
    if head is None or head.tag != _HEAD:
        raise xml.XmlRefused("not a pain.002.001.10 status report")
    message_id, created_at = text(head, "MsgId"), text(head, "CreDtTm")
    original = next(elements, None)
    if original is None or original.tag != _ORIGINAL:
        raise xml.XmlRefused("the report does not say which file it is about")
    return StatusReport(
        message_id=message_id,
        created_at=created_at,
        original_message_id=text(original, "OrgnlMsgId"),
        original_message=text(original, "OrgnlMsgNmId"),
        group_status=text(original, "GrpSts"),
        reasons=_reasons(original),
        payments=_payments(elements),
    )


def _payments(elements: Iterator[etree._Element]) -> Iterator[PaymentStatus]:
    for element in elements:
        if element.tag == _PAYMENT:
            yield PaymentStatus(
                end_to_end_id=text(element, "OrgnlEndToEndId"),
                status=text(element, "TxSts"),
                reasons=_reasons(element),
                bank_reference=text(element, "AcctSvcrRef"),
            )


def _reasons(element: etree._Element) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            code=text(reason, "Rsn/Cd") or text(reason, "Rsn/Prtry"),
            text=" ".join(part.text or "" for part in reason.findall("AddtlInf", _NS)),
        )
        for reason in element.findall("StsRsnInf", _NS)
    )


def text(element: etree._Element, path: str) -> str:
    """The text at a path below, "" where there is none."""
    return (element.findtext(path, namespaces=_NS) or "").strip()
