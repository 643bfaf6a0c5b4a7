"""Signing in with the national identity, there and back, and every way in which it may not succeed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from emulators.eid import subject_of
from janua.base import clock
from janua.base.accounts.door import cookie_name
from janua.base.accounts.models import Account, Session
from janua.base.audit.models import Entry
from janua.registers.models import AccountLink
from tests.emulators.running import Running
from tests.faces import FaceClient, portal_client
from tests.portal.sign_in.conftest import ANNA, MARIA, NOBODY, at_the_provider, go_through, press_sign_in
from tests.registers import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eid")]
AsProcess = Callable[..., AbstractContextManager[None]]


def _maria() -> Account:
    """Maria, who was here before."""
    account = f.citizen(f.identified(f.person(), MARIA).person)
    Account.objects.filter(id=account.id).update(issuer="https://eid.example", subject=subject_of(MARIA))
    return account


def _open_sessions() -> list[tuple[object, str]]:
    return list(Session.objects.filter(ended_at__isnull=True).values_list("account_id", "kind"))


def test_sign_in_takes_one_back_to_where_one_was() -> None:
    account, client = _maria(), portal_client()

    back = go_through(client, MARIA)

    assert (back.status_code, back["Location"], _open_sessions()) == (303, "/acting-for/", [(account.id, "citizen")])
    assert client.get("/acting-for/").context["request"].visitor.name == "Maria Borg"


def test_first_sign_in_is_confirmed_by_a_press() -> None:
    maria, client = f.identified(f.person(), MARIA).person, portal_client()

    back = go_through(client, MARIA)
    asked = client.get(str(back["Location"]))
    before = Account.objects.count()
    done = client.post(client.at("sign-in-first"))

    account = Account.objects.get()
    assert (back["Location"], before, done.status_code, done["Location"]) == ("/sign-in/first/", 0, 303, "/acting-for/")
    assert MARIA in asked.content.decode()
    assert list(AccountLink.objects.values_list("account_id", "person_id", "confirmed_by")) == [
        (account.id, maria.id, "eid")
    ]
    assert (account.issuer, account.subject) == ("https://eid.example", subject_of(MARIA))
    assert list(Entry.objects.filter(actor="system:door").order_by("seq").values_list("action", flat=True)) == [
        "account.open",
        "account.linked",
        "session.open",
    ]


def test_first_sign_in_of_one_whom_no_register_knows_opens_nothing() -> None:
    client = portal_client()
    go_through(client, NOBODY)

    asked, pressed = client.get(client.at("sign-in-first")), client.post(client.at("sign-in-first"))

    assert (asked.status_code, pressed.status_code, Account.objects.count()) == (403, 403, 0)


def test_first_sign_in_to_a_person_who_has_an_account_is_refused() -> None:
    maria = f.identified(f.person(), MARIA).person
    f.citizen(maria)
    client = portal_client()
    go_through(client, MARIA)

    assert (client.post(client.at("sign-in-first")).status_code, _open_sessions()) == (403, [])


def test_first_sign_in_without_having_come_from_the_provider_goes_to_the_start() -> None:
    client = portal_client()

    assert client.post(client.at("sign-in-first"))["Location"] == "/sign-in/"


def test_what_the_browser_keeps_on_the_way_cannot_be_changed_by_it() -> None:
    f.identified(f.person(), MARIA)
    client = portal_client()
    go_through(client, MARIA)
    sealed = client.cookies["janua_first"].value
    client.cookies["janua_first"] = ("A" if sealed[20] != "A" else "B").join((sealed[:20], sealed[21:]))

    assert client.post(client.at("sign-in-first"))["Location"] == "/sign-in/"


def test_closed_account_is_refused() -> None:
    account = _maria()
    Account.objects.filter(id=account.id).update(closed_at=clock.now())

    assert (go_through(portal_client(), MARIA).status_code, _open_sessions()) == (403, [])


def test_cancelling_is_no_failure() -> None:
    client = portal_client()

    page = client.get(at_the_provider(press_sign_in(client), do="cancel"))

    assert (page.status_code, "did not sign in" in page.content.decode()) == (200, True)


@pytest.mark.parametrize("change", ["state=forged", "", "state="])
def test_answer_with_another_state_is_refused(change: str) -> None:
    _maria()
    client = portal_client()
    back = at_the_provider(press_sign_in(client), card=MARIA)
    code = parse_qs(urlsplit(back).query)["code"][0]

    assert (client.get(f"/sign-in/back/?code={code}&{change}").status_code, _open_sessions()) == (400, [])


def test_answer_in_another_browser_is_refused() -> None:
    _maria()
    back = at_the_provider(press_sign_in(portal_client()), card=MARIA)

    assert (portal_client().get(back).status_code, _open_sessions()) == (400, [])


def test_answer_is_good_once() -> None:
    _maria()
    client = portal_client()
    back = at_the_provider(press_sign_in(client), card=MARIA)
    client.get(back)

    assert (client.get(back).status_code, len(_open_sessions())) == (400, 1)


@pytest.mark.parametrize(
    ("switch", "claims"),
    [
        ({"signature": "forged"}, {}),
        ({"signature": "expired"}, {}),
        ({"signature": "misdirected"}, {}),
        ({}, {"nonce": "another"}),
        ({}, {"iss": "https://elsewhere.example"}),
    ],
)
def test_token_that_proves_nothing_is_refused(eid: Running, switch: dict[str, str], claims: dict[str, str]) -> None:
    _maria()
    client = portal_client()
    back = at_the_provider(press_sign_in(client), card=MARIA)
    eid.switch(**switch)
    eid.control("claims", claims)

    assert (client.get(back).status_code, _open_sessions()) == (400, [])


def test_provider_that_is_down_is_told_as_such(eid: Running) -> None:
    eid.switch(failure="disconnect")
    client = portal_client()

    page = client.post(client.at("sign-in"))

    assert (page.status_code, "does not answer" in page.content.decode()) == (503, True)


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "x"])
def test_nobody_is_sent_to_another_site(onward: str) -> None:
    _maria()
    client = portal_client()

    assert go_through(client, MARIA, onward)["Location"] == client.at("mine")


def test_session_is_new_at_sign_in() -> None:
    _maria()
    client = portal_client()
    client.cookies[cookie_name("citizen")] = "planted"

    go_through(client, MARIA)

    assert client.cookies[cookie_name("citizen")].value != "planted"
    planted = portal_client()
    planted.cookies[cookie_name("citizen")] = "planted"
    assert planted.get("/acting-for/").status_code == 303


def test_session_before_is_over_when_somebody_else_signs_in() -> None:
    _maria()
    client = portal_client(f.citizen(f.person(given="Anna")))
    before = client.cookies[cookie_name("citizen")].value

    go_through(client, MARIA)

    other = portal_client()
    other.cookies[cookie_name("citizen")] = before
    assert (other.get("/acting-for/").status_code, len(_open_sessions())) == (303, 1)


def test_sign_out_ends_the_session_and_is_no_link() -> None:
    client = portal_client(_maria())
    secret = client.cookies[cookie_name("citizen")].value

    refused, out = client.get(client.at("sign-out")), client.post(client.at("sign-out"))

    stolen = portal_client()
    stolen.cookies[cookie_name("citizen")] = secret
    assert (refused.status_code, out.status_code, stolen.get("/acting-for/").status_code) == (405, 303, 303)
    assert (client.cookies[cookie_name("citizen")].value, Session.objects.get().ended_why) == ("", "signed_out")


def test_sign_out_ends_the_session_at_the_provider_too_and_comes_back(eid: Running) -> None:
    client = portal_client(_maria())

    out = client.post(client.at("sign-out"))

    assert out.status_code == 303
    assert out["Location"].startswith(f"{eid.url}/end_session?client_id=janua&post_logout_redirect_uri=")
    assert client.cookies[cookie_name("citizen")].value == ""
    assert Session.objects.get().ended_why == "signed_out"
    assert at_the_provider(out["Location"]).startswith("/signed-out/")
    # Whoever is not signed in is not sent there again.
    assert client.post(client.at("sign-out"))["Location"] == "/signed-out/"


def test_sign_out_does_not_wait_for_a_provider_that_is_down(eid: Running) -> None:
    client = portal_client(_maria())
    eid.switch(failure="disconnect")

    assert client.post(client.at("sign-out"))["Location"] == "/signed-out/"
    assert Session.objects.get().ended_why == "signed_out"


@pytest.mark.parametrize(("column", "seconds", "why"), [("seen_at", 1_801, "idle"), ("ends_at", 0, "limit")])
def test_session_that_is_over_leads_to_the_sign_in_page_and_back(column: str, seconds: int, why: str) -> None:
    client = portal_client(_maria())
    at = clock.now() - timedelta(seconds=seconds)
    Session.objects.update(opened_at=at - timedelta(days=1), **{column: at})

    sent = client.get("/acting-for/?a=b")
    page = client.get(sent["Location"])

    assert (sent.status_code, sent["Location"]) == (303, "/sign-in/?next=%2Facting-for%2F%3Fa%3Db")
    assert ("You were signed out" in page.content.decode(), Session.objects.get().ended_why) == (True, why)


def test_sign_in_is_limited_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("janua.portal.views.sign_in._TRIES_BY_ADDRESS", 2)
    answers = [portal_client().post("/sign-in/").status_code for _ in range(3)]

    assert answers == [303, 303, 429]


def test_no_transaction_is_held_while_the_provider_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    from janua.exchange.outbound import Outbound

    _maria()
    seen, real = [], Outbound.request
    client = portal_client()
    before = _depth(client)

    def request(self: Outbound, *arguments: object, **named: object) -> object:
        seen.append(len(connection.savepoint_ids))
        return real(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Outbound, "request", request)
    go_through(client, MARIA)

    assert seen == [before] * len(seen)


def _depth(client: FaceClient) -> int:
    from django.db import connection

    with client.running():
        return len(connection.savepoint_ids)


def test_second_tab_does_not_disturb_the_first() -> None:
    _maria()
    client = portal_client()
    first = at_the_provider(press_sign_in(client), card=MARIA)
    press_sign_in(client)

    assert client.get(first).status_code == 303


def test_anna_is_not_maria() -> None:
    _maria()
    f.identified(f.person(given="Anna", family="Farrugia"), ANNA)

    assert go_through(portal_client(), ANNA)["Location"] == "/sign-in/first/"
