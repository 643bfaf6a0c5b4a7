"""Reconciling: the bank's words in any order, twice and late, end in the same ledger."""

import io
import random
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from emulators.bank_files import Booking, notice
from janua.base.actors import acting_as
from janua.casework.models import Task
from janua.payments.actions import report as reports
from janua.payments.actions.settling import settle, take_words
from janua.payments.actions.words import Said
from janua.payments.models import BankFile, BankReport, Disbursement, LeftOut, Order, OrderLine, PayeeAccount, Run
from janua.payments.states import Word
from tests.payments import factories as paid
from tests.payments.broken import broken
from tests.payments.factories import TODAY
from tests.payments.scene import PAYMASTER, Scene, balances, said, states

OpenScene = Callable[..., Scene]


def tasks() -> list[tuple[str, UUID]]:
    return sorted(Task.objects.values_list("kind", "object_id"))


def test_paid_orders_end_at_the_bank(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100, 200, 300)
    scene.send(run)
    scene.reconcile(run)
    with scene.as_superuser():
        assert states(run) == [(100, "paid"), (200, "paid"), (300, "paid")]
        assert (said(), tasks()) == ([(amount, "paid", "") for amount in (100, 200, 300)], [])
        assert (balances(), broken()) == ({"bank": -600, "expense": 600}, [])
    assert scene.bank.control("bookings", {})["debits"] == "6.00"


def test_return_frees_the_lines_books_the_ledger_and_opens_one_task(open_scene: OpenScene) -> None:
    scene = open_scene("--returns", 1000)
    run = scene.approved(100)
    scene.send(run)
    scene.until(lambda: Order.objects.get().state == "returned")
    with scene.as_superuser():
        order = Order.objects.get()
        assert [(outcome, bool(reason)) for _, outcome, reason in said()] == [("paid", False), ("returned", True)]
        assert (balances(), tasks()) == ({"expense": 100, "owed": -100}, [("returned_payment", order.id)])
        assert (OrderLine.objects.get().holds, broken()) == (False, [])
    # The account is at fault: what went there is not sent there again before it has been changed.
    prepared = scene.prepare()
    with scene.as_superuser():
        left_out = list(LeftOut.objects.filter(run=prepared).values_list("reason", flat=True))
    assert (prepared.state, prepared.order_count, left_out) == ("empty", 0, ["account_returned"])


def test_paid_again_after_a_return_costs_the_programme_once(open_scene: OpenScene) -> None:
    scene = open_scene("--returns", 1000)
    scene.send(scene.approved(100))
    scene.until(lambda: Order.objects.get().state == "returned")
    with scene.as_superuser():
        person = Order.objects.get().payee
        PayeeAccount.objects.update(ended_on=date(2026, 3, 1))
        paid.account_of(person, usable_from_on=TODAY)
    scene.send(scene.approve_what_is_due())
    with scene.as_superuser():
        assert (balances(), broken()) == ({"expense": 100, "sent": -100}, [])


def test_rejected_payments_open_a_task_and_stay_owed(open_scene: OpenScene) -> None:
    scene = open_scene("--rejects", 1000)
    run = scene.approved(100)
    scene.send(run)
    scene.reconcile(run)
    with scene.as_superuser():
        assert (states(run), said()) == ([(100, "rejected")], [(100, "rejected", "AC04")])
        assert (balances(), tasks()) == ({"expense": 100, "owed": -100}, [("returned_payment", Order.objects.get().id)])
        assert broken() == []


@pytest.mark.parametrize(
    "switches",
    [
        {"duplicate": 3},
        {"out_of_order": True},
        {"late": 0.5},
        {"flood": 3},
        {"duplicate": 2, "out_of_order": True, "late": 0.2, "flood": 2},
    ],
    ids=str,
)
def test_doubled_late_and_disordered_reports_are_harmless(open_scene: OpenScene, switches: dict[str, Any]) -> None:
    scene = open_scene("--returns", 500, "--rejects", 200)
    scene.bank.switch(**switches)
    run = scene.approved(*range(100, 112))
    scene.send(run)
    scene.reconcile(run)
    scene.until(lambda: BankReport.objects.filter(kind="camt.054.001.08").count() >= 2)
    scene.take_reports()
    bank = scene.bank.control("bookings", {})
    cents = {name: round(float(bank[name]) * 100) for name in ("debits", "credits")}
    with scene.as_superuser():
        assert broken() == []
        sums = {state: sum(amount for amount, its in states(run) if its == state) for _, state in states(run)}
        assert sums.get("paid", 0) + sums.get("returned", 0) == cents["debits"]
        assert sums.get("returned", 0) == cents["credits"]
        assert balances().get("bank", 0) == cents["credits"] - cents["debits"]
        unpaid = sum(1 for _, state in states(run) if state in ("returned", "rejected"))
        assert [kind for kind, _ in tasks() if kind == "returned_payment"] == ["returned_payment"] * unpaid
        # Each content once, whatever it is called.
        names = BankFile.objects.count()
        assert names == BankReport.objects.count() * (1 + int(switches.get("duplicate", 0)))


def test_strange_words_change_nothing_and_are_shown_to_an_officer(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100)
    scene.send(run)
    scene.reconcile(run)
    with scene.as_superuser():
        order = Order.objects.get()
    ours, other = "MT84MALT011000012345MTLCAST001S", "0" * 32
    bookings = [
        Booking(ours, f"B-{number}", is_credit, Decimal(amount), currency, end_to_end, message, reason, "2026-03-04")
        for number, (is_credit, amount, currency, end_to_end, message, reason) in enumerate(
            [
                (False, 1, "EUR", other, "", ""),
                (False, 1, "EUR", "NOTPROVIDED", "", ""),
                (True, 2, "EUR", order.id.hex, "", "AC04"),
                (True, 1, "USD", order.id.hex, "", "AC04"),
                (True, 1, "EUR", order.id.hex, other, "AC04"),
                # Money from elsewhere is none of our orders.
                (True, 5, "EUR", "", "", ""),
            ]
        )
    ]
    content = notice(ours, bookings, made_at="2026-03-04T10:00:00Z", name="N-1")
    with scene.worker():
        with acting_as(PAYMASTER):
            assert reports._keep("strange.xml", io.BytesIO(content)) == 1
        reports.take_waiting(on=TODAY)
    with scene.as_superuser():
        assert BankReport.objects.get(fault="strange_words").kind == "camt.054.001.08"
        assert (states(run), balances(), broken()) == ([(100, "paid")], {"bank": -100, "expense": 100}, [])
        assert [kind for kind, _ in tasks()] == ["bank_report_at_fault"]


def test_bank_that_contradicts_itself_is_shown_to_an_officer(open_scene: OpenScene) -> None:
    scene = open_scene()
    scene.bank.switch(contradiction=True)
    run = scene.approved(100)
    scene.send(run)
    scene.until(lambda: Disbursement.objects.count() == 2)
    with scene.as_superuser():
        # The money has moved: a booking outweighs a no.
        assert (states(run), balances()) == ([(100, "paid")], {"bank": -100, "expense": 100})
        assert (tasks(), broken()) == ([("bank_contradicts_itself", Order.objects.get().id)], [])


def test_report_that_cannot_be_read_says_nothing(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100)
    scene.send(run)
    content = b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'><nonsense/></Document>"
    with scene.worker():
        with acting_as(PAYMASTER):
            assert [reports._keep(name, io.BytesIO(content)) for name in ("a.xml", "b.xml")] == [1, 0]
        reports.take_waiting(on=TODAY)
    with scene.as_superuser():
        assert BankReport.objects.filter(fault="not_readable").count() == 1
        assert "bank_report_at_fault" in [kind for kind, _ in tasks()]
    scene.reconcile(run)


def test_run_reconciles_though_we_never_heard_that_the_bank_has_it(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100)
    scene.bank.switch(failure="disconnect_after", failures=1)
    with pytest.raises(Exception, match="broke off"):
        scene.send(run)
    scene.until(lambda: Order.objects.get().state == "paid")
    with scene.as_superuser():
        assert Run.objects.get(id=run).state == "sending"
    scene.send(run)
    scene.reconcile(run)
    assert scene.bank.control("bookings", {})["count"] == 1


class _Backed(Exception):
    pass


WORDS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([Word.PAID, Word.RETURNED, Word.REJECTED]), st.booleans()), max_size=9
)


def _say(order: Order, word: Word) -> Said:
    return Said(order.id, word, order.amount, "EUR", date(2026, 3, 4), "AC04" if word != Word.PAID else "", "")


def _report() -> UUID:
    from janua.base.documents.actions import store_large_document

    number = uuid4()
    BankReport.objects.create(
        id=number,
        kind="camt.054.001.08",
        sha256=number.bytes * 2,
        document=store_large_document(subject=number, area_id=None, source=io.BytesIO(b"x"), media_type="x"),
        received_at=paid.KNOWN_AT,
    )
    return number


def _end_of(words: list[Said], shuffle: random.Random) -> tuple[Any, ...]:
    """Where words in some order, in reports of some sizes, leave everything; then all is as before."""
    end: tuple[Any, ...] = ()
    try:
        with transaction.atomic():
            rest = shuffle.sample(words, len(words))
            while rest:
                size = shuffle.randint(1, len(rest))
                number = _report()
                assert take_words(report=number, words=rest[:size]) == 0
                settle(report=number, on=TODAY)
                rest = rest[size:]
            entries = sorted(
                (entry.person_id, entry.programme, entry.account) for entry in paid_entries() if entry.amount
            )
            end = (
                sorted(Order.objects.values_list("id", "state")),
                balances(),
                sorted(OrderLine.objects.values_list("order_id", "holds")),
                sorted(Disbursement.objects.values_list("order_id", "outcome")),
                sorted({kind for kind, _ in tasks()} - {"returned_payment"}),
                {entry[0] for entry in entries},
            )
            assert broken() == []
            total = sum(Order.objects.values_list("amount", flat=True))
            by_state = dict.fromkeys(("sent", "paid", "returned", "rejected"), 0)
            for amount, state in Order.objects.values_list("amount", "state"):
                by_state[state] += amount
            assert total == sum(by_state.values())
            assert balances().get("bank", 0) == -by_state["paid"]
            assert balances().get("sent", 0) == -by_state["sent"]
            assert balances().get("owed", 0) == -by_state["returned"] - by_state["rejected"]
            raise _Backed
    except _Backed:
        return end


def paid_entries() -> Iterator[Any]:
    from janua.payments.models import LedgerEntry

    yield from LedgerEntry.objects.all()


def test_random_words_in_random_order_end_in_the_same_ledger(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100, 250, 333)
    scene.send(run)

    @hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(words=WORDS, seed=st.integers(0, 2**32))
    def same(words: list[tuple[int, Word, bool]], seed: int) -> None:
        shuffle = random.Random(seed)
        with scene.database.as_django("janua_payments"), acting_as(PAYMASTER):
            orders = list(Order.objects.order_by("amount"))
            all_words = [_say(orders[place], word) for place, word, twice in words for _ in range(1 + twice)]
            ends = [_end_of(all_words, shuffle) for _ in range(3)]
            assert ends[0] == ends[1] == ends[2]

    same()
