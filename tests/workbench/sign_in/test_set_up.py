"""One administrator makes a link, another confirms it; its owner sets password and authenticator by it, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from janua.base import clock
from janua.base.accounts.actions.second_factor import code_at
from janua.base.accounts.models import Account, Invitation, SecondFactor, Session
from tests.faces import FaceClient, workbench_client
from tests.registers import factories as f

pytestmark = pytest.mark.django_db
PASSWORD = "seven boats in a row"


@pytest.fixture
def new() -> Account:
    """A colleague who is new."""
    return f.officer("read_case")


class Link(str):  # noqa: SLOT000  (the code comes later than the address)
    """The address of a link, and the code that the second administrator was shown."""

    code: str


@pytest.fixture
def link(new: Account) -> Link:
    """The link that an administrator made for them, and another confirmed."""
    return _link(new)


def _asked(administrator: FaceClient, colleague: Account) -> Link:
    page = administrator.post(administrator.at("staff-link", colleague.id))
    assert page.status_code == 200
    return Link(str(page.context["address"]).removeprefix("http://testserver"))


def _answered(administrator: FaceClient, colleague: Account, answer: str = "confirm") -> Any:
    row = Invitation.objects.filter(account=colleague).latest("made_at")
    return administrator.post(administrator.at("staff-link-answer", row.id), {answer: ""})


def _link(colleague: Account) -> Link:
    link = _asked(_administrator(), colleague)
    page = _answered(_administrator(), colleague)
    assert page.status_code == 200
    link.code = str(page.context["code"])
    return link


def _administrator() -> FaceClient:
    return workbench_client(f.officer("open_staff_account"))


def _fill_in(client: FaceClient, link: Link, **changes: str) -> Any:
    factor = str(client.get(link).context["factor"]).replace(" ", "")
    typed = {"password": PASSWORD, "password_again": PASSWORD, "code": code_at(factor, clock.now())}
    return client.post(link, typed | {"confirmation": link.code} | changes)


def test_link_sets_password_and_authenticator(new: Account, link: Link) -> None:
    client = workbench_client()

    page = _fill_in(client, link)
    SecondFactor.objects.update(last_step=0)
    secret = SecondFactor.objects.get(account=new).secret
    client.post(client.at("sign-in"), {"login": str(new.login), "password": PASSWORD})
    signed_in = client.post(client.at("sign-in-code"), {"code": code_at(str(secret), clock.now())})

    assert (page.status_code, signed_in.status_code) == (200, 303)
    assert Invitation.objects.get().used_at is not None


def test_link_shows_a_picture_and_the_key(link: Link) -> None:
    page = workbench_client().get(link)

    text = page.content.decode()
    assert ("<svg" in text, str(page.context["factor"]) in text) == (True, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": "password12345", "password_again": "password12345"}, "password"),
        ({"password_again": "seven boats in a line"}, "password_again"),
        ({"code": "000000"}, "code"),
        ({"confirmation": ""}, "confirmation"),
        ({"confirmation": "2222-2222-2222-2222"}, "confirmation"),
    ],
)
def test_what_is_typed_wrong_sets_nothing(new: Account, link: Link, changes: dict[str, str], field: str) -> None:
    page = _fill_in(workbench_client(), link, **changes)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert (Account.objects.get(id=new.id).password, SecondFactor.objects.count()) == ("", 0)


def test_password_has_no_rules_about_signs(link: Link) -> None:
    words = "only words and spaces here"

    assert _fill_in(workbench_client(), link, password=words, password_again=words).status_code == 200


def test_link_is_good_once(link: Link) -> None:
    _fill_in(workbench_client(), link)

    assert workbench_client().get(link).status_code == 410


def test_link_is_good_for_three_days(link: Link) -> None:
    Invitation.objects.update(made_at=clock.now() - timedelta(days=3), ends_at=clock.now())

    assert workbench_client().get(link).status_code == 410


def test_guessed_link_is_no_good() -> None:
    urls = "janua.config.urls.workbench"

    assert workbench_client().get(reverse("workbench:set-up", args=["guess"], urlconf=urls)).status_code == 410


def test_second_link_ends_the_first_and_every_session(new: Account, link: Link) -> None:
    second = _link(new)
    client = workbench_client(new)
    before = Session.objects.filter(account=new, ended_at__isnull=True).count()

    _fill_in(workbench_client(), second)

    assert (workbench_client().get(link).status_code, before, client.get("/staff/").status_code) == (410, 1, 303)


def test_nobody_invites_themselves() -> None:
    administrator = f.officer("open_staff_account")
    client = workbench_client(administrator)

    assert (client.post(client.at("staff-link", administrator.id)).status_code, Invitation.objects.count()) == (404, 0)


@pytest.mark.parametrize("permission", ["read_case", "grant_role"])
def test_only_administrators_make_links(new: Account, permission: str) -> None:
    client = workbench_client(f.officer(permission))

    answer = client.post(client.at("staff-link", new.id))

    assert (answer.status_code, client.get(client.at("staff")).status_code) == (404, 404)


def test_administrator_of_another_area_makes_none(new: Account) -> None:
    f.area(2)
    client = workbench_client(f.officer("open_staff_account", area_id=2))

    assert client.post(client.at("staff-link", new.id)).status_code == 404
