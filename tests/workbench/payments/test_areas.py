"""Payments in the area where one holds the permission, and not wherever one sees rows for another duty."""

from datetime import date

import pytest

from janua.base.accounts.models import Role, RoleAssignment, RolePermission
from janua.payments.actions import account as actions
from janua.payments.models import Hold, PayeeAccount
from janua.values import uuid7
from tests.database import as_process_role
from tests.faces import FaceClient, workbench_client
from tests.payments import factories as paid
from tests.payments.factories import KNOWN_AT, TODAY
from tests.registers import factories as people
from tests.workbench.payments.asking import asked, prepared, words
from tests.workbench.payments.test_accounts import NUMBER, returned_order

RUN_PAGES = ("run", "run-orders", "run-compare", "run-left-out", "run-send", "run-approve", "run-give-up")


@pytest.fixture
def foreign() -> FaceClient:
    """Who pays another area, and reads cases here: the rows of here are seen, and no page of payments is open."""
    people.area(9)
    officer = people.officer("prepare_run", "approve_run", "propose_account", "confirm_account", area_id=9)
    reads = Role.objects.create(code=f"role-{uuid7()}"[:40], names={})
    RolePermission.objects.create(role=reads, permission="read_case")
    RoleAssignment.objects.create(
        account=officer, role=reads, area=people.area(1), starts_on=date(2020, 1, 1), proposed_at=KNOWN_AT,
        confirmed_at=KNOWN_AT,
    )  # fmt: skip
    return workbench_client(officer)


def test_run_is_open_where_the_permission_is_held(preparer: FaceClient, foreign: FaceClient) -> None:
    paid.entitled(50_000)
    run = prepared(preparer)

    assert {foreign.get(foreign.at(name, run.id)).status_code for name in RUN_PAGES} == {404}
    pressed = [
        foreign.post(foreign.at("run-approve", run.id), {"seen": "50000"}).status_code,
        foreign.post(foreign.at("run-give-up", run.id), {"reason": "mine now"}).status_code,
    ]
    assert pressed == [404, 404]
    assert run.reference not in words(foreign.get(foreign.at("runs")))
    run.refresh_from_db()
    assert run.state == "prepared"


def test_stopped_run_is_tried_again_where_the_permission_is_held(preparer: FaceClient, foreign: FaceClient) -> None:
    run = asked(preparer)
    run.fault = "ArithmeticError"
    run.save()
    assert foreign.get(foreign.at("run", run.id)).status_code == 404
    assert foreign.post(foreign.at("run-again", run.id)).status_code == 404
    run.refresh_from_db()
    assert run.fault == "ArithmeticError"


def test_account_change_is_open_where_the_permission_is_held(foreign: FaceClient, approver: FaceClient) -> None:
    person = paid.entitled(1_000).person
    with as_process_role("janua_workbench", paid.actor(paid.preparer())):
        account = actions.propose(payee=person.id, number=NUMBER, holder_name="Maria Borg", reason="x", on=TODAY)
    here = foreign.at("account-change", account.id)

    assert [foreign.get(here).status_code, foreign.post(here, {"confirm": "1"}).status_code] == [404, 404]
    assert "Maria Borg" not in words(foreign.get(foreign.at("accounts")))
    assert "Maria Borg" in words(approver.get(approver.at("accounts")))
    assert PayeeAccount.objects.get(id=account.id).state == "proposed"


def test_payment_that_came_back_is_open_where_the_permission_is_held(foreign: FaceClient, preparer: FaceClient) -> None:
    order = returned_order("AC04")
    here = foreign.at("return", order.id)

    assert [foreign.get(here).status_code, foreign.post(here, {}).status_code] == [404, 404]
    assert foreign.post(foreign.at("return-again", order.id)).status_code == 404
    assert "Maria Borg" not in words(foreign.get(foreign.at("returns")))
    assert "Maria Borg" in words(preparer.get(preparer.at("returns")))


def test_hold_is_lifted_where_the_permission_is_held(foreign: FaceClient, approver: FaceClient) -> None:
    person = paid.entitled(1_000).person
    hold = Hold.objects.create(
        person=person, area_id=1, reason="account_in_doubt", opened_at=KNOWN_AT, opened_by="system:keeper"
    )

    assert foreign.post(foreign.at("hold-lift", hold.id)).status_code == 404
    assert "Maria Borg" not in words(foreign.get(foreign.at("holds")))
    assert "Maria Borg" in words(approver.get(approver.at("holds")))
    hold.refresh_from_db()
    assert hold.lifted_at is None
