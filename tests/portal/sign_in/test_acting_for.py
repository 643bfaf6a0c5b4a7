"""For whom somebody acts: a session of its own for each, shown on every page, with both names on the trail."""

import pytest

from janua.base import clock
from janua.base.accounts.door import cookie_name
from janua.base.accounts.models import Account, Session
from janua.base.audit.models import Entry
from janua.registers.models import Mandate, Person
from tests.faces import FaceClient, portal_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder() -> tuple[Account, Person, Person]:
    """Maria, who may act for Anna, and a third whom she may not act for."""
    maria, anna, stranger = f.person(), f.person(given="Anna"), f.person(given="Stranger")
    f.mandate(anna, maria, scope=["apply"])
    return f.citizen(maria), anna, stranger


def _choose(client: FaceClient, who: object) -> int:
    return int(client.post(client.at("acting-for"), {"who": str(who)}).status_code)


def test_those_who_gave_a_mandate_can_be_chosen_and_nobody_else(holder: tuple[Account, Person, Person]) -> None:
    account, anna, _ = holder

    page = portal_client(account).get("/acting-for/")

    assert page.context["form"].fields["who"].choices == [
        ("myself", "Myself: Maria Borg"),
        (str(anna.id), "Anna Borg"),
    ]


def test_choosing_begins_another_session(holder: tuple[Account, Person, Person]) -> None:
    account, anna, _ = holder
    client, name = portal_client(account), cookie_name("citizen")
    before = client.cookies[name].value

    status = _choose(client, anna.id)
    shown = client.get("/acting-for/")

    thief = portal_client()
    thief.cookies[name] = before
    visitor = shown.wsgi_request.visitor  # type: ignore[attr-defined]
    assert (status, thief.get("/acting-for/").status_code) == (303, 303)
    assert (visitor.own_person, visitor.person, visitor.scopes) == (
        *(visitor.own_person, anna.id),
        frozenset({"apply"}),
    )
    assert "You are acting for" in shown.content.decode()


def test_going_back_to_oneself(holder: tuple[Account, Person, Person]) -> None:
    account, anna, _ = holder
    client = portal_client(account, acts_for=anna.id)

    _choose(client, "myself")

    visitor = client.get("/acting-for/").wsgi_request.visitor  # type: ignore[attr-defined]
    assert (visitor.person, visitor.acts_for) == (visitor.own_person, "")


@pytest.mark.parametrize("who", ["stranger", "nobody", ""])
def test_nobody_else_can_be_chosen(holder: tuple[Account, Person, Person], who: str) -> None:
    account, _, stranger = holder
    client = portal_client(account)

    status = _choose(client, stranger.id if who == "stranger" else who)

    assert (status, Session.objects.filter(acts_for__isnull=False).count()) == (422, 0)


def test_mandate_that_ended_meanwhile_sends_to_the_choice(holder: tuple[Account, Person, Person]) -> None:
    account, anna, _ = holder
    client = portal_client(account, acts_for=anna.id)
    Mandate.objects.update(known_to=clock.now())

    sent = client.get(client.at("sign-in-kept"))
    page = client.get(str(sent["Location"]))

    assert (sent.status_code, sent["Location"]) == (303, "/acting-for/")
    assert "Their permission has ended" in page.content.decode()
    assert _choose(client, "myself") == 303
    assert client.get(client.at("sign-in-kept")).status_code == 302


def test_session_for_somebody_without_a_mandate_acts_for_nobody(holder: tuple[Account, Person, Person]) -> None:
    account, _, stranger = holder
    client = portal_client(account, acts_for=stranger.id)

    visitor = client.get("/acting-for/").wsgi_request.visitor  # type: ignore[attr-defined]

    assert (visitor.acts_for, client.get(client.at("sign-in-kept"))["Location"]) == ("", "/acting-for/")


def test_both_are_on_the_trail(holder: tuple[Account, Person, Person]) -> None:
    account, anna, _ = holder
    client = portal_client(account)

    _choose(client, anna.id)

    entry = Entry.objects.get(action="session.act_for")
    assert (entry.subject, entry.object_id) == (anna.id, account.id)


def test_absolute_limit_is_not_moved_by_choosing(holder: tuple[Account, Person, Person]) -> None:
    account, anna, _ = holder
    client = portal_client(account)
    limit = Session.objects.get().ends_at

    _choose(client, anna.id)

    assert Session.objects.get(ended_at__isnull=True).ends_at == limit


def test_page_opened_for_somebody_else_cannot_be_sent_as_it_stands(holder: tuple[Account, Person, Person]) -> None:
    account, anna, _ = holder
    client = portal_client(account, acts_for=anna.id, enforce_csrf_checks=True)
    old = str(client.get("/acting-for/").context["csrf_token"])
    client.post("/acting-for/", {"who": "myself", "csrfmiddlewaretoken": old})

    sent = client.post("/acting-for/", {"who": str(anna.id), "csrfmiddlewaretoken": old})

    assert sent.status_code == 403
