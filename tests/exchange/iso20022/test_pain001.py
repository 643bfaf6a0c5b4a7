import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from janua.exchange import xml
from janua.exchange.iso20022 import (
    PAIN_001,
    SEPA_CHARACTERS,
    CharacterNotMapped,
    Characters,
    Order,
    OrderNotWritable,
    Run,
    RunDoesNotAddUp,
    Written,
    schema,
    write_pain001,
)
from janua.values import Money

IBAN = "MT84MALT011000012345MTLCAST001S"
ORDERS = (
    Order("O-1", Money(76388, "EUR"), "Maria Borġ", iban=IBAN, remittance="MT-CA, MT-CAS 2026-01"),
    Order("O-2", Money(1, "EUR"), "مريم <&>", iban=IBAN, bic="MALTMTMT"),
    Order("O-3", Money(150000, "EUR"), "Ħal Qormi Ltd", other_account="CHEQUE-3"),
)
RUN = Run(
    message_id="RUN-7",
    batch_id="RUN-7-1",
    created_at=datetime(2026, 2, 1, 8, 0, tzinfo=UTC),
    execute_on=date(2026, 2, 2),
    initiator="Dipartiment tas-Sigurtà Soċjali",
    initiator_id="DSS",
    debtor="Dipartiment tas-Sigurtà Soċjali",
    debtor_iban=IBAN,
    debtor_bic="MALTMTMT",
    count=3,
    total=Money(226389, "EUR"),
)
LATIN = Characters(SEPA_CHARACTERS, {"ġ": "g", "Ħ": "H", "ċ": "c", "&": "and", "<": "(", ">": ")", "مريم": "Maryam"})


def written(run: Run = RUN, orders: Any = ORDERS, **more: Any) -> tuple[bytes, Written]:
    out = io.BytesIO()
    result = write_pain001(out, run, iter(orders), **more)
    return out.getvalue(), result


def names(content: bytes) -> list[str]:
    return re.findall(r"<Cdtr><Nm>([^<]*)</Nm>", content.decode())


def test_write_is_valid_and_tells_what_it_wrote() -> None:
    content, result = written()

    root = xml.parse(content, schema=schema(PAIN_001))
    ns = {"": root.nsmap[None]}
    assert result.count == 3
    assert result.total == RUN.total
    assert result.size == len(content)
    assert [root.findtext(f".//GrpHdr/{name}", namespaces=ns) for name in ("MsgId", "NbOfTxs", "CtrlSum")] == [
        "RUN-7",
        "3",
        "2263.89",
    ]
    assert [element.text for element in root.iterfind(".//InstdAmt", ns)] == ["763.88", "0.01", "1500.00"]
    assert [element.text for element in root.iterfind(".//Cdtr/Nm", ns)] == [order.payee for order in ORDERS]


def test_write_gives_the_same_bytes_again() -> None:
    assert written() == written()


def test_write_uses_the_banks_characters_where_it_restricts_them() -> None:
    content, _ = written(characters=LATIN)

    assert names(content) == ["Maria Borg", "Maryam (and)", "Hal Qormi Ltd"]
    assert b"Dipartiment tas-Sigurta Socjali" in content, "a letter with a mark loses it without a table"


def test_write_refuses_a_character_without_replacement() -> None:
    with pytest.raises(CharacterNotMapped, match=r"U\+0645"):
        written(characters=Characters(SEPA_CHARACTERS, {"ġ": "g", "ċ": "c"}))


@pytest.mark.parametrize(
    "run",
    [replace(RUN, count=2), replace(RUN, count=4), replace(RUN, total=Money(226388, "EUR"))],
)
def test_write_refuses_a_run_that_does_not_add_up(run: Run) -> None:
    with pytest.raises(RunDoesNotAddUp, match="the run says"):
        written(run)


def test_write_refuses_a_repeated_id() -> None:
    orders = (ORDERS[0], replace(ORDERS[1], end_to_end_id="O-1"), ORDERS[2])

    with pytest.raises(RunDoesNotAddUp, match="same end-to-end id"):
        written(orders=orders)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Money(0, "EUR")},
        {"amount": Money(-1, "EUR")},
        {"amount": Money(1, "USD")},
        {"end_to_end_id": ""},
        {"end_to_end_id": "x" * 36},
        {"iban": ""},
        {"other_account": "1"},
        {"payee": " "},
        {"payee": "Maria\x00"},
        {"remittance": "\ud800"},
    ],
)
def test_write_refuses_an_order_that_cannot_stand(changes: dict[str, Any]) -> None:
    with pytest.raises(OrderNotWritable):
        written(orders=(replace(ORDERS[0], **changes), *ORDERS[1:]))


def test_write_cuts_a_name_that_is_too_long() -> None:
    content, _ = written(orders=(replace(ORDERS[0], payee="ż" * 200), *ORDERS[1:]))

    assert names(content)[0] == "ż" * 140
    xml.parse(content, schema=schema(PAIN_001))


def test_write_takes_orders_one_by_one() -> None:
    """The file grows while orders are still coming, so memory need not."""
    out = io.BytesIO()
    sizes: list[int] = []

    def orders() -> Iterator[Order]:
        for number in range(5_000):
            sizes.append(out.tell())
            yield Order(f"O-{number}", Money(100, "EUR"), "Maria Borġ", iban=IBAN)

    write_pain001(out, replace(RUN, count=5_000, total=Money(500_000, "EUR")), orders())

    assert sizes[-1] > 1_000_000
