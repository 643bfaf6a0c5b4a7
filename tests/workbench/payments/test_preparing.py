"""A run while it is prepared: how far it is, stopped, given up, empty, limited to programmes; who is left out."""

from datetime import date, timedelta

import pytest

from janua.base import clock
from janua.base.actors import acting_as, system_actor
from janua.catalogue.models import Programme
from janua.payments.actions import preparing
from janua.payments.models import Run
from tests.database import as_process_role
from tests.faces import FaceClient
from tests.payments import factories as paid
from tests.payments.desks import work_through
from tests.workbench.payments.asking import asked, prepared, words


def test_run_is_prepared_by_the_worker_and_the_page_shows_how_far(
    preparer: FaceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "_PERSONS_AT_ONCE", 1)
    for amount in (50_000, 7_550, 1_000):
        paid.entitled(amount)
    run = asked(preparer)
    here = preparer.at("run", run.id)
    shown = []

    for _ in range(3):
        page = words(preparer.get(here))
        shown.append(page[page.index("This run is being prepared") :].split(" It has taken")[0])
        with as_process_role("janua_payments"), acting_as(system_actor("paymaster")):
            preparing.advance(run=run.id, on=paid.TODAY)
    listed = words(preparer.get(preparer.at("runs")))
    run = work_through(run)
    asked_by_script = preparer.get(here, headers={"HX-Request": "true"})

    assert shown == [
        "This run is being prepared Waits for the payments worker. 0 orders so far.",
        "This run is being prepared Putting what is due into orders: 0 of 3 persons 0 orders so far.",
        "This run is being prepared Putting what is due into orders: 1 of 3 persons 1 order so far.",
    ]
    assert "Being prepared" in listed
    assert (run.state, run.order_count, asked_by_script["HX-Refresh"]) == ("prepared", 3, "true")
    assert "HX-Refresh" not in preparer.get(here)


def test_run_may_be_given_up_while_it_is_prepared(preparer: FaceClient) -> None:
    paid.entitled(50_000)
    run = asked(preparer)

    shown = words(preparer.get(preparer.at("run-give-up", run.id)))
    preparer.post(preparer.at("run-give-up", run.id), {"reason": "The wrong day."})

    assert "Give the run up" in shown
    assert work_through(run).state == "cancelled"
    assert "Reason: The wrong day." in words(preparer.get(preparer.at("run", run.id)))


def test_preparation_that_stopped_says_what_to_do_and_is_tried_again(
    preparer: FaceClient, approver: FaceClient
) -> None:
    paid.entitled(50_000)
    run = asked(preparer)
    Run.objects.update(fault="ArithmeticError")

    page = words(preparer.get(preparer.at("run", run.id)))
    for_another = words(approver.get(approver.at("run", run.id)))
    refused = approver.post(approver.at("run-again", run.id)).status_code
    again = preparer.post(preparer.at("run-again", run.id))

    assert "The preparation stopped (ArithmeticError). Nothing is lost, and nothing was sent." in page
    assert f"tell the people who run the system “{run.reference}, ArithmeticError”" in page
    assert ("Try again" in page, "Try again" in for_another, refused) == (True, False, 404)
    assert again["location"] == preparer.at("run", run.id)
    assert work_through(run).state == "prepared"


def test_worker_that_does_not_run_is_noticed(preparer: FaceClient) -> None:
    run = asked(preparer)
    fresh = words(preparer.get(preparer.at("run", run.id)))
    Run.objects.update(frozen_at=clock.now() - timedelta(minutes=3))
    late = words(preparer.get(preparer.at("run", run.id)))

    assert "has not taken this run up" not in fresh
    assert "It has taken 3 minutes." in late
    assert "The payments worker has not taken this run up. Tell the people who run the system" in late


def test_run_without_an_order_is_not_put_before_a_second_person(preparer: FaceClient, approver: FaceClient) -> None:
    paid.entitled(50_000, number=None)
    run = prepared(preparer)

    overview = words(preparer.get(preparer.at("run", run.id)))
    approval = words(approver.get(approver.at("run-approve", run.id)))
    pressed = approver.post(approver.at("run-approve", run.id), {"seen": "0"})
    listed = words(approver.get(approver.at("runs")))

    assert "There is no order in this run, so there is nothing to approve. It ends here." in overview
    assert "1 amount that is due was left out" in overview
    assert "There is no order in this run, so there is nothing to approve." in approval
    assert "Approve and pay" not in approval
    assert pressed.status_code == 409
    assert "waits for a second person" not in listed
    run.refresh_from_db()
    assert run.state == "empty"


def test_run_is_limited_to_programmes_and_compared_with_its_like(preparer: FaceClient, approver: FaceClient) -> None:
    for code in ("MT-CA", "MT-BB"):
        programme = {"names": {"en": f"Help {code}"}, "legal_basis": "", "budget_line": "Vote 7"}
        Programme.objects.update_or_create(code=code, defaults=programme)
    family = paid.entitled(50_000)
    paid.entitled(7_000, programme="MT-BB")
    everything = prepared(preparer)
    approver.post(approver.at("run-approve", everything.id), {"seen": "57000"})
    paid.entitled(40_000, person=family.person, programme="MT-BB")
    paid.entitled(1_000)
    limited = prepared(preparer, programmes=["MT-BB"])
    approver.post(approver.at("run-approve", limited.id), {"seen": "40000"})
    paid.entitled(45_000, programme="MT-BB")
    again = prepared(preparer, programmes=["MT-BB"])

    whole, first, second = (words(approver.get(approver.at("run", run.id))) for run in (everything, limited, again))

    assert (limited.programmes, limited.control_sum, again.control_sum) == (["MT-BB"], 40_000, 45_000)
    assert "Only these programmes: Help MT-BB." in first
    assert "Vote 7 2 €570.00 – –" in whole
    assert "Help MT-BB 1 €400.00 – –" in first
    assert "Help MT-BB 1 €450.00 €400.00 €50.00" in second
    assert "Vote 7 1 €450.00 €400.00 €50.00" in second


def test_person_is_left_out_once_for_each_reason_and_until_when(preparer: FaceClient) -> None:
    waits = paid.entitled(50_000, 7_000, number=None)
    paid.account_of(waits.person, usable_from_on=date(2026, 3, 5))
    paid.entitled(1_000, number=None)
    run = prepared(preparer)

    page = words(preparer.get(preparer.at("run-left-out", run.id)))
    person = waits.person.id
    behind = words(preparer.get(preparer.at("run-left-out", run.id) + f"?after={person}.account_waits"))

    row = "Maria Borg The new account is not paid yet on the payment day A run may pay it from 5 March 2026. 2 €570.00"
    assert page.count(row) == 1
    assert page.count("Maria Borg") == 2
    assert row not in behind
    assert "Maria Borg There is no account to pay into 1 €10.00" in behind
