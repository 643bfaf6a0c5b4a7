"""A link takes two administrators: neither can take it up with what they were shown."""

from typing import Any

import pytest
from django.db import connection

from janua.base.accounts.models import Account, Invitation
from janua.base.audit.models import Entry
from tests.faces import FaceClient, workbench_client
from tests.registers import factories as f
from tests.workbench.sign_in.test_set_up import _administrator, _answered, _asked, _fill_in, _link

pytestmark = pytest.mark.django_db


@pytest.fixture
def new() -> Account:
    """A colleague who is new."""
    return f.officer("read_case")


def _answer(client: FaceClient, row: Invitation, word: str = "confirm") -> Any:
    return client.post(client.at("staff-link-answer", row.id), {word: ""})


def test_link_that_nobody_confirmed_opens_nothing(new: Account) -> None:
    link = _asked(_administrator(), new)
    client = workbench_client()

    page = client.get(link)
    typed = client.post(link, {"password": "x", "password_again": "x", "code": "1", "confirmation": "x"})

    assert (page.status_code, typed.status_code, Account.objects.get(id=new.id).password) == (403, 403, "")
    assert "A second administrator has to confirm this link" in page.content.decode()


def test_who_made_a_link_does_not_confirm_it(new: Account) -> None:
    asker = _administrator()
    link = _asked(asker, new)
    row = Invitation.objects.get()

    shown = asker.get(asker.at("staff-link-answer", row.id)).content.decode()
    page = _answer(asker, row)

    row.refresh_from_db()
    assert (page.status_code, row.confirmed_at, workbench_client().get(link).status_code) == (422, None, 403)
    assert ("Confirm this link" in shown, "It waits for another administrator" in shown) == (False, True)


def test_owner_of_the_account_neither_sees_nor_confirms_their_link() -> None:
    owner = f.officer("open_staff_account")
    client = workbench_client(owner)
    _asked(_administrator(), owner)
    row = Invitation.objects.get()

    answers = [client.get(client.at("staff-link-answer", row.id)).status_code, _answer(client, row).status_code]

    assert (answers, client.get(client.at("staff")).context["waiting"]) == ([404, 404], [])


def test_second_administrator_sees_the_link_and_no_secret(new: Account) -> None:
    link, second = _asked(_administrator(), new), _administrator()
    row = Invitation.objects.get()

    listed = second.get(second.at("staff")).content.decode()
    page = _answer(second, row)

    secret = link.rstrip("/").rpartition("/")[2]
    text = page.content.decode()
    assert (second.at("staff-link-answer", row.id) in listed, secret in listed, secret in text) == (True, False, False)
    assert str(page.context["code"]) in text
    again = second.get(second.at("staff-link-answer", row.id))
    assert (str(page.context["code"]) in again.content.decode(), _answer(second, row).status_code) == (False, 422)


def test_link_without_the_code_sets_nothing(new: Account) -> None:
    asker = _administrator()
    link = _asked(asker, new)
    _answered(_administrator(), new)
    link.code = ""

    assert (_fill_in(asker, link).status_code, Account.objects.get(id=new.id).password) == (422, "")


def test_code_is_taken_as_people_type_it(new: Account) -> None:
    link = _link(new)

    typed = f" {link.code.lower().replace('-', ' ')} "
    assert _fill_in(workbench_client(), link, confirmation=typed).status_code == 200


@pytest.mark.parametrize("confirmed", [False, True])
def test_link_is_withdrawn_by_one(new: Account, confirmed: bool) -> None:
    link = _link(new) if confirmed else _asked(_administrator(), new)
    row = Invitation.objects.get()

    page = _answer(_administrator(), row, "withdraw")

    assert (page.status_code, workbench_client().get(link).status_code) == (302, 410)
    assert _answer(_administrator(), row).status_code == 422


@pytest.mark.parametrize(("permission", "area"), [("grant_role", 1), ("open_staff_account", 2)])
def test_link_is_confirmed_by_administrators_of_the_place_alone(new: Account, permission: str, area: int) -> None:
    f.area(2)
    _asked(_administrator(), new)

    client = workbench_client(f.officer(permission, area_id=area))

    assert _answer(client, Invitation.objects.get()).status_code == 404


def test_two_whose_sign_in_one_hand_set_up_alone_confirm_nothing_of_each_other(new: Account) -> None:
    first, second, third = (f.officer("open_staff_account") for _ in range(3))
    with connection.cursor() as cursor:
        # As links were before they took two.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for account, by in ((second, first), (third, second)):
            Invitation.objects.create(
                account=account, digest=str(account.id).encode(), made_by=by, made_at=f.LONG_AGO,
                ends_at=f.NOW, used_at=f.LONG_AGO,
            )  # fmt: skip
        cursor.execute("SET LOCAL session_replication_role = origin")
    _asked(workbench_client(first), new)
    row = Invitation.objects.get(account=new)

    refused = [_answer(workbench_client(account), row).status_code for account in (second, third)]

    assert (refused, _answer(_administrator(), row).status_code) == ([422, 422], 200)


def test_trail_tells_who_asked_who_confirmed_and_who_set_up(new: Account) -> None:
    _fill_in(workbench_client(), _link(new))

    told = Entry.objects.filter(object_id=str(new.id), action__startswith="account.").order_by("seq")
    row = Invitation.objects.get()
    assert [(entry.action, entry.actor) for entry in told] == [
        ("account.invite", str(row.made_by_id)),
        ("account.confirm_invite", str(row.confirmed_by_id)),
        ("account.set_up", "system:door"),
    ]
