"""A run at two browsers: prepared by one, looked into, approved by the other, given up."""

from typing import Any

from janua.payments.models import Run
from tests.faces import FaceClient
from tests.payments import factories as paid


def words(page: Any) -> str:
    """What a page says, without its marks."""
    import re

    text = re.sub(r"<(script|style).*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def prepared(client: FaceClient, day: str = "4") -> Run:
    """Have a run prepared at a browser."""
    page = client.post(
        client.at("run-new"),
        {"area": "1", "execute_on_day": day, "execute_on_month": "3", "execute_on_year": "2026"},
    )
    assert page.status_code == 302, words(page)
    return Run.objects.latest("id")


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
