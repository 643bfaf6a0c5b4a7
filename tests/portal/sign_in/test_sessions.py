"""Where a citizen is signed in: shown to them alone, and ended from another device."""

import pytest
from django.test import RequestFactory

from janua.base.accounts.door.own import device_of
from janua.base.accounts.models import Session
from tests.faces import portal_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36"
TABLET = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.parametrize(
    ("told", "kind"), [(PHONE, "phone"), (TABLET, "tablet"), (COMPUTER, "computer"), ("curl/8", ""), ("", "")]
)
def test_only_the_kind_of_device_is_kept(told: str, kind: str) -> None:
    assert device_of(RequestFactory().get("/", headers={"user-agent": told})) == kind


def test_other_devices_are_signed_out() -> None:
    maria = f.citizen(f.person(given="Maria"))
    anna = portal_client(f.citizen(f.person(given="Anna")))
    phone, library = portal_client(maria), portal_client(maria)
    address = phone.at("sessions")

    shown = phone.get(address)
    places = shown.context["places"]
    page = phone.post(address, {"others": "1"})

    assert (len(places), page.status_code, page["Location"]) == (2, 302, address)
    assert "Sign out everywhere else" in shown.content.decode()
    assert [client.get(address).status_code for client in (phone, library, anna)] == [200, 303, 200]
    assert set(Session.objects.filter(ended_at__isnull=False).values_list("ended_why", flat=True)) == {"elsewhere"}
    assert "You are signed in nowhere else." in phone.get(address).content.decode()


def test_session_of_somebody_else_stays() -> None:
    maria, anna = f.citizen(f.person(given="Maria")), f.citizen(f.person(given="Anna"))
    mine, theirs = portal_client(maria), portal_client(anna)
    named = Session.objects.get(account=anna, ended_at__isnull=True)

    mine.post(mine.at("sessions"), {"session": str(named.id)})

    assert theirs.get(theirs.at("sessions")).status_code == 200


def test_nobody_sees_it_without_a_session() -> None:
    client = portal_client()

    assert client.get(client.at("sessions")).status_code == 303
