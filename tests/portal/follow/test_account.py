"""The account for payments: shown anew who one is, one on record, one that waits, a change that is stopped."""

from datetime import date, timedelta
from typing import Any

import pytest

from demo.population.mt.numbers import iban
from janua.base import clock
from janua.base.accounts.models import Session
from janua.base.actors import acting_as, system_actor
from janua.base.audit.models import Entry
from janua.base.notices.models import Notice
from janua.pack.installed import country
from janua.payments.actions.account import confirm
from janua.payments.models import AccountChange, PayeeAccount
from janua.registers.actions import StatedFact, record_facts
from janua.registers.models import Assurance, Person
from tests.faces import FaceClient, portal_client
from tests.payments import factories as paid
from tests.portal.follow import scene as s
from tests.portal.follow.scene import ON
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
OLD, NEW, ON_RECORD = iban("0012384M"), iban("0045690M"), iban("0078991M")
TYPED = {"number": NEW, "holder": "Guza Caruana"}


@pytest.fixture
def payee(db: None) -> Person:
    paid.office()
    return people.person(given="Ġuża", family="Ċaruana", area_id=1)


@pytest.fixture
def client(payee: Person) -> FaceClient:
    return portal_client(people.citizen(payee))


def text(client: FaceClient, name: str, *arguments: Any) -> str:
    page = client.get(client.at(name, *arguments))
    assert page.status_code == 200
    return str(page.content.decode())


def change(client: FaceClient, **typed: str) -> Any:
    return client.post(client.at("change-account"), typed)


def on_record(payee: Person) -> None:
    with acting_as(system_actor("loader")):
        record_facts(
            source="department",
            facts=[
                StatedFact(subject=payee.id, attribute="bank_account", value=ON_RECORD),
                StatedFact(subject=payee.id, attribute="bank_account_holder", value="Ġuża Ċaruana"),
            ],
            attributes=country().attributes_by_name,
            assurance=Assurance.CONFIRMED,
            on=ON,
        )


def confirmed_change(as_process: Any, client: FaceClient, payee: Person) -> tuple[PayeeAccount, PayeeAccount]:
    """The account in use, and the one that the payee asked for and an officer confirmed."""
    old = paid.account_of(payee, OLD)
    change(client, **TYPED, send="1")
    new = PayeeAccount.objects.get(state="proposed")
    with as_process("janua_workbench", paid.actor(paid.approver())):
        confirm(account=new.id, on=ON)
    new.refresh_from_db()
    return old, new


def test_change_asks_who_signed_in_a_while_ago_to_show_again_who_they_are(client: FaceClient) -> None:
    Session.objects.update(second_factor_at=clock.now() - timedelta(hours=1))

    shown, sent = client.get(client.at("change-account")), change(client, **TYPED, send="1")

    assert (shown.status_code, shown["Location"]) == (303, "/sign-in/again/?next=%2Faccount%2Fchange%2F")
    assert sent["Location"].startswith("/sign-in/again/")
    assert PayeeAccount.objects.count() == 0
    page = client.get(sent["Location"]).content.decode()
    assert "Show again who you are" in page
    assert "What you typed is safe." in page


def test_session_in_which_nobody_says_when_they_showed_it_changes_nothing(client: FaceClient) -> None:
    Session.objects.update(second_factor_at=None)
    assert change(client, **TYPED, send="1")["Location"].startswith("/sign-in/again/")
    assert PayeeAccount.objects.count() == 0


def test_taking_back_asks_for_nothing_more(client: FaceClient) -> None:
    change(client, **TYPED, send="1")
    Session.objects.update(second_factor_at=None)
    client.post(client.at("account-take-back", PayeeAccount.objects.get().id))
    assert PayeeAccount.objects.get().state == "withdrawn"


def test_account_on_record_is_offered_with_its_source_and_sent_without_its_number(
    client: FaceClient, payee: Person
) -> None:
    on_record(payee)

    offered = text(client, "change-account")
    look = change(client, known="1").content.decode()
    sent = change(client, known="1", send="1")

    assert f"ending in <strong><bdi>{ON_RECORD[-4:]}</bdi></strong> of you since" in offered
    assert "Its holder is <bdi>Ġuża Ċaruana</bdi>." in offered
    assert f"Pay into the account ending in <bdi>{ON_RECORD[-4:]}</bdi>?" in look
    assert ON_RECORD not in offered + look
    assert sent.status_code == 303
    row = PayeeAccount.objects.get()
    assert (row.state, row.sealed_number, row.holder_name) == ("proposed", ON_RECORD, "Ġuża Ċaruana")


def test_account_on_record_that_is_in_use_is_not_offered(client: FaceClient, payee: Person) -> None:
    on_record(payee)
    paid.account_of(payee, ON_RECORD)
    assert "An account that is known already" not in text(client, "change-account")


def test_account_on_record_of_nobody_is_refused(client: FaceClient) -> None:
    assert change(client, known="1", send="1").status_code == 422
    assert PayeeAccount.objects.count() == 0


def test_change_is_stopped_before_its_first_day_and_the_payee_is_told(
    as_process: Any, client: FaceClient, payee: Person
) -> None:
    old, new = confirmed_change(as_process, client, payee)
    before = text(client, "account")
    told = Notice.objects.count()

    done = client.post(client.at("account-take-back", new.id))

    assert "Stop this change" in before
    assert done.status_code == 303
    rows = {row.id: (row.state, row.ended_on) for row in PayeeAccount.objects.all()}
    assert rows == {old.id: ("confirmed", None), new.id: ("withdrawn", None)}
    assert list(Notice.objects.order_by("id")[told:].values_list("template", flat=True)) == ["account_taken_back"]
    assert Entry.objects.filter(action="account.undo", object_id=str(new.id), subject=payee.id).count() == 1
    after = text(client, "account")
    assert "Stop this change" not in after
    assert "Change the account" in after


def test_change_that_is_in_use_is_not_stopped(
    as_process: Any, client: FaceClient, payee: Person, settings: Any
) -> None:
    old, new = confirmed_change(as_process, client, payee)
    assert new.usable_from_on is not None
    settings.JANUA_TODAY = new.usable_from_on

    assert client.post(client.at("account-take-back", new.id)).status_code == 404
    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.state, old.ended_on) == ("confirmed", new.usable_from_on - timedelta(days=1))


def test_change_of_somebody_else_is_not_stopped(as_process: Any, client: FaceClient, payee: Person) -> None:
    _, new = confirmed_change(as_process, client, payee)
    stranger = portal_client(people.citizen(people.person(area_id=1)))
    assert stranger.post(stranger.at("account-take-back", new.id)).status_code == 404
    new.refresh_from_db()
    assert new.state == "confirmed"


def test_while_a_change_waits_no_other_is_asked_for(as_process: Any, client: FaceClient, payee: Person) -> None:
    old = paid.account_of(payee, OLD)
    change(client, **TYPED, send="1")
    proposed = [text(client, name) for name in ("account", "change-account")]
    AccountChange.objects.exclude(account=old).update(proposed_at=clock.now())
    with as_process("janua_workbench", paid.actor(paid.approver())):
        confirm(account=PayeeAccount.objects.get(state="proposed").id, on=ON)
    coming = [text(client, name) for name in ("account", "change-account")]

    for account, asked in (proposed, coming):
        assert "Change the account" not in account
        assert 'name="number"' not in asked
        assert "A change waits already" in asked
    assert change(client, number=ON_RECORD, holder="Guza Caruana", send="1").status_code == 200
    assert PayeeAccount.objects.count() == 2


def test_payments_do_not_ask_for_another_account_while_one_waits(as_process: Any) -> None:
    scene = s.granted(as_process)
    s.paid_to(scene, state="returned", reason="AC04")
    client = portal_client(scene.account)
    before = text(client, "payments")

    change(client, number=NEW, holder=scene.mother.name, send="1")
    after = text(client, "payments")

    assert "Tell us another account." in before
    assert "Tell us another account." not in after
    assert f"The account ending in {NEW[-4:]} was named. Once it is in use, we pay." in after
    assert "See it, or take it back" in after
    assert "Change it" not in after


def test_first_account_that_waits_is_not_asked_for_again(as_process: Any) -> None:
    scene = s.granted(as_process)
    client = portal_client(scene.account)
    before = text(client, "payments")
    change(client, number=NEW, holder=scene.mother.name, send="1")
    after = text(client, "payments")

    assert "We have no account to pay it into. Tell us your account." in before
    assert "We have no account to pay it into." not in after
    assert "We pay into the account ending in" not in after


def test_first_account_is_used_as_soon_as_it_is_confirmed(client: FaceClient) -> None:
    look = change(client, **TYPED).content.decode()
    change(client, **TYPED, send="1")
    page = text(client, "account")

    for shown in (look, page):
        assert "We pay into it as soon as it is confirmed." in shown
        assert "3 days" not in shown
    assert "We have no account for you." not in page


def test_account_that_was_taken_back_is_not_said_to_be_paid_into(client: FaceClient, payee: Person) -> None:
    paid.account_of(payee, OLD, ended_on=date(2026, 1, 15))
    paid.account_of(payee, NEW, state="withdrawn", usable_from_on=date(2026, 2, 1))
    assert "We pay into the account ending in" not in text(client, "payments")
