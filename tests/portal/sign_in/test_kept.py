"""What was typed when the session had ended is kept for its own account, and for nobody else at the same phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from emulators.eid import subject_of
from janua.base import clock
from janua.base.accounts.door import cookie_name
from janua.base.accounts.models import Account, KeptForm, Session
from janua.portal.views.visitor import signed_in, visitor_of
from janua.registers.models import Person
from tests.faces import FaceClient, portal_client
from tests.portal.sign_in.conftest import ANNA, MARIA, go_through
from tests.registers import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eid")]
TYPED = {"income": "12.34", "why": "I lost my job ż", "choice": ["a", "b"]}


@signed_in
def form(request: HttpRequest) -> HttpResponse:
    """A page that says what it got and from whom."""
    visitor = visitor_of(request)
    assert visitor is not None
    got = {name: request.POST.getlist(name) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"}
    return HttpResponse(f"{visitor.acts_for or visitor.name}: {got}")


urlpatterns = [path("typed/", form), path("", include("janua.config.urls.portal"))]


def _browser(account: Account | None = None, **more: Any) -> FaceClient:
    client = portal_client(account, **more)
    client.urlconf = __name__
    return client


def _citizen(card: str, given: str) -> Account:
    account = f.citizen(f.identified(f.person(given=given), card).person)
    Account.objects.filter(id=account.id).update(issuer="https://eid.example", subject=subject_of(card))
    return account


def _typed_too_late(account: Account, **more: Any) -> FaceClient:
    client = _browser(account, **more)
    Session.objects.update(seen_at=clock.now() - timedelta(hours=1))
    sent = client.post("/typed/?a=b", TYPED, headers={"referer": "http://testserver/typed/"})
    assert (sent.status_code, sent["Location"]) == (303, "/sign-in/?next=%2Ftyped%2F")
    return client


def _fields(page: Any) -> list[tuple[str, str]]:
    return list(page.context["form"].fields)


def test_what_was_typed_is_there_after_signing_in_again() -> None:
    client = _typed_too_late(_citizen(MARIA, "Maria"))

    told = client.get("/sign-in/?next=/typed/").content.decode()
    back = go_through(client, MARIA, "/typed/")
    page = client.get(str(back["Location"]))
    done = client.post(page.context["form"].path, dict(_group(_fields(page))))

    assert ("What you typed is safe" in told, back["Location"], page.status_code) == (True, "/sign-in/kept/", 200)
    assert _fields(page) == [("income", "12.34"), ("why", "I lost my job ż"), ("choice", "a"), ("choice", "b")]
    assert done.content.decode() == (
        "Maria Borg: {'choice': ['a', 'b'], 'income': ['12.34'], 'why': ['I lost my job ż']}"
    )


def _group(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in fields:
        grouped.setdefault(name, []).append(value)
    return grouped


def test_somebody_else_at_the_same_phone_finds_nothing_and_it_is_gone() -> None:
    _citizen(ANNA, "Anna")
    client = _typed_too_late(_citizen(MARIA, "Maria"))

    as_anna = go_through(client, ANNA, "/typed/")
    shown = client.get("/sign-in/kept/")
    client.post("/sign-out/")
    as_maria = go_through(client, MARIA, "/typed/")

    assert (as_anna["Location"], shown.status_code, as_maria["Location"]) == ("/typed/", 302, "/typed/")
    assert KeptForm.objects.count() == 0


def test_same_person_at_another_phone_finds_nothing() -> None:
    _typed_too_late(_citizen(MARIA, "Maria"))
    other = _browser()

    assert go_through(other, MARIA, "/typed/")["Location"] == "/typed/"


def test_nothing_of_it_can_be_read_in_the_table() -> None:
    _typed_too_late(_citizen(MARIA, "Maria"))

    row = KeptForm.objects.get()

    assert b"12.34" not in bytes(row.sealed) + bytes(row.digest)


def test_it_is_kept_for_an_hour() -> None:
    client = _typed_too_late(_citizen(MARIA, "Maria"))
    KeptForm.objects.update(kept_at=clock.now() - timedelta(hours=2), ends_at=clock.now())

    assert (go_through(client, MARIA, "/typed/")["Location"], KeptForm.objects.count()) == ("/typed/", 0)


def test_signing_out_throws_it_away() -> None:
    client = _typed_too_late(_citizen(MARIA, "Maria"))
    go_through(client, MARIA, "/typed/")

    client.post("/sign-out/")

    assert KeptForm.objects.count() == 0


def test_nothing_is_kept_for_one_who_signed_out() -> None:
    client = _browser(_citizen(MARIA, "Maria"))
    secret = client.cookies[cookie_name("citizen")].value
    client.post("/sign-out/")
    client.cookies[cookie_name("citizen")] = secret

    client.post("/typed/", TYPED)

    assert KeptForm.objects.count() == 0


def test_nothing_is_kept_for_nobody() -> None:
    _browser().post("/typed/", TYPED)

    assert KeptForm.objects.count() == 0


def test_too_much_is_not_kept() -> None:
    client = _browser(_citizen(MARIA, "Maria"))
    Session.objects.update(seen_at=clock.now() - timedelta(hours=1))

    answer = client.post("/typed/", {"why": "x" * 200_001})

    assert (answer.status_code, KeptForm.objects.count()) == (303, 0)


def test_nobody_fills_the_table() -> None:
    client = _browser(_citizen(MARIA, "Maria"))
    Session.objects.update(seen_at=clock.now() - timedelta(hours=1))
    session = client.cookies[cookie_name("citizen")].value
    for _ in range(7):
        another = _browser()
        another.cookies[cookie_name("citizen")] = session
        another.post("/typed/", TYPED)

    assert KeptForm.objects.count() == 5


def test_whoever_acted_for_somebody_goes_on_for_them() -> None:
    account = _citizen(MARIA, "Maria")
    anna = f.person(given="Anna")
    f.mandate(anna, Person.objects.get(given_names="Maria"))
    client = _typed_too_late(account, acts_for=anna.id)

    page = client.get(str(go_through(client, MARIA, "/typed/")["Location"]))
    done = client.post("/typed/", {"income": "1"})

    assert "Carry on for Anna Borg" in page.content.decode()
    assert done.content.decode() == "Anna Borg: {'income': ['1']}"


def test_a_fragment_that_comes_too_late_opens_the_sign_in_page_whole() -> None:
    client = _browser(_citizen(MARIA, "Maria"))
    Session.objects.update(seen_at=clock.now() - timedelta(hours=1))

    answer = client.get("/typed/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/typed/?b=c"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/?next=%2Ftyped%2F%3Fb%3Dc")


def test_signed_in_pages_are_kept_by_no_browser() -> None:
    client = _browser(_citizen(MARIA, "Maria"))

    assert client.get("/typed/")["Cache-Control"] == "no-store, private"
