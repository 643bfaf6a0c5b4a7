"""A run at two browsers: prepared by one, looked into, approved by the other, given up."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janua.base import clock
from janua.base.accounts.models import Session
from janua.base.audit.models import Access
from janua.payments.models import Hold, Order, Run
from janua.payments.queries import runs as reads
from tests.faces import FaceClient, workbench_client
from tests.payments import factories as paid
from tests.registers import factories as people
from tests.workbench.payments.asking import prepared, words


def test_run_is_prepared_by_one_and_approved_by_another(preparer: FaceClient, approver: FaceClient) -> None:
    paid.entitled(50_000)
    paid.entitled(7_550)

    run = prepared(preparer)
    seen = words(approver.get(approver.at("run-approve", run.id)))
    page = approver.post(approver.at("run-approve", run.id), {"seen": str(run.control_sum)})

    assert "€575.50" in seen
    assert (page.status_code, page["location"]) == (302, approver.at("run-send", run.id))
    run.refresh_from_db()
    assert (run.state, run.order_count, run.control_sum) == ("approved", 2, 57_550)
    assert "Together €575.50 , the control sum Adds up" in words(approver.get(approver.at("run-send", run.id)))


def two_runs(preparer: FaceClient, approver: FaceClient) -> tuple[Run, Run]:
    """A run that was approved, and the next one, in which one is new, one gone, one paid more."""
    first, second, third = paid.entitled(50_000), paid.entitled(7_550), paid.entitled(1_000)
    before = prepared(preparer)
    approver.post(approver.at("run-approve", before.id), {"seen": str(before.control_sum)})
    paid.entitled(60_000, person=first.person, programme="MT-CAS")
    paid.entitled(7_550, person=second.person, programme="MT-CAS")
    paid.entitled(30_000)
    paid.entitled(20_000, number=None)
    assert third.account is not None
    return before, prepared(preparer)


def test_run_is_shown_with_totals_samples_and_what_changed(preparer: FaceClient, approver: FaceClient) -> None:
    _, run = two_runs(preparer, approver)

    overview = words(approver.get(approver.at("run", run.id)))
    compared = words(approver.get(approver.at("run-compare", run.id)))
    left_out = words(approver.get(approver.at("run-left-out", run.id)))
    largest = words(approver.get(approver.at("run-orders", run.id) + "?show=largest"))

    assert "€975.50" in overview
    assert "1 amount that is due was left out" in overview
    assert "There is no account to pay into 1 €200.00" in left_out
    for expected in ("New: not in the run before 1 €300.00", "Gone: in the run before, not in this one 1 −€10.00"):
        assert expected in compared
    assert "Paid more than before 1 €100.00" in compared
    assert "Paid the same 1 €0.00" in compared
    assert "Maria Borg MT-CAS €600.00 €500.00" in largest
    for page in ("runs", "run-new"):
        assert preparer.get(preparer.at(page)).status_code == 200
    for show in ("all", "random", "changed", "new"):
        assert approver.get(approver.at("run-orders", run.id) + f"?show={show}").status_code == 200
    assert approver.get(approver.at("run-approve", run.id)).status_code == 200
    assert approver.get(approver.at("run-give-up", run.id)).status_code == 200


def test_run_is_not_approved_by_who_prepared_it() -> None:
    both = people.officer("prepare_run", "approve_run")
    client = workbench_client(both)
    paid.entitled(50_000)
    run = prepared(client)

    overview = words(client.get(client.at("run", run.id)))
    shown = words(client.get(client.at("run-approve", run.id)))
    page = client.post(client.at("run-approve", run.id), {"seen": "50000"})

    assert "You prepared this run. Now somebody else has to approve it." in overview
    assert "Approve and pay" not in shown
    assert page.status_code == 422
    assert "You prepared this run. Somebody else has to approve it." in words(page)
    run.refresh_from_db()
    assert run.state == "prepared"


def test_approval_asks_for_the_second_factor_again(preparer: FaceClient, approver: FaceClient) -> None:
    paid.entitled(50_000)
    run = prepared(preparer)
    Session.objects.update(second_factor_at=clock.now() - timedelta(hours=1))

    shown = approver.get(approver.at("run-approve", run.id))
    page = approver.post(approver.at("run-approve", run.id), {"seen": "50000"})

    assert [answer["location"].split("?")[0] for answer in (shown, page)] == [approver.at("step-up")] * 2
    run.refresh_from_db()
    assert run.state == "prepared"


def test_who_has_no_part_in_payments_finds_no_run(preparer: FaceClient) -> None:
    paid.entitled(50_000)
    run = prepared(preparer)
    stranger, auditor = workbench_client(people.officer("read_case")), workbench_client(people.officer("read_audit"))
    names = ("run", "run-orders", "run-compare", "run-left-out", "run-send", "run-approve", "run-give-up")

    for client in (stranger, auditor):
        assert {client.get(client.at(name, run.id)).status_code for name in names} == {404}
        assert [client.get(client.at(name)).status_code for name in ("runs", "run-new", "returns", "accounts")] == [
            404, 404, 404, 404,
        ]  # fmt: skip
    assert preparer.get(preparer.at("run-approve", run.id)).status_code == 404


def test_run_of_another_area_is_not_there(preparer: FaceClient) -> None:
    paid.entitled(50_000)
    run = prepared(preparer)
    people.area(9)
    foreign = workbench_client(people.officer("prepare_run", "approve_run", "confirm_account", area_id=9))

    for name in ("run", "run-orders", "run-approve"):
        assert foreign.get(foreign.at(name, run.id)).status_code == 404
    assert foreign.post(foreign.at("run-approve", run.id), {"seen": "50000"}).status_code == 404
    assert "No run yet" in words(foreign.get(foreign.at("runs")))
    run.refresh_from_db()
    assert run.state == "prepared"


def test_what_happened_since_is_taken_out_and_named_before_the_approval(
    preparer: FaceClient, approver: FaceClient
) -> None:
    gone = paid.entitled(50_000, person=people.person(given="Ġorġ", family="Sammut", area_id=1))
    paid.entitled(7_550)
    run = prepared(preparer)
    Hold.objects.create(
        person=gone.person, area_id=1, reason="account_in_doubt", opened_at=paid.KNOWN_AT, opened_by=str(run.id)
    )

    first = approver.post(approver.at("run-approve", run.id), {"seen": "57550"})
    shown = words(approver.get(first["location"]))
    run.refresh_from_db()
    after_first = (run.state, run.order_count, run.control_sum)
    second = approver.post(approver.at("run-approve", run.id), {"seen": "7550"})

    assert first["location"] == approver.at("run-approve", run.id)
    assert after_first == ("prepared", 1, 7_550)
    assert "Ġorġ Sammut MT-CA €500.00 – Taken out Payments of this person were held since" in shown
    assert "Approve and pay €75.50" in shown
    assert second["location"] == approver.at("run-send", run.id)
    run.refresh_from_db()
    assert (run.state, run.control_sum) == ("approved", 7_550)


def test_page_of_the_bank_looks_again_until_told_to_be_still(preparer: FaceClient, approver: FaceClient) -> None:
    paid.entitled(50_000)
    run = prepared(preparer)
    before = approver.get(approver.at("run-send", run.id))
    approver.post(approver.at("run-approve", run.id), {"seen": "50000"})
    here = approver.at("run-send", run.id)

    assert [page.get("Refresh") for page in (before, approver.get(here), approver.get(here + "?still=1"))] == [
        None,
        "5",
        None,
    ]


def test_other_total_than_was_shown_approves_nothing(preparer: FaceClient, approver: FaceClient) -> None:
    paid.entitled(50_000)
    run = prepared(preparer)

    page = approver.post(approver.at("run-approve", run.id), {"seen": "49999"})

    assert page["location"] == approver.at("run-approve", run.id)
    run.refresh_from_db()
    assert run.state == "prepared"


def test_run_is_sent_back_with_a_reason_by_the_second_person(preparer: FaceClient, approver: FaceClient) -> None:
    paid.entitled(50_000)
    run = prepared(preparer)

    without = approver.post(approver.at("run-give-up", run.id), {"reason": ""})
    page = approver.post(approver.at("run-give-up", run.id), {"reason": "The day is a holiday."})

    assert without.status_code == 422
    assert page["location"] == approver.at("run", run.id)
    assert "Reason: The day is a holiday." in words(preparer.get(preparer.at("run", run.id)))
    again = prepared(preparer)
    assert (again.order_count, again.control_sum) == (1, 50_000)


def test_day_on_which_the_bank_rests_is_refused(preparer: FaceClient) -> None:
    paid.entitled(50_000)
    typed = {"area": "1", "execute_on_day": "7", "execute_on_month": "3", "execute_on_year": "2026"}

    page = preparer.post(preparer.at("run-new"), typed)

    assert page.status_code == 422
    assert "The bank does not pay on this day. Choose a working day." in words(page)
    assert Run.objects.count() == 0


def test_restricted_person_is_paid_and_not_named(preparer: FaceClient, approver: FaceClient) -> None:
    hidden = people.person(given="Cora", family="Hidden", area_id=1, restricted=True)
    paid.entitled(50_000, person=hidden)
    run = prepared(preparer)

    page = words(approver.get(approver.at("run-orders", run.id)))

    assert "A person you may not see MT-CA €500.00" in page
    assert "Hidden" not in page


def test_orders_shown_are_kept_in_the_access_log(preparer: FaceClient, approver: FaceClient) -> None:
    one = paid.entitled(50_000)
    run = prepared(preparer)

    approver.get(approver.at("run-orders", run.id))

    looks = Access.objects.filter(page="workbench:run-orders").values_list("persons", "purpose")
    assert list(looks) == [([one.person.id], "check a payment run")]


def own(captured: CaptureQueriesContext) -> int:
    """How many statements the page itself makes, beside what every page needs of its door."""
    tables = ("payments_", "registers_", "casework_", "catalogue_", "areas_area", "audit_access")
    return sum(any(table in one["sql"] for table in tables) for one in captured.captured_queries)


QUERIES = {"runs": 3, "run": 8, "run-orders": 7, "run-compare": 3, "run-left-out": 8, "run-send": 4}


@pytest.mark.parametrize("name", QUERIES)
def test_pages_take_a_fixed_number_of_queries(preparer: FaceClient, approver: FaceClient, name: str) -> None:
    paid.entitled(50_000)
    paid.entitled(1_000, number=None)
    run = prepared(preparer)
    counts = []
    for more in (0, 3):
        for _ in range(more):
            paid.entitled(2_000)
            paid.entitled(3_000, number=None)
        if more:
            approver.post(approver.at("run-give-up", run.id), {"reason": "again"})
            run = prepared(preparer)
        with CaptureQueriesContext(connection) as captured:
            page = approver.get(approver.at(name, *([] if name == "runs" else [run.id])))
        assert page.status_code == 200
        counts.append(own(captured))
    assert counts == [QUERIES[name]] * 2


@pytest.mark.long
def test_ten_thousand_orders_are_paged_by_key(preparer: FaceClient, approver: FaceClient) -> None:
    """Every order is on one page, the last page costs what the first does, and the way back leads there."""
    template = paid.entitled(1_000)
    run = prepared(preparer)
    first = Order.objects.get(run=run)
    made = [
        Order(
            run=run, person=template.person, payee=template.person, account=first.account, amount=1_000 + number,
            currency="EUR", state="prepared",
        )
        for number in range(9_999)
    ]  # fmt: skip
    Order.objects.bulk_create(made, batch_size=2_000)
    expected = sorted(Order.objects.filter(run=run).values_list("id", flat=True))
    seen, counts, address = 0, set(), approver.at("run-orders", run.id)
    after = None
    while rows := reads.orders_of(run=run, after=after, highest=500):
        seen += len(rows)
        after = rows[-1].id
    assert (seen, after) == (10_000, expected[-1])
    for start in (None, expected[5_000], expected[-60]):
        with CaptureQueriesContext(connection) as captured:
            page = approver.get(address + (f"?after={start}" if start else ""))
        counts.add(own(captured))
        assert page.content.count(b"<bdi>Maria Borg</bdi>") == 50
    assert len(counts) == 1
    back = reads.orders_of(run=run, before=expected[100], highest=50)
    assert [row.id for row in back] == expected[50:100]
