"""Showing again who one is, before money goes elsewhere."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from emulators.eid import subject_of
from janua.base import clock
from janua.base.accounts.models import Account, Session
from janua.payments.models import PayeeAccount
from janua.registers.models import AccountLink
from tests.emulators.running import Running
from tests.faces import FaceClient, portal_client
from tests.payments import factories as paid
from tests.portal.sign_in.conftest import ANNA, MARIA, at_the_provider, go_through
from tests.registers import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eid")]
CHANGE = "/account/change/"


@pytest.fixture
def maria() -> Account:
    account = f.citizen(f.identified(f.person(area_id=1), MARIA).person)
    Account.objects.filter(id=account.id).update(issuer="https://eid.example", subject=subject_of(MARIA))
    return account


@pytest.fixture
def client(maria: Account) -> FaceClient:
    """Maria's telephone, on which she signed in an hour ago."""
    browser = portal_client()
    go_through(browser, MARIA)
    Session.objects.update(second_factor_at=clock.now() - timedelta(hours=1))
    return browser


def again(client: FaceClient, card: str) -> str:
    """Show again who one is; gives where the portal sends the browser then, or what it answers."""
    pressed = client.post(client.at("sign-in-again"), {"next": CHANGE})
    assert pressed.status_code == 303
    asked = parse_qs(urlsplit(pressed["Location"]).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    back = client.get(at_the_provider(str(pressed["Location"]), card=card))
    return str(back["Location"]) if back.status_code == 303 else str(back.status_code)


def test_ordinary_sign_in_is_fresh_for_some_minutes(maria: Account) -> None:
    client = portal_client()
    go_through(client, MARIA)
    assert client.get(CHANGE).status_code == 200


def test_sign_in_of_which_the_provider_does_not_say_when_it_was_is_not_fresh(maria: Account, eid: Running) -> None:
    client = portal_client()
    eid.control("claims", {"auth_time": None})
    go_through(client, MARIA)
    assert client.get(CHANGE).status_code == 303


def test_showing_it_again_leads_to_where_one_was(client: FaceClient) -> None:
    assert client.get(CHANGE).status_code == 303
    assert again(client, MARIA) == CHANGE
    assert client.get(CHANGE).status_code == 200


def test_what_was_typed_is_shown_again_to_be_sent_on(client: FaceClient) -> None:
    client.post(CHANGE, {"number": "MT12", "holder": "Maria Borg", "send": "1"})
    assert again(client, MARIA) == "/sign-in/kept/"
    assert "Maria Borg" in client.get("/sign-in/kept/").content.decode()
    assert PayeeAccount.objects.count() == 0


@pytest.mark.parametrize("shown", [None, 0, "now"])
def test_provider_that_does_not_say_when_it_was_is_not_believed(
    client: FaceClient, eid: Running, shown: int | str | None
) -> None:
    eid.control("claims", {"auth_time": shown})
    assert again(client, MARIA) == "400"
    assert client.get(CHANGE).status_code == 303


def test_somebody_else_is_signed_in_as_themselves(client: FaceClient) -> None:
    anna = f.citizen(f.identified(f.person(given="Anna", area_id=1), ANNA).person)
    Account.objects.filter(id=anna.id).update(issuer="https://eid.example", subject=subject_of(ANNA))
    client.post(CHANGE, {"number": "MT12", "holder": "Maria Borg", "send": "1"})

    assert again(client, ANNA) == CHANGE

    assert list(Session.objects.filter(ended_at__isnull=True).values_list("account_id", flat=True)) == [anna.id]
    assert "Maria Borg" not in client.get(CHANGE).content.decode()


def test_whoever_acts_for_another_goes_on_for_them(client: FaceClient, maria: Account) -> None:
    paid.office()
    giver = f.person(given="Old", family="Friend", area_id=1)
    f.mandate(giver, AccountLink.objects.get(account=maria).person, scope=["change_account"])
    assert client.post(client.at("acting-for"), {"who": str(giver.id)}).status_code == 303
    Session.objects.filter(ended_at__isnull=True).update(second_factor_at=None)

    assert again(client, MARIA) == CHANGE

    assert list(Session.objects.filter(ended_at__isnull=True).values_list("acts_for", flat=True)) == [giver.id]
