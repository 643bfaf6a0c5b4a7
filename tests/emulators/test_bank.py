import io
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from emulators import certificates
from janua.exchange import xml
from janua.exchange.iso20022 import (
    CAMT_053,
    CAMT_054,
    PAIN_002,
    Balance,
    Movement,
    Order,
    Run,
    read_camt053,
    read_camt054,
    read_pain002,
    schema,
    write_pain001,
)
from janua.exchange.outbound import Answer, Fault, Outbound, OutboundFailed
from janua.values import Money
from tests.emulators.running import Running

OURS = "MT84MALT011000012345MTLCAST001S"
IBAN = "MT88JNUA99001000000249839871330"


@dataclass
class Customer:
    """Us, at the bank's counter."""

    bank: Running
    keys: Path

    def request(
        self, method: str, path: str, content: bytes = b"", *, ca: str = "ca.pem", anonymous: bool = False
    ) -> Answer:
        url = f"https://127.0.0.1:{self.bank.port}"
        ours = None if anonymous else (self.keys / "janua-payments.pem", self.keys / "janua-payments.key")
        with Outbound([url], ca_file=self.keys / ca, certificate=ours) as outbound:
            return outbound.request(method, url + path, content=content)

    def put(self, content: bytes) -> tuple[int, str]:
        answer = self.request("PUT", "/files/run.xml", content)
        return answer.status, json.loads(answer.content)["reason"]

    def names(self) -> list[str]:
        return [file["name"] for file in json.loads(self.request("GET", "/files").content)["files"]]

    def wait_for(self, *parts: str) -> list[str]:
        """The names of the listed files, as soon as each part stands in one of them."""
        names: list[str] = []
        for _ in range(200):
            names = self.names()
            if all(any(part in name for name in names) for part in parts):
                return names
            time.sleep(0.02)
        raise AssertionError(f"of {parts} not all came: {names}")

    def file(self, name: str) -> io.BytesIO:
        return io.BytesIO(self.request("GET", f"/files/{name}").content)

    def bookings(self) -> dict[str, Any]:
        found: dict[str, Any] = self.bank.control("bookings", {})
        return found


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank-keys")
    certificates.make(folder)
    certificates.make(folder / "others")
    return folder


@pytest.fixture
def customer(keys: Path, tmp_path: Path) -> Iterator[Customer]:
    arguments = ["--state", tmp_path / "state", "--keys", keys, "--today", "2026-02-02", "--returns", 300]
    with Running("bank", *arguments) as bank:
        yield Customer(bank, keys)


def orders(count: int = 20) -> list[Order]:
    return [Order(f"O-{number}", Money(100 + number, "EUR"), "Maria Borġ", iban=IBAN) for number in range(count)]


def pain(message_id: str = "RUN-1", given: list[Order] | None = None) -> bytes:
    given = orders() if given is None else given
    run = Run(
        message_id=message_id,
        batch_id=f"{message_id}-1",
        created_at=datetime(2026, 2, 1, tzinfo=UTC),
        execute_on=date(2026, 2, 2),
        initiator="DSS",
        initiator_id="",
        debtor="DSS",
        debtor_iban=OURS,
        debtor_bic="",
        count=len(given),
        total=Money.total([order.amount for order in given], "EUR"),
    )
    out = io.BytesIO()
    write_pain001(out, run, given)
    return out.getvalue()


def test_a_run_is_paid_told_and_partly_returned(customer: Customer) -> None:
    assert customer.put(pain()) == (202, "")

    names = customer.wait_for("returns")
    assert names == ["pain.002-RUN-1.xml", "camt.054-RUN-1-debits.xml", "camt.054-RUN-1-returns.xml"]
    report = read_pain002(customer.file(names[0]))
    assert (report.original_message_id, report.group_status) == ("RUN-1", "ACSC")
    assert [(one.end_to_end_id, one.status) for one in report.payments] == [(o.end_to_end_id, "ACSC") for o in orders()]
    debits = [one for one in read_camt054(customer.file(names[1])).items if isinstance(one, Movement)]
    assert [(one.end_to_end_id, one.amount, one.is_credit, one.account) for one in debits] == [
        (order.end_to_end_id, order.amount, False, OURS) for order in orders()
    ]
    returns = [one for one in read_camt054(customer.file(names[2])).items if isinstance(one, Movement)]
    by_id = {order.end_to_end_id: order.amount for order in orders()}
    assert 0 < len(returns) < 20
    for one in returns:
        assert (one.is_credit, one.message_id, one.amount) == (True, "RUN-1", by_id[one.end_to_end_id])
        assert one.return_reason in ("AC04", "AC06", "MD07")


def test_what_the_bank_writes_is_valid(customer: Customer) -> None:
    customer.put(pain())
    customer.put(pain("RUN-2", [*orders(2), Order("O-9", Money(1, "EUR"), "Nobody", iban="MT00XXXX")]))
    customer.put(b"<no/>")
    customer.wait_for("returns", "RUN-2-debits", "UNKNOWN")
    customer.bank.control("close-day", {})

    definitions = {"pain.002": PAIN_002, "camt.054": CAMT_054, "camt.053": CAMT_053}
    checked = {name[:8] for name in customer.names()}
    for name in customer.names():
        xml.parse(customer.file(name).getvalue(), schema=schema(definitions[name[:8]]))
    assert checked == set(definitions)


def test_the_same_bytes_again_get_the_same_answer_and_are_paid_once(customer: Customer) -> None:
    first = customer.request("PUT", "/files/run.xml", pain())
    customer.wait_for("returns")
    again = customer.request("PUT", "/files/other-name.xml", pain())

    assert (again.status, again.content) == (first.status, first.content)
    time.sleep(0.2)
    assert len(customer.names()) == 3
    assert sorted(customer.bookings()["paid"]) == sorted(order.end_to_end_id for order in orders())


def test_a_known_message_id_with_other_bytes_is_refused(customer: Customer) -> None:
    customer.put(pain())
    other = pain(given=[replace(order, payee="Somebody Else") for order in orders()])

    assert customer.put(other) == (409, "DU01")
    names = customer.wait_for("pain.002-RUN-1-", "returns")
    report = read_pain002(customer.file(next(name for name in names if name.startswith("pain.002-RUN-1-"))))
    assert (report.original_message_id, report.group_status, report.reasons[0].code) == ("RUN-1", "RJCT", "DU01")
    assert len(customer.bookings()["paid"]) == 20


@pytest.mark.parametrize(
    ("written", "instead", "reason"),
    [
        (b"<NbOfTxs>20", b"<NbOfTxs>19", "AM18"),
        (b"<CtrlSum>21.90", b"<CtrlSum>21.91", "AM10"),
        (b"<MsgId>", b"<Msgid>", "FF01"),
        (b"</Document>", b"", "FF01"),
        (b"<Document", b"<!DOCTYPE Document []><Document", "FF01"),
    ],
)
def test_a_file_that_is_not_right_is_refused_whole(
    customer: Customer, written: bytes, instead: bytes, reason: str
) -> None:
    assert written in pain()

    assert customer.put(pain().replace(written, instead)) == (422, reason)
    (name,) = customer.wait_for("pain.002")
    assert read_pain002(customer.file(name)).group_status == "RJCT"
    assert customer.bookings()["paid"] == []


def test_a_single_payment_is_refused_alone(customer: Customer) -> None:
    wrong = [Order("O-X", Money(500, "EUR"), "Nobody", iban="MT84MALT011000012345MTLCAST001T")]
    customer.put(pain(given=[*orders(2), *wrong]))

    customer.wait_for("debits")
    report = read_pain002(customer.file("pain.002-RUN-1.xml"))
    statuses = [(one.end_to_end_id, one.status, [reason.code for reason in one.reasons]) for one in report.payments]
    assert report.group_status == "PART"
    assert statuses == [("O-0", "ACSC", []), ("O-1", "ACSC", []), ("O-X", "RJCT", ["AC01"])]
    assert customer.bookings()["paid"] == ["O-0", "O-1"]


def test_a_kill_keeps_what_was_taken_and_pays_it_once(customer: Customer) -> None:
    customer.bank.switch(failure="silent")
    assert customer.put(pain()) == (202, "")
    assert customer.bookings()["paid"] == []

    customer.bank.kill()
    customer.bank.start()

    customer.wait_for("returns")
    assert customer.put(pain()) == (202, "")
    assert sorted(customer.bookings()["paid"]) == sorted(order.end_to_end_id for order in orders())
    customer.bank.kill()
    customer.bank.start()
    assert customer.put(pain()) == (202, "")
    assert len(customer.names()) == 3


def test_a_statement_closes_what_was_open(customer: Customer) -> None:
    customer.put(pain())
    customer.wait_for("returns")
    (closed,) = customer.bank.control("close-day", {})
    items = list(read_camt053(customer.file(closed["name"])).items)
    booked = customer.bookings()

    balances = [(item.kind, item.amount) for item in items if isinstance(item, Balance)]
    closing = Money.of(booked["credits"], "EUR") - Money.of(booked["debits"], "EUR")
    assert balances == [("OPBD", Money(0, "EUR")), ("CLBD", closing)]
    assert len(items) - 2 == booked["count"]
    assert customer.bank.control("close-day", {}) == []


def test_a_stranger_is_not_served(customer: Customer) -> None:
    with pytest.raises(OutboundFailed) as no_certificate:
        customer.request("GET", "/files", anonymous=True)
    with pytest.raises(OutboundFailed) as false_bank:
        customer.request("GET", "/files", ca="others/ca.pem")

    assert no_certificate.value.fault is Fault.UNREACHABLE
    assert (false_bank.value.fault, false_bank.value.never_sent) == (Fault.NOT_TRUSTED, True)


def test_switch_disconnect_takes_nothing(customer: Customer) -> None:
    customer.bank.switch(failure="disconnect", failures=1)
    with pytest.raises(OutboundFailed):
        customer.put(pain())

    assert customer.names() == []


def test_switch_disconnect_after_takes_the_file_and_leaves_us_in_doubt(customer: Customer) -> None:
    customer.bank.switch(failure="disconnect_after", failures=1)
    with pytest.raises(OutboundFailed) as failure:
        customer.put(pain())
    assert failure.value.never_sent is False

    customer.wait_for("returns")
    assert customer.put(pain()) == (202, "")
    assert len(customer.bookings()["paid"]) == 20


def test_switch_unavailable_and_reject(customer: Customer) -> None:
    customer.bank.switch(failure="unavailable", failures=1)
    assert customer.request("PUT", "/files/run.xml", pain()).status == 503

    customer.bank.switch(failure="reject", failures=1)
    assert customer.put(pain()) == (422, "MS03")
    assert customer.bookings()["paid"] == []


def test_switch_duplicate_lists_every_file_twice(customer: Customer) -> None:
    customer.bank.switch(duplicate=1)
    customer.put(pain())

    names = customer.wait_for("copy-1-camt.054-RUN-1-returns")
    assert len(names) == 6
    for name in [name for name in names if not name.startswith("copy")]:
        assert customer.file(name).getvalue() == customer.file(f"copy-1-{name}").getvalue()


def test_switch_out_of_order_tells_returns_before_payments(customer: Customer) -> None:
    customer.bank.switch(out_of_order=True)
    customer.put(pain())
    customer.wait_for("pain.002")
    customer.bank.switch()

    assert customer.names() == ["camt.054-RUN-1-returns.xml", "camt.054-RUN-1-debits.xml", "pain.002-RUN-1.xml"]


def test_switch_late_lists_files_later(customer: Customer) -> None:
    customer.bank.switch(late=0.5)
    customer.put(pain())
    time.sleep(0.2)

    assert customer.names() == []
    assert len(customer.bookings()["paid"]) == 20
    customer.wait_for("returns")


def test_switch_delay_takes_time(customer: Customer) -> None:
    customer.bank.switch(delay=0.3)
    start = time.monotonic()
    customer.names()

    assert time.monotonic() - start >= 0.3


def test_switch_contradiction_refuses_what_it_paid(customer: Customer) -> None:
    customer.bank.switch(contradiction=True)
    customer.put(pain())
    customer.wait_for("again", "debits")

    report = read_pain002(customer.file("pain.002-RUN-1-again.xml"))
    assert [(one.end_to_end_id, one.status) for one in report.payments] == [("O-0", "RJCT")]
    assert "O-0" in customer.bookings()["paid"]


def test_switch_flood_lists_credits_of_strangers(customer: Customer) -> None:
    customer.bank.switch(flood=3)
    customer.put(pain())
    names = customer.wait_for("stray-2")

    strays = [one for name in names if "stray" in name for one in read_camt054(customer.file(name)).items]
    assert [one.end_to_end_id for one in strays if isinstance(one, Movement)] == ["STRAY-0", "STRAY-1", "STRAY-2"]


def test_what_is_paid_into_a_closed_account_comes_back(keys: Path, tmp_path: Path) -> None:
    closed = "MT02JNUA99001000000751841380844"
    given = [*orders(1), Order("O-closed", Money(500, "EUR"), "Rita Vella", iban=closed)]
    arguments = ["--state", tmp_path / "state", "--keys", keys, "--today", "2026-02-02", "--returns", 0]
    with Running("bank", *arguments, "--closed", closed) as bank:
        customer = Customer(bank, keys)
        customer.put(pain(given=given))
        (name,) = [name for name in customer.wait_for("returns") if "returns" in name]
        returned = [one for one in read_camt054(customer.file(name)).items if isinstance(one, Movement)]

    assert [(one.end_to_end_id, one.amount, one.return_reason) for one in returned] == [
        ("O-closed", Money(500, "EUR"), "AC04")
    ]
