"""The payments worker's loops: a fault of one keeps no other."""

from collections.abc import Callable

import pytest

from janua.exchange.outbound import OutboundFailed
from janua.payments import jobs
from janua.payments.models import BankReport, Order, Run
from janua.payments.wire import BankNotReady
from tests.payments.scene import Scene, states

OpenScene = Callable[..., Scene]


def test_loops_of_a_process_without_a_bank_do_nothing(settings: object) -> None:
    settings.JANUA_PARTNERS = {}  # type: ignore[attr-defined]
    jobs.send_approved_runs()
    assert jobs.take_bank_reports() is False


def test_run_that_cannot_be_sent_keeps_no_other(open_scene: OpenScene) -> None:
    scene = open_scene()
    first, second = scene.approved(100), scene.approved(200)
    with scene.as_superuser():
        # Somebody damaged the first payee's account by hand.
        account = Order.objects.get(run=first).account_id
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("UPDATE payments_payeeaccount SET sealed_number = 'x' WHERE id = %s", [account])
    with scene.worker(), pytest.raises(Exception, match="sealed value"):
        jobs.send_approved_runs()
    with scene.as_superuser():
        assert [Run.objects.get(id=run).state for run in (first, second)] == ["approved", "sent"]
        assert (states(first), states(second)) == ([(100, "approved")], [(200, "sent")])


def test_what_was_fetched_is_taken_though_the_bank_is_away(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100)
    scene.send(run)
    scene.until(lambda: BankReport.objects.count() == 2)
    with scene.as_superuser():
        BankReport.objects.update(taken_at=None)
    scene.bank.switch(failure="unavailable")
    with scene.worker(), pytest.raises(BankNotReady):
        jobs.take_bank_reports()
    with scene.as_superuser():
        assert (BankReport.objects.filter(taken_at__isnull=True).count(), states(run)) == (0, [(100, "paid")])


def test_bank_that_is_down_is_asked_again(open_scene: OpenScene) -> None:
    scene = open_scene()
    run = scene.approved(100)
    scene.bank.kill()
    with scene.worker(), pytest.raises(OutboundFailed):
        jobs.send_approved_runs()
    scene.bank.start("--port", scene.bank.port)
    scene.reconcile_by_loops(run)
    assert scene.bank.control("bookings", {})["count"] == 1
