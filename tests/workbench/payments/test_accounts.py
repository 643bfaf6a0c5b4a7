"""Accounts for payment at two browsers: proposed by one, confirmed or refused by the other; what came back, mended."""

from demo.population.mt.numbers import iban
from janua.casework.models import Task
from janua.payments.models import AccountChange, BankReport, Disbursement, Hold, Order, PayeeAccount, Run
from janua.registers.models import Person
from tests.faces import FaceClient, workbench_client
from tests.payments import factories as paid
from tests.payments.factories import KNOWN_AT, TODAY
from tests.registers import factories as people
from tests.workbench.payments.test_runs import words

NUMBER = iban("1234567M")


def proposed(client: FaceClient, payee: Person, number: str = NUMBER, holder: str = "Maria Borg") -> PayeeAccount:
    """An account that an officer proposed a moment ago."""
    from janua.payments.actions import account
    from tests.database import as_process_role

    with as_process_role("janua_workbench", paid.actor(paid.preparer())):
        return account.propose(payee=payee.id, number=number, holder_name=holder, reason="a paper", on=TODAY)


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
    from janua.payments.actions import account as actions
    from tests.database import as_process_role

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


def returned_order(reason: str) -> Order:
    """An order that the bank sent back, with the task about it."""
    from janua.base.documents.models import Document

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
    preparer.raise_request_exception = False

    assert "Pay it again with the next run" in words(preparer.get(preparer.at("return", good.id)))
    first = preparer.post(preparer.at("return-again", good.id))
    second = preparer.post(preparer.at("return-again", bad.id))

    assert (first.status_code, second.status_code >= 400) == (302, True)
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
