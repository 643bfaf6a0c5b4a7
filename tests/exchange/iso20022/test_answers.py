"""Reading what banks send: status reports, notices and statements, as a bank writes them."""

import io
from datetime import date

import pytest

from janua.exchange.iso20022 import (
    Balance,
    Movement,
    PaymentStatus,
    Reason,
    read_camt053,
    read_camt054,
    read_pain002,
)
from janua.exchange.xml import XmlRefused
from janua.values import Money

IBAN = "MT84MALT011000012345MTLCAST001S"
PAIN_002 = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>S-1</MsgId><CreDtTm>2026-02-02T09:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>RUN-7</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
<GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>RUN-7-1</OrgnlPmtInfId>
<TxInfAndSts><OrgnlEndToEndId>O-1</OrgnlEndToEndId><TxSts>ACSC</TxSts><AcctSvcrRef>B-1</AcctSvcrRef></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>O-2</OrgnlEndToEndId><TxSts>RJCT</TxSts>
<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account</AddtlInf><AddtlInf>closed</AddtlInf></StsRsnInf>
<StsRsnInf><Rsn><Prtry>OURS</Prtry></Rsn></StsRsnInf></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""
ENTRIES = """
<Ntry><Amt Ccy="EUR">763.89</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-02-04</Dt></BookgDt><AcctSvcrRef>E-1</AcctSvcrRef><BkTxCd><Prtry><Cd>RTRN</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><MsgId>RUN-7</MsgId><EndToEndId>O-1</EndToEndId></Refs>
<Amt Ccy="EUR">763.88</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf></RtrInf></TxDtls>
<TxDtls><Refs><AcctSvcrRef>T-2</AcctSvcrRef><EndToEndId>O-2</EndToEndId></Refs>
<Amt Ccy="EUR">0.01000</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">5</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>2026-02-04T23:30:00+01:00</DtTm></BookgDt><BkTxCd><Prtry><Cd>FEE</Cd></Prtry></BkTxCd>
<AddtlNtryInf>fee</AddtlNtryInf></Ntry>"""


def file(name: str, root: str, part: str, inside: str) -> io.BytesIO:
    text = f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{name}"><{root}>
<GrpHdr><MsgId>N-1</MsgId><CreDtTm>2026-02-04T09:00:00Z</CreDtTm></GrpHdr>
<{part}><Id>1</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>{inside}</{part}></{root}></Document>"""
    return io.BytesIO(text.encode())


def notice(inside: str = ENTRIES) -> io.BytesIO:
    return file("camt.054.001.08", "BkToCstmrDbtCdtNtfctn", "Ntfctn", inside)


def test_read_pain002_tells_the_fate_of_each_payment() -> None:
    report = read_pain002(io.BytesIO(PAIN_002.encode()))

    head = report.message_id, report.original_message_id, report.original_message, report.group_status, report.reasons
    assert head == ("S-1", "RUN-7", "pain.001.001.09", "PART", ())
    assert list(report.payments) == [
        PaymentStatus("O-1", "ACSC", (), "B-1"),
        PaymentStatus("O-2", "RJCT", (Reason("AC04", "Account closed"), Reason("OURS", "")), ""),
    ]


def test_read_pain002_reads_the_refusal_of_a_whole_file() -> None:
    start, _, rest = PAIN_002.partition("<GrpSts>PART</GrpSts>")
    refusal = "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM05</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>"
    report = read_pain002(io.BytesIO((start + refusal + "</CstmrPmtStsRpt></Document>").encode()))

    assert (report.group_status, report.reasons, list(report.payments)) == ("RJCT", (Reason("AM05", ""),), [])
    assert rest


def test_read_pain002_refuses_another_message() -> None:
    with pytest.raises(XmlRefused):
        read_pain002(notice())


def test_read_pain002_refuses_a_cut_file_at_its_end() -> None:
    report = read_pain002(io.BytesIO(PAIN_002[:-60].encode()))

    with pytest.raises(XmlRefused):
        list(report.payments)


def test_read_camt054_tells_each_transaction_of_an_entry() -> None:
    report = read_camt054(notice())

    assert report.message_id == "N-1"
    assert list(report.items) == [
        Movement(
            account=IBAN,
            amount=Money(76388, "EUR"),
            is_credit=True,
            is_reversal=False,
            status="BOOK",
            booked_on=date(2026, 2, 4),
            end_to_end_id="O-1",
            message_id="RUN-7",
            return_reason="AC04",
            additional="closed",
            reference="E-1/O-1",
        ),
        Movement(
            account=IBAN,
            amount=Money(1, "EUR"),
            is_credit=True,
            is_reversal=False,
            status="BOOK",
            booked_on=date(2026, 2, 4),
            end_to_end_id="O-2",
            message_id="",
            return_reason="",
            additional="",
            reference="E-1/T-2",
        ),
        Movement(
            account=IBAN,
            amount=Money(500, "EUR"),
            is_credit=False,
            is_reversal=True,
            status="BOOK",
            booked_on=date(2026, 2, 4),
            end_to_end_id="",
            message_id="",
            return_reason="",
            additional="",
            reference="",
        ),
    ]


def test_read_camt053_tells_balances_before_movements() -> None:
    balance = """<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt>
<CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-02-04</Dt></Dt></Bal>"""

    items = list(read_camt053(file("camt.053.001.08", "BkToCstmrStmt", "Stmt", balance + ENTRIES)).items)

    assert items[0] == Balance(IBAN, "OPBD", Money(-1000, "EUR"), date(2026, 2, 4))
    assert items[1:] == list(read_camt054(notice()).items)


@pytest.mark.parametrize(("written", "instead"), [(">763.88<", ">763.885<"), ('Ccy="EUR">763.88', 'Ccy="XXX">763.88')])
def test_read_camt054_refuses_an_amount_that_is_not_whole_units(written: str, instead: str) -> None:
    assert written in ENTRIES

    with pytest.raises(XmlRefused, match="amount"):
        list(read_camt054(notice(ENTRIES.replace(written, instead))).items)


def test_read_camt054_refuses_what_the_definition_does_not_know() -> None:
    with pytest.raises(XmlRefused):
        list(read_camt054(notice(ENTRIES.replace("<CdtDbtInd>DBIT", "<CdtDbtInd>MINUS"))).items)
