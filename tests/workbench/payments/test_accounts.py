"""Accounts for payment at two browsers: proposed by one, confirmed or refused by the other; what came back, mended."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.population.mt.numbers import iban
from janua.base import clock
from janua.base.accounts.models import Session
from janua.base.actors import acting_as, system_actor
from janua.base.documents.models import Document
from janua.casework.models import Task
from janua.payments.actions import account as actions
from janua.payments.models import AccountChange, BankReport, Disbursement, Hold, Order, PayeeAccount, Run
from janua.registers.models import Person, PersonContact
from tests.database import as_process_role
from tests.faces import FaceClient, workbench_client
from tests.payments import factories as paid
from tests.payments.factories import KNOWN_AT, TODAY
from tests.registers import factories as people
from tests.workbench.payments.asking import prepared, words
from tests.workbench.payments.test_runs import own

NUMBER = iban("1234567M")


def proposed(client: FaceClient, payee: Person, number: str = NUMBER, holder: str = "Maria Borg") -> PayeeAccount:
    """An account that an officer proposed a moment ago."""

    with as_process_role("janua_workbench", paid.actor(paid.preparer())):
        return actions.propose(payee=payee.id, number=number, holder_name=holder, reason="a paper", on=TODAY)


def test_account_is_confirmed_by_the_second_person(approver: FaceClient) -> None:
    person = paid.entitled(1_000).person
    account = proposed(approver, person, holder="Somebody Else")

    listed = words(approver.get(approver.at("accounts")))
    shown = words(approver.get(approver.at("account-change", account.id)))
    page = approver.post(approver.at("account-change", account.id), {"confirm": "1"})

    assert "Maria Borg today Ċetta Officer Another name" in listed
    assert "The holder bears another name than the person" in shown
    assert NUMBER not in shown
    assert f"{NUMBER[:4]} … {NUMBER[-4:]}" in shown
    assert (page.status_code, page["location"]) == (302, approver.at("account-change", account.id))
    account.refresh_from_db()
    assert account.state == "confirmed"
    assert "Confirmed by Ċetta Officer" in words(approver.get(approver.at("account-change", account.id)))


def test_account_is_refused_with_a_reason(approver: FaceClient) -> None:
    account = proposed(approver, paid.entitled(1_000).person)
    here = approver.at("account-change", account.id)

    without = approver.post(here, {"refuse": "1", "reason": " "})
    page = approver.post(here, {"refuse": "1", "reason": "The paper is of another person."})

    assert without.status_code == 422
    assert "There is a problem" in words(without)
    assert page.status_code == 302
    change = AccountChange.objects.get(account=account)
    assert (change.account.state, change.refused_for) == ("refused", "The paper is of another person.")
    assert change.refused_by_id is not None


def test_account_is_not_confirmed_by_who_proposed_it(approver: FaceClient) -> None:

    both = people.officer("propose_account", "confirm_account")
    person = paid.entitled(1_000).person
    with as_process_role("janua_workbench", paid.actor(both)):
        account = actions.propose(payee=person.id, number=NUMBER, holder_name="Maria Borg", reason="a paper", on=TODAY)
    client = workbench_client(both)

    shown = words(client.get(client.at("account-change", account.id)))
    page = client.post(client.at("account-change", account.id), {"confirm": "1"})

    assert "You proposed this account. Somebody else has to look at it." in shown
    assert "Confirm this account" not in shown
    assert page.status_code == 422
    account.refresh_from_db()
    assert account.state == "proposed"


def test_account_that_its_payee_stopped_says_what_to_do(approver: FaceClient, preparer: FaceClient) -> None:
    one = paid.entitled(12_300)
    assert one.account is not None
    sent = prepared(preparer)
    Order.objects.filter(run=sent).update(state="sent")
    PayeeAccount.objects.filter(id=one.account.id).update(state="withdrawn")
    AccountChange.objects.filter(account=one.account).update(stopped_at=KNOWN_AT)

    shown = words(approver.get(approver.at("account-change", one.account.id)))

    assert "The person stopped this account: they did not ask for it." in shown
    assert "The bank may have these payments into the stopped account" in shown
    assert "€123.00 , 4 March 2026" in shown
    assert "Confirm this account" not in shown


def returned_order(reason: str) -> Order:
    """An order that the bank sent back, with the task about it."""

    one = paid.entitled(12_300)
    assert one.account is not None
    run = Run.objects.create(
        reference=f"R-{one.person.id.hex[-12:]}", area_id=1, state="sent", execute_on=TODAY,
        prepared_by=paid.preparer(),
        approved_by=paid.approver(), frozen_at=KNOWN_AT, approved_at=KNOWN_AT, currency="EUR", order_count=1,
        control_sum=12_300,
    )  # fmt: skip
    order = Order.objects.create(
        run=run, person=one.person, payee=one.person, account=one.account, amount=12_300, currency="EUR",
        state="returned",
    )  # fmt: skip
    document = Document.objects.create(
        person_id=one.person.id, area_id=1, media_type="application/xml", size=1, salt=b"s" * 16, digest=b"d" * 32,
        stored_by="system:paymaster", stored_at=KNOWN_AT,
    )  # fmt: skip
    report = BankReport.objects.create(
        kind="camt.054", sha256=one.person.id.bytes * 2, document=document, received_at=KNOWN_AT
    )
    Disbursement.objects.create(order=order, report=report, outcome="returned", amount=12_300, reason=reason)
    Task.objects.create(
        kind="returned_payment", office_id=1, area_id=1, person=one.person, object_type="order", object_id=order.id,
        deadline_on=TODAY, state="open", opened_at=KNOWN_AT,
    )  # fmt: skip
    return order


def test_payment_that_came_back_is_mended_with_another_account(preparer: FaceClient) -> None:
    order = returned_order("AC04")
    here = preparer.at("return", order.id)

    listed = words(preparer.get(preparer.at("returns")))
    shown = words(preparer.get(here))
    wrong = preparer.post(here, {"number": "MT00", "holder_name": "Maria Borg", "reason": "a paper"})
    page = preparer.post(here, {"number": NUMBER, "holder_name": "Maria Borg", "reason": "a paper"})

    assert "Maria Borg €123.00 The account is closed (AC04) 2 March 2026" in listed
    assert "Ask the person for another account." in shown
    assert "Pay it again" not in shown
    assert wrong.status_code == 422
    assert "This account number is wrong." in words(wrong)
    made = PayeeAccount.objects.get(state="proposed")
    assert (page.status_code, page["location"]) == (302, preparer.at("account-change", made.id))
    assert list(Task.objects.values_list("kind", "state")) == [("returned_payment", "done")]
    assert "Nothing came back" in words(preparer.get(preparer.at("returns")))


def test_same_account_is_paid_again_only_where_it_is_not_at_fault(preparer: FaceClient) -> None:
    good, bad = returned_order("MS03"), returned_order("AC04")

    assert "Pay it again with the next run" in words(preparer.get(preparer.at("return", good.id)))
    first = preparer.post(preparer.at("return-again", good.id))
    second = preparer.post(preparer.at("return-again", bad.id))

    assert (first.status_code, second.status_code) == (302, 409)
    assert list(Task.objects.order_by("id").values_list("object_id", "state")) == [
        (good.id, "done"),
        (bad.id, "open"),
    ]


def test_held_payments_are_let_go_by_another_than_who_held_them(approver: FaceClient) -> None:
    person = paid.entitled(1_000).person
    Hold.objects.create(
        person=person, area_id=1, reason="account_in_doubt", opened_at=KNOWN_AT, opened_by=str(paid.preparer().id)
    )
    hold = Hold.objects.get()

    shown = words(approver.get(approver.at("holds")))
    page = approver.post(approver.at("hold-lift", hold.id))

    assert "Maria Borg All payments The account is in doubt" in shown
    assert "Let it go" in shown
    assert page.status_code == 302
    hold.refresh_from_db()
    assert hold.lifted_at is not None
    assert "No payment is held" in words(approver.get(approver.at("holds")))


@pytest.mark.usefixtures("_day")
def test_who_held_payments_does_not_let_them_go() -> None:
    officer = people.officer("prepare_run", "approve_run")
    client = workbench_client(officer)
    person = paid.entitled(1_000).person
    hold = Hold.objects.create(
        person=person, area_id=1, reason="account_in_doubt", opened_at=KNOWN_AT, opened_by=str(officer.id)
    )

    shown = words(client.get(client.at("holds")))
    page = client.post(client.at("hold-lift", hold.id))

    assert "You held it: a colleague lets it go" in shown
    assert page.status_code == 409
    hold.refresh_from_db()
    assert hold.lifted_at is None


def test_accounts_of_other_areas_and_roles_are_not_there(approver: FaceClient) -> None:
    account = proposed(approver, paid.entitled(1_000).person)
    order = returned_order("AC04")
    people.area(9)
    foreign = workbench_client(people.officer("confirm_account", "propose_account", "approve_run", area_id=9))
    reader = workbench_client(people.officer("read_case"))

    for client in (foreign, reader):
        assert client.get(client.at("account-change", account.id)).status_code == 404
        assert client.post(client.at("account-change", account.id), {"confirm": "1"}).status_code == 404
        assert client.get(client.at("return", order.id)).status_code == 404
        assert client.post(client.at("return-again", order.id)).status_code == 404
    account.refresh_from_db()
    assert account.state == "proposed"
    assert "No account waits" in words(foreign.get(foreign.at("accounts")))


def test_confirming_asks_for_the_second_factor_again(approver: FaceClient) -> None:
    account = proposed(approver, paid.entitled(1_000).person)
    Session.objects.update(second_factor_at=clock.now() - timedelta(hours=1))

    page = approver.post(approver.at("account-change", account.id), {"confirm": "1"})

    assert page["location"].split("?")[0] == approver.at("step-up")
    account.refresh_from_db()
    assert account.state == "proposed"


def test_signals_point_at_what_to_look_at_twice(approver: FaceClient) -> None:
    person, other = paid.entitled(1_000).person, paid.entitled(2_000, number=NUMBER).person
    with acting_as(system_actor("keeper")):
        PersonContact.objects.create(
            person=person, kind="email", value="x@example.org", source="declared", known_from=clock.now()
        )
    account = proposed(approver, person)
    AccountChange.objects.filter(account=account).update(proposed_at=clock.now() - timedelta(days=8))

    page = words(approver.get(approver.at("account-change", account.id)))

    assert other != person
    for expected in (
        "1 other person is paid into the same account.",
        "A way to reach the person was changed on",
        "This has waited for more than a week",
    ):
        assert expected in page


LISTS = {"accounts": 4, "returns": 7, "holds": 5}


@pytest.mark.parametrize("name", LISTS)
def test_lists_take_a_fixed_number_of_queries(approver: FaceClient, name: str) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            order = returned_order("AC04")
            proposed(
                approver, paid.entitled(1_000).person, number=iban(f"{order.person_id.int % 9_000_000 + 1_000_000}M")
            )
            Hold.objects.create(
                person=order.person, area_id=1, reason="account_in_doubt", opened_at=KNOWN_AT, opened_by="system:keeper"
            )
        with CaptureQueriesContext(connection) as captured:
            assert approver.get(approver.at(name)).status_code == 200
        counts.append(own(captured))
    assert counts == [LISTS[name]] * 2
